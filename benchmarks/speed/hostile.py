"""Hostile input: the time of one check against the length of the string.

    python benchmarks/speed/hostile.py

The first table gives the longest honest inputs, a host of 250 characters and a URL of 2,000, as
multiples of a normal one; every string is met once, so nothing comes from a cache. In the others
every shape is grown tenfold from 100 characters to 1,000,000. Work is bounded: past the
length cap a check costs the same whatever the length, and no row may grow faster than its input.
"""

from __future__ import annotations

import random
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
WORDS = ("wallet", "secure", "metamsk", "login", "coinbase", "q7x", "support", "amazn", "eu")
LONG: dict[str, Callable[[random.Random], str]] = {
    "normal": lambda r: f"{''.join(r.choices(LETTERS, k=3))}-metamsk-login.example",
    "host of 250: labels": lambda r: _join(r, ".", 240) + ".example",
    "host of 250: hyphens": lambda r: ".".join(_join(r, "-", 60) for _ in range(4)) + ".example",
    "host of 250: letters": lambda r: ".".join(_letters(r, 60) for _ in range(4)) + ".example",
    "URL of 2,000: path": lambda r: f"https://{_letters(r, 8)}.example/" + _join(r, "/", 1970),
    "URL of 2,000: query": lambda r: f"https://{_letters(r, 8)}.example/?" + _join(r, "&q=", 1970),
    "URL of 2,000: escapes": lambda r: f"https://{_letters(r, 8)}.example/?" + "%E5%AE%A2" * 218,
}
LETTERS = "abcdefghijklmnopqrstuvwxyz"
LENGTHS = (100, 1_000, 10_000, 100_000, 1_000_000)


def _letters(source: random.Random, size: int) -> str:
    return "".join(source.choices(LETTERS, k=size))


def _join(source: random.Random, mark: str, size: int) -> str:
    text = _letters(source, 4)
    while len(text) < size - 12:
        text += mark + source.choice(WORDS)
    return text


def multiples(call: Callable[[str], object]) -> None:
    """Median and slowest tenth of 200 strings each, as multiples of a normal host."""
    source = random.Random(7)
    normal = 0.0
    print(f"{'check, 200 strings each':26}{'median us':>12}{'of normal':>12}{'p90 of normal':>16}")
    for name, make in LONG.items():
        times = []
        for text in [make(source) for _ in range(200)]:
            begin = time.perf_counter()
            call(text)
            times.append(1e6 * (time.perf_counter() - begin))
        middle, slow = statistics.median(times), statistics.quantiles(times, n=10)[-1]
        normal = normal or middle
        print(f"{name:26}{middle:>12,.0f}{middle / normal:>12.1f}{slow / normal:>16.1f}")
    print()


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
    multiples(checker.check)
    table("check", checker.check, LENGTHS)
    scan("warm up")
    table("scan", scan, LENGTHS[:-1])


if __name__ == "__main__":
    main()
