"""A watch: lines in, new look-alikes out, once each, whatever happens in between."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime

from ringtrue.checking import Checker
from ringtrue.kinds.facets import DomainName
from ringtrue.scanning.lists import Lines, names_of
from ringtrue.watching.outputs import Output
from ringtrue.watching.sources import Source
from ringtrue.watching.store import Store

BATCH = 1_000
"""Lines of one transaction."""
PATIENCE = 1.0
"""Seconds after which a smaller batch is written too."""
_MOST_GIVEN = 500
"""Findings that an output is given at once."""


def watch(
    source: Source,
    named: str,
    checker: Checker,
    store: Store,
    outputs: Sequence[Output],
    *,
    brands: Iterable[str] = (),
    stopped: Callable[[], bool] = lambda: False,
) -> int:
    """Reads `source` (called `named` in the store) to its end, or until `stopped`; the number of
    lines read. Findings about other than `brands` are left out, where any are named."""
    wanted = frozenset(brands)
    lines = Lines(whole=False)
    done = 0
    held: list[str] = []
    place, since = store.place(named), time.monotonic()
    for line, at in source:
        if line:
            held.append(line)
            done += 1
        place = at or place
        if held and (len(held) >= BATCH or not line or time.monotonic() - since >= PATIENCE):
            _written(held, lines, named, place, checker, store, wanted)
            held, since = [], time.monotonic()
            give(store, outputs)
        elif not line:
            give(store, outputs)  # an output that was away may be back
        if stopped():
            break
    if held:
        _written(held, lines, named, place, checker, store, wanted)
    give(store, outputs)
    return done


def _written(
    held: list[str], lines: Lines, named: str, place: str, checker: Checker, store: Store,
    wanted: frozenset[str],
) -> None:  # fmt: skip
    now = datetime.now(UTC).isoformat(timespec="seconds")
    with store.batch():
        for line in held:
            if line[0] == "-":  # what left a zone
                continue
            for name in names_of(line[1:] if line[0] == "+" else line, lines):
                _judged(name.removeprefix("*."), now, checker, store, wanted)
        store.read_to(named, place)


def _judged(name: str, now: str, checker: Checker, store: Store, wanted: frozenset[str]) -> None:
    verdict = checker.check(name, "domain")
    if not verdict.is_alarm or verdict.contact is None:
        return
    if wanted and (verdict.imitates is None or verdict.imitates.brand.id not in wanted):
        return
    host = verdict.contact.part(DomainName)
    if host is not None and not store.knows(host.host):
        store.add(host.host, now, dict(verdict.to_dict("en")))


def give(store: Store, outputs: Sequence[Output]) -> None:
    """Gives each output what it has not had."""
    for output in outputs:
        while findings := store.findings(store.cursor(output.name), _MOST_GIVEN):
            last = output.give(findings, store)
            if not last:
                break
            store.given(output.name, last)
            if last < findings[-1]["seq"]:
                break
