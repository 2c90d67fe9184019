"""The gold set of tests/scanning/gold: texts with marked contacts, and how well a finder does.

A find counts when its span and its group (address, mail, telephone, account, app id, wallet,
placeholder) are exactly those that are marked. Used by scan.py here and by the tests.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "tests" / "scanning" / "gold"
GROUPS = {
    "u": "url",
    "e": "email",
    "p": "phone",
    "a": "account",
    "i": "app",
    "w": "wallet",
    "x": "placeholder",
}
_MARK = re.compile(r"⟦([a-z])\|([^⟧]+)⟧")
Span = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Gold:
    """One text of the set."""

    name: str
    """File and line."""
    text: str
    spans: frozenset[Span]
    """``(start, end, group)``."""
    categories: frozenset[str]
    """Categories of requests of severity high or above."""

    @property
    def everyday(self) -> bool:
        """The text is an honest one."""
        return "everyday" in self.name


def rows(folder: Path = FOLDER) -> Iterator[Gold]:
    """The texts of the set with their marks taken out."""
    for path in sorted(folder.glob("*.tsv")):
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
            if not line or line.startswith("#"):
                continue
            categories, _, marked = line.partition("\t")
            text, spans, at = "", set(), 0
            marked = marked.replace("\\n", "\n")
            for mark in _MARK.finditer(marked):
                text += marked[at : mark.start()]
                spans.add((len(text), len(text) + len(mark[2]), GROUPS[mark[1]]))
                text += mark[2]
                at = mark.end()
            text += marked[at:]
            wanted = frozenset(categories.split(",")) - {"-"}
            yield Gold(f"{path.stem}:{number}", text, frozenset(spans), wanted)


def ours(text: str, directory: object) -> set[Span]:
    """What ringtrue finds, by group."""
    from ringtrue.errors import UnparseableContact
    from ringtrue.kinds import parse
    from ringtrue.scanning.context import blanks
    from ringtrue.scanning.extract import extract
    from ringtrue.scanning.view import View

    view = View.of(text)
    blank = {(start, end) for start, end, _ in blanks().find(view.low)}
    found = set()
    for find in extract(view, directory.names_in(view.plain)).found:  # type: ignore[attr-defined]
        try:
            kind = parse(find.read, find.kind, find.region).kind
        except UnparseableContact as problem:
            promised = problem.code == "placeholder" or (find.start, find.end) in blank
            kind = "placeholder" if promised else find.kind or "url"
        found.add((*view.span(find.start, find.end), group_of(kind)))
    return found


def group_of(kind: str) -> str:
    """The group of a contact kind."""
    if kind in ("url", "domain", "host"):
        return "url"
    if kind in ("email", "phone", "wallet", "placeholder"):
        return kind
    return "app" if kind.endswith(("_package", "_id", "app")) else "account"


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of one group."""

    wanted: int
    found: int
    right: int

    @property
    def precision(self) -> float:
        """Share of finds that are right; 1 when there is none."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Share of marked contacts that were found; 1 when there is none."""
        return self.right / self.wanted if self.wanted else 1.0


def scores(
    texts: Iterable[Gold], finder: Callable[[str], set[Span]]
) -> tuple[dict[str, Score], list[tuple[str, str, set[Span], set[Span]]]]:
    """Scores by group, and the texts with a mistake: name, text, missed, wrong."""
    wanted: Counter[str] = Counter()
    found: Counter[str] = Counter()
    right: Counter[str] = Counter()
    mistakes = []
    for gold in texts:
        got = finder(gold.text)
        wanted.update(group for *_, group in gold.spans)
        found.update(group for *_, group in got)
        right.update(group for *_, group in got & gold.spans)
        if got != gold.spans:
            mistakes.append((gold.name, gold.text, gold.spans - got, got - gold.spans))
    made = {g: Score(wanted[g], found[g], right[g]) for g in GROUPS.values()}
    return made, mistakes
