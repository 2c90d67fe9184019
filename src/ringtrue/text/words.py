"""Words in names: popular domains, dictionary words, and the bait words of impostors.

Every table loads once, on first use. Strings come in lower case, as `ringtrue.text.skeleton.fold`
leaves them; words with marks are also found without (``hỗ trợ``, ``hotro``).
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cache, lru_cache

from ringtrue import data
from ringtrue.data.arrays import Strings
from ringtrue.text.baits import tables
from ringtrue.text.pieces import tokens
from ringtrue.text.segments import Group, into_baits, into_words
from ringtrue.text.skeleton import SEPARATORS
from ringtrue.text.tables import of_tables, opened

TYPE_CHECKING = False  # importing typing takes time
if TYPE_CHECKING:
    from collections.abc import Sequence


MAX_SEGMENT = 40
"""Characters of the longest string that is split into words; longer ones are no name."""

_GRAM = 4
_WEIGHTS = {"high": 3, "medium": 2, "none": 1}
_SPACED = {ord(c): " " for c in SEPARATORS + "/_~+=&?"}


def prepare() -> None:
    """Reads the tables that most names are asked for into dicts."""
    _popular().labels.prepare()
    _words().groups.prepare()


# -- popular domains ---------------------------------------------------------------------------


class _Popular:
    """First labels of popular domains, sorted, and the endings and ranks of the domains."""

    __slots__ = ("codes", "ending", "labels", "rank", "starts")

    def __init__(self) -> None:
        index = opened()
        self.labels = Strings(index, "popular")
        endings = index.lines("popular.endings")
        self.codes = dict(zip(endings, range(len(endings)), strict=True))
        self.starts, self.ending = index.numbers("popular.starts"), index.numbers("popular.ending")
        self.rank = index.numbers("popular.rank")

    def domains(self, label: int) -> int:
        """How many popular domains have this label."""
        return self.starts[label + 1] - self.starts[label]


@of_tables
@cache
def _popular() -> _Popular:
    return _Popular()


def popular_rank(domain: str) -> int | None:
    """Rank of a registrable domain among the popular ones (1 is the most popular), else None.

    >>> popular_rank("google.com"), popular_rank("wallet-help.example")
    (1, None)
    """
    known = _popular()
    label, _, suffix = domain.partition(".")
    code = known.codes.get(suffix)
    found = None if code is None else known.labels.find(label)
    if found is not None:
        for at in range(known.starts[found], known.starts[found + 1]):
            if known.ending[at] == code:
                return known.rank[at]
    return None


def popular_labels() -> str:
    """First labels of all popular domains in the order of their ranks, one a line."""
    known = _popular()
    rows = [""] * len(known.rank)
    for number in range(len(known.labels)):
        label = known.labels[number]
        for at in range(known.starts[number], known.starts[number + 1]):
            rows[known.rank[at] - 1] = label
    return "\n".join(rows)


def is_popular_label(label: str) -> bool:
    """Whether some popular site is called exactly `label`, under any suffix."""
    return label in _popular().labels


def popular_beginning(text: str) -> int:
    """How many popular domains begin with `text`.

    >>> popular_beginning("google") > 10, popular_beginning("qzxkvw")
    (True, 0)
    """
    known = _popular()
    first = known.labels.place(text)
    after = known.labels.place(text + "\U0010ffff", first)
    return known.starts[after] - known.starts[first]


def popular_inside(text: str, most: int) -> int:
    """How often `text` (four letters or more) stands in the labels of popular domains, not at their
    beginning; `most` when it is that often or oftener.

    >>> popular_inside("tron", 100) > 20, popular_inside("qzxkvw", 2)
    (True, 0)
    """
    known, count = _popular(), 0
    for number in _holding(text):
        label = known.labels[number]
        if found := label.count(text) - label.startswith(text):
            count += found * known.domains(number)
            if count >= most:
                return most
    return count


def _holding(text: str) -> Sequence[int]:
    """The labels that hold those four letters of `text` which fewest labels hold."""
    index = opened()
    grams, starts = index.numbers("popular.grams"), index.numbers("popular.grams.starts")
    row, best = text.encode("ascii", "replace"), range(0)
    for i in range(len(row) - _GRAM + 1):
        gram = int.from_bytes(row[i : i + _GRAM], "big")
        at = bisect_left(grams, gram)
        if at == len(grams) or grams[at] != gram:
            return ()
        places = range(starts[at], starts[at + 1])
        best = min(best, places, key=len) if i else places
    return index.numbers("popular.grams.rows")[best.start : best.stop]


# -- dictionary words --------------------------------------------------------------------------


class _Groups(dict[str, Group]):
    """Words of four letters and more by their first four, each group read when it is asked for."""

    def __init__(self) -> None:
        index = opened()
        self._heads = Strings(index, "words")
        self._size = len(self._heads)
        self._starts, self._ends = index.numbers("words.starts"), index.numbers("words.ends")
        self._ranks, self._rows = index.numbers("words.rank"), index.raw("words.rows")

    def __missing__(self, head: str) -> Group:
        number = self._heads.find(head) if len(self) < self._size else None
        if number is None:
            return _NO_WORDS  # not kept: there is no end of them
        found = self[head] = self._group(number)
        return found

    def _group(self, number: int) -> Group:
        rows = str(self._rows[self._ends[number] : self._ends[number + 1] - 1], "ascii").split("\n")
        ranks = self._ranks[self._starts[number] : self._starts[number + 1]]
        return tuple(sorted(set(map(len, rows)))), dict(zip(rows, ranks, strict=True))

    def prepare(self) -> None:
        self.update((head, self._group(number)) for number, head in enumerate(self._heads))


_NO_WORDS: Group = (), {}


class _Words:
    """Words of four letters and more by their first four; shorter ones by themselves."""

    __slots__ = ("groups", "three")

    def __init__(self) -> None:
        self.groups = _Groups()
        three, ranks = opened().lines("words.three"), opened().numbers("words.three.rank")
        self.three = dict(zip(three, ranks, strict=True))


@of_tables
@cache
def _words() -> _Words:
    return _Words()


def words_from(head: str) -> Group:
    """The words of four letters and more that begin with these four letters (ASCII, lower case):
    their lengths, and the rank of each; bait words which are no dictionary words have the rank 0.

    >>> words_from("phan")[1]["phantom"] > 0, words_from("qzxk")
    (True, ((), {}))
    """
    return _words().groups[head]


@cache
def _short_words() -> frozenset[str]:
    return frozenset(data.lines("short_words.txt"))


@cache
def ecosystem_names() -> frozenset[str]:
    """Names of open networks and platforms that others put into their own names."""
    return frozenset(data.lines("ecosystem_names.txt"))


def is_word(text: str) -> bool:
    """`text` is a frequent dictionary word of three letters or more (ASCII, lower case).

    >>> is_word("phantom"), is_word("tokenpocket")
    (True, False)
    """
    return rank(text) is not None


def rank(text: str) -> int | None:
    """Frequency rank of a dictionary word in its language, 1 is the most frequent, else None."""
    known = _words()
    found = known.groups[text[:4]][1].get(text) if len(text) > 3 else known.three.get(text)
    return found or None


@of_tables
@lru_cache(maxsize=16384)
def segment(text: str) -> tuple[str, ...] | None:
    """`text` (ASCII letters) as the fewest dictionary and bait words, None when that fails.

    Of equally few pieces the more frequent words win; one- and two-letter words count only
    from a short list. At most 40 characters: the work is bounded.

    >>> segment("mywalletonline")
    ('my', 'wallet', 'online')
    >>> segment("xqzzwallet")
    """
    size = len(text)
    if not size or size > MAX_SEGMENT or not text.isascii() or not text.isalpha():
        return None
    return into_words(text, _short_words(), _words().three, _words().groups.__getitem__)


# -- bait words --------------------------------------------------------------------------------


def bait(word: str) -> str | None:
    """Weight of a bait word in any language: ``high``, ``medium``, ``none`` (benign), or None.

    >>> bait("support"), bait("wallet"), bait("docs"), bait("客服"), bait("pocket")
    ('high', 'medium', 'none', 'high', None)
    """
    return tables().weights.get(word)


def bait_words(*weights: str) -> frozenset[str]:
    """Every bait word of these weights (of any, without), joined."""
    known = tables().weights.items()
    return frozenset(w for w, weight in known if not weights or weight in weights)


def split_bait(text: str) -> list[tuple[str, str]] | None:
    """`text` as (bait word, weight) pairs, digits left out; None when anything else is left.

    Pieces are the fewest, ASCII ones have three letters or more unless they are all there is.

    >>> split_bait("helpsupport24")
    [('help', 'high'), ('support', 'high')]
    >>> split_bait("官方客服")
    [('官方客服', 'high')]
    >>> split_bait("supportive")
    """
    if not begins_bait(text):
        return None
    return [(word, weight) for word, weight, _ in _bait_pieces(text)] or None


def begins_bait(piece: str) -> bool:
    """Whether a piece may be all bait words and digits, by what it begins and ends with.

    >>> begins_bait("helpdesk24"), begins_bait("helpful"), begins_bait("my"), begins_bait("myth")
    (True, False, True, False)
    """
    found = tables()
    heads, tails, tiny = found.heads, found.ends, found.tiny
    head = piece[:2]
    words = heads.get(head)
    if words is None or not piece.startswith(words):
        if head in tiny and piece.strip("0123456789") in tiny:
            return True
        if not piece[:1].isdigit() and piece[:1] not in heads:
            return False
    words = tails.get(piece[-2:])
    if words is not None and piece.endswith(words):
        return True
    return piece[-1:].isdigit() or piece[-1:] in tails or piece.strip("0123456789") in tiny


def bait_in(text: str) -> list[tuple[str, str, int]]:
    """Bait words that make up whole tokens of `text`: (word, weight, index of its first character).

    Tokens end at hyphens, dots, underscores and the like.

    >>> bait_in("ledger-livesupport.help")
    [('live', 'medium', 7), ('support', 'high', 11), ('help', 'high', 19)]
    """
    return [
        (word, weight, at + start)
        for at, token in tokens(text, _SPACED)
        for word, weight, start in _bait_pieces(token)
    ]


@of_tables
@lru_cache(maxsize=16384)
def _bait_pieces(text: str) -> tuple[tuple[str, str, int], ...]:
    size = len(text)
    if not size or size > MAX_SEGMENT:
        return ()
    found = tables()
    table = found.weights
    bare = text.strip("0123456789")
    if bare in table:
        return ((bare, table[bare], text.index(bare)),)
    return into_baits(text, table, _WEIGHTS, found.lengths)
