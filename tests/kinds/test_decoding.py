"""Percent-decoding is that of the standard library, and bounded where a link is made of it."""

from __future__ import annotations

from urllib.parse import unquote

from hypothesis import given, settings
from hypothesis import strategies as st

from ringtrue.kinds.url import decoded

PIECES = st.sampled_from(
    ["%", "%4", "%41", "%E4%BA%BA", "%ff", "=", "=3D", "==", " ", "\t", "\n", "\r", "a", "人", "_",
     ".", "%0A", "%20", "%25", "%zz", "~", "\x0b", "\x85", "é"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=9).map("".join) | st.text(max_size=20))
@settings(max_examples=500, deadline=None)
def test_it_is_the_same_as_the_standard_librarys(text: str) -> None:
    if text.isprintable() or not any("\ud800" <= c <= "\udfff" for c in text):
        assert decoded(text) == unquote(text, errors="replace")
