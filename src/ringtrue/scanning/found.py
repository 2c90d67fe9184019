"""What an extractor hands on, and how overlapping finds are settled."""

from __future__ import annotations

from ringtrue.records import record


@record
class Found:
    """A contact point in a view, not judged yet."""

    start: int
    end: int
    """Span in the view."""
    read: str
    """What is judged: the text of the span, refanged and without padding."""
    kind: str | None = None
    """Contact kind when the words around it say so; None lets `kinds.parse` decide."""
    region: str | None = None
    """Country whose number plan the digits are written in, when it shows."""
    near: tuple[int, int] | None = None
    """Span of the words that lead to it, when they stand elsewhere (the target of a link)."""


class Finds:
    """Finds in the order of trust: a span that is taken stays taken.

    Extractors run from the most specific to the least, so what a later one sees inside a URL is
    a part of that URL. One byte per character of the text keeps the test of a span in C.
    """

    def __init__(self, length: int, limit: int) -> None:
        self._taken = bytearray(length)
        self._limit = limit
        self.found: list[Found] = []
        self.cut = False
        """Something was left out because there was too much."""

    @property
    def full(self) -> bool:
        """The limit is reached: extractors stop."""
        return len(self.found) >= self._limit

    def free(self, start: int, end: int) -> bool:
        """Whether nothing was found in the span yet."""
        return self._taken.find(1, start, end) < 0

    def block(self, start: int, end: int) -> None:
        """Takes a span that is no contact, so that nobody reads it as one."""
        self._taken[start:end] = b"\x01" * (end - start)

    def add(self, found: Found) -> bool:
        """Keeps `found` unless its span is taken."""
        if found.start >= found.end or not self.free(found.start, found.end):
            return False
        self.block(found.start, found.end)
        self.found.append(found)
        return True
