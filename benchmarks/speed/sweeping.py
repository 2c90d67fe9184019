"""Sweeps: names per second, what the early exit leaves, and whether it loses anything.

    python benchmarks/speed/sweeping.py [--names N] [--jobs N ...] [--brands N] [--data DIR]
                                        [--verify N] [--plot FILE] [--save FILE]

Names are made by names.py as a zone file holds them (recombined popular names and words); one in a
hundred is a slip of an official domain of the directory. More of them hold a listed name by chance,
so the same names are measured too with all but one in a hundred of those to check left out. "end to
end" is `ringtrue sweep` of a text file into Parquet, wall and processor seconds of all its
processes; 160 million names are extrapolated from the largest run. ``--verify`` checks that many
names one by one too, IDN and junk among them, and counts rows that differ (there must be none).
Directories: the shipped one, and one
of ``--brands`` brands of ``official_bulk.tsv.gz`` besides it (unreviewed: it measures scale).
"""

from __future__ import annotations

import argparse
import csv
import gzip
import os
import platform
import random
import sys
import tempfile
import time
from pathlib import Path

import names

ROOT = Path(__file__).resolve().parents[2]
ZONE = 160_000_000
HITS = 100
"""One name in so many is a slip of an official one."""


def zone(count: int, official: list[str], seed: int) -> list[str]:
    chance = random.Random(seed)
    found = list(names.registered(count, seed))
    for at in range(0, count, HITS):
        found[at] = names.slip(chance.choice(official), chance)
    chance.shuffle(found)
    return found


