"""Exit codes of the command line, and how many verdicts become one."""

from __future__ import annotations

TYPE_CHECKING = False  # a one-shot process imports these when it needs them
if TYPE_CHECKING:
    from collections.abc import Iterable

    from ringtrue.model import Status

OFFICIAL = 0
"""Every contact is official; for the other commands: done, nothing found."""
ALARM = 1
"""Something impersonates or is suspicious; for ``lint``: findings."""
USAGE = 2
"""The command was not understood, or a file cannot be read."""
UNKNOWN = 3
"""Nothing worse than unknown."""
INVALID = 4
"""Nothing worse than invalid; also when no contact was given at all."""
FAULT = 70
"""A bug of ringtrue's own (EX_SOFTWARE)."""
INTERRUPTED = 130
"""Ctrl-C."""
READER_GONE = 141
"""The reader of the output closed the pipe (as SIGPIPE would tell)."""

_CODES = {
    "impersonation": ALARM,
    "suspicious": ALARM,
    "unknown": UNKNOWN,
    "invalid": INVALID,
    "official": OFFICIAL,
}
_WORST_FIRST = (ALARM, UNKNOWN, INVALID, OFFICIAL)


def exit_code(statuses: Iterable[Status]) -> int:
    """The exit code of several answers: the worst one counts.

    >>> from ringtrue.model import Status
    >>> exit_code([Status.OFFICIAL, Status.INVALID]), exit_code([Status.UNKNOWN, Status.INVALID])
    (4, 3)
    """
    seen = {_CODES[status] for status in statuses}
    return next((code for code in _WORST_FIRST if code in seen), INVALID)
