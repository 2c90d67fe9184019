"""Detection on labelled hosts: recall per class, false alarms per kind of honest host.

    python benchmarks/detection/hosts.py [--data DIR] [--save FILE] [--show]

Reads ``crypto_hosts_dev.json`` from the data folder (official domains, look-alikes with
their class, honest hosts with their kind) and prints one table for ringtrue with
``Directory.from_rows`` of exactly those official domains, next to exact match and
rapidfuzz >= 85. "flagged" is impersonation or suspicious.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path

NOT_LEXICAL = "not-lexical"
Judge = Callable[[str], str]


def load(folder: Path) -> dict:
    path = folder / "crypto_hosts_dev.json"
    if not path.is_file():
        sys.exit(f"missing: {path}\n  give the folder that holds it with --data DIR")
    return json.loads(path.read_text(encoding="utf-8"))


def rows(data: dict) -> list[tuple[str, str, str, str]]:
    """Official domains as directory rows; brands as the data set names them."""
    owner = {domain: name for name, domains in data["brands"].items() for domain in domains}
    return [
        (owner.get(domain, domain).lower(), owner.get(domain, domain), "domain", domain)
        for domain in data["official"]
    ]


def ringtrue_judge(data: dict) -> Judge:
    from ringtrue import Checker, Directory

    checker = Checker(Directory.from_rows(rows(data)))
    return lambda host: checker.check(host).status.value


def exact_judge(data: dict) -> Judge:
    official = set(data["official"])
    return lambda host: "official" if host in official else "unknown"


def rapidfuzz_judge(data: dict) -> Judge:
    from rapidfuzz import fuzz, process

    official = set(data["official"])

    def judge(host: str) -> str:
        if host in official or any(host.endswith("." + domain) for domain in official):
            return "official"
        hit = process.extractOne(host, data["official"], scorer=fuzz.ratio, score_cutoff=85)
        return "impersonation" if hit else "unknown"

    return judge


PEERS = {
    "ringtrue": ringtrue_judge,
    "exact match": exact_judge,
    "rapidfuzz >= 85": rapidfuzz_judge,
}


def share(hosts: Iterable[str], verdicts: dict[str, str], wanted: tuple[str, ...]) -> float:
    hosts = list(hosts)
    return 100 * sum(verdicts[host] in wanted for host in hosts) / len(hosts) if hosts else 0.0


def measure(name: str, make: Callable[[dict], Judge], data: dict) -> dict[str, float]:
    judge = make(data)
    positives = [(row["host"].strip("/"), row["class"]) for row in data["pos"]]
    negatives = [(row["host"], row["src"]) for row in data["neg"]]
    official = data["official"]
    subdomains = [f"{sub}.{domain}" for domain in official for sub in ("www", "support")]
    every = [h for h, _ in positives] + [h for h, _ in negatives] + official + subdomains
    judge(every[0])  # indexes are built outside the clock
    begin = time.perf_counter()
    verdicts = {host: judge(host) for host in every}
    seconds = time.perf_counter() - begin
    flagged = ("impersonation", "suspicious")
    lexical = [h for h, c in positives if c != NOT_LEXICAL]
    out = {
        "lexical recall": share(lexical, verdicts, flagged),
        "  at impersonation": share(lexical, verdicts, ("impersonation",)),
        "all recall": share([h for h, _ in positives], verdicts, flagged),
    }
    classes = defaultdict(list)
    for host, label in positives:
        classes[label].append(host)
    for label in sorted(classes):
        out[f"recall {label} ({len(classes[label])})"] = share(classes[label], verdicts, flagged)
    kinds = defaultdict(list)
    for host, label in negatives:
        kinds[label].append(host)
    for label in sorted(kinds):
        out[f"alarms {label} ({len(kinds[label])})"] = share(kinds[label], verdicts, flagged)
        out[f"  {label} at impersonation"] = share(kinds[label], verdicts, ("impersonation",))
    out[f"official flagged ({len(official)})"] = share(official, verdicts, flagged)
    out[f"official subdomains flagged ({len(subdomains)})"] = share(subdomains, verdicts, flagged)
    out["checks/s"] = len(every) / seconds
    return out


def show_errors(data: dict) -> None:
    """Every miss and every false alarm, with the evidence behind it."""
    from ringtrue import Checker, Directory

    checker = Checker(Directory.from_rows(rows(data)))
    for wanted, items, label in ((True, data["pos"], "class"), (False, data["neg"], "src")):
        print("\nMISSES" if wanted else "\nFALSE ALARMS")
        for row in items:
            verdict = checker.check(row["host"])
            hit = verdict.status.value in ("impersonation", "suspicious")
            if hit != wanted:
                best = " ".join(f"{e.code}={e.strength:.2f}:{e.brand_id}" for e in verdict.evidence)
                print(f"  {row[label]:22} {row['host']:45} {verdict.score:.2f} {best}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), metavar="DIR")
    parser.add_argument("--show", action="store_true", help="list misses and false alarms")
    options = parser.parse_args()
    data = load(options.data)
    if options.show:
        show_errors(data)
        return
    results = {name: measure(name, make, data) for name, make in PEERS.items()}
    keys = list(next(iter(results.values())))
    width = max(map(len, keys)) + 2
    print(f"{'share in %':{width}}" + "".join(f"{name:>18}" for name in results))
    for key in keys:
        cells = "".join(
            f"{result[key]:>18,.0f}" if key == "checks/s" else f"{result[key]:>18.2f}"
            for result in results.values()
        )
        print(f"{key:{width}}{cells}")


if __name__ == "__main__":
    main()
