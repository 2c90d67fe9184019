"""What a scan says of real messages: smishing in the name of a brand, and honest ones.

    python benchmarks/texts/messages.py --data DIR [--show missed|wrong|honest]

``messages_dev.tsv.gz`` labels smishing messages with the brand that they speak for. A message is
flagged when the scan calls it suspicious or an impersonation, and names the right brand when that
brand is among those that the text speaks for, or that a contact is said to be or imitates; the last
column counts the brand on whose host a contact stands too: an invitation to a group on WhatsApp is
labelled WhatsApp, in whose name it does not speak. Rows of
one source stand together, so that a rule fitted on one can be seen on the others.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import sys
from collections import defaultdict
from pathlib import Path

from ringtrue import Checker
from ringtrue.kinds.platforms import platforms
from ringtrue.scanning import ScanReport

ACCUSED = ("suspicious", "impersonation")
HONEST = ("ham", "ham(zh)", "youtube-comment:ham", "x-post:clean")


def rows(folder: Path) -> list[dict[str, str]]:
    """The messages, by column."""
    with gzip.open(folder / "messages_dev.tsv.gz", "rt", encoding="utf-8") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def named(report: ScanReport) -> set[str]:
    """Brands that the report says the text speaks for or imitates."""
    brands = {c.brand_id for c in report.claims if c.strength == "speaks_for"}
    for contact in report.contacts:
        if contact.claim:
            brands.add(contact.claim)
        if contact.verdict.imitates is not None:
            brands.add(contact.verdict.imitates.brand.id)
    return brands


def hosting(report: ScanReport, brands: set[str], checker: Checker) -> set[str]:
    """Those of `brands` on whose platform a link of the report is a group or an account."""
    hosts = {h for c in report.contacts if c.kind in platforms() for h in platforms()[c.kind].hosts}
    listed = checker.directory.brands
    return {b for b in brands if any(contact.value in hosts for contact in listed[b].contacts)}


def group_of(row: dict[str, str], listed: str | None) -> str:
    label = row["label"]
    if label in HONEST:
        return "honest"
    if not label.startswith("smishing"):
        return "other scams and spam"
    return "smishing, brand listed" if listed else "smishing, other"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--show", choices=("missed", "wrong", "honest", "flagged"))
    options = parser.parse_args()
    checker = Checker()
    table: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0] * 5)
    for row in rows(options.data):
        label = row["brand"]
        found = checker.directory.names_in(label) if label else []
        listed = {
            brand
            for start, end, brand in found
            if end - start >= 0.5 * len(label) and checker.directory.brands[brand].tier != "own"
        }
        group = group_of(row, next(iter(listed), None))
        report = checker.scan(row["text"])
        flagged = report.status.value in ACCUSED
        right = flagged and bool(listed & named(report))
        source = row["source"].partition(" ")[0].partition("@")[0]
        for key in ((group, "all"), (group, source)):
            counts = table[key]
            counts[0] += 1
            counts[1] += bool(report.contacts)
            counts[2] += flagged
            counts[3] += right
            counts[4] += right or (flagged and bool(hosting(report, listed, checker)))
        show = {
            "missed": group == "smishing, brand listed" and not flagged,
            "wrong": group == "smishing, brand listed" and flagged and not right,
            "honest": group == "honest" and flagged,
            "flagged": group in ("smishing, other", "other scams and spam") and flagged,
        }
        if options.show and show[options.show]:
            said = [(c.raw, c.verdict.status.value, c.claim) for c in report.contacts]
            claims = [(c.brand_id, c.strength, c.how) for c in report.claims]
            flags = [(f.id, f.severity) for f in report.red_flags]
            print(
                f"{row['id']} [{label}] {row['text']}\n    {said} {claims} {flags}", file=sys.stderr
            )
    heads = f"{'messages':>8} {'contact':>8} {'flagged':>9} {'right':>8} {'or host':>8}"
    print(f"{'group':26} {'source':36} {heads}")
    for (group, source), (count, held, flagged, *rights) in sorted(table.items()):
        shares = [f"{100 * right / flagged:6.1f} %" for right in rights if flagged]
        told = " ".join(shares) if "listed" in group else ""
        print(f"{group:26} {source:36} {count:8} {held:8} {100 * flagged / count:7.1f} % {told:>8}")


if __name__ == "__main__":
    main()
