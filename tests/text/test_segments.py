"""Splitting into words: the groups of words change no answer."""

from __future__ import annotations

import random

from ringtrue.data.arrays import Strings
from ringtrue.text import words
from ringtrue.text.baits import tables
from ringtrue.text.segments import into_baits, into_words
from ringtrue.text.tables import opened


def _every_word() -> dict[str, int]:
    """Words of four letters and more, by the groups that they stand in."""
    heads = Strings(opened(), "words")
    return {word: rank for head in heads for word, rank in words.words_from(head)[1].items()}


def _texts() -> list[str]:
    """Words, run together, cut and slipped."""
    chance = random.Random(4)
    known = chance.sample(sorted(_every_word()), 500)
    found = []
    for _ in range(2000):
        text = "".join(chance.choices(known, k=chance.randint(1, 4)))[: words.MAX_SEGMENT]
        if chance.random() < 0.3:
            at = chance.randrange(len(text))
            text = text[:at] + chance.choice("aeoxzq") + text[at + 1 :]
        found.append(text)
    return found


def test_groups_and_all_words_at_once_give_the_same_words() -> None:
    every = _every_word()
    group = tuple(range(4, 15)), every
    few = words._short_words(), words._words().three
    split = 0
    for text in _texts():
        found = into_words(text, *few, words.words_from)
        assert found == into_words(text, *few, lambda _: group), text
        split += found is not None
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
