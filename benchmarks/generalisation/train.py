"""Train the trees that weigh likeness, and fit the table of probabilities, on the ``train`` part.

    python benchmarks/generalisation/train.py [--data DIR] [--write] [--seed N]

Pairings of hosts with official names are taken from the search itself, with what the rules find in
each. Those of fakes with the imitated brand are one class: names generated from brands of the train
part (`names.py`), on lists of several sizes, and labelled hosts and URLs of such brands. Those of
honest hosts are the other: popular names that the thinned tables do not hold, companies, crypto
sites, names like brands', first domains of unreviewed brands, and labels of some before others, all
of the train part, on the same lists. Gradient boosting (scikit-learn) with monotone constraints.

The trees give a likeness. With the level of the rules it makes the share of fakes (`Shares`): cells
are counted with likenesses from five folds by brand and honest name, in the reference population,
and made monotone in both directions. ``--write`` saves ``src/ringtrue/data/resemblance.tsv`` and
``likelihood.tsv``. Printed are the shares flagged, and the calibration error over the folds with
cells that were counted without the fold. The test part is not looked at here.

The reference population: one in ten of the names that people ask about is a fake (`FAKES`).
"""

from __future__ import annotations

import argparse
import os
import random
import sys
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path

import measure
import names
import numpy as np
import tables

sys.path.append(str(Path(__file__).resolve().parents[1] / "detection"))
os.environ["OMP_NUM_THREADS"] = "1"  # sums in another order give other trees

from ringtrue import Directory
from ringtrue.detectors.base import Inquiry
from ringtrue.detectors.likeness import FEATURES, LEVELS, SIGNS, features, level_of
from ringtrue.detectors.plan import Plan
from ringtrue.detectors.resemblance import judges
from ringtrue.detectors.tld_swap import may_be_house
from ringtrue.errors import UnparseableContact
from ringtrue.judging.calibration import FITTED
from ringtrue.judging.likelihood import is_fitted
from ringtrue.kinds import parse
from ringtrue.kinds.facets import DomainName
from ringtrue.search.candidates import candidates

TABLE = Path(__file__).resolve().parents[2] / "src/ringtrue/data/resemblance.tsv"
SEED = 20261130
SHARES, SPELLED = TABLE.with_name("likelihood.tsv"), TABLE.with_name("calibration.tsv")
TREES, LEAVES, LEAST = 150, 8, 60
MONOTONE = {
    "edits": -1, "cost": -1, "cost_each": -1, "first": 1, "last": 1, "name_bits": 1, "rare": 1,
    "own": 1,
    "seen_popular": -1, "name_inside": -1, "name_begins": -1, "rest_bait": 1, "bounded": 1,
    "same_ending": 1, "foreign": 1, "noise": 1, "embedded": 1, "in_word": -1, "common": -1,
    "name_bait": -1, "seen_common": -1, "below": -1, "person": -1, "reviewed": 1, "beside": 1,
    "listed": -1,
    **dict.fromkeys(SIGNS, 1),
}  # fmt: skip
HOSTING = (
    "github.io", "web.app", "netlify.app", "vercel.app", "pages.dev", "weebly.com", "blogspot.com",
    "000webhostapp.com", "herokuapp.com", "wordpress.com", "wixsite.com", "r2.dev",
)  # fmt: skip
"""Some platforms on which anybody publishes."""
MOST_PER_BRAND = 60
MOST_OWN = 12
"""Other sites of one brand that are looked at."""
OF_LIST = {"bulk": 1.5, "shipped": 12.0, "urls": 3.0, "labelled": 6.0, "reviewed": 5.0}
"""Weight of honest pairings by list, so that they stand to the fakes of each as to those of the
others: how many honest names come near by chance grows with the list."""
RULES = Plan(frozenset({"resemblance"}))
"""Without the trees."""
FOLDS = 5
KNOTS = (-1.0, 0.0, 1.0, 1.5, 2.0, 2.5, 3.0, 3.5, 4.0, 5.0, 6.0, 7.0)
"""Likenesses (logarithm of odds) for which a share is fitted."""
FAKES = 0.1
FAKES_OF = {
    "sample 400": 0.25, "shipped": 0.25, "labelled": 0.1, "urls": 0.2, "urls, shipped": 0.2,
}  # fmt: skip
HONEST_OF = {"sample 400": 0.2, "shipped": 0.5, "urls": 0.3}
KINDS_OF = {
    "long tail": 0.3, "corp": 0.25, "crypto": 0.2, "top": 0.1, "top, left out": 0.1,
    "brandlike": 0.05,
}  # fmt: skip
OWN = 0.02
"""The reference population: shares of sets and of kinds of honest names, and of the honest ones the
share that are a listed brand's own sites, which its list lacks."""
NOTED = 0.49
"""The most that a finding of a name spelled as it is may count for which its detector only notes
(judged below 0.5): honest names are too various for a sample to turn a note into suspicion."""
PRIOR = 2.0
"""Hosts that a share weighs which is as large at every level, beside those that were met."""


