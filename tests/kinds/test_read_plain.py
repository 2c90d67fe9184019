"""Accounts and addresses in their plainest form are read as `parse` reads any other."""

from __future__ import annotations

import random

import pytest

from ringtrue.errors import UnparseableContact
from ringtrue.kinds import app, email, handle, parse, remote, wallet
from ringtrue.kinds.registry import SCHEMES

_LOCALS = "abzABZ019._-+"
_NAMES = "abzXZ019_."
_HOSTS = (
    "mail.example", "example.co.uk", "gmail.com", "googlemail.com", "co.uk", "a-b.example",
    "sub.mail.example", "xn--bcher-kva.example", "1.2.3.4", "host", "Mail.example", "example.c0m",
    "-a.example", "yahoo.com", "github.io", "t.me", "a..example", "wallet.bsky.social",
)  # fmt: skip


def _outcome(read: object, *asked: object) -> tuple[object, ...]:
    assert callable(read)
    try:
        found = read(*asked)
    except UnparseableContact as problem:
        return problem.code, dict(problem.details)
    return found.kind, found.raw, found.canonical, found.facets, found.readings


@pytest.mark.parametrize("seed", range(4))
def test_addresses(seed: int) -> None:
    dice = random.Random(seed)
    short = 0
    for _ in range(400):
        text = "".join(dice.choices(_LOCALS, k=dice.randint(1, 12))) + "@" + dice.choice(_HOSTS)
        if email.read_plain(text) is None:
            continue
        short += 1
        assert _outcome(email.read_plain, text) == _outcome(email.parse, text)
        assert _outcome(parse, text) == _outcome(email.parse, text)
    assert short > 100


@pytest.mark.parametrize("seed", range(4))
def test_accounts(seed: int) -> None:
    dice = random.Random(seed)
    prefixes = sorted(handle.plain_platforms())
    named = 0
    for _ in range(400):
        prefix = dice.choice(prefixes)
        tail = "@" + "".join(dice.choices(_NAMES, k=dice.randint(1, 20)))
        text = f"{prefix}:{tail}"
        outcome = _outcome(handle.read_plain, prefix, tail, text)
        assert outcome == _outcome(handle.parse, text)
        assert outcome == _outcome(parse, text)
        named += len(outcome) > 2
    assert named > 40


def test_no_other_reader_comes_first_for_a_plain_prefix() -> None:
    for prefix in handle.plain_platforms():
        assert prefix not in SCHEMES
        assert prefix not in {"wallet", "matmsg", *wallet.SCHEMES}
        assert not remote.knows_prefix(prefix)
        assert not app.knows_prefix(prefix)


@pytest.mark.parametrize(
    "text",
    ["x:@name (Shown)", "x:@", "qq群:@123456", "whatsapp:@18005550142", "bluesky:@a.example"],
)
def test_anything_else_goes_the_long_way(text: str) -> None:
    prefix, _, tail = text.partition(":")
    assert handle.read_plain(prefix, tail, text) is None


@pytest.mark.parametrize("text", ["a@b@c.example", "A <a@c.example>", "a@1.2.3.4", "@c.example"])
def test_any_other_address_goes_the_long_way(text: str) -> None:
    assert email.read_plain(text) is None
