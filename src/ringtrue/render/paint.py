"""Colour, columns and marks for a terminal; plain characters where there is no colour."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ringtrue.messages.shown import shown

_CODES = {
    "bold": "1",
    "mark": "1;31;4",
    "red": "1;31",
    "yellow": "1;33",
    "green": "1;32",
    "dim": "2",
}


class Paint:
    """Wraps text in terminal colours when `colour` is on, and leaves it alone otherwise."""

    def __init__(self, colour: bool) -> None:
        self.colour = colour

    def __call__(self, style: str, text: str) -> str:
        if not self.colour or not style or not text:
            return text
        return f"\x1b[{_CODES[style]}m{text}\x1b[0m"

    def marked(
        self, text: str, marks: Sequence[bool], bold: tuple[int, int] = (0, 0)
    ) -> tuple[str, str]:
        """`text` with its marked characters coloured, and the line of ``^`` that says the same.

        `bold` is the span to show in bold. The second line is empty when colour is on or nothing
        is marked. Unprintable characters are spelled out in both.
        """
        pieces, below = [], []
        for index, char in enumerate(text):
            visible = shown(char)
            marked = index < len(marks) and marks[index]
            style = "mark" if marked else "bold" if bold[0] <= index < bold[1] else ""
            pieces.append((style, visible))
            below.append(("^" if marked else " ") * width(visible))
        line = "".join(self(style, run) for style, run in _runs(pieces))
        return line, "" if self.colour else "".join(below).rstrip()


def _runs(pieces: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Neighbours of one style joined."""
    runs: list[tuple[str, str]] = []
    for style, text in pieces:
        if runs and runs[-1][0] == style:
            runs[-1] = (style, runs[-1][1] + text)
        else:
            runs.append((style, text))
    return runs


def width(text: str) -> int:
    """Columns of a terminal that `text` takes: 2 for wide characters, 0 for combining marks."""
    if text.isascii():
        return len(text)
    from unicodedata import combining, east_asian_width

    return sum(0 if combining(c) else 2 if east_asian_width(c) in "WF" else 1 for c in text)


def columns(rows: Iterable[tuple[str, str]], paint: Paint, indent: str = "  ") -> list[str]:
    """Lines of ``label  text`` with the texts below each other; an empty label continues."""
    held = list(rows)
    wide = max((width(label) for label, _ in held), default=0)
    lines = []
    for label, text in held:
        gap = " " * (wide - width(label) + 2)
        lines.append(f"{indent}{paint('dim', label)}{gap}{text}".rstrip())
    return lines
