"""What a frozen record costs, beside dataclasses: to import, to define, to make the first object
and to make any other. Microseconds of processor time, the least of many passes.

    python benchmarks/speed/records.py
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import ringtrue
from ringtrue.records import record

PASSES, OBJECTS = 15, 20_000
GIVEN = ("url", "raw", "canonical", (), ())
_FIELDS = {"kind": str, "raw": str, "canonical": str, "facets": tuple, "readings": tuple}


class Open:
    """Slots that nothing guards: what no frozen record can be faster than."""

    __slots__ = tuple(_FIELDS)

    def __init__(
        self,
        kind: str,
        raw: str,
        canonical: str,
        facets: tuple[str, ...],
        readings: tuple[str, ...],
    ) -> None:
        self.kind, self.raw, self.canonical = kind, raw, canonical
        self.facets, self.readings = facets, readings


def with_slots() -> type:
    """Five slots and an ``__init__``, as anybody writes them; they are compiled beforehand."""
    return type("Open", (), {"__slots__": Open.__slots__, "__init__": Open.__init__})


def with_record() -> type:
    return record(type("Point", (), {"__annotations__": dict(_FIELDS)}))


def with_dataclass() -> type:
    return dataclass(frozen=True, slots=True)(
        type("Point", (), {"__annotations__": dict(_FIELDS), "__module__": __name__})
    )


def least(work: Callable[[], object], times: int = 1) -> float:
    """Microseconds of one call, the least of all passes of `times` calls."""
    best = float("inf")
    for _ in range(PASSES):
        start = time.process_time_ns()
        for _ in range(times):
            work()
        best = min(best, (time.process_time_ns() - start) / times)
    return best / 1000


def importing(module: str) -> float:
    """Microseconds that `module` (of the standard library or ours) takes a new process."""
    code = (
        f"import sys, time; sys.path.append({str(Path(ringtrue.__file__).parent)!r});"
        f"t = time.process_time_ns(); import {module}; print(time.process_time_ns() - t)"
    )
    runs = [subprocess.check_output([sys.executable, "-c", code]) for _ in range(PASSES)]
    return min(map(int, runs)) / 1000


def _first(classes: Iterator[type]) -> object:
    return next(classes)(*GIVEN)


def main() -> None:
    print(f"{'':24}{'import':>9}{'define':>9}{'first':>9}{'object':>9}")
    rows = [
        ("frozen dataclass, slots", "dataclasses", with_dataclass),
        ("record", "records", with_record),
        ("open slots", "", with_slots),
    ]
    for name, module, define in rows:
        each = least(partial(define(), *GIVEN), OBJECTS)
        fresh = iter([define() for _ in range(PASSES)])
        first = least(partial(_first, fresh))
        cost = importing(module) if module else 0.0
        print(f"{name:24}{cost:9.0f}{least(define, 20):9.0f}{first:9.1f}{each:9.3f}")


if __name__ == "__main__":
    main()
