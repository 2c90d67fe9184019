"""Cases from the field, a line each: what is expected, and what ringtrue says.

    python benchmarks/texts/field.py --data DIR [--kind scan]

``field_cases.tsv`` holds rewritten inputs from public bug reports, spam waves, mails and files.
What is expected is a sentence, so a person compares.
"""

from __future__ import annotations

import argparse
import csv
import re
from pathlib import Path

from ringtrue import Checker, Directory
from ringtrue.scanning import ScanReport
from ringtrue.scanning.inputs import read
from ringtrue.scanning.mail_head import check_message

_FILE = re.compile(r"file ([^,]+), ([\w-]+): (.*)", re.DOTALL)
_OWN = re.compile(r"own list: ([^,]+), ([^,]+), ([^,]+), ([^;]+); check: (.*)")


def unescaped(text: str) -> str:
    """The input with its escapes read."""
    signs = {"n": "\n", "t": "\t", "r": "\r", "\\": "\\"}
    return re.sub(
        r"\\(u[0-9A-Fa-f]{4}|[ntr\\])",
        lambda m: chr(int(m[1][1:], 16)) if m[1][0] == "u" else signs[m[1]],
        text,
    )


def scanned(report: ScanReport) -> str:
    """One line on a report."""
    said = [
        f"{c.raw!r} = {c.verdict.status.value}"
        f"{' (' + c.claim + ')' if c.claim else ''}"
        f" [{' '.join(e.code for e in c.verdict.evidence)}]"
        for c in report.contacts
    ]
    flags = ", ".join(f"{f.id} {f.severity}" for f in report.red_flags)
    findings = ", ".join(f"{f.code} {f.severity}" for f in report.findings)
    contacts = "; ".join(said) or "no contact"
    return f"{report.status.value} {report.score:.2f}: {contacts} {flags} {findings}"


def answer(kind: str, source: str, region: str | None, checker: Checker) -> str:
    """What ringtrue says of one case."""
    if own := _OWN.fullmatch(source):
        id_, name, contact, value, raw = own.groups()
        verdict = Checker(Directory.from_rows([(id_, name, contact, value)])).check(raw)
        return f"{verdict.status.value} {[e.code for e in verdict.evidence]}"
    if kind.startswith("check"):
        verdict = checker.check(unescaped(source), region=region)
        return f"{verdict.status.value} {verdict.score:.2f} {[e.code for e in verdict.evidence]}"
    if file := _FILE.fullmatch(source):
        name, encoding, content = file.groups()
        content = unescaped(content)
        if name.endswith(".eml"):
            content = content.replace("\n", "\r\n")
        said = scanned(checker.scan(read(content.encode(encoding), name), region=region))
        if kind.startswith("mail"):
            head, _, text = content.partition("\r\n\r\n")
            fields = dict(line.split(": ", 1) for line in head.split("\r\n") if ": " in line)
            verdict = check_message(
                fields["From"], subject=fields.get("Subject", ""), text=text, checker=checker
            )
            said += (
                f" | check_message: {verdict.status.value}, sender {verdict.sender.status.value}"
            )
        return said
    return scanned(checker.scan(unescaped(source), region=region))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--kind", default="")
    options = parser.parse_args()
    checker = Checker()
    with (options.data / "field_cases.tsv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            if not row["kind"].startswith(options.kind) or row["kind"].startswith("sweep"):
                continue
            try:
                got = answer(row["kind"], row["input"], row["region"] or None, checker)
            except Exception as fault:
                got = f"{type(fault).__name__}: {fault}"
            print(f"{row['id']:6} {row['kind']}\n   input    {row['input'][:240]}")
            print(f"   expected {row['expected']}\n   got      {got}")


if __name__ == "__main__":
    main()
