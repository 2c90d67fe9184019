"""Where the microseconds of checks go: sorts of hosts by sizes of the list.

    python benchmarks/speed/budget.py [--data DIR] [--entries N ...] [--passes N] [--save FILE]

Sorts: popular sites, hosts of the shipped list, companies, companies' subdomains, honest names near
a brand's, look-alikes; and the two mixes of checks.py, "real" and half fakes. Each pass is a
process of its own with a prepared checker that meets every host once, and the fastest pass of each
chunk counts. "parse" is `ringtrue.parse` alone, for the same hosts.
"""

from __future__ import annotations

import argparse
import json
import platform
import random
import sys
from pathlib import Path
from typing import Any

import checks
from clock import child, fastest, interleaved

HOSTS = 1_000


def sorts(data: Path) -> dict[str, list[str]]:
    """Hosts by sort, none in two of the single sorts."""
    chance = random.Random(3)
    rows = [r for r in checks.table(data / "neg_domains_dev.tsv.gz") if r["flags"] == ""]
    domains = {
        kind: chance.sample(sorted({r["domain"] for r in rows if r["kind"] == kind}), count)
        for kind, count in (("top", HOSTS), ("corp", 2 * HOSTS), ("brandlike", 500))
    }
    fakes = [h for h in checks.fake_hosts(data) if not h.startswith("www.")]
    return {
        "popular": domains["top"],
        "listed": chance.choices(checks.listed_hosts(), k=HOSTS),
        "company": domains["corp"][:HOSTS],
        "subdomain": [f"login.{host}" for host in domains["corp"][HOSTS:]],
        "near-brand": domains["brandlike"],
        "look-alike": chance.sample(fakes, HOSTS),
        "real mix": checks.real_hosts(data, HOSTS),
        "half fakes": checks.mixed_hosts(data, HOSTS),
    }


def measure(task: dict[str, Any]) -> dict[str, list[int]]:
    """Nanoseconds of each chunk, by sort; those of `parse` under "parse" and the sort."""
    from ringtrue import Checker, Directory, parse
    from ringtrue.errors import UnparseableContact

    ids: dict[str, str] = {}
    rows = [(ids.setdefault(b, f"b{len(ids)}"), b, "domain", d) for b, d in task["rows"]]
    checker = Checker(Directory.from_rows(rows) if rows else Directory.default()).prepare()

    def parsed(host: str) -> None:
        try:
            parse(host)
        except UnparseableContact:
            return

    for host in task["warm"]:
        checker.check(host)
    found = {}
    for name, hosts in task["sorts"].items():
        found[name] = interleaved({"": checker.check}, hosts)[""]
        found[f"parse {name}"] = interleaved({"": parsed}, hosts)[""]
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, default=checks.ROOT.parent / "shared" / "data")
    parser.add_argument("--entries", type=int, nargs="+", default=[10, 1_000, 0, 100_000])
    parser.add_argument("--passes", type=int, default=3)
    parser.add_argument("--save", type=Path)
    parser.add_argument("--part", choices=["measure"], help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.part:
        print(json.dumps(measure(json.load(sys.stdin))))
        return
    hosts = sorts(options.data)
    warm = random.Random(9).sample(checks.fake_hosts(options.data), 300)
    domains = checks.official(options.data, max(options.entries))
    lines: list[str] = []

    def say(line: str) -> None:
        lines.append(line)
        print(line, flush=True)

    say(f"Python {platform.python_version()}, {platform.machine()}; microseconds of processor time "
        "a host")  # fmt: skip
    say(f"{'entries':>10}" + "".join(f"{name:>12}" for name in hosts))
    for size in options.entries:
        task = {"rows": domains[:size], "warm": warm, "sorts": hosts}
        runs = [child(__file__, "measure", task) for _ in range(options.passes)]
        cost = {n: sum(fastest([r[n] for r in runs])) for n in runs[0]}
        told = {n: cost[n] / len(row) / 1000 for n, row in hosts.items()}
        title = f"{size:,}" if size else "shipped"
        say(f"{title:>10}" + "".join(f"{value:>12.1f}" for value in told.values()))
    told = {n: cost[f"parse {n}"] / len(row) / 1000 for n, row in hosts.items()}
    say(f"{'parse':>10}" + "".join(f"{value:>12.1f}" for value in told.values()))
    if options.save:
        options.save.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
