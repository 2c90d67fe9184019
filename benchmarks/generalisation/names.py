"""Names made from real brands by the operators that impostors use, from a seed.

Brands are drawn evenly by the length of their registered label (`LENGTHS`), half of them from the
shipped list, half from ``official_bulk.tsv.gz``, which nobody has reviewed. Operators are those of
dnstwist and of the papers on combosquatting and levelsquatting, alone and two in a row. What such a
name would be by chance is left out: a popular site, a word, the label of another brand.

Brands and bait words are split by hash (`part_of`): what is fitted sees the ``train`` part alone,
the ``test`` part of the bait words stands in no table while this is measured (`tables.py`).
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import random
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ringtrue import Directory
from ringtrue.text import words
from ringtrue.text.hosts import hosting_of
from ringtrue.text.suffix import split

LENGTHS = range(4, 17)
"""Letters of the labels; the last length stands for longer ones too."""
TEST = 0.5
"""Share of brands that nothing is fitted on."""
UNSEEN = 0.2
"""Share of bait words, and of popular names, that no table holds while this is measured."""
TRIES = 12
MIX = ("coined", "compound", "coined", "word")
"""How names are made, in the order in which they are drawn."""
ENDINGS = ("com", "net", "org", "io", "app", "co", "info", "online", "xyz", "top", "site", "de")
NOISE = "abcdefghijklmnopqrstuvwxyz"


def fraction(text: str, salt: str = "") -> float:
    """A number from 0 to 1 that only depends on the text."""
    digest = hashlib.sha256(f"{salt}:{text}".encode()).digest()
    return int.from_bytes(digest[:8], "big") / 2**64


def part_of(label: str) -> str:
    return "test" if fraction(label, "brand") < TEST else "train"


def is_unseen(word: str) -> bool:
    return fraction(word, "left out") < UNSEEN


# -- brands ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Sampled:
    """A brand of the sample: its domain, and how its label is made."""

    domain: str
    label: str
    suffix: str
    kind: str
    """``word``, ``compound`` or ``coined``."""
    shipped: bool

    @property
    def size(self) -> int:
        return len(self.label)


def kind_of(label: str) -> str:
    bare = label.replace("-", "")
    if words.is_word(bare) or words.bait(bare) is not None:
        return "word"
    return "compound" if words.segment(bare) else "coined"


def _labelled(domain: str) -> tuple[str, str] | None:
    before, suffix, private = split(domain)
    if len(before) != 1 or private or not suffix or hosting_of(domain):
        return None
    label = before[0]
    good = label.isascii() and label.replace("-", "").isalpha() and not label.startswith("xn--")
    return (label, suffix) if good and len(label) >= LENGTHS[0] else None


def shipped_domains() -> list[str]:
    brands = Directory.default().brands.values()
    return sorted(
        {c.value for b in brands for c in b.contacts if c.kind == "domain" and c.status == "active"}
    )


def bulk_rows(folder: Path) -> Iterator[tuple[str, str]]:
    """Brand and domain of the unreviewed list."""
    path = folder / "official_bulk.tsv.gz"
    if not path.is_file():
        sys.exit(f"missing: {path}\n  give the folder that holds it with --data DIR")
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            if row["kind"] == "domain":
                yield row["brand"], row["value"]


def bulk_domains(folder: Path) -> list[str]:
    """One domain of each brand of the unreviewed list: the first."""
    first: dict[str, str] = {}
    for brand, domain in bulk_rows(folder):
        first.setdefault(brand, domain)
    return sorted(set(first.values()))


def sample(folder: Path, rng: random.Random, count: int, part: str) -> list[Sampled]:
    """About `count` brands of a part, evenly by length, half of them shipped where there are."""
    found: list[Sampled] = []
    taken: set[str] = set()
    pools = []
    for domains in (shipped_domains(), bulk_domains(folder)):
        by_length: dict[int, list[tuple[str, str, str]]] = {n: [] for n in LENGTHS}
        for domain in domains:
            known = _labelled(domain)
            if known and part_of(known[0]) == part:
                by_length[min(len(known[0]), LENGTHS[-1])].append((domain, *known))
        pools.append({length: _mixed(row, rng) for length, row in by_length.items()})
    each = max(len(MIX), round(count / len(LENGTHS)))
    for length in LENGTHS:
        got = 0
        for pool, most in zip(pools, (each // 2, each), strict=True):
            for domain, label, suffix in pool[length]:
                if got >= most:
                    break
                if label not in taken:
                    taken.add(label)
                    got += 1
                    kind = kind_of(label)
                    found.append(Sampled(domain, label, suffix, kind, pool is pools[0]))
    return found


def _mixed(row: list[tuple[str, str, str]], rng: random.Random) -> list[tuple[str, str, str]]:
    """In a random order with the kinds of `MIX` in turn, as far as there are."""
    rng.shuffle(row)
    of_kind = {kind: [item for item in row if kind_of(item[1]) == kind] for kind in set(MIX)}
    found = []
    while any(of_kind.values()):
        found += [of_kind[kind].pop() for kind in MIX if of_kind[kind]]
    return found


# -- operators -------------------------------------------------------------------------------------

_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
VOWELS = "aeiou"
GLYPHS = {
    "a": "4", "b": "d lb 8", "c": "e", "d": "b cl dl", "e": "c 3", "g": "q 9", "h": "lh",
    "i": "1 l", "k": "lk lc", "l": "1 i", "m": "nn rn n", "n": "m r", "o": "0",
    "q": "g", "s": "5", "u": "v", "v": "u", "w": "vv", "z": "2", "t": "7",
}  # fmt: skip
"""ASCII glyphs of dnstwist, and digits for letters."""


def _keys(letter: str) -> str:
    for number, row in enumerate(_ROWS):
        at = row.find(letter)
        if at >= 0:
            near = row[max(0, at - 1) : at] + row[at + 1 : at + 2]
            for other in (number - 1, number + 1):
                if 0 <= other < len(_ROWS):
                    near += _ROWS[other][max(0, at - 1) : at + 2]
            return near
    return ""


@cache
def _unicode_glyphs() -> dict[str, str]:
    """Small letters of other scripts, or with marks, by the ASCII letter that they look like."""
    import unicodedata

    from ringtrue.text.skeleton import confusable, strip_marks

    found: dict[str, str] = {}
    for code in (*range(0xE0, 0x180), *range(0x3B1, 0x3CA), *range(0x430, 0x530)):
        char = chr(code)
        if unicodedata.category(char) != "Ll" or char.casefold() != char:
            continue
        plain = strip_marks(char)
        plain = plain if plain.isascii() else confusable(char)
        if len(plain) == 1 and plain.isascii() and plain.isalpha() and plain.islower():
            found[plain] = found.get(plain, "") + char
    return found


class Maker:
    """Operators on a label; each gives None where it cannot be used."""

    def __init__(
        self, rng: random.Random, known: Sequence[str], unseen: Sequence[str], plain: Sequence[str]
    ) -> None:
        """`known`, `unseen`: bait words that tables hold, and that they do not; `plain`: other
        words."""
        self.rng, self.known, self.unseen, self.plain = rng, known, unseen, plain
        self.slips = (
            self.addition, self.bitsquatting, self.insertion_keyboard, self.insertion_any,
            self.omission, self.repetition, self.replacement, self.transposition, self.vowel_swap,
        )  # fmt: skip

    def _at(self, label: str, first: int = 0, last: int = 0) -> int:
        return self.rng.randrange(first, len(label) - last)

    # slips

    def addition(self, label: str) -> str:
        return label + self.rng.choice(NOISE)

    def bitsquatting(self, label: str) -> str | None:
        i = self._at(label)
        flipped = [chr(ord(label[i]) ^ 1 << bit) for bit in range(7)]
        good = [c for c in flipped if c.isascii() and (c.islower() or c.isdigit())]
        return label[:i] + self.rng.choice(good) + label[i + 1 :] if good else None

    def insertion_keyboard(self, label: str) -> str | None:
        i = self._at(label)
        near = _keys(label[i])
        if not near:
            return None
        at = i + self.rng.randrange(2)
        return label[:at] + self.rng.choice(near) + label[at:]

    def insertion_any(self, label: str) -> str:
        i = self._at(label, 1)
        return label[:i] + self.rng.choice(NOISE) + label[i:]

    def omission(self, label: str) -> str:
        i = self._at(label)
        return label[:i] + label[i + 1 :]

    def repetition(self, label: str) -> str:
        i = self._at(label)
        return label[: i + 1] + label[i:]

    def replacement(self, label: str) -> str | None:
        i = self._at(label)
        near = _keys(label[i])
        return label[:i] + self.rng.choice(near) + label[i + 1 :] if near else None

    def transposition(self, label: str) -> str | None:
        i = self._at(label, 0, 1)
        return label[:i] + label[i + 1] + label[i] + label[i + 2 :]

    def vowel_swap(self, label: str) -> str | None:
        places = [i for i, c in enumerate(label) if c in VOWELS]
        if not places:
            return None
        i = self.rng.choice(places)
        return label[:i] + self.rng.choice(VOWELS.replace(label[i], "")) + label[i + 1 :]

    def plural(self, label: str) -> str:
        i = self._at(label, 1)
        return self.rng.choice((label + "s", label[:i] + "s" + label[i:]))

    def slip(self, label: str) -> str | None:
        return self.rng.choice(self.slips)(label)

    def two_slips(self, label: str) -> str | None:
        once = self.slip(label)
        return self.slip(once) if once else None

    # letters that look alike

    def homoglyph_ascii(self, label: str) -> str | None:
        places = [i for i, c in enumerate(label) if c in GLYPHS]
        if not places:
            return None
        i = self.rng.choice(places)
        return label[:i] + self.rng.choice(GLYPHS[label[i]].split()) + label[i + 1 :]

    def homoglyph_unicode(self, label: str) -> str | None:
        table = _unicode_glyphs()
        places = [i for i, c in enumerate(label) if c in table]
        if not places:
            return None
        i = self.rng.choice(places)
        return label[:i] + self.rng.choice(table[label[i]]) + label[i + 1 :]

    # what is put inside or beside

    def hyphenation(self, label: str) -> str:
        i = self._at(label, 1)
        return label[:i] + "-" + label[i:]

    def digits(self, label: str) -> str:
        number = str(self.rng.choice((self.rng.randrange(1, 10), self.rng.randrange(10, 1000))))
        return self.rng.choice((label + number, label + "-" + number, number + label))

    def noise(self) -> str:
        size = self.rng.randrange(4, 8)
        return "".join(self.rng.choice("bcdfghjklmnpqrstvwxz") for _ in range(size))

    def beside_noise(self, label: str) -> str:
        return self._beside(label, self.noise(), "-")

    def _beside(self, label: str, word: str, mark: str) -> str:
        return label + mark + word if self.rng.random() < 0.6 else word + mark + label

    def combo(self, label: str, words_of: Sequence[str], mark: str) -> str:
        return self._beside(label, self.rng.choice(words_of), mark)

    def slipped_combo(self, label: str, words_of: Sequence[str], mark: str) -> str | None:
        slipped = self.slip(label)
        return self._beside(slipped, self.rng.choice(words_of), mark) if slipped else None

    def misspelt_bait(self, label: str) -> str | None:
        slipped = self.slip(self.rng.choice([word for word in self.known if len(word) >= 5]))
        return self._beside(label, slipped, self.rng.choice(("", "-"))) if slipped else None


Make = Callable[[Maker, Sampled], "str | None"]


def _label(operator: str) -> Make:
    """The registered label is changed; every other time the ending is another one too."""

    def make(maker: Maker, brand: Sampled) -> str | None:
        label = getattr(maker, operator)(brand.label)
        return _host(maker, brand, label)

    return make


def _host(maker: Maker, brand: Sampled, label: str | None) -> str | None:
    if not label:
        return None
    suffix = brand.suffix if maker.rng.random() < 0.5 else maker.rng.choice(ENDINGS)
    return f"{label}.{suffix}"


def _combo(kind: str, mark: str, slipped: bool = False) -> Make:
    def make(maker: Maker, brand: Sampled) -> str | None:
        combine = maker.slipped_combo if slipped else maker.combo
        return _host(maker, brand, combine(brand.label, getattr(maker, kind), mark))

    return make


def _after(first: str, kind: str, mark: str) -> Make:
    """An operator, and then a word beside it."""

    def make(maker: Maker, brand: Sampled) -> str | None:
        label = getattr(maker, first)(brand.label)
        words_of = getattr(maker, kind)
        return _host(maker, brand, maker.combo(label, words_of, mark)) if label else None

    return make


def _both(first: str, second: str) -> Make:
    def make(maker: Maker, brand: Sampled) -> str | None:
        label = getattr(maker, first)(brand.label)
        return _host(maker, brand, getattr(maker, second)(label)) if label else None

    return make


def _other_ending(maker: Maker, brand: Sampled) -> str:
    return f"{brand.label}.{maker.rng.choice([e for e in ENDINGS if e != brand.suffix])}"


def _dot_inside(maker: Maker, brand: Sampled) -> str:
    i = maker._at(brand.label, 1)
    return f"{brand.label[:i]}.{brand.label[i:]}.{brand.suffix}"


def _www_com(maker: Maker, brand: Sampled) -> str:
    label, suffix = brand.label, brand.suffix.replace(".", "")
    label = maker.rng.choice((f"www{label}", f"{label}{suffix}", f"{label}-{suffix}"))
    return f"{label}.{maker.rng.choice(ENDINGS)}"


def _level(maker: Maker, before: str | None) -> str | None:
    return f"{before}.{maker.noise()}.{maker.rng.choice(ENDINGS)}" if before else None


OPERATORS: dict[str, tuple[str, Make]] = {
    "addition": ("one slip", _label("addition")),
    "bitsquatting": ("one slip", _label("bitsquatting")),
    "insertion, keyboard": ("one slip", _label("insertion_keyboard")),
    "insertion, any": ("one slip", _label("insertion_any")),
    "omission": ("one slip", _label("omission")),
    "plural, inner s": ("one slip", _label("plural")),
    "repetition": ("one slip", _label("repetition")),
    "replacement": ("one slip", _label("replacement")),
    "transposition": ("one slip", _label("transposition")),
    "vowel swap": ("one slip", _label("vowel_swap")),
    "two slips": ("two slips", _label("two_slips")),
    "homoglyph ASCII": ("homoglyph", _label("homoglyph_ascii")),
    "homoglyph Unicode": ("homoglyph", _label("homoglyph_unicode")),
    "homoglyph ASCII + slip": ("two slips", _both("homoglyph_ascii", "slip")),
    "homoglyph Unicode + slip": ("homoglyph", _both("homoglyph_unicode", "slip")),
    "hyphenation": ("separator", _label("hyphenation")),
    "hyphenation + slip": ("separator", _both("hyphenation", "slip")),
    "dot inside": ("separator", _dot_inside),
    "other ending": ("ending", _other_ending),
    "www, com glued": ("ending", _www_com),
    "digits beside": ("beside", _label("digits")),
    "noise beside, hyphen": ("beside", _label("beside_noise")),
    "combo known bait, hyphen": ("combo", _combo("known", "-")),
    "combo known bait, glued": ("combo", _combo("known", "")),
    "combo unseen bait, hyphen": ("combo", _combo("unseen", "-")),
    "combo unseen bait, glued": ("combo", _combo("unseen", "")),
    "combo plain word, hyphen": ("combo", _combo("plain", "-")),
    "combo plain word, glued": ("combo", _combo("plain", "")),
    "brand + misspelt bait": ("combo", _label("misspelt_bait")),
    "slip + known bait, hyphen": ("slip + bait", _combo("known", "-", slipped=True)),
    "slip + known bait, glued": ("slip + bait", _combo("known", "", slipped=True)),
    "slip + unseen bait, hyphen": ("slip + bait", _combo("unseen", "-", slipped=True)),
    "slip + unseen bait, glued": ("slip + bait glued", _combo("unseen", "", slipped=True)),
    "glyph + unseen bait, glued": (
        "slip + bait glued", _after("homoglyph_ascii", "unseen", ""),
    ),
    "level: domain.noise": ("level", lambda m, b: _level(m, f"{b.label}.{b.suffix}")),
    "level: name.noise": ("level", lambda m, b: _level(m, b.label)),
    "level: slip.noise": ("level", lambda m, b: _level(m, m.slip(b.label))),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Variant:
    """A made name: by which operator, of which brand."""

    host: str
    operator: str
    brand: Sampled

    @property
    def family(self) -> str:
        return OPERATORS[self.operator][0]


def variants(
    brands: Sequence[Sampled], rng: random.Random, maker: Maker, each: int = 6
) -> Iterator[Variant]:
    """`each` different variants by every operator of every brand, as far as there are."""
    labels = {brand.label for brand in brands}
    domains = {brand.domain for brand in brands}
    for brand in brands:
        for operator, (_, make) in OPERATORS.items():
            made: set[str] = set()
            for _ in range(each * TRIES):
                if len(made) >= each:
                    break
                host = make(maker, brand)
                if host is not None and host not in made and _counts(host, labels, domains):
                    made.add(host)
                    yield Variant(_written(host, rng), operator, brand)


def _counts(host: str, labels: set[str], domains: set[str]) -> bool:
    """Not a name that is somebody's by chance, nor an official one, and one that can be
    registered."""
    before, suffix, _ = split(host) if host.isascii() else (host.split(".")[:-1], "x", False)
    if not before or not suffix or f"{before[-1]}.{suffix}" in domains:
        return False
    if any(not part or part[0] == "-" or part[-1] == "-" for part in before):
        return False
    label = before[-1]
    if label in labels:
        return True  # the label itself under another ending
    if not label.isascii():
        return True
    bare = label.replace("-", "")
    return not words.is_word(bare) and not words.is_popular_label(label) and len(label) > 1


def _written(host: str, rng: random.Random) -> str:
    """A host with letters of other scripts, as Punycode every other time."""
    if host.isascii() or rng.random() < 0.5:
        return host
    parts = [p if p.isascii() else "xn--" + p.encode("punycode").decode() for p in host.split(".")]
    return ".".join(parts)


def maker_of(rng: random.Random, part: str = "test") -> Maker:
    """The operators with the words of a part: those that the tables hold, and those that they do
    not (asked for with the tables of `tables.thinned`). Plain words are frequent English ones."""
    from ringtrue import data
    from ringtrue.text.compiling import weights

    table = weights(data.text("bait_words.tsv"))
    bait = sorted(
        w for w, weight in table.items()
        if weight != "none" and w.isascii() and w.isalpha() and 4 <= len(w) <= 10
    )  # fmt: skip
    english = data.text("words.txt").partition("[en]\n")[2].partition("\n[")[0].split("\n")[:6000]
    plain = [
        w for w in english
        if 4 <= len(w) <= 8 and w not in table and part_of(w) == part and w.isalpha()
    ]  # fmt: skip
    known = [w for w in bait if not is_unseen(w)]
    return Maker(rng, known, [w for w in bait if is_unseen(w)], plain)
