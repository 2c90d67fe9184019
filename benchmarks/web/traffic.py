"""What is asked in the benchmarks of the backend, invented or official, and how it is asked."""

from __future__ import annotations

import asyncio
import json
import random
from dataclasses import dataclass, field
from time import perf_counter

from ringtrue import Directory

WORDS = ("help", "support", "login", "desk", "verify", "claim", "app", "wallet", "service", "pay")
HONEST = ("bakery", "garden", "museum", "library", "football", "weather", "school", "music")


def links(count: int, seed: int = 1) -> list[str]:
    """Distinct links in thirds: official ones, look-alikes of listed brands, strangers."""
    chance = random.Random(seed)
    hosts = domains()
    found = []
    for number in range(count):
        host = chance.choice(hosts)
        name = host.partition(".")[0]
        if number % 3 == 0:
            found.append(f"https://{host}/{chance.randrange(10**9)}")
        elif number % 3 == 1:
            word = chance.choice(WORDS)
            found.append(f"https://{name}-{word}{chance.randrange(10**6)}.example/{word}")
        else:
            word = chance.choice(HONEST)
            found.append(f"https://{word}{chance.randrange(10**6)}.example/about")
    return found


def domains() -> list[str]:
    """The registrable domains that the shipped directory lists, sorted."""
    listed = (c for b in Directory.default().brands.values() for c in b.contacts)
    return sorted({c.value for c in listed if c.kind in ("domain", "host") and not c.path})


def body(contacts: list[str]) -> bytes:
    """The JSON of one request."""
    return json.dumps({"contacts": contacts}).encode()


def request(content: bytes) -> bytes:
    """One HTTP request for a kept connection."""
    head = (
        "POST /v1/check HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(content)}\r\n\r\n"
    )
    return head.encode() + content


@dataclass
class Run:
    """What came of one run."""

    seconds: float = 0.0
    waits: list[float] = field(default_factory=list)
    """Seconds from when a request was due to when its answer was complete."""
    statuses: dict[int, int] = field(default_factory=dict)

    def percentile(self, share: float) -> float:
        """Milliseconds within which this share was answered."""
        ordered = sorted(self.waits)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))] * 1000


async def closed(port: int, requests: list[bytes], connections: int, seconds: float) -> Run:
    """As fast as the answers come, over so many kept connections; every request once at most
    before any is sent again."""
    run, begun = Run(), perf_counter()
    turn = iter(_forever(requests))

    async def one() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        while perf_counter() - begun < seconds:
            due = perf_counter()
            writer.write(next(turn))
            await _answer(reader, run, due)
        writer.close()

    await asyncio.gather(*(one() for _ in range(connections)))
    run.seconds = perf_counter() - begun
    return run


async def paced(port: int, requests: list[bytes], rate: float, seconds: float) -> Run:
    """At a fixed rate whatever the answers do, over as many connections as that takes. A request
    that waits for a connection has waited since it was due: no coordinated omission."""
    run, begun = Run(), perf_counter()
    turn = iter(_forever(requests))
    loop = asyncio.get_running_loop()
    resting: list[_Wire] = []
    wires: list[_Wire] = []
    number = 0
    while (now := perf_counter()) < begun + seconds:
        while (due := begun + number / rate) <= now:
            if not resting:
                _, wire = await loop.create_connection(
                    lambda: _Wire(run, resting), "127.0.0.1", port
                )
                wires.append(wire)
                resting.append(wire)
            resting.pop().ask(next(turn), due)
            number += 1
        await asyncio.sleep(0.0005)
    while any(wire.asks for wire in wires):
        await asyncio.sleep(0.01)
    run.seconds = perf_counter() - begun
    for wire in wires:
        wire.transport.close()
    return run


class _Wire(asyncio.Protocol):
    """A kept connection with one request in work: streams would cost the client more than the
    answer costs the server."""

    def __init__(self, run: Run, resting: list[_Wire]) -> None:
        self.run, self.resting = run, resting
        self.due, self.held, self.wanted = 0.0, b"", 0
        self.asks = False

    def connection_made(self, transport) -> None:
        self.transport = transport

    def ask(self, content: bytes, due: float) -> None:
        """Sends a request that was due then."""
        self.due, self.held, self.wanted, self.asks = due, b"", 0, True
        self.transport.write(content)

    def data_received(self, data: bytes) -> None:
        self.held += data
        if not self.wanted:
            head, complete, _ = self.held.partition(b"\r\n\r\n")
            if not complete:
                return
            length = head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0]
            self.wanted = len(head) + 4 + int(length)
        if len(self.held) >= self.wanted:
            self.asks = False
            self._told(int(self.held[9:12]))
            if not self.transport.is_closing():
                self.resting.append(self)

    def connection_lost(self, error: Exception | None) -> None:
        if self.asks:
            self.asks = False
            self._told(0)  # lost
        elif self in self.resting:
            self.resting.remove(self)

    def _told(self, status: int) -> None:
        self.run.waits.append(perf_counter() - self.due)
        self.run.statuses[status] = self.run.statuses.get(status, 0) + 1


def _forever(requests: list[bytes]):
    while True:
        yield from requests


async def _answer(reader: asyncio.StreamReader, run: Run, due: float) -> None:
    head = await reader.readuntil(b"\r\n\r\n")
    status = int(head[9:12])
    length = int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0])
    await reader.readexactly(length)
    run.waits.append(perf_counter() - due)
    run.statuses[status] = run.statuses.get(status, 0) + 1
