"""What tests of the search share."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from ringtrue import Directory
from ringtrue.search import across, bait_off, distant, inside, stages, swapped, whole


@contextmanager
def every_condition_holds(patch: pytest.MonkeyPatch) -> Iterator[None]:
    """No stage is passed over, and every detector inspects."""
    with patch.context() as within:
        within.setattr(Directory, "is_foreign", lambda *_: False)
        within.setattr(Directory, "_is_foreign", lambda *_: False)
        for stages_of in ("EXACT", "EVERY"):
            always = tuple((lambda _: True, find) for _, find in getattr(stages, stages_of))
            within.setattr(stages, stages_of, always)
        for stage in (across, bait_off, distant, whole, swapped, inside):
            within.setattr(stage, "holds", lambda _: True)
        yield
