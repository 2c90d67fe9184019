"""Texts by pattern: whom they speak for, with one brand and with several.

    python benchmarks/texts/patterns.py [--half work|unseen|both] [--show N] [--pasted | --daily]

``patterns.tsv``, ``pasted.tsv`` and ``daily.tsv`` are filled with listed brands (the digest of a
pattern of the latter two decides for all its texts), ``several.tsv`` with two to eight brands a
text, ``everyday.tsv`` holds what Chinese shops, banks and carriers send,
tests/scanning/languages.tsv requests and other sentences in twelve languages. A digest of each
filled text puts it into the half that is looked at while rules are made or into the one that is
measured at the
end. Honest texts count as accused when the report is suspicious or an impersonation; fakes as
flagged alike, and as bound right when a contact is held to be the brand's that the text speaks for.
With several brands, each contact counts by itself.
"""

from __future__ import annotations

import argparse
import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from ringtrue import Checker
from ringtrue.model import Brand
from ringtrue.scanning import ScanReport

HERE = Path(__file__).resolve().parent
ACCUSED = ("suspicious", "impersonation")
EACH = 14
"""Brands with which one pattern is filled."""
LONGEST_ACCOUNT = 8
"""Letters of a name to which an account on X, of fifteen at most, can add a word."""
LISTS = 44
"""Texts of one pattern of several brands, honest and fake alike."""


class Owner(NamedTuple):
    """A brand and how it is reached."""

    id: str
    names: dict[str, str]
    site: str
    tel: str


def owners(checker: Checker) -> list[Owner]:
    """Listed brands by language of their name, with an active site or number."""
    found = []
    for brand in checker.directory.brands.values():
        han = next((name for name in brand.aliases if "\u4e00" <= name[0] <= "\u9fff"), "")
        names = {"en": "" if "\u4e00" <= brand.name[0] <= "\u9fff" else brand.name, "zh": han}
        if 0 < len(names["en"]) < 3 or brand.common_word or brand.tier == "own":
            continue
        found.append(
            Owner(
                brand.id,
                names,
                _official(checker, brand, ("domain", "host")),
                _official(checker, brand, ("phone",)),
            )
        )
    return sorted(found, key=lambda owner: hashlib.sha256(owner.id.encode()).digest())


def _official(checker: Checker, brand: Brand, kinds: tuple[str, ...]) -> str:
    """A contact of the brand that a check says is official."""
    for listed in brand.contacts:
        if listed.kind in kinds and listed.status == "active":
            value = listed.value if listed.kind == "phone" else f"https://{listed.value}/"
            if checker.check(value, region="CN").status.value == "official":
                return value
    return ""


def rows(name: str) -> Iterator[list[str]]:
    for line in (HERE / name).read_text(encoding="utf-8").split("\n"):
        if line and not line.startswith("#"):
            yield [cell.replace("\\n", "\n").replace("\\t", "\t") for cell in line.split("\t")]


def strangers(number: int, chinese: bool) -> dict[str, str]:
    """Contacts on nobody's list: reserved names and numbers."""
    words = (
        "rivergarden",
        "bluedesk",
        "northpath",
        "quietlane",
        "oakhill",
        "paperboat",
        "dayfield",
    )
    word = f"{words[number % 7]}{number % 90 + 10}"
    return {
        "link": f"https://{word}.example/{'abc'[number % 3]}{number}",
        "short": f"https://bit.ly/{number:x}Zq{number % 7}",
        "free": f"https://{word}.pages.dev/",
        "phone": f"400-000-{number % 9000 + 1000}"
        if chinese
        else f"+1 855-555-01{number % 90 + 10}",
        "mail": f"ann.lee{number % 50}@{word}.example",
        "id": f"{word}_{number % 90}" if not chinese else f"{word[:6]}{number % 9000 + 1000}",
    }


def account(name: str, number: int) -> str:
    """A desk's account as firms name theirs: ``AcmeHelp``, ``AskAcme``."""
    bare = _bare(name)
    forms = ("{}Help", "{}Support", "{}Care", "Ask{}", "{}", "{}_CS", "{}Helps", "{}UK", "{}Cares")
    return forms[number % len(forms)].format(bare)


def _bare(name: str) -> str:
    return "".join(c for c in name if c.isalnum())


