"""The conditions of stages and gates of detectors are necessary: numbers, accounts, mail."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from necessary import every_condition_holds

from ringtrue import Checker, Directory, Policy, Verdict, parse
from ringtrue.detectors import premium_rate
from ringtrue.detectors.plan import Plan
from ringtrue.errors import UnparseableContact
from ringtrue.model import ContactPoint, Listed
from ringtrue.records import replace
from ringtrue.search.candidates import candidates
from ringtrue.text.words import bait_words, popular_labels

WORDS = [word for word in popular_labels().split("\n")[:4000] if word.isalpha() and len(word) > 3]
BAIT = sorted(word for word in bait_words() if word.isascii() and word.isalpha())
PLATFORMS = ("x", "telegram", "instagram", "facebook", "discord", "bluesky", "wechat", "qq", "")
HOSTS = ("gmail.com", "googlemail.com", "mail.example", "a1b2c3d4.example", "pay.co.uk", "163.com")
SMALL = [
    ("metamask", "MetaMask", "domain", "metamask.io"),
    ("metamask", "MetaMask", "x", "metamask"),
    ("acme", "Acme", "phone", "+18005550142"),
    ("acme", "Acme", "phone", "+442079460018"),
    ("acme", "Acme", "email", "a.c.m.e@gmail.com"),
    ("acme", "Acme", "qq", "8005550142"),
    ("okx", "OKX", "domain", "okx.com"),
    ("bank", "My Bank", "phone", "95588", "CN"),
    ("bank", "My Bank", "email", "desk@pay.co.uk"),
    ("store", "Northwind", "telegram", "northwind"),
    ("exodus", "Exodus", "instagram", "exodus_io"),
    ("coinbase", "Coinbase", "domain", "coinbase.com"),
]
PLAN = Plan()
DIRECTORIES = {"few": Directory.from_rows(SMALL), "shipped": Directory.default()}


def _told(verdict: Verdict) -> tuple[object, ...]:
    return verdict.to_dict(), verdict.contact, verdict.evidence, verdict.score


def _is_far(directory: Directory, contact: ContactPoint) -> bool:
    """Nothing is listed, nothing resembled, and no detector looks at it."""
    found = directory.owners(contact) or candidates(directory, contact)
    return not found and not PLAN.finders(contact, directory)


def _slipped(text: str, chance: random.Random, letters: str) -> str:
    for _ in range(chance.choice((0, 1, 1, 2))):
        at, letter = chance.randrange(len(text)), chance.choice(letters)
        text = chance.choice(
            (text[:at] + letter + text[at:], text[:at] + letter + text[at + 1 :], text[1:] + letter)
        )
    return text


def _name(chance: random.Random, listed: list[Listed]) -> str:
    if chance.random() < 0.4:
        name = chance.choice(listed).value.partition(".")[0].partition("@")[0]
        name = _slipped(name or "a", chance, "abcdeilmnorsw01479_")
    else:
        name = "".join(chance.choices(WORDS, k=chance.choice((1, 1, 2))))
    if chance.random() < 0.4:
        name += chance.choice(("", "_", ".", "-")) + chance.choice((*BAIT, "24", "0142", "io"))
    return name


def _contacts(directory: Directory, count: int, seed: int) -> list[str]:
    chance = random.Random(seed)
    listed = [row for brand in directory.brands.values() for row in brand.contacts]
    named = [row for row in listed if row.kind not in ("phone", "sms_sender", "wallet", "url")]
    numbers = [row.value for row in listed if row.kind == "phone"]
    found = []
    for _ in range(count):
        way = chance.randrange(3)
        if way == 0:
            number = chance.choice((*numbers, "+8618005550142", "+19005550142", "+88162345678"))
            number = _slipped(number.removeprefix("+"), chance, "0123456789")
            plus = chance.choice(("+", "", "", "+1", "+86", "0086", "1"))
            found.append(plus + number[chance.choice((0, 0, 0, 1, 2)) :])
        elif way == 1:
            platform = chance.choice(PLATFORMS)
            found.append(f"{platform}{':' if platform else ''}@{_name(chance, named)}")
        else:
            host = chance.choice((*HOSTS, f"{_name(chance, named)}.example"))
            found.append(f"{_name(chance, named)}@{host.replace('_', '-')}")
    return found


@pytest.mark.parametrize("kind", DIRECTORIES)
@pytest.mark.parametrize("region", [None, "US", "CN"])
def test_a_condition_that_fails_has_nothing_to_find(
    kind: str, region: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    directory = DIRECTORIES[kind]
    checker, contacts = Checker(directory), _contacts(directory, 700, seed=len(kind))
    quick = [_told(checker.check(raw, region=region)) for raw in contacts]
    with every_condition_holds(monkeypatch):
        assert [_told(checker.check(raw, region=region)) for raw in contacts] == quick


@pytest.mark.parametrize("kind", DIRECTORIES)
def test_some_go_out_early_and_some_do_not(kind: str) -> None:
    directory = DIRECTORIES[kind]
    seen: dict[str, list[bool]] = {}
    for raw in _contacts(directory, 600, seed=3):
        try:
            contact = parse(raw)
        except UnparseableContact:
            continue
        what = contact.kind if contact.kind in ("phone", "email") else "account"
        seen.setdefault(what, []).append(_is_far(directory, contact))
    for what in ("phone", "email", "account"):
        assert 0.05 < sum(seen[what]) / len(seen[what]) < 0.95, what


@pytest.mark.parametrize(
    "raw", ["+1 415 555 0132", "x:@somebody_else", "somebody@mail.example", "sbody@www.a.example"]
)
def test_no_detector_looks_at_a_plain_contact(raw: str) -> None:
    assert PLAN.finders(parse(raw), DIRECTORIES["few"]) == []


PARTS = st.sampled_from(
    [
        "metamask", "metmask", "acme", "okx", "0kx", "north", "wind", "exodus", "exodsu",
        "coinbase", "coinbsae", "support", "help", "rn", "vv", "cl", "_", ".", "1", "0", "q7",
        "desk", "io", "+", "800", "555", "0142", "95588", "86",
    ]
)  # fmt: skip
NAMES = st.lists(PARTS | st.text("abcdeilnorstw0179_.", max_size=5), min_size=1, max_size=5)


@given(
    NAMES.map("".join),
    st.sampled_from(["x:@", "telegram:@", "instagram:@", "qq:", "+1", "+86", "", "@"]),
    st.sampled_from(["", "", *(f"@{host}" for host in HOSTS), "@okx.com", "@login.metamask.io"]),
)
@settings(max_examples=300, deadline=None)
def test_whatever_the_contact(name: str, before: str, after: str) -> None:
    checker, raw = Checker(DIRECTORIES["few"]), f"{before}{name}{after}"
    with pytest.MonkeyPatch.context() as patch:
        quick = _told(checker.check(raw))
        with every_condition_holds(patch):
            assert _told(checker.check(raw)) == quick


@pytest.mark.parametrize("code", ["premium_rate", "opaque_invite", "freemail_brand", "bait"])
def test_a_disabled_detector_changes_both_ways_alike(
    code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    directory = DIRECTORIES["few"]
    checker = Checker(directory, replace(Policy(), disabled=frozenset({code})))
    contacts = _contacts(directory, 300, seed=5)
    quick = [_told(checker.check(raw)) for raw in contacts]
    with every_condition_holds(monkeypatch):
        assert [_told(checker.check(raw)) for raw in contacts] == quick


@pytest.mark.parametrize(
    ("raw", "far"),
    [
        ("+1 415 555 0132", True),
        ("+1 888 555 0142", False),  # the toll-free number with another prefix
        ("+1 888 555 0143", True),
        ("95588", False),
        ("8005550142", False),  # also a listed account's
        ("+86 95588", False),
        ("+1 900 555 0142", False),
        ("x:@somebody_else", True),
        ("x:@metamask_help", False),
        ("instagram:@metamask", False),
        ("discord:@NKPM8TXFQk", False),
        ("@somebody_else", False),
        ("somebody@mail.example", True),
        ("acme@googlemail.com", False),
        ("anybody@login.metamask.io", False),
        ("metamask.help@mail.example", False),
    ],
)
def test_what_is_far(raw: str, far: bool) -> None:
    assert _is_far(DIRECTORIES["few"], parse(raw)) is far


@pytest.mark.parametrize(
    ("raw", "may"), [("+1 900 555 0142", True), ("+881 6 2345 6789", True), ("+14155550132", False)]
)
def test_what_may_cost(raw: str, may: bool) -> None:
    assert premium_rate.may(parse(raw), DIRECTORIES["few"]) is may
