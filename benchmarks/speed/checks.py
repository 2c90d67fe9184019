"""Single checks: how many a second, how even, and how they grow with the directory.

    python benchmarks/speed/checks.py [--data DIR] [--entries N ...] [--peers] [--plot FILE]
                                      [--save FILE]

One process for each size. The directory holds the first N official domains under their brands: the
shipped ones, then those of ``official_bulk.tsv.gz`` (unreviewed: they measure scale), then
recombined names, each a brand of its own.
Two mixes of hosts, each host checked once, after others, by a prepared checker (`Checker.prepare`):
half fakes (``pos_urls_dev_labelled.tsv.gz``, host-visible) and half honest
(``neg_domains_dev.tsv.gz``), which is nobody's traffic and shows what look-alikes cost; and "real",
97 % strangers, 2 % listed, 1 % fakes. Rates are per second of processor time, for machines are
shared, and so are p50 and p99 of single checks of the first mix. Ratios travel between machines,
these figures do not: see ratios.py.
"normal" names the median at 1,000 entries; hostile directories are measured with the same hosts and
with their own names, slipped. With ``--peers`` the tools of benchmarks/detection/peers answer a few
of the same hosts for the same domains in the same run, and tldextract with a set, and rapidfuzz.
"""

from __future__ import annotations

import argparse
import contextlib
import csv
import gzip
import io
import json
import platform
import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import names
from clock import interleaved, share, singles

ROOT = Path(__file__).resolve().parents[2]
SIZES = [10, 100, 1_000, 10_000, 100_000, 1_000_000]
HOSTS = 3_000
WARM = 500
PEER_SIZES = (10, 1_000, 100_000)
PEER_HOSTS = {10: 200, 1_000: 100, 100_000: 20}
HOSTILE = ("near-identical", "three letters", "one token")


def table(path: Path) -> list[dict[str, str]]:
    if not path.is_file():
        sys.exit(f"missing: {path}\n  give the folder that holds it with --data DIR")
    with gzip.open(path) as raw:
        text = io.TextIOWrapper(raw, encoding="utf-8", newline="")
        return list(csv.DictReader(text, delimiter="\t", quoting=csv.QUOTE_NONE))


def mixed_hosts(data: Path, count: int = HOSTS + WARM) -> list[str]:
    """Half fakes, half honest, in an order that only the seed decides."""
    chance = random.Random(1)
    half = count // 2
    hosts = chance.sample(fake_hosts(data), half) + chance.sample(_honest(data), half)
    chance.shuffle(hosts)
    return hosts


def real_hosts(data: Path, count: int = HOSTS + WARM, repeat: bool = False) -> list[str]:
    """What people click on: 97 % strangers (popular sites, companies, companies' subdomains, a
    third each), 2 % hosts of the shipped list, 1 % fakes. With `repeat` hosts may come again."""
    chance = random.Random(2)
    pick = chance.choices if repeat else chance.sample
    rows = [r for r in table(data / "neg_domains_dev.tsv.gz") if r["flags"] != "old_list_only"]
    popular = sorted({r["domain"] for r in rows if r["kind"] == "top"})
    companies = sorted({r["domain"] for r in rows if r["kind"] == "corp"})
    fakes, vouched = count // 100, count // 50
    third = (count - fakes - vouched) // 3
    hosts = pick(fake_hosts(data), k=fakes) + chance.choices(listed_hosts(), k=vouched)
    hosts += pick(popular, k=third) + pick(companies, k=third)
    hosts += [
        f"{chance.choice(('www', 'cdn', 'login', 'mail', 'shop'))}.{host}"
        for host in pick(companies, k=count - len(hosts))
    ]
    chance.shuffle(hosts)
    return hosts


def listed_hosts() -> list[str]:
    """The domains and hosts of the shipped list."""
    from ringtrue import Directory

    brands = Directory.default().brands.values()
    return sorted({c.value for b in brands for c in b.contacts if c.kind in ("domain", "host")})


def fake_hosts(data: Path) -> list[str]:
    """Fakes that show a brand's name in the host."""
    rows = table(data / "pos_urls_dev_labelled.tsv.gz")
    shown = {r["host"] for r in rows if r["host"] and r["pattern_guess"] != "no-visible-brand"}
    return sorted(shown)


def _honest(data: Path) -> list[str]:
    return sorted(
        {
            row["domain"]
            for row in table(data / "neg_domains_dev.tsv.gz")
            if row["flags"] != "old_list_only" and not row["kind"].startswith("own")
        }
    )


