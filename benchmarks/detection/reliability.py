"""How well the score is calibrated, kind by kind, on what nothing was fitted to.

    python benchmarks/detection/reliability.py [--data DIR] [--seed N] [--plot FILE]

What a sign in a registered name is worth stands in ``data/likelihood.tsv``, fitted on the train
part of brands and honest names (`benchmarks/generalisation/train.py`, which prints its error over
five folds by brand). Here the checker is asked about the test part: names that operators made of
other brands with a new seed, labelled hosts and URLs of such brands, and honest names of that part
that no thinned table holds; accounts, shown names and mail by the generator beside honest ones.

The reference population: one in ten of the contacts that people ask about is a fake (`FAKES`), half
of these made by operators and half labelled, where there are labelled ones; of the honest accounts
one in fifty is a listed brand's own that its list lacks (each listed one left out). Printed are,
per kind, the mean score, the share of fakes of the brand that is named, and contacts by bins of the
score; and the expected calibration error: the mean distance between score and share, weighted by
how often a score is met, over all contacts that any sign points at. ``--plot`` saves a diagram of
each kind.

Costs behind the thresholds: to suspect an honest contact costs as much as to miss a fake, so
suspicious from 1 / (1 + 1); to accuse one costs four times what it costs to suspect a fake only, so
impersonation from 4 / (4 + 1).
"""

from __future__ import annotations

import argparse
import random
import secrets
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import hosts
import urls

sys.path.append(str(Path(__file__).resolve().parents[1] / "generalisation"))

import contact_names
import honest_contacts
import measure
import names
import tables

from ringtrue import Checker, Directory

FAKES = 0.1
BINS = 10
PEOPLE = 4_000
"""Names of people that are asked about."""
OWN, OWN_SHARE = "own, not listed", 0.02
"""Of the honest ones, those that are a listed brand's own and that its list lacks."""
LEAST_MASS = 1e-9


@dataclass(frozen=True, slots=True)
class Seen:
    """One contact: what it is, the set it is of, its score, and whether the brand is the right
    one."""

    fake: bool
    group: str
    score: float
    right: bool = False


def _seen(
    checker: Checker, contact: str, group: str, brand: str = "", kind: str | None = None
) -> Seen:
    """A contact as it is judged; `brand` is imitated, an honest one imitates none."""
    verdict = checker.check(contact, kind=kind)
    named = verdict.imitates.brand.id if verdict.imitates else ""
    if not named:
        named = next((item.brand_id for item in verdict.evidence if item.brand_id), "")
    return Seen(bool(brand), group, verdict.score, bool(brand) and named == brand)


def of_hosts(folder: Path, seed: int, part: str = "test") -> Iterator[Seen]:
    """Registered names and hosts, of a part."""
    rng = random.Random(seed)
    brands = names.sample(folder, rng, 300, part)
    for shipped in (False, True):
        chosen = [b for b in brands if b.shipped or not shipped]
        directory = (
            Directory.default()
            if shipped
            else Directory.from_rows((b.domain, b.label, "domain", b.domain) for b in chosen)
        )
        checker, own = Checker(directory), measure.theirs(folder, directory)
        for variant in names.variants(chosen, rng, names.maker_of(rng, part), 1):
            brand = directory.is_official_domain(variant.brand.domain)
            if brand:
                yield _seen(checker, variant.host, "made", brand)
        for kind, domains in measure.honest(folder, part).items():
            for domain in domains[:: 1 if len(domains) < 3000 else 3]:
                if domain not in own and not directory.is_official_domain(domain):
                    yield _seen(checker, domain, kind)
    data = hosts.load(folder)
    directory = Directory.from_rows(hosts.rows(data))
    checker = Checker(directory)
    for row in data["pos"]:
        official = data["brands"].get(row["brand"], [])
        if official and measure.is_of(part, official[0]) and row["class"] != hosts.NOT_LEXICAL:
            brand = directory.is_official_domain(official[0])
            if brand:
                yield _seen(checker, row["host"].strip("/"), "labelled", brand)
    directory, labels, _ = urls.brand_table()
    checker, taken = Checker(directory), defaultdict[str, int](int)
    for row in urls.read(folder / "pos_urls_dev_labelled.tsv.gz"):
        brand = labels.get(row["brand"], "")
        if brand and urls.host_visible(row) and names.part_of(brand) == part:
            taken[brand] += 1
            if taken[brand] <= 40:
                yield _seen(checker, row["host"], "labelled", brand)


def of_contacts(folder: Path, seed: int, part: str = "test") -> Iterator[tuple[str, Seen]]:
    """Accounts, shown names and mail of a part: the kind and the contact."""
    rng = random.Random(seed)
    targets, directory = contact_names.sample(folder, rng, 240, part)
    maker, checker = names.maker_of(rng, part), Checker(directory)
    for kind, operators in (
        ("account", contact_names.ACCOUNTS),
        ("shown", contact_names.SHOWN),
        ("mail", contact_names.MAIL),
    ):
        for contact, target, _ in contact_names.made(targets, operators, maker, 1):
            yield kind, _seen(checker, contact, "made", target.brand_id)
    checker = Checker()
    test = part == "test"
    for row in honest_contacts.accounts(folder, "end" if test else "work"):
        yield "account", _seen(checker, row["handle"], "others", kind=row["platform"])
    for name, mail in honest_contacts.people()[test : 2 * PEOPLE : 2]:
        name = name.replace('"', "")
        yield "mail", _seen(checker, f'"{name}" <{mail}>', "people")
        yield "shown", _seen(checker, f"{name} (x:@qv_{len(name)}142)", "people")
    for brand, listed, without in honest_contacts.each_left_out():
        if (names.part_of(listed.value) == "test") == test:
            yield "account", _seen(without, listed.value, OWN, kind=listed.kind)
            yield "shown", _seen(without, f"{brand.name} ({listed.kind}:@{listed.value})", OWN)


