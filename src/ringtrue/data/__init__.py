"""Data tables, each with its version, its source and the command that regenerates it in its head.

Plain text on purpose: a table can be read, diffed and reviewed, and splitting a string is the
fastest way Python has to load one.
"""

from __future__ import annotations

from os.path import dirname, join

_HERE = dirname(__file__)


def text(name: str) -> str:
    """The whole table `name` (a file beside this module), UTF-8."""
    with open(join(_HERE, name), "rb") as file:  # decoding at once is faster than as text
        raw = file.read()
    return (raw.replace(b"\r\n", b"\n") if b"\r" in raw else raw).decode()


def lines(name: str) -> list[str]:
    """The rows of a table, without its head (lines that start with ``#``) and empty lines."""
    return [line for line in text(name).split("\n") if line and line[0] != "#"]


def table(name: str) -> list[list[str]]:
    """The rows of a tab-separated table as lists of fields."""
    return [line.split("\t") for line in lines(name)]
