"""Senders of mail: how many forged display names are seen, and how many honest ones are accused.

    python benchmarks/contacts/mails.py [--data DIR] [--show]

Reads ``emails_pos_dev.tsv.gz`` (senders of phishing mail as their mails showed them),
``official_facts.tsv`` and ``official_bulk.tsv.gz`` (mail addresses of brands) from the data
folder, and asks the shipped directory. Printed:

* recall: senders whose display name was read, by a script that is right in about nine of ten, as
  the name of a brand of the directory, and whose address is not on a domain of that brand's list.
  "the name itself" are those of them whose display name holds the brand's name (or an alias) as
  words; the rest name it otherwise or not at all, or the script erred. "right brand" is that brand
  or one that its house lists under another name.
* alarms: the owners' names as display names of their own addresses, plain and with "Support".
  Of the brands in the directory, a listed address and one on a listed domain must be quiet;
  addresses that a bulk list gives to one of these brands and that its reviewed list lacks, and
  those of owners whose name holds such a brand's name (sister companies, tokens named after it),
  are counted apart: a fuller list is their remedy. Of all others, none may be flagged.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import io
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from ringtrue import Checker, Verdict, parse
from ringtrue.errors import RingtrueError
from ringtrue.text.skeleton import fold

POSITIVE, FACTS, BULK = "emails_pos_dev.tsv.gz", "official_facts.tsv", "official_bulk.tsv.gz"
FLAGGED = ("impersonation", "suspicious")


def table(path: Path) -> Iterator[dict[str, str]]:
    data = path.read_bytes()
    text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8")
    yield from csv.DictReader(io.StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE)


def shown(name: str, address: str) -> str:
    """A sender as a mail program writes it (RFC 5322, quoted)."""
    plain = name.replace("\\", "").replace('"', "").strip()
    return f'"{plain}" <{address}>'


def line(label: str, count: int, total: int) -> None:
    share = f"{100 * count / total:6.2f} %" if total else "     -"
    print(f"  {label:44} {count:6,}  {share}")


def tell(verdict: Verdict) -> str:
    found = [(e.code, e.brand_id, round(e.strength, 2)) for e in verdict.evidence]
    return f"{verdict.status.value} {verdict.raw!r} {found}"


def owned(address: str, brand_id: str, checker: Checker) -> bool:
    """Whether the address is on a domain that the list gives to a brand, whatever its standing."""
    try:
        owner = checker.directory.owner(parse(address, "email"))
    except RingtrueError:
        return False
    return owner is not None and (owner.brand_id == brand_id or owner.status == "active")


def recall(path: Path, checker: Checker, show: bool) -> None:
    counts: Counter[str] = Counter()
    for row in table(path):
        brand = checker.directory.brand_for(row["claimed_brand_derived"] or "\0")
        if brand is None or not row["display_name"]:
            continue
        if owned(row["email"], brand.id, checker):
            counts["forged"] += 1
            continue
        names = {fold(name) for name in (brand.name, *brand.aliases)}
        said = {b for *_, b in checker.directory.names_in(row["display_name"])}
        named = brand.id in said or fold(row["display_name"]) in names
        verdict = checker.check(shown(row["display_name"], row["email"]), "email")
        if verdict.status.value == "invalid":
            counts["unreadable"] += 1
            continue
        flagged = verdict.status.value in FLAGGED
        right = any(e.brand_id == brand.id and e.strength >= 0.5 for e in verdict.evidence)
        for group in ("all", "named") if named else ("all",):
            counts[group] += 1
            counts[group, "flagged"] += flagged
            counts[group, "sternest"] += verdict.status.value == "impersonation"
            counts[group, "right"] += flagged and right
        if show and not flagged:
            print(f"  missed ({'named' if named else 'not named'}) {brand.id}: {tell(verdict)}")
    print(f"{path.name}: senders that show a brand of the directory, address elsewhere")
    for group, label in (("all", "as the script read them"), ("named", "the name itself is shown")):
        total = counts[group]
        print(f"  {label} ({total:,})")
        line("  flagged", counts[group, "flagged"], total)
        line("  in the sternest words", counts[group, "sternest"], total)
        line("  right brand, of the flagged", counts[group, "right"], counts[group, "flagged"])
    print(f"  left out: {counts['forged']} on the brand's own domain, "
          f"{counts['unreadable']} cut addresses")  # fmt: skip


def alarms(facts: Path, bulk: Path, checker: Checker, show: bool) -> None:
    counts: Counter[str] = Counter()
    rows = [
        (row["brand_id"], row["brand_name"], row["value"])
        for row in table(facts)
        if row["kind"] == "email" and row["status"] == "active"
    ]
    rows += [("", row["brand"], row["value"]) for row in table(bulk) if row["kind"] == "email"]
    for brand_id, name, address in dict.fromkeys(rows):
        brand = checker.directory.brands.get(brand_id) or checker.directory.brand_for(name)
        bare = checker.check(address, "email")
        if brand is None:
            named = bool(checker.directory.names_in(name))
            group = "related" if named else "others"
        elif bare.brand is not None and bare.brand.id == brand.id:
            group = "listed"
        else:
            group = "unlisted"
        for style, text in (("plain", name), ("support", f"{name} Support")):
            verdict = checker.check(shown(text, address), "email")
            if verdict.status.value == "invalid":
                continue
            counts[group, style] += 1
            if verdict.status.value in FLAGGED:
                counts[group, style, "flagged"] += 1
                if show:
                    print(f"  alarm ({group}, {style}) {tell(verdict)}")
    print(f"{facts.name}, {bulk.name}: owners' own addresses under their own names, flagged")
    for group, label in (
        ("listed", "of the directory's brands, listed"),
        ("unlisted", "  in a bulk list, not on the reviewed one"),
        ("related", "  owner's name holds a directory brand's name"),
        ("others", "of all other owners"),
    ):
        for style, how in (("plain", ""), ("support", ', name and "Support"')):
            total = counts[group, style]
            line(f"{label}{how} ({total:,})", counts[group, style, "flagged"], total)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), metavar="DIR")
    parser.add_argument("--show", action="store_true", help="print every miss and alarm")
    args = parser.parse_args()
    if not (args.data / POSITIVE).is_file():
        sys.exit(
            f"missing: {args.data / POSITIVE}\n  give the folder that holds it with --data DIR"
        )
    checker = Checker()
    recall(args.data / POSITIVE, checker, args.show)
    alarms(args.data / FACTS, args.data / BULK, checker, args.show)


if __name__ == "__main__":
    main()
