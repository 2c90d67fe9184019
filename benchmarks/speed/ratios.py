"""How fast ringtrue is beside others that do the same hosts in the same run: a table of ratios.

    python benchmarks/speed/ratios.py --data DIR [--root DIR ...] [--rows NAME ...] [--quick]
                                      [--passes N] [--save FILE]

A machine's absolute figures mean nothing elsewhere, so every row is a ratio of two measurements
that are taken in turn, chunk by chunk, by processor time (one row, of two jobs, by the clock). The
checker is prepared and meets every contact once in a process; each pass is a process of its own,
and the fastest pass of each chunk counts. ``--root`` measures other checkouts too, a column each,
their passes in turn; ``--rows`` some rows only (see `ROWS`); ``--quick`` fewer contacts, one pass:
within 15 %, and two jobs cannot be told at all. ``--freeze`` calls ``gc.freeze()`` after preparing.

Two mixes of hosts: "real" is what people click on, 97 % strangers (popular sites, companies,
companies' subdomains, a third each), 2 % listed hosts, 1 % fakes; "half fakes" is half fakes, half
honest hosts, and nobody's traffic: it shows what look-alikes cost. Exact match is a set of the
listed registrable domains asked by tldextract with its bundled suffixes: it finds no look-alike.

"before" are the figures that the goals were set from. The clock was read twice inside each exact
match then, which made it 1.5 times as slow as it is; here it is read once in fifty, so the same
code reads lower in the rows beside exact match. What changed is seen with two checkouts: "gain" is
the last one's figure by the first one's.
"""

from __future__ import annotations

import argparse
import gc
import http.client
import json
import os
import platform
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

import checks
import names
import startup
import sweeping
from clock import CHUNK, child, fastest, interleaved, share, singles

ROOT = Path(__file__).resolve().parents[2]
WARM = 500
BRANDS = 10_000
"""Of the unreviewed list, besides the shipped ones: the large table."""


@dataclass(frozen=True)
class Row:
    """One ratio."""

    name: str
    """What `--rows` calls it."""
    title: str
    before: str
    """Measured before one engine took the place of four (November 2026)."""
    must: float
    aim: float
    part: str
    """The measurement that it comes from."""
    falling: bool = False
    """Whether less is better."""

    def reached(self, value: float) -> str:
        for word, goal in (("aim", self.aim), ("must", self.must)):
            if (value <= goal) if self.falling else (value >= goal):
                return word
        return "-"


ROWS = (
    Row("real", "real mix, shipped list : exact match", "0.19", 0.35, 0.6, "real"),
    Row("ten", "half fakes, 10 entries : exact match", "0.13", 0.2, 0.3, "ten"),
    Row("thousand", "half fakes, 1,000 : exact match", "0.083", 0.13, 0.2, "thousand"),
    Row("fuzzy", "half fakes, 1,000 : rapidfuzz extractOne", "11", 17, 30, "thousand"),
    Row("growth", "half fakes, 100,000 : at 1,000", "0.34", 0.5, 0.7, "growth"),
    Row("even", "half fakes, 100,000, p99 : p50", "23", 12, 6, "growth", True),
    Row(
        "hostile", "hostile lists, own names slipped, p99 : normal median",
        "21", 12, 8, "hostile", True,
    ),
    Row("sweep", "sweep end to end, shipped list : exact match", "1.3", 1.8, 2.5, "sweep"),
    Row("jobs", "a sweep's wall time, 1 job : 2 jobs", "0.9-1.4", 1.7, 1.9, "jobs"),
    Row("table", "table, 10,452 brands : shipped list", "0.23", 0.5, 0.8, "table"),
    Row("batch", "1,000 new links over HTTP, real mix : one by one", "1", 2, 4, "batch"),
    Row("official", "ringtrue check, official : bare Python", "2.4", 2.2, 1.8, "start", True),
    Row("stranger", "ringtrue check, stranger : bare Python", "2.9", 2.5, 2.0, "start", True),
    Row("lookalike", "ringtrue check, look-alike : bare Python", "3.9", 3.0, 2.3, "start", True),
    Row("scan", "dense text, contacts all different : phonenumbers", "0.37", 0.8, 1.5, "scan"),
)  # fmt: skip