def every(folder: Path, seed: int, part: str = "test") -> dict[str, list[Seen]]:
    """All contacts of a part by their kind."""
    found = by_kind(of_contacts(folder, seed, part))
    return {"host": tables.thinned(lambda: list(of_hosts(folder, seed, part))), **found}


def masses(items: Sequence[Seen]) -> list[float]:
    """Of each contact: its share of the reference population."""
    counts = Counter((item.fake, item.group) for item in items)
    own = OWN_SHARE * any(group == OWN for _, group in counts)
    groups = Counter(fake for fake, group in counts if group != OWN)
    part = {True: FAKES / groups[True], False: (1 - FAKES) * (1 - own) / groups[False]}
    whole = {slot: (1 - FAKES) * own if slot[1] == OWN else part[slot[0]] for slot in counts}
    return [whole[i.fake, i.group] / counts[i.fake, i.group] for i in items]


Bins = list[tuple[float, float, float, int]]


def reliability(items: Sequence[Seen]) -> Bins:
    """Per bin of the score: mean score, share of fakes of the brand named, mass, contacts."""
    bins = [[0.0, 0.0, 0.0, 0] for _ in range(BINS)]
    for item, mass in zip(items, masses(items), strict=True):
        if item.score <= 0:
            continue
        cell = bins[min(int(item.score * BINS), BINS - 1)]
        cell[0] += mass * item.score
        cell[1] += mass * item.right
        cell[2] += mass
        cell[3] += 1
    return [(a / m, b / m, m, n) for a, b, m, n in bins if m > LEAST_MASS]


def error(bins: Bins) -> float:
    whole = sum(mass for *_, mass, _ in bins)
    return sum(mass * abs(score - share) for score, share, mass, _ in bins) / whole


def report(kind: str, items: Sequence[Seen]) -> Bins:
    bins = reliability(items)
    print(f"\n{kind}: {len(items):,} contacts, expected calibration error {error(bins):.3f}")
    print(f"{'mean score':>10}{'fakes %':>10}{'mass %':>10}{'contacts':>10}")
    for score, share, mass, count in bins:
        print(f"{score:>10.3f}{100 * share:>10.1f}{100 * mass:>10.3f}{count:>10,}")
    return bins


SIZE, LEFT = 220, 40


def drawn(every: dict[str, Bins]) -> str:
    """The diagrams, one beside the other, as SVG."""
    width = (SIZE + LEFT + 20) * len(every)
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{SIZE + 70}" '
        'font-family="sans-serif" font-size="11">',
        f'<rect width="{width}" height="{SIZE + 70}" fill="white"/>',
    ]
    for at, (kind, bins) in enumerate(every.items()):
        x, y = at * (SIZE + LEFT + 20) + LEFT, 30

        def place(score: float, share: float, x: int = x, y: int = y) -> str:
            return f"{x + SIZE * score:.1f},{y + SIZE * (1 - share):.1f}"

        lines.append(f'<text x="{x}" y="{y - 10}">{kind}, error {error(bins):.3f}</text>')
        lines.append(
            f'<rect x="{x}" y="{y}" width="{SIZE}" height="{SIZE}" fill="none" stroke="#888"/>'
        )
        lines.append(
            f'<polyline points="{place(0, 0)} {place(1, 1)}" stroke="#bbb" stroke-dasharray="4"/>'
        )
        points = " ".join(place(score, share) for score, share, *_ in bins)
        lines.append(f'<polyline points="{points}" fill="none" stroke="#1f5fa8"/>')
        for score, share, mass, count in bins:
            cx, cy = place(score, share).split(",")
            radius = 2 + 20 * mass
            lines.append(
                f'<circle cx="{cx}" cy="{cy}" r="{radius:.1f}" fill="#1f5fa8">'
                f"<title>{count:,} contacts</title></circle>"
            )
        lines.append(f'<text x="{x}" y="{y + SIZE + 18}">score from 0 to 1; up: fakes</text>')
    return "\n".join([*lines, "</svg>", ""])


def by_kind(rows: Iterable[tuple[str, Seen]]) -> dict[str, list[Seen]]:
    found: dict[str, list[Seen]] = defaultdict(list)
    for kind, item in rows:
        found[kind].append(item)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), metavar="DIR")
    parser.add_argument("--seed", type=int, default=None, help="new at each run without it")
    parser.add_argument("--plot", type=Path, metavar="FILE", help="save the diagrams (SVG)")
    options = parser.parse_args()
    seed = secrets.randbelow(10**6) if options.seed is None else options.seed
    print(f"seed {seed}")
    Directory.default()  # its own tables, opened before others take their place
    met = {kind: report(kind, items) for kind, items in every(options.data, seed).items()}
    if options.plot:
        options.plot.write_text(drawn(met), encoding="utf-8")


if __name__ == "__main__":
    main()