class Rows:
    """Pairings: features, class, weight, and what they belong to."""

    def __init__(self, swapped: bool = False) -> None:
        self.x: list[tuple[float, ...]] = []
        self.fake: list[bool] = []
        self.weight: list[float] = []
        self.level: list[int] = []
        self.host: list[int] = []
        self.fold: list[int] = []
        self.hosts: list[tuple[bool, bool, str, int]] = []
        """Per host: fake, flagged by rules, its set, its fold."""
        self.spelled: list[tuple[int, str, str, float]] = []
        """Of names that are spelled as they are: host, detector, place, strength."""
        self.swapped = swapped
        """Only hosts whose label is a name are looked at: what tld_swap judges."""

    def add(
        self, host: str, directory: Directory, kind: str, brand: str, weight: float, of: str = ""
    ) -> None:
        """The pairings of a host: of a fake those with `brand`, of an honest one (brand "") all,
        also where it belongs to the brand `of`."""
        try:
            contact = parse(host)
        except UnparseableContact:
            return
        facet = contact.part(DomainName)
        if facet is None or directory.is_official_domain(facet.host):
            return
        inquiry, number, flagged = Inquiry(contact, directory), len(self.hosts), False
        fold = int(names.fraction(brand or of or facet.registrable, "fold") * FOLDS)
        left_out = self.swapped and facet.label.replace("-", "") not in _labels(directory)
        for candidate in () if left_out else candidates(directory, contact):
            found = [e for rule in RULES.comparers(candidate) if (e := rule(candidate, inquiry))]
            flagged |= any(e.strength >= 0.5 for e in found)
            if brand and candidate.brand_id != brand:
                continue
            if kind.endswith("below") and not candidate.distance:
                continue  # a brand's own name there is no honest one
            signs = {"beside": 0.0}
            for item in found:
                named = candidate.part == "label" and item.code in SIGNS
                code = item.code if named else "beside"
                signs[code] = max(item.strength, signs.get(code, 0.0))
            if not candidate.distance:
                at_home = may_be_house(facet, directory.brands[candidate.brand_id])
                place = "house" if at_home else "other"
                self.spelled += [(number, e.code, place, e.strength) for e in found if is_fitted(e)]
                if len(signs) > 1:
                    continue  # spelled as it is: many of the honest ones are the brands' own
            if len(signs) == 1 and not judges(candidate):
                continue
            self.x.append(tuple(map(float, features(candidate, directory, signs))))
            self.fake.append(bool(brand))
            self.weight.append(weight)
            self.level.append(level_of(max([signs.get(sign, 0.0) for sign in SIGNS])))
            self.host.append(number)
            self.fold.append(fold)
        self.hosts.append((bool(brand), flagged, kind, fold))


@cache
def _labels(directory: Directory) -> frozenset[str]:
    return frozenset(name.text for name in directory.names.names() if name.origin == "domain")


