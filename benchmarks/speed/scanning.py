"""How fast a text is scanned, beside phonenumbers' matcher alone on the same text; what is capped.

    python benchmarks/speed/scanning.py [--plot FILE]    # default: scanning.png beside this file

Texts are made here from a seed, so that every run scans the same: plain ones are the everyday texts
of the gold set that hold no contact, in random order, and random words of the English list and
frequent Chinese characters; dense ones are the texts of fake desks, about one contact in 60
characters, each written several times with another number of a ticket in between (and, in the last
row, with contacts that are all different). Process time, best of three, one core; MB are bytes of
UTF-8. The plot shows the time up to 10 MB, and memory is the peak that Python's tracemalloc saw.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import time
import tracemalloc
import zlib
from collections.abc import Callable
from pathlib import Path

import phonenumbers

from ringtrue import Checker, data
from ringtrue.scanning import scan_document
from ringtrue.scanning.inputs import read

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[0] / "contacts"))
import gold  # noqa: E402

SIZE = 1_000_000
_FREQUENT = (
    "的一是了我不人在他有这个上们来到时大地为子中你说生国年着就那和要她出也得里后自以会家可下而过天"
)
_DIGIT = re.compile("[0-9]")


def english(size: int) -> str:
    """Words of the list, half of them from the two hundred shortest, in sentences."""
    rng = random.Random(1)
    words = [w for w in data.text("words.txt").split("\n") if w.isalpha()]
    short = sorted(words, key=len)[:200]
    made, length = [], 0
    while length < size:
        sentence = " ".join(
            rng.choice(rng.choice((short, words))) for _ in range(rng.randint(6, 16))
        )
        made.append(sentence.capitalize() + ". ")
        length += len(made[-1])
    return "".join(made)[:size]


def chinese(size: int) -> str:
    """Frequent characters in clauses."""
    rng = random.Random(2)
    made = (
        "".join(rng.choices(_FREQUENT, k=rng.randint(4, 15))) + rng.choice("，，。")
        for _ in range(size // 33 + 1)
    )
    return "".join(made).encode()[:size].decode(errors="ignore")


def everyday(size: int, language: str) -> str:
    """Honest texts of the gold set without a contact, in random order."""
    rng = random.Random(3)
    rows = [g.text for g in gold.rows() if g.name.startswith(language) and not g.spans]
    return _filled(size, lambda: rng.choice(rows))


def desks(size: int, *, fresh: bool, seed: int = 4) -> str:
    """Texts of fake desks; with `fresh`, digits and names of every contact are new."""
    rng = random.Random(seed)
    rows = [g for g in gold.rows() if not g.everyday and g.spans]

    def line() -> str:
        row = rng.choice(rows)
        text, at = "", 0
        for start, end, group in sorted(row.spans):
            contact = row.text[start:end]
            if fresh and group != "placeholder":
                contact = re.sub("0142|142", lambda _: f"{rng.randrange(10_000):04}", contact)
                contact = re.sub("desk|help", lambda _: _letters(rng), contact)
            text += row.text[at:start] + contact
            at = end
        return f"{text}{row.text[at:]} #{rng.randrange(100)}"

    return _filled(size, line)


def _letters(rng: random.Random) -> str:
    return "".join(rng.choices("abcdefghijklmnopqrstuvwxyz", k=7))


def _filled(size: int, line: Callable[[], str]) -> str:
    made, length = [], 0
    while length < size:
        made.append(line())
        length += len(made[-1].encode()) + 1
    return "\n".join(made)


def seconds(call: Callable[[], object], runs: int = 3) -> float:
    """Best process time."""
    best = float("inf")
    for _ in range(runs):
        start = time.process_time()
        call()
        best = min(best, time.process_time() - start)
    return best


def matcher(text: str) -> int:
    """What phonenumbers' own matcher finds."""
    return sum(1 for _ in phonenumbers.PhoneNumberMatcher(text, "US"))


