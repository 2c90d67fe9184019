"""Honest names that nobody here chose: the sites of a public register of brands.

    npm pack name-suggestion-index && tar xzf name-suggestion-index-*.tgz
    python benchmarks/detection/register.py package/dist/wikidata/wikidata.json

The register (BSD-3-Clause) holds shops, banks, carriers, offices and institutions of the map with
their sites, 27,559 of them in version 8.0.20260918. Some are listed, and rows of it are among the
unreviewed ones; those are counted apart. Every other site that is flagged is either a house of a
listed brand that the list does not know, or a stranger who is accused. Which of the two is told by
the name that the register gives it: a record that bears the brand's name is taken for its house.

The shipped list is used with tables of known names, one of which was made of this very register:
with it, what is left are faults of the table. What strangers meet whom no register holds is told
by ``without known names``. Sites are split by hash: rules are looked at with one half (``work``),
the other is for the end.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from ringtrue import Checker, Directory
from ringtrue.directory import installed
from ringtrue.text.skeleton import fold
from ringtrue.text.suffix import split

SHOWN = 60
"""Accused strangers that are printed."""


def sites(records: dict[str, Any]) -> dict[str, str]:
    """Each registrable domain of the register, and the name of the record that has it."""
    found: dict[str, str] = {}
    for record in records.values():
        addresses = [(record.get("identities") or {}).get("website")]
        for address in (*addresses, *record.get("officialWebsites", ())):
            host = (urlsplit(address).hostname or "").lower() if isinstance(address, str) else ""
            labels, suffix, _ = split(host)
            if labels:
                found.setdefault(f"{labels[-1]}.{suffix}", str(record.get("label") or ""))
    return found


def count(title: str, directory: Directory, rows: list[tuple[str, str]]) -> list[str]:
    """Prints what is flagged; the accused strangers."""
    checker = Checker(directory)
    counts: Counter[str] = Counter()
    strangers: list[str] = []
    for domain, label in rows:
        verdict = checker.check(domain)
        if verdict.brand is not None:
            counts["listed, or given to a listed brand"] += 1
            continue
        counts["not listed"] += 1
        if not verdict.is_alarm or verdict.imitates is None:
            continue
        brand = directory.brands[verdict.imitates.brand.id]
        names = [fold(name) for name in (brand.name, *brand.aliases) if len(name) > 2]
        if any(name and name in fold(label) for name in names):
            counts["  flagged, and the record bears the brand's name"] += 1
            continue
        counts["  flagged strangers"] += 1
        counts[f"    as {verdict.status.value}"] += 1
        codes = ", ".join(f"{one.code} {one.strength:.2f}" for one in verdict.evidence)
        strangers.append(f"{domain} ({label}): {brand.id}, {codes}")
    print(f"{title}:")
    for what, number in counts.items():
        share = f"{100 * number / counts['not listed']:6.2f} %" if what != "not listed" else ""
        print(f"  {what:<55}{number:>8,}{share}")
    return strangers


def half_of(domain: str) -> str:
    return "work" if hashlib.sha256(domain.encode()).digest()[0] % 2 else "end"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("register", type=Path, help="dist/wikidata/wikidata.json of the package")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="every N-th site")
    parser.add_argument("--half", choices=("work", "end"), help="one half of the sites, by hash")
    options = parser.parse_args()
    if not options.register.is_file():
        sys.exit(f"missing: {options.register}\n  npm pack name-suggestion-index, and unpack it")
    records = json.loads(options.register.read_text(encoding="utf-8"))["wikidata"]
    rows = sorted(sites(records).items())[:: max(1, options.every)]
    rows = [row for row in rows if options.half in (None, half_of(row[0]))]
    shipped = Directory.default()
    count("with the shipped known names", shipped, rows)
    without = Directory.opened(installed.lists()[0])
    strangers = count("without known names", without, rows)
    for line in strangers[:SHOWN]:
        print("   ", line)


if __name__ == "__main__":
    main()
