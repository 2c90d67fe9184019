"""The early way out gives the answers of the long way."""

from __future__ import annotations

import random

import pytest

from ringtrue import Checker, Directory, parse
from ringtrue.index.near import MAX_KEPT
from ringtrue.kinds.facets import DomainName
from ringtrue.search import early_exit, early_exit_texts

_BRANDS = [
    ("metamask", "MetaMask", "domain", "metamask.io"),
    ("tokenpocket", "TokenPocket", "domain", "tokenpocket.pro"),
    ("okx", "OKX", "domain", "okx.com"),
    ("etcmeisai", "ETC Meisai", "domain", "etc-meisai.jp"),
    ("tp", "TP钱包", "domain", "tpwallet.example"),
    ("blockchain", "Blockchain", "domain", "blockchain.com"),
]
_PIECES = (
    "metamask", "metmask", "mask", "token", "pocket", "pockettoken", "okx", "0kx", "etc", "meisai",
    "maisei", "support", "login", "kefu", "wallet", "tp", "block", "chain", "chainblock", "rn",
    "news", "garden", "a", "24", "q7", "www", "secure", "meta",
)  # fmt: skip


@pytest.fixture(scope="module")
def directory() -> Directory:
    return Directory.from_rows(_BRANDS)


def _hosts(count: int) -> list[str]:
    chance = random.Random(3)
    found = []
    for _ in range(count):
        labels = [
            chance.choice(["", "-"]).join(chance.choices(_PIECES, k=chance.randint(1, 3)))
            for _ in range(chance.choice([1, 1, 1, 2, 3]))
        ]
        host = ".".join([*labels, chance.choice(["com", "io", "co.uk", "ask", "github.io", "net"])])
        if chance.random() < 0.3:
            at = chance.randrange(len(host))
            host = host[:at] + chance.choice("abcilorn.-") + host[at:]
        found.append(host)
    return found


def test_same_candidates(directory: Directory, monkeypatch: pytest.MonkeyPatch) -> None:
    contacts = []
    for host in _hosts(3000):
        try:
            contact = parse(host)
        except ValueError:
            continue
        if contact.facets and isinstance(contact.facets[0], DomainName):
            contacts.append(contact)
    quick = [directory.candidates(contact) for contact in contacts]
    clear = [early_exit.read(directory.names, c.facets[0], own_label=True)[0] for c in contacts]
    assert 0.1 < sum(clear) / len(clear) < 0.9  # both ways are gone
    monkeypatch.setattr(early_exit, "read", lambda *_, **__: (False, None))
    assert quick == [directory.candidates(contact) for contact in contacts]


def test_a_clear_host_is_unknown(directory: Directory) -> None:
    verdict = Checker(directory).check("gardening-notes.example")
    assert (verdict.status.value, verdict.evidence) == ("unknown", ())


def test_what_was_told_of_a_word_stays_true(directory: Directory) -> None:
    """Of more words than are kept, each asked about twice."""
    names, chance = directory.names, random.Random(8)
    words = ["".join(chance.choices(_PIECES, k=chance.randint(1, 3))) for _ in range(2 * MAX_KEPT)]
    told = [(word, early_exit_texts.is_word_clear(names, word)) for word in words for _ in range(2)]
    assert told == [
        (w, early_exit_texts.is_text_clear(names, w, near=False)) for w in words for _ in range(2)
    ]
    assert not any(names.matches(word, near=False) for word, clear in told if clear)
    assert len(names.told) <= MAX_KEPT
    assert {True, False} == {clear for _, clear in told}