def rates(checker: Checker) -> None:
    """MB/s of each kind of text."""
    texts = {
        "plain: English words": english(SIZE),
        "plain: Chinese characters": chinese(SIZE),
        "plain: everyday English": everyday(SIZE, "en"),
        "plain: everyday Chinese": everyday(SIZE, "zh"),
        "dense: desks": desks(SIZE, fresh=False),
        "dense: desks, all different": desks(SIZE // 4, fresh=True),
    }
    print(f"{'text':30}{'MB':>6}{'contacts':>10}{'places':>8}{'MB/s':>8}{'matcher':>9}{'ratio':>7}")
    for name, text in texts.items():
        size = len(text.encode()) / 1e6
        report = checker.scan(text)
        ours, theirs = (
            seconds(lambda t=text: checker.scan(t)),
            seconds(lambda t=text: matcher(t), 1),
        )
        places = sum(contact.count for contact in report.contacts)
        print(
            f"{name:30}{size:6.2f}{len(report.contacts):10,}{places:8,}{size / ours:8.2f}"
            f"{size / theirs:9.2f}{theirs / ours:7.2f}"
        )
    print()


def lengths(checker: Checker, plot: Path) -> None:
    """Time and memory up to 10 MB, printed and drawn."""
    makers = {"English words": english, "dense: desks": lambda size: desks(size, fresh=False)}
    sizes = (1, 2, 4, 6, 8, 10)
    drawn = {}
    print(
        f"{'seconds for MB':30}" + "".join(f"{size:>8}" for size in sizes) + "   MB of memory at 10"
    )
    for name, make in makers.items():
        text = make(10_000_000)
        times = []
        for size in sizes:
            part = text.encode()[: size * 1_000_000].decode(errors="ignore")
            times.append(seconds(lambda t=part: checker.scan(t), 1))
        tracemalloc.start()
        checker.scan(text)
        peak = tracemalloc.get_traced_memory()[1] / 1e6
        tracemalloc.stop()
        drawn[name] = times
        print(f"{name:30}" + "".join(f"{t:8.2f}" for t in times) + f"   {peak:.0f}")
    print()
    draw(plot, sizes, drawn)


def draw(plot: Path, sizes: tuple[int, ...], drawn: dict[str, list[float]]) -> None:
    """The picture."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(6, 3.6), dpi=90)
    for name, times in drawn.items():
        axes.plot(sizes, times, marker="o", label=name)
    axes.set(xlabel="MB of text", ylabel="seconds", xlim=0, ylim=0, title="Time of a scan")
    axes.legend()
    figure.tight_layout()
    figure.savefig(plot)


def claims(checker: Checker) -> None:
    """A text that gives ten thousand numbers out as one brand's."""
    text = "".join(
        f"Coinbase support: +1 855 {n // 10_000:03} {n % 10_000:04}. " for n in range(10_000)
    )
    spent = seconds(lambda: checker.scan(text))
    tracemalloc.start()
    found = len(checker.scan(text).contacts)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    size = len(text)
    print(
        f"ten thousand claims: {found:,} contacts told, {1e6 * spent / size:.2f} s/MB, "
        f"{peak / size:.1f} bytes of memory a byte\n"
    )


def hostile(checker: Checker) -> None:
    """What a hostile input costs, and what the report says of it."""
    print(f"{'hostile input':34}{'MB':>7}{'seconds':>9}  {'contacts':>8}  notes")
    for name, make in HOSTILE.items():
        raw, file = make()
        start = time.process_time()
        report = scan_document(read(raw, file), checker)
        spent = time.process_time() - start
        notes = ", ".join(note.code for note in report.notes) or "-"
        print(f"{name:34}{len(raw) / 1e6:7.1f}{spent:9.2f}  {len(report.contacts):8,}  {notes}")


def bomb() -> bytes:
    """A PNG that says it is 30,000 pixels wide and high: 112 MB of zeros in 110 kB."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return len(body).to_bytes(4) + kind + body + zlib.crc32(kind + body).to_bytes(4)

    side = (30_000).to_bytes(4)
    head = side + side + bytes((1, 0, 0, 0, 0))
    body = zlib.compress(bytes(30_000 * 3_751), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def mail_of_parts() -> bytes:
    """A mail of 20,000 nested parts."""
    head = b"From: a@x.example\nTo: b@x.example\nSubject: x\nMIME-Version: 1.0\n"
    opens = (
        b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (n, n) for n in range(20_000)
    )
    return head + b"".join(opens) + b"Content-Type: text/plain\n\nhelp@desk.example"


HOSTILE: dict[str, Callable[[], tuple[bytes, str]]] = {
    "one line of 10 MB, letters": lambda: (b"a" * 10_000_000, "a.txt"),
    "one line of 10 MB, dots": lambda: (b"a." * 5_000_000, "a.txt"),
    "one line of 10 MB, digits": lambda: (b"1-" * 5_000_000, "a.txt"),
    "one line of 12 MB, Han digits": lambda: ("四零零".encode() * 1_333_333, "a.txt"),
    "10 MB of links": lambda: (b"https://x.example/a?b=c " * 420_000, "a.txt"),
    "10 MB of brand names": lambda: (b"TokenPocket support " * 500_000, "a.txt"),
    "10 MB of requests": lambda: (b"send us your seed phrase " * 400_000, "a.txt"),
    "invisible characters": lambda: ("m\u200be".encode() * 2_000_000, "a.txt"),
    "page: 200,000 elements deep": lambda: (b"<div>" * 200_000 + b"help@x.example", "a.html"),
    "page: 1,000,000 links": lambda: (
        b"".join(b"<a href=https://x.example/%d>y</a>" % n for n in range(1_000_000)), "a.html",
    ),
    "page: entities": lambda: (b"<p>" + b"&#104;&amp;&lt;" * 700_000, "a.html"),
    "page: one tag of 10 MB": lambda: (b"<a href='" + b"x" * 10_000_000, "a.html"),
    "page: 300,000 attributes": lambda: (
        b"<p " + b"".join(b"a%d=b " % n for n in range(300_000)) + b">x", "a.html",
    ),
    "page: 100,000 hidden blocks": lambda: (b"<i style=display:none>x</i>" * 100_000, "a.html"),
    "picture: 30,000 x 30,000 pixels": lambda: (bomb(), "a.png"),
    "mail: 20,000 nested parts": lambda: (mail_of_parts(), "a.eml"),
    "mail: head of 5 MB": lambda: (b"From: " + b"a@x.example, " * 400_000 + b"\n\nx", "a.eml"),
}  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--plot", type=Path, default=HERE / "scanning.png")
    options = parser.parse_args()
    checker = Checker()
    checker.scan("warm up: help@desk.example, https://metamask-help.example, +1 800 555 0142")
    rates(checker)
    lengths(checker, options.plot)
    claims(checker)
    hostile(checker)


if __name__ == "__main__":
    main()
