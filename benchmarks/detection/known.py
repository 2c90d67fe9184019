"""What a table of known names is worth: false alarms and recall with and without it.

    python benchmarks/detection/known.py [--data DIR] [--known FILE ...] [--sample N] [--show]

The table is made by the importer for rows from ``official_bulk.tsv.gz`` (unreviewed: registers
of brands, shops and tokens), or read from FILE (`ringtrue import … --known FILE`). The directory
is that of urls.py. Honest domains are those of ``neg_domains_dev.tsv.gz`` in its four kinds and
the brands' own unlisted ones. Many of them were drawn from the same registers as the table, so
each kind is counted apart by whether the table holds the name: only those can change, and only
their share tells what a table would do for other names.

Look-alikes are host-visible rows of ``pos_urls_dev_labelled.tsv.gz``: what the table silences
there is the price. Accounts are those of ``handles_neg.tsv.gz`` against the shipped directory.
"flagged" is impersonation or suspicious.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import sys
import time
import tracemalloc
from pathlib import Path
from tempfile import NamedTemporaryFile

import urls

from ringtrue import Checker, Directory
from ringtrue.curation import importers
from ringtrue.curation.proposals import know
from ringtrue.directory.known import Known, dump
from ringtrue.kinds import parse

FLAGGED = ("impersonation", "suspicious")


def table_of(options: argparse.Namespace) -> tuple[Known, float]:
    """The table and the seconds it took to make or to read."""
    begin = time.process_time()
    if options.known:
        known = Known({})
        for path in options.known:
            known = known | Known.load(path)
        return known, time.process_time() - begin
    source = options.data / "official_bulk.tsv.gz"
    if not source.is_file():
        sys.exit(f"missing: {source}\n  give the folder that holds it with --data DIR")
    known, report = know(importers.read("rows", [str(source)], today="2026-11-23"))
    print(f"rows that could not be used: {len(report.unread):,}")
    for why, count, _ in report.reasons()[:4]:
        print(f"  {count:,} × {why}")
    return known, time.process_time() - begin


def size(known: Known, seconds: float) -> None:
    text = dump(known)
    tracemalloc.start()
    with NamedTemporaryFile("w", encoding="utf-8", suffix=".txt") as file:
        file.write(text)
        file.flush()
        begin = time.process_time()
        again = Known.load(file.name)
        opened = time.process_time() - begin
    memory = tracemalloc.get_traced_memory()[0] / 1e6
    tracemalloc.stop()
    assert len(again) == len(known)
    packed = len(gzip.compress(text.encode())) / 1e6
    print(
        f"table: {len(known):,} names ({len(known.names('domain')):,} domains), "
        f"{len(text) / 1e6:.1f} MB, packed {packed:.1f} MB, in memory {memory:.0f} MB; "
        f"made in {seconds:.1f} s, opened in {opened:.2f} s"
    )


def row(name: str, held: list[bool], before: list[bool], after: list[bool]) -> str:
    """Rows, how many the table holds, flagged in all and among those held, each way."""
    inside = [index for index, holds in enumerate(held) if holds]

    def share(flags: list[bool], which: list[int] | range) -> str:
        return f"{100 * sum(flags[i] for i in which) / len(which):9.3f}" if which else f"{'-':>9}"

    everything = range(len(held))
    return (
        f"{name:34}{len(held):>8,}{len(inside):>8,}"
        f"{share(before, everything)}{share(after, everything)}"
        f"{share(before, inside)}{share(after, inside)}"
    )


def flags(checker: Checker, items: list[str], kind: str | None = None) -> list[bool]:
    return [checker.check(item, kind).status.value in FLAGGED for item in items]


def holds(known: Known, item: str, kind: str | None = None) -> bool:
    try:
        contact = parse(item, kind)
    except ValueError:
        return False
    return known.holds(contact.facets[0] if contact.facets else None)


class Table:
    """The two checkers, and the rows of the table as they are measured."""

    def __init__(self, directory: Directory, known: Known, show: bool) -> None:
        self.known, self.show = known, show
        self.plain = Checker(directory)
        self.quiet = Checker(directory.with_known(known))

    def measure(self, name: str, items: list[str], kind: str | None = None) -> None:
        held = [holds(self.known, item, kind) for item in items]
        before = flags(self.plain, items, kind)
        # A name that the table does not hold is judged by the same rules: only the others again.
        again = [index for index, holding in enumerate(held) if holding]
        after = list(before)
        for index, flag in zip(
            again, flags(self.quiet, [items[i] for i in again], kind), strict=True
        ):
            after[index] = flag
        print(row(name, held, before, after))
        if self.show:
            changed = [items[i] for i in again if before[i] != after[i]]
            print("   silenced:", *changed[:40])
            print("   still flagged:", *[items[i] for i in again if after[i]][:40])


def negatives(folder: Path, directory: Directory, sample: int) -> dict[str, list[str]]:
    rows = [r for r in urls.read(folder / "neg_domains_dev.tsv.gz") if "old_list" not in r["flags"]]
    found: dict[str, list[str]] = {}
    for item in rows:
        if directory.is_official_domain(item["reg_domain"]):
            continue
        own = item["match"].startswith("own:")
        found.setdefault("own, not listed" if own else item["kind"], []).append(item["domain"])
    return {kind: _thin(kind, items, sample) for kind, items in found.items()}


def _thin(kind: str, items: list[str], sample: int) -> list[str]:
    return items[:: max(1, round(len(items) / sample))] if kind in urls.THINNED else items


def accounts(folder: Path, platform: str) -> list[str]:
    with gzip.open(folder / "handles_neg.tsv.gz", "rt", encoding="utf-8") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [row["handle"] for row in rows if row["platform"] == platform]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), metavar="DIR")
    parser.add_argument("--known", type=Path, nargs="+", default=[], metavar="FILE")
    parser.add_argument("--sample", type=int, default=8_000, help="rows of a large kind")
    parser.add_argument("--show", action="store_true", help="which names changed")
    options = parser.parse_args()
    known, seconds = table_of(options)
    size(known, seconds)
    directory, labels, _ = urls.brand_table()
    table = Table(directory, known, options.show)
    print(f"{'flagged, %':50}{'all':>18}{'in the table':>18}")
    print(f"{'':34}{'rows':>8}{'held':>8}" + f"{'without':>9}{'with':>9}" * 2)
    for kind, items in sorted(negatives(options.data, directory, options.sample).items()):
        table.measure(f"honest: {kind}", items)
    rows = [
        r for r in urls.read(options.data / "pos_urls_dev_labelled.tsv.gz") if urls.host_visible(r)
    ]
    listed = [r["url_or_domain"] for r in rows if labels.get(r["brand"])]
    table.measure("look-alikes, host-visible", urls.every(listed, options.sample))
    shipped = Table(Directory.default(), known, options.show)
    for platform in ("x", "telegram", "facebook", "instagram"):
        names = accounts(options.data, platform)
        if names:
            shipped.measure(f"honest accounts: {platform}", names, platform)


if __name__ == "__main__":
    main()
