"""What a scan says of honest documents: those that this machine holds.

    python benchmarks/texts/honest.py [--form text|html|mail] [--part work|unseen|both]
                                      [--every N] [--show N] [ROOT ...]

READMEs, changelogs, copyright files, news files, package metadata and Markdown below the roots (the
documentation folder of the system and the packages of this Python, unless others are given), with
``--form html`` pages, with ``--form mail`` mails and mailboxes (a folder of your own). Nobody
wrote them for ringtrue, none pretends to be somebody else, and they hold contacts by the thousand:
a contact that a scan calls suspicious or an impersonation is falsely accused, and so is a document.
The same text twice counts once. A digest of its bytes puts a document into the part that is looked
at while rules are made (``work``) or into the one that is measured at the end (``unseen``).

Printed: documents, megabytes, accusations per megabyte, share of documents accused; then by kind of
contact, by finding and by what binds the contact to a brand. ``--show`` prints that many of them.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import re
import sys
import sysconfig
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from ringtrue import Checker
from ringtrue.scanning import Document
from ringtrue.scanning.inputs import read

NAMED = re.compile(
    r"(?:readme|changelog|changes|copyright|news|history|authors|license|notice|faq|todo)"
    r"(?:[._-][\w.-]*)?|metadata|.*\.md",
    re.IGNORECASE,
)
FORMS = {
    "text": NAMED,
    "html": re.compile(r".*\.x?html?", re.IGNORECASE),
    "mail": re.compile(r".*\.(?:eml|mbox)", re.IGNORECASE),
}
MOST = 400_000
"""Characters of one document that are scanned; a longer changelog repeats itself."""
ACCUSED = ("suspicious", "impersonation")


def documents(roots: list[Path], part: str, form: str) -> Iterator[tuple[Path, Document]]:
    """Path and content of each document of a part, in the order of paths, each once."""
    known = set()
    for root in roots:
        for path in sorted(root.rglob("*")):
            name = path.name.removesuffix(".gz")
            if (
                not FORMS[form].fullmatch(name)
                or not path.is_file()
                or "ringtrue" in path.parent.name
            ):
                continue
            try:
                raw = path.read_bytes()
                if path.suffix == ".gz":
                    raw = gzip.decompress(raw)
            except (OSError, EOFError):
                continue
            digest = hashlib.sha256(raw).digest()
            if digest in known or b"\0" in raw[:4096]:
                continue
            known.add(digest)
            if part == "both" or (digest[0] < 128) is (part == "work"):
                if form != "text":
                    yield path, read(raw[:MOST], path.name)
                else:
                    yield path, Document(read(raw, reading="text").text[:MOST])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("roots", nargs="*", type=Path)
    parser.add_argument("--form", choices=tuple(FORMS), default="text")
    parser.add_argument("--part", choices=("work", "unseen", "both"), default="work")
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--show", type=int, default=0)
    options = parser.parse_args()
    roots = options.roots or [Path("/usr/share/doc"), Path(sysconfig.get_path("purelib"))]
    checker = Checker()
    counts: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    codes: Counter[str] = Counter()
    flags: Counter[str] = Counter()
    shown = 0
    begin = time.process_time()
    for number, (path, document) in enumerate(documents(roots, options.part, options.form)):
        if number % options.every:
            continue
        report, text = checker.scan(document), document.text
        counts["documents"] += 1
        counts["bytes"] += len(text.encode("utf-8", "replace"))
        counts["contacts"] += len(report.contacts)
        counts["accused documents"] += report.status.value in ACCUSED
        counts["impersonations"] += report.status.value == "impersonation"
        accused = [c for c in report.contacts if c.verdict.status.value in ACCUSED]
        if report.status.value in ACCUSED and not accused:
            flags[" ".join(sorted({f.id for f in report.red_flags}))] += 1
            if shown < options.show:
                shown += 1
                quotes = [(f.id, f.severity, f.quote) for f in report.red_flags]
                print(f"{path}: no contact, {quotes}", file=sys.stderr)
        for contact in accused:
            said = " ".join(sorted({e.code for e in contact.verdict.evidence}))
            counts["accusations"] += 1
            kinds[contact.kind] += 1
            codes[said + (" (claimed)" if contact.claim else "")] += 1
            if shown < options.show:
                shown += 1
                context = text[max(0, contact.start - 60) : contact.end + 20].replace("\n", "\\n")
                print(
                    f"{path}: {contact.raw!r} {contact.verdict.status.value} {said} "
                    f"claim={contact.claim} ...{context}...",
                    file=sys.stderr,
                )
    seconds = time.process_time() - begin
    size = counts["bytes"] / 1e6
    print(
        f"{options.form}, part {options.part}, every {options.every}: "
        f"{counts['documents']} documents, "
        f"{size:.1f} MB, {counts['contacts']} contacts, {seconds / size:.2f} s per MB"
    )
    print(
        f"accusations per MB        {counts['accusations'] / size:8.3f}  ({counts['accusations']})"
    )
    share = 100 / max(1, counts["documents"])
    print(
        f"documents accused         {counts['accused documents'] * share:8.3f} %  "
        f"({counts['accused documents']}, {counts['impersonations']} of them as impersonation)"
    )
    for title, table in (("kind", kinds), ("findings", codes), ("requests alone", flags)):
        for name, count in table.most_common(20):
            print(f"{title:16} {count:6}  {name}")


if __name__ == "__main__":
    main()
