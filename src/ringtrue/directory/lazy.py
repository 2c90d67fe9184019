"""The shipped directory in a process that asks little: opened contact by contact.

These stand where a `Directory` has its tables, until so much was asked that the tables pay. They
give the same answers from a `Sheet`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ringtrue.index.sheet import Sheet
from ringtrue.kinds.registry import PLATFORM_KINDS, WEB_KINDS, is_number
from ringtrue.model import Brand, Listed

TYPE_CHECKING = False  # importing typing takes time
if TYPE_CHECKING:
    from collections.abc import Callable, ItemsView, KeysView
    from typing import Any

    from ringtrue.directory.directory import Directory

PATIENCE = 100
"""Values that are looked for line by line (a tenth of a millisecond each) before the tables are
made, which takes a hundred times as long."""


class Asked:
    """A sheet, and what was asked of it."""

    def __init__(self, sheet: Sheet, settle: Callable[[], Directory]) -> None:
        self.sheet, self.settle = sheet, settle
        self._known: dict[str, list[Listed]] = {}

    def listed(self, value: str) -> list[Listed]:
        found = self._known.get(value)
        if found is None:
            if len(self._known) >= PATIENCE:
                self.settle()
            found = self._known[value] = self.sheet.listed(value)
        return found


def tables(asked: Asked) -> dict[str, Any]:
    """What stands for the tables of a directory, by the names that they have there."""
    return {
        "brands": _Brands(asked),
        "_hosts": _Hosts(asked),
        "_exact": _Exact(asked),
        "_packages": _Packages(asked),
        "_called": _Called(asked),
    }


class _Brands(Mapping[str, Brand]):
    def __init__(self, asked: Asked) -> None:
        self._asked = asked

    def __getitem__(self, brand_id: str) -> Brand:
        found = self._asked.sheet.brand(brand_id)
        if found is None:
            raise KeyError(brand_id)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._asked.settle().brands)

    def __len__(self) -> int:
        return len(self._asked.settle().brands)


class _Hosts:
    def __init__(self, asked: Asked) -> None:
        self._asked = asked

    def __contains__(self, host: str) -> bool:
        return bool(self.get(host))

    def get(self, host: str, default: object = None) -> Any:
        found = self._asked.listed(host)
        return [row for row in found if row.kind in WEB_KINDS] or default

    def keys(self) -> KeysView[str]:
        return self._asked.settle()._hosts.keys()


class _Exact:
    def __init__(self, asked: Asked) -> None:
        self._asked = asked

    def get(self, slot: tuple[str, str], default: object = None) -> Any:
        kind, value = slot
        found = self._asked.listed(value) if kind not in WEB_KINDS else []
        return [row for row in found if row.kind == kind and not is_number(row)] or default

    def items(self) -> ItemsView[tuple[str, str], list[Listed]]:
        return self._asked.settle()._exact.items()


class _Packages:
    def __init__(self, asked: Asked) -> None:
        self._asked = asked

    def __contains__(self, value: str) -> bool:
        return any(row.kind == "play_package" for row in self._asked.listed(value))


class _Called:
    """As `Directory._called`: accounts by name, Facebook's also with its mark."""

    def __init__(self, asked: Asked) -> None:
        self._asked = asked

    def get(self, name: str) -> Listed | None:
        head, _, tail = name.partition(":")
        if head == "facebook":
            return next((row for row in self._named(tail) if row.kind == "facebook"), None)
        named = self._named(name)
        return min(named, key=lambda row: PLATFORM_KINDS.index(row.kind)) if named else None

    def _named(self, name: str) -> list[Listed]:
        found = self._asked.listed(name)
        return [row for row in found if row.kind in PLATFORM_KINDS and not is_number(row)]

    def __iter__(self) -> Iterator[str]:
        return iter(self._asked.settle()._called)
