"""What a directory costs: opening the shipped one, building, opening and linting large ones.

    python benchmarks/speed/directory.py [--data DIR] [--runs N]

Prints each figure beside its goal. The large directory is made of ``official_bulk.tsv.gz``
(brand, kind, value, source; unreviewed, so it measures scale and vouches for nothing): rows of
kinds that ringtrue does not list are left out, values that cannot be read are counted. Every
measurement is a process of its own; memory is the growth of its peak (VmHWM) over the same
process after ``import ringtrue``, so the first part of "build" includes reading the rows.
"first check" is the first look-alike that is asked for, which builds the index of names.
Seconds are processor time of the fastest run: on a machine that others share the clock on the
wall tells how busy they are. All of it runs on one thread and hardly waits for the disk.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

ENVIRONMENT = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
"""Compiled modules are kept, as they are for everybody: the second process no longer compiles."""
LOOKALIKE = "https://tokenpocket-support.example/login"


def peak() -> float:
    """Peak memory of this process in MB."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    return 0.0


def timed(work: Callable[[], object]) -> tuple[float, object]:
    begin = time.process_time()
    result = work()
    return time.process_time() - begin, result


def bulk_rows(path: Path) -> Iterator[tuple[str, str, str, str]]:
    """``(brand_id, name, kind, value)`` of the kinds that ringtrue lists."""
    from ringtrue.kinds import KINDS

    ids: dict[str, str] = {}
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            if row["kind"] in KINDS:
                name = row["brand"]
                yield ids.setdefault(name, f"b{len(ids)}"), name, row["kind"], row["value"]


# -- what runs in a process of its own ----------------------------------------------------------


def open_default() -> dict[str, float]:
    import ringtrue  # noqa: F401

    imported, _ = timed(lambda: __import__("ringtrue.checking"))
    base = peak()
    from ringtrue import Checker, Directory

    seconds, directory = timed(Directory.default)
    official, _ = timed(lambda: Checker(directory).check("tokenpocket.pro"))
    first, _ = timed(lambda: Checker(directory).check(LOOKALIKE))
    return {
        "import": imported, "open": seconds, "official": official, "first": first,
        "memory": peak() - base, "brands": len(directory.brands),
    }  # fmt: skip


def build(source: str, target: str) -> dict[str, float]:
    from ringtrue import Checker, Directory
    from ringtrue.directory.rows import listed_from
    from ringtrue.errors import AllowlistError
    from ringtrue.index import compiled

    base = peak()
    broken = 0

    def good() -> Iterator[tuple[str, str, str, str]]:
        nonlocal broken
        for row in bulk_rows(Path(source)):
            try:
                listed_from(row[0], row[2], row[3])
            except AllowlistError:
                broken += 1
            else:
                yield row

    rows = list(good())
    seconds, directory = timed(lambda: Directory.from_rows(rows))
    names, _ = timed(lambda: directory.names)
    first, _ = timed(lambda: Checker(directory).check(LOOKALIKE))
    memory = peak() - base
    dump, data = timed(lambda: compiled.dump(directory.brands.values()))
    Path(target).write_bytes(data)
    return {
        "rows": len(rows), "brands": len(directory.brands), "broken": broken, "build": seconds,
        "names": names, "first": first, "memory": memory, "dump": dump, "bytes": len(data),
    }  # fmt: skip


def load(target: str) -> dict[str, float]:
    from ringtrue import Checker, Directory
    from ringtrue.data.arrays import Arrays
    from ringtrue.index.contacts import Contacts

    base = peak()
    seconds, directory = timed(lambda: Directory.opened(Contacts(Arrays.open(target))))
    opened = peak() - base
    official, _ = timed(lambda: Checker(directory).check("github.com"))
    first, _ = timed(lambda: Checker(directory).check(LOOKALIKE))
    return {
        "load": seconds, "memory": opened, "official": official, "first": first,
        "all": peak() - base,
    }  # fmt: skip


