"""How much one worker of the backend answers, and how soon; beside it a FastAPI app that calls
impersonation-detector.

    python benchmarks/web/load.py [--seconds 5] [--no-peer]

A server runs on one core, the load comes from the other. "Known" contacts were asked before and are
answered from memory; "new" ones are distinct and judged each. Rates are given by the clock and by
second of the worker's own processor time, which other work on the machine disturbs less. wrk
(Debian's package) sends the load where it is installed; without it our own client does, which takes
part of the rate itself.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
import venv
from collections.abc import Coroutine, Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
sys.path.insert(0, str(HERE))
import traffic  # noqa: E402

PEER = ROOT / ".venv-peers" / "server"
SINGLES, BATCH = 6000, 1000
LUA = """
local file = io.open("%s", "r")
local bodies, n = {}, 0
for line in file:lines() do n = n + 1; bodies[n] = line end
local i = 0
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
request = function() i = i %% n + 1; return wrk.format(nil, "/v1/check", nil, bodies[i]) end
"""


class Served:
    """A running server: its port, its processes, what they used."""

    def __init__(self, process: subprocess.Popen[bytes], port: int) -> None:
        self.process, self.port = process, port

    def pids(self) -> list[int]:
        """The worker, or the workers of a parent."""
        path = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        children = [int(pid) for pid in path.read_text().split()] if path.exists() else []
        return children or [self.process.pid]

    def processor(self) -> float:
        """Seconds of processor time so far."""
        total = 0.0
        for pid in self.pids():
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            total += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
        return total

    def megabytes(self) -> float:
        """Resident memory of the largest process."""
        sizes = []
        for pid in self.pids():
            pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
            sizes.append(pages * os.sysconf("SC_PAGE_SIZE") / 2**20)
        return max(sizes)


@contextlib.contextmanager
def ours(workers: int = 1) -> Iterator[Served]:
    """`ringtrue serve` as it is, its log thrown away."""
    command = [sys.executable, "-m", "ringtrue", "serve", "--port", "0"]
    process = subprocess.Popen(
        [*command, "--workers", str(workers)], stderr=subprocess.PIPE, cwd=ROOT
    )
    assert process.stderr is not None
    for _ in range(workers):
        line = json.loads(process.stderr.readline())
    drain = subprocess.Popen(["cat"], stdin=process.stderr, stdout=subprocess.DEVNULL)
    with _pinned(
        Served(process, int(line["address"].rstrip("/").rpartition(":")[2])), workers
    ) as s:
        yield s
    drain.wait()
    process.stderr.close()


@contextlib.contextmanager
def peer() -> Iterator[Served]:
    """The FastAPI app in its own environment."""
    python = PEER / "bin" / "python"
    if not python.exists():
        venv.create(PEER, with_pip=True)
    pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "-r", HERE / "peer" / "requirements.txt"], check=True)
    port = 18787
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as names:
        names.write("\n".join(traffic.domains()))
        names.flush()
        process = subprocess.Popen(
            [python, "-m", "uvicorn", "app:app", "--port", str(port), "--no-access-log",
             "--log-level", "error"],
            cwd=HERE / "peer", env={**os.environ, "PEER_DOMAINS": names.name},
        )  # fmt: skip
        deadline = time.monotonic() + 60
        while True:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/openapi.json").close()
                break
            except OSError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.2)
        with _pinned(Served(process, port), 1) as served:
            yield served


@contextlib.contextmanager
def _pinned(served: Served, workers: int) -> Iterator[Served]:
    cores = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []
    if len(cores) > workers:
        for pid in served.pids():
            os.sched_setaffinity(pid, set(cores[:workers]))
        os.sched_setaffinity(0, set(cores[workers:]))
    try:
        yield served
    finally:
        served.process.send_signal(signal.SIGTERM)
        served.process.wait(60)
        if cores:
            os.sched_setaffinity(0, set(cores))


def load(
    served: Served, bodies: list[bytes], connections: int, seconds: float
) -> tuple[float, float]:
    """Requests per second by the clock and by the worker's processor time."""
    before, begun = served.processor(), time.perf_counter()
    if shutil.which("wrk"):
        with tempfile.TemporaryDirectory() as folder:
            lines = Path(folder, "bodies.txt")
            lines.write_bytes(b"\n".join(bodies) + b"\n")
            script = Path(folder, "load.lua")
            script.write_text(LUA % lines)
            command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds:g}s", "-s", script]
            done = subprocess.run(
                [*command, f"http://127.0.0.1:{served.port}"], capture_output=True, text=True,
                check=True,
            )  # fmt: skip
        if "Non-2xx" in done.stdout:
            raise SystemExit(done.stdout)
        count = int(re.search(r"(\d+) requests in", done.stdout)[1])  # type: ignore[index]
    else:
        requests = [traffic.request(body) for body in bodies]
        run = asyncio.run(traffic.closed(served.port, requests, connections, seconds))
        if set(run.statuses) != {200}:
            raise SystemExit(f"answers were not all 200: {run.statuses}")
        count = len(run.waits)
    return count / (time.perf_counter() - begun), count / (served.processor() - before)