@dataclass(frozen=True)
class Size:
    """How much is measured."""

    passes: int
    hosts: int
    large: int
    """Entries of the large and the hostile lists."""
    names: int
    starts: int
    batches: int


WHOLE = Size(passes=3, hosts=4_000, large=100_000, names=1_000_000, starts=25, batches=12)
QUICK = Size(passes=1, hosts=1_500, large=100_000, names=200_000, starts=7, batches=5)


# -- measurements, each in a process of its own; only the public face of ringtrue is used ----------


def prepared(directory: Any, freeze: bool) -> Any:
    from ringtrue import Checker

    checker = Checker(directory).prepare()
    if freeze:
        gc.collect()
        gc.freeze()
    return checker


def listing(rows: Iterable[Iterable[str]]) -> Any:
    """A directory of brands' names and domains."""
    from ringtrue import Directory

    ids: dict[str, str] = {}
    return Directory.from_rows(
        (ids.setdefault(brand, f"b{len(ids)}"), brand, "domain", domain) for brand, domain in rows
    )


def exact(domains: Iterable[str]) -> Callable[[str], bool]:
    """Exact match by registrable domain."""
    import tldextract

    extract = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)
    known = {extract(domain).top_domain_under_public_suffix for domain in domains}
    return lambda host: extract(host).top_domain_under_public_suffix in known


def real(task: dict[str, Any]) -> Any:
    from ringtrue import Directory

    works = {
        "ours": prepared(Directory.default(), task["freeze"]).check,
        "exact": exact(checks.listed_hosts()),
    }
    interleaved(works, task["hosts"][:WARM])
    return interleaved(works, task["hosts"][WARM:])


def small(task: dict[str, Any]) -> Any:
    """Half fakes at 10 or 1,000 entries, beside exact match, and `extractOne` of a few."""
    from rapidfuzz import process

    domains = [domain for _, domain in task["rows"]]
    works: dict[str, Callable[[str], object]] = {
        "ours": prepared(listing(task["rows"]), task["freeze"]).check,
        "exact": exact(domains),
    }
    hosts = task["hosts"]
    interleaved(works, hosts[:WARM])
    found = interleaved(works, hosts[WARM:])
    few = hosts[WARM::10]
    fuzzy = interleaved({"fuzzy": lambda host: process.extractOne(host, domains)}, few)
    return found | fuzzy


