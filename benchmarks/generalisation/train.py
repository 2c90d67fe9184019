"""Train the trees that weigh resemblance, on brands and honest names of the ``train`` part.

    python benchmarks/generalisation/train.py [--data DIR] [--write] [--seed N]

Pairings of hosts with official names are taken from the search itself. Those of fakes with the
imitated brand are one class: names generated from brands of the train part (`names.py`), on lists
of several sizes, and labelled hosts and URLs of such brands. Those of honest hosts are the other:
popular names that the thinned tables do not hold, companies, crypto sites, names like brands',
first domains of unreviewed brands, and labels of some before others, all of the train part, on the
same lists. Gradient boosting (scikit-learn) with monotone constraints; ``--write`` saves
``src/ringtrue/data/resemblance.tsv``.

Printed is what a threshold would give in five folds by brand and by honest name: the share of fakes
that the rules miss and the trees tell, and of honest hosts. The test part is not looked at here.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import defaultdict
from pathlib import Path

import measure
import names
import numpy as np
import tables

sys.path.append(str(Path(__file__).resolve().parents[1] / "detection"))

from ringtrue import Checker, Directory, Policy
from ringtrue.detectors.likeness import FEATURES, features
from ringtrue.detectors.resemblance import judges
from ringtrue.errors import UnparseableContact
from ringtrue.kinds import parse
from ringtrue.kinds.facets import DomainName
from ringtrue.search.candidates import candidates

TABLE = Path(__file__).resolve().parents[2] / "src/ringtrue/data/resemblance.tsv"
SEED = 20261130
TREES, LEAVES, LEAST = 100, 8, 60
MONOTONE = {
    "edits": -1, "cost": -1, "cost_each": -1, "first": 1, "last": 1, "name_bits": 1, "rare": 1,
    "seen_popular": -1, "name_inside": -1, "name_begins": -1, "rest_bait": 1, "bounded": 1,
    "same_ending": 1, "foreign": 1, "noise": 1, "embedded": 1, "in_word": -1, "common": -1,
    "name_bait": -1, "seen_common": -1, "below": -1,
}  # fmt: skip
HOSTING = (
    "github.io", "web.app", "netlify.app", "vercel.app", "pages.dev", "weebly.com", "blogspot.com",
    "000webhostapp.com", "herokuapp.com", "wordpress.com", "wixsite.com", "r2.dev",
)  # fmt: skip
"""Some platforms on which anybody publishes."""
MOST_PER_BRAND = 60
RULES = Policy(disabled=frozenset({"resemblance"}))
"""Without the trees."""
FOLDS = 5


class Rows:
    """Pairings: features, class, weight, and what they belong to."""

    def __init__(self) -> None:
        self.x: list[tuple[float, ...]] = []
        self.fake: list[bool] = []
        self.weight: list[float] = []
        self.host: list[int] = []
        self.fold: list[int] = []
        self.hosts: list[tuple[bool, bool, str]] = []
        """Per host: fake, flagged by rules, its set."""

    def add(
        self,
        host: str,
        directory: Directory,
        checker: Checker,
        kind: str,
        brand: str,
        weight: float,
    ) -> None:
        """The pairings of a host: of a fake those with `brand`, of an honest one (brand "") all."""
        try:
            contact = parse(host)
        except UnparseableContact:
            return
        facet = contact.part(DomainName)
        if facet is None or directory.is_official_domain(facet.host):
            return
        found = candidates(directory, contact)
        flagged = checker.judge(contact).status.value in measure.FLAGGED
        number = len(self.hosts)
        self.hosts.append((bool(brand), flagged, kind))
        size = len(directory.brands)
        key = brand or facet.registrable
        fold = int(names.fraction(key, "fold") * FOLDS)
        for candidate in found:
            if not judges(candidate) or (brand and candidate.brand_id != brand):
                continue
            if kind.endswith("below") and not candidate.distance:
                continue  # a brand's own name there is no honest one
            self.x.append(tuple(map(float, features(candidate, size))))
            self.fake.append(bool(brand))
            self.weight.append(weight * (0.3 if brand and flagged else 1.0))
            self.host.append(number)
            self.fold.append(fold)


def is_train(domain: str) -> bool:
    return measure.is_of("train", domain)


def below(honest: dict[str, list[str]], rng: random.Random) -> list[str]:
    """Honest hosts with labels before the registered one, which the data hardly have: labels of
    honest names before others, and on platforms."""
    pool = [domain for domains in honest.values() for domain in domains]
    labels = [label for domain in pool if len(label := domain.partition(".")[0]) >= 4]
    rows = [f"{rng.choice(labels)}.{rng.choice(pool)}" for _ in range(8000)]
    return rows + [f"{rng.choice(labels)}.{rng.choice(HOSTING)}" for _ in range(4000)]


def collect(folder: Path, seed: int) -> Rows:
    import hosts
    import urls

    rows, rng = Rows(), random.Random(seed)
    honest = measure.honest(folder, "train")
    honest["below"] = below(honest, rng)
    lists = []
    for count in (130, 400):
        brands = names.sample(folder, rng, count, "train")
        chosen = Directory.from_rows((b.domain, b.label, "domain", b.domain) for b in brands)
        lists.append((f"sample {count}", brands, chosen))
    shipped = Directory.default()
    pool = [b for b in names.sample(folder, rng, 400, "train") if b.shipped]
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
        checker, own = Checker(directory, RULES), measure.theirs(folder, directory)
        maker = names.maker_of(rng, "train")
        for variant in names.variants(brands, rng, maker, 2 if title != "sample 400" else 1):
            brand = directory.is_official_domain(variant.brand.domain)
            if brand:
                rows.add(variant.host, directory, checker, title, brand, 1.0)
                if rng.random() < 0.15 and variant.family != "level":
                    host = f"{variant.host.partition('.')[0]}.{rng.choice(HOSTING)}"
                    rows.add(host, directory, checker, title, brand, 0.5)
        for kind, domains in honest.items():
            for domain in domains[: 6000 if kind in ("long tail", "below") else 3000]:
                if domain not in own:
                    weight = 0.3 if title == "bulk" else 1.0  # it lists a house several times
                    rows.add(domain, directory, checker, f"{title}: {kind}", "", weight)
        print(f"{title}: {len(rows.hosts):,} hosts, {len(rows.x):,} pairings", file=sys.stderr)
    data = hosts.load(folder)
    directory = Directory.from_rows(hosts.rows(data))
    checker = Checker(directory, RULES)
    for row in data["pos"]:
        domains = data["brands"].get(row["brand"], [])
        if domains and is_train(domains[0]) and row["class"] != hosts.NOT_LEXICAL:
            brand = directory.is_official_domain(domains[0])
            if brand:
                rows.add(row["host"].strip("/"), directory, checker, "labelled", brand, 4.0)
    for row in data["neg"]:
        if is_train(row["host"]):
            rows.add(row["host"], directory, checker, "labelled honest", "", 1.0)
    directory, labels, _ = urls.brand_table()
    checker, own = Checker(directory, RULES), measure.theirs(folder, directory)
    taken: dict[str, int] = defaultdict(int)
    for row in urls.read(folder / "pos_urls_dev_labelled.tsv.gz"):
        brand = labels.get(row["brand"], "")
        if not brand or not urls.host_visible(row) or names.part_of(brand) != "train":
            continue
        taken[brand] += 1
        if taken[brand] <= MOST_PER_BRAND:
            rows.add(row["host"], directory, checker, "urls", brand, 2.0)
    for kind, domains in honest.items():
        for domain in domains[:4000]:
            if domain not in own:
                rows.add(domain, directory, checker, f"urls: {kind}", "", 1.0)
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


def best_by_host(rows: Rows, scores: np.ndarray) -> np.ndarray:
    best = np.full(len(rows.hosts), -99.0)
    np.maximum.at(best, np.array(rows.host), scores)
    return best


def print_folds(rows: Rows, scores: np.ndarray) -> None:
    best = best_by_host(rows, scores)
    fake = np.array([h[0] for h in rows.hosts])
    rules = np.array([h[1] for h in rows.hosts])
    kind = np.array([h[2] for h in rows.hosts])
    groups = {"generated": fake & np.isin(kind, ["sample 130", "sample 400", "shipped", "bulk"])}
    groups["labelled"] = fake & ~groups["generated"]
    for name in sorted(set(kind[~fake].tolist())):
        groups[name] = ~fake & (kind == name)
    levels = (1.0, 1.5, 2.0, 2.5, 3.0, 3.5, 4.0)
    print(f"{'flagged, %':30}{'hosts':>9}{'rules':>8}" + "".join(f"{t:>9}" for t in levels))
    for name, rows_of in groups.items():
        told = [100 * (rules | (best >= t))[rows_of].mean() for t in levels]
        print(
            f"{name:30}{rows_of.sum():>9,}{100 * rules[rows_of].mean():>8.2f}"
            + "".join(f"{share:>9.2f}" for share in told)
        )


def dumped(model) -> str:  # type: ignore[no-untyped-def]
    def node(nodes, at: int) -> list[str]:  # type: ignore[no-untyped-def]
        one = nodes[at]
        if one["is_leaf"]:
            return [f"{one['value']:.4f}"]
        split = f"{FEATURES[one['feature_idx']]}<{one['num_threshold']:.4f}"
        return [split, *node(nodes, one["left"]), *node(nodes, one["right"])]

    trees = [" ".join(node(row[0].nodes, 0)) for row in model._predictors]
    return "\n".join([f"{float(model._baseline_prediction.ravel()[0]):.4f}", *trees]) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), metavar="DIR")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--write", action="store_true", help=f"save {TABLE.name}")
    parser.add_argument("--keep", type=Path, metavar="FILE", help="keep the pairings, or read them")
    options = parser.parse_args()
    Directory.default()
    if options.keep and options.keep.is_file():
        import pickle

        rows = pickle.loads(options.keep.read_bytes())
    else:
        rows = tables.thinned(lambda: collect(options.data, options.seed))
        if options.keep:
            import pickle

            options.keep.write_bytes(pickle.dumps(rows))
    x, y = np.array(rows.x), np.array(rows.fake)
    weight, fold = np.array(rows.weight), np.array(rows.fold)
    print(f"{len(rows.hosts):,} hosts, {len(x):,} pairings, {y.sum():,} of fakes")
    scores = np.zeros(len(x))
    for number in range(FOLDS):
        rest = fold != number
        model = fitted(x[rest], y[rest], weight[rest], options.seed)
        scores[~rest] = model.decision_function(x[~rest])
    print_folds(rows, scores)
    if options.write:
        model = fitted(x, y, weight, options.seed)
        head = (
            "# Trees that weigh how like a seen name is to an official one: the logarithm of odds\n"
            "# before any tree, then a tree a row (ringtrue.data.trees).\n"
            "# Generated by: python benchmarks/generalisation/train.py --write "
            f"(seed {options.seed})\n"
        )
        TABLE.write_text(head + dumped(model), encoding="utf-8")
        print(f"{TABLE.name}: {TABLE.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
