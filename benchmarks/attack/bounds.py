"""The dearest checks of 8 KB beside a normal one: shapes of text in every part of a link.

    python benchmarks/attack/bounds.py [--search N] [--seconds N] [--seed N] [--show]

Processor time, the least of three. First every shape in every place; then two searches for the
worst mixture of pieces, which keep the dearest and change them (`--search` tries each): of strings
that are a contact from their first character to their last, and of those that are read again as
short texts or questions. Fails where a contact costs more than `MOST` normal checks, a text more
than `MOST_OF_TEXT`, or a shape grows faster than its length.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from random import Random

from ringtrue import Checker

SIZE = 8_000
MOST = 10.0
"""Normal checks that the dearest contact of 8 KB may cost."""
MOST_OF_TEXT = 80.0
"""Those that a text of at most 160 characters may cost, with one contact in it, or a question of at
most 300: its names, claims and requests are read as a scan reads them. Honest ones cost 3 to 20."""
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


PIECES = (
    *SHAPES, *(place for place in PLACES.values() if place), "metamask.io", "paypal", "coinbase-",
    "微信", "telegram:", "t.me/", "tel:+", "sms:", "view-source:", "[x](", "](https://", ")",
    "wallet:0x", "0x" + "a" * 40, "Support (", "@a", "<a@b.example>", "a@b.example, ", "intent://",
    "=?utf-8?b?", "%F0%9F%98%80", "🙂", "\u202e", "ß", "客", "Ⅷ", "①②③", "one two ", "零", " at ",
    " [at] ", "（", "」", "|", "tg://resolve?domain=", "okx://", "x://", "é@é.", "xn--a-.", "rn",
    "l1I", "+1 (800) ", "-", " ", "\n", "&to=", "?cc=", "QQ", "가", "।", "\u0e33", "㌀", "ﷺ",
)  # fmt: skip
Mixture = list[tuple[str, int]]
KEPT = 40
"""Mixtures that the search changes."""


def text(place: str, shape: str, size: int) -> str:
    """A text of `size` characters made of one shape, in one place."""
    body = (PLACES[place] + shape * (size // len(shape) + 1))[:size]
    return body[: size - 20] + "@metamask.io/" if place == "user name" else body


def cost(check: Callable[[str], object], contact: str, times: int = 3) -> float:
    """Seconds of the processor for one check, the least of some."""
    least = float("inf")
    for _ in range(times):
        start = time.process_time()
        check(contact)
        least = min(least, time.process_time() - start)
    return least


def measure() -> tuple[float, list[tuple[float, float, str, str]]]:
    """A normal check, and for each place and shape its cost, its growth, and what it is."""
    check = Checker().prepare().check
    normal = sum(cost(check, contact, 30) for contact in NORMAL) / len(NORMAL)
    rows = []
    for place in PLACES:
        for shape in SHAPES:
            whole = cost(check, text(place, shape, SIZE))
            half = cost(check, text(place, shape, SIZE // 2))
            rows.append((whole, whole / max(half, normal), place, shape))
    return normal, sorted(rows, reverse=True)


def mixed(mixture: Mixture) -> str:
    """The text of a mixture, its most frequent piece repeated until it has `SIZE` characters."""
    length = sum(len(piece) * times for piece, times in mixture)
    most = max(mixture, key=lambda one: one[1])
    share = min(1.0, SIZE / length)
    more = max(0, SIZE - length) // len(most[0])
    return "".join(
        piece * (max(1, int(times * share)) + (more if (piece, times) == most else 0))
        for piece, times in mixture
    )[:SIZE]


def _made(random: Random) -> Mixture:
    return [
        (random.choice(PIECES), random.choice((1, 1, 1, 5, 100, 2000)))
        for _ in range(random.randrange(1, 5))
    ]


def _changed(mixture: Mixture, random: Random) -> Mixture:
    mixture = list(mixture)
    at, chance = random.randrange(len(mixture)), random.random()
    if chance < 0.3:
        mixture[at] = (random.choice(PIECES), mixture[at][1])
    elif chance < 0.5:
        mixture[at] = (mixture[at][0], random.choice((1, 2, 5, 30, 100, 2000)))
    elif chance < 0.7 and len(mixture) < 6:
        mixture.insert(at, (random.choice(PIECES), random.choice((1, 5, 100))))
    elif chance < 0.85 and len(mixture) > 1:
        mixture.pop(at)
    else:
        random.shuffle(mixture)
    return mixture


def search(
    check: Callable[[str], object], tries: int, seed: int, seconds: float = float("inf")
) -> tuple[int, list[tuple[float, Mixture]]]:
    """How many mixtures were tried, `tries` or what fits into the time, and the dearest of them
    with their seconds."""
    random = Random(seed)
    kept: list[tuple[float, Mixture]] = []
    until = time.monotonic() + seconds
    for tried in range(tries):
        if time.monotonic() > until:
            return tried, kept
        fresh = len(kept) < KEPT or random.random() < 0.3
        mixture = _made(random) if fresh else _changed(random.choice(kept)[1], random)
        written = mixed(mixture)
        if cost(check, written, 1) <= (kept[-1][0] if len(kept) >= KEPT else 0.0):
            continue
        kept.append((cost(check, written), mixture))
        kept.sort(key=lambda one: -one[0])
        alike: dict[frozenset[str], int] = {}
        for one in list(kept):  # not the same pieces over and over
            pieces = frozenset(piece for piece, times in one[1] if times > 1)
            alike[pieces] = alike.get(pieces, 0) + 1
            if alike[pieces] > 2:
                kept.remove(one)
        del kept[KEPT:]
    return tries, kept


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--show", action="store_true", help="the twenty dearest")
    parser.add_argument("--search", type=int, default=20_000, help="mixtures that are tried")
    parser.add_argument("--seconds", type=float, default=float("inf"), help="of the search")
    parser.add_argument("--seed", type=int, default=0)
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
    checker = Checker().prepare()
    dear = dearest > MOST or bool(steep)
    for what, check, most in (
        ("contacts", checker.check_whole, MOST),
        ("contacts, short texts and questions", checker.check, MOST_OF_TEXT),
    ):
        tried, found = search(check, given.search, given.seed, given.seconds / 2)
        worst = found[0][0] / normal if found else 0.0
        dear = dear or worst > most
        print(f"bounds: {tried:,} mixtures as {what}, the dearest {worst:.1f} normal checks")
        for seconds, mixture in found[:10] if given.show else ():
            print(f"    {seconds / normal:6.1f} x {mixture}")
    sys.exit(dear)


if __name__ == "__main__":
    main()
