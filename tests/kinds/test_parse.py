"""The everyday ways into `parse`, held to the long way."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ringtrue import kinds
from ringtrue.errors import UnparseableContact
from ringtrue.model import ContactPoint

PIECES = [
    "wallet.example", "t.me", "x.com", "play.google.com", "/", "/a", "?id=b", "#c", "user@", ":80",
    "/", ".", "%41", "store/apps/details", "xn--a", "<", ">", "(", ")", "]", " ", "@", "\t", "é",
    "https://", "wallet:", "=", "127.1", "$a", "'",
]  # fmt: skip


def told(text: str) -> ContactPoint | str:
    try:
        return kinds.parse(text)
    except UnparseableContact as problem:
        return problem.code


@settings(deadline=None)  # the first one reads the tables
@given(
    st.sampled_from(["http://", "https://"]),
    st.lists(st.sampled_from(PIECES), max_size=6).map("".join),
)
def test_a_bare_link_is_read_as_the_long_way_reads_it(scheme: str, rest: str) -> None:
    text = scheme + rest
    short = told(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kinds, "_is_bare_link", lambda text: False)
        assert told(text) == short
