"""What strangers publish on the sites of listed brands is never official; the sites' own pages are.

The shipped directory lists Google, PayPal, Baidu and others as whole domains, and on all of them
anybody can make a page, a form, a payment link.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from ringtrue import Checker, Directory, Status, data
from ringtrue.text.user_pages import has_user_pages, user_page

CHECKER = Checker()
_TABLE = Path(__file__).with_name("strangers.tsv").read_text(encoding="utf-8").splitlines()
STRANGERS = [line.split("\t") for line in _TABLE if line and line[0] != "#"]
OWN = [
    "https://cash.app/help/us/en-us",
    "https://venmo.com/legal/us-user-agreement",
    "https://www.paypal.com/us/smarthelp/home",
    "https://wise.com/help/",
    "https://strike.me/en/pricing",
    "https://monzo.com/help/",
    "https://stripe.com/payments",
    "https://www.coinbase.com/help",
    "https://www.google.com/intl/en/about",
    "https://support.google.com/accounts/answer/0142",
    "https://support.apple.com/en-us/0142",
    "https://support.microsoft.com/en-us/help",
    "https://learn.microsoft.com/en-us/windows",
    "https://www.docusign.com/trust",
    "https://opensea.io/blog",
    "https://community.metamask.io/",
    "https://support.metamask.io/hc/en-us/articles/0142",
    "https://web.telegram.org/",
    "https://www.bilibili.com/blackboard/help.html",
    "https://www.baidu.com/more",
    "https://www.feishu.cn/hc/zh-CN",
    "https://www.taobao.com/",
    "https://www.ebay.com/help/home",
    "https://www.amazon.com/gp/help/customer/display.html",
    "https://open.spotify.com/",
    "https://www.spotify.com/us/account",
    "https://metamask.app.link/buy",
    "https://rainbow.me/download",
    "https://www.youtube.com/premium",
    "https://www.google.com/maps",
    "https://business.facebook.com/settings",
    "https://www.att.com/users/login",
    "https://www.ups.com/profile/login",
    "https://www.shopify.com/partners",
    "https://n26.com/en-eu/support",
    "https://paystack.com/gh/pricing",
    "https://www.gov.uk/browse/benefits",
    "https://docs.okta.com/users/create",
]


@pytest.mark.parametrize(("address", "what"), STRANGERS)
def test_a_strangers_page_is_never_official(address: str, what: str) -> None:
    assert CHECKER.check(address).status is not Status.OFFICIAL, what


@pytest.mark.parametrize("address", OWN)
def test_the_sites_own_pages_stay_official(address: str) -> None:
    assert CHECKER.check(address).status is Status.OFFICIAL


def _rows() -> list[tuple[str, str, str]]:
    """Host, form and own names of every row of the table."""
    table = data.table("user_pages.tsv")
    return [
        (host, form, own)
        for hosts, forms, own, *_ in table
        for host in hosts.split(",")
        for form in forms.split(",")
    ]


def _address(host: str, form: str) -> str:
    """An address of this form: ``/collection/*`` on opensea.io, by somebody."""
    host = {"*": "help.wallet.example"}.get(host, host)
    if host.endswith(".*"):
        host = host[:-1] + "wallet.example"
    host = host.replace("*.", "shop0142.")
    fragment = "#x0142" if form.endswith("##") else ""
    path, _, key = form.removesuffix("##").partition("?")
    path = path.replace("{}", "x0142").replace("*", "x0142")
    return f"https://{host}{path}{f'?{key}=x0142' if key else ''}{fragment}"


@pytest.mark.parametrize(("host", "form", "own"), _rows())
def test_every_form_of_the_table_is_read(host: str, form: str, own: str) -> None:
    address = _address(host, form)
    site = address.split("/")[2]
    whole = Directory.from_rows([("site", "Site", "host", site)])
    assert Checker(whole).check(address).status is not Status.OFFICIAL
    if host.startswith("*."):
        for name in filter(None, own.split(",")):
            one = f"{name}{host[1:]}"
            assert has_user_pages(one) or user_page(one, "/x0142") is None


def test_a_listed_path_vouches_for_what_is_below_it() -> None:
    listed = Directory.from_rows(
        [
            ("ex", "Example", "url", "https://docs.google.com/forms/d/e/Listed0142"),
            ("ex", "Example", "url", "https://community.metamask.io/u/example0142"),
        ]
    )
    checker = Checker(listed)
    for address in (
        "https://docs.google.com/forms/d/e/Listed0142/viewform",
        "https://community.metamask.io/u/example0142/activity",
    ):
        assert checker.check(address).status is Status.OFFICIAL
    assert checker.check("https://community.metamask.io/u/other").status is Status.UNKNOWN
