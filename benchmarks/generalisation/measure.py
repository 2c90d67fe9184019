"""What nobody has seen: names made by operators, and honest names that no table holds.

    python benchmarks/generalisation/measure.py [--data DIR] [--seed N] [--brands N] [--each N]
        [--peers] [--development] [--show OPERATOR] [--alarms] [--save FILE]

Names are those of `names.py`: brands of the ``test`` part, on which nothing is fitted, with a seed
that is new at each run unless one is given (it is printed). The directory holds exactly the sampled
domains. The tables are thinned (`tables.py`): a fifth of the popular names and of the bait words,
chosen by hash, is missing; "unseen" bait words are these. Printed are shares that are flagged
(impersonation or suspicious) beside rapidfuzz >= 85 on the same hosts, by operator, by length of
the name, and for words, compounds and coined names; with ``--peers`` impersonation-detector too, on
one host of each brand and operator (it takes 30 ms a host).

Honest names are asked of the directory of the sample and of the shipped one: popular names that the
thinned tables left out, the kinds of ``neg_domains_dev.tsv.gz``, and first domains of the
unreviewed brands ("long tail"), all without names that a thinned table holds, a listed brand's own,
and those that the same public list puts down to a brand of the directory.

``--development`` puts the labelled hosts and the labelled URLs (averaged over brands) beside the
mean of operators: the gap is the figure to watch.
"""

from __future__ import annotations

import argparse
import random
import secrets
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path

import names
import tables

from ringtrue import Checker, Directory
from ringtrue.text import words
from ringtrue.text.suffix import split

sys.path.append(str(Path(__file__).resolve().parents[1] / "detection"))

FLAGGED = ("impersonation", "suspicious")
CLASSES = {"<= 5": range(4, 6), "6-7": range(6, 8), "8-9": range(8, 10), ">= 10": range(10, 99)}
HONEST = 12_000
"""Names of a large kind of honest ones."""
MIN_ROWS = 3
"""Labelled URLs of the brands over which a mean is taken."""
ADDED = (
    "{}support.{}", "{}-support.{}", "support{}.{}", "{}-login.{}", "{}login.{}", "{}24.{}",
    "{}-24.{}", "{}-support.secure.{}", "www-{}.{}", "{}-us.{}",
)  # fmt: skip
"""What an impostor adds to a label."""
Flags = Callable[[str], bool]


def flags(checker: Checker) -> Flags:
    return lambda host: checker.check(host).status.value in FLAGGED


def rapidfuzz_flags(domains: Sequence[str]) -> Flags:
    from rapidfuzz import fuzz, process

    def flag(host: str) -> bool:
        return process.extractOne(host, domains, scorer=fuzz.ratio, score_cutoff=85) is not None

    return flag


def percent(hits: Iterable[bool]) -> float:
    hits = list(hits)
    return 100 * sum(hits) / len(hits) if hits else float("nan")


# -- generated names -------------------------------------------------------------------------------


class Generated:
    """Variants with the answers of each tool."""

    def __init__(self, options: argparse.Namespace) -> None:
        rng = random.Random(options.seed)
        self.brands = names.sample(options.data, rng, options.brands, "test")
        maker = names.maker_of(rng)
        self.variants = list(names.variants(self.brands, rng, maker, options.each))
        domains = [brand.domain for brand in self.brands]
        self.directory = Directory.from_rows(
            (b.domain, b.label, "domain", b.domain) for b in self.brands
        )
        flag = flags(Checker(self.directory))
        ratio = rapidfuzz_flags(domains)
        self.answers = {
            "ringtrue": [flag(v.host) for v in self.variants],
            "rapidfuzz": [ratio(v.host) for v in self.variants],
        }

    def share(self, tool: str, chosen: Callable[[names.Variant], bool]) -> float:
        found = zip(self.variants, self.answers[tool], strict=True)
        return percent(hit for variant, hit in found if chosen(variant))

    def mean(self, tool: str = "ringtrue") -> float:
        """The mean of operators."""
        shares = [self.share(tool, lambda v, o=o: v.operator == o) for o in names.OPERATORS]
        return sum(shares) / len(shares)

    def print(self) -> None:
        tools = list(self.answers)
        print(f"{'flagged, %':34}{'rows':>7}" + "".join(f"{tool:>11}" for tool in tools))
        for operator in names.OPERATORS:
            self._row(operator, lambda v, o=operator: v.operator == o)
        means = "".join(f"{self.mean(tool):>11.1f}" for tool in tools)
        print(f"{'mean of operators':34}{len(self.variants):>7}{means}\n")
        print(f"{'ringtrue, by letters':24}" + "".join(f"{name:>9}" for name in CLASSES))
        for family in dict.fromkeys(family for family, _ in names.OPERATORS.values()):
            self._by_length(family, family)
        print(f"\n{'ringtrue, by name':24}{'word':>9}{'compound':>9}{'coined':>9}")
        for family in dict.fromkeys(family for family, _ in names.OPERATORS.values()):
            cells = "".join(
                f"{self.share('ringtrue', lambda v, k=k, f=family: self._is(v, f, k)):>9.1f}"
                for k in ("word", "compound", "coined")
            )
            print(f"{family:24}{cells}")
        second = ("beside", "combo", "level", "slip + bait")
        share = self.share(
            "ringtrue",
            lambda v: v.brand.kind == "word" and v.family in second and "plain" not in v.operator,
        )
        print(f"{'words, with a second sign':24}{share:>9.1f}")

    def print_added(self) -> None:
        """Slips that are flagged alone and fall silent when an impostor adds something."""
        flag = flags(Checker(self.directory))
        found = zip(self.variants, self.answers["ringtrue"], strict=True)
        alone = [v.host for v, hit in found if hit and v.family == "one slip"]
        alone = [host for host in alone if host.isascii()][::3]
        print(f"\n{'silent with something added, %':34}{len(alone):>7}")
        for added in ADDED:
            hosts = (added.format(*host.partition(".")[::2]) for host in alone)
            print(f"{added:34}{'':7}{100 - percent(map(flag, hosts)):>11.1f}")

    @staticmethod
    def _is(variant: names.Variant, family: str, kind: str) -> bool:
        return variant.family == family and variant.brand.kind == kind

    def _row(self, name: str, chosen: Callable[[names.Variant], bool]) -> None:
        rows = sum(map(chosen, self.variants))
        cells = "".join(f"{self.share(tool, chosen):>11.1f}" for tool in self.answers)
        print(f"{name:34}{rows:>7}{cells}")

    def _by_length(self, name: str, family: str) -> None:
        cells = [
            self.share("ringtrue", lambda v, r=r: v.family == family and v.brand.size in r)
            for r in CLASSES.values()
        ]
        print(f"{name:24}" + "".join(f"{cell:>9.1f}" for cell in cells))


