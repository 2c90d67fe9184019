"""Detection on labelled hosts: recall per class, false alarms per kind of honest host.

    python benchmarks/detection/hosts.py [--data DIR] [--peers] [--save FILE] [--show]

Reads ``crypto_hosts_dev.json`` from the data folder (official domains, look-alikes with
their class, honest hosts with their kind) and prints one table for ringtrue with
``Directory.from_rows`` of exactly those official domains, next to exact match and
rapidfuzz >= 85; with ``--peers`` also for the tools in peers/, installed into .venv-peers
and given the same hosts and the same official domains in the same run. "flagged" is
impersonation or suspicious, for a peer whatever warns; "sternest" is impersonation alone.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import platform
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from importlib.metadata import version
from pathlib import Path

from peers.run import PEERS, Answers, ask, prepare

ROOT = Path(__file__).resolve().parents[2]
ENVIRONMENT = ROOT / ".venv-peers"
NOT_LEXICAL = "not-lexical"
LEVELS = {"impersonation": 2, "suspicious": 1}
Judge = Callable[[str], str]
"""A host to its status."""
Naming = Callable[[str], tuple[int, str]]
"""A host to its level (0 quiet, 1 flagged, 2 sternest) and the brand that was named."""


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


def ringtrue_naming(data: dict) -> Naming:
    from ringtrue import Checker, Directory

    checker = Checker(Directory.from_rows(rows(data)))

    def judge(host: str) -> tuple[int, str]:
        verdict = checker.check(host)
        level = LEVELS.get(verdict.status.value, 0)
        return level, verdict.imitates.brand.id if level and verdict.imitates else ""

    return judge


def exact_naming(data: dict) -> Naming:
    official = set(data["official"])
    return lambda host: (0, host if host in official else "")


def rapidfuzz_naming(data: dict) -> Naming:
    from rapidfuzz import fuzz, process

    official = set(data["official"])

    def judge(host: str) -> tuple[int, str]:
        if host in official or any(host.endswith("." + domain) for domain in official):
            return 0, ""
        hit = process.extractOne(host, data["official"], scorer=fuzz.ratio, score_cutoff=85)
        return (1, hit[0]) if hit else (0, "")

    return judge


HERE = {
    "ringtrue": ringtrue_naming,
    "exact\nmatch": exact_naming,
    "rapidfuzz\n>= 85": rapidfuzz_naming,
}
"""What runs in this process."""


def hosts_of(data: dict) -> list[str]:
    """All hosts of one run: look-alikes, honest ones, officials and two subdomains of each."""
    positives = [row["host"].strip("/") for row in data["pos"]]
    negatives = [row["host"] for row in data["neg"]]
    return positives + negatives + data["official"] + subdomains(data)


def subdomains(data: dict) -> list[str]:
    return [f"{sub}.{domain}" for domain in data["official"] for sub in ("www", "support")]


def answers_here(make: Callable[[dict], Naming], data: dict) -> Answers:
    """The answers of a tool of this process, timed as the peers' worker does."""
    hosts = hosts_of(data)
    begin = time.perf_counter()
    judge = make(data)
    judge(hosts[0])  # indexes are built outside the clock
    build = time.perf_counter() - begin
    begin = time.perf_counter()
    found = [judge(host) for host in hosts]
    seconds = time.perf_counter() - begin
    return Answers([level for level, _ in found], [name for _, name in found], seconds, build)


def owners(data: dict) -> dict[str, set[str]]:
    """Official domain, its first label or a brand's name (lower case) -> brands it stands for.

    Two names for one domain (``Trust`` and ``TrustWallet``) are one brand to a tool.
    """
    holders: dict[str, set[str]] = defaultdict(set)
    for name, domains in data["brands"].items():
        for domain in domains:
            holders[domain].add(name)
    found: dict[str, set[str]] = defaultdict(set)
    for domain, names in holders.items():
        for key in (domain, domain.split(".")[0], *(name.lower() for name in names)):
            found[key] |= names
    return found


def share(hosts: Iterable[str], levels: dict[str, int], least: int = 1) -> float:
    hosts = list(hosts)
    return 100 * sum(levels[host] >= least for host in hosts) / len(hosts) if hosts else 0.0


def measure(answers: Answers, data: dict) -> dict[str, float | None]:
    """The column of one tool; None where it gives no such answer."""
    every = hosts_of(data)
    levels = dict(zip(every, answers.levels, strict=True))
    tiers = 2 in answers.levels
    positives = [(row["host"].strip("/"), row["class"]) for row in data["pos"]]
    lexical = [host for host, label in positives if label != NOT_LEXICAL]
    out: dict[str, float | None] = {
        "lexical recall": share(lexical, levels),
        "  at the sternest": share(lexical, levels, 2) if tiers else None,
        "all recall": share([host for host, _ in positives], levels),
    }
    for label, group in grouped(positives):
        out[f"recall {label} ({len(group)})"] = share(group, levels)
    for label, group in grouped((row["host"], row["src"]) for row in data["neg"]):
        out[f"alarms {label} ({len(group)})"] = share(group, levels)
        out[f"  {label} at the sternest"] = share(group, levels, 2) if tiers else None
    out[f"official flagged ({len(data['official'])})"] = share(data["official"], levels)
    subs = subdomains(data)
    out[f"official subdomains flagged ({len(subs)})"] = share(subs, levels)
    out.update(right_brand(answers, data, dict(zip(every, answers.named, strict=True)), levels))
    out["checks/s"] = len(every) / answers.seconds
    return out