def half_of(text: str) -> str:
    return "work" if hashlib.sha256(text.encode()).digest()[0] < 128 else "unseen"


def accused(report: ScanReport) -> list[str]:
    return [c.raw for c in report.contacts if c.verdict.status.value in ACCUSED]


def bound(report: ScanReport) -> set[str]:
    """Brands to which a contact is bound, or that it imitates."""
    said = {c.claim for c in report.contacts if c.claim}
    said |= {c.verdict.imitates.brand.id for c in report.contacts if c.verdict.imitates}
    return said


def single(checker: Checker, name: str, half: str, show: int) -> None:
    """Texts in the name of one brand."""
    print(name)
    table: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    pool, number = owners(checker), 0
    for truth, group, lang, pattern in rows(name):
        if name != "patterns.tsv" and half not in ("both", half_of(pattern)):
            continue
        fit = [
            o
            for o in pool
            if o.names[lang]
            and ("{site}" not in pattern or o.site)
            and ("{tel}" not in pattern or o.tel)
            and ("{acct}" not in pattern or len(_bare(o.names[lang])) <= LONGEST_ACCOUNT)
        ]
        for step in range(EACH if "{B}" in pattern else 1):
            number += 1
            owner = fit[(number * 7 + step * 31) % len(fit)]
            text = pattern
            slots = strangers(number, lang == "zh")
            for slot, value in {
                **slots,
                "B": owner.names[lang],
                "site": owner.site,
                "tel": owner.tel,
                "acct": account(owner.names[lang], number),
                "n": str(number),
                "tco": f"Qz{number:x}Kd{number % 97}xY"[:10],
            }.items():
                text = text.replace(f"{{{slot}}}", value)
            if name == "patterns.tsv" and half not in ("both", half_of(text)):
                continue
            region = "CN" if lang == "zh" else None
            report = checker.scan(text, region=region)
            flagged = report.status.value in ACCUSED
            counts = table[truth, group]
            counts["texts"] += 1
            counts["flagged"] += flagged
            counts["right"] += flagged and ("{B}" not in pattern or owner.id in bound(report))
            if show and counts["shown"] < show and flagged is (truth == "honest"):
                counts["shown"] += 1
                said = [(c.raw, c.verdict.status.value, c.claim) for c in report.contacts]
                print(
                    f"  {truth} {group}: {text!r}\n    {said} "
                    f"{[(c.brand_id, c.strength, c.how) for c in report.claims]}"
                )
    print(f"{'truth':7} {'group':10} {'texts':>6} {'flagged':>9} {'right brand':>12}")
    for truth in ("fake", "honest"):
        whole: Counter[str] = Counter()
        for (what, group), counts in sorted(table.items()):
            if what == truth:
                whole.update(counts)
                _line(truth, group, counts)
        _line(truth, "all", whole)


def _line(truth: str, group: str, counts: Counter[str]) -> None:
    right = f"{100 * counts['right'] / counts['flagged']:10.1f} %" if counts["flagged"] else ""
    print(
        f"{truth:7} {group:10} {counts['texts']:6} "
        f"{100 * counts['flagged'] / counts['texts']:7.1f} % {right if truth == 'fake' else ''}"
    )


