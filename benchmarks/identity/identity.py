"""Do verdicts stay the same? Digests of every answer, before and after a change of the engine.

    python benchmarks/identity/identity.py --data DIR --save FILE       (with the old code)
    python benchmarks/identity/identity.py --data DIR --against FILE    (with the new code)

Contacts of every kind (development hosts, links, numbers, accounts, mail addresses, wallets, apps,
messages through `scan`, slips generated from a seed) are judged with directories of 10, 1,000, the
shipped and 100,000 entries, and a digest of ``to_dict("en")`` of each is written: one line a
contact. ``check_table`` answers the same hosts, and its rows are digested as well. ``--against``
prints the rows that changed, with what is said now, and ends with 1 if there are any.
``--root DIR`` imports ringtrue from another checkout, ``--every N`` keeps each Nth contact,
``--sizes`` some sizes.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import hashlib
import io
import json
import os
import random
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VERSION = "2026.11.28+b63cd205"
"""Stands for the shipped list's version, which is a hash of its compiled form and no answer."""
SIZES = ("10", "1000", "shipped", "100000")
TODAY = date(2026, 11, 30)
"""Listings expire: the answers are those of one day."""


def table(path: Path) -> list[dict[str, str]]:
    if not path.is_file():
        sys.exit(f"missing: {path}\n  give the folder that holds it with --data DIR")
    with gzip.open(path) as raw:
        text = io.TextIOWrapper(raw, encoding="utf-8", newline="")
        return list(csv.DictReader(text, delimiter="\t", quoting=csv.QUOTE_NONE))


# -- what is asked ---------------------------------------------------------------------------------


def contacts(data: Path, listed: list[tuple[str, str]]) -> dict[str, list[str]]:
    """Contacts by group, each once. `listed`: kind and value of every shipped contact."""
    chance = random.Random(20261130)
    fakes = table(data / "pos_urls_dev_labelled.tsv.gz")
    honest = [r["domain"] for r in table(data / "neg_domains_dev.tsv.gz")]
    hosts = sorted({r["host"] for r in fakes if r["host"]})
    links = sorted({r["url_or_domain"] for r in fakes if "/" in r["url_or_domain"]})
    domains = [v for kind, v in listed if kind in ("domain", "host")]
    numbers = [r["number_raw"] for r in table(data / "phones_pos_dev.tsv.gz")]
    numbers += [r["number"] for r in table(data / "phones_neg.tsv.gz")]
    accounts = [f"{r['platform']}:@{r['handle']}" for r in table(data / "handles_pos_dev.tsv.gz")]
    others = [f"{r['platform']}:@{r['handle']}" for r in table(data / "handles_neg.tsv.gz")]
    mails = [
        f"{r['display_name']} <{r['email']}>" if r["display_name"] else r["email"]
        for r in table(data / "emails_pos_dev.tsv.gz")
    ]
    texts = [r["text"] for r in table(data / "messages_dev.tsv.gz")]
    groups = {
        "fake hosts": chance.sample(hosts, 16_000),
        "honest hosts": chance.sample(honest, 18_000),
        "links": chance.sample(links, 9_000) + [f"https://{d}/login" for d in honest[:1_500]],
        "slips": [slip(d, chance) for d in chance.choices(domains, k=12_000)],
        "recombined": list(recombined(domains, honest, chance, 9_000)),
        "listed": [said(kind, value) for kind, value in listed],
        "numbers": numbers + [slip(v, chance) for kind, v in listed if kind == "phone"],
        "accounts": accounts + chance.sample(others, 9_000),
        "altered accounts": [
            f"{kind}:@{slip(v, chance)}" for kind, v in listed if kind in ("x", "telegram")
        ],
        "mails": chance.sample(mails, min(4_000, len(mails)))
        + [f"support@{slip(d, chance)}" for d in chance.choices(domains, k=1_500)],
        "shown names": [
            f"{d.partition('.')[0].title()} Support <help@mail.example>"
            for d in chance.choices(domains, k=1_000)
        ],
        "apps and wallets": [
            *(slip(v, chance) for kind, v in listed if kind.endswith(("package", "_id"))),
            *(f"0x{chance.randrange(16**40):040x}" for _ in range(300)),
        ],
        "messages": texts,
    }
    return {name: list(dict.fromkeys(rows)) for name, rows in groups.items()}


