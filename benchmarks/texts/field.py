"""Cases from the field and fresh variants of their kinds: what is expected, what ringtrue says.

    python benchmarks/texts/field.py [--data DIR] [--half work|unseen|both] [--show N]

``variants.tsv`` holds variants that were written before the rules; a digest of each puts it into
the half that is looked at while rules are made or into the one that is measured at the end.
``field_cases.tsv`` of DIR holds rewritten inputs from public bug reports, spam waves, mails and
files; what is expected of them is a sentence, of which the words of a status are read.
"""

from __future__ import annotations

import argparse
import contextlib
import csv
import io
import re
import tempfile
from collections import Counter, defaultdict
from pathlib import Path

from patterns import ACCUSED, half_of, rows
from pyarrow.parquet import read_table

from messages import named
from ringtrue import Checker, Directory
from ringtrue.cli import main as command_line
from ringtrue.scanning import ScanReport
from ringtrue.scanning.inputs import read
from ringtrue.scanning.mail_head import check_message

_FILE = re.compile(r"file ([^,]+), ([\w-]+): (.*)", re.DOTALL)
_OWN = re.compile(r"own list: ([^,]+), ([^,]+), ([^,]+), ([^;]+); check: (.*)")
_NO_DIGIT = re.compile(r"\D")
_EXPECTED = (
    (r"not impersonation", ("official", "unknown", "suspicious", "invalid")),
    (r"never official", ("unknown", *ACCUSED)),
    (r"official or unknown", ("official", "unknown")),
    (r"unknown or suspicious", ("unknown", "suspicious")),
    (r"official, or .this is text", ("official", "invalid")),
    (r"not accused|are not accused", ("official", "unknown", "invalid")),
    (r"impersonation\b", ("impersonation",)),
    (r"suspicious|flagged|link_mismatch", ACCUSED),
    (r"official", ("official",)),
    (r"unknown|no contact", ("unknown",)),
)
"""Words of a sentence that tell what is expected, and the statuses that are; the first counts."""


class Said:
    """What ringtrue says of one input."""

    def __init__(self, status: str, brands: set[str], contacts: list[str], line: str) -> None:
        self.status = status
        self.brands = brands
        self.contacts = contacts
        self.line = line


def unescaped(text: str) -> str:
    """The input with its escapes read."""
    signs = {"n": "\n", "t": "\t", "r": "\r", "\\": "\\"}
    return re.sub(
        r"\\(u[0-9A-Fa-f]{4}|[ntr\\])",
        lambda m: chr(int(m[1][1:], 16)) if m[1][0] == "u" else signs[m[1]],
        text,
    )


def scanned(report: ScanReport) -> Said:
    said = [
        f"{c.raw!r} = {c.verdict.status.value}"
        f"{' (' + c.claim + ')' if c.claim else ''}"
        f" [{' '.join(e.code for e in c.verdict.evidence)}]"
        for c in report.contacts
    ]
    flags = ", ".join(f"{f.id} {f.severity}" for f in report.red_flags)
    findings = ", ".join(f"{f.code} {f.severity}" for f in report.findings)
    claims = ", ".join(f"{c.brand_id} {c.strength} {c.how}" for c in report.claims)
    found = [c.verdict.contact.canonical for c in report.contacts if c.verdict.contact]
    found += [c.raw for c in report.contacts]
    line = f"{report.status.value} {report.score:.2f}: {'; '.join(said)} {flags} {findings}"
    return Said(report.status.value, named(report), found, f"{line} {claims}")


def checked(checker: Checker, raw: str, region: str | None) -> Said:
    verdict = checker.check(raw, region=region)
    brands = {verdict.imitates.brand.id} if verdict.imitates is not None else set()
    line = f"{verdict.status.value} {verdict.score:.2f} {[e.code for e in verdict.evidence]}"
    return Said(verdict.status.value, brands, [raw], line)


def mailed(checker: Checker, content: str) -> Said:
    """What a scan says of a mail, the worse of it and of `check_message`."""
    said = scanned(checker.scan(read(content.replace("\n", "\r\n").encode(), "x.eml")))
    head, _, text = content.partition("\n\n")
    fields = dict(line.split(": ", 1) for line in head.split("\n") if ": " in line)
    verdict = check_message(
        fields["From"], subject=fields.get("Subject", ""), text=text, checker=checker
    )
    said.line += f" | check_message: {verdict.status.value}, sender {verdict.sender.status.value}"
    return said


