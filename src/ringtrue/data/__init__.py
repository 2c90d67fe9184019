"""Data tables, each with its version, its source and the command that regenerates it in its head.

Plain text on purpose: a table can be read, diffed and reviewed, and splitting a string is the
fastest way Python has to load one.
"""

from __future__ import annotations

from os.path import dirname, join

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
