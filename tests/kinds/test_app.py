"""Application ids and the store pages that hold them."""

from __future__ import annotations

import pytest

from ringtrue import parse
from ringtrue.errors import UnparseableContact
from ringtrue.kinds.facets import AppId, DisplayName

EXTENSION = "abcdefghijklmnopabcdefghijklmnop"

SAME_APP = {
    "play_package:com.example.wallet": [
        "android:com.example.wallet",
        "play_package:com.example.wallet",
        "https://play.google.com/store/apps/details?id=com.example.wallet&hl=en",
        "https://play.google.com/store/apps/details/?hl=en&id=com.example.wallet",
        "https://play.google.com/apps/testing/com.example.wallet",
        "https://play.google.com/work/apps/details?id=com.example.wallet",
        "market://details?id=com.example.wallet&referrer=x",
    ],
    "play_package:com.Example.Wallet_2": ["android:com.Example.Wallet_2"],
    "appstore_id:1234567890": [
        "ios:1234567890",
        "ios:id1234567890",
        "appstore_id:1234567890",
        "https://apps.apple.com/us/app/example-wallet/id1234567890?mt=8",
        "https://apps.apple.com/app/id1234567890",
        "https://itunes.apple.com/cn/app/x/id1234567890",
        "itms-apps://itunes.apple.com/app/id1234567890",
        "itms-apps://apps.apple.com/us/app/example-wallet/id1234567890",
    ],
    f"edge_extension_id:{EXTENSION}": [
        f"edge:{EXTENSION}",
        f"https://microsoftedge.microsoft.com/addons/detail/example-wallet/{EXTENSION}?hl=en",
        f"extension://{EXTENSION}/home.html",
    ],
    "firefox_addon_id:example-wallet": [
        "firefox:Example-Wallet",
        "https://addons.mozilla.org/en-US/firefox/addon/example-wallet/?utm_source=x",
        "https://addons.mozilla.org/android/addon/example-wallet/",
    ],
    "firefox_addon_id:wallet@example.com": ["firefox:wallet@example.com"],
    "firefox_addon_id:{daf44bf7-a45e-4450-979c-91cf07434c3d}": [
        "firefox:{DAF44BF7-a45e-4450-979c-91cf07434c3d}"
    ],
    f"chrome_extension_id:{EXTENSION}": [
        f"chrome-extension://{EXTENSION}/home.html",
        f"chrome:{EXTENSION}",
        f"chrome_extension_id:{EXTENSION.upper()}",
        f"https://chromewebstore.google.com/detail/example-wallet/{EXTENSION}?hl=en",
        f"https://chromewebstore.google.com/detail/{EXTENSION}/reviews",
        f"https://chrome.google.com/webstore/detail/example-wallet/{EXTENSION}",
    ],
}


@pytest.mark.parametrize(
    ("canonical", "raw"), [(canonical, raw) for canonical, raws in SAME_APP.items() for raw in raws]
)
def test_every_form_of_an_app_is_the_app(canonical: str, raw: str) -> None:
    contact = parse(raw)
    store, _, value = canonical.partition(":")
    assert (contact.kind, contact.canonical) == (store, canonical)
    assert contact.facets[0] == AppId(store, value)
    assert parse(canonical).canonical == canonical


def test_the_name_in_a_store_page_is_a_claim_of_its_own() -> None:
    contact = parse(f"https://chromewebstore.google.com/detail/example-wallet/{EXTENSION}")
    assert contact.facets[1] == DisplayName("example wallet")


@pytest.mark.parametrize("kind", ["play_package", "appstore_id", "chrome_extension_id"])
def test_a_kind_reads_bare_ids_and_links(kind: str) -> None:
    raws = next(raws for canonical, raws in SAME_APP.items() if canonical.startswith(kind))
    canonical = parse(raws[0]).canonical
    assert parse(canonical.partition(":")[2], kind).canonical == canonical
    assert parse(next(raw for raw in raws if "://" in raw), kind).canonical == canonical


@pytest.mark.parametrize(
    "raw",
    [
        "android:wallet",
        "android:com..wallet",
        "android:com.1wallet",
        "android:com.exämple.wallet",
        "android:" + "a." * 100 + "b",
        "ios:wallet",
        "ios:1234",
        "ios:１２３４５６７８９",
        "chrome:" + "z" * 32,
        "chrome:" + "a" * 31,
        "edge:" + "z" * 32,
        "firefox:exam ple",
        "firefox:" + "a" * 81,
        "market://search?q=example",
        "itms-apps://x.example/app/id1234567890",
        "chrome-extension://example/home.html",
    ],
)
def test_malformed_ids_are_invalid(raw: str) -> None:
    with pytest.raises(UnparseableContact) as error:
        parse(raw)
    assert error.value.code == "bad_app_id"


@pytest.mark.parametrize(
    "raw",
    [
        "https://play.google.com/store/apps/dev?id=123",
        "https://play.google.com/store/apps/details?x=1",
        "https://play.google.com/store/apps/details?id=com.a.b&id=com.c.d",
        "https://apps.apple.com/us/developer/example/id",
        f"https://chromewebstore.google.com/detail/{EXTENSION}/{EXTENSION[::-1]}",
        f"https://chromewebstore.google.com.x.example/detail/{EXTENSION}",
        "https://play.google.com.x.example/store/apps/details?id=com.example.wallet",
    ],
)
def test_other_pages_and_ambiguous_ones_stay_urls(raw: str) -> None:
    assert parse(raw).kind == "url"


@pytest.mark.parametrize(
    "name",
    [
        "com.brand.mediaclient7",
        "io.brand.wallet9",
        "org.brand.mm2",
        "com.brand.android",
        "com.brand.android.gm",
    ],
)
def test_a_name_turned_round_that_no_site_can_have_is_an_app(name: str) -> None:
    contact = parse(name)
    assert (contact.kind, contact.readings) == ("play_package", (f"domain:{name}",))


def test_a_sign_that_nobody_sees_does_not_make_it_a_site() -> None:
    contact = parse("com.brand.media\ufe00client7")
    assert contact.canonical == "play_package:com.brand.mediaclient7"
    assert parse(contact.canonical).canonical == contact.canonical


@pytest.mark.parametrize(
    "name", ["com.brand.dev", "www.brand.mediaclient7", "brand.wallet9", "com.brand.test"]
)
def test_what_can_be_a_site_or_does_not_begin_with_an_ending_is_none(name: str) -> None:
    assert parse(name).kind == "domain"