def growth(task: dict[str, Any]) -> Any:
    """Chunks go to the small and the large list by turns (two passes change roles), so that no
    checker meets what another one has met; then single times of other hosts at the large one."""
    few = prepared(listing(task["rows"][:1_000]), freeze=False).check
    many = prepared(listing(task["rows"]), task["freeze"]).check
    hosts, rest = task["hosts"], task["more"]
    interleaved({"few": few, "many": many}, hosts[:WARM])
    hosts = hosts[WARM:]
    times: dict[str, list[int]] = {"few": [], "many": []}
    for at in range(0, len(hosts), CHUNK):
        name, work = (("few", few), ("many", many))[(at // CHUNK + task["pass"]) % 2]
        times[name] += interleaved({name: work}, hosts[at : at + CHUNK])[name]
    return times | {"single": singles(many, rest)}


def hostile(task: dict[str, Any]) -> Any:
    normal = prepared(listing(task["rows"]), freeze=False).check
    bad = prepared(listing(task["bad"]), task["freeze"]).check
    hosts, own = task["hosts"], task["own"]
    interleaved({"normal": normal, "bad": bad}, hosts[:WARM])
    singles(bad, own[:100])
    return {"normal": singles(normal, hosts[WARM:]), "own": singles(bad, own[100:])}


def exactly(task: dict[str, Any]) -> Any:
    """Exact match alone, on the names of a sweep."""
    works = {"exact": exact(checks.listed_hosts())}
    interleaved(works, task["names"][:WARM])
    return interleaved(works, task["names"][WARM:])


def table(task: dict[str, Any]) -> Any:
    """Blocks of names go to the shipped and the large list by turns."""
    import pyarrow as pa

    from ringtrue import Checker, Directory
    from ringtrue.batch import check_table

    rows = [(f"bulk-{brand}", name, "domain", value) for brand, name, value in task["rows"]]
    shipped = Directory.default()
    checkers = [Checker(shipped), Checker(shipped | Directory.from_rows(rows))]
    warm, blocks = pa.table({"name": task["warm"]}), task["blocks"]
    for checker in checkers:
        check_table(warm, "name", checker=checker)
    times: dict[str, list[int]] = {"shipped": [], "large": []}
    for at, block in enumerate(blocks):
        which = (at + task["pass"]) % 2
        asked = pa.table({"name": block})
        start = time.process_time_ns()
        check_table(asked, "name", checker=checkers[which])
        times[("shipped", "large")[which]].append(time.process_time_ns() - start)
    return times


def batch(task: dict[str, Any]) -> Any:
    """The worker's processor time for each batch, and that of `check` for the same links."""
    from ringtrue import Directory

    command = [sys.executable, "-m", "ringtrue", "serve", "--port", "0"]
    check = prepared(Directory.default(), task["freeze"]).check
    times: dict[str, list[int]] = {"server": [], "one by one": []}
    with tempfile.TemporaryFile("w+") as log, subprocess.Popen(command, stderr=log) as process:
        try:
            port = _port(process, log)
            wire = http.client.HTTPConnection("127.0.0.1", port, timeout=600)
            for at, links in enumerate(task["batches"]):
                body = json.dumps({"contacts": links})
                before = _processor(process.pid)
                wire.request("POST", "/v1/check", body, {"Content-Type": "application/json"})
                answer = wire.getresponse()
                text = answer.read()
                used = _processor(process.pid) - before
                if answer.status != 200:
                    sys.exit(f"the server answered {answer.status}: {text[:300]!r}")
                start = time.thread_time_ns()
                for link in links:
                    check(link)
                spent = time.thread_time_ns() - start
                if at:  # the first warms
                    times["server"].append(used)
                    times["one by one"].append(spent)
        finally:
            process.terminate()
    return times


def _port(process: subprocess.Popen[bytes], log: Any) -> int:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        log.seek(0)
        for line in log.read().splitlines():
            if '"listening"' in line:
                return int(json.loads(line)["address"].rstrip("/").rpartition(":")[2])
        time.sleep(0.05)
    log.seek(0)
    sys.exit(f"no server: {log.read()[-600:]}")


def _processor(pid: int) -> int:
    """Nanoseconds that all threads of a process have run so far (Linux)."""
    threads = Path(f"/proc/{pid}/task").glob("*/schedstat")
    return sum(int(path.read_text().split()[0]) for path in threads)


def scan(task: dict[str, Any]) -> Any:
    """Whole texts, each met once."""
    import phonenumbers

    from ringtrue import Directory

    checker = prepared(Directory.default(), task["freeze"])
    warm = "warm up: help@desk.example, https://metamask-help.example, +1 800 555 0142"
    works: dict[str, Callable[[str], object]] = {
        "ours": checker.scan,
        "matcher": lambda text: list(phonenumbers.PhoneNumberMatcher(text, "US")),
    }
    interleaved(works, [warm])
    return interleaved(works, task["texts"], chunk=1)


PARTS: dict[str, Callable[[dict[str, Any]], Any]] = {
    "real": real, "ten": small, "thousand": small, "growth": growth, "hostile": hostile,
    "exactly": exactly, "table": table, "batch": batch, "scan": scan,
}  # fmt: skip


# -- what they are given, and what follows ---------------------------------------------------------


@dataclass
class Yardstick:
    """One run over several checkouts."""

    roots: list[Path]
    data: Path
    size: Size
    freeze: bool

    def passes(self, part: str, task: dict[str, Any], least: int = 1) -> list[list[Any]]:
        """The answers of each pass, by checkout; the checkouts take turns."""
        found: list[list[Any]] = [[] for _ in self.roots]
        for at in range(max(self.size.passes, least)):
            for answers, root in zip(found, self.roots, strict=True):
                given = {"freeze": self.freeze, "pass": at, **task}
                answers.append(child(__file__, part, given, root / "src"))
        return found

    def compared(self, part: str, task: dict[str, Any], others: dict[str, str]) -> Values:
        """By row, how many times as fast as each other one we are, by checkout."""
        values: Values = {name: [] for name in others.values()}
        for answers in self.passes(part, task):
            cost = {name: _mean([a[name] for a in answers]) for name in answers[0]}
            told(part, {name: f"{c / CHUNK / 1000:.2f} us" for name, c in cost.items()})
            for other, row in others.items():
                values[row].append(cost[other] / cost["ours"])
        return values

    def real(self) -> Values:
        hosts = checks.real_hosts(self.data, self.size.hosts + WARM)
        return self.compared("real", {"hosts": hosts}, {"exact": "real"})

    def ten(self) -> Values:
        return self.compared("ten", self._half(10), {"exact": "ten"})

    def thousand(self) -> Values:
        return self.compared("thousand", self._half(1_000), {"exact": "thousand", "fuzzy": "fuzzy"})

    def _half(self, entries: int) -> dict[str, Any]:
        hosts = checks.mixed_hosts(self.data, self.size.hosts + WARM)
        return {"hosts": hosts, "rows": checks.official(self.data, entries)}

    def growth(self) -> Values:
        hosts = checks.mixed_hosts(self.data, 2 * self.size.hosts + WARM)
        cut = self.size.hosts + WARM
        task = {"hosts": hosts[:cut], "more": hosts[cut:],
                "rows": checks.official(self.data, self.size.large)}  # fmt: skip
        values: Values = {"growth": [], "even": []}
        for answers in self.passes("growth", task, least=2):
            few, many = (
                sum(sum(fastest(row)) / len(row[0]) for row in _roles(answers, name))
                for name in ("few", "many")
            )
            each = fastest([a["single"] for a in answers])
            middle, slow = share(each, 0.5), share(each, 0.99)
            costs = {"1,000": few / 2 / CHUNK, f"{self.size.large:,}": many / 2 / CHUNK,
                     "p50": middle, "p99": slow}  # fmt: skip
            told("growth", {name: f"{cost / 1000:.1f} us" for name, cost in costs.items()})
            values["growth"].append(few / many)
            values["even"].append(slow / middle)
        return values

    def hostile(self) -> Values:
        worst = [0.0 for _ in self.roots]
        half = self._half(1_000)
        for kind in checks.HOSTILE:
            bad = checks.hostile(kind, self.size.large)
            chance = random.Random(4)
            own = [names.slip(chance.choice(bad), chance) for _ in range(700)]
            rows = [(domain.partition(".")[0], domain) for domain in bad]
            found = self.passes("hostile", {**half, "bad": rows, "own": own})
            for at, answers in enumerate(found):
                normal = share(fastest([a["normal"] for a in answers]), 0.5)
                slow = share(fastest([a["own"] for a in answers]), 0.99)
                costs = {"p99": slow, "normal median": normal}
                told(f"hostile, {kind}", {n: f"{cost / 1000:.0f} us" for n, cost in costs.items()})
                worst[at] = max(worst[at], slow / normal)
        return {"hostile": worst}

    def sweep(self) -> Values:
        """Processor time of the whole command, one job."""
        found = self._sweeps((1,))
        exact = self.passes("exactly", {"names": self._zone()[: 10_000 + WARM]}, least=3)
        values = []
        for runs, answers in zip(found, exact, strict=True):
            other = _mean([a["exact"] for a in answers]) / CHUNK * self.size.names / 1e9
            told("sweep", {"ours": f"{runs[1][1]:.1f} s", "exact": f"{other:.1f} s"})
            values.append(other / runs[1][1])
        return {"sweep": values}

    def jobs(self) -> Values:
        """By the clock: needs two free cores."""
        values = []
        for runs in self._sweeps((1, 2)):
            told("jobs", {str(count): f"{clock:.1f} s" for count, (clock, _) in runs.items()})
            values.append(runs[1][0] / runs[2][0])
        return {"jobs": values}

    def _zone(self) -> list[str]:
        return sweeping.zone(self.size.names, _domains(), 1)

    def _sweeps(self, jobs: tuple[int, ...]) -> list[dict[int, tuple[float, float]]]:
        """The least seconds by the clock and of the processor, by checkout and jobs."""
        found: list[dict[int, list[tuple[float, float]]]]
        found = [{count: [] for count in jobs} for _ in self.roots]
        with tempfile.TemporaryDirectory() as folder:
            source = Path(folder, "zone.txt")
            source.write_text("\n".join(self._zone()) + "\n", encoding="utf-8")
            for turn in range(self.size.passes):
                for at, root in enumerate(self.roots):
                    for count in jobs:
                        out = Path(folder, f"{turn}-{at}-{count}.parquet")
                        found[at][count].append(_swept(root, source, out, count))
        return [
            {n: (min(r[0] for r in runs), min(r[1] for r in runs)) for n, runs in each.items()}
            for each in found
        ]

    def table(self) -> Values:
        block, count = 10_000, max(self.size.names // 20_000, 4)
        column = sweeping.zone(block * (count + 2), _domains(), 2)
        blocks = [column[at : at + block] for at in range(0, len(column), block)]
        task = {"rows": sweeping.bulk_rows(self.data, BRANDS), "warm": column[: 2 * block],
                "blocks": blocks[2:]}  # fmt: skip
        values = []
        for answers in self.passes("table", task, least=2):
            cost = {
                name: sum(sum(fastest(row)) / len(row[0]) for row in _roles(answers, name))
                for name in ("shipped", "large")
            }
            rates = {name: 2e9 * block / spent for name, spent in cost.items()}
            told("table", {name: f"{rate:,.0f} names/s" for name, rate in rates.items()})
            values.append(cost["shipped"] / cost["large"])
        return {"table": values}

    def batch(self) -> Values:
        chance = random.Random(6)
        hosts = checks.real_hosts(self.data, 1_000 * (self.size.batches + 1), repeat=True)
        links = [f"https://{host}/{chance.randrange(10**9)}" for host in hosts]
        batches = [links[at : at + 1_000] for at in range(0, len(links), 1_000)]
        values = []
        for answers in self.passes("batch", {"batches": batches}):
            cost = {name: _mean([a[name] for a in answers]) / 1e6 for name in answers[0]}
            told("batch", {name: f"{c:.2f} us a link" for name, c in cost.items()})
            values.append(cost["one by one"] / cost["server"])
        return {"batch": values}

    def start(self) -> Values:
        """Processor time of whole processes, in turn."""
        contacts = {"official": "official", "stranger": "stranger", "lookalike": "look-alike"}
        values: Values = {row: [] for row in contacts}
        with tempfile.TemporaryDirectory() as folder:
            script = Path(folder, "ringtrue")
            script.write_text(startup.SCRIPT)
            commands = {"bare": (self.roots[0], [sys.executable, "-c", "pass"])}
            for at, root in enumerate(self.roots):
                for row, name in contacts.items():
                    words = ["check", startup.CONTACTS[name], "--json"]
                    commands[f"{row} {at}"] = (root, [sys.executable, str(script), *words])
            costs: dict[str, list[float]] = {name: [] for name in commands}
            for turn in range(self.size.starts + 1):
                for name, (root, command) in commands.items():
                    spent = _run(command, root)[1]
                    if turn:  # the first writes the bytecode
                        costs[name].append(spent)
        middle = {name: median(row) for name, row in costs.items()}
        told("start", {name: f"{1000 * cost:.1f} ms" for name, cost in middle.items()})
        for at in range(len(self.roots)):
            for row in contacts:
                values[row].append(middle[f"{row} {at}"] / middle["bare"])
        return values

    def scan(self) -> Values:
        import scanning

        length = 60_000
        texts = [scanning.desks(length, fresh=True, seed=seed) for seed in range(4, 8)]
        values = []
        for answers in self.passes("scan", {"texts": texts}):
            cost = {name: _mean([a[name] for a in answers]) for name in answers[0]}
            told("scan", {name: f"{1000 * length / c:.2f} MB/s" for name, c in cost.items()})
            values.append(cost["matcher"] / cost["ours"])
        return {"scan": values}


Values = dict[str, list[float]]
"""By row, a value for each checkout."""


def told(part: str, figures: dict[str, str]) -> None:
    """Prints what a ratio is made of."""
    print(f"  {part}: " + ", ".join(f"{name} {figure}" for name, figure in figures.items()))


def _mean(passes: list[list[int]]) -> float:
    """Nanoseconds of a chunk; a last, shorter one is left out."""
    best = fastest(passes)
    whole = best[:-1] or best
    return sum(whole) / len(whole)


def _roles(answers: list[dict[str, list[int]]], name: str) -> list[list[list[int]]]:
    """Passes whose chunks were the same: the even ones and the odd ones."""
    return [[a[name] for a in answers[role::2]] for role in (0, 1)]


def _domains() -> list[str]:
    """The domains that the shipped list of this checkout holds."""
    from ringtrue import Directory

    brands = Directory.default().brands.values()
    return [row.value for b in brands for row in b.contacts if row.kind == "domain"]


def _run(command: list[str], root: Path) -> tuple[float, float]:
    """Seconds by the clock and of the processor, of the process and all its children."""
    environment = {**startup.ENVIRONMENT, "PYTHONPATH": str(root / "src"),
                   "RINGTRUE_DATA": os.devnull}  # fmt: skip
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    begin = time.perf_counter()
    process = subprocess.Popen(command, env=environment, **quiet)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1, 3):
        sys.exit(f"{' '.join(command)} ended with {process.returncode}")
    return time.perf_counter() - begin, used.ru_utime + used.ru_stime


def _swept(root: Path, source: Path, out: Path, jobs: int) -> tuple[float, float]:
    words = ["sweep", str(source), "--out", str(out), "--jobs", str(jobs)]
    return _run([sys.executable, "-m", "ringtrue", *words], root)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--root", type=Path, nargs="+", default=[ROOT])
    parser.add_argument("--rows", nargs="+", choices=[row.name for row in ROWS])
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--passes", type=int)
    parser.add_argument("--freeze", action="store_true")
    parser.add_argument("--save", type=Path)
    parser.add_argument("--part", choices=PARTS, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.part:
        print(json.dumps(PARTS[options.part](json.load(sys.stdin))))
        return
    size = QUICK if options.quick else WHOLE
    if options.passes:
        size = Size(**{**vars(size), "passes": options.passes})
    rows = [row for row in ROWS if row.name in (options.rows or [r.name for r in ROWS])]
    run = Yardstick([root.absolute() for root in options.root], options.data, size, options.freeze)
    values: Values = {}
    for part in dict.fromkeys(row.part for row in rows):
        values |= getattr(run, part)()
    lines = [f"Python {platform.python_version()}, {platform.machine()}; each row a ratio of one "
             f"run{' (quick)' if options.quick else ''}; < less is better"]  # fmt: skip
    if len(options.root) > 1:
        lines += [f"  [{at}] {root.name}" for at, root in enumerate(run.roots)]
    several = len(run.roots) > 1
    heads = [f"[{at}]" for at in range(len(run.roots))] + ["gain"] if several else ["now"]
    lines.append(f"{'':53}{'before':>9}{'must':>7}{'aim':>6}" + "".join(f"{h:>8}" for h in heads))
    for row in rows:
        found = values[row.name]
        measured = "".join(f"{_short(value):>8}" for value in found)
        if several:
            gain = found[0] / found[-1] if row.falling else found[-1] / found[0]
            measured += f"{f'x {gain:.2f}':>8}"
        title = f"{row.title}{' <' if row.falling else ''}"
        lines.append(f"{title:53}{row.before:>9}{row.must:>7g}{row.aim:>6g}{measured}"
                     f"  {row.reached(found[-1])}")  # fmt: skip
    print("\n".join(lines))
    if options.save:
        options.save.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _short(value: float) -> str:
    return f"{value:.0f}" if value >= 10 else f"{value:.1f}" if value >= 2 else f"{value:.3f}"


if __name__ == "__main__":
    main()