def swept(content: bytes, name: str) -> Said:
    """What a sweep prints of a list."""
    with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stderr(io.StringIO()):
        path, out = Path(folder) / Path(name).name, Path(folder) / "out.parquet"
        path.write_bytes(content)
        code = command_line(["sweep", str(path), "--all", "--out", str(out)])
        table = read_table(out).to_pylist() if out.exists() else []
        names = [str(value) for row in table for value in row.values()]
    return Said(f"exit {code}", set(), names, str(names))


def of_variants(checker: Checker, half: str, show: int) -> None:
    table: dict[str, Counter[str]] = defaultdict(Counter)
    for kind, door, region, expected, brand, wanted, source in rows("variants.tsv"):
        if half not in ("both", "work" if kind[-1] == "2" else half_of(source)):
            continue
        where = None if region == "-" else region
        if door == "check":
            said = checked(checker, source, where)
        elif door == "mail":
            said = mailed(checker, source)
        elif door == "scan":
            said = scanned(checker.scan(source, region=where))
        else:
            name = door.partition(":")[2]
            said = scanned(checker.scan(read(source.encode(), name), region=where))
        right = {
            "quiet": said.status not in ACCUSED,
            "flagged": said.status in ACCUSED,
            "none": said.status not in ACCUSED and not said.contacts,
        }.get(expected, said.status == expected)
        right &= brand in ("-", *said.brands)
        right &= wanted == "-" or any(_bare(wanted) in _bare(raw) for raw in said.contacts)
        truth = "fake" if expected in ("flagged", "impersonation") else "honest"
        for group in (f"{truth} {kind}", truth, "all"):
            table[group]["rows"] += 1
            table[group]["right"] += right
        if not right and show > 0:
            show -= 1
            print(f"{kind} {door} {source!r}\n   {expected} {brand} {wanted}\n   {said.line}")
    for group, counts in sorted(table.items()):
        print(f"{group:18} {counts['right']:4} of {counts['rows']:4} right")


def _bare(contact: str) -> str:
    """The digits of a number, else the text without blanks."""
    digits = _NO_DIGIT.sub("", contact)
    return digits if len(digits) > 4 else "".join(contact.split()).lower()


def of_cases(checker: Checker, folder: Path, show: int) -> None:
    right = count = 0
    with (folder / "field_cases.tsv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            try:
                said = answer(row["kind"], row["input"], row["region"] or None, checker)
            except Exception as fault:
                said = Said("fault", set(), [], f"{type(fault).__name__}: {fault}")
            good = is_expected(row["expected"], said, row["kind"])
            count, right = count + 1, right + good
            if not good and show > 0:
                show -= 1
                print(f"{row['id']:6} {row['kind']}\n   input    {row['input'][:240]}")
                print(f"   expected {row['expected']}\n   got      {said.line}")
    print(f"field cases        {right:4} of {count:4} right")


def answer(kind: str, source: str, region: str | None, checker: Checker) -> Said:
    """What ringtrue says of one case."""
    if own := _OWN.fullmatch(source):
        id_, name, contact, value, raw = own.groups()
        return checked(Checker(Directory.from_rows([(id_, name, contact, value)])), raw, None)
    if kind.startswith("check"):
        return checked(checker, unescaped(source), region)
    if file := _FILE.fullmatch(source):
        name, encoding, content = file.groups()
        content = unescaped(content)
        if kind.startswith("sweep"):
            return swept(content.encode(encoding), name)
        if kind.startswith("mail"):
            return mailed(checker, content)
        if encoding not in ("utf-8", "gb18030"):
            return Said("unknown", set(), [], "a container: the files' own benchmark packs it")
        return scanned(checker.scan(read(content.encode(encoding), name), region=region))
    return scanned(checker.scan(unescaped(source), region=region))


def is_expected(sentence: str, said: Said, kind: str) -> bool:
    """Whether an answer is what a sentence asks for, as far as its words tell."""
    if kind.startswith("sweep"):
        judged = sum(word.endswith((".example", ".com")) for word in said.contacts)
        return said.status in ("exit 0", "exit 1", "exit 3") and judged >= 2
    if said.status == "fault":
        return False
    statuses = next((s for words, s in _EXPECTED if re.search(words, sentence)), ())
    if statuses and said.status not in statuses:
        return False
    brands = " ".join(said.brands).replace("-", "")
    names = re.findall(r"(\w+) named|of (\w+)$", sentence)
    return all(name.lower() in brands for pair in names for name in pair if name)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--half", choices=("work", "unseen", "both"), default="work")
    parser.add_argument("--show", type=int, default=0)
    options = parser.parse_args()
    checker = Checker()
    of_variants(checker, options.half, options.show)
    if options.data:
        of_cases(checker, options.data, options.show)


if __name__ == "__main__":
    main()
