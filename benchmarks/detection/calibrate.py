"""Fit the strengths of signs in registered names, and show how well the score is calibrated.

    python benchmarks/detection/calibrate.py [--data DIR] [--write] [--plot FILE]

Reads the labelled hosts and URLs of the data folder and checks them with judged strengths
(``Policy(calibrated=False)``). For each detector the share of fakes is fitted to the strength it
judged (isotonic regression, weighted, shrunk towards the judged strength by as much as `SHRINK`
rows weigh). ``--write`` saves the table that ringtrue reads, ``--plot`` the reliability diagram.

The reference population: one in five of the contacts that people ask about is a fake. The fakes
are the labelled hosts and those labelled URLs whose registered name carries the attack
(`IN_NAMES`); of the honest ones half are ordinary sites, a quarter crypto firms and a quarter
neighbours of a brand's name (`HONEST`).

What is printed comes from a five-fold split by registered name (seeded): every row is scored with
strengths fitted on the other folds. ECE is the mean distance between score and share of fakes over
ten bins, weighted by how often a score is met, over all contacts that any sign points at.

Costs behind the thresholds: to suspect an honest site costs as much as to miss a fake, so
suspicious from 1 / (1 + 1); to accuse one costs four times what it costs to suspect a fake only,
so impersonation from 4 / (4 + 1).
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import hosts
import urls

from ringtrue import Checker, Directory, Policy
from ringtrue.judging.scoring import by_brand
from ringtrue.judging.verdict import Verdict
from ringtrue.kinds.facets import DomainName

TABLE = Path(__file__).resolve().parents[2] / "src/ringtrue/data/calibration.tsv"
FITTED = ("combosquatting", "homograph", "soundsquatting", "tld_swap", "typosquatting")
SUPPORTING = ("cheap_ending",)
"""Signs that speak only beside others: they keep the strength that was judged."""
FAKES = 0.2
HONEST = {"ordinary": 0.5, "crypto": 0.25, "neighbours": 0.25}
IN_NAMES = ("combosquat", "typo", "tld-swap", "idn-homoglyph")
"""Patterns of the labelled URLs, as the data guess them."""
KINDS = {
    "top": "ordinary",
    "corp": "ordinary",
    "alexa": "ordinary",
    "company": "ordinary",
    "crypto": "crypto",
    "dapps": "crypto",
    "brandlike": "neighbours",
    "epd-neg": "neighbours",
    "epd-whitelist": "neighbours",
}
SHRINK = 3
"""Rows that the judged strength weighs, beside those that were met."""
NOTED = 0.49
"""The most that a finding may count for which its detector only notes (judged below 0.5): honest
names are too many and too various for a sample to turn a note into suspicion."""
FOLDS = 5
SEED = 20261123
BINS = 10
Table = dict[str, list[tuple[float, float, int, int]]]
"""Per detector: judged strength, fitted strength, fakes and honest contacts met."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One contact: what it is, what it weighs in the population, and the signs found."""

    fake: bool
    group: str
    name: str
    verdict: Verdict
    house: Callable[[str], bool]
    """Whether a brand id is the one that is imitated (always, where the data do not say)."""


def anybody(brand_id: str) -> bool:
    return True


def labelled_hosts(folder: Path) -> Iterable[Seen]:
    """crypto_hosts_dev.json, look-alikes with a likeness and honest hosts."""
    data = hosts.load(folder)
    checker = Checker(Directory.from_rows(hosts.rows(data)), Policy(calibrated=False))
    for row in data["pos"]:
        if row["class"] != hosts.NOT_LEXICAL:
            yield seen(checker.check(row["host"]), True, "fakes", anybody)
    for row in data["neg"]:
        yield seen(checker.check(row["host"]), False, KINDS[row["src"]], anybody)


def labelled_urls(folder: Path) -> Iterable[Seen]:
    """Host-visible rows of listed brands, and honest domains that are not the brands' own."""
    run = urls.Run(folder, 20_000, Policy(calibrated=False))
    for item in run.listed:
        if item.row["pattern_guess"] not in IN_NAMES:
            continue
        house = run.houses.get(item.brand)
        yield seen(
            item.verdict,
            True,
            "fakes",
            lambda brand_id, house=house: run.houses.get(brand_id) == house,
        )
    for item in run.negatives:
        yield seen(item.verdict, False, KINDS[item.row["kind"]], anybody)


