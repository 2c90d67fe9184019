"""Indexes that live as long as their directory: a server that reloads keeps no former one."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

TYPE_CHECKING = False  # importing typing takes time
if TYPE_CHECKING:
    from typing import TypeVar
    from weakref import WeakKeyDictionary

    from ringtrue.directory.directory import Directory

    T = TypeVar("T")


def kept_with_directory(build: Callable[[Directory], T]) -> Callable[[Directory], T]:
    """`build`, called once a directory. What it builds must not refer to the directory."""
    held: WeakKeyDictionary[Directory, T] | None = None

    @wraps(build)
    def kept(directory: Directory) -> T:
        nonlocal held
        if held is None:
            from weakref import WeakKeyDictionary

            held = WeakKeyDictionary()
        found = held.get(directory)
        if found is None:
            found = held[directory] = build(directory)
        return found

    return kept
