"""Detection on real phishing URLs and honest domains: recall, the right brand, false alarms.

    python benchmarks/detection/urls.py [--data DIR] [--sample N] [--full] [--show KIND]

Reads ``pos_urls_dev_labelled.tsv.gz`` and ``neg_domains_dev.tsv.gz`` from the data folder and
checks them with a directory of the brands most often named there (``url_brands.tsv`` beside
this file: every domain cited, none taken from a list of phishing). "flagged" is impersonation
or suspicious, no claim is given, and the right brand is the one that the data set names.

"host-visible" are the rows whose host shows a brand (``pattern_guess`` is neither
no-visible-brand, path-only nor \\*-random) without the flags bulk_tld, own_domain_guess,
shortener and ip. They are always measured in full; ``--sample`` thins out all rows, and twice
that number of top and corp domains is taken. Unlisted domains of the brands themselves (match
``own:*``, or put down to them in ``official_bulk.tsv.gz``) are reported apart: a fuller list
would end those alarms. "or house" counts a sister brand of one group as right.

``--show misses|wrong|alarms`` prints where they come from and 60 examples, evenly spread, with
evidence codes and strengths.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ringtrue import Checker, Directory, Policy
from ringtrue.judging.verdict import Verdict

BRANDS = Path(__file__).with_name("url_brands.tsv")
DROPPED = {"bulk_tld", "own_domain_guess", "shortener", "ip"}
UNSEEN = ("no-visible-brand", "path-only")
FLAGGED = ("impersonation", "suspicious")
THINNED = ("top", "corp")  # the two kinds of negatives with tens of thousands of rows
EXAMPLES = 60
PARTS = {
    "amazon": ("aws", "imdb", "kindle", "primevideo"),
    "microsoft": ("azure", "bing", "msn", "onedrive", "xbox"),
}
"""Lists of official_bulk that the brand's own list takes in (``include:`` lines of
v2fly/domain-list-community@08cfb4e1ed79:data/microsoft and @026b94917118:data/amazon)."""
Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Judged:
    """A row of the data with its verdict; `brand` is the labelled brand's id, "" when unlisted."""

    row: Row
    verdict: Verdict
    brand: str = ""

    @property
    def flagged(self) -> bool:
        return self.verdict.status.value in FLAGGED

    @property
    def named(self) -> str:
        """Id of the brand that the verdict names, or ""."""
        return self.verdict.imitates.brand.id if self.verdict.imitates else ""


def read(path: Path) -> Iterator[Row]:
    """Rows of a tab-separated file without quoting."""
    if not path.is_file():
        sys.exit(f"missing: {path}\n  give the folder that holds it with --data DIR")
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def brand_table() -> tuple[Directory, dict[str, str], dict[str, str]]:
    """The benchmark's directory, the brand id of each label, and the house of each brand id."""
    lines = BRANDS.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")][1:]
    labels = {label: row[1] for row in rows for label in row[0].split("; ")}
    houses = {row[1]: row[6] or row[1] for row in rows}
    return Directory.from_rows(row[1:5] for row in rows), labels, houses


def flags(row: Row) -> set[str]:
    return set(row["flags"].split(","))


def host_visible(row: Row) -> bool:
    pattern = row["pattern_guess"]
    return not (flags(row) & DROPPED or pattern in UNSEEN or pattern.endswith("-random"))


def every(rows: Sequence[Row], wanted: int) -> list[Row]:
    """About `wanted` rows at equal distances, the same ones in every run."""
    step = max(1, round(len(rows) / wanted)) if wanted else 1
    return list(rows[::step])


def share(items: Sequence[Judged], statuses: tuple[str, ...] = FLAGGED) -> float:
    hits = sum(item.verdict.status.value in statuses for item in items)
    return 100 * hits / len(items) if items else 0.0


def right(items: Iterable[Judged], houses: dict[str, str] | None = None) -> str:
    """Of the flagged rows with a listed brand: the share with that brand, or one of its house."""
    known = [item for item in items if item.flagged and item.brand]
    house = houses or {}
    hits = sum(
        item.named == item.brand or house.get(item.named) == house.get(item.brand, "")
        for item in known
    )
    return f"{100 * hits / len(known):.2f}" if known else "-"


