"""Mixed good, hostile and broken traffic with reloads of the directory, for as long as one likes.

    python benchmarks/web/soak.py [--minutes 30] [--plot soak.svg]

Prints every status that came back and the memory of the worker over time. Ends with 1 when an
answer was a 5xx other than a deliberate 503, when a good request got anything but 200 or that, or
when memory in the last fifth of the run exceeds that of the second fifth by more than 10 %.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import os
import random
import signal
import sys
import time
from collections import Counter
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parent))
import traffic
from load import Served, ours

HOSTILE = (
    "a" * 9000, "." * 5000, "https://" + "a." * 4000, "\u202e\u2066", "☎" * 300, "%" * 999,
    "1" * 8000, "@" * 8000, "https://[::ffff:1.2.3.4]:99999/",
    "mailto:" + '"' * 3000 + "@x.example",
)  # fmt: skip
Wire = tuple[asyncio.StreamReader, asyncio.StreamWriter]
EVERY = 5.0
"""Seconds between two looks at the memory."""


class Soak:
    """One run."""

    def __init__(self, served: Served, seconds: float) -> None:
        self.served, self.until = served, time.monotonic() + seconds
        self.statuses: Counter[tuple[str, str]] = Counter()
        self.chance = random.Random(7)
        self.memory: list[tuple[float, float]] = []

    async def run(self) -> None:
        """All kinds of traffic beside each other."""
        await asyncio.gather(
            *(self._kept() for _ in range(4)),
            *(self._broken() for _ in range(2)),
            self._reloads(),
            self._watch(),
        )

    async def _kept(self) -> None:
        """Good and hostile requests over kept connections."""
        while time.monotonic() < self.until:
            wire = await self._opened()
            for _ in range(200):
                wire = await self._exchanged(wire, self._request())
                await asyncio.sleep(0.01)
            wire[1].close()

    async def _opened(self) -> Wire:
        return await asyncio.open_connection("127.0.0.1", self.served.port)

    async def _exchanged(self, wire: Wire, request: tuple[str, str, bytes]) -> Wire:
        """One request and its answer; the connection for the next."""
        name, path, content = request
        head = (
            f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {len(content)}\r\n"
            "Content-Type: application/json\r\n\r\n"
        )
        wire[1].write(head.encode() + content)
        run = traffic.Run()
        await traffic._answer(wire[0], run, 0.0)
        self.statuses[name, str(next(iter(run.statuses)))] += 1
        return wire

    def _request(self) -> tuple[str, str, bytes]:
        draw = self.chance.random()
        if draw < 0.7:
            return "single", "/v1/check", traffic.body(traffic.links(1, self.chance.random()))
        if draw < 0.75:
            return "batch", "/v1/check", traffic.body(traffic.links(200, self.chance.random()))
        if draw < 0.85:
            text = "Support: " + " ".join(traffic.links(10, self.chance.random()))
            return "scan", "/v1/scan", json.dumps({"text": text}).encode()
        if draw < 0.95:
            return "hostile", "/v1/check", traffic.body([self.chance.choice(HOSTILE)])
        wrong = [b"{", b"[]", b'{"contacts": []}', b'{"contacts": [1]}', b"\xff" * 50]
        return "wrong", "/v1/check", self.chance.choice(wrong)

    async def _broken(self) -> None:
        """Garbage, half requests, clients that hang up in the middle."""
        whole = traffic.request(traffic.body(traffic.links(50)))
        while time.monotonic() < self.until:
            with contextlib.suppress(OSError, asyncio.IncompleteReadError):
                _, writer = await asyncio.open_connection("127.0.0.1", self.served.port)
                kind = self.chance.randrange(4)
                if kind == 0:
                    writer.write(self.chance.randbytes(500))
                elif kind == 1:
                    writer.write(whole[: self.chance.randrange(len(whole))])
                elif kind == 2:
                    writer.write(whole)
                    writer.transport.abort()
                else:
                    writer.write(b"GET /" + b"x" * 50_000)
                await asyncio.sleep(0.02)
                writer.close()
                self.statuses["broken", "sent"] += 1

    async def _reloads(self) -> None:
        while time.monotonic() < self.until:
            await asyncio.sleep(15)
            for pid in self.served.pids():
                os.kill(pid, signal.SIGHUP)
            self.statuses["reload", "sent"] += 1

    async def _watch(self) -> None:
        begun = time.monotonic()
        while time.monotonic() < self.until:
            self.memory.append((time.monotonic() - begun, self.served.megabytes()))
            await asyncio.sleep(min(EVERY, max(0.5, (self.until - begun) / 20)))


def plot(memory: list[tuple[float, float]]) -> str:
    """Memory over time as SVG."""
    wide, high, most = 640, 240, max(size for _, size in memory) * 1.2
    last = memory[-1][0] or 1
    points = " ".join(
        f"{50 + (wide - 70) * t / last:.1f},{high - 30 - (high - 50) * size / most:.1f}"
        for t, size in memory
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" '
        'font-family="sans-serif" font-size="12"><rect width="100%" height="100%" fill="white"/>'
        f'<polyline points="{points}" fill="none" stroke="#0b5cad" stroke-width="1.5"/>'
        f'<path d="M50 20V{high - 30}H{wide - 20}" fill="none" stroke="#444"/>'
        f'<text x="4" y="24">{most:.0f} MB</text><text x="30" y="{high - 30}">0</text>'
        f'<text x="{wide - 90}" y="{high - 10}">{last / 60:.0f} minutes</text></svg>\n'
    )


def main() -> int:
    """Runs, prints, judges."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=30.0)
    parser.add_argument("--plot", type=Path)
    options = parser.parse_args()
    with ours() as served:
        soak = Soak(served, options.minutes * 60)
        asyncio.run(soak.run())
    for (name, status), count in sorted(soak.statuses.items()):
        print(f"{name:8} {status:5} {count:9,}")
    fifth = len(soak.memory) // 5
    early = median(size for _, size in soak.memory[fifth : 2 * fifth])
    late = median(size for _, size in soak.memory[-fifth:])
    print(f"memory: {early:.0f} MB in the second fifth, {late:.0f} MB in the last, "
          f"{max(size for _, size in soak.memory):.0f} MB at most")  # fmt: skip
    if options.plot:
        options.plot.write_text(plot(soak.memory), encoding="utf-8")
    bad = [
        (name, status)
        for name, status in soak.statuses
        if (status[0] == "5" and status != "503")
        or (name in ("single", "scan") and status != "200")
    ]
    if bad:
        print(f"not as they should be: {bad}")
    return int(bool(bad) or late > 1.1 * early)


if __name__ == "__main__":
    sys.exit(main())