def seen(verdict: Verdict, fake: bool, group: str, house: Callable[[str], bool]) -> Seen:
    name = next((f.registrable for f in _domains(verdict)), verdict.raw)
    return Seen(fake, group, name, verdict, house)


def _domains(verdict: Verdict) -> list[DomainName]:
    facets = verdict.contact.facets if verdict.contact else ()
    return [facet for facet in facets if isinstance(facet, DomainName)]


def in_label(details: Mapping[str, object]) -> bool:
    """Whether a finding is about the registered name."""
    return details.get("part", "label") in ("label", "host")


def weights(items: Sequence[Seen]) -> list[float]:
    """Of each contact: its share of the reference population."""
    counts: dict[tuple[bool, str], int] = defaultdict(int)
    for item in items:
        counts[item.fake, item.group] += 1
    shares = {(True, "fakes"): FAKES}
    shares |= {(False, group): (1 - FAKES) * share for group, share in HONEST.items()}
    return [shares[item.fake, item.group] / counts[item.fake, item.group] for item in items]


def fit(items: Sequence[Seen], weight: Sequence[float]) -> Table:
    """Fitted strengths from the strongest finding of each detector for the brand pointed at."""
    from sklearn.isotonic import IsotonicRegression

    met: dict[str, dict[float, list[float]]] = defaultdict(lambda: defaultdict(lambda: [0.0] * 4))
    for item, share in zip(items, weight, strict=True):
        for evidence in item.verdict.evidence:
            code = evidence.code
            if code not in FITTED or not in_label(evidence.details):
                continue
            of_it = item.fake and item.house(evidence.brand_id)
            cell = met[code][round(evidence.strength, 2)]
            cell[0 if of_it else 1] += share
            cell[2 if of_it else 3] += 1
    one = sum(weight) / len(weight)
    table: Table = {}
    for code, cells in sorted(met.items()):
        judged = sorted(cells)
        mass = [cells[s][0] + cells[s][1] + SHRINK * one for s in judged]
        share = [(cells[s][0] + SHRINK * one * s) / m for s, m in zip(judged, mass, strict=True)]
        line = (
            IsotonicRegression(y_min=0.0, y_max=0.99)
            .fit(judged, share, sample_weight=mass)
            .predict(judged)
        )
        table[code] = [
            (
                s,
                round(min(float(y), NOTED if s < 0.5 else 1.0), 3),
                int(cells[s][2]),
                int(cells[s][3]),
            )
            for s, y in zip(judged, line, strict=True)
        ]
    return table


def rescored(item: Seen, table: Table) -> tuple[str, float]:
    """Brand and score with the strengths of `table`."""
    from dataclasses import replace

    evidence = []
    for found in item.verdict.evidence:
        if found.code in table and in_label(found.details):
            known = {s: y for s, y, *_ in table[found.code]}
            nearest = min(known, key=lambda s: abs(s - found.strength))
            found = replace(found, strength=known[nearest])
        evidence.append(found)
    return by_brand(evidence)


def cross_validated(items: Sequence[Seen], weight: Sequence[float]) -> list[tuple[str, float]]:
    """Brand and score of each contact with strengths that were fitted without its fold."""
    names = sorted({item.name for item in items})
    random.Random(SEED).shuffle(names)
    fold = {name: at % FOLDS for at, name in enumerate(names)}
    scores = [("", 0.0)] * len(items)
    for number in range(FOLDS):
        rest = [at for at, item in enumerate(items) if fold[item.name] != number]
        table = fit([items[at] for at in rest], [weight[at] for at in rest])
        for at, item in enumerate(items):
            if fold[item.name] == number:
                scores[at] = rescored(item, table)
    return scores


def in_names(item: Seen) -> bool:
    """All that points at a brand stands in the registered name."""
    pointing = [e for e in item.verdict.evidence if e.brand_id]
    codes = (*FITTED, *SUPPORTING)
    return bool(pointing) and all(e.code in codes and in_label(e.details) for e in pointing)


