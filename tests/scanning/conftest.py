"""A directory and a judge small enough to see through: scanning is tested apart from judging."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import ClassVar

import pytest

from ringtrue.errors import UnparseableContact
from ringtrue.judging.verdict import Verdict
from ringtrue.kinds import parse
from ringtrue.model import Brand, Status

_NAMES = {
    "tokenpocket": re.compile(r"tp\s?(?:钱包|錢包|wallet)|tokenpocket", re.IGNORECASE),
    "metamask": re.compile(r"metamask|小狐狸", re.IGNORECASE),
    "examplebank": re.compile(r"example bank|示例银行", re.IGNORECASE),
}


class SmallDirectory:
    version = "test"
    brands: ClassVar = {
        "tokenpocket": Brand("tokenpocket", "TokenPocket", kind=("wallet",)),
        "metamask": Brand("metamask", "MetaMask", kind=("wallet",)),
        "examplebank": Brand("examplebank", "Example Bank", kind=("bank",)),
    }

    name_words: ClassVar[frozenset[str]] = frozenset()

    def spellings(self) -> list[tuple[str, tuple[str, ...], bool, bool]]:
        return [(brand.id, (brand.name,), False, True) for brand in self.brands.values()]

    def names_in(self, text: str, words: object = None) -> list[tuple[int, int, str]]:
        return sorted(
            (m.start(), m.end(), brand)
            for brand, name in _NAMES.items()
            for m in name.finditer(text)
        )


@dataclass
class SmallJudge:
    """Says `status` of every contact that parses, and remembers what it was asked."""

    status: Status = Status.UNKNOWN
    score: float = 0.0
    directory: SmallDirectory = field(default_factory=SmallDirectory)
    asked: list[tuple[str, str | None, object, str | None]] = field(default_factory=list)

    def check_whole(
        self, raw: str, kind: str | None = None, claims: object = None, region: str | None = None
    ) -> Verdict:
        self.asked.append((raw, kind, claims, region))
        try:
            contact = parse(raw, kind, region)
        except UnparseableContact as problem:
            return Verdict(Status.INVALID, 0.0, raw, problem=problem.code)
        return Verdict(self.status, self.score, raw, contact)


@pytest.fixture
def directory() -> SmallDirectory:
    return SmallDirectory()


@pytest.fixture
def judge() -> SmallJudge:
    return SmallJudge()


@pytest.fixture(autouse=True)
def _faults_are_raised(monkeypatch):
    """A fault that a scan survives must not pass a test."""
    monkeypatch.setenv("RINGTRUE_DEBUG", "1")
