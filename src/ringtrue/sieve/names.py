"""The forms under which protected names are found, and which of them say little by themselves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from ringtrue.detectors.context import Telling, begins_few, telling
from ringtrue.model import Name
from ringtrue.sieve.hashes import HashSet, hash_of
from ringtrue.sieve.near import ascii_key
from ringtrue.sieve.windows import GRAM
from ringtrue.text import words
from ringtrue.text.skeleton import plain_key

if TYPE_CHECKING:
    from ringtrue.directory.directory import Directory

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
        common = [all(map(_is_common, names)) for names in groups]
        small = [all(map(_is_small, names)) for names in groups]
        flat = _flat(directory)
        self.flat_from = len(groups)
        """Index of the first of those addresses: they name nobody, but a name beside which such an
        address stands counts."""
        tiny = {hash_of(form): at for at, form in enumerate(self.texts) if len(form) < GRAM}
        self.texts += sorted(flat - by_form.keys())
        self.names: list[Sequence[Name]] = [*groups, *([()] * (len(self.texts) - len(groups)))]
        rest = [False] * (len(self.texts) - len(groups) or 1)
        self.flat = np.array([*(form in flat for form in self.texts), False], bool)
        """It is such an address, whatever else it is."""
        self.counts = np.array([*map(len, groups), *rest], np.int64)
        self.weak = np.array([*weak, *rest], bool)
        self.common = np.array([*common, *rest], bool)
        self.small = np.array([*small, *rest], bool)
        self.famous = np.array([*(any(n.famous for n in g) for g in groups), *rest], bool)
        self.long = np.array([*(any(map(_is_long, g)) for g in groups), *rest], bool)
        self.most = np.array([*(max(len(n.text) for n in g) for g in groups), *rest], np.int64)
        """Letters of the longest of its names."""
        self.text_sums = np.array([*map(_text_hash, groups), *rest], np.uint64)
        """Hash of the text of its names; 1 when that is no ASCII, 0 when they have several."""
        self._tiny = HashSet(tiny)
        self._tiny_forms = np.array([tiny[int(h)] for h in self._tiny.sorted] or [0])

    def near(self, key: str) -> Sequence[Name]:
        """The names of a key of `ringtrue.sieve.near.NearNames`."""
        return self._near.get(key, ())

    def tiny(self, hashes: np.ndarray) -> np.ndarray:
        """For each hash of a piece, the short form that it is, else -1."""
        held, which = self._tiny.find(hashes)
        found = np.full(len(hashes), -1)
        found[held] = self._tiny_forms[which]
        return found


def _flat(directory: Directory) -> set[str]:
    """Official hosts without dots and hyphens: ``lineme``."""
    hosts = (host for host in directory.hosts() if host.isascii())
    flat = {plain_key(host.replace(".", "").replace("-", "")) for host in hosts}
    return {form for form in flat if len(form) >= GRAM}


def _is_long(name: Name) -> bool:
    return len(name.text) >= _CUT


def _is_small(name: Name) -> bool:
    """Glued in the middle of letters without a bait word, this name is there by chance."""
    return name.text.isascii() and name.text.isalnum() and len(name.text) < 7


def _is_common(name: Name) -> bool:
    """Glued to other letters in a registered name, not at its start, or set apart without a bait
    word, this name is no sign for any detector (`Telling.COMMON`)."""
    if not (name.text.isascii() and name.text.isalnum()):
        return False
    if name.common or name.text in words.ecosystem_names():
        return True
    if name.famous and len(name.text) >= 5 and not words.is_word(name.text):
        return False
    return telling(name.text) is Telling.COMMON


def _is_weak(name: Name) -> bool:
    """`_is_common`, and no sign at the start of a name either."""
    return _is_common(name) and (name.common or not begins_few(name.text))


def _text_hash(names: Sequence[Name]) -> int:
    texts = {name.text for name in names}
    text = texts.pop()
    return 0 if texts else hash_of(text) if text.isascii() else 1