def several(checker: Checker, half: str, show: int) -> None:
    """Texts with two to eight brands, a contact each; in a fake one, one contact is nobody's."""
    honest, planted = Counter[str](), Counter[str]()
    pool, number = owners(checker), 0
    for lang, kind, head, line, between, tail in rows("several.tsv"):
        fit = [o for o in pool if o.names[lang] and getattr(o, kind)]
        for step in range(LISTS):
            number += 1
            chosen = [
                fit[(number * 13 + step * 5 + i * 17) % len(fit)] for i in range(2 + step % 7)
            ]
            chosen = list({owner.id: owner for owner in chosen}.values())
            slots = strangers(number, lang == "zh")
            bad = step % len(chosen) if step % 2 else -1
            contacts = [getattr(owner, kind) for owner in chosen]
            if bad >= 0:
                contacts[bad] = slots["phone"] if kind == "tel" else slots["link"]
            lines = [
                line.replace("{B}", owner.names[lang]).replace("{contact}", contact)
                for owner, contact in zip(chosen, contacts, strict=True)
            ]
            text = head + between.join(lines) + tail
            if half not in ("both", half_of(text)):
                continue
            report = checker.scan(text, region="CN" if lang == "zh" else None)
            wrong = [c for c in report.contacts if c.verdict.status.value in ACCUSED]
            at = text.find(contacts[bad]) if bad >= 0 else -1
            mine = [
                c for c in wrong if at >= 0 and c.start < at + len(contacts[bad]) and c.end > at
            ]
            honest["contacts"] += len(contacts) - (bad >= 0)
            honest["accused"] += len(wrong) - len(mine)
            if bad >= 0:
                planted["contacts"] += 1
                planted["flagged"] += bool(mine)
                planted["right"] += any(c.claim == chosen[bad].id for c in mine)
            miss = len(wrong) > len(mine) or (
                bad >= 0 and not any(c.claim == chosen[bad].id for c in mine)
            )
            if show and miss and honest["shown"] < show * 5:
                honest["shown"] += 1
                said = [(c.raw, c.verdict.status.value, c.claim) for c in report.contacts]
                print(f"  several: {text!r}\n    {said}")
    print(
        f"several brands: {honest['contacts']} genuine contacts, "
        f"{100 * honest['accused'] / honest['contacts']:.2f} % accused; "
        f"{planted['contacts']} planted, {100 * planted['flagged'] / planted['contacts']:.1f} % "
        f"flagged, {100 * planted['right'] / planted['contacts']:.1f} % as the right brand's"
    )


def everyday(checker: Checker, half: str, show: int) -> None:
    """Honest Chinese messages of shops, banks and services, codes among them."""
    pool = [owner for owner in owners(checker) if owner.names["zh"]]
    count = wrong = number = 0
    for (pattern,) in rows("everyday.tsv"):
        for step in range(2 * EACH):
            number += 1
            owner = pool[(number * 11 + step * 7) % len(pool)]
            code = f"{number * 7919 % 10 ** (4 + 2 * (step % 3)):0{4 + 2 * (step % 3)}d}"
            pick = f"{step % 9 + 1}-{number % 9 + 1}-{number * 37 % 9000 + 1000}"
            text = pattern
            for slot, value in {
                "B": owner.names["zh"],
                "code": code,
                "pick": pick,
                "tail": f"{number * 271 % 10000:04d}",
            }.items():
                text = text.replace(f"{{{slot}}}", value)
            if half not in ("both", half_of(text)):
                continue
            report = checker.scan(text, region="CN")
            count += 1
            wrong += report.status.value in ACCUSED
            if show and report.status.value in ACCUSED:
                print(f"  everyday: {text!r} {accused(report)} {[f.id for f in report.red_flags]}")
    print(f"everyday Chinese messages and codes: {count}, {100 * wrong / count:.2f} % accused")


def languages(checker: Checker, half: str, show: int) -> None:
    """Sentences of twelve languages that ask for secrets, money or control, and others."""
    counts: Counter[str | tuple[str, str]] = Counter()
    for lang, asks, text in rows("../../tests/scanning/languages.tsv"):
        if half not in ("both", half_of(text)):
            continue
        flags = checker.scan(text).red_flags
        fired = any(flag.severity in ("critical", "high") for flag in flags)
        counts[asks] += 1
        counts[asks, "fired"] += fired
        if show and fired is not (asks == "yes"):
            print(f"  {lang}, asks {asks}: {text!r} {[(f.id, f.severity) for f in flags]}")
    print(
        f"requests in twelve languages: {counts['yes', 'fired']} of {counts['yes']} read; "
        f"{counts['no', 'fired']} of {counts['no']} other sentences accused"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", choices=("work", "unseen", "both"), default="work")
    parser.add_argument("--show", type=int, default=0)
    parser.add_argument("--pasted", action="store_true", help="the texts of pasted.tsv alone")
    parser.add_argument("--daily", action="store_true", help="the texts of daily.tsv alone")
    options = parser.parse_args()
    checker = Checker()
    if not options.pasted:
        single(checker, "daily.tsv", options.half, options.show)
    if options.daily:
        return
    single(checker, "pasted.tsv", options.half, options.show)
    if options.pasted:
        return
    single(checker, "patterns.tsv", options.half, options.show)
    several(checker, options.half, options.show)
    everyday(checker, options.half, options.show)
    languages(checker, options.half, options.show)


if __name__ == "__main__":
    main()