def without_own(shipped: Directory) -> tuple[Directory, list[tuple[str, str]]]:
    """The shipped list without the sites of reviewed brands that nobody has verified, and these, of
    brands of the train part, each with its brand."""
    brands, own = [], []
    for brand in shipped.brands.values():
        if brand.tier != "own":
            kept = [c for c in brand.contacts if c.status != "unverified"]
            sites = [c.value for c in brand.contacts if c not in kept and c.kind == "domain"]
            sites.sort(key=lambda site: names.fraction(site, "own"))
            main = next((c.value for c in kept if c.kind == "domain"), "")
            if main and is_train(main):
                own += [(site, brand.id) for site in sites[:MOST_OWN]]
            brand = replace(brand, contacts=tuple(kept))
        brands.append(brand)
    return Directory(brands), own


def is_train(domain: str) -> bool:
    return measure.is_of("train", domain)


def below(honest: dict[str, list[str]], rng: random.Random) -> list[str]:
    """Honest hosts with labels before the registered one, which the data hardly have: labels of
    honest names before others, and on platforms."""
    pool = [domain for domains in honest.values() for domain in domains]
    labels = [label for domain in pool if len(label := domain.partition(".")[0]) >= 4]
    rows = [f"{rng.choice(labels)}.{rng.choice(pool)}" for _ in range(8000)]
    return rows + [f"{rng.choice(labels)}.{rng.choice(HOSTING)}" for _ in range(4000)]


def unreviewed(shipped: Directory, rng: random.Random) -> list[names.Sampled]:
    """Brands of the train part that the shipped list protects though nobody has reviewed them."""
    found = []
    for brand in shipped.brands.values():
        domain = next((c.value for c in brand.contacts if c.kind == "domain"), "")
        known = names._labelled(domain) if brand.aliases and brand.tier == "own" else None
        if known and names.part_of(known[0]) == "train":
            kind = names.kind_of(known[0])
            found.append(names.Sampled(domain, *known, kind, False))
    rng.shuffle(found)
    return found[:250]


def collect(folder: Path, seed: int, swapped: bool) -> Rows:
    import hosts
    import urls

    rows, rng = Rows(swapped), random.Random(seed)
    honest = measure.honest(folder, "train")
    honest["below"] = below(honest, rng)
    lists = []
    for count in (130, 400):
        brands = names.sample(folder, rng, count, "train")
        chosen = Directory.from_rows((b.domain, b.label, "domain", b.domain) for b in brands)
        lists.append((f"sample {count}", brands, chosen))
    shipped = Directory.default()
    pool = [b for b in names.sample(folder, rng, 400, "train") if b.shipped]
    pool += unreviewed(shipped, rng)
    lists.append(("shipped", pool, shipped))
    bulk = names.bulk_domains(folder)
    rng.shuffle(bulk)
    many = names.sample(folder, rng, 200, "train")
    listed = {(b.domain, b.label) for b in many} | {
        (d, d.partition(".")[0]) for d in bulk[:6000] if is_train(d) and names._labelled(d)
    }
    lists.append(
        ("bulk", many, Directory.from_rows((d, n, "domain", d) for d, n in sorted(listed)))
    )
    for title, brands, directory in lists:
        own = measure.theirs(folder, directory)
        maker = names.maker_of(rng, "train")
        for variant in names.variants(brands, rng, maker, 2 if title != "sample 400" else 1):
            brand = next((c.brand_id for c in directory.of_domain(variant.brand.domain)), "")
            if brand:
                rows.add(variant.host, directory, title, brand, 1.0)
                if rng.random() < 0.15 and variant.family != "level":
                    host = f"{variant.host.partition('.')[0]}.{rng.choice(HOSTING)}"
                    rows.add(host, directory, title, brand, 0.5)
        for kind, domains in honest.items():
            for domain in domains[: 6000 if kind in ("long tail", "below") else 3000]:
                if domain not in own:
                    weight = OF_LIST.get(title, 1.0)
                    rows.add(domain, directory, f"{title}: {kind}", "", weight)
        print(f"{title}: {len(rows.hosts):,} hosts, {len(rows.x):,} pairings", file=sys.stderr)
    reviewed, sites = without_own(shipped)
    for site, brand in sites:
        rows.add(site, reviewed, "reviewed: own", "", OF_LIST["reviewed"], brand)
    data = hosts.load(folder)
    directory = Directory.from_rows(hosts.rows(data))
    for row in data["pos"]:
        domains = data["brands"].get(row["brand"], [])
        if domains and is_train(domains[0]) and row["class"] != hosts.NOT_LEXICAL:
            brand = directory.is_official_domain(domains[0])
            if brand:
                rows.add(row["host"].strip("/"), directory, "labelled", brand, 40.0)
    for row in data["neg"]:
        if is_train(row["host"]):
            rows.add(row["host"], directory, "labelled honest", "", OF_LIST["labelled"])
    directory, labels, _ = urls.brand_table()
    listed_as = {label: shipped.brand_for(label) for label in labels}
    own = measure.theirs(folder, directory)
    taken: dict[str, int] = defaultdict(int)
    for row in urls.read(folder / "pos_urls_dev_labelled.tsv.gz"):
        brand = labels.get(row["brand"], "")
        if not brand or not urls.host_visible(row) or names.part_of(brand) != "train":
            continue
        taken[brand] += 1
        if taken[brand] <= MOST_PER_BRAND:
            rows.add(row["host"], directory, "urls", brand, 20.0)
            if theirs := listed_as[row["brand"]]:
                rows.add(row["host"], shipped, "urls, shipped", theirs.id, 20.0)
    for kind, domains in honest.items():
        for domain in domains[:4000]:
            if domain not in own:
                rows.add(domain, directory, f"urls: {kind}", "", OF_LIST["urls"])
    return rows


