"""What tests of the search share."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from ringtrue import Directory
from ringtrue.detectors.plan import Plan
from ringtrue.reading import HostReading, TextReading
from ringtrue.search import stages


@contextmanager
def every_condition_holds(patch: pytest.MonkeyPatch) -> Iterator[None]:
    """No stage is passed over, nothing is kept in a memo, every detector inspects and
    compares."""
    with patch.context() as within:
        within.setattr(Directory, "is_foreign", lambda *_: False)
        within.setattr(Plan, "is_idle", lambda *_: False)
        for table in ("_EXACT", "_EVERY"):
            every = getattr(stages, table)[-1]
            within.setattr(stages, table, (every,) * len(getattr(stages, table)))
        within.setattr(stages, "MEMO_LETTERS", -1)
        within.setattr(HostReading, "whole", _whole)
        yield


def _whole(host: HostReading) -> TextReading:
    return TextReading(".".join((*host.labels, host.facet.suffix)), host.names)
