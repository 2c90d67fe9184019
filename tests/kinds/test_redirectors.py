"""A redirector's link is the contact point that it leads to."""

import pytest

from ringtrue import parse
from ringtrue.errors import UnparseableContact

LEADS = [
    (
        "https://www.google.com/url?sa=D&q=https://wallet.example/login",
        "https://wallet.example/login",
    ),
    ("https://google.com/url?url=http%3A%2F%2Fwallet.example", "http://wallet.example/"),
    (
        "https://l.facebook.com/l.php?u=https%3A%2F%2Fwallet.example%2F&h=x",
        "https://wallet.example/",
    ),
    ("https://www.youtube.com/redirect?q=https://wallet.example", "https://wallet.example/"),
    (
        "https://nam02.safelinks.protection.outlook.com/?url=https%3A%2F%2Fwallet.example%2F&d=1",
        "https://wallet.example/",
    ),
    ("https://vk.com/away.php?to=https%3A%2F%2Fwallet.example", "https://wallet.example/"),
    ("https://link.zhihu.com/?target=https%3A//wallet.example", "https://wallet.example/"),
    ("https://www.google.com/url?q=https://t.me/wallet_help", "telegram:@wallet_help"),
]
STAYS = [
    ("https://www.google.com/search?q=https://wallet.example", "another page"),
    ("https://www.google.com/url?q=wallet", "no address"),
    ("https://www.google.com/url?q=javascript:alert(1)", "no web address"),
    ("https://www.google.com/url?q=https://a.example&q=https://b.example", "two destinations"),
    ("https://google.com.wallet.example/url?q=https://other.example", "not the redirector"),
    ("https://notgoogle.com/url?q=https://other.example", "not the redirector"),
    ("https://wallet.example/url?q=https://other.example", "anybody's path"),
]


@pytest.mark.parametrize(("link", "canonical"), LEADS)
def test_leads_to(link: str, canonical: str) -> None:
    contact = parse(link)
    assert contact.canonical == canonical
    assert contact.raw == link


@pytest.mark.parametrize(("link", "why"), STAYS)
def test_stays_itself(link: str, why: str) -> None:
    assert parse(link).canonical.split("/")[2] == link.split("/")[2], why


def test_wrapping_is_followed_only_so_far() -> None:
    from urllib.parse import quote

    link = "https://wallet.example/"
    for _ in range(5):
        link = "https://www.google.com/url?q=" + quote(link, safe="")
    assert parse(link).canonical.startswith("https://www.google.com/url?q=")


def test_a_bad_destination_is_told_with_the_whole_link() -> None:
    link = "https://www.google.com/url?q=https://xn--a-ecp.example%2500/"
    with pytest.raises(UnparseableContact) as problem:
        parse(link)
    assert problem.value.raw == link
