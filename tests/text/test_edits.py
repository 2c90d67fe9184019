"""Edit distance, by hand and by rapidfuzz."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from ringtrue.text.edits import distance, one_off, osa, plain_osa, within


@given(st.text("abc", max_size=9), st.text("abc", max_size=9), st.integers(0, 3))
def test_by_hand_as_by_rapidfuzz(a: str, b: str, limit: int) -> None:
    assert plain_osa(a, b, score_cutoff=limit) == OSA.distance(a, b, score_cutoff=limit)


def test_a_one_off_process_gets_the_same_distances() -> None:
    names = ["metamask", "ledger", "metmask", "metamasks", "trezor"]
    by_rapidfuzz = within("metmask", names, 2), [osa("metmask", name, 2) for name in names]
    with one_off():
        assert distance() is plain_osa
        assert (within("metmask", names, 2), [osa("metmask", n, 2) for n in names]) == by_rapidfuzz
    assert distance() is not plain_osa
