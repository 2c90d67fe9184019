"""Protected names by number: the forms under which they stand in hosts, and what each name is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from ringtrue.batch.hashes import hash_of
from ringtrue.text.skeleton import plain_key

if TYPE_CHECKING:
    from ringtrue.model import Name

_UNTOLD = -(1 << 31)


class NamesColumn:
    """Names that a host may resemble (names of accounts alone are none of these)."""

    def __init__(self, names: Iterable[Name]) -> None:
        self.names = [n for n in names if n.origin != "handle" and len(n.text) > 1]
        by_form: dict[str, dict[int, None]] = {}
        by_key: dict[str, list[int]] = {}
        for at, name in enumerate(self.names):
            for form in dict.fromkeys((name.key, plain_key(name.text))):
                by_form.setdefault(form, {})[at] = None
                by_key.setdefault(ascii_key(form), []).append(at)
        self.forms = [form for form in by_form if form.isascii()]
        """Keys, and keys in which pairs of letters are not one letter: ASCII ones."""
        self.by_form = Groups([list(by_form[form]) for form in self.forms])
        self.by_key = by_key
        """Names of each key, with a mark in it for each foreign letter."""
        self._told: dict[Callable[[Name], Any], np.ndarray] = {}
        texts = [hash_of(n.text) if n.text.isascii() else 0 for n in self.names]
        self.text_hashes = np.array([*texts, 0], np.uint64)
        self.sizes = np.array([*(len(n.text) for n in self.names), 0], np.int64)
        """Letters of each name's text."""

    def told(self, question: Callable[[Name], int], at: np.ndarray) -> np.ndarray:
        """``question(name)``, a number, of the names with these numbers. Each is asked once."""
        return self._answers(question, at, np.int32, _UNTOLD, int)

    def measured(self, question: Callable[[Name], float], at: np.ndarray) -> np.ndarray:
        """``question(name)``, a fraction, of the names with these numbers. Each is asked once."""
        return self._answers(question, at, np.float64, _UNTOLD, float)

    def hashes(self, question: Callable[[Name], str], at: np.ndarray) -> np.ndarray:
        """Hash of ``question(name)``, a text, of the names with these numbers; 0 for none."""
        return self._answers(
            question, at, np.uint64, 1, lambda text: hash_of(text) if text.isascii() else 0
        )

    def _answers(
        self, question: Callable[[Name], Any], at: np.ndarray, kind: type, untold: int,
        number: Callable[[Any], float],
    ) -> np.ndarray:  # fmt: skip
        known = self._told.get(question)
        if known is None:
            known = self._told[question] = np.full(len(self.names) + 1, untold, kind)
        answers = known.take(at)
        if (new := answers == untold).any():
            for each in set(at[new].tolist()):
                known[each] = number(question(self.names[each]))
            answers = known.take(at)
        return answers


class Groups:
    """Groups of numbers, such as the names of each form."""

    def __init__(self, groups: Sequence[Sequence[int]]) -> None:
        self.counts = np.array([*map(len, groups), 0], np.int64)
        """How many each group has."""
        self._first = np.cumsum(self.counts) - self.counts
        self._members = np.array([each for group in groups for each in group] or [0], np.int64)

    def of(self, group: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Every member of these groups: the place of its group in `group`, and the member."""
        counts = self.counts.take(group)
        whose = np.repeat(np.arange(len(group)), counts)
        shift = self._first.take(group) + counts - np.cumsum(counts)
        return whose, self._members.take(np.arange(len(whose)) + np.repeat(shift, counts))


def ascii_key(key: str) -> str:
    """`key` with a mark that no host has for each foreign letter: as far away as that letter."""
    return key.encode("ascii", "replace").decode("ascii")