def junk(count: int, seed: int) -> list[str]:
    """What a column may hold besides: IDN, URLs, capitals, empty and broken strings."""
    chance = random.Random(seed)
    letters = "abcdefgiklmnoprstuwzАосеіα客服。.-_@/:%0123456789 \t"
    base = list(names.registered(max(1, count // 3), seed))
    found = []
    for at in range(count):
        host = chance.choice(base)
        found.append(
            (
                host.upper(), f"https://{host}/login", "".join(chance.choices(letters, k=12)),
                f"{host[:4]}ä{host[4:]}", f"xn--{host}", "", f"www.{host}", f"a.b.c.{host}",
                host.replace(".", ".."), f"{host}.",
            )[at % 10]
        )  # fmt: skip
    return found


def bulk_rows(data: Path, brands: int) -> list[tuple[str, str, str]]:
    """Number and name of a brand, and a domain, of the first `brands` of the unreviewed list."""
    from ringtrue.directory.rows import listed_from
    from ringtrue.errors import AllowlistError

    path = data / "official_bulk.tsv.gz"
    if not path.is_file():
        sys.exit(f"missing: {path}\n  give the folder that holds it with --data DIR")
    ids: dict[str, str] = {}
    rows = []
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            if row["kind"] != "domain":
                continue
            brand = ids.setdefault(row["brand"], f"b{len(ids)}")
            if len(ids) > brands:
                break
            try:
                listed_from(brand, "domain", row["value"])
            except AllowlistError:
                continue
            rows.append((brand, row["brand"], row["value"]))
    return rows


def bulk_directory(data: Path, brands: int) -> object:
    from ringtrue import Directory

    rows = ((brand, name, "domain", value) for brand, name, value in bulk_rows(data, brands))
    return Directory.default() | Directory.from_rows(rows)


def in_memory(directory: object, column: list[str]) -> tuple[float, float, float, float, float]:
    """Seconds of processor time to build the early exit; names a second in it, in all, and in all
    where one name in `HITS` needs a check; share it keeps."""
    import pyarrow as pa

    from ringtrue import Checker
    from ringtrue.batch import check_table
    from ringtrue.batch.early_exit import EarlyExit

    begin = time.process_time()
    early_exit = EarlyExit(directory)  # type: ignore[arg-type]
    built = time.process_time() - begin
    array = pa.array(column)
    begin = time.process_time()
    kept = early_exit.keeps(array)
    sieved = time.process_time() - begin
    checker = Checker(directory)  # type: ignore[arg-type]
    check_table(pa.table({"name": array[:20_000]}), "name", checker=checker)

    def rate(names: pa.Array) -> float:
        begin = time.process_time()
        check_table(pa.table({"name": names}), "name", checker=checker)
        return len(names) / (time.process_time() - begin)

    some = kept.cumsum() <= (~kept).sum() / (HITS - 1)
    thinned = array.filter(pa.array(~kept | some))
    return built, len(column) / sieved, rate(array), rate(thinned), float(kept.mean())


def end_to_end(column: list[str], jobs: int) -> tuple[float, float]:
    from ringtrue.batch.sweep import Plan, sweep

    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "zone.txt")
        source.write_text("\n".join(column) + "\n", encoding="utf-8")
        before, begin = sum(os.times()[:4]), time.perf_counter()
        sweep(Plan((str(source),), Path(folder, "hits.parquet"), jobs=jobs))
        return time.perf_counter() - begin, sum(os.times()[:4]) - before


def differing(directory: object, column: list[str]) -> int:
    import pyarrow as pa

    from ringtrue import Checker
    from ringtrue.batch.table import COLUMNS, check_table

    checker = Checker(directory)  # type: ignore[arg-type]
    table = check_table(pa.table({"name": column}), "name", checker=checker)
    rows = zip(*(table[name].to_pylist() for name in COLUMNS), strict=True)
    wrong = 0
    for contact, row in zip(column, rows, strict=True):
        verdict = checker.check(contact)
        wrong += row != (
            verdict.status.value,
            verdict.score,
            verdict.brand.id if verdict.brand else None,
            verdict.imitates.brand.id if verdict.imitates else None,
            [item.code for item in verdict.evidence],
        )
    return wrong


def plot(runs: list[tuple[int, float]], path: Path) -> None:
    import matplotlib

    matplotlib.use("agg")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(5, 3.4))
    axes.loglog([n for n, _ in runs], [seconds for _, seconds in runs], "o-")
    axes.set(xlabel="names", ylabel="processor seconds, end to end")
    axes.grid(visible=True, which="major", alpha=0.3)
    figure.tight_layout()
    figure.savefig(path, dpi=110)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--names", type=int, default=1_000_000)
    parser.add_argument("--jobs", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--brands", type=int, default=10_000)
    parser.add_argument("--verify", type=int, default=0)
    parser.add_argument("--plot", type=Path)
    parser.add_argument("--save", type=Path)
    options = parser.parse_args()
    from ringtrue import Directory

    lines: list[str] = []

    def say(line: str) -> None:
        lines.append(line)
        print(line, flush=True)

    shipped = Directory.default()
    official = [
        row.value for b in shipped.brands.values() for row in b.contacts if row.kind == "domain"
    ]
    directories = {"shipped": shipped}
    if options.brands:
        directories["large"] = bulk_directory(options.data, options.brands)  # type: ignore[assignment]
    say(f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores; "
        f"names per second of processor time")  # fmt: skip
    column = zone(min(options.names, 300_000), official, 1)
    for title, directory in directories.items():
        built, sieved, whole, thinned, kept = in_memory(directory, column)
        say(f"{title:>8}, {len(directory.brands):,} brands: early exit alone {sieved:,.0f}, "
            f"check_table {whole:,.0f}, {100 * kept:.1f} % checked; "
            f"{thinned:,.0f} where 1 % is checked; built in {built:.1f} s")  # fmt: skip
    runs = []
    sizes = [n for n in (10_000, 100_000, 1_000_000, 10_000_000) if n < options.names]
    for size in (*sizes, options.names):
        column = zone(size, official, 2)
        for jobs in options.jobs if size == options.names else options.jobs[:1]:
            wall, spent = end_to_end(column, jobs)
            runs += [(size, spent)] if jobs == options.jobs[0] else []
            say(f"end to end, {size:,} names, {jobs} jobs: {wall:,.1f} s, {size / wall:,.0f}/s on "
                f"the wall, {size / spent:,.0f}/s of processor time")  # fmt: skip
    say(f"{ZONE:,} names from that: {ZONE * runs[-1][1] / runs[-1][0] / 3600:.1f} hours of one "
        "processor")  # fmt: skip
    if options.verify:
        half = options.verify // 2
        column = zone(half, official, 3) + junk(options.verify - half, 3)
        for title, directory in directories.items():
            say(f"{title:>8}: {differing(directory, column)} of {len(column):,} rows differ from "
                "single checks")  # fmt: skip
    if options.plot:
        plot(runs, options.plot)
    if options.save:
        options.save.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
