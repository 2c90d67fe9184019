"""Stage: a protected name, or its confusable key, stands inside the text."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ringtrue.index.substrings import Place
from ringtrue.reading import HOLDS, TextReading
from ringtrue.search.matches import NameMatch
from ringtrue.text.pieces import places
from ringtrue.text.skeleton import key_map, unpaired_map

TYPE_CHECKING = False  # importing typing takes time
if TYPE_CHECKING:
    from ringtrue.batch.early_exit import Look


SIGNS = HOLDS


def find(reading: TextReading) -> list[NameMatch]:
    """Names that stand inside, each at every place."""
    found = _at(reading, reading.key, reading.places, key_map)
    if reading.plain:
        # Pairs that only meet across a border are no pair: ``hitbtc-login`` holds no d.
        found += _at(reading, reading.plain, reading.plain_places, unpaired_map)
    return found


def _at(
    reading: TextReading,
    folded: str,
    standing: Sequence[Place],
    mapped: Callable[[str], tuple[str, list[int]]],
) -> list[NameMatch]:
    """Matches of the names whose keys stand in `folded`, the key of the letters by `mapped`."""
    whole = 0, len(folded)
    inner = [place for place in standing if place != whole]
    if not inner:
        return []
    letters = reading.letters
    by_letter = whole[1] == len(letters) and letters.isascii()
    starts = range(whole[1] + 1) if by_letter else mapped(letters)[1]
    offsets, found = places(reading.text), []
    for i, j in inner:
        a, b = starts[i], starts[j] if j < len(starts) else len(letters)
        own, first, last = letters[a:b], offsets[a], offsets[b - 1] + 1
        found += [
            NameMatch(name, "token" if own == name.text else "token_key", first, last)
            for name in reading.names.by_key[folded[i:j]]
        ]
    return found


def columns(look: Look) -> None:
    """Column form: notes the names whose keys stand in the letters of a view, or are all of a
    label, and official addresses without their dots."""
    batch, tables, view = look.batch, look.tables, look.view
    begin, end, form = tables.windows.find(view.letters, look.sums)
    start, stop = view.starts[begin], view.ends[end - 1]
    address = tables.is_address.take(form)
    batch.note_addresses(start[address], stop[address])
    named = form < len(tables.names.forms)
    batch.note(start[named], stop[named], tables.names.by_form, form[named])
    raw = view.letters.tobytes() if tables.stems else b""
    for stem in tables.stems:  # of names in other scripts
        at = raw.find(stem.encode("ascii"))
        while at >= 0:
            batch.kept[batch.hosts.row[view.starts[at]]] = True
            at = raw.find(stem.encode("ascii"), at + 1)
