"""A memo with the lifetime of a directory: a server that reloads its list keeps no former index."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

TYPE_CHECKING = False  # importing typing takes time
if TYPE_CHECKING:
    from typing import TypeVar
    from weakref import WeakKeyDictionary

    D = TypeVar("D")
    T = TypeVar("T")


def kept_with_directory(build: Callable[[D], T]) -> Callable[[D], T]:
    """`build`, called once a directory. What it builds must not refer to the directory."""
    held: WeakKeyDictionary[D, T] | None = None

    @wraps(build)
    def kept(directory: D) -> T:
        nonlocal held
        if held is None:
            from weakref import WeakKeyDictionary

            held = WeakKeyDictionary()
        found = held.get(directory)
        if found is None:
            found = held[directory] = build(directory)
        return found

    return kept
