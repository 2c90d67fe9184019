"""Honest accounts, senders and names: how many are flagged, and how many accused.

Accounts of others (``handles_neg.tsv.gz``; the brand's own, missing on the list, are counted apart
as "own"); of these the ones with a support word, which are real support accounts; the list's own
accounts, each left out once; the people who sign changelogs and copyright notes of this machine.
Accounts are split by hash: rules are looked at with one half (``work``), the other (``end``) is for
the end.
"""

from __future__ import annotations

import csv
import gzip
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

from names import fraction

from ringtrue import Checker, Directory
from ringtrue.kinds import PLATFORM_KINDS
from ringtrue.model import Brand, Listed
from ringtrue.text.people import is_person
from ringtrue.text.skeleton import fold
from ringtrue.text.words import bait_in

FLAGGED = ("impersonation", "suspicious")
PEOPLE = 20_000
"""Most names that are asked about."""


def accounts(folder: Path, half: str) -> Iterator[dict[str, str]]:
    path = folder / "handles_neg.tsv.gz"
    if not path.is_file():
        sys.exit(f"missing: {path}\n  give the folder that holds it with --data DIR")
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            if (fraction(row["handle"].lower(), "half") < 0.5) == (half == "work"):
                yield row


def _is_support(handle: str) -> bool:
    return any(
        weight == "high"
        for _, weight, _ in bait_in(re.sub(r"(?<=[a-z])(?=[A-Z])", "_", handle).lower())
    )


def _is_own(names: set[str], row: dict[str, str]) -> bool:
    theirs = fold(row["brand"])
    return any(len(name) > 2 and (name in theirs or theirs in name) for name in names)


def _is_of_a_listed_brand(names: dict[str, set[str]], row: dict[str, str]) -> bool:
    """The handle holds the name of a listed brand that the row gives it to."""
    handle, theirs = fold(row["handle"]), fold(row["brand"])
    return any(
        len(name) > 3 and name in handle and (name in theirs or theirs in name)
        for own in names.values()
        for name in own
    )


def others(folder: Path, every: int, half: str, *, show: bool) -> None:
    checker = Checker()
    brands = checker.directory.brands
    names = {b.id: {fold(n) for n in (b.name, *b.aliases)} for b in brands.values()}
    counted: Counter[str] = Counter()
    shown: list[str] = []
    for number, row in enumerate(accounts(folder, half)):
        if number % every:
            continue
        verdict = checker.check(row["handle"], kind=row["platform"])
        what = verdict.status.value
        named = verdict.imitates
        own = named is not None and _is_own(names[named.brand.id], row)
        group = "own" if own else "others"
        counted["accounts"] += 1
        counted[f"{group} {what}"] += 1
        if what in FLAGGED and not own and named:
            codes = ",".join(e.code for e in verdict.evidence[:2])
            shown.append(f"{row['platform']}:@{row['handle']} ({row['brand']}) -> "
                         f"{named.brand.id} {verdict.score} {codes}")  # fmt: skip
    flagged = counted["others suspicious"] + counted["others impersonation"]
    print(f"\n{'honest accounts of others':36}{counted['accounts']:8,}  flagged {flagged} "
          f"({100 * flagged / counted['accounts']:.3f} %), "
          f"accused {counted['others impersonation']}")  # fmt: skip
    own, accused = counted["own suspicious"], counted["own impersonation"]
    print(f"{'  own accounts, not listed':36}{'':8}  suspected {own}, accused {accused}")
    if show:
        print("  " + "\n  ".join(shown))


def supporting(folder: Path, *, show: bool) -> None:
    """Real accounts of listed brands with a support word, by the unreviewed list."""
    checker = Checker()
    names = {b.id: {fold(n) for n in (b.name, *b.aliases)}
             for b in checker.directory.brands.values()}  # fmt: skip
    asked: dict[tuple[str, str], None] = {}
    for file in ("official_bulk.tsv.gz", "harvest/proposals.tsv.gz", "handles_neg.tsv.gz"):
        with gzip.open(folder / file, "rt", encoding="utf-8", newline="") as rows:
            for row in csv.DictReader(rows, delimiter="\t", quoting=csv.QUOTE_NONE):
                platform = row["platform"] if "platform" in row else row["kind"]
                handle = row["handle"] if "handle" in row else row["value"]
                brand = row["brand"] if "brand" in row else row["brand_name"]
                if platform in ("x", "telegram", "instagram", "facebook") and _is_support(handle):
                    account = {"handle": handle, "brand": brand}
                    if _is_of_a_listed_brand(names, account):
                        asked[platform, handle.lower()] = None
    verdicts = [(f"{p}:@{h}", checker.check(h, kind=p)) for p, h in asked]
    verdicts = [(a, v) for a, v in verdicts if v.status.value not in ("official", "invalid")]
    ranks = Counter(v.status.value for _, v in verdicts)
    n = max(1, len(verdicts))
    print(f"{'real support accounts, not listed':36}{n:8,}  "
          f"suspected {100 * ranks['suspicious'] / n:.1f} %, "
          f"accused {100 * ranks['impersonation'] / n:.1f} %")  # fmt: skip
    if show:
        print("  " + "\n  ".join(f"{a} {v.evidence[0].code}" for a, v in verdicts
                                 if v.status.value == "impersonation"))  # fmt: skip


