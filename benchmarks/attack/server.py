"""A running server under attack: thousands of connections, what answer times tell, hostile traffic.

    python benchmarks/attack/server.py [--connections N] [--minutes N] [--entries N] [--workers N]

Needs Linux. 1. so many connections that send half a head, and how long others wait meanwhile;
2. contacts that one client asked for, asked again by another (127.0.0.2, 127.0.0.3): how often the
time of an answer tells which were asked before (0.5: as a coin does); 3. mixed good, hostile and
broken traffic (benchmarks/web/soak.py) while the list of so many entries is written and read again
every 15 seconds and a worker is killed every minute; a request whose connection breaks is sent once
more, as a client may, for the questions change nothing. Fails for a 5xx but a deliberate 503, for a
request without an answer then, and for memory in the last fifth of the time that exceeds that of
the second by more than 10 %.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import http.client
import json
import os
import random
import resource
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "web"))
import traffic
from load import Served
from soak import Soak, Wire

from ringtrue import Directory
from ringtrue.index import compiled

ROOT = Path(__file__).resolve().parents[2]
MOST_TOLD = 0.6
"""Share of pairs in which the sooner answer may be the one that was asked before."""
SLOWEST = 1.0
"""Seconds that nobody may wait while connections are held."""


def write_list(path: Path, entries: int) -> None:
    """The shipped list with so many invented brands behind it."""
    rows = [(f"made-{n}", f"Made {n}", "domain", f"made-{n}-brand.example") for n in range(entries)]
    brands = [*Directory.default().brands.values(), *Directory.from_rows(rows).brands.values()]
    new = path.with_suffix(".new")
    new.write_bytes(compiled.dump(brands, "2026.12.1"))
    new.replace(path)


@contextlib.contextmanager
def serving(path: Path, workers: int) -> Iterator[Served]:
    """`ringtrue serve` with that list; its log is thrown away."""
    code = (
        "import sys; from ringtrue.server.run import serve; "
        "from ringtrue.server.settings import Settings; "
        "sys.exit(serve(Settings(port=0, directory=sys.argv[1], workers=int(sys.argv[2]), "
        "log_requests=False)))"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(path), str(workers)], stderr=subprocess.PIPE, cwd=ROOT
    )
    assert process.stderr is not None
    port = 0
    for _ in range(workers):
        port = int(json.loads(process.stderr.readline())["address"].rstrip("/").rpartition(":")[2])
    drain = subprocess.Popen(["cat"], stdin=process.stderr, stdout=subprocess.DEVNULL)
    try:
        yield Served(process, port)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)
        drain.wait()
        process.stderr.close()


def ask(wire: http.client.HTTPConnection, contact: str) -> tuple[int, float]:
    """Status and seconds of one question."""
    begun = time.perf_counter()
    headers = {"Content-Type": "application/json", "Host": "localhost"}
    wire.request("POST", "/v1/check", traffic.body([contact]), headers)
    answer = wire.getresponse()
    answer.read()
    return answer.status, time.perf_counter() - begun


def held(port: int, count: int) -> str:
    """Opens `count` connections that send half a head, and asks beside them."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, max(soft, count + 500)), hard))
    wires, statuses, waits = [], set(), []
    for at in range(count):
        wire = socket.create_connection(("127.0.0.1", port), timeout=10)
        with contextlib.suppress(OSError):
            wire.sendall(b"POST /v1/check HTTP/1.1\r\nHost: localhost\r\nX: ")
        wires.append(wire)
        if at % 50 == 0:
            fresh = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
            status, seconds = ask(fresh, f"https://shop-{at}.example/")
            fresh.close()
            statuses.add(status)
            waits.append(seconds)
    for wire in wires:
        wire.close()
    waits.sort()
    if statuses != {200} or waits[-1] > SLOWEST:
        FAILED.append(f"held connections: {statuses}, {waits[-1]:.2f} s")
    return (f"{count:,} connections that send half a head: {len(waits):,} others answered "
            f"({sorted(statuses)}), median {1e3 * median(waits):.1f} ms, slowest "
            f"{1e3 * waits[-1]:.0f} ms")  # fmt: skip


FAILED: list[str] = []