def table(name: str, served: Served, seconds: float, singles: int, batch: int) -> None:
    """Every figure of one server."""
    known = [traffic.body([link]) for link in traffic.links(60)]
    asyncio.run(traffic.closed(served.port, [traffic.request(b) for b in known], 4, 1))
    rate, by_core = load(served, known, 16, seconds)
    _row(name, "single checks, known", rate, by_core, "requests")
    new = [traffic.body([link]) for link in traffic.links(singles, seed=2)]

    new_rate, by_core = _once(served, new, 16)
    _row(name, "single checks, new", new_rate, by_core, "requests")
    if batch == BATCH:  # the peer remembers nothing: its batches are all new
        same = [traffic.body(traffic.links(batch))]
        load(served, same, 1, 1)
        batches, by_core = load(served, same, 2, seconds)
        _row(name, f"batches of {batch}, known", batches * batch, by_core * batch, "contacts")
    fresh = [traffic.body(traffic.links(batch, seed=3 + n)) for n in range(6)]
    batches, by_core = _once(served, fresh, 2)
    _row(name, f"batches of {batch}, new", batches * batch, by_core * batch, "contacts")
    for share in (0.7,):
        mixed = [traffic.request(body) for body in known]
        run = _run(traffic.paced(served.port, mixed, share * rate, seconds))
        if set(run.statuses) != {200}:
            print(f"{name:10} answers were not all 200: {run.statuses}")
        print(f"{name:10} single, known, at {share:.0%} of that rate ({share * rate:,.0f}/s): "
              f"p50 {run.percentile(0.5):.1f} ms, p99 {run.percentile(0.99):.1f} ms")  # fmt: skip
    print(f"{name:10} resident memory {served.megabytes():.0f} MB")


def _run(work: Coroutine[Any, Any, traffic.Run]) -> traffic.Run:
    """Runs a client, on uvloop where there is one: what it takes itself is not to be measured."""
    try:
        import uvloop
    except ImportError:
        return asyncio.run(work)
    return uvloop.run(work)


def _once(served: Served, bodies: list[bytes], connections: int) -> tuple[float, float]:
    """Each body once."""
    before, begun = served.processor(), time.perf_counter()
    shares = [bodies[n::connections] for n in range(connections)]

    async def send() -> int:
        async def one(share: list[bytes]) -> int:
            run = traffic.Run()
            reader, writer = await asyncio.open_connection("127.0.0.1", served.port)
            for content in share:
                writer.write(traffic.request(content))
                await traffic._answer(reader, run, time.perf_counter())
            writer.close()
            assert set(run.statuses) <= {200}, run.statuses
            return len(run.waits)

        return sum(await asyncio.gather(*(one(share) for share in shares)))

    count = asyncio.run(send())
    return count / (time.perf_counter() - begun), count / (served.processor() - before)


def _row(name: str, what: str, rate: float, by_core: float, unit: str) -> None:
    shown = [f"{value:10,.0f}" if value >= 20 else f"{value:10,.1f}" for value in (rate, by_core)]
    print(f"{name:10} {what:28} {shown[0]} {unit}/s {shown[1]} per processor second")


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=5.0)
    parser.add_argument("--no-peer", action="store_true")
    options = parser.parse_args()
    if not shutil.which("wrk"):
        print("wrk is missing (Debian: apt-get install wrk): our own client sends the load")
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1
    print(f"{cores} cores, {len(traffic.domains()):,} listed domains, load average "
          f"{os.getloadavg()[0]:.1f}")  # fmt: skip
    with ours() as served:
        table("ringtrue", served, options.seconds, SINGLES, BATCH)
    with ours(workers=2) as served:
        known = [traffic.body([link]) for link in traffic.links(60)]
        rate, by_core = load(served, known, 32, options.seconds)
        _row("2 workers", "single checks, known", rate, by_core, "requests")
    if options.no_peer:
        return
    with peer() as served:
        table("peer", served, options.seconds, 300, 20)


if __name__ == "__main__":
    main()