def each_left_out(every: int = 1) -> Iterator[tuple[Brand, Listed, Checker]]:
    """Each listed account left out once, one of every brand in a round: its brand, and a checker
    whose list lacks it."""
    directory = Directory.default()
    brands = list(directory.brands.values())
    places = {
        b.id: [i for i, c in enumerate(b.contacts)
               if c.kind in PLATFORM_KINDS and c.kind != "discord" and c.status == "active"
               and not c.value.startswith("+")]
        for b in brands
    }  # fmt: skip
    for turn in range(0, min(9, max(map(len, places.values()))), every):
        out = {b.id: places[b.id][turn] for b in brands if len(places[b.id]) > turn}
        missing = [
            replace(b, contacts=b.contacts[: out[b.id]] + b.contacts[out[b.id] + 1 :])
            if b.id in out else b
            for b in brands
        ]  # fmt: skip
        checker = Checker(Directory(missing))
        yield from ((b, b.contacts[out[b.id]], checker) for b in brands if b.id in out)


def left_out(*, show: bool) -> None:
    counted: Counter[str] = Counter()
    accused: list[str] = []
    for brand, listed, checker in each_left_out():
        verdict = checker.check(listed.value, kind=listed.kind)
        counted[verdict.status.value] += 1
        if verdict.status.value == "impersonation":
            code = verdict.evidence[0].code
            accused.append(f"{listed.kind}:@{listed.value} ({brand.id}) {code}")
    total = max(1, sum(counted.values()))
    print(f"{'listed ones, each left out once':36}{total:8,}  "
          f"suspected {100 * counted['suspicious'] / total:.1f} %, "
          f"accused {100 * counted['impersonation'] / total:.1f} %")  # fmt: skip
    if show:
        print("  " + "\n  ".join(accused))


_SIGNED = re.compile(r"^ -- (.{3,60}?) <([^<>\s]+@[^<>\s]+)>", re.M)
_COPYRIGHT = re.compile(r"([A-Z][^\W\d_]+(?: [A-Z]\.?)? [A-Z][^\W\d_]+) <([^<>\s]+@[^<>\s]+)>")


@cache
def people(folder: str = "/usr/share/doc") -> tuple[tuple[str, str], ...]:
    """Names and addresses of those who sign changelogs and copyright notes."""
    found: dict[tuple[str, str], None] = {}
    for path in sorted(Path(folder).glob("*/*")):
        if path.is_file() and path.name.startswith(("changelog", "copyright")):
            raw = path.read_bytes()[: 1 << 22]
            text = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode(
                "utf-8", "replace"
            )
            for pattern in (_SIGNED, _COPYRIGHT):
                found.update(dict.fromkeys(pattern.findall(text)))
    return tuple(found)[:PEOPLE]


SURNAMES = ("Ada", "Wei", "Maria", "John", "Fatima", "Jean-Luc", "Priya", "Olga", "Charles", "Min")


def persons(*, show: bool) -> None:
    checker = Checker()
    signed = [(name, mail) for name, mail in people() if name.isprintable()]
    forms = {
        "people, as senders of mail": lambda n, a: f'"{n}" <{a}>',
        "people, beside an account": lambda n, a: f"{n} (x:@qv_{len(n)}142)",
        "people, their mail alone": lambda n, a: a,
    }
    for title, form in forms.items():
        asked = dict.fromkeys(form(n.replace('"', ""), a) for n, a in signed)
        verdicts = [(q, checker.check(q)) for q in asked]
        found = [(q, v) for q, v in verdicts if v.status.value in FLAGGED]
        accused = sum(v.status.value == "impersonation" for _, v in found)
        print(f"{title:36}{len(asked):8,}  flagged {len(found)} "
              f"({100 * len(found) / max(1, len(asked)):.2f} %), accused {accused}")  # fmt: skip
        if show:
            print("  " + "\n  ".join(f"{q} -> {v.imitates and v.imitates.brand.id} {v.score}"
                                     for q, v in found[:40]))  # fmt: skip
    # A given name before a surname that is a brand's name too.
    names = [b.name for b in checker.directory.brands.values()
             if is_person(["ada", b.name.lower()], b.name.lower())]  # fmt: skip
    asked = [f"{SURNAMES[i % len(SURNAMES)]} {name}" for i, name in enumerate(names)]
    for title, form in (("given name and brand, mail", '"{}" <{}@vorntal.example>'),
                        ("given name and brand, account", "{} (x:@{})")):  # fmt: skip
        ranks = Counter(
            checker.check(form.format(n, n.lower().replace(" ", "_").replace("-", "")))
            .status.value
            for n in asked
        )  # fmt: skip
        print(f"{title:36}{len(asked):8,}  suspected {ranks['suspicious']}, "
              f"accused {ranks['impersonation']}")  # fmt: skip


def report(folder: Path, every: int, half: str, *, show: bool) -> None:
    others(folder, every, half, show=show)
    supporting(folder, show=show)
    left_out(show=show)
    persons(show=show)
