"""Names nearby are found for many texts at once as by comparing each text with each name."""

from __future__ import annotations

import random
from functools import cache
from typing import TYPE_CHECKING

import pytest
from rapidfuzz.distance import OSA

from ringtrue import Directory
from ringtrue.index.near import MAX_TRIED, edit_limit, slip_limit
from ringtrue.text.words import popular_labels

pa = pytest.importorskip("pyarrow")
np = pytest.importorskip("numpy")

from ringtrue.batch.near_names import NearNames  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Sequence

LETTERS = "abcdefghkmnpqrstuvwxyz"


@cache
def near_names() -> NearNames:
    labels = [at for at in popular_labels().split("\n") if at.isascii() and at.isalpha()]
    chosen = random.Random(5).sample([at for at in labels if 5 <= len(at) <= 16], 1200)
    rows = ((f"b{at}", label, "domain", f"{label}.example") for at, label in enumerate(chosen))
    return NearNames(Directory.from_rows(rows).protected)


def edited(text: str, chance: random.Random) -> str:
    """`text` after one edit."""
    at, letter = chance.randrange(len(text)), chance.choice(LETTERS)
    return chance.choice(
        [
            text[:at] + text[at + 1 :],
            text[:at] + letter + text[at:],
            text[:at] + letter + text[at + 1 :],
            text[:at] + text[at : at + 2][::-1] + text[at + 2 :],
        ]
    )


def found_at_once(texts: Sequence[str]) -> list[dict[str, int]]:
    joined = np.frombuffer("\n".join([*texts, ""]).encode(), np.uint8)
    ends = np.flatnonzero(joined == ord("\n"))
    starts = np.concatenate(([0], ends[:-1] + 1))
    near = near_names().find(joined, starts, ends)
    assert not len(near.crowded)
    found: list[dict[str, int]] = [{} for _ in texts]
    for at, name, distance in zip(
        near.at.tolist(), near.key.tolist(), near.distance.tolist(), strict=True
    ):
        found[at][near_names().keys[name]] = distance
    return found


def is_told(text: str, found: dict[str, int]) -> bool:
    """All that is near is found, and beyond what rules tell nothing that is not."""
    every = compared_each(text)
    near = {name: n for name, n in every.items() if n <= slip_limit(len(name))}
    return near.items() <= found.items() <= every.items()


def compared_each(text: str) -> dict[str, int]:
    edits = {name: OSA.distance(text, name, score_cutoff=2) for name in near_names().keys}
    return {name: n for name, n in edits.items() if 0 < n <= edit_limit(len(name))}


def test_slips_of_one_and_two_edits_are_found() -> None:
    chance = random.Random(17)
    texts = []
    for _ in range(2500):
        text = edited(chance.choice(near_names().keys), chance)
        texts.append(edited(text, chance) if chance.random() < 0.7 else text)
    texts = [text for text in texts if len(text) >= 4]
    wrong = [
        (text, found)
        for text, found in zip(texts, found_at_once(texts), strict=True)
        if not is_told(text, found)
    ]
    assert wrong == []
    assert sum(map(bool, found_at_once(texts))) > len(texts) / 2


def test_every_two_edits_of_one_name_are_found() -> None:
    """At all places, so at every border of what the strings hold."""
    name = next(at for at in near_names().keys if len(at) == 10 and len(set(at)) > 7)
    ways = (
        lambda t, at: t[:at] + t[at + 1 :],
        lambda t, at: t[:at] + "q" + t[at:],
        lambda t, at: t[:at] + "q" + t[at + 1 :],
        lambda t, at: t[:at] + t[at : at + 2][::-1] + t[at + 2 :],
    )
    once = {way(name, at) for way in ways for at in range(len(name) + 1)}
    texts = sorted({way(text, at) for text in once for way in ways for at in range(len(text) + 1)})
    missed = [
        text
        for text, found in zip(texts, found_at_once(texts), strict=True)
        if 0 < OSA.distance(text, name) <= 2 and name not in found
    ]
    assert missed == []


@pytest.mark.parametrize(("count", "told"), [(MAX_TRIED + 1, [0, 2]), (MAX_TRIED, [])])
def test_a_crowd_of_names_is_told(count: int, told: list[int]) -> None:
    """Texts with more names behind their parts than a check compares with them."""
    rows = ((f"b{at}", f"kanto{at:05}", "domain", f"kanto{at:05}.example") for at in range(count))
    near = NearNames(Directory.from_rows(rows).protected)
    texts = ["kantobexyz", "strangers", "kantpbexyz"]
    joined = np.frombuffer("\n".join([*texts, ""]).encode(), np.uint8)
    stops = np.flatnonzero(joined == ord("\n"))
    starts = np.concatenate(([0], stops[:-1] + 1))
    assert near.find(joined, starts, stops).crowded.tolist() == told
