"""Telephone numbers: how many of those that scammers wrote are read as they dial.

    python benchmarks/contacts/phones.py [--data DIR] [--show]

Reads ``phones_pos_dev.tsv.gz`` (number as written, number as it dials) and, when it is there,
``phones_neg.tsv.gz`` (official numbers of brands) from the data folder. Printed:

* recall: the canonical form has the same digits. Where the source states no country code,
  the digits without one count as the same, and the other way round. "country left open" are
  those of them whose canonical form is the bare digits, because two countries dial them and
  nobody said which: both readings are listed. "with readings" is what the listed readings
  hold, each with its country.
* alarms: each official number, checked without a claim against a directory of other brands'
  numbers (the brands in 20 folds; each fold is checked against the other 19).
"""

from __future__ import annotations

import argparse
import gzip
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from ringtrue import Checker, Directory
from ringtrue.errors import RingtrueError
from ringtrue.kinds import phone

FOLDS = 20
FILES = ("phones_pos_dev.tsv.gz", "phones_neg.tsv.gz")


def rows(path: Path) -> Iterator[list[str]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        next(lines)
        for line in lines:
            yield line.rstrip("\n").split("\t")


def same(canonical: str, expected: str) -> bool:
    seen = canonical.lstrip("+")
    wanted = expected.lstrip("+")
    if expected.startswith("+") or seen == wanted:
        return seen == wanted
    return canonical.startswith("+") and seen.endswith(wanted.removeprefix("0"))


def reading(path: Path, region: str | None, show: bool) -> None:
    counts: Counter[str] = Counter()
    started = time.perf_counter()
    for raw, expected, *_ in rows(path):
        counts["numbers"] += 1
        try:
            contact = phone.parse(raw, region)
        except RingtrueError as error:
            counts["refused"] += 1
            if show:
                print(f"  refused  {raw!r}: {error}")
            continue
        counts["looks_like"] += phone.looks_like(raw)
        others = [r.removeprefix("phone:") for r in contact.readings]
        first = same(contact.canonical, expected)
        open_country = first and expected.startswith("+") and contact.canonical[0] != "+"
        counts["first"] += first
        counts["open"] += open_country
        held = others if open_country else [contact.canonical, *others]
        counts["any"] += any(same(other, expected) for other in held)
        if show and not first:
            print(f"  {raw!r}: {contact.canonical} {others}, expected {expected}")
    spent = time.perf_counter() - started
    total = counts["numbers"]
    where = f"region {region}" if region else "no region"
    print(f"{path.name}: {total} numbers, {where}, {1e6 * spent / total:.0f} us each")
    for name, label in (
        ("first", "read as they dial"),
        ("open", "  country left open"),
        ("any", "with readings"),
        ("looks_like", "recognised without kind"),
        ("refused", "refused"),
    ):
        print(f"  {label:26} {counts[name]:5}  {100 * counts[name] / total:6.2f} %")


def alarms(path: Path, show: bool) -> None:
    listed: list[tuple[str, str]] = []
    for number, brand, *_ in rows(path):
        try:
            listed.append((brand, phone.parse(number).canonical))
        except RingtrueError as error:
            if show:
                print(f"  refused  {number!r}: {error}")
    owners = Counter(number for _, number in set(listed))
    whole = Directory.from_rows([(brand, brand, "phone", number) for brand, number in listed])
    counts: Counter[str] = Counter()
    brands = sorted(whole.brands)
    for fold in range(FOLDS):
        held_out = set(brands[fold::FOLDS])
        checker = Checker(Directory(b for b in whole.brands.values() if b.id not in held_out))
        for brand, number in sorted(set(listed)):
            if brand not in held_out or owners[number] > 1:
                continue
            counts["numbers"] += 1
            verdict = checker.check(number, "phone")
            if verdict.status in ("impersonation", "suspicious"):
                counts["flagged"] += 1
                if show:
                    found = [(e.code, dict(e.details)) for e in verdict.evidence]
                    print(f"  {number} of {brand}: {found}")
    total = counts["numbers"]
    print(f"{path.name}: {total} official numbers against the other brands' numbers")
    print(f"  {'flagged':26} {counts['flagged']:5}  {100 * counts['flagged'] / total:6.2f} %")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), metavar="DIR")
    parser.add_argument("--show", action="store_true", help="print every miss")
    args = parser.parse_args()
    positive, negative = (args.data / name for name in FILES)
    if not positive.is_file():
        sys.exit(f"missing: {positive}\n  give the folder that holds it with --data DIR")
    phone.parse("+18005550142")  # the library's import is no part of the time of a number
    reading(positive, None, args.show)
    reading(positive, "US", False)
    if negative.is_file():
        alarms(negative, args.show)
    else:
        print(f"missing: {negative}; alarms not measured")


if __name__ == "__main__":
    main()