def said(kind: str, value: str) -> str:
    """A listed contact as `check` reads it."""
    plain = kind in ("domain", "host", "url", "email", "phone", "sms_sender", "wallet")
    return value if plain else f"{kind}:{value}" if kind.endswith("_id") else f"{kind}:@{value}"


PAIRS = [("m", "rn"), ("w", "vv"), ("d", "cl"), ("o", "0"), ("l", "1"), ("i", "l"), ("e", "é")]
WORDS = ["login", "support", "help", "wallet", "secure", "verify", "24", "x", "my", "app", "kefu"]


def slip(text: str, chance: random.Random) -> str:
    """`text` as an impostor or a tired hand alters it, once or twice."""
    label, dot, rest = text.partition(".")
    for _ in range(chance.choice((1, 1, 1, 2))):
        at, kind = chance.randrange(len(label) + 1) if label else 0, chance.randrange(8)
        letter = chance.choice("abcdefghijklmnopqrstuvwxyz0123456789-")
        if kind == 0:
            label = label[:at] + label[at + 1 :]
        elif kind == 1:
            label = label[:at] + letter + label[at:]
        elif kind == 2:
            label = label[:at] + letter + label[at + 1 :]
        elif kind == 3:
            label = label[:at] + label[at + 1 : at + 2] + label[at : at + 1] + label[at + 2 :]
        elif kind == 4:
            old, new = chance.choice(PAIRS)
            label = label.replace(old, new, 1)
        elif kind == 5:
            label = chance.choice((f"{label}-{chance.choice(WORDS)}", chance.choice(WORDS) + label))
        elif kind == 6 and dot:
            rest = chance.choice(("top", "xyz", "com", "web.app", "co.uk", "github.io"))
        else:
            label = f"{label[:at]}{chance.choice('-.')}{label[at:]}"
    return f"{label}{dot}{rest}"


def recombined(
    domains: list[str], honest: list[str], chance: random.Random, count: int
) -> Iterator[str]:
    """Official names before, behind and inside names of others."""
    for _ in range(count):
        name = chance.choice(domains).partition(".")[0]
        other = chance.choice(honest)
        label = other.partition(".")[0]
        cut = len(name) // 2
        forms = (
            f"{name}.{other}",
            f"{name}{label}.com",
            f"{label}-{name}.net",
            f"{label}{name}.org",
            f"www.{name}.{label}.com",
            f"{chance.choice(domains)}.{other}",
            f"{name}.{label}.co",
            f"{name[:cut]}.{name[cut:]}.{other}",
        )
        yield chance.choice(forms)


# -- with which lists ------------------------------------------------------------------------------


def rows_of(size: int, data: Path) -> list[tuple[str, ...]]:
    """The first `size` entries: shipped domains and accounts, then unreviewed domains (scale)."""
    from ringtrue import Directory

    kinds = ("domain", "x", "telegram", "phone", "email", "play_package", "host")
    found = [
        (brand.id, brand.name, row.kind, row.value, row.region)
        for brand in Directory.default().brands.values()
        for row in brand.contacts
        if row.kind in kinds and (row.kind != "phone" or row.region != "global")
    ]
    if size < 5_000:
        random.Random(size).shuffle(found)
        return found[:size]
    taken = {row[3] for row in found}
    for at, row in enumerate(table(data / "official_bulk.tsv.gz")):
        value = row["value"]
        if row["kind"] == "domain" and value.isascii() and "/" not in value and value not in taken:
            taken.add(value)
            entry = (f"bulk{at}", row["brand"] or value, "domain", value)
            if is_contact(entry):
                found.append(entry)
            if len(found) >= size:
                break
    return found