def fitted(x: np.ndarray, y: np.ndarray, weight: np.ndarray, seed: int):  # type: ignore[no-untyped-def]
    from sklearn.ensemble import HistGradientBoostingClassifier

    model = HistGradientBoostingClassifier(
        max_iter=TREES,
        max_leaf_nodes=LEAVES,
        min_samples_leaf=LEAST,
        learning_rate=0.15,
        l2_regularization=1.0,
        early_stopping=False,
        monotonic_cst=[MONOTONE.get(name, 0) for name in FEATURES],
        random_state=seed,
    )
    return model.fit(x, y, sample_weight=weight)


class Shares:
    """Of hosts their best pairing, and the share of fakes by level and likeness."""

    def __init__(self, rows: Rows, scores: np.ndarray) -> None:
        host, level = np.array(rows.host), np.array(rows.level)
        self.score = np.full(len(rows.hosts), -99.0)
        np.maximum.at(self.score, host, scores)
        self.level = np.zeros(len(rows.hosts), int)
        at = scores == self.score[host]
        np.maximum.at(self.level, host[at], level[at])
        self.fake = np.array([h[0] for h in rows.hosts])
        self.fold = np.array([h[3] for h in rows.hosts])
        self.own = np.array([h[2] == "reviewed: own" for h in rows.hosts])
        self.mass = self._masses([h[2] for h in rows.hosts])
        self.met = (self.score > -99) & (self.mass > 0)

    def _masses(self, kinds: list[str]) -> np.ndarray:
        """Of each host: its share of the reference population."""
        wanted = {(True, kind): FAKES * share for kind, share in FAKES_OF.items()}
        for title, share in HONEST_OF.items():
            for kind, part in KINDS_OF.items():
                wanted[False, f"{title}: {kind}"] = (1 - FAKES) * (1 - OWN) * share * part
        wanted[False, "reviewed: own"] = (1 - FAKES) * OWN
        slots = list(zip(self.fake.tolist(), kinds, strict=True))
        counts: dict[tuple[bool, str], int] = defaultdict(int)
        for slot in slots:
            counts[slot] += 1
        return np.array([wanted.get(slot, 0.0) / counts[slot] for slot in slots])

    def fit(self, chosen: np.ndarray) -> np.ndarray:
        """Shares by level and knot, of the `chosen` hosts that have a pairing."""
        at = chosen & self.met
        knots = np.array(KNOTS)
        place = np.interp(self.score[at], knots, np.arange(len(knots)))
        low = np.minimum(place.astype(int), len(knots) - 2)
        part, level, mass = place - low, self.level[at], self.mass[at]
        whole = np.zeros((2, len(LEVELS), len(knots)))
        for step, share in ((0, 1 - part), (1, part)):
            np.add.at(whole, (self.fake[at].astype(int), level, low + step), mass * share)
        total = whole.sum(0)
        common = whole[1].sum(0) / np.maximum(total.sum(0), 1e-12)
        prior = PRIOR * self.mass[self.mass > 0].mean()
        weight = total + prior
        return _monotone((whole[1] + prior * common) / weight, weight)

    def given(self, table: np.ndarray, chosen: np.ndarray) -> np.ndarray:
        """The shares that a table gives to the `chosen` hosts."""
        found = np.zeros(int(chosen.sum()))
        for level in range(len(LEVELS)):
            at = self.level[chosen] == level
            found[at] = np.interp(self.score[chosen][at], KNOTS, table[level])
        return found

    def cross_validated(self) -> np.ndarray:
        """The share of each host by a table that was counted without its fold."""
        found = np.zeros(len(self.score))
        for number in range(FOLDS):
            chosen = self.fold == number
            found[chosen] = self.given(self.fit(~chosen), chosen)
        return found


