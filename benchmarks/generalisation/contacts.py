"""Generalisation of accounts, shown names, mail, app ids and wallets: names made by operators.

    python benchmarks/generalisation/contacts.py [--data DIR] [--seed N] [--brands N] [--each N]
        [--only accounts,shown,mail,apps,wallets,more,accused] [--show]

Prints the share that is flagged (suspicious or impersonation of the right brand or of one that has
the same name) by operator, and for accounts by the length of the name, beside plain similarity
(rapidfuzz >= 80 on account names). ``more``: of names that are flagged alone, how many are told
less when the impostor adds something. ``accused``: honest accounts (`honest_contacts.py`). Without
``--seed`` each run draws its own and prints it.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import contact_names as made_of
import honest_contacts
from contact_names import Target
from names import Maker, maker_of

from ringtrue import Checker, Directory
from ringtrue.text.skeleton import fold

RANKS = {"invalid": 0, "official": 0, "unknown": 0, "suspicious": 1, "impersonation": 2}
LENGTHS = ((4, 5), (6, 7), (8, 9), (10, 40))
PARTS = ("accounts", "shown", "mail", "apps", "wallets", "more", "accused")
ADDED: dict[str, Callable[[Maker, str], str]] = {
    "_support behind": lambda m, n: f"{n}_support",
    "support glued behind": lambda m, n: f"{n}support",
    "official before": lambda m, n: f"official{n}",
    "客服 behind": lambda m, n: f"{n}客服",
    "digits behind": lambda m, n: f"{n}{m.rng.randrange(10, 99)}",
    "region behind": lambda m, n: f"{n}_us",
    "separator behind": lambda m, n: f"{n}_",
    "word and digits behind": lambda m, n: f"{n}_help24",
}
ON_A_NAME: dict[str, Callable[[str, str], str]] = {
    "support": lambda n, a: f"{n} Support{a}",
    "| support": lambda n, a: f"{n} | Support{a}",
    "[ ] support": lambda n, a: f"[{n}] Support{a}",
    "【】客服": lambda n, a: f"【{n}】客服{a}",
    "™": lambda n, a: f"{n}™ Support{a}",
    "客服 glued": lambda n, a: f"{n}客服{a}",
    "官方 glued before": lambda n, a: f"官方{n}{a}",
    "Support glued": lambda n, a: f"{n}Support{a}",
    "region": lambda n, a: f"{n} US Support{a}",
    "24/7": lambda n, a: f"{n} Support 24/7{a}",
    "emoji": lambda n, a: f"✅{n} Support✅{a}",
}


class Answers:
    """The answers of one directory."""

    def __init__(self, directory: Directory) -> None:
        self.checker = Checker(directory)
        self.names: dict[str, set[str]] = {
            brand.id: {fold(n) for n in (brand.name, *brand.aliases)}
            for brand in directory.brands.values()
        }

    def rank(self, contact: str, brand_id: str = "", kind: str | None = None) -> int:
        """2 impersonation, 1 suspicious, 0 neither; of another brand: -1 or -2."""
        verdict = self.checker.check(contact, kind=kind)
        rank = RANKS[verdict.status.value]
        if not rank or not brand_id or verdict.imitates is None:
            return rank
        named = verdict.imitates.brand.id
        return rank if named == brand_id or self.names[named] & self.names[brand_id] else -rank


def table(
    title: str,
    rows: Iterable[tuple[str, Target, str]],
    operators: dict[str, tuple[str, made_of.Make]],
    answers: Answers,
    similar: Callable[[str], bool] | None = None,
    *,
    show: bool = False,
) -> None:
    asked: Counter[tuple[str, int]] = Counter()
    found: Counter[tuple[str, int]] = Counter()
    accused: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    alike: Counter[str] = Counter()
    missed: dict[str, list[str]] = defaultdict(list)
    for contact, target, operator in rows:
        bucket = next(i for i, (a, b) in enumerate(LENGTHS) if a <= min(target.size, 40) <= b)
        rank = answers.rank(contact, target.brand_id)
        asked[operator, bucket] += 1
        found[operator, bucket] += rank != 0
        accused[operator] += rank == 2
        wrong[operator] += rank < 0
        if not rank:
            missed[operator].append(contact)
        if similar is not None:
            alike[operator] += similar(contact.rpartition(":@")[2])
    heads = [f"{a}-{b}" if b < 40 else f">={a}" for a, b in LENGTHS]
    last = "rapidfuzz" if similar else ""
    print(f"\n{title:30}{'n':>6}{'all':>7}" + "".join(f"{h:>7}" for h in heads)
          + f"{'>=6':>7}{'accused':>9}{'other':>7}{last:>11}")  # fmt: skip
    means = []
    for operator in operators:
        counts = [(found[operator, i], asked[operator, i]) for i in range(len(LENGTHS))]
        total = sum(n for _, n in counts)
        if not total:
            continue
        share = 100 * sum(f for f, _ in counts) / total
        means.append(share)
        cells = "".join(f"{100 * f / n:7.0f}" if n else f"{'-':>7}" for f, n in counts)
        longer = [sum(column) for column in zip(*counts[1:], strict=True)]
        at6 = 100 * longer[0] / longer[1] if longer[1] else 0
        plain = f"{100 * alike[operator] / total:11.0f}" if similar else ""
        print(f"{operator:30}{total:6}{share:7.1f}{cells}{at6:7.1f}"
              f"{100 * accused[operator] / total:9.0f}{wrong[operator]:7}{plain}")  # fmt: skip
        if show:
            print("   missed:", *missed[operator][:12], sep="\n      ")
    print(f"{'mean of operators':30}{'':6}{sum(means) / len(means):7.1f}")


def similarity(directory: Directory) -> Callable[[str], bool]:
    from rapidfuzz import fuzz, process

    names = sorted({c.value for b in directory.brands.values() for c in b.contacts
                    if c.kind in ("x", "telegram", "instagram", "facebook")})  # fmt: skip

    def judge(name: str) -> bool:
        return bool(process.extractOne(name.lower(), names, scorer=fuzz.ratio, score_cutoff=80))

    return judge


def apps(answers: Answers, rng: random.Random, maker: Maker, each: int, *, show: bool) -> None:
    rows: list[tuple[str, str, str]] = []
    brands = answers.checker.directory.brands.values()
    for brand in brands:
        for listed in [
            c for c in brand.contacts if c.kind == "play_package" and c.status == "active"
        ][:2]:
            for operator, change in made_of.APPS.items():
                made = {change(maker, listed.value) for _ in range(each)}
                rows += [(m, brand.id, operator) for m in sorted(made - {None, listed.value})]  # type: ignore[type-var]
    named = {b.id: max((fold(n) for n in (b.name, *b.aliases) if n.isascii()), default="", key=len)
             for b in brands if any(c.kind == "play_package" and c.status == "active"
                                    for c in b.contacts)}  # fmt: skip
    for brand_id, name in named.items():
        if len(name) >= 4 and name.isalpha():
            rows += [
                (f"com.{name}.{rng.choice(made_of.SUPPORT)}", brand_id, "com.NAME.support"),
                (f"app.{name}.apk", brand_id, "app.NAME.apk"),
                (f"com.{rng.choice(('qzfk', 'vorntal'))}.{name}", brand_id, "com.stranger.NAME"),
                (f"com.{name}{rng.choice(made_of.SUPPORT)}.app", brand_id, "com.NAMEsupport.app"),
            ]
    print(f"\n{'app ids of brands that list one':34}{'n':>6}{'all':>7}{'accused':>9}{'other':>7}")
    means = []
    for operator in dict.fromkeys(row[2] for row in rows):
        asked = [(contact, brand_id) for contact, brand_id, how in rows if how == operator]
        ranks = [answers.rank(contact, brand_id, "play_package") for contact, brand_id in asked]
        means.append(100 * sum(rank != 0 for rank in ranks) / len(ranks))
        print(f"{operator:34}{len(ranks):6}{means[-1]:7.1f}"
              f"{100 * ranks.count(2) / len(ranks):9.0f}{sum(r < 0 for r in ranks):7}")  # fmt: skip
        if show:
            pairs = zip(asked, ranks, strict=True)
            print("   missed:", *[a[0] for a, r in pairs if not r][:12], sep="\n      ")
    print(f"{'mean of operators':34}{'':6}{sum(means) / len(means):7.1f}")


def wallets(rng: random.Random) -> None:
    listed = {f"b{i}": "0x" + "".join(rng.choice("0123456789abcdef") for _ in range(40))
              for i in range(60)}  # fmt: skip
    listed |= {f"s{i}": made_of.base58(rng.randbytes(32)) for i in range(60)}
    answers = Answers(Directory.from_rows([(b, b, "wallet", v) for b, v in listed.items()]))
    listed = {b: c.value for b in listed for c in answers.checker.directory.brands[b].contacts}
    print(f"\n{'wallets that share ends':30}{'n':>6}{'all':>7}")
    for head, tail in ((3, 4), (4, 3), (4, 4), (5, 3), (3, 5), (2, 6), (6, 1), (3, 3), (2, 4)):
        ranks = [answers.rank(made_of.wallet(rng, v, head, tail), b) for b, v in listed.items()]
        print(f"{f'{head} + {tail} characters':30}{len(ranks):6}"
              f"{100 * sum(r != 0 for r in ranks) / len(ranks):7.1f}")  # fmt: skip


def more(answers: Answers, targets: list[Target], maker: Maker) -> None:
    """Of names flagged alone, those that are told less when something is added."""
    slips = [(s, t) for t in targets for _ in range(6)
             if t.size >= 5 and (s := made_of._slip(maker, t.account))]  # fmt: skip
    alone = [(s, t, r) for s, t in dict.fromkeys(slips)
             if (a := made_of.account(t.platform, s)) and (r := abs(answers.rank(a)))]  # fmt: skip
    print(f"\n{'told less when added':30}{'n':>6}{'silent':>8}{'less':>8}")

    def line(title: str, before: list[int], after: list[int]) -> None:
        silent = sum(b > 0 and a == 0 for b, a in zip(before, after, strict=True))
        less = sum(a < b for b, a in zip(before, after, strict=True))
        n = max(1, len(before))
        print(f"{title:30}{n:6}{100 * silent / n:8.1f}{100 * less / n:8.1f}")

    for title, add in ADDED.items():
        if "客服" in title:  # platforms that take such names
            before = [abs(answers.rank(s, kind="weibo")) for s, t, _ in alone]
            after = [abs(answers.rank(add(maker, s), kind="weibo")) for s, t, _ in alone]
            line(f"slip, {title}", before, after)
            continue
        asked = [(made_of.account(t.platform, add(maker, s)), r) for s, t, r in alone]
        line(f"slip, {title}", [r for a, r in asked if a],
             [abs(answers.rank(a)) for a, _ in asked if a])  # fmt: skip
    line("slip.support@ a free mailer", [r for *_, r in alone],
         [answers.rank(f"{s}.support@gmail.com") for s, *_ in alone])  # fmt: skip
    for title, end in (("(@x)", " (telegram:@vorn_142)"), ("<x@stranger>", "")):

        def ask(shown: str, end: str = end) -> int:
            return answers.rank(shown + end if end else f'"{shown}" <x142@vorntal.example>')

        shown = [(s.capitalize(), t) for s, t, _ in alone]
        line(f"slip as a shown name {title}", [r for *_, r in alone], [ask(s) for s, _ in shown])
        line(f"slip Support, shown {title}", [r for *_, r in alone],
             [ask(f"{s} Support") for s, _ in shown])  # fmt: skip
        names = [t.name for t in targets]
        before = [ask(n) for n in names]
        for name, add_to in ON_A_NAME.items():
            line(f"NAME, {name} {title}", before, [ask(add_to(n, "")) for n in names])


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), metavar="DIR")
    parser.add_argument("--seed", type=int)
    parser.add_argument("--brands", type=int, default=240)
    parser.add_argument("--each", type=int, default=2, help="names by each operator of each brand")
    parser.add_argument("--only", default=",".join(PARTS))
    parser.add_argument("--every", type=int, default=1, help="one honest account in N")
    parser.add_argument("--half", choices=("work", "end"), default="work",
                        help="which half of the honest accounts")  # fmt: skip
    parser.add_argument("--show", action="store_true", help="list some that are missed")
    options = parser.parse_args()
    seed = options.seed if options.seed is not None else random.SystemRandom().randrange(10**6)
    print(f"seed {seed}, {options.brands} brands, {options.each} names by operator and brand")
    rng = random.Random(seed)
    only = options.only.split(",")
    targets, directory = made_of.sample(options.data, rng, options.brands)
    maker, answers = maker_of(rng), Answers(directory)
    similar = similarity(directory)
    for part, operators in (
        ("accounts", made_of.ACCOUNTS), ("shown", made_of.SHOWN), ("mail", made_of.MAIL),
    ):  # fmt: skip
        if part in only:
            rows = made_of.made(targets, operators, maker, options.each)
            table(part, rows, operators, answers, similar if part == "accounts" else None,
                  show=options.show)  # fmt: skip
    if "apps" in only:
        apps(answers, rng, maker, options.each, show=options.show)
    if "wallets" in only:
        wallets(rng)
    if "more" in only:
        more(answers, targets, maker)
    if "accused" in only:
        honest_contacts.report(options.data, options.every, options.half, show=options.show)


if __name__ == "__main__":
    main()