def is_contact(row: tuple[str, ...]) -> bool:
    """Whether a row of the unreviewed list can be listed at all."""
    from ringtrue import AllowlistError, Directory

    try:
        return bool(Directory.from_rows([row]).brands)
    except AllowlistError:
        return False


def directory_of(size: str, data: Path) -> object:
    from ringtrue import Directory

    return (
        Directory.default() if size == "shipped" else Directory.from_rows(rows_of(int(size), data))
    )


def answers(size: str, data: Path, every: int) -> Iterator[tuple[str, str, str]]:
    """Group, contact and the answer as JSON, whole."""
    from ringtrue import Checker, Directory

    checker = Checker(directory_of(size, data), today=TODAY)  # type: ignore[arg-type]
    default = Directory.default()
    listed = [(row.kind, row.value) for b in default.brands.values() for row in b.contacts]
    groups = contacts(data, listed)
    checker.prepare()
    hosts: list[str] = []
    for group, rows in groups.items():
        rows = rows[::every]
        if group == "messages":
            for text in rows[:: 4 if size == "100000" else 1]:
                yield group, text, _json(checker.scan(text, region="US").to_dict("en"))
            continue
        for at, raw in enumerate(rows):
            region = (None, None, None, "CN", "US")[at % 5] if group == "numbers" else None
            yield group, raw, _json(checker.check(raw, region=region).to_dict("en"))
        if group in ("fake hosts", "honest hosts", "slips", "recombined", "listed"):
            hosts += rows
    try:
        import pyarrow as pa
    except ImportError:
        print("  pyarrow is missing: check_table is left out", file=sys.stderr)
        return
    from ringtrue.batch import check_table

    found = check_table(pa.table({"host": hosts}), column="host", checker=checker)
    for row in found.to_pylist():
        yield "check_table", row["host"], _json(row)


def _json(value: object) -> str:
    from ringtrue import Directory

    text = json.dumps(value, sort_keys=True, ensure_ascii=False, default=str)
    return text.replace(Directory.default().version, VERSION)


def digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def digests(
    sizes: Iterable[str], data: Path, every: int, before: dict[str, list[str]] | None
) -> Iterator[tuple[str, int, int]]:
    """Writes or compares; yields size, rows, changes."""
    for size in sizes:
        count = changed = 0
        known = before.get(size) if before is not None else None
        kept: list[str] = []
        for at, (group, raw, answer) in enumerate(answers(size, data, every)):
            count += 1
            line = f"{digest(group + chr(0) + raw)} {digest(answer)}"
            kept.append(line)
            if known is not None and (at >= len(known) or known[at] != line):
                changed += 1
                if changed <= 40:
                    print(f"  {size} {group}: {raw[:120]!r}\n      now {answer[:700]}")
        if known is not None and len(known) != count:
            changed += abs(len(known) - count)
            print(f"  {size}: {len(known)} rows before, {count} now")
        _kept[size] = kept
        yield size, count, changed


_kept: dict[str, list[str]] = {}


def main() -> int:
    options = argparse.ArgumentParser(description="Digests of verdicts, before and after.")
    options.add_argument("--data", type=Path, required=True)
    options.add_argument("--save", type=Path)
    options.add_argument("--against", type=Path)
    options.add_argument("--root", type=Path, default=ROOT)
    options.add_argument("--every", type=int, default=1)
    options.add_argument("--sizes", nargs="+", default=SIZES, choices=SIZES)
    given = options.parse_args()
    sys.path.insert(0, str(given.root / "src"))
    os.environ["RINGTRUE_DATA"] = os.devnull
    before = json.loads(given.against.read_text()) if given.against else None
    if before is not None and before["every"] != given.every:
        sys.exit(f"{given.against} was saved with --every {before['every']}")
    total = 0
    for size, count, changed in digests(
        given.sizes, given.data, given.every, before["rows"] if before else None
    ):
        total += changed
        print(f"{size:>8}: {count} answers{f', {changed} changed' if before else ''}", flush=True)
    if given.save:
        given.save.write_text(json.dumps({"every": given.every, "rows": _kept}))
    return 1 if total else 0


if __name__ == "__main__":
    sys.exit(main())