def lint_many(source: str, folder: str) -> dict[str, float]:
    """The lint of 10,000 files made of the same rows, as written and with our own detectors."""
    from ringtrue.cli.lint import judge_of
    from ringtrue.curation.lint import lint
    from ringtrue.curation.writing import brand_file, plain, review_by, slug
    from ringtrue.directory.rows import listed_from
    from ringtrue.errors import AllowlistError

    day = "2026-11-23"
    contacts: dict[str, list[dict[str, str | list[str]]]] = {}
    names: dict[str, str] = {}
    for _, name, kind, value in bulk_rows(Path(source)):
        brand_id = slug(name)
        try:
            listed = listed_from(brand_id, kind, value)
        except AllowlistError:
            continue
        if brand_id and plain(name, 80) == name and names.setdefault(brand_id, name) == name:
            row: dict[str, str | list[str]] = {"kind": kind, "value": listed.value}
            row |= {"region": listed.region, "verified_on": day, "sources": ["bulk"]}
            contacts.setdefault(brand_id, []).append(row | {"review_by": review_by(kind, day)})
    chosen = [brand_id for brand_id, rows in contacts.items() if 3 <= len(rows) <= 20][:10_000]
    origin = [{"id": "bulk", "ref": "bulk@1", "grade": "B", "date": day}]
    for brand_id in chosen:
        head = {"id": brand_id, "name": names[brand_id], "kind": ["shop"]}
        text = brand_file(head, contacts[brand_id], origin)
        Path(folder, f"{brand_id}.toml").write_text(text, encoding="utf-8")
    plainly, _ = timed(lambda: lint([folder]))
    judged, _ = timed(lambda: lint([folder], judge_of))
    rows = sum(len(contacts[brand_id]) for brand_id in chosen)
    return {"brands": len(chosen), "rows": rows, "plain": plainly, "judged": judged}


PARTS = {"open_default": open_default, "build": build, "load": load, "lint": lint_many}


# -- the table ------------------------------------------------------------------------------------


def apart(part: str, *arguments: str) -> dict[str, float]:
    """The figures of one part, measured in a process of its own."""
    command = [sys.executable, __file__, "--part", part, *arguments]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, env=ENVIRONMENT)
    return json.loads(done.stdout)


def best(runs: list[dict[str, float]]) -> dict[str, float]:
    return {key: min(run[key] for run in runs) for key in runs[0]}


def line(what: str, value: float, unit: str, goal: float = 0) -> None:
    met = f"{goal:>10,.0f} {unit:3}{'met' if value <= goal else 'MISSED':>8}" if goal else ""
    print(f"{what:52}{value:>10,.1f} {unit:3}{met}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), metavar="DIR")
    parser.add_argument("--runs", type=int, default=20, help="of the shipped directory")
    parser.add_argument("--part", nargs="+", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.part:
        print(json.dumps(PARTS[options.part[0]](*options.part[1:])))
        return
    print(f"{'best of ' + str(options.runs) + ' processes, processor time':52}{'':>14}{'goal':>13}")
    apart("open_default")  # compiles the modules
    small = best([apart("open_default") for _ in range(options.runs)])
    print(f"shipped directory, {small['brands']:,.0f} brands")
    line("  open, above import", 1000 * small["open"], "ms", 15)
    line("  check of an official address", 1000 * small["official"], "ms")
    line("  first check of a look-alike (builds the index)", 1000 * small["first"], "ms")
    line("  memory of all that", small["memory"], "MB")
    source = options.data / "official_bulk.tsv.gz"
    if not source.is_file():
        sys.exit(f"missing: {source}\n  give the folder that holds it with --data DIR")
    with tempfile.TemporaryDirectory() as folder:
        target = str(Path(folder, "bulk.json"))
        made = apart("build", str(source), target)
        print(
            f"{made['brands']:,.0f} brands, {made['rows']:,.0f} rows "
            f"({made['broken']:,.0f} more cannot be read), one process"
        )
        line("  build from rows", made["build"], "s", 20)
        line("  and the index of names", made["names"], "s")
        line("  and the first check of a look-alike", made["first"], "s")
        line("  memory of all that", made["memory"], "MB", 500)
        line("  compile", made["dump"], "s")
        line("  compiled file", made["bytes"] / 1e6, "MB")
        large = best([apart("load", target) for _ in range(min(3, options.runs))])
        print("the same, compiled")
        line("  open", large["load"], "s", 1)
        line("  memory of the open directory", large["memory"], "MB", 300)
        line("  check of an official address", 1000 * large["official"], "ms")
        line("  first check of a look-alike (builds the index)", large["first"], "s")
        line("  memory with the index", large["all"], "MB")
        files = Path(folder, "allowlists")
        files.mkdir()
        checked = apart("lint", str(source), str(files))
        print(f"lint of {checked['brands']:,.0f} files with {checked['rows']:,.0f} contacts")
        line("  schema, sources, owners, dates, characters", checked["plain"], "s")
        line("  and every contact asked of our own detectors", checked["judged"], "s")


if __name__ == "__main__":
    main()
