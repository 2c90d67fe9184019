"""Edit distance, by hand and by rapidfuzz."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from ringtrue.text.edits import plain_osa


@given(st.text("abc", max_size=9), st.text("abc", max_size=9), st.integers(0, 3))
def test_by_hand_as_by_rapidfuzz(a: str, b: str, limit: int) -> None:
    assert plain_osa(a, b, score_cutoff=limit) == OSA.distance(a, b, score_cutoff=limit)
