"""What detectors share: which words explain a span."""

from __future__ import annotations

import pytest

from ringtrue.detectors.context import inside_word


@pytest.mark.parametrize(
    ("text", "name", "inside"),
    [
        ("designledrevolution", "revolut", True),
        ("starlingbank", "ingbank", True),
        ("dailymailonline", "lymail", True),
        ("myetherwallets", "myetherwallet", False),
        ("metamask-support", "metamask", False),
        ("ebays", "ebay", False),
    ],
)
def test_words_over_a_span(text: str, name: str, inside: bool) -> None:
    start = text.index(name)
    assert inside_word(text, start, start + len(name)) is inside