def ask_peer(made: Generated) -> None:
    """impersonation-detector on one variant of each brand and operator."""
    from peers.run import PEERS, ask, prepare

    environment = Path(__file__).resolve().parents[2] / ".venv-peers"
    peer = next(p for p in PEERS if p.package.startswith("impersonation"))
    chosen: dict[tuple[str, str], int] = {}
    for at, variant in enumerate(made.variants):
        if variant.host.isascii():
            chosen.setdefault((variant.brand.domain, variant.operator), at)
    rows = sorted(chosen.values())[::4]
    hosts = [made.variants[at].host for at in rows]
    domains = [brand.domain for brand in made.brands]
    task = {"hosts": hosts, "official": domains, "brands": {d: [d] for d in domains}}
    answers = ask(peer, prepare(environment)[peer.package], task, environment, 900)
    if answers.problem:
        print(f"impersonation-detector: {answers.problem}")
        return
    print(
        f"\non {len(rows):,} of these: impersonation-detector {percent(answers.levels):.1f}", end=""
    )
    for tool, hits in made.answers.items():
        print(f", {tool} {percent(hits[at] for at in rows):.1f}", end="")
    print()


# -- honest names ----------------------------------------------------------------------------------


def honest(folder: Path, part: str = "test") -> dict[str, list[str]]:
    """Honest names of a part, by kind, that no thinned table holds."""
    import urls

    found: dict[str, list[str]] = defaultdict(list)
    found["top, left out"] = sorted(tables.left_out())
    for row in urls.read(folder / "neg_domains_dev.tsv.gz"):
        own = row["match"].startswith("own:")
        if "old_list" not in row["flags"] and not own:
            found[row["kind"]].append(row["domain"])
    found["long tail"] = names.bulk_domains(folder)
    kept = {}
    for kind, domains in found.items():
        domains = [
            d for d in domains if is_of(part, d) and words.popular_rank(_registrable(d)) is None
        ]
        domains.sort(key=lambda domain: names.fraction(domain, "honest"))
        kept[kind] = list({_registrable(domain): domain for domain in domains}.values())[:HONEST]
    return kept


def is_of(part: str, domain: str) -> bool:
    return names.part_of(_registrable(domain).partition(".")[0]) == part


def _registrable(host: str) -> str:
    before, suffix, _ = split(host)
    return f"{before[-1]}.{suffix}" if before else host


def theirs(folder: Path, directory: Directory) -> set[str]:
    """Domains that the public list, or the one of own domains, puts down to brands of the
    directory (for a directory of domains: to whoever has one of them)."""
    listed = set(directory.hosts())
    brands = {brand for brand, domain in names.bulk_rows(folder) if domain in listed}
    found = set()
    for brand, domain in names.bulk_rows(folder):
        if brand in brands or directory.brand_for(brand):
            found.add(domain)
    own = folder / "harvest" / "own_domains.tsv"
    if own.is_file():
        lines = own.read_text(encoding="utf-8").splitlines()
        column = lines[0].split("\t").index("domain")
        found |= {line.split("\t")[column] for line in lines[1:]}
    return found


