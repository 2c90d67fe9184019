"""A string with several readings: all are looked up, and the answer says which it is about."""

from __future__ import annotations

from itertools import product

import pytest

from ringtrue import Checker, Directory, Status
from ringtrue.kinds.readings import is_plain

DIRECTORY = Directory.from_rows(
    [
        ("bank", "Example Bank", "phone", "95588", "CN"),
        ("card", "Example Card", "phone", "+868005550142"),
        ("desk", "Example Desk", "qq", "800012345"),
        ("air", "Example Air", "phone", "+442079460018"),
        ("police", "Police", "phone", "96110", "CN"),
        ("shop", "Example Shop", "phone", "15098765432"),
        ("wallet", "Example Wallet", "play_package", "vip.myexamplewallet"),
        ("wallet", "Example Wallet", "play_package", "com.examplewallet.app"),
    ]
)
CHECKER = Checker(DIRECTORY)


@pytest.mark.parametrize(
    ("raw", "region", "kind", "canonical", "brand", "readings"),
    [
        ("95588", "CN", "phone", "95588", "bank", ("qq:95588",)),
        ("800012345", None, "qq", "qq:@800012345", "desk", ("phone:800012345",)),
        (
            *("8005550142", None, "phone", "+868005550142", "card"),
            ("phone:+18005550142", "phone:+918005550142", "qq:8005550142"),
        ),
        ("02079460018", None, "phone", "+442079460018", "air", ()),
        ("021-96110", "CN", "phone", "96110", "police", ("phone:+862196110",)),
        (
            *("vip.myexamplewallet", None, "play_package", "play_package:vip.myexamplewallet"),
            *("wallet", ("domain:vip.myexamplewallet",)),
        ),
        # Listed without a country, asked for without a country.
        ("15098765432", None, "phone", "15098765432", "shop", ("phone:+15098765432",)),
    ],
)
def test_the_listed_reading_speaks(
    raw: str, region: str | None, kind: str, canonical: str, brand: str, readings: tuple[str, ...]
) -> None:
    verdict = CHECKER.check(raw, region=region)
    assert verdict.status is Status.OFFICIAL
    assert verdict.brand is not None
    assert verdict.brand.id == brand
    assert verdict.contact is not None
    assert verdict.contact.kind == kind
    assert verdict.contact.canonical == canonical
    assert verdict.contact.raw == raw
    assert set(readings) <= set(verdict.contact.readings)


@pytest.mark.parametrize("raw", ["95589", "800012346", "15012345678", "8005550143"])
def test_no_reading_is_listed(raw: str) -> None:
    verdict = CHECKER.check(raw)
    assert verdict.status is Status.UNKNOWN
    assert verdict.contact is not None
    assert verdict.contact.readings


def test_the_other_readings_are_shown() -> None:
    from ringtrue.render.text import verdict_text

    verdict = CHECKER.check("15012345678")
    assert verdict.to_dict()["readings"] == ["phone:+8615012345678", "phone:+15012345678"]
    assert "or      +8615012345678, +15012345678" in verdict_text(verdict, "en")
    assert "或是  +8615012345678, +15012345678" in verdict_text(verdict, "zh")


def test_where_the_reader_is_settles_it() -> None:
    verdict = CHECKER.check("95588", region="US")
    assert verdict.status is Status.UNKNOWN
    assert verdict.contact is not None
    assert verdict.contact.readings == ()


def test_a_disguise_and_an_extension_survive() -> None:
    verdict = CHECKER.check("⑨⑤⑤⑧⑧转1", "phone", region="CN")
    assert verdict.status is Status.OFFICIAL
    assert {e.code for e in verdict.evidence} == {"obfuscated_number", "unlisted_extension"}
    assert verdict.score == 0.0


def test_an_app_id_that_a_site_can_be_called_vouches_for_no_site() -> None:
    assert CHECKER.check("com.examplewallet.app").status is not Status.OFFICIAL
    assert CHECKER.check("android:com.examplewallet.app").status is Status.OFFICIAL


_LINK_PARTS = (
    ("", "user@", "examplesite.example@", "examplesite.example%40", "a:b@"),
    ("examplesite.example", "www.examplesite.example", "www.examplesite.example."),
    (
        "",
        "/",
        "/help",
        "/call +1 800 555 0142",
        "/call+1+800-555-0142",
        "/a%20b",
        "/desk@x.example",
    ),
    ("", "?", "?q=1", "?q=Call+1-800-555-0142", "?url=https://x.example/", "?q=desk@x.example"),
    ("", "#", "#top", "#+1 800 555 0142", "#desk@x.example"),
)


def test_in_a_plain_link_nothing_is_left_to_find(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is answered at once as official is so when every detector of official links has looked
    at it; and among the others are some in which they find something."""
    checker = Checker(Directory.from_rows([("s", "Site", "domain", "examplesite.example")]))
    plain, found = 0, 0
    for user, host, path, query, fragment in product(*_LINK_PARTS):
        for link in (
            f"https://{user}{host}{path}{query}{fragment}",
            f"https:\\\\x.example\\@{host}{path}{query}{fragment}",
            f"https://{host}\\@x.example{path}{query}{fragment}",
        ):
            quick = checker.check(link)
            contact = quick.contact
            plain += contact is not None and is_plain(contact) and len(contact.facets) == 2
            with monkeypatch.context() as patched:
                patched.setattr("ringtrue.judging.checker.is_plain", lambda _: False)
                slow = checker.check(link)
            assert quick == slow, link
            found += quick.brand is not None and bool(quick.evidence)
    assert plain
    assert found
