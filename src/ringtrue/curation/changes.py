"""What a new list trusts that the old one did not, and the other way round.

Contacts are paired by kind, value, path and region. What is left unpaired is paired once more by
value alone: in the same brand that is a contact listed differently, in two brands a contact that
moved from one to the other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from ringtrue.errors import AllowlistError
from ringtrue.index import compiled
from ringtrue.kinds import WEB_KINDS
from ringtrue.model import Brand, ClosedChannel, Listed
from ringtrue.records import record

MAX_FILE = 256 << 20
"""Bytes of a compiled file that are read."""

WHAT = (
    "moved", "restored", "added", "brand_added", "closed_removed", "complete_removed",
    "changed", "revoked", "retired", "status", "removed", "closed_added", "complete_added",
    "brand_changed", "brand_removed", "closed_changed", "renewed",
)  # fmt: skip
"""Kinds of change, what a reviewer must see first first."""
ADDS_TRUST = frozenset({
    "moved", "restored", "added", "brand_added", "closed_removed", "complete_removed", "changed",
})  # fmt: skip
"""Changes that can make something official that was not."""

_FIELDS = (
    "kind", "match", "path", "purpose", "use", "region", "since", "until", "successor",
    "corroborated", "sources",
)  # fmt: skip
_DATES = ("verified_on", "review_by")


@record
class Change:
    """One difference between two lists."""

    what: str
    """One of `WHAT`."""
    brand_id: str
    kind: str = ""
    """Row kind of the contact, the closed channel or the complete kind; empty for changes of a
    brand itself."""
    value: str = ""
    """Canonical value with its path."""
    region: str = ""
    old: str = ""
    """Before: the status, the brand that it moved from, or the fields that changed."""
    new: str = ""
    sources: tuple[str, ...] = ()
    """Sources of the new listing, as ``grade ref``."""


def changes(old: Iterable[Brand], new: Iterable[Brand]) -> list[Change]:
    """Every difference, those that add trust first, then by brand and value."""
    before = {brand.id: brand for brand in old}
    after = {brand.id: brand for brand in new}
    found: list[Change] = []
    for id_ in sorted(before.keys() | after.keys()):
        mine, its = before.get(id_), after.get(id_)
        if its is None and mine is not None:
            found.append(Change("brand_removed", id_, old=mine.name))
        elif mine is None and its is not None:
            found.append(Change("brand_added", id_, new=its.name))
        elif mine is not None and its is not None:
            found += _brand(mine, its)
        mine, its = mine or Brand(id_, ""), its or Brand(id_, "")
        found += _closed(mine, its)
        found += _complete(mine, its)
    found += _contacts(before.values(), after.values())
    order = {what: n for n, what in enumerate(WHAT)}
    return sorted(found, key=lambda c: (order[c.what], c.brand_id, c.kind, c.value, c.region))


def counts(found: Iterable[Change]) -> dict[str, int]:
    """How many changes of each kind, in the order of `WHAT`."""
    counted = Counter(change.what for change in found)
    return {what: counted[what] for what in WHAT if counted[what]}


def read(path: str | Path) -> tuple[str, list[Brand]]:
    """Version and brands of a compiled file, a TOML allowlist or a folder of them.

    Raises `AllowlistError`.
    """
    from ringtrue.directory import allowlist

    path = Path(path)
    if path.is_dir():
        return compiled.load(allowlist.compile_folder(path), str(path))
    if path.suffix == ".toml":
        return compiled.load(compiled.dump([allowlist.load_file(path)]), str(path))
    try:
        with path.open("rb") as file:
            data = file.read(MAX_FILE + 1)
    except OSError as error:
        raise AllowlistError(
            f"cannot be read ({error.strerror}); give a compiled list or a folder of allowlists",
            file=str(path),
        ) from error
    if len(data) > MAX_FILE:
        raise AllowlistError(f"is larger than {MAX_FILE} bytes", file=str(path))
    return compiled.load(data, str(path))


# -- contacts -------------------------------------------------------------------------------------

_Key = tuple[str, str, str, str, str, int]


def _contacts(old: Iterable[Brand], new: Iterable[Brand]) -> list[Change]:
    before, after = _by_key(old), _by_key(new)
    found = []
    for key in before.keys() & after.keys():
        found += _pair(before.pop(key), after.pop(key))
    # What is left, by value alone: the same brand first, then another one.
    gone: dict[tuple[str, str], list[Listed]] = {}
    for row in before.values():
        gone.setdefault(_loose(row), []).append(row)
    come = sorted(after.values(), key=lambda row: (row.brand_id, *_place(row)))
    left = []
    for row in come:
        own = [r for r in gone.get(_loose(row), ()) if r.brand_id == row.brand_id]
        if own:
            gone[_loose(row)].remove(own[0])
            found += _pair(own[0], row)
        else:
            left.append(row)
    for row in left:
        others = gone.get(_loose(row), [])
        if others:
            found.append(_change("moved", row, old=others.pop(0).brand_id, new=row.brand_id))
        else:
            found.append(_change("added", row, new=row.status))
    for rows in gone.values():
        found += [_change("removed", row, old=row.status) for row in rows]
    return found


def _by_key(brands: Iterable[Brand]) -> dict[_Key, Listed]:
    """Contacts by what names them; the last part numbers those that one file lists twice."""
    found: dict[_Key, Listed] = {}
    for brand in brands:
        for row in brand.contacts:
            number = 0
            while (key := (row.brand_id, *_place(row), number)) in found:
                number += 1
            found[key] = row
    return found


def _place(row: Listed) -> tuple[str, str, str, str]:
    return (row.kind, row.value, row.path, row.region)


def _loose(row: Listed) -> tuple[str, str]:
    return ("web" if row.kind in WEB_KINDS else row.kind, row.value)


def _pair(old: Listed, new: Listed) -> list[Change]:
    """What became of one contact: its status, how it is listed, or only its dates."""
    found = []
    if old.status != new.status:
        known = {"active": "restored", "revoked": "revoked", "retired": "retired"}
        what = known.get(new.status, "status")
        found.append(_change(what, new, old=old.status, new=new.status))
    was, now = _said(old, _FIELDS), _said(new, _FIELDS)
    if was != now:
        differing = [n for n, (a, b) in enumerate(zip(was, now, strict=True)) if a != b]
        before, after = (" ".join(side[n] for n in differing) for side in (was, now))
        found.append(_change("changed", new, old=before, new=after))
    if not found and (_dates(old) != _dates(new)):
        was, now = _said(old, _DATES), _said(new, _DATES)
        found.append(_change("renewed", new, old=" ".join(was), new=" ".join(now)))
    return found


def _said(row: Listed, fields: Sequence[str]) -> list[str]:
    said = [f"{name}={getattr(row, name) or '-'}" for name in fields if name != "sources"]
    if "sources" in fields:
        said.append(f"sources={', '.join(sorted(set(_sources(row)))) or '-'}")
    return said


def _dates(row: Listed) -> tuple[str, ...]:
    return (row.verified_on, row.review_by, *sorted(s.date for s in row.sources))


def _sources(row: Listed) -> tuple[str, ...]:
    return tuple(f"{source.grade} {source.ref}" for source in row.sources)


def _change(what: str, row: Listed, old: str = "", new: str = "") -> Change:
    return Change(
        what, row.brand_id, row.kind, row.value + row.path, row.region, old, new, _sources(row)
    )


# -- brands and closed channels -------------------------------------------------------------------


def _brand(old: Brand, new: Brand) -> list[Change]:
    was, now = [], []
    for name in ("name", "common_word", "kind", "aliases", "common_names", "protects", "head"):
        a, b = getattr(old, name), getattr(new, name)
        if a == b:
            continue
        if isinstance(a, tuple):
            a, b = sorted(set(a) - set(b)), sorted(set(b) - set(a))
            if not a and not b:
                continue  # only their order
            a, b = ", ".join(a), ", ".join(b)
        was.append(f"{name}={a}")
        now.append(f"{name}={b}")
    return [Change("brand_changed", new.id, old=" ".join(was), new=" ".join(now))] if was else []


def _closed(old: Brand, new: Brand) -> list[Change]:
    before, after = _channels(old), _channels(new)
    found = []
    for key in sorted(before.keys() | after.keys()):
        a, b = before.get(key), after.get(key)
        if a == b:
            continue
        what = "closed_changed" if a and b else "closed_added" if b else "closed_removed"
        sources = (f"{b.source.grade} {b.source.ref}",) if b else ()
        found.append(
            Change(
                what, new.id, key[0], "", key[1],
                a.statement if a else "", b.statement if b else "", sources,
            )
        )  # fmt: skip
    return found


def _complete(old: Brand, new: Brand) -> list[Change]:
    before, after = ({(c.kind, c.region): c for c in b.complete} for b in (old, new))
    found = []
    for kind, region in sorted(before.keys() ^ after.keys()):
        b = after.get((kind, region))
        what = "complete_added" if b else "complete_removed"
        sources = (f"{b.source.grade} {b.source.ref}",) if b else ()
        found.append(Change(what, new.id, kind, "", region, sources=sources))
    return found


def _channels(brand: Brand) -> dict[tuple[str, str, int], ClosedChannel]:
    found: dict[tuple[str, str, int], ClosedChannel] = {}
    for closed in brand.closed_channels:
        number = 0
        while (key := (closed.channel, closed.region, number)) in found:
            number += 1
        found[key] = closed
    return found
