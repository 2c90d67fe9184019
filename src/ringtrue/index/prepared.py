"""The protected names of the shipped list as the build left them: a line each.

Working them out takes longer than all else that the first look-alike of a process needs.
"""

from __future__ import annotations

from collections.abc import Iterable

from ringtrue.index.contacts import Contacts
from ringtrue.model import Name


def dump(names: Iterable[Name]) -> bytes:
    """One line a name, fields between tabs; empty when a field holds what would break a line."""
    names = list(names)
    body = "\n".join("\t".join(_fields(name)) for name in names).encode()
    try:
        return body if load(body) == names else b""
    except (TypeError, ValueError):
        return b""


def load(body: bytes) -> list[Name]:
    """The names, in order. Raises TypeError or ValueError for what `dump` has not written."""
    found = []
    for line in body.decode().split("\n") if body else ():
        text, key, brand_id, origin, official, common, famous = line.split("\t")
        found.append(Name(text, key, brand_id, origin, official, common == "1", famous == "1"))  # type: ignore[arg-type]
    return found


def names_of(contacts: Contacts) -> list[Name] | None:
    """The protected names that were compiled with a list; None when there are none."""
    arrays = contacts.arrays
    return load(bytes(arrays.raw("names"))) if "names" in arrays else None


def _fields(name: Name) -> tuple[str, ...]:
    common, famous = f"{name.common:d}", f"{name.famous:d}"
    return name.text, name.key, name.brand_id, name.origin, name.official, common, famous
