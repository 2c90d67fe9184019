"""A fault of ours on one contact or one part of a document loses that one, never the rest.

Whoever hunts for such a fault sets ``RINGTRUE_DEBUG``: then it is raised where it happened.
"""

from __future__ import annotations

import logging
import os

from ringtrue.judging.verdict import Verdict
from ringtrue.model import Status

_LOG = logging.getLogger(__name__)


def survived(fault: Exception, what: str) -> None:
    """Logs a fault that costs one `what`; raises it for whoever asks for traces."""
    if os.environ.get("RINGTRUE_DEBUG"):
        raise fault
    _LOG.error("a fault on one %s: %s: %.200s", what, type(fault).__name__, fault)


def faulty(raw: str, version: str) -> Verdict:
    """The verdict on a contact on which ringtrue itself failed: ``invalid``, problem ``fault``."""
    return Verdict(Status.INVALID, 0.0, raw, problem="fault", directory_version=version)
