"""What each guard against false alarms is worth: the same hosts with one guard switched off.

    python benchmarks/detection/guards.py [--data DIR]

Recall of lexical look-alikes and false alarms per kind of honest host (flagged, in %), for
ringtrue as it is and with one guard off at a time. "popular" and "brandlike" are honest
domains of ``neg_domains_dev.tsv.gz`` (every tenth), where that file is there.
"""

from __future__ import annotations

import argparse
import csv
import gzip
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import hosts

from ringtrue.detectors import context, typosquatting
from ringtrue.detectors.context import Telling
from ringtrue.index import near
from ringtrue.search import candidates


@contextmanager
def off(*changes: tuple[Any, str, Callable[..., Any]]) -> Iterator[None]:
    """The guard functions replaced for a while."""
    kept = [(module, name, getattr(module, name)) for module, name, _ in changes]
    for module, name, value in changes:
        setattr(module, name, value)
    try:
        yield
    finally:
        for module, name, value in kept:
            setattr(module, name, value)


def _loose_limit(length: int) -> int:
    return 0 if length < 3 else 1 if length < 8 else 2


GUARDS: dict[str, tuple[tuple[Any, str, Callable[..., Any]], ...]] = {
    "all guards": (),
    "without popular names": ((candidates, "_is_anothers", lambda facet: False),),
    "without length rule": ((near, "slip_limit", _loose_limit),),
    "without first letter": ((typosquatting, "_begins_otherwise", lambda seen, official: False),),
    "without word guard": (
        (typosquatting, "_word_guard", lambda seen, official, distance: 1.0),
        (context, "made_of_words", lambda text: False),
    ),
    "without common words": ((context, "telling", lambda text: Telling.DISTINCT),),
}


def honest(folder: Path) -> dict[str, list[str]]:
    """Every tenth honest domain by kind, without stale rows."""
    path = folder / "neg_domains_dev.tsv.gz"
    if not path.is_file():
        return {}
    found: dict[str, list[str]] = {}
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            if "old_list_only" not in row["flags"] and not row["match"].startswith("own"):
                found.setdefault(row["kind"], []).append(row["domain"])
    return {kind: domains[:: 1 if len(domains) < 3000 else 10] for kind, domains in found.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), metavar="DIR")
    options = parser.parse_args()
    data = hosts.load(options.data)
    kinds: dict[str, list[str]] = {}
    for row in data["neg"]:
        kinds.setdefault(row["src"], []).append(row["host"])
    kinds.update(honest(options.data))
    lexical = [r["host"].strip("/") for r in data["pos"] if r["class"] != hosts.NOT_LEXICAL]
    print(f"{'flagged, %':24}{'recall':>9}" + "".join(f"{kind:>15}" for kind in kinds))
    for name, changes in GUARDS.items():
        with off(*changes):
            judge = hosts.ringtrue_judge(data)
            cells = [_share(judge, lexical)] + [_share(judge, group) for group in kinds.values()]
        print(f"{name:24}{cells[0]:9.2f}" + "".join(f"{cell:15.3f}" for cell in cells[1:]))


def _share(judge: hosts.Judge, group: list[str]) -> float:
    flagged = sum(judge(host) in ("impersonation", "suspicious") for host in group)
    return 100 * flagged / len(group) if group else 0.0


if __name__ == "__main__":
    main()
