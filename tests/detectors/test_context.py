"""What detectors share answers the same before and after its tables are made."""

from __future__ import annotations

import random

import pytest

from ringtrue.detectors.context import inside_word
from ringtrue.text import words


def _spans() -> list[tuple[str, int, int]]:
    chance = random.Random(6)
    known = chance.sample(sorted(words._words().index), 400)
    found = []
    for _ in range(3000):
        text = "".join(chance.choices(known, k=chance.randint(1, 3)))[:40]
        start = chance.randrange(len(text))
        found.append((text, start, min(len(text), start + chance.randint(2, 9))))
    return found


def test_words_over_a_span_are_found_with_any_and_with_noted_lengths(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    spans = _spans()
    answers = []
    for lengths in (({}, range(1, 41)), words._noted_lengths()):
        monkeypatch.setattr(words, "word_lengths", lambda lengths=lengths: lengths)
        answers.append([inside_word.__wrapped__(*span) for span in spans])
    assert answers[0] == answers[1]
    assert 300 < sum(answers[0]) < 2900


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
