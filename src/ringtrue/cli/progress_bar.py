"""A bar on standard error while work lasts, on a terminal only; after ten seconds it says what is
left."""

from __future__ import annotations

import os
import sys
import time

from ringtrue.cli import streams
from ringtrue.messages.catalogue import Catalogue
from ringtrue.messages.shown import shown
from ringtrue.progress import listening

WIDTH = 30
"""Signs of the bar itself."""
_TELLS_AFTER = 10.0
"""Seconds of work before anybody guesses how long the rest will take."""
_BETWEEN = 0.1
"""Seconds between two drawings, and before the first."""


class Bar:
    """Listens to progress while it is entered, and draws it."""

    def __init__(self, lang: str) -> None:
        self.more = ""
        """What stands behind the counts."""
        self._say = Catalogue.load(lang)
        self._listening = listening(self._draw)
        self._total = -1
        self._begun = self._drawn = time.monotonic()
        self._is_shown = False

    def __enter__(self) -> Bar:
        self._listening.__enter__()
        streams.before_lines(self.clear)
        return self

    def __exit__(self, *_: object) -> None:
        self._listening.__exit__()
        streams.before_lines(None)
        self.clear()

    def _draw(self, done: int, total: int, what: str) -> None:
        now = time.monotonic()
        if total != self._total:  # other work begins
            self._total, self._begun = total, now
        if now - self._drawn < _BETWEEN:
            return
        self._drawn, self._is_shown = now, True
        text = self._text(done, total, now - self._begun, what)
        sys.stderr.write("\r\x1b[K" + streams.encodable(text, sys.stderr.encoding))
        sys.stderr.flush()

    def _text(self, done: int, total: int, seconds: float, what: str) -> str:
        full = WIDTH * min(done, total) // total if total else 0
        counts = f"{100 * done // total} %" if total > _BYTES else f"{done}/{total}"
        left = ""
        if total and done and seconds >= _TELLS_AFTER:
            left = self.left(seconds * (total - done) / done)
        parts = (
            "█" * full + "░" * (WIDTH - full),
            counts,
            self.more,
            left,
            shown(what.rpartition("/")[2], 40),
        )
        return "  ".join(part for part in parts if part)[: _columns() - 1]

    def left(self, seconds: float) -> str:
        """How long the rest will take, in words: whole minutes from two on.

        >>> Bar("en").left(75), Bar("en").left(200)
        ('about 75 s left', 'about 4 min left')
        """
        if seconds < 120:
            return self._say.say("ui", "seconds_left", count=max(1, round(seconds)))
        return self._say.say("ui", "minutes_left", count=-(-seconds // 60).__floor__())

    def clear(self) -> None:
        """Takes the bar away before a line is written."""
        if self._is_shown:
            self._is_shown = False
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()


_BYTES = 1_000_000
"""From here on counts are bytes or so many rows that a share says more."""


def wanted() -> bool:
    """Whether standard error is a terminal that can take lines back."""
    return sys.stderr.isatty() and os.environ.get("TERM") != "dumb"


def _columns() -> int:
    try:
        return os.get_terminal_size(sys.stderr.fileno()).columns or 80
    except (ValueError, OSError):
        return 80
