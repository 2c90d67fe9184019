"""Data tables, each with its version, its source and the command that regenerates it in its head.

Plain text on purpose: a table can be read, diffed and reviewed, and splitting a string is the
fastest way Python has to load one.
"""

from __future__ import annotations

from os.path import dirname, join

TYPE_CHECKING = False  # importing typing takes time
if TYPE_CHECKING:
    from typing import BinaryIO

_HERE = dirname(__file__)

INDEX = "index.bin"
"""The compiled index, which the build makes of the tables and the allowlists
(`ringtrue.data.arrays`)."""


def path(name: str) -> str:
    """Where the table `name` (a file beside this module) lies."""
    return join(_HERE, name)


def raw(name: str) -> bytes:
    """The bytes of the table `name` (a file beside this module)."""
    with open(path(name), "rb") as file:
        return file.read()


def up_to(file: BinaryIO, most: int) -> bytes:
    """At most `most` + 1 bytes of an open file. (One ``read`` would take room for all of them
    first, which WebAssembly never gives back.)"""
    pieces, left = [], most + 1
    while left > 0 and (piece := file.read(min(left, 1 << 20))):
        pieces.append(piece)
        left -= len(piece)
    return b"".join(pieces)


def text(name: str) -> str:
    """The whole table `name`, UTF-8."""
    read = raw(name)  # decoding at once is faster than reading as text
    return (read.replace(b"\r\n", b"\n") if b"\r" in read else read).decode()


def lines(name: str) -> list[str]:
    """The rows of a table, without its head (lines that start with ``#``) and empty lines."""
    return [line for line in text(name).split("\n") if line and line[0] != "#"]


def table(name: str) -> list[list[str]]:
    """The rows of a tab-separated table as lists of fields."""
    return [line.split("\t") for line in lines(name)]