def reliability(
    items: Sequence[Seen], weight: Sequence[float], scores: Sequence[tuple[str, float]]
) -> list[tuple[float, float, float, int]]:
    """Per bin of the score: mean score, share of fakes of the brand named, mass, contacts."""
    bins = [[0.0, 0.0, 0.0, 0] for _ in range(BINS)]
    for item, share, (brand_id, score) in zip(items, weight, scores, strict=True):
        cell = bins[min(int(score * BINS), BINS - 1)]
        cell[0] += share * score
        cell[1] += share * (item.fake and item.house(brand_id))
        cell[2] += share
        cell[3] += 1
    return [(a / m, b / m, m, n) for a, b, m, n in bins if m]


def ece(bins: Sequence[tuple[float, float, float, int]]) -> float:
    whole = sum(mass for *_, mass, _ in bins)
    return sum(mass * abs(score - share) for score, share, mass, _ in bins) / whole


def write(table: Table) -> None:
    rows = [
        f"{code}\t{judged:g}\t{share:g}\t{fakes}\t{honest}"
        for code, knots in table.items()
        for judged, share, fakes, honest in knots
    ]
    TABLE.write_text(
        "# What a sign in a registered name is worth: the share of fakes where it is met.\n"
        "# Columns: detector, strength it judged, fitted strength, fakes met, honest ones met.\n"
        f"# Reference population: {FAKES:.0%} fakes; see benchmarks/detection/calibrate.py.\n"
        "# Generated by: python benchmarks/detection/calibrate.py --write\n"
        + "\n".join(rows)
        + "\n",
        encoding="utf-8",
    )


def plot(bins: Sequence[tuple[float, float, float, int]], path: Path) -> None:
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(5.5, 5.5))
    axes.plot([0, 1], [0, 1], color="0.7", linestyle="--", label="perfectly calibrated")
    axes.plot([b[0] for b in bins], [b[1] for b in bins], marker="o", label="ringtrue")
    for score, share, _, count in bins:
        axes.annotate(f"{count:,}", (score, share), textcoords="offset points", xytext=(6, -10))
    axes.axvline(0.5, color="0.85")
    axes.axvline(0.8, color="0.85")
    axes.set(xlabel="score", ylabel="share of fakes", xlim=(0, 1), ylim=(0, 1))
    axes.set_title("Reliability, cross-validated (contacts per bin)")
    axes.legend(loc="upper left")
    figure.savefig(path, dpi=110, bbox_inches="tight", metadata={"Software": None})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), metavar="DIR")
    parser.add_argument("--write", action="store_true", help=f"save {TABLE.name}")
    parser.add_argument("--plot", type=Path, metavar="FILE", help="save the diagram")
    options = parser.parse_args()
    try:
        import sklearn  # noqa: F401
    except ImportError:
        sys.exit("missing: scikit-learn; pip install 'ringtrue[bench]'")
    items = [*labelled_hosts(options.data), *labelled_urls(options.data)]
    weight = weights(items)
    scores = cross_validated(items, weight)
    kept = [at for at, item in enumerate(items) if in_names(item)]
    chosen = [[column[at] for at in kept] for column in (items, weight, scores)]
    bins = reliability(*chosen)
    print(f"{len(items):,} contacts, {len(kept):,} with a sign in the registered name alone")
    print(f"{'mean score':>10}{'fakes %':>10}{'mass %':>10}{'contacts':>10}")
    for score, share, mass, count in bins:
        print(f"{score:>10.3f}{100 * share:>10.1f}{100 * mass:>10.3f}{count:>10,}")
    print(f"expected calibration error {ece(bins):.3f} (five folds, seed {SEED})")
    judged = [by_brand(item.verdict.evidence) for item in chosen[0]]
    print(f"with judged strengths      {ece(reliability(chosen[0], chosen[1], judged)):.3f}")
    table = fit(items, weight)
    for code, knots in table.items():
        print(code, " ".join(f"{s:g}->{y:g} ({p}:{n})" for s, y, p, n in knots))
    if options.write:
        write(table)
    if options.plot:
        plot(bins, options.plot)


if __name__ == "__main__":
    main()