def told(port: int, count: int = 400) -> str:
    """How often the time of an answer tells whether another client asked before."""
    chance = random.Random(5)
    contacts = [f"https://garden-{chance.randrange(10**9)}.example/about" for _ in range(count)]
    before = set(chance.sample(contacts, count // 2))

    def client(address: str) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", port, source_address=(address, 0))

    one, other = client("127.0.0.2"), client("127.0.0.3")
    for contact in before:
        for _ in range(3):
            ask(one, contact)
    for contact in (f"https://warm-{n}.example/" for n in range(50)):
        ask(other, contact)
    times = {contact: ask(other, contact)[1] for contact in contacts}
    again = {contact: ask(other, contact)[1] for contact in contacts}
    asked = [times[c] for c in contacts if c in before]
    new = [times[c] for c in contacts if c not in before]
    share = sum(a < b for a in asked for b in new) / (len(asked) * len(new))
    if share > MOST_TOLD:
        FAILED.append(f"answer times tell: {share:.2f}")
    own = median(again.values()) / median(times.values())
    return (
        f"answer times: in {share:.2f} of pairs the contact that somebody else had asked came "
        f"sooner (0.5: they tell nothing); one's own again takes {own:.2f} of the time"
    )


class Siege(Soak):
    """The soak, with its list written anew at each reload and workers that are killed."""

    path: Path
    entries: int
    cut = lost = 0
    """Connections that a killed worker took with it; requests whose repetition failed too."""

    async def _exchanged(self, wire: Wire, request: tuple[str, str, bytes]) -> Wire:
        for again in (False, True):
            try:
                return await super()._exchanged(wire, request)
            except (OSError, asyncio.IncompleteReadError):
                self.cut, self.lost = self.cut + (not again), self.lost + again
                wire = await self._opened()
        return wire

    async def _reloads(self) -> None:
        loop = asyncio.get_running_loop()
        at = 0
        while time.monotonic() < self.until:
            await asyncio.sleep(15)
            at += 1
            await loop.run_in_executor(None, write_list, self.path, self.entries + at)
            pids = self.served.pids()
            for pid in pids:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGHUP)
            self.statuses["reload", "sent"] += 1
            if at % 4 == 0 and len(pids) > 1:
                await asyncio.sleep(5)
                with contextlib.suppress(ProcessLookupError):
                    os.kill(self.chance.choice(pids), signal.SIGKILL)
                self.statuses["killed", "sent"] += 1


def besieged(served: Served, path: Path, minutes: float, entries: int) -> list[str]:
    siege = Siege(served, minutes * 60)
    siege.path, siege.entries = path, entries
    asyncio.run(siege.run())
    counts = siege.statuses
    bad = {k: n for k, n in counts.items() if k[1][0] == "5" and k[1] != "503"}
    wrong = {k: n for k, n in counts.items() if k[0] in ("single", "scan") and k[1] not in
             ("200", "503")}  # fmt: skip
    killed = counts["killed", "sent"]
    if bad or wrong or siege.lost or siege.cut > 4 * killed:
        FAILED.append(f"mix: {bad or wrong}, {siege.cut} cut, {siege.lost} lost, {killed} killed")
    fifth = max(1, len(siege.memory) // 5)
    early = median(size for _, size in siege.memory[fifth : 2 * fifth])
    late = median(size for _, size in siege.memory[-fifth:])
    if late > 1.1 * early:
        FAILED.append(f"memory grows: {early:.0f} to {late:.0f} MB")
    said = ", ".join(f"{name} {status}: {n:,}" for (name, status), n in sorted(counts.items()))
    return [
        f"{minutes:g} minutes, {entries:,} invented entries: {said}; {killed} killed workers cut "
        f"{siege.cut} connections; {siege.lost} requests unanswered when sent once more",
        f"memory of the largest worker: {early:.0f} MB in the second fifth, {late:.0f} in the "
        f"last, {max(size for _, size in siege.memory):.0f} at most",
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--connections", type=int, default=10_000)
    parser.add_argument("--minutes", type=float, default=30.0)
    parser.add_argument("--entries", type=int, default=100_000)
    parser.add_argument("--workers", type=int, default=2)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "list.bin")
        write_list(path, 1_000)
        with serving(path, 1) as served:
            print("server:", held(served.port, given.connections), flush=True)
            print("server:", told(served.port), flush=True)
        write_list(path, given.entries)
        with serving(path, given.workers) as served:
            for line in besieged(served, path, given.minutes, given.entries):
                print("server:", line, flush=True)
    if FAILED:
        sys.exit("server: " + "; ".join(FAILED))


if __name__ == "__main__":
    main()
