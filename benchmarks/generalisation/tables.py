"""Tables without a share of their names, chosen by hash: what honest strangers and new words meet.

A popular site is told by the table that holds it, so alarms on popular sites say nothing about
others. Inside `thinned` no table holds those popular domains and bait words that `names.is_unseen`
names; what is measured there holds for names that nobody has noted.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import names

from ringtrue import data
from ringtrue.data.arrays import Arrays, pack
from ringtrue.kinds import platforms
from ringtrue.text import compiling, tables

T = TypeVar("T")


def left_out() -> set[str]:
    """Popular domains that the thinned tables do not hold."""
    rows = compiling.popular_rows(data.text("popular.txt"))
    return {domain for row in rows if names.is_unseen(domain := ".".join(row))}


def _popular() -> str:
    rows = map(".".join, compiling.popular_rows(data.text("popular.txt")))
    return "\n".join(["com$", *(domain for domain in rows if not names.is_unseen(domain))])


def _baits() -> str:
    kept = []
    for line in data.text("bait_words.tsv").split("\n"):
        word = line.partition("\t")[0].replace(" ", "").replace("-", "")
        if not line or line[0] == "#" or not names.is_unseen(word):
            kept.append(line)
    return "\n".join(kept)


def thinned(work: Callable[[], T]) -> T:
    """What `work` gives by tables without the names and words that were left out."""
    sections = compiling.sections()
    sections |= compiling.popular(_popular())
    sections |= compiling.words(data.text("words.txt"), _baits())
    sections |= compiling.bait(_baits())
    sections |= platforms.sections()
    return tables.using(Arrays(pack(sections), "thinned tables"), work)
