"""The forms under which protected names are found, and which of them say little by themselves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from ringtrue.detectors.judging import Telling, begins_few, telling
from ringtrue.model import Name
from ringtrue.sieve.hashes import HashSet, hash_of
from ringtrue.sieve.near import ascii_key
from ringtrue.sieve.windows import GRAM
from ringtrue.text import words
from ringtrue.text.skeleton import plain_key

if TYPE_CHECKING:
    from ringtrue.directory.index import Directory

_CUT = 6
"""Letters of the shortest name that is looked for where a dot cuts it in two."""


class Forms:
    """Keys of names that a host may resemble (names of accounts alone are none of these)."""

    def __init__(self, directory: Directory) -> None:
        by_form: dict[str, dict[Name, None]] = {}
        self._near: dict[str, list[Name]] = {}
        for name in directory.protected:
            if name.origin == "handle" or len(name.text) < 2:
                continue
            for form in (name.key, plain_key(name.text)):
                by_form.setdefault(form, {})[name] = None
            self._near.setdefault(ascii_key(name.key), []).append(name)
        self.texts = [form for form in by_form if form.isascii()]
        """Every form of ASCII letters; after these, official addresses without their dots."""
        groups = [tuple(by_form[form]) for form in self.texts]
        weak = [all(map(_is_weak, names)) for names in groups]
        small = [all(map(_is_small, names)) for names in groups]
        little = {f for f, w, s in zip(self.texts, weak, small, strict=True) if w or s}
        flat = _flat(directory, little)
        self.flat_from = len(groups)
        """Index of the first of those addresses: they name nobody, but a weak name beside which
        such an address stands counts."""
        tiny = {hash_of(form): at for at, form in enumerate(self.texts) if len(form) < GRAM}
        self.texts += sorted(flat - by_form.keys())
        self.names: list[Sequence[Name]] = [*groups, *([()] * (len(self.texts) - len(groups)))]
        rest = [False] * (len(self.texts) - len(groups) or 1)
        self.counts = np.array([*map(len, groups), *rest], np.int64)
        self.weak = np.array([*weak, *rest], bool)
        self.small = np.array([*small, *rest], bool)
        self.famous = np.array([*(any(n.famous for n in g) for g in groups), *rest], bool)
        self.long = np.array([*(any(map(_is_long, g)) for g in groups), *rest], bool)
        self._tiny = HashSet(tiny)
        self._tiny_forms = np.array([tiny[int(h)] for h in self._tiny.sorted] or [0])

    def near(self, key: str) -> Sequence[Name]:
        """The names of a key of `ringtrue.sieve.near.NearNames`."""
        return self._near.get(key, ())

    def tiny(self, hashes: np.ndarray) -> np.ndarray:
        """For each hash of a piece, the short form that it is, else -1."""
        held = self._tiny.holds(hashes)
        found = np.full(len(hashes), -1)
        found[held] = self._tiny_forms[self._tiny.nearest(hashes[held])]
        return found


def _flat(directory: Directory, weak: set[str]) -> set[str]:
    """Official hosts without dots and hyphens that hold a weak name: ``lineme``."""
    found = set()
    for host in directory.hosts():
        if host.isascii():
            form = plain_key(host.replace(".", "").replace("-", ""))
            spans = ((i, j) for i in range(len(form)) for j in range(i + 2, len(form) + 1))
            if len(form) >= GRAM and any(form[i:j] in weak for i, j in spans):
                found.add(form)
    return found


def _is_long(name: Name) -> bool:
    return len(name.text) >= _CUT


def _is_small(name: Name) -> bool:
    """Glued in the middle of letters without a bait word, this name is there by chance."""
    return name.text.isascii() and name.text.isalnum() and len(name.text) < 7


def _is_weak(name: Name) -> bool:
    """Glued to other letters in a registered name, or set apart without a bait word, this name
    is no sign for any detector (`Telling.COMMON` wherever it stands)."""
    if not (name.text.isascii() and name.text.isalnum()):
        return False
    if name.common or name.text in words.ecosystem_names():
        return True
    if name.famous and len(name.text) >= 5 and not words.is_word(name.text):
        return False
    return telling(name.text) is Telling.COMMON and not begins_few(name.text)
