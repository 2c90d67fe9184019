"""An application's own TLDExtract rules a Checker."""

from __future__ import annotations

import pytest
import tldextract

from ringtrue import Checker, Directory, Policy, PolicyError, parse
from ringtrue.batch import check_table
from ringtrue.kinds.facets import DomainName
from ringtrue.kinds.ruled import ruled

ZONE = "apps.acmebank-cloud.example"
MINE = Directory.from_rows(
    [
        ("acme", "Acme Bank", "domain", "acmebank.example"),
        ("acme", "Acme Bank", "domain", "acmebank-cloud.example"),
        ("other", "Other Wallet", "domain", "otherwallet.example"),
    ]
)
OWN = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None, extra_suffixes=[ZONE, "corp.lan"])
PLAIN = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)
RULED, SHIPPED = Checker(MINE, Policy(suffixes=OWN)), Checker(MINE)


@pytest.mark.parametrize(
    "contact",
    [f"otherwallet.{ZONE}", f"https://www.otherwallet.{ZONE}/login", f"help@otherwallet.{ZONE}"],
)
def test_a_customer_of_the_zone_is_not_its_owner(contact: str) -> None:
    assert SHIPPED.check(contact).brand is not None
    verdict = RULED.check(contact)
    assert verdict.status.value != "official"
    assert verdict.brand is None
    assert verdict.imitates is not None
    assert verdict.imitates.brand.id == "other"


@pytest.mark.parametrize(
    "contact",
    [
        "acmebank.example", "acmebank-cloud.example", "www.acmebank-cloud.example",
        "https://docs.acmebank-cloud.example/x", "https://otherwallet.example/", "stranger.example",
        "a.stranger.co.uk", "shop.github.io", f"notapps.{ZONE[5:]}",
    ],
)  # fmt: skip
def test_the_rest_stays(contact: str) -> None:
    assert RULED.check(contact) == SHIPPED.check(contact)


def test_the_zone_itself_is_its_owners() -> None:
    assert RULED.check(ZONE).status.value == "official"


def test_in_a_text_and_in_a_batch_as_alone() -> None:
    pa = pytest.importorskip("pyarrow")
    host = f"otherwallet.{ZONE}"
    (found,) = RULED.scan(f"log in at https://{host}/ now").contacts
    assert found.verdict.status == RULED.check(f"https://{host}/").status
    table = check_table(pa.table({"name": [host] * 600}), "name", checker=RULED)
    assert set(table["status"].to_pylist()) == {RULED.check(host).status.value}


@pytest.mark.parametrize(
    ("host", "labels", "suffix", "registrable", "private"),
    [
        (f"a.b.{ZONE}", ("a", "b"), ZONE, f"b.{ZONE}", True),
        (ZONE, (), ZONE, ZONE, True),
        ("x.y.corp.lan", ("x", "y"), "corp.lan", "y.corp.lan", True),
        ("xn--bcher-kva.corp.lan", ("bücher",), "corp.lan", "xn--bcher-kva.corp.lan", True),
        ("shop.github.io", ("shop",), "github.io", "shop.github.io", True),
        ("www.example.co.uk", ("www", "example"), "co.uk", "example.co.uk", False),
        ("a.unknownending", ("a",), "unknownending", "a.unknownending", False),
    ],
)
def test_how_hosts_are_divided(
    host: str, labels: tuple[str, ...], suffix: str, registrable: str, private: bool
) -> None:
    contact = ruled(parse(host), OWN)
    assert contact.facets == (DomainName(host, suffix, registrable, labels, private),)


def test_without_rules_of_its_own_nothing_changes() -> None:
    for host in ("a.b.example.com", "x.kobe.jp", "city.kobe.jp", "wallet.pages.dev", "8.8.8.8"):
        contact = parse(host)
        assert ruled(contact, PLAIN) is contact


def test_what_divides_nothing_is_refused() -> None:
    with pytest.raises(PolicyError, match="extract_str"):
        Policy(suffixes="co.uk")  # type: ignore[arg-type]