class Run:
    """Everything judged once; the tables and the examples read from it."""

    def __init__(self, folder: Path, sample: int, policy: Policy | None = None) -> None:
        self.directory, self.labels, self.houses = brand_table()
        self.checker = Checker(self.directory, policy)
        self.checker.check("example.com")  # indexes are built outside the clock
        self.checks, self.seconds = 0, 0.0
        rows = list(read(folder / "pos_urls_dev_labelled.tsv.gz"))
        self.total = len(rows)
        visible = self._judge((row for row in rows if host_visible(row)), "url_or_domain")
        done = {id(item.row): item for item in visible}
        sampled = every(rows, sample)
        rest = self._judge((row for row in sampled if id(row) not in done), "url_or_domain")
        done |= {id(item.row): item for item in rest}
        self.visible = visible
        self.listed = [item for item in visible if item.brand]
        self.all = [done[id(row)] for row in sampled]
        self.negatives, self.own, self.skipped = self._negatives(folder, 2 * sample)

    def _judge(self, rows: Iterable[Row], column: str) -> list[Judged]:
        rows = list(rows)
        begin = time.perf_counter()
        verdicts = [self.checker.check(row[column]) for row in rows]
        self.seconds += time.perf_counter() - begin
        self.checks += len(rows)
        return [
            Judged(row, verdict, self.labels.get(row.get("brand", ""), ""))
            for row, verdict in zip(rows, verdicts, strict=True)
        ]

    def _negatives(self, folder: Path, sample: int) -> tuple[list[Judged], list[Judged], int]:
        """Honest domains of others, unlisted ones of the imitated brands themselves, and how
        many rows the directory lists (those are skipped)."""
        rows = [r for r in read(folder / "neg_domains_dev.tsv.gz") if "old_list" not in r["flags"]]
        unlisted = [r for r in rows if not self.directory.is_official_domain(r["reg_domain"])]
        theirs = self._theirs(folder)
        own = [r for r in unlisted if r["match"].startswith("own:") or r["domain"] in theirs]
        held = {id(row) for row in own}
        named = self._theirs(folder, parts=False)
        self.parts = {
            id(r) for r in own if not r["match"].startswith("own:") and r["domain"] not in named
        }
        """Rows that count as the brands' own because a list of a part of theirs holds them."""
        others = [row for row in unlisted if id(row) not in held]
        kept = [row for row in others if row["kind"] not in THINNED]
        kept += every([row for row in others if row["kind"] in THINNED], sample)
        negatives = self._judge(kept, "domain")
        return negatives, self._judge(own, "domain"), len(rows) - len(unlisted)

    def _theirs(self, folder: Path, *, parts: bool = True) -> set[str]:
        """Domains that public lists (official_bulk) put down to a brand of the directory, or to a
        part of one."""
        held = PARTS.items() if parts else ()
        those = {part for brand, names in held if brand in self.houses for part in names}
        return {
            row["value"]
            for row in read(folder / "official_bulk.tsv.gz")
            if row["kind"] == "domain"
            and (row["brand"] in those or self.directory.brand_for(row["brand"]))
        }


def line(name: str, items: Sequence[Judged], houses: dict[str, str] | None = None) -> str:
    cells = f"{share(items):>10.2f}{share(items, ('impersonation',)):>15.2f}"
    if houses is not None:
        cells += f"{right(items):>13}{right(items, houses):>10}"
    return f"{name:46}{len(items):>8,}{cells}"


def report(run: Run) -> None:
    houses = run.houses
    print(
        f"{'share in %':46}{'rows':>8}{'flagged':>10}{'impersonation':>15}{'right brand':>13}"
        f"{'or house':>10}"
    )
    print(line(f"all rows (of {run.total:,})", run.all, houses))
    print(
        line(
            "without the dropped flags", [i for i in run.all if not flags(i.row) & DROPPED], houses
        )
    )
    print(line("host-visible rows", run.visible, houses))
    print(line("host-visible rows of brands in the directory", run.listed, houses))
    for pattern, _ in Counter(item.row["pattern_guess"] for item in run.listed).most_common():
        print(
            line(
                "  " + pattern, [i for i in run.listed if i.row["pattern_guess"] == pattern], houses
            )
        )
    statuses = Counter(item.verdict.status.value for item in run.listed)
    print("  " + ", ".join(f"{name} {count:,}" for name, count in statuses.most_common()))
    print()
    for kind in ("top", "corp", "crypto", "brandlike"):
        items = [item for item in run.negatives if item.row["kind"] == kind]
        print(line(f"false alarms: {kind}", items))
    print(line("own domains of the brands, not listed", run.own))
    of_parts = [item for item in run.own if id(item.row) in run.parts]
    for kind in ("corp", "brandlike"):
        items = [item for item in of_parts if item.row["kind"] == kind]
        print(line(f"  of these known as a part's alone, {kind}", items))
    print(f"skipped: {run.skipped:,} honest domains that the directory lists")
    print(f"{len(run.directory.brands)} brands, {run.checks / run.seconds:,.0f} checks/s")


def signs(verdict: Verdict) -> str:
    """Evidence in one line: ``code=strength:brand``, strongest first."""
    found = [f"{e.code}={e.strength:.2f}:{e.brand_id or '-'}" for e in verdict.evidence]
    return " ".join(found) or "no evidence"


def show(run: Run, kind: str) -> None:
    """Where the errors of one kind come from, then examples at equal distances."""
    if kind == "misses":
        items = [item for item in run.listed if not item.flagged]
        causes = Counter(f"{item.brand}, {item.row['pattern_guess']}" for item in items)
    elif kind == "wrong":
        items = [item for item in run.listed if item.flagged and item.named != item.brand]
        causes = Counter(f"{item.brand} named {item.named or 'nobody'}" for item in items)
    else:
        items = [item for item in run.negatives if item.flagged]
        causes = Counter(
            f"{item.row['kind']}: {item.verdict.evidence[0].code} of {item.named or 'nobody'}"
            for item in items
        )
    print(f"{kind}: {len(items):,}")
    for cause, count in causes.most_common(30):
        print(f"{count:>6} {cause}")
    for number in range(min(EXAMPLES, len(items))):
        item = items[number * len(items) // min(EXAMPLES, len(items))]
        about = item.brand or " ".join(filter(None, (item.row["kind"], item.row["match"])))
        seen = item.row.get("host") or item.row["domain"]
        print(f"  {about:26} {seen[:70]:70} {item.verdict.score:.2f} {signs(item.verdict)}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), metavar="DIR")
    parser.add_argument("--sample", type=int, default=20_000, metavar="N", help="rows of all")
    parser.add_argument("--full", action="store_true", help="every row: takes some minutes")
    parser.add_argument("--show", choices=("misses", "wrong", "alarms"), metavar="KIND")
    options = parser.parse_args()
    if options.sample < 1:
        parser.error("--sample takes a number from 1")
    run = Run(options.data, 0 if options.full else options.sample)
    if options.show:
        show(run, options.show)
    else:
        report(run)


if __name__ == "__main__":
    main()
