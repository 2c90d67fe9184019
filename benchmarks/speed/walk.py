"""How far a check walks through the code: Python calls, functions, files, changes of file.

    python benchmarks/speed/walk.py [--calls] [--check]

Seven contacts of each sort against the shipped list, each met for the first time, after
`Checker.prepare`, a stranger of each length and two others of its sort: everything is imported and
built. The figures are medians. Calls are counted with `sys.setprofile`: every Python function that
runs, ours or not. A change of file is a call from one file into another. `--calls` prints the files
of each walk, and `--check` ends with exit code 1 when a goal is missed.
"""

from __future__ import annotations

import argparse
import sys
from itertools import groupby
from pathlib import Path
from statistics import median
from types import CodeType, FrameType

import ringtrue
from ringtrue import Checker

ROOT = Path(ringtrue.__file__).parent
WALKS = {
    "official link": [
        "https://www.binance.com/en/trade", "https://metamask.io/faqs", "https://www.okx.com/help",
        "https://tokenpocket.pro/en/download", "https://www.kraken.com/features",
        "https://www.coinbase.com/earn", "https://trezor.io/start", "https://www.ledger.com/start",
        "https://phantom.com/download",
    ],
    "stranger's link": [
        "https://softriver.com/", "https://www.coldspring.net/x", "https://quietharbour.com/a/b",
        "https://www.stillmeadow.org/en/about", "https://birchwoodmill.de/shop/1",
        "https://cdn.oldlantern.co.uk/img", "https://greenfjord.io/blog/post-7",
        "https://www.tallpinegarden.com/contact", "https://mossyrock.fr/fr/accueil",
    ],
    "look-alike": [
        "paypa1.com", "kraken\u0430.io", "c0inbase.com", "metam\u0430sk.io", "b1nance.com",
        "tokenp0cket.pro", "phant0m.app", "trez0r.io", "1edger.com",
    ],
    "account": [
        "x:@softriver", "telegram:@coldspring", "x:@quietharbour", "instagram:@stillmeadow",
        "telegram:@birchwoodmill", "x:@oldlantern", "facebook:@greenfjord", "x:@tallpinegarden",
        "youtube:@mossyrock",
    ],
    "mail": [
        "ann@softriver.com", "desk@coldspring.net", "bob@quietharbour.com", "eve@stillmeadow.org",
        "info@birchwoodmill.de", "post@oldlantern.co.uk", "joe@greenfjord.io",
        "sales@tallpinegarden.com", "marie@mossyrock.fr",
    ],
    "number": [
        "+1 415 555 0132", "+44 20 7946 0018", "+1 212 555 0187", "+49 30 23125 014",
        "+33 1 99 00 12 34", "+86 10 8888 0142", "+1 312 555 0199", "+44 161 496 0123",
        "+81 3 1234 5678",
    ],
}  # fmt: skip
"""By sort of contact: two that warm up, and those that are counted."""
WARM = 2
LETTERS = "wpqhgvkzjyfwbmqdhkgvpzwjfyqkhbgvd"
"""A name like nobody's, of any length."""
GOALS = {"stranger's link": (100, 40), "look-alike": (160, 70)}
"""The most calls and changes of file."""


def walk(checker: Checker, contact: str) -> list[CodeType]:
    """The functions that one check calls, in order, the check itself first."""
    called: list[CodeType] = []

    def note(frame: FrameType, event: str, _: object) -> None:
        if event == "call":
            called.append(frame.f_code)

    sys.setprofile(note)
    try:
        checker.check(contact)
    finally:
        sys.setprofile(None)
    return called


def runs(called: list[CodeType]) -> list[tuple[str, list[str]]]:
    """The files in the order in which they are come to, each with the functions called there."""
    in_turn = groupby(called, key=lambda code: code.co_filename)
    return [(path, [code.co_name for code in run]) for path, run in in_turn]


def counted(called: list[CodeType]) -> tuple[int, int, int, int]:
    """Calls, functions, files, changes of file."""
    in_turn = runs(called)
    return len(called), len({*called}), len({path for path, _ in in_turn}), len(in_turn) - 1


def name_of(path: str) -> str:
    file = Path(path)
    return str(file.relative_to(ROOT)) if file.is_relative_to(ROOT) else file.name


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--calls", action="store_true", help="print every walk, file by file")
    parser.add_argument("--check", action="store_true", help="fail when a goal is missed")
    options = parser.parse_args()
    checker = Checker().prepare()
    for size in range(3, 32):  # plans of the search are made for each length, once
        checker.check(f"{LETTERS[:size]}.com")
    missed = 0
    print(f"{'':17}{'calls':>7}{'functions':>11}{'files':>7}{'changes':>9}  goal (calls, changes)")
    for sort, contacts in WALKS.items():
        for contact in contacts[:WARM]:
            checker.check(contact)
        walks = {contact: walk(checker, contact) for contact in contacts[WARM:]}
        calls, functions, files, changes = (
            int(median(figures)) for figures in zip(*map(counted, walks.values()), strict=True)
        )
        goal, told = GOALS.get(sort), ""
        if goal is not None:
            met = calls <= goal[0] and changes <= goal[1]
            missed += not met
            told = f"{goal[0]}, {goal[1]}: {'met' if met else 'missed'}"
        print(f"{sort:17}{calls:7}{functions:11}{files:7}{changes:9}  {told}".rstrip())
        if options.calls:
            for contact, called in walks.items():
                print(f"  {contact}")
                for path, run in runs(called):
                    print(f"    {len(run):4}  {name_of(path)}: {', '.join(run)}")
    return 1 if options.check and missed else 0


if __name__ == "__main__":
    sys.exit(main())
