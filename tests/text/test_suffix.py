"""Suffixes against tldextract on the same list, and the open zones."""

from __future__ import annotations

import gc
import warnings
from pathlib import Path

import ada_url
import pytest

from ringtrue import data
from ringtrue.text import suffix
from ringtrue.text.suffix import split


def rules() -> dict[str, list[str]]:
    """Rules of the shipped table by section name."""
    sections = data.text("public_suffix.txt").split("\n[")[1:]
    return {
        name: body.split() for name, _, body in (section.partition("]\n") for section in sections)
    }


def as_list(table: dict[str, list[str]]) -> str:
    """The table written as a Public Suffix List."""
    marks = {"rule": "", "wildcard": "*.", "exception": "!"}
    out: list[str] = []
    for part, label in (("icann", "ICANN"), ("private", "PRIVATE")):
        out.append(f"// ===BEGIN {label} DOMAINS===")
        for kind, mark in marks.items():
            # tldextract compares U-labels.
            rules = table.get(f"{part} {kind}", [])
            out += [mark + ada_url.idna.decode(rule) for rule in rules]
        out.append(f"// ===END {label} DOMAINS===")
    return "\n".join(out) + "\n"


@pytest.fixture(scope="module")
def oracle(tmp_path_factory: pytest.TempPathFactory):
    tldextract = pytest.importorskip("tldextract")
    path: Path = tmp_path_factory.mktemp("psl") / "list.dat"
    path.write_text(as_list(rules()), encoding="utf-8")
    extract = tldextract.TLDExtract(
        suffix_list_urls=(path.as_uri(),),
        cache_dir=None,
        fallback_to_snapshot=False,
        include_psl_private_domains=True,
    )
    with warnings.catch_warnings():
        # It leaves the list's file to the garbage collector.
        warnings.simplefilter("ignore", ResourceWarning)
        extract.extract_str("example.com")
        gc.collect()
    return extract


def hosts() -> list[str]:
    """Every 25th rule, every wildcard and exception, bare and with labels before it."""
    found: list[str] = []
    for section, names in rules().items():
        for rule in names[::25] if section.endswith(" rule") else names:
            found += [rule, f"example.{rule}", f"www.example.{rule}", f"a.b.c.example.{rule}"]
    return [*found, "example.invalidtld", "a.example.invalidtld", "www.ck", "x.www.ck", "a.b.ck"]


def test_agrees_with_tldextract(oracle) -> None:
    """Where it does not, the list's own algorithm must: tldextract overlooks a wildcard whose
    place other rules continue (``*.futurecms.at`` beside ``*.ex.futurecms.at``)."""
    publicsuffixlist = pytest.importorskip("publicsuffixlist")
    referee = publicsuffixlist.PublicSuffixList(as_list(rules()).split("\n"))
    own = {row[0] for row in data.table("open_suffixes.tsv")}
    wrong, refereed = [], set()
    for host in hosts():
        before, found, private = split(host)
        if found in own:
            continue
        assert ".".join([*before, found]) == host
        seen = oracle.extract_str(host)
        expected = (seen.suffix, seen.is_private) if seen.suffix else (host.split(".")[-1], False)
        if (found, private) == expected:
            continue
        if found == referee.publicsuffix(host) and found != expected[0]:
            refereed.add(found)
        else:
            wrong.append((host, (found, private), expected))
    assert not wrong
    assert len(refereed) < 50
    assert len(hosts()) > 1500


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("metamask.io", (("metamask",), "io", False)),
        ("www.example.com.cn", (("www", "example"), "com.cn", False)),
        ("city.kobe.jp", (("city",), "kobe.jp", False)),
        ("x.y.kobe.jp", (("x",), "y.kobe.jp", False)),
        ("kobe.jp", (("kobe",), "jp", False)),
        ("wallet.pages.dev", (("wallet",), "pages.dev", True)),
        ("a.uk.com", (("a",), "uk.com", True)),
        ("a.xn--55qx5d.cn", (("a",), "xn--55qx5d.cn", False)),
        ("com", ((), "com", False)),
        ("localhost", ((), "localhost", False)),
    ],
)
def test_rules(host: str, expected: tuple[tuple[str, ...], str, bool]) -> None:
    assert split(host) == expected


def test_open_zones_are_private_suffixes_and_not_yet_on_the_list() -> None:
    listed = set(rules()["icann rule"]) | set(rules()["private rule"])
    for zone, _ in data.table("open_suffixes.tsv"):
        assert zone not in listed, f"{zone} is on the list now: delete its row"
        assert split(f"www.example.{zone}") == (("www", "example"), zone, True)


def test_no_rule_is_longer_than_what_split_looks_at() -> None:
    longest = [rule.count(".") + 1 for plain, _, _ in suffix.rules() for rule in plain]
    longest += [rule.count(".") + 2 for _, wildcards, _ in suffix.rules() for rule in wildcards]
    assert max(longest) <= suffix._MAX_LABELS


def test_many_dots_cost_linear_work() -> None:
    before, found, _ = split("a." * 50_000 + "com")
    assert (len(before), found) == (50_000, "com")
