"""Account names: recall of name-like fakes and false alarms on other brands' official accounts.

    python benchmarks/contacts/handles.py [--data DIR] [--show]

Official, fake and other accounts of X come from ``crypto_hosts_dev.json``; more official
accounts of others from ``handles_neg.tsv.gz``. The row "rapidfuzz >= 80" is the plain
similarity that other tools use.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

FLAGGED = ("impersonation", "suspicious")


def accounts(folder: Path) -> tuple[list[str], list[str], list[str]]:
    """Official accounts, name-like fakes, and official accounts of others."""
    hosts, others = folder / "crypto_hosts_dev.json", folder / "handles_neg.tsv.gz"
    for path in (hosts, others):
        if not path.is_file():
            sys.exit(f"missing: {path}\n  give the folder that holds it with --data DIR")
    handles = json.loads(hosts.read_text(encoding="utf-8"))["handles"]
    official = handles["official"]
    known = {name.lower() for name in official}
    fakes = [row["h"] for row in handles["pos"] if row["class"] != "unrelated"]
    honest = dict.fromkeys(handles["neg"])
    with gzip.open(others, "rt", encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            if row["platform"] == "x" and row["handle"].lower() not in known:
                honest[row["handle"]] = None
    return official, fakes, list(honest)


def ringtrue_judge(official: list[str]) -> Callable[[str], bool]:
    from ringtrue import Checker, Directory

    rows = [(name.lower(), name, "x", name) for name in official]
    checker = Checker(Directory.from_rows(rows))
    return lambda name: checker.check(f"x:@{name}").status.value in FLAGGED


def rapidfuzz_judge(official: list[str]) -> Callable[[str], bool]:
    from rapidfuzz import fuzz, process

    lower = [name.lower() for name in official]

    def judge(name: str) -> bool:
        if name.lower() in lower:
            return False
        return bool(process.extractOne(name.lower(), lower, scorer=fuzz.ratio, score_cutoff=80))

    return judge


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), metavar="DIR")
    parser.add_argument("--show", action="store_true", help="list misses and false alarms")
    options = parser.parse_args()
    official, fakes, honest = accounts(options.data)
    print(f"{'flagged, %':18}{'name-like':>12}{'others':>12}{'official':>10}{'checks/s':>10}")
    print(f"{'number':18}{len(fakes):12}{len(honest):12,}{len(official):10}")
    for name, make in (("ringtrue", ringtrue_judge), ("rapidfuzz >= 80", rapidfuzz_judge)):
        judge = make(official)
        judge("warm_up")
        begin = time.perf_counter()
        cells = [100 * sum(map(judge, group)) / len(group) for group in (fakes, honest, official)]
        rate = (len(fakes) + len(honest) + len(official)) / (time.perf_counter() - begin)
        print(f"{name:18}{cells[0]:12.1f}{cells[1]:12.3f}{cells[2]:10.1f}{rate:10,.0f}")
        if options.show:
            print("  missed:", *(n for n in fakes if not judge(n)))
            print("  false alarms:", *(n for n in honest if judge(n)))


if __name__ == "__main__":
    main()