class Spelled:
    """Of names that are spelled as they are: the share of fakes by detector, place and strength."""

    def __init__(self, rows: Rows, shares: Shares) -> None:
        self.rows, self.shares = rows.spelled, shares

    def fit(
        self, chosen: np.ndarray, codes: Iterable[str] = FITTED
    ) -> dict[tuple[str, str], list[tuple[float, float, int, int]]]:
        """By detector and place: strengths, the shares fitted, fakes and honest hosts met."""
        from sklearn.isotonic import IsotonicRegression

        shares, best = self.shares, dict[tuple[int, str, str], float]()
        for host, code, place, strength in self.rows:
            if code == "tld_swap" and shares.own[host]:
                continue  # the shipped list holds them; those it lacks are among the honest
            if chosen[host] and shares.mass[host]:
                slot = host, code, place
                best[slot] = max(best.get(slot, 0.0), round(strength, 2))
        cells: dict[tuple[str, str, float], list[float]] = defaultdict(lambda: [0.0] * 4)
        for (host, code, place), strength in best.items():
            cell, fake = cells[code, place, strength], bool(shares.fake[host])
            cell[0] += shares.mass[host] * fake
            cell[1] += shares.mass[host]
            cell[2 if fake else 3] += 1
        one = PRIOR * shares.mass[shares.mass > 0].mean()
        found = {}
        for code in sorted(codes):
            for place in ("house", "other"):
                judged = sorted(s for c, e, s in cells if (c, e) == (code, place))
                met = [cells[code, place, s] for s in judged]
                weight = [cell[1] + one for cell in met]
                share = [(c[0] + one * s) / w for c, s, w in zip(met, judged, weight, strict=True)]
                fit = IsotonicRegression(y_min=0.0, y_max=0.99)
                line = fit.fit_transform(judged, share, sample_weight=weight).tolist()
                found[code, place] = [
                    (s, min(y, NOTED) if s < 0.5 else y, int(c[2]), int(c[3]))
                    for s, y, c in zip(judged, line, met, strict=True)
                ]
        return found

    def given(self, table, chosen: np.ndarray) -> tuple[np.ndarray, np.ndarray]:  # type: ignore[no-untyped-def]
        """The hosts that have such a finding, of the `chosen`, and the share that a table gives."""
        best = dict[int, float]()
        for host, code, place, strength in self.rows:
            if chosen[host] and self.shares.mass[host]:
                judged, share, *_ = zip(*table[code, place], strict=True)
                found = float(np.interp(strength, judged, share))
                best[host] = max(best.get(host, 0.0), found)
        return np.array(list(best), int), np.array(list(best.values()))

    def cross_validated(self) -> tuple[np.ndarray, np.ndarray]:
        """The same for all hosts, by tables that were counted without their fold."""
        parts = []
        for number in range(FOLDS):
            chosen = self.shares.fold == number
            parts.append(self.given(self.fit(~chosen), chosen))
        hosts, given = zip(*parts, strict=True)
        return np.concatenate(hosts), np.concatenate(given)


