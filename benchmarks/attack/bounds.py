"""The dearest checks of 8 KB beside a normal one: shapes of text in every part of a link.

    python benchmarks/attack/bounds.py [--show]

Processor time, the least of three. Fails where a shape costs more than `MOST` normal checks, or
grows faster than its length.
"""

from __future__ import annotations

import argparse
import sys
import time

from ringtrue import Checker

SIZE = 8_000
MOST = 40.0
"""Normal checks that the dearest of 8 KB may cost; measured 28 (2026-12-01)."""
GROWTH = 3.5
"""Times that the double may cost more; twice is linear, the rest is noise of small times."""
NORMAL = (
    "https://www.coinbase.com/help", "https://rnetamask.io/", "shop-zanzibar-3.example",
    "https://x.com/binance", "+1 800 555 0142", "help@desk.example", "https://t.me/some_name",
    "tokenpocket-support.example", "https://www.paypal.com/signin?country=US",
    "https://news.example/2026/11/a-story",
)  # fmt: skip
PLACES = {
    "query": "https://metamask.io/?", "fragment": "https://metamask.io/#",
    "path": "https://metamask.io/", "parameter": "https://metamask.io/;", "host": "https://",
    "plain": "", "user name": "https://", "mail": "mailto:support@metamask.io?",
    "stranger": "https://x.example/?",
}  # fmt: skip
SHAPES = (
    "a=b&", "u=https://e.example/&", "u=e.example/&", "aHR0cHM6Ly9ldmlsLmV4YW1wbGU&", "//", "\\",
    "%25", "%252525", "a@b.example&", "+1-800-555-0199 ", "telegram @a_b12 ", "1", "a.", "@", "a:",
    '"', "(", "*", "[a](", "a\u0301", "ａ", "客服微信：", "support call ", "meta-mask-", "metamask",
    "data:", "=javascript:", "【", "?", "#", "é.", "xn--", "\u200b", "\t",
)  # fmt: skip


def text(place: str, shape: str, size: int) -> str:
    """A text of `size` characters made of one shape, in one place."""
    body = (PLACES[place] + shape * (size // len(shape) + 1))[:size]
    return body[: size - 20] + "@metamask.io/" if place == "user name" else body


def cost(checker: Checker, contact: str, times: int = 3) -> float:
    """Seconds of the processor for one check, the least of some."""
    least = float("inf")
    for _ in range(times):
        start = time.process_time()
        checker.check(contact)
        least = min(least, time.process_time() - start)
    return least


def measure() -> tuple[float, list[tuple[float, float, str, str]]]:
    """A normal check, and for each place and shape its cost, its growth, and what it is."""
    checker = Checker().prepare()
    normal = sum(cost(checker, contact, 30) for contact in NORMAL) / len(NORMAL)
    rows = []
    for place in PLACES:
        for shape in SHAPES:
            whole = cost(checker, text(place, shape, SIZE))
            half = cost(checker, text(place, shape, SIZE // 2))
            rows.append((whole, whole / max(half, normal), place, shape))
    return normal, sorted(rows, reverse=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--show", action="store_true", help="the twenty dearest")
    given = parser.parse_args()
    normal, rows = measure()
    dearest = rows[0][0] / normal
    # What is cut off by a cap costs less at the double; what is small is noise.
    steep = [row for row in rows if row[1] > GROWTH and row[0] > 5 * normal]
    print(
        f"bounds: {len(rows)} shapes of {SIZE:,} characters, a normal check {normal * 1e6:.0f} us, "
        f"the dearest {dearest:.1f} of them, {len(steep)} grow faster than their length"
    )
    for seconds, growth, place, shape in rows[:20] if given.show else steep:
        print(f"    {seconds * 1e6:7.0f} us {seconds / normal:6.1f} x, growth {growth:.1f}, "
              f"{place}: {shape!r}")  # fmt: skip
    sys.exit(dearest > MOST or bool(steep))


if __name__ == "__main__":
    main()
