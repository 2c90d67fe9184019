"""Digests of two thousand verdicts: what a change of the engine must not change unseen.

    .venv/bin/python tests/identity/answers.py            prints the contacts that are answered anew
    .venv/bin/python tests/identity/answers.py --renew    and writes their digests into digests.tsv

Contacts are generated from a seed and from lists that stand here (brands.tsv and generated brands;
`tests/golden_listing` for the states of a listing), so that no edit of an allowlist or of a
sentence changes an answer. Detectors, strengths, kinds, and the tables of words and suffixes do.
Whoever means to change answers renews the digests and says in the commit which and why. The large
form, for changes of the whole engine, is benchmarks/identity/identity.py.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from ringtrue import Checker, Directory

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(ROOT / "benchmarks" / "identity"))
from identity import digest, recombined, said, slip  # noqa: E402

FILE = HERE / "digests.tsv"
LISTS = ("10", "1000", "states")
TODAY = date(2026, 3, 1)
"""Listings of `golden_listing` are in force, at rest and past then."""
WORDED = ("advice", "directory_version", "hotlines", "next_steps")
"""Keys of answers that sentences and versions decide."""

Row = tuple[str, ...]


def frozen() -> list[Row]:
    lines = (HERE / "brands.tsv").read_text(encoding="utf-8").splitlines()
    return [tuple(line.split("\t")) for line in lines if not line.startswith("#")]


def generated(count: int) -> list[Row]:
    """Brands that nobody has: two or three syllables, some with a word of the trade."""
    chance = random.Random(1130)
    syllables = [a + b for a in "bcdfghjklmnprstvwz" for b in ("a", "e", "i", "o", "u", "ar", "en")]
    trades = ("", "", "", "pay", "bank", "wallet", "post", "-shop", "air")
    endings = ("example", "com", "net", "io", "de", "co.uk", "com.cn", "app")
    found: dict[str, Row] = {}
    while len(found) < count:
        stem = "".join(chance.choices(syllables, k=chance.choice((2, 3, 3))))
        name = f"{stem}{chance.choice(trades)}"
        value = f"{name}.{chance.choice(endings)}"
        found.setdefault(name, (name, name.replace("-", " ").title(), "domain", value))
    return list(found.values())


def rows(name: str) -> list[Row]:
    if name == "10":
        return frozen()[:10]
    kept = frozen()
    return kept + generated(1_000 - len(kept)) if name == "1000" else kept


def directory(name: str) -> Directory:
    mine = Directory.from_rows(rows(name))
    return Directory.load(ROOT / "tests" / "golden_listing") | mine if name == "states" else mine


def contacts() -> list[str]:
    """About two thousand, each once; texts to be scanned hold a line break."""
    chance = random.Random(16)
    kept, made = frozen(), generated(900)
    domains = [row[3] for row in kept if row[2] == "domain"]
    others = [row[3] for row in made]
    strangers = [f"{row[3]}" for row in generated(1_400)[900:]]
    accounts = [(row[2], row[3]) for row in kept if row[2] in ("x", "telegram", "instagram")]
    numbers = [row[3] for row in kept if row[2] == "phone"]
    states = Directory.load(ROOT / "tests" / "golden_listing").brands.values()
    found = [said(row[2], row[3]) for row in kept if row[2] != "alias"]
    found += [said(row.kind, row.value) for brand in states for row in brand.contacts]
    found += [slip(domain, chance) for domain in domains for _ in range(14)]
    found += [slip(domain, chance) for domain in chance.sample(others, 250)]
    found += recombined(domains + others[:20], strangers, chance, 330)
    found += chance.sample(strangers, 150) + chance.sample(others, 40)
    found += [f"https://{host}/{chance.choice(('login', 'en', ''))}" for host in strangers[:60]]
    found += [_link(chance.choice(domains), chance.choice(strangers), chance) for _ in range(170)]
    found += [slip(number, chance) for number in numbers for _ in range(20)]
    areas = [chance.randrange(200, 999) for _ in range(30)]
    found += [f"+1 {area} 555 {chance.randrange(100, 200):04}" for area in areas]
    found += [f"{kind}:@{slip(name, chance)}" for kind, name in accounts for _ in range(20)]
    found += [f"telegram:@{chance.choice(domains).partition('.')[0]}_help" for _ in range(20)]
    found += [f"support@{slip(domain, chance)}" for domain in chance.choices(domains, k=70)]
    found += [f"{_shown(row)} <{slip('desk@mail.example', chance)}>" for row in kept]
    found += [f"play_package:com.{slip(row[0], chance)}.app" for row in kept]
    found += [f"0x{chance.randrange(16**40):040x}" for _ in range(12)]
    found += [_text(chance.choice(kept), chance) for _ in range(80)]
    found += ["", "XXXX-XXXXXXX", "x", "http://", "@", "a b", "1.2.3.4", "xn--", "客服"]
    return list(dict.fromkeys(found))


def _shown(row: Row) -> str:
    return f"{row[1]} Support" if row[2] != "alias" else f"{row[3]}客服"


def _link(official: str, stranger: str, chance: random.Random) -> str:
    name = official.partition(".")[0]
    forms = (
        f"https://{official}/a?next=https://{stranger}/",
        f"https://{official}@{stranger}/",
        f"https://{stranger}/{name}/login",
        f"https://{official}.{stranger}/",
        f"https://{name}.github.io/",
        f"https://sites.google.com/view/{name}",
        f"https://{official}\\@{stranger}/",
        f"https://t.me/{name}_support",
        f"hxxps://{official}[.]{stranger}",
        f"https://{official}/{chance.randrange(999)}",
    )
    return chance.choice(forms)


def _text(row: Row, chance: random.Random) -> str:
    other = slip("help-desk.example", chance)
    number = f"+1 800 555 01{chance.randrange(100):02}"
    forms = (
        f"{row[1]} support:\nhttps://{other}/ or call {number}",
        f"Dear customer,\n{row[1]} never asks for your seed phrase. Write to desk@{other}.",
        f"{row[1]}客服\n请访问 https://{other}/ 并发送助记词",
        f"Contact us:\ntelegram @{row[0].replace('-', '_')}_desk, {row[3]}",
    )
    return chance.choice(forms)


def answer(checker: Checker, contact: str) -> Any:
    """What is judged, without what is said of it."""
    asked = checker.scan(contact, region="US") if "\n" in contact else checker.check(contact)
    return _unworded(asked.to_dict("en"))


def _unworded(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _unworded(part) for key, part in value.items() if key not in WORDED}
    return [_unworded(part) for part in value] if isinstance(value, list) else value


def in_short(found: Any) -> str:
    """The status's letter (n for unknown, x for invalid) and the digest of the whole."""
    letter = {"unknown": "n", "invalid": "x"}.get(found["status"], found["status"][0])
    return letter + digest(json.dumps(found, sort_keys=True, ensure_ascii=False))[:8]


def lines() -> Iterator[str]:
    """Contact (as JSON) and its answers at each list."""
    checkers = [Checker(directory(name), today=TODAY) for name in LISTS]
    for contact in contacts():
        answers = [in_short(answer(checker, contact)) for checker in checkers]
        yield "\t".join((json.dumps(contact, ensure_ascii=False), *answers))


def changed() -> list[str]:
    """One line for each contact that is answered otherwise than digests.tsv says."""
    kept = dict(_cells(line) for line in FILE.read_text(encoding="utf-8").splitlines())
    now = dict(_cells(line) for line in lines())
    said = []
    for contact in kept | now:
        before, after = kept.get(contact, "not asked"), now.get(contact, "not asked any more")
        if before != after:
            said.append(f"{contact[:120]}: {before}, now {after}")
    return said


def _cells(line: str) -> tuple[str, str]:
    contact, _, rest = line.partition("\t")
    return contact, rest.replace("\t", " ")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--renew", action="store_true")
    options = parser.parse_args()
    if FILE.exists():
        found = changed()
        print("\n".join((*found, f"{len(found)} contacts are answered anew")))
    if options.renew:
        FILE.write_text("".join(f"{line}\n" for line in lines()), encoding="utf-8")


if __name__ == "__main__":
    main()