def _monotone(share: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """The shares, rising with the likeness and with the level."""
    from sklearn.isotonic import IsotonicRegression

    fit = IsotonicRegression(y_min=0.0, y_max=0.99)
    for _ in range(100):
        for rows, masses in ((share, weight), (share.T, weight.T)):
            for row, mass in zip(rows, masses, strict=True):
                row[:] = fit.fit_transform(np.arange(len(row)), row, sample_weight=mass)
    return np.maximum.accumulate(np.maximum.accumulate(share, 1), 0)


def print_folds(rows: Rows, shares: Shares, spelled: Spelled) -> None:
    found, kind = shares.cross_validated(), np.array([h[2] for h in rows.hosts])
    rules = np.array([h[1] for h in rows.hosts])
    found[shares.score <= -99] = 0.0
    levels = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8)
    print(f"{'flagged, %':30}{'hosts':>9}{'rules':>8}" + "".join(f"{t:>9}" for t in levels))
    for fake in (True, False):
        for name in sorted(set(kind[shares.fake == fake].tolist())):
            of = (shares.fake == fake) & (kind == name)
            told = [100 * (found >= t)[of].mean() for t in levels]
            print(
                f"{name:30}{of.sum():>9,}{100 * rules[of].mean():>8.2f}"
                + "".join(f"{share:>9.2f}" for share in told)
            )
    met = np.flatnonzero(shares.met)
    print_reliability("misspelt", found[met], shares.mass[met], shares.fake[met])
    hosts, given = spelled.cross_validated()
    print_reliability("spelled as they are", given, shares.mass[hosts], shares.fake[hosts])
    for name in sorted(set(kind[hosts].tolist())):
        of = kind[hosts] == name
        told = [100 * (given[of] >= t).sum() / (kind == name).sum() for t in levels]
        print(f"{name:47}" + "".join(f"{share:>9.2f}" for share in told))


def print_reliability(title: str, given: np.ndarray, mass: np.ndarray, fake: np.ndarray) -> None:
    print(f"\n{title:22}{'share given':>12}{'of fakes':>10}{'hosts':>8}")
    wrong = 0.0
    for low in np.arange(0, 1, 0.1):
        of = (given >= low) & ((given < low + 0.1) | (low > 0.85))
        if mass[of].sum():
            share = (mass * given)[of].sum() / mass[of].sum()
            true = (mass * fake)[of].sum() / mass[of].sum()
            wrong += mass[of].sum() / mass.sum() * abs(share - true)
            print(f"{share:34.3f}{true:10.3f}{of.sum():8,}")
    print(f"expected calibration error {wrong:.4f} (five folds by brand and honest name)")


def dumped(model) -> str:  # type: ignore[no-untyped-def]
    def node(nodes, at: int) -> list[str]:  # type: ignore[no-untyped-def]
        one = nodes[at]
        if one["is_leaf"]:
            return [f"{one['value']:.4f}"]
        split = f"{FEATURES[one['feature_idx']]}<{one['num_threshold']:.4f}"
        return [split, *node(nodes, one["left"]), *node(nodes, one["right"])]

    trees = [" ".join(node(row[0].nodes, 0)) for row in model._predictors]
    return "\n".join([f"{float(model._baseline_prediction.ravel()[0]):.4f}", *trees]) + "\n"


