"""A fault of ours on one contact or one part of a document loses that one, never the rest.

Whoever hunts for such a fault sets ``RINGTRUE_DEBUG``: then it is raised where it happened.
"""

from __future__ import annotations

import os

from ringtrue.judging.verdict import Verdict
from ringtrue.model import Status

counted: dict[str, int] = {}
"""Faults survived since this process began, by what was lost (``contact``, ``part of a mail``)."""


def survived(fault: Exception, what: str) -> None:
    """Logs and counts a fault that costs one `what`; raises it for whoever asks for traces."""
    if os.environ.get("RINGTRUE_DEBUG"):
        raise fault
    import logging  # takes time, and is hardly ever needed

    counted[what] = counted.get(what, 0) + 1
    said = f"a fault on one {what}: {type(fault).__name__}: {fault!s:.200}"
    logging.getLogger(__name__).error("%s", said)


def faulty(fault: Exception, raw: str, version: str) -> Verdict:
    """The verdict on a contact on which ringtrue itself failed: ``invalid``, problem ``fault``.
    Raises what was no fault of ours: `raw` is no text."""
    if not isinstance(raw, str):
        raise fault
    survived(fault, "contact")
    return Verdict(Status.INVALID, 0.0, raw, problem="fault", directory_version=version)
