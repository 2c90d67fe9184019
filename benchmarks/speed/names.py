"""Names for benchmarks of scale, all from a seed: real ones first, then recombined ones.

Popular domains (the shipped table) and words are taken apart and put together again as people
name sites: two words, a word and a stub, a word and a number, a name and a trade word, and one in
twenty noise. A part of them, as asked for, are slips of official names.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

SUFFIXES = ["com"] * 50 + ["net"] * 6 + ["org"] * 5 + ["de"] * 6 + ["co.uk"] * 5 + ["cn"] * 4 + [
    "ru", "ru", "ru", "io", "xyz", "top", "online", "shop", "info", "fr", "nl", "com.br", "in",
    "it", "jp", "com.au", "site", "store",
]  # fmt: skip
ENDINGS = ["s", "group", "tech", "web", "plus", "lab", "x", "24", "shop", "media"]
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def registered(count: int, seed: int = 1) -> Iterator[str]:
    """`count` names as a zone file holds them, all different only by chance."""
    from ringtrue.text import words

    chance = random.Random(seed)
    labels = [label for label in words.popular_labels().split("\n") if label.isascii() and label]
    parts: dict[str, tuple[str, ...]] = {}

    def part(which: int) -> str:
        label = chance.choice(labels)
        if label not in parts:
            parts[label] = words.segment(label) or (label[: 3 + len(label) % 5],)
        return parts[label][which]

    while count > 0:
        kind = chance.random()
        if kind < 0.55:
            name = part(0) + ("-" if chance.random() < 0.09 else "") + part(-1)
        elif kind < 0.75:
            first, second = chance.choice(labels), chance.choice(labels)
            name = first[: chance.randint(2, 8)] + second[-chance.randint(2, 6) :]
        elif kind < 0.85:
            name = chance.choice(labels)[: chance.randint(3, 9)] + str(chance.randint(1, 9999))
        elif kind < 0.95:
            name = chance.choice(labels) + chance.choice(ENDINGS)
        else:
            name = "".join(chance.choices(LETTERS, k=chance.randint(4, 9)))
        name = name.strip("-")[:40]
        if len(name) >= 3:
            count -= 1
            yield f"{name}.{chance.choice(SUFFIXES)}"


def slip(domain: str, chance: random.Random) -> str:
    """A domain as an impostor alters it."""
    label, _, suffix = domain.partition(".")
    at = chance.randrange(len(label))
    return chance.choice(
        [
            f"{label[:at]}{label[at + 1 :]}{chance.choice(LETTERS)}.{suffix}",
            f"{label}-{chance.choice(['login', 'support', 'wallet', 'help'])}.{suffix}",
            f"{label}.{chance.choice(['top', 'xyz', 'shop', 'online'])}",
            f"{label[:at]}{chance.choice(LETTERS)}{label[at + 1 :]}.{suffix}",
        ]
    )
