"""Splitting into words: noting where words may begin saves questions and changes no answer."""

from __future__ import annotations

import random

from ringtrue.text import words
from ringtrue.text.baits import tables
from ringtrue.text.segments import into_baits, into_words


def _texts() -> list[str]:
    """Words, run together, cut and slipped."""
    chance = random.Random(4)
    known = chance.sample(sorted(words._words().index), 300) + sorted(words._ascii_bait())[::9]
    found = []
    for _ in range(2000):
        text = "".join(chance.choices(known, k=chance.randint(1, 4)))[: words.MAX_SEGMENT]
        if chance.random() < 0.3:
            at = chance.randrange(len(text))
            text = text[:at] + chance.choice("aeoxzq") + text[at + 1 :]
        found.append(text)
    return found


def test_any_length_and_the_noted_ones_give_the_same_words() -> None:
    ranks = words._words().index, words._short_words(), words._ascii_bait()
    split = 0
    for text in _texts():
        every = into_words(text, *ranks, ({}, range(1, 41)), words._LONGEST_WORD)
        noted = into_words(text, *ranks, words._noted_lengths(), words._LONGEST_WORD)
        assert every == noted, text
        split += every is not None
    assert 1000 < split < 2000


def test_every_bait_word_is_found_alone_and_before_another() -> None:
    """Short words of other scripts, too, which share their first letters with what follows."""
    heads = tables().lengths
    for word, weight in tables().weights.items():
        if len(word) >= 3 or not word.isascii():
            assert into_baits(word, tables().weights, words._WEIGHTS, heads), word
            row = into_baits(f"{word}7客服", tables().weights, words._WEIGHTS, heads)
            assert row[:1] == ((word, weight, 0),), word
            assert into_baits(f"客服{word}", tables().weights, words._WEIGHTS, heads), word