def write(model, table: np.ndarray, seed: int) -> None:  # type: ignore[no-untyped-def]
    made = f"# Generated by: python benchmarks/generalisation/train.py --write (seed {seed})\n"
    TABLE.write_text(
        "# Trees that weigh how like a seen name is to an official one: the logarithm of odds\n"
        f"# before any tree, then a tree a row (ringtrue.data.trees).\n{made}{dumped(model)}",
        encoding="utf-8",
    )
    lines = ["\t".join(["likeness", *(f"{knot:g}" for knot in KNOTS)])]
    for level, row in zip(LEVELS, table, strict=True):
        lines.append("\t".join([level, *(f"{share:.3f}" for share in row)]))
    SHARES.write_text(
        "# The share of fakes where a pairing with a registered name is met, by the level of what\n"
        "# the rules find (rows) and by the likeness that the trees give (columns).\n"
        f"# Reference population: {FAKES:.0%} fakes.\n{made}" + "\n".join(lines) + "\n",
        encoding="utf-8",
    )
    print(f"{TABLE.name}: {TABLE.stat().st_size:,} bytes")
    print(*lines, sep="\n")


def lines_of(table) -> list[str]:  # type: ignore[no-untyped-def]
    return [
        f"{code}\t{place}\t{judged:g}\t{share:.3f}\t{fakes}\t{honest}"
        for (code, place), knots in table.items()
        for judged, share, fakes, honest in knots
    ]


def write_spelled(table, seed: int) -> None:  # type: ignore[no-untyped-def]
    rows = lines_of(table)
    SPELLED.write_text(
        "# What a sign in a registered name is worth, spelled as it is: the share of fakes.\n"
        "# Columns: detector, place (house: under a country's ending, of a brand that has sites\n"
        "# under such), strength it judged, fitted strength, fakes met, honest ones met.\n"
        f"# Reference population: {FAKES:.0%} fakes; of the honest {OWN:.0%} the brand's own.\n"
        f"# Generated by: python benchmarks/generalisation/train.py --write (seed {seed})\n"
        + "\n".join(rows)
        + "\n",
        encoding="utf-8",
    )
    print(*rows, sep="\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), metavar="DIR")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--write", action="store_true", help=f"save {TABLE.name}, {SHARES.name}")
    parser.add_argument(
        "--swapped", action="store_true", help=f"only the rows of tld_swap in {SPELLED.name}"
    )
    parser.add_argument("--keep", type=Path, metavar="FILE", help="keep the pairings, or read them")
    options = parser.parse_args()
    Directory.default()
    if options.keep and options.keep.is_file():
        import pickle

        rows = pickle.loads(options.keep.read_bytes())
    else:
        rows = tables.thinned(lambda: collect(options.data, options.seed, options.swapped))
        if options.keep:
            import pickle

            options.keep.write_bytes(pickle.dumps(rows))
    if options.swapped:
        spelled = Spelled(rows, Shares(rows, np.full(len(rows.x), -99.0)))
        found = spelled.fit(np.ones(len(rows.hosts), bool), ["tld_swap"])
        print(*lines_of(found), sep="\n")
        if options.write:
            text = SPELLED.read_text(encoding="utf-8").splitlines()
            kept = [line for line in text if not line.startswith("tld_swap\t")]
            at = next(i for i, line in enumerate(kept) if line.startswith("typosquatting\t"))
            kept[at:at] = lines_of(found)
            SPELLED.write_text("\n".join(kept) + "\n", encoding="utf-8")
        return
    x, y = np.array(rows.x), np.array(rows.fake)
    weight, fold = np.array(rows.weight), np.array(rows.fold)
    print(f"{len(rows.hosts):,} hosts, {len(x):,} pairings, {y.sum():,} of fakes")
    scores = np.zeros(len(x))
    for number in range(FOLDS):
        rest = fold != number
        model = fitted(x[rest], y[rest], weight[rest], options.seed)
        scores[~rest] = model.decision_function(x[~rest])
    shares = Shares(rows, scores)
    spelled = Spelled(rows, shares)
    print_folds(rows, shares, spelled)
    if options.write:
        model = fitted(x, y, weight, options.seed)
        every = np.ones(len(rows.hosts), bool)
        write(model, shares.fit(every), options.seed)
        write_spelled(spelled.fit(every), options.seed)


if __name__ == "__main__":
    main()