def print_honest(title: str, folder: Path, directory: Directory, show: bool) -> None:
    checker, own = Checker(directory), theirs(folder, directory)
    print(f"\n{title:34}{'rows':>7}{'flagged':>9}{'accused':>9}   own: rows, flagged")
    for kind, domains in honest(folder).items():
        others, owned, alarms = [], [], []
        for domain in domains:
            verdict = checker.check(domain)
            if verdict.status.value == "official":
                continue
            if domain in own:
                owned.append(verdict.status.value in FLAGGED)
                continue
            others.append(verdict.status.value)
            if verdict.status.value in FLAGGED:
                best = " ".join(
                    f"{e.code}={e.strength:.2f}:{e.details.get('official', '')}"
                    for e in verdict.evidence
                )
                alarms.append(f"    {domain} {verdict.score:.2f} {best}")
        flagged = percent(s in FLAGGED for s in others)
        accused = percent(s == "impersonation" for s in others)
        mine = f"{len(owned):>8,}{percent(owned):>8.1f}" if owned else f"{0:>8}"
        print(f"{kind:34}{len(others):>7,}{flagged:>9.3f}{accused:>9.3f}{mine}")
        if show:
            print(*alarms[:80], sep="\n")


# -- development rows ------------------------------------------------------------------------------


def by_brand(folder: Path, every: int) -> tuple[float, float, int]:
    """Labelled URLs, host-visible, of brands in the directory of urls.py: flagged by row, averaged
    over brands with `MIN_ROWS` rows and more, and how many brands these are."""
    import urls

    directory, labels, _ = urls.brand_table()
    flag = flags(Checker(directory))
    hits: dict[str, list[bool]] = defaultdict(list)
    rows = [
        row
        for row in urls.read(folder / "pos_urls_dev_labelled.tsv.gz")
        if urls.host_visible(row) and labels.get(row["brand"])
    ]
    per_brand: dict[str, int] = defaultdict(int)
    for row in rows:
        brand = labels[row["brand"]]
        per_brand[brand] += 1
        if per_brand[brand] <= 60 or per_brand[brand] % every == 0:
            hits[brand].append(flag(row["url_or_domain"]))
    kept = [row for row in hits.values() if len(row) >= MIN_ROWS]
    every_hit = [hit for row in hits.values() for hit in row]
    return percent(every_hit), sum(map(percent, kept)) / len(kept), len(kept)


def print_development(folder: Path, every: int, generated: float) -> None:
    import hosts

    data = hosts.load(folder)
    flag = flags(Checker(Directory.from_rows(hosts.rows(data))))
    lexical = [row for row in data["pos"] if row["class"] != hosts.NOT_LEXICAL]
    recall = percent(flag(row["host"].strip("/")) for row in lexical)
    print(f"\n{'development, lexical':34}{len(lexical):>7}{recall:>9.1f}")
    print(f"{'generated, mean of operators':34}{'':7}{generated:>9.1f}")
    print(f"{'gap':34}{'':7}{recall - generated:>9.1f}")
    groups: dict[str, list[str]] = defaultdict(list)
    for row in data["neg"]:
        groups[row["src"]].append(row["host"])
    for kind, domains in sorted(groups.items()):
        print(f"{'alarms ' + kind:34}{len(domains):>7}{percent(map(flag, domains)):>9.2f}")
    rows, mean, brands = by_brand(folder, every)
    print(f"{'URLs, mean over brands':34}{brands:>7}{mean:>9.1f}   (by row {rows:.1f})")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), metavar="DIR")
    parser.add_argument("--seed", type=int, default=None, help="new at each run without it")
    parser.add_argument("--brands", type=int, default=150, help="brands that names are made of")
    parser.add_argument("--each", type=int, default=6, help="names by operator and brand")
    parser.add_argument(
        "--every", type=int, default=20, help="URLs of much attacked brands: 1 in N"
    )
    parser.add_argument("--peers", action="store_true", help="ask impersonation-detector too")
    parser.add_argument("--development", action="store_true", help="the gap; mean over brands")
    parser.add_argument("--honest", action="store_true", help="alarms on names left out")
    parser.add_argument("--show", default="", metavar="OPERATOR", help="what it misses")
    parser.add_argument("--alarms", action="store_true", help="which honest names are flagged")
    options = parser.parse_args()
    if options.seed is None:
        options.seed = secrets.randbelow(10**6)
    print(f"{date.today()}, seed {options.seed}, {options.brands} brands, {options.each} each")

    def measured() -> Generated:
        made = Generated(options)
        made.print()
        made.print_added()
        if options.peers:
            ask_peer(made)
        if options.show:
            print(f"\nmissed, {options.show}:")
            missed = zip(made.variants, made.answers["ringtrue"], strict=True)
            rows = [v for v, hit in missed if not hit and options.show in (v.operator, v.family)]
            print(*(f"  {v.host} ({v.brand.domain})" for v in rows[:150]), sep="\n")
        if options.honest:
            print_honest(
                "honest, directory of the sample", options.data, made.directory, options.alarms
            )
            print_honest(
                "honest, shipped directory", options.data, Directory.default(), options.alarms
            )
        return made

    Directory.default()  # its own tables, opened before others take their place
    made = tables.thinned(measured)
    if options.development:
        print_development(options.data, options.every, made.mean())


if __name__ == "__main__":
    main()
