"""The segments of a link's path."""

from __future__ import annotations

from functools import lru_cache

MOST = 32
"""Segments that are told apart; no form of a link has as many, and what is longer is left whole."""


@lru_cache(maxsize=16)
def segments(path: str) -> tuple[str, ...]:
    """The segments of a decoded path that are not empty; past `MOST` the rest is one.

    >>> segments("/en//help/"), segments("/")
    (('en', 'help'), ())
    """
    while "//" in path:
        path = path.replace("//", "/")
    path = path.strip("/")
    return tuple(path.split("/", MOST)) if path else ()
