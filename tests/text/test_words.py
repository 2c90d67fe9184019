"""Popular domains, dictionary words, bait words, and the places of `hosts` and `scripts`."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringtrue import data
from ringtrue.text import hosts, words
from ringtrue.text.baits import tables
from ringtrue.text.scripts import script_of, scripts


def test_popular_ranks_keep_the_order_of_the_list() -> None:
    ranks = [words.popular_rank(name) for name in ("google.com", "wikipedia.org", "bbc.co.uk")]
    assert None not in ranks
    assert ranks == sorted(ranks)
    assert ranks[0] == 1


@pytest.mark.parametrize("name", ["", "google", "googleA.com", "google!.com", "a\nb.com", "[].com"])
def test_odd_names_are_not_popular(name: str) -> None:
    assert words.popular_rank(name) is None


def test_popular_labels_hold_nothing_but_labels() -> None:
    labels = words.popular_labels()
    assert labels.startswith("google\n")
    assert re.fullmatch(r"[a-z0-9\n-]+", labels)


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("mywalletonline", ("my", "wallet", "online")),
        ("tokenpocket", ("token", "pocket")),
        ("airdropclaims", ("airdrop", "claims")),
        ("metamask", ("meta", "mask")),
        ("wallet", ("wallet",)),
        ("xqzzwallet", None),
        ("imtoken", None),
        ("", None),
        ("wallet1", None),
        ("钱包", None),
        ("wallet" * 7, None),
    ],
)
def test_segment(text: str, pieces: tuple[str, ...] | None) -> None:
    assert words.segment(text) == pieces


def test_words_know_their_rank() -> None:
    assert words.is_word("phantom")
    assert not words.is_word("tokenpocket")
    assert words.rank("the") == 1
    assert words.rank("zzzz") is None
    assert not words.is_word("[de]")


@pytest.mark.parametrize(
    ("word", "weight"),
    [
        ("support", "high"),
        ("verify", "high"),
        ("claim", "high"),
        ("wallet", "medium"),
        ("exchange", "medium"),
        ("docs", "none"),
        ("status", "none"),
        ("客服", "high"),
        ("非官方", "none"),
        ("kefu", "high"),
        ("サポート", "high"),
        ("поддержка", "high"),
        ("podderzhka", "high"),
        ("hỗtrợ", "high"),
        ("hotro", "high"),
        ("müşteri", "medium"),
        ("musterihizmetleri", "high"),
        ("verificacion", "high"),
        ("고객센터", "high"),
        ("pocket", None),
        ("", None),
    ],
)
def test_bait(word: str, weight: str | None) -> None:
    assert words.bait(word) == weight


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("helpsupport24", [("help", "high"), ("support", "high")]),
        ("24support7help", [("support", "high"), ("help", "high")]),
        ("官方客服", [("官方客服", "high")]),
        ("tuikuan", [("tuikuan", "high")]),
        ("cs1", [("cs", "high")]),
        ("supportive", None),
        ("24", None),
        ("", None),
        ("x" * 100_000, None),
    ],
)
def test_split_bait(text: str, found: list[tuple[str, str]] | None) -> None:
    assert words.split_bait(text) == found


def test_bait_in_tells_where() -> None:
    text = "acme-livesupport.help"
    for word, _, start in words.bait_in(text):
        assert text.startswith(word, start)
    assert [word for word, _, _ in words.bait_in(text)] == ["live", "support", "help"]


def test_bait_table_is_sound() -> None:
    rows = data.table("bait_words.tsv")
    assert all(len(row) == 4 and all(row) for row in rows)
    assert {row[2] for row in rows} == {"high", "medium", "none"}
    names = [row[0] for row in rows]
    assert len(names) == len(set(names))
    assert all(name == name.casefold() for name in names)
    assert max(map(len, tables().weights)) <= words.MAX_SEGMENT


@pytest.mark.parametrize(
    ("host", "platform"),
    [
        ("acme-help.github.io", "github.io"),
        ("sites.google.com", "sites.google.com"),
        ("www.google.com", None),
        ("acme.pages.dev", "pages.dev"),
        ("medium.com", "medium.com"),
        ("notmedium.com", None),
        ("a." * 5000 + "web.app", "web.app"),
        ("com", None),
    ],
)
def test_hosting(host: str, platform: str | None) -> None:
    assert hosts.hosting_of(host) == platform


def test_mail_and_shorteners() -> None:
    assert hosts.is_free_mail("gmail.com")
    assert hosts.is_free_mail("163.com")
    assert hosts.is_free_mail("mailinator.com")
    assert not hosts.is_free_mail("metamask.io")
    assert hosts.is_disposable("mailinator.com")
    assert not hosts.is_disposable("gmail.com")
    assert hosts.is_shortener("t.cn")
    assert not hosts.is_shortener("paint.cn")


@pytest.mark.parametrize(
    "table", ["free_email", "disposable_email", "free_hosting", "user_content", "shorteners"]
)
def test_host_tables_are_clean(table: str) -> None:
    rows = data.lines(f"hosts_{table}.txt")
    assert rows == sorted(set(rows))
    name = re.compile(r"(?:[a-z0-9-]{1,63}\.)+[a-z0-9-]{2,63}")
    assert [row for row in rows if not name.fullmatch(row)] == []
    assert max(row.count(".") for row in rows) < hosts._MAX_LABELS


def test_scripts() -> None:
    expected = {
        "a": "Latin", "а": "Cyrillic", "α": "Greek", "钱": "Han", "の": "Hiragana",
        "ト": "Katakana", "한": "Hangul", "ա": "Armenian", "ש": "Hebrew", "ع": "Arabic",
        "ก": "Thai", "न": "Devanagari", "1": "Common", "́": "Inherited", "\U000e0fff": "Unknown",
    }  # fmt: skip
    assert {ch: script_of(ch) for ch in expected} == expected
    assert scripts("tp钱包-2026") == {"Latin", "Han"}
    assert scripts("12-3") == frozenset()
    assert scripts("\ud800") == frozenset()


@given(
    st.lists(
        st.sampled_from(sorted(words.bait_words())) | st.sampled_from(["24", "7", "x", "٣"]),
        max_size=4,
    ).map("".join)
)
def test_what_begins_and_ends_with_bait(text: str) -> None:
    """Whatever is made of bait words and digits passes the look at its ends."""
    if words.bait_in(text):
        assert words.begins_bait(text)
