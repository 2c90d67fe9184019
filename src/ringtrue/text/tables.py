"""The tables of words, sites and suffixes in the compiled index (`ringtrue.data.arrays`).

The build makes them from the text tables in `ringtrue.data` (`ringtrue.text.compiling`). Large ones
are looked up where they lie; small ones, and groups of large ones, become dicts when first touched.
"""

from __future__ import annotations

from functools import cache

from ringtrue import data
from ringtrue.data.arrays import Arrays

TYPE_CHECKING = False  # importing typing takes time
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, TypeVar

    F = TypeVar("F", bound=Callable[..., Any])
    T = TypeVar("T")

_memos: list[Callable[[], None]] = []
_chosen: list[Arrays] = []


@cache
def opened() -> Arrays:
    """The compiled index that the build has left, or what `using` has put in its place.
    Raises `AllowlistError`."""
    return _chosen[-1] if _chosen else Arrays.open(data.path(data.INDEX))


def of_tables(memo: F) -> F:
    """Marks a memo (`functools.cache`) of what comes from the tables: `using` clears it."""
    _memos.append(memo.cache_clear)  # type: ignore[attr-defined]
    return memo


def using(arrays: Arrays, work: Callable[[], T]) -> T:
    """What `work` gives by other tables: for the build, which judges names by those that it has
    just made."""
    _chosen.append(arrays)
    _forget()
    try:
        return work()
    finally:
        _chosen.pop()
        _forget()


def _forget() -> None:
    opened.cache_clear()
    for clear in _memos:
        clear()
