"""Whatever the string, `check` and `scan` answer; a canonical form is its own canonical form."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ringtrue import Checker, Directory, Status, UnparseableContact, parse
from ringtrue.kinds import KINDS

DIRECTORY = Directory.from_rows(
    [
        ("metamask", "MetaMask", "domain", "metamask.io"),
        ("coinbase", "Coinbase", "domain", "coinbase.com"),
        ("coinbase", "Coinbase", "phone", "+18885550142"),
        ("tokenpocket", "TokenPocket", "alias", "TP钱包"),
        ("tokenpocket", "TokenPocket", "telegram", "tokenpocket_en"),
    ]
)
CHECKER = Checker(DIRECTORY)

FRAGMENTS = st.sampled_from(
    [
        "https://", "http:", "//", "\\", "@", ".", "..", "xn--", "%", "%00", "[", "]", "::1", ":",
        "#", "?", "&", "=", "+86", "0086", "400", "95588", "①②", "四零零", "ＯＯ", "metamask",
        "coinbase.com", "TP钱包", "t.me/", "telegram:", "mailto:", "tel:", "wallet:0x", "\u200b",
        "\u202e", "\0", "\n", "\ud800", "\u0301", "🙂", "XXXX", "-", "_", " ", "<", ">", '"', "(",
        ")", "客服", "点", "艾特",
    ]
)  # fmt: skip
STRANGE = st.lists(FRAGMENTS | st.text(max_size=8), max_size=12).map("".join) | st.text(max_size=60)


@given(STRANGE)
@settings(max_examples=400, deadline=None)
def test_check_never_raises(raw: str) -> None:
    verdict = CHECKER.check(raw)
    assert verdict.status in Status
    assert 0.0 <= verdict.score <= 1.0
    verdict.to_dict()
    assert verdict.advice("en")
    assert verdict.advice("zh")


@given(STRANGE, st.sampled_from(KINDS), st.sampled_from([None, "CN", "US"]))
@settings(max_examples=300, deadline=None)
def test_check_never_raises_with_kind_claim_and_region(raw: str, kind: str, region: str) -> None:
    CHECKER.check(raw, kind=kind, claims="coinbase", region=region)


@given(st.lists(STRANGE, max_size=6).map(" ".join))
@settings(max_examples=150, deadline=None)
def test_scan_never_raises(text: str) -> None:
    CHECKER.scan(text).to_dict()


@example("&#.")
@given(STRANGE)
@settings(max_examples=400, deadline=None)
def test_canonical_is_its_own_canonical(raw: str) -> None:
    try:
        first = parse(raw)
    except UnparseableContact:
        return
    again = parse(first.canonical)
    assert (again.kind, again.canonical) == (first.kind, first.canonical)


@pytest.mark.parametrize(
    "raw",
    ["", " ", "\0", "\ud800", "." * 10_000, "http://[::1", "xn--", "https://xn--a-.com/", "1" * 300,
     "a" * 1_000_000, "@" * 1000, "‮moc.elpmaxe", "🙂🙂", "https://", "tel:", "mailto:", "+"],
)  # fmt: skip
def test_hostile_input_gets_a_verdict(raw: str) -> None:
    assert CHECKER.check(raw).status in (Status.INVALID, Status.UNKNOWN, Status.SUSPICIOUS)