def official(data: Path, count: int) -> list[tuple[str, str]]:
    """The first `count` official domains, each once, and the brand of each."""
    from ringtrue import Directory
    from ringtrue.directory.rows import listed_from
    from ringtrue.errors import AllowlistError
    from ringtrue.text.hosts import hosting_of
    from ringtrue.text.suffix import split

    found: dict[str, str] = {}
    for brand in Directory.default().brands.values():
        found |= {row.value: brand.name for row in brand.contacts if row.kind == "domain"}
    if len(found) < count:
        for row in table(data / "official_bulk.tsv.gz"):
            if row["kind"] == "domain" and row["value"].isascii() and "/" not in row["value"]:
                with contextlib.suppress(AllowlistError):
                    found.setdefault(listed_from("b", "domain", row["value"]).value, row["brand"])
    seed = 5
    while len(found) < count:
        for domain in names.registered(count, seed):
            if split(domain)[0] and not hosting_of(domain):
                found.setdefault(domain, domain.partition(".")[0])
        seed += 1
    return [(brand, domain) for domain, brand in found.items()][:count]


def hostile(kind: str, count: int = 100_000) -> list[str]:
    """Directories that are made to be slow."""
    from ringtrue.text.suffix import split

    chance = random.Random(3)
    letters = names.LETTERS
    found: dict[str, None] = {}
    while len(found) < count:
        tail = "".join(chance.choices(letters, k=5))
        if kind == "near-identical":
            name = f"paymentservice{tail[:2]}{chance.choice(letters)}{chance.choice(letters)}"
        elif kind == "three letters":
            name = "".join(chance.choices(letters + "0123456789", k=3))
            tail = chance.choice(["com", "net", "org", "io", "example"])
            found[f"{name}.{tail}"] = None
            continue
        else:
            name = f"wallet{tail}"
        found[f"{name}.example"] = None
    return [domain for domain in found if split(domain)[0]]


# -- one size, in a process of its own -----------------------------------------------------------


def peak() -> float:
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    return 0.0


def rate(work: Callable[[str], object], items: list[str]) -> float:
    """Items per second of processor time."""
    return len(items) / sum(interleaved({"": work}, items)[""]) * 1e9


def spread(work: Callable[[str], object], items: list[str]) -> dict[str, float]:
    """Items per second, and the microseconds of single ones."""
    times = singles(work, items)
    return {
        "rate": len(items) / sum(times) * 1e9,
        "p50": share(times, 0.5) / 1000,
        "p99": share(times, 0.99) / 1000,
    }


def measure(task: dict) -> dict[str, float]:
    from ringtrue import Checker, Directory

    Directory.default()
    base = peak()
    begin = time.process_time()
    ids: dict[str, str] = {}
    directory = Directory.from_rows(
        (ids.setdefault(brand, f"b{len(ids)}"), brand, "domain", domain)
        for brand, domain in task["official"]
    )
    checker = Checker(directory)
    built = time.process_time()
    checker.prepare()
    indexed = time.process_time()
    for host in task["hosts"][:WARM]:
        checker.check(host)
    found = spread(checker.check, task["hosts"][WARM:])
    found |= {"build": built - begin, "index": indexed - built, "memory": peak() - base}
    if "real" in task:
        found["real"] = rate(checker.check, task["real"])
    if "own" in task:
        found |= {f"own_{key}": value for key, value in spread(checker.check, task["own"]).items()}
    return found


def others(task: dict) -> dict[str, float]:
    """Rates of the other kinds, with the shipped directory."""
    from ringtrue import Checker

    checker = Checker().prepare()
    found = {}
    for kind, items in task["kinds"].items():
        for item in items[:100]:
            checker.check(item)
        found[kind] = rate(checker.check, items[100:])
    return found


def exact(task: dict) -> float:
    import tldextract

    extract = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)
    known = {extract(domain).top_domain_under_public_suffix for domain in task["official"]}
    extract("warm.example.com")
    return rate(
        lambda host: extract(host).top_domain_under_public_suffix in known, task["hosts"][:1000]
    )


def fuzzy(task: dict) -> float:
    from rapidfuzz import process

    process.extractOne("warm", task["official"])
    return rate(lambda host: process.extractOne(host, task["official"]), task["hosts"][:100])


def apart(part: str, task: dict) -> Any:
    """The answer of a part, in a process of its own."""
    done = subprocess.run(
        [sys.executable, __file__, "--part", part], input=json.dumps(task), text=True,
        capture_output=True, check=False,
    )  # fmt: skip
    if done.returncode:
        print(done.stderr[-600:], file=sys.stderr)
        return {"failed": 1.0}
    return json.loads(done.stdout)


PARTS = {"measure": measure, "others": others, "exact": exact, "fuzzy": fuzzy}


# -- the tables -----------------------------------------------------------------------------------


def peer_rates(domains: list[str], hosts: list[str], limit: float) -> dict[str, str]:
    sys.path.insert(0, str(ROOT / "benchmarks" / "detection"))
    from peers.run import PEERS, ask, prepare

    environment = ROOT / ".venv-peers"
    installed = prepare(environment)
    wanted = ("impersonation-detector", "eth-phishing-detect", "@metamask/phishing-controller")
    found = {}
    for peer in PEERS:
        if peer.package not in wanted:
            continue
        brands = {domain.partition(".")[0]: [domain] for domain in domains}
        task = {"hosts": hosts, "official": domains, "brands": brands}
        answers = ask(peer, installed[peer.package], task, environment, limit)
        found[peer.package] = (
            f"{len(hosts) / answers.seconds:,.1f}" if answers.seconds else answers.problem[:40]
        )
    return found


