"""Hostile input: the time of one check against the length of the string.

    python benchmarks/speed/hostile.py

Every shape is grown tenfold from 100 characters to 1,000,000. Work is bounded: past the
length cap a check costs the same whatever the length, and no row may grow faster than its input.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

from ringtrue import Checker, scan

SHAPES: dict[str, Callable[[int], str]] = {
    "one letter": lambda n: "a" * n,
    "dots": lambda n: "." * n,
    "labels": lambda n: "metamask." * (n // 9),
    "hyphens": lambda n: "meta-" * (n // 5) + ".com",
    "at signs": lambda n: "@" * n,
    "digits": lambda n: "1" * n,
    "han digits": lambda n: "四零零" * (n // 3),
    "long path": lambda n: "https://x.example/" + "metamask/" * (n // 9),
    "long query": lambda n: "https://coinbase.com/?" + "q=+1-800-555-0100&" * (n // 18),
    "combining marks": lambda n: "a" + "\u0301" * n + ".com",
    "zero width": lambda n: "m\u200be" * (n // 2),
    "quotes": lambda n: '"' * n + "@x.example",
    "brackets": lambda n: "[{(" * (n // 3) + "1",
}
LENGTHS = (100, 1_000, 10_000, 100_000, 1_000_000)


def milliseconds(call: Callable[[str], object], text: str) -> float:
    runs = []
    for _ in range(3):
        begin = time.perf_counter()
        call(text)
        runs.append(1000 * (time.perf_counter() - begin))
    return statistics.median(runs)


def table(title: str, call: Callable[[str], object], lengths: tuple[int, ...]) -> None:
    print(f"{title + ', ms':18}" + "".join(f"{n:>12,}" for n in lengths))
    for name, make in SHAPES.items():
        cells = "".join(f"{milliseconds(call, make(n)):12.2f}" for n in lengths)
        print(f"{name:18}{cells}")
    print()


def main() -> None:
    checker = Checker()
    checker.check("warm-up-metamsk.example")
    table("check", checker.check, LENGTHS)
    scan("warm up")
    table("scan", scan, LENGTHS[:-1])


if __name__ == "__main__":
    main()
