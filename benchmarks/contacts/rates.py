"""Rates: how many contacts of each kind are parsed and checked in a second.

    python benchmarks/contacts/rates.py [--data DIR] [--seconds S]

The contacts are the active ones of the shipped directory (official: the exact lookup answers)
and the same with one character changed (unlisted: every detector looks). With the data folder
the labelled lists are measured too: real fakes, as they were written. Every contact is asked for
once in a round, rounds repeat for S seconds (default 1), the best round counts; the first round,
which fills the caches and builds the indexes, is printed apart as "first".
"""

from __future__ import annotations

import argparse
import contextlib
import gzip
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from ringtrue import Checker, Directory, parse
from ringtrue.errors import RingtrueError
from ringtrue.kinds import APP_KINDS, PLATFORM_KINDS

MOST = 2000
"""Contacts of one kind; more would only measure the same longer."""
GROUPS = {
    "domain": ("domain", "host"),
    "url": ("url",),
    "email": ("email",),
    "phone": ("phone", "sms_sender"),
    "account": tuple(k for k in PLATFORM_KINDS if k != "whatsapp"),
    "app": APP_KINDS,
    "wallet": ("wallet",),
}
FILES = (
    ("url", "pos_urls_dev_labelled.tsv.gz"),
    ("email", "emails_pos_dev.tsv.gz"),
    ("phone", "phones_pos_dev.tsv.gz"),
    ("account", "handles_pos_dev.tsv.gz"),
)
COLUMNS = ("url_or_domain", "email", "number_raw", "handle")
Ask = tuple[str, str | None, str | None]
"""Raw contact, kind (None: its shape decides) and region."""


def listed(directory: Directory, kinds: Sequence[str]) -> list[Ask]:
    found: list[Ask] = []
    for brand in directory.brands.values():
        for contact in brand.contacts:
            if contact.kind in kinds and contact.status == "active":
                region = None if contact.region == "global" else contact.region
                found.append((contact.value, contact.kind, region))
    return found[:MOST]


def changed(ask: Ask) -> Ask:
    """The same with its middle letter or digit replaced by the next one."""
    raw, kind, region = ask
    places = [i for i, c in enumerate(raw) if c.isascii() and c.isalnum()]
    at = places[len(places) // 2]
    for row in ("0123456789", "abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"):
        if raw[at] in row:
            raw = raw[:at] + row[(row.index(raw[at]) + 1) % len(row)] + raw[at + 1 :]
            break
    return raw, kind, region


def written(path: Path) -> list[Ask]:
    """The contacts of a labelled list, with their platform where it has one."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        head = next(lines).rstrip("\n").split("\t")
        named = [i for i, name in enumerate(head) if name in COLUMNS]
        column = named[0] if named else 0
        platform = head.index("platform") if "platform" in head else -1
        found: list[Ask] = []
        for line in lines:
            row = line.rstrip("\n").split("\t")
            kind = row[platform] if platform >= 0 and row[platform] in PLATFORM_KINDS else None
            found.append((row[column], kind, None))
            if len(found) == MOST:
                break
    return found


def rate(ask: Callable[[Ask], object], asks: list[Ask], seconds: float) -> tuple[float, float]:
    """Contacts a second in the first round and in the best one after it."""
    rounds: list[float] = []
    deadline = time.perf_counter() + seconds
    while len(rounds) < 2 or time.perf_counter() < deadline:
        started = time.perf_counter()
        for item in asks:
            ask(item)
        rounds.append(time.perf_counter() - started)
    return len(asks) / rounds[0], len(asks) / min(rounds[1:])


def parse_quietly(ask: Ask) -> None:
    with contextlib.suppress(RingtrueError):
        parse(*ask)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), metavar="DIR")
    parser.add_argument("--seconds", type=float, default=1.0, metavar="S")
    args = parser.parse_args()
    directory = Directory.default()
    checker = Checker(directory)

    def check(ask: Ask) -> object:
        raw, kind, region = ask
        return checker.check(raw, kind, None, region)

    groups: list[tuple[str, str, list[Ask]]] = []
    for name, kinds in GROUPS.items():
        official = listed(directory, kinds)
        groups.append((name, "official", official))
        groups.append((name, "one character changed", [changed(ask) for ask in official]))
    for name, file in FILES:
        if (args.data / file).is_file():
            groups.append((name, "as fakes are written", written(args.data / file)))
    print(f"{'kind':8} {'contacts':21} {'count':>5} {'parse/s':>9} {'check/s':>9} {'first':>9}")
    for name, what, asks in groups:
        if not asks:
            print(f"{name:8} {what:21} {0:5}  the directory lists none")
            continue
        first, checks = rate(check, asks, args.seconds)
        _, parses = rate(parse_quietly, asks, args.seconds)
        print(f"{name:8} {what:21} {len(asks):5} {parses:9,.0f} {checks:9,.0f} {first:9,.0f}")


if __name__ == "__main__":
    main()