def kinds(data: Path) -> dict[str, list[str]]:
    """Numbers, accounts and mails as people write them."""
    chance = random.Random(2)
    found = {
        "phones": [row["number_raw"] for row in table(data / "phones_pos_dev.tsv.gz")],
        "handles": [f"{r['platform']}:@{r['handle']}" for r in table(data / "handles_neg.tsv.gz")],
        "mails": [row["email"] for row in table(data / "emails_pos_dev.tsv.gz")],
    }
    return {
        name: chance.sample(kept, min(1_100, len(kept)))
        for name, items in found.items()
        if (kept := sorted(set(filter(None, items))))
    }


def plot(sizes: list[int], found: dict[int, dict[str, float]], path: Path) -> None:
    import matplotlib

    matplotlib.use("agg")
    from matplotlib import pyplot

    figure, (left, right) = pyplot.subplots(1, 2, figsize=(9, 3.4))
    left.loglog(sizes, [found[n]["rate"] for n in sizes], "o-")
    left.set(xlabel="official domains", ylabel="checks per second", ylim=(100, 100_000))
    right.loglog(sizes, [max(found[n]["memory"], 0.1) for n in sizes], "o-")
    right.set(xlabel="official domains", ylabel="MB above import")
    for axes in (left, right):
        axes.grid(visible=True, which="major", alpha=0.3)
    figure.tight_layout()
    figure.savefig(path, dpi=110)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--entries", type=int, nargs="+", default=SIZES)
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("--plot", type=Path)
    parser.add_argument("--save", type=Path)
    parser.add_argument("--part", choices=PARTS, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.part:
        print(json.dumps(PARTS[options.part](json.load(sys.stdin))))
        return
    lines: list[str] = []

    def say(line: str) -> None:
        lines.append(line)
        print(line, flush=True)

    hosts, real = mixed_hosts(options.data), real_hosts(options.data)
    domains = official(options.data, max(options.entries))
    say(f"Python {platform.python_version()}, {platform.machine()}; {HOSTS:,} hosts, half fakes; "
        "and the real mix")  # fmt: skip
    say(f"{'entries':>12}{'checks/s':>10}{'real/s':>9}{'p50 us':>9}{'p99 us':>9}{'p99/p50':>9}"
        f"{'build s':>9}{'index s':>9}{'MB':>8}")  # fmt: skip
    found = {}
    for size in options.entries:
        task = {"hosts": hosts, "real": real, "official": domains[:size]}
        row = found[size] = apart("measure", task)
        if "failed" in row:
            say(f"{size:>12,}  did not run")
            continue
        say(f"{size:>12,}{row['rate']:>10,.0f}{row['real']:>9,.0f}{row['p50']:>9.0f}{row['p99']:>9.0f}"
            f"{row['p99'] / row['p50']:>9.1f}{row['build']:>9.2f}{row['index']:>9.2f}"
            f"{row['memory']:>8.0f}")  # fmt: skip
    rates = apart("others", {"kinds": kinds(options.data)})
    told = ", ".join(f"{kind} {value:,.0f}/s" for kind, value in rates.items())
    say(f"\nother kinds, shipped directory: {told}")
    normal = next(found[n]["p50"] for n in (1_000, *options.entries) if "p50" in found.get(n, {}))
    say(f"\nhostile directories, 100,000 names (normal median: {normal:.0f} us)")
    for kind in HOSTILE:
        bad = hostile(kind)
        chance = random.Random(4)
        own = [names.slip(chance.choice(bad), chance) for _ in range(600)]
        rows = [(domain.partition(".")[0], domain) for domain in bad]
        row = apart("measure", {"hosts": hosts[: WARM + 1_000], "official": rows, "own": own})
        say(f"{kind:>16}: mixed hosts p99 {row['p99'] / normal:.1f}, its own names slipped p99 "
            f"{row['own_p99'] / normal:.1f} normal medians")  # fmt: skip
    if options.peers:
        say("\npeers, hosts per second")
        for size in PEER_SIZES:
            task = {"hosts": hosts, "official": [domain for _, domain in domains[:size]]}
            some = hosts[: PEER_HOSTS[size]]
            row = {"exact match, tldextract": f"{apart('exact', task):,.1f}",
                   "rapidfuzz extractOne": f"{apart('fuzzy', task):,.1f}",
                   **peer_rates(task["official"], some, 300.0)}  # fmt: skip
            say(f"{size:>12,}  " + "; ".join(f"{name} {value}" for name, value in row.items()))
    if options.plot:
        plot([n for n in options.entries if "rate" in found[n]], found, options.plot)
    if options.save:
        options.save.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
