"""Senders of mail as a scan and `check_message` read them: forged names seen, genuine ones quiet.

    python benchmarks/texts/senders.py --data DIR [--show N]

A mail of one line is made for every sender of ``emails_pos_dev.tsv.gz`` whose shown name holds the
name of a listed brand as words and no address, and whose address is on no domain of that brand's
list; it has to be flagged, and that brand to be named. For every mail address on the lists of
reviewed brands two mails are made, with the brand's name and with "NAME Support"; both have to stay
quiet.
"""

from __future__ import annotations

import argparse
import csv
import gzip
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from ringtrue import Checker, parse
from ringtrue.errors import RingtrueError
from ringtrue.model import Brand
from ringtrue.scanning import ScanReport
from ringtrue.scanning.inputs import read
from ringtrue.scanning.mail_head import check_message

ACCUSED = ("suspicious", "impersonation")


def mail(shown: str, address: str) -> bytes:
    name = shown.replace("\\", "").replace('"', "").strip()
    return (
        f'From: "{name}" <{address}>\r\nTo: me@example.com\r\nSubject: hello\r\n'
        "Content-Type: text/plain; charset=utf-8\r\n\r\nPlease read this.\r\n"
    ).encode()


def scanned(checker: Checker, shown: str, address: str) -> ScanReport:
    return checker.scan(read(mail(shown, address), "a.eml"))


def forged(checker: Checker, data: Path) -> Iterator[tuple[str, str, set[str]]]:
    """Shown name, address and the brands that the name holds."""
    with gzip.open(data / "emails_pos_dev.tsv.gz", "rt", encoding="utf-8") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            if not row["display_name"] or "@" in row["display_name"]:
                continue
            brands = checker.directory.brands
            held = {
                b
                for *_, b in checker.directory.names_in(row["display_name"])
                if brands[b].tier != "own" and not brands[b].common_word
            }
            try:
                owner = checker.directory.owner(parse(row["email"], "email"))
            except RingtrueError:
                owner = None
            if any(_is_below(row["email"], brands[b]) for b in held):
                continue  # a host of the brand's that its list does not give for mail
            if held and (owner is None or owner.brand_id not in held):
                yield row["display_name"], row["email"], held


def _is_below(address: str, brand: Brand) -> bool:
    """Whether the address is on, or below, a domain that the brand's list holds in any way."""
    host = address.rpartition("@")[2].lower()
    listed = (c.value for c in brand.contacts if c.kind in ("domain", "host"))
    return any(host == value or host.endswith(f".{value}") for value in listed)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--show", type=int, default=0)
    options = parser.parse_args()
    checker = Checker()
    counts: Counter[str] = Counter()
    for shown, address, brands in forged(checker, options.data):
        report = scanned(checker, shown, address)
        said = {c.verdict.imitates.brand.id for c in report.contacts if c.verdict.imitates}
        said |= {c.claim for c in report.contacts if c.claim}
        field = f'"{shown.replace(chr(34), "")}" <{address}>'
        counts["forged"] += 1
        counts["forged, scan"] += report.status.value in ACCUSED
        counts["forged, right"] += report.status.value in ACCUSED and bool(brands & said)
        counts["forged, check_message"] += (
            check_message(field, checker=checker).status.value in ACCUSED
        )
        if report.status.value not in ACCUSED and counts["shown"] < options.show:
            counts["shown"] += 1
            print(f"  missed: {field!r} {sorted(brands)}")
    for brand in checker.directory.brands.values():
        if brand.tier == "own":
            continue
        for listed in brand.contacts:
            if listed.kind != "email" or listed.status != "active" or "@" not in listed.value:
                continue
            for shown in (brand.name, f"{brand.name} Support"):
                report = scanned(checker, shown, listed.value)
                counts["genuine"] += 1
                counts["genuine, scan"] += report.status.value in ACCUSED
                if report.status.value in ACCUSED and counts["alarms"] < options.show:
                    counts["alarms"] += 1
                    print(f"  alarm: {shown!r} <{listed.value}>")
    total = max(1, counts["forged"])
    print(f"senders that show a listed brand, address elsewhere: {counts['forged']}")
    print(f"  flagged by a scan          {100 * counts['forged, scan'] / total:6.2f} %")
    print(f"  flagged by check_message   {100 * counts['forged, check_message'] / total:6.2f} %")
    print(f"  as that brand's            {100 * counts['forged, right'] / total:6.2f} %")
    print(f"genuine senders: {counts['genuine']}, accused {counts['genuine, scan']}")


if __name__ == "__main__":
    main()
