"""Listed brands whose names are near to what somebody typed: the answer to "did you mean?"."""

from __future__ import annotations

from ringtrue.directory.directory import Directory
from ringtrue.errors import UnparseableContact
from ringtrue.judging.examining import resembled
from ringtrue.kinds import parse
from ringtrue.model import Brand
from ringtrue.text.edits import osa
from ringtrue.text.skeleton import fold

MOST = 3
"""Brands that are named."""
_LONGEST = 60


def near_brands(directory: Directory, text: str) -> list[Brand]:
    """The brands with a name like `text`, the nearest first: found as an account of that name
    would be, by the one search there is."""
    try:
        contact = parse(fold(text[:_LONGEST]), "handle")
    except UnparseableContact:
        return []
    seen = fold(text[:_LONGEST])
    found = [c for c in resembled(directory, contact) if c.name is not None]
    found.sort(key=lambda c: osa(seen, c.name.text if c.name is not None else "", _LONGEST))
    ids = dict.fromkeys(candidate.brand_id for candidate in found)
    return [directory.brands[brand_id] for brand_id in list(ids)[:MOST]]


def hint(directory: Directory, text: str) -> str:
    """``did you mean MetaMask (metamask)?``; where to look when nothing is near."""
    near = [f"{brand.name} ({brand.id})" for brand in near_brands(directory, text)]
    if near:
        return f"did you mean {' or '.join(near)}?"
    return "`ringtrue brands` lists ids, names and aliases"
