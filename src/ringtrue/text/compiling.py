"""What the build makes of the text tables of `ringtrue.data`: sections of the compiled index.

`popular`: first labels of popular domains, sorted, and for each the endings and ranks of its
domains. `words`: dictionary words by the four letters that they begin with. `suffix`: the rules of
the Public Suffix List by their last label. `hosts`: public mail, throw-away mail, hosting,
shorteners. `bait`: bait words, and the letters that they begin and end with.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from ringtrue import data
from ringtrue.data.arrays import strings
from ringtrue.text.segments import lengths_of
from ringtrue.text.skeleton import strip_marks

TYPE_CHECKING = False  # importing typing takes time
if TYPE_CHECKING:
    from ringtrue.data.arrays import Section

GRAM = 4
"""Letters of which the places in popular labels, and the beginnings of words, are noted."""
LONGEST_WORD = 14
"""Letters of the longest word that a name is split into."""
WEIGHTS = ("high", "medium", "none")
GROUPS = ("heavy_heads", "heavy_ends", "heads", "ends")
# Letters that Unicode does not decompose but people write without their stroke.
_STROKES = str.maketrans({"đ": "d", "ı": "i", "ł": "l", "ø": "o", "ß": "ss"})


def sections() -> dict[str, Section]:
    """All of them, from the tables as they are now."""
    return {
        **popular(data.text("popular.txt")),
        **words(data.text("words.txt"), data.text("bait_words.tsv")),
        **suffix(data.text("public_suffix.txt"), (r[0] for r in data.table("open_suffixes.tsv"))),
        **hosts(lambda name: data.lines(f"hosts_{name}.txt")),
        **bait(data.text("bait_words.tsv")),
    }


# -- popular domains -----------------------------------------------------------------------------


def popular_rows(text: str) -> Iterator[tuple[str, str]]:
    """First label and ending of each popular domain, in rank order, from ``popular.txt``: a row is
    a label and the mark of its ending, a label alone (``.com``), or a whole domain."""
    head, *rows = [line for line in text.split("\n") if line and line[0] != "#"]
    endings = {part[-1]: part[:-1] for part in head.split(" ")}
    for row in rows:
        label, dot, ending = row.partition(".")
        if dot:
            yield label, ending
        elif row[-1] in endings:
            yield row[:-1], endings[row[-1]]
        else:
            yield row, "com"


def popular(text: str) -> dict[str, Section]:
    by_label: dict[str, list[tuple[str, int]]] = {}
    for rank, (label, ending) in enumerate(popular_rows(text), 1):
        by_label.setdefault(label, []).append((ending, rank))
    labels = sorted(by_label)
    endings = sorted({ending for rows in by_label.values() for ending, _ in rows})
    codes = {ending: code for code, ending in enumerate(endings)}
    starts, coded, ranks = [0], [], []
    grams: dict[int, set[int]] = {}
    for number, label in enumerate(labels):
        coded += [codes[ending] for ending, _ in by_label[label]]
        ranks += [rank for _, rank in by_label[label]]
        starts.append(len(ranks))
        row = label.encode("ascii")
        for at in range(1, len(row) - GRAM + 1):
            grams.setdefault(int.from_bytes(row[at : at + GRAM], "big"), set()).add(number)
    return {
        **strings("popular", labels),
        "popular.starts": starts,
        "popular.endings": "\n".join(endings),
        "popular.ending": coded,
        "popular.rank": ranks,
        **_grouped_numbers("popular.grams", {gram: sorted(grams[gram]) for gram in sorted(grams)}),
    }


def _grouped_numbers(name: str, rows: Mapping[int, list[int]]) -> dict[str, Section]:
    starts, every = [0], []
    for row in rows.values():
        every += row
        starts.append(len(every))
    return {name: list(rows), f"{name}.starts": starts, f"{name}.rows": every}


# -- dictionary words ----------------------------------------------------------------------------


def words(text: str, baits: str) -> dict[str, Section]:
    """Words of ``words.txt`` by their first four letters, and bait words with the rank 0; those of
    three letters stand in a row of their own."""
    ranks: dict[str, int] = {}
    for section in f"\n{text}".split("\n[")[1:]:
        rows = section.partition("]\n")[2].strip("\n").split("\n")
        ranks.update(zip(rows, range(1, len(rows) + 1), strict=True))
    every = {word: 0 for word in weights(baits)
             if word.isascii() and 3 <= len(word) <= LONGEST_WORD} | ranks  # fmt: skip
    groups: dict[str, list[str]] = {}
    for word in sorted(every):
        groups.setdefault(word[:GRAM] if len(word) > 3 else "", []).append(word)
    short = groups.pop("", [])
    starts, numbers, ends = [0], [], [0]
    for row in groups.values():
        numbers += [every[word] for word in row]
        starts.append(len(numbers))
        ends.append(ends[-1] + sum(map(len, row)) + len(row))
    return {
        **strings("words", groups),
        "words.starts": starts,
        "words.ends": ends,
        "words.rows": "".join(f"{word}\n" for row in groups.values() for word in row),
        "words.rank": numbers,
        "words.three": "\n".join(short),
        "words.three.rank": [every[word] for word in short],
    }


# -- suffixes, places ----------------------------------------------------------------------------


def suffix(text: str, open_zones: Iterable[str]) -> dict[str, Section]:
    """Rules by their last label; a line is a mark and a rule: ``icann`` or ``private`` as the case
    of the mark, the kind as its letter (rule, wildcard, exception)."""
    rules: dict[str, dict[str, str]] = {}
    for section in f"\n{text}".split("\n[")[1:]:
        name, _, body = section.partition("]\n")
        part, _, kind = name.partition(" ")
        mark = kind[0].upper() if part == "private" else kind[0]
        for rule in body.strip("\n").split("\n"):
            rules.setdefault(rule.rpartition(".")[2], {})[kind[0] + rule] = mark
    for zone in open_zones:
        rules.setdefault(zone.rpartition(".")[2], {}).setdefault(f"r{zone}", "R")
    zones = {
        last: [mark + rule[1:] for rule, mark in rules[last].items()] for last in sorted(rules)
    }
    rows = ["\n".join(row) for row in zones.values()]
    ends = [0]
    for row in rows:
        ends.append(ends[-1] + len(row))
    return {**strings("suffix", zones), "suffix.ends": ends, "suffix.rows": "".join(rows)}


def hosts(lines: Callable[[str], list[str]]) -> dict[str, Section]:
    free, thrown = set(lines("free_email")), set(lines("disposable_email"))
    hosting = sorted({*lines("free_hosting"), *lines("user_content"), *lines("mail_senders")})
    shorteners = sorted(set(lines("shorteners")))
    return {
        **strings("mail", sorted(free | thrown)),
        "mail.thrown": [host in thrown for host in sorted(free | thrown)],
        "hosting": "\n".join(hosting),
        "hosting.ends": "\n".join(_endings(hosting)),
        "shorteners": "\n".join(shorteners),
        "shorteners.ends": "\n".join(_endings(shorteners)),
    }


def _endings(table: Iterable[str]) -> list[str]:
    """The last two labels of each."""
    return sorted({".".join(host.rsplit(".", 2)[-2:]) for host in table})


# -- bait words ----------------------------------------------------------------------------------


def weights(text: str) -> dict[str, str]:
    """Weight of every bait word, joined, with and without its marks."""
    rows = [line.split("\t", 3) for line in text.split("\n") if line and line[0] != "#"]
    found = {_joined(row[0]): row[2] for row in rows}
    for row in rows:
        if not row[0].isascii():
            found.setdefault(plain(_joined(row[0])), row[2])
    return found


def bait(text: str) -> dict[str, Section]:
    weight = weights(text)
    every = weight.keys()
    long = [word for word in every if weight[word] != "none" and len(word) >= 3]
    tiny = {word for word in every if len(word) < 3 and word.isascii()}
    lengths = lengths_of(every, lambda word: word[: 3 if word.isascii() else 2])
    return {
        **{f"bait.{one}": "\n".join(word for word in every if weight[word] == one)
           for one in WEIGHTS},
        "bait.tiny": "\n".join(sorted(tiny)),
        **_grouped("heavy_heads", long, lambda word: word[:3]),
        **_grouped("heavy_ends", long, lambda word: word[-3:]),
        **_grouped("heads", every - tiny, lambda word: word[:2]),
        **_grouped("ends", every - tiny, lambda word: word[-2:]),
        **_written("lengths", {head: map(str, row) for head, row in lengths.items()}),
    }  # fmt: skip


def _grouped(name: str, words: Iterable[str], part: Callable[[str], str]) -> dict[str, Section]:
    found: dict[str, list[str]] = {}
    for word in words:
        found.setdefault(part(word), []).append(word)
    return _written(name, {form: sorted(row) for form, row in found.items()})


def _written(name: str, rows: Mapping[str, Iterable[str]]) -> dict[str, Section]:
    forms = sorted(rows)
    return {f"bait.{name}": "\n".join(forms),
            f"bait.{name}.rows": "\n".join(" ".join(rows[form]) for form in forms)}  # fmt: skip


def _joined(word: str) -> str:
    return word.replace(" ", "").replace("-", "")


def plain(text: str) -> str:
    """`text` as people type it without marks: ``hỗtrợ`` and ``đăngnhập`` in ASCII.

    >>> plain("đăngnhập")
    'dangnhap'
    """
    return text if text.isascii() else strip_marks(text).translate(_STROKES)
