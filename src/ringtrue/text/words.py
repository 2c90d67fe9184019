"""Words in names: popular domains, dictionary words, and the bait words of impostors.

Every table loads once, on first use. Strings come in lower case, as `ringtrue.text.skeleton.fold`
leaves them; words with marks are also found without (``hỗ trợ``, ``hotro``).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache
from itertools import chain

from ringtrue import data
from ringtrue.text.baits import tables
from ringtrue.text.pieces import tokens
from ringtrue.text.rows import Heads, Lines, Rows
from ringtrue.text.segments import Lengths, into_baits, into_words, lengths_of
from ringtrue.text.skeleton import SEPARATORS

TYPE_CHECKING = False  # importing typing takes time
if TYPE_CHECKING:
    from ringtrue.text.baits import Groups

MAX_SEGMENT = 40
"""Characters of the longest string that is split into words; longer ones are no name."""

_LONGEST_WORD = 14
_WEIGHTS = {"high": 3, "medium": 2, "none": 1}
_SPACED = {ord(c): " " for c in SEPARATORS + "/_~+=&?"}


def prepare() -> None:
    """Builds now what is searched as text while little is asked (`ringtrue.text.rows`): about
    half a second, 25 MB."""
    global _asked
    _ = _popular().index, _words().index
    popular_lines().prepare()
    _asked = _PATIENCE
    word_lengths()


# -- popular domains ---------------------------------------------------------------------------


@cache
def _popular_rows() -> tuple[dict[str, str], str]:
    """Mark of each coded suffix, and the coded names in rank order, one a line."""
    body = data.text("popular.txt")
    at = 0
    while body[at] == "#":
        at = body.index("\n", at) + 1
    end = body.index("\n", at)
    head, names = body[at:end], body[end + 1 :]
    return {part[:-1]: part[-1] for part in head.split(" ")} | {"com": ""}, names.rstrip("\n")


@cache
def _popular() -> Rows:
    return Rows(_popular_rows()[1])


@lru_cache(maxsize=1024)
def popular_rank(domain: str) -> int | None:
    """Rank of a registrable domain among the popular ones (1 is the most popular), else None.

    >>> popular_rank("google.com"), popular_rank("wallet-help.example")
    (1, None)
    """
    label, _, suffix = domain.partition(".")
    code = _popular_rows()[0].get(suffix)
    found = _popular().rank(domain if code is None else label + code)
    # A mark typed by the caller ("foo!") must not pass for a coded suffix.
    if found is None or not suffix or not label.isascii() or label != label.lower():
        return None
    return found if label.replace("-", "").isalnum() else None


@cache
def popular_labels() -> str:
    """First labels of all popular domains, one a line: for counting how often a string is met."""
    marks, rows = _popular_rows()
    # Every mark is one byte of Latin-1; a suffix without a mark begins with a dot.
    bare = rows.encode("latin-1").translate(None, "".join(marks.values()).encode("latin-1"))
    first, *tails = bare.split(b".")
    ends = [tail[at:] for tail in tails if (at := tail.find(b"\n")) >= 0]
    return b"".join([first, *ends]).decode("ascii")


@cache
def popular_lines() -> Lines:
    """`popular_labels`, for looking up and counting."""
    marks, rows = _popular_rows()
    return Heads(rows, frozenset("".join(marks.values())), popular_labels)


def is_popular_label(label: str) -> bool:
    """Whether some popular site is called exactly `label`, under any suffix."""
    return popular_lines().has(label)


# -- dictionary words --------------------------------------------------------------------------


@cache
def _words() -> Rows:
    """Words of three letters and more, with their rank in their language."""
    return Rows("[en]\n" + data.text("words.txt").partition("\n[en]\n")[2].rstrip("\n"))


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
    return _words().rank(text) is not None


def rank(text: str) -> int | None:
    """Frequency rank of a dictionary word in its language, 1 is the most frequent, else None."""
    return _words().rank(text)


def ranker() -> Callable[[str], int | None]:
    """`rank` for many words at once."""
    return _words().ranker()


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
    ranks, lengths = _words().among(text), word_lengths()
    return into_words(text, ranks, _short_words(), _ascii_bait(), lengths, _LONGEST_WORD)


_PATIENCE = 300
"""Questions before the lengths of words are noted: about what that costs (10 ms)."""
_ANY = range(1, MAX_SEGMENT + 1)
_asked = 0


def word_lengths() -> Lengths:
    """For four letters: how long the words may be that begin with them, bait words included. Any
    length, until so much is asked that noting them pays."""
    global _asked
    if _asked < _PATIENCE:
        _asked += 1
        return {}, _ANY
    return _noted_lengths()


@cache
def _noted_lengths() -> Lengths:
    always = (1, 2, 3)
    longer = (word for word in chain(_words().index, _ascii_bait()) if len(word) > 3)
    return lengths_of(longer, lambda word: word[:4], always), always


# -- bait words --------------------------------------------------------------------------------


@cache
def _ascii_bait() -> frozenset[str]:
    return frozenset(word for word in tables().weights if word.isascii() and len(word) >= 3)


def bait(word: str) -> str | None:
    """Weight of a bait word in any language: ``high``, ``medium``, ``none`` (benign), or None.

    >>> bait("support"), bait("wallet"), bait("docs"), bait("客服"), bait("pocket")
    ('high', 'medium', 'none', 'high', None)
    """
    return tables().weights.get(word)


def heavy_bait() -> frozenset[str]:
    """Bait words that weigh something: ``high`` and ``medium`` ones."""
    return tables().heavy


def heavy_edges() -> tuple[Groups, Groups]:
    """`heavy_bait` words of three letters and more, by the three that they begin and end with."""
    found = tables()
    return found.heavy_heads, found.heavy_ends


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


def begins_with_bait(text: str) -> bool:
    """Whether `text` begins with a bait word of three letters or more, or of another script.

    >>> begins_with_bait("helpful"), begins_with_bait("myhelp")
    (True, False)
    """
    heads = tables().heads
    return text.startswith(heads.get(text[:2], ())) or text[:1] in heads


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