def grouped(labelled: Iterable[tuple[str, str]]) -> list[tuple[str, list[str]]]:
    found: dict[str, list[str]] = defaultdict(list)
    for host, label in labelled:
        found[label].append(host)
    return sorted(found.items())


def right_brand(
    answers: Answers, data: dict, named: dict[str, str], levels: dict[str, int]
) -> dict[str, float | None]:
    """Of the look-alikes whose brand the data knows: flagged ones and all with the brand named."""
    known = owners(data)
    labelled = [(row["host"].strip("/"), row["brand"]) for row in data["pos"] if row["brand"]]
    flagged = [(host, brand) for host, brand in labelled if levels[host]]
    right = sum(brand in known.get(named[host].lower(), ()) for host, brand in flagged)
    names = any(named[host] for host, _ in flagged)
    return {
        "right brand, of the flagged": 100 * right / len(flagged) if names else None,
        f"flagged and right, of all ({len(labelled)})": 100 * right / len(labelled)
        if names
        else None,
    }


def table(results: dict[str, dict[str, float | None]], data: dict) -> str:
    """All tools side by side; "-" where a tool gives no such answer."""
    keys = list(next(iter(results.values())))
    width = max(map(len, keys)) + 1
    heads = [(["", *title.split("\n")])[-2:] for title in results]
    lines = [
        f"{left:{width}}" + "".join(f"{head[row]:>11}" for head in heads)
        for row, left in enumerate(("", "share in %"))
    ]
    for key in keys:
        digits = 0 if key == "checks/s" else 2
        cells = [column[key] if column else "not run" for column in results.values()]
        shown = [
            cell if isinstance(cell, str) else "-" if cell is None else f"{cell:,.{digits}f}"
            for cell in cells
        ]
        lines.append(f"{key:{width}}" + "".join(f"{cell:>11}" for cell in shown))
    return "\n".join(lines)


def peers_columns(data: dict, limit: float) -> tuple[dict[str, dict[str, float | None]], list[str]]:
    """The peers' columns, and a line on each: its version and how it was asked, or why not."""
    print("installing what is missing into .venv-peers", file=sys.stderr)
    where = prepare(ENVIRONMENT)
    task = {"hosts": hosts_of(data), "official": data["official"], "brands": data["brands"]}
    columns: dict[str, dict[str, float | None]] = {}
    notes = []
    for peer in PEERS:
        print(f"asking {peer.package} {peer.setting}", file=sys.stderr)
        answers = ask(peer, where[peer.package], task, ENVIRONMENT, limit)
        print(f"  {answers.build:.1f} s to build, {answers.seconds:.1f} s to ask", file=sys.stderr)
        columns[peer.title] = {} if answers.problem else measure(answers, data)
        crashed = f"; crashed on {answers.failed} hosts" if answers.failed else ""
        told = answers.problem or f"{peer.how}{crashed}"
        notes.append(f"{peer.package} {where[peer.package].version}: {told}")
    return columns, notes


def report(options: argparse.Namespace, data: dict) -> str:
    results = {title: measure(answers_here(make, data), data) for title, make in HERE.items()}
    notes = [f"ringtrue {version('ringtrue')}, rapidfuzz {version('rapidfuzz')}"]
    if options.peers:
        columns, more = peers_columns(data, options.limit)
        results |= columns
        notes += more
    listed = json.dumps(data, sort_keys=True).encode()
    first = (
        f"{date.today()}, Python {platform.python_version()}, {len(hosts_of(data)):,} hosts, "
        f"{len(data['official'])} official domains, data {hashlib.sha256(listed).hexdigest()[:12]}"
    )
    return "\n".join([first, "", table(results, data), "", *notes])


def show_errors(data: dict) -> None:
    """Every miss, every false alarm and every wrong name, with the evidence behind it."""
    from ringtrue import Checker, Directory

    checker = Checker(Directory.from_rows(rows(data)))
    known = owners(data)
    for wanted, items, label in ((True, data["pos"], "class"), (False, data["neg"], "src")):
        print("\nMISSES AND WRONG NAMES" if wanted else "\nFALSE ALARMS")
        for row in items:
            verdict = checker.check(row["host"])
            hit = verdict.status.value in LEVELS
            named = verdict.imitates.brand.id if verdict.imitates else ""
            brand = row.get("brand")
            astray = bool(hit and brand and brand not in known.get(named, ()))
            if hit != wanted or astray:
                best = " ".join(f"{e.code}={e.strength:.2f}:{e.brand_id}" for e in verdict.evidence)
                meant = f"(is {brand}) " if astray else ""
                print(f"  {row[label]:22} {row['host']:45} {verdict.score:.2f} {meant}{best}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), metavar="DIR")
    parser.add_argument("--peers", action="store_true", help="install and ask the peers too")
    parser.add_argument("--limit", type=float, default=600, metavar="S", help="seconds per peer")
    parser.add_argument("--save", type=Path, metavar="FILE", help="write the table there too")
    parser.add_argument("--show", action="store_true", help="list misses and false alarms")
    options = parser.parse_args()
    data = load(options.data)
    if options.show:
        show_errors(data)
        return
    text = report(options, data)
    print(text)
    if options.save:
        options.save.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
