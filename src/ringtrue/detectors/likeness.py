"""How like a seen name is to an official one: what is seen of a pairing as numbers, and the trees
that make one figure of them (``data/resemblance.tsv``), and the share of fakes that was met at such
a figure and such a level of what the rules found (``data/likelihood.tsv``).

The trees weigh what the rules found (`SIGNS`, as strong as each judged it) together with what no
rule asks: so signs that are each too weak add up, and a sign that honest names bear as often says
less. Nothing is decided here.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from math import inf, log

from ringtrue import data
from ringtrue.detectors.base import DirectoryView
from ringtrue.detectors.context import (
    Residue,
    generic,
    inside_word,
    is_famous,
    only_signs,
    other_words,
    residue,
)
from ringtrue.kinds.facets import DomainName
from ringtrue.model import Candidate, Name
from ringtrue.text import words
from ringtrue.text.hosts import hosting_of
from ringtrue.text.overlooking import overlooking
from ringtrue.text.pairs import surprise
from ringtrue.text.people import is_name
from ringtrue.text.pieces import compact
from ringtrue.text.shape import GENERIC_ENDINGS, embedded_endings, is_noise
from ringtrue.text.suffix import is_national

TYPE_CHECKING = False  # importing typing takes time
if TYPE_CHECKING:
    import numpy as np

    from ringtrue.batch.pairings import Pairings
    from ringtrue.data.trees import Trees

SIGNS = ("typosquatting", "combosquatting", "homograph", "soundsquatting")
"""Detectors that judge how a registered name resembles an official one (the very name under another
ending resembles nothing: it is the name)."""
FEATURES = (
    "letters", "edits", "cost", "cost_each", "first", "last", "seen_bits", "name_bits", "rare",
    "seen_words", "name_words", "name_bait", "seen_popular", "name_inside", "name_begins", "rest",
    "rest_bait", "rest_words", "rest_bits", "bounded", "whole", "leads", "below", "same_ending",
    "same_last", "ending", "foreign", "hosted", "noise", "embedded", "digits", "in_word", "famous",
    "common", "alias", "parted", "label", "shorter", "alike", "seen_common", "person", "reviewed",
    *SIGNS, "beside", "listed", "own",
)  # fmt: skip
_BAITS = {"high": 3.0, "medium": 2.0, "none": -1.0}
CHEAP, GENERIC, OTHER, NATIONAL = 3.0, 2.0, 1.0, 0.0


_NOTHING: Mapping[str, float] = {}


def likeness(
    candidate: Candidate,
    directory: DirectoryView,
    signs: Mapping[str, float] = _NOTHING,
    least: float = -100.0,
) -> float:
    """The logarithm of odds that the trees give a pairing; less than `least` is as good as none.

    What another sign stands beside says no less than by itself. `signs`: as `features` takes
    them."""
    found = _trees().score(features(candidate, directory, signs), least)
    if candidate.distance and has_a_sign(candidate):
        alone = _alone(candidate, candidate.how)
        return max(found, _trees().score(features(alone, directory, signs), least))
    return found


def has_a_sign(candidate: Candidate) -> bool:
    """Whether all that stands beside the name is another sign (`only_signs`)."""
    span = candidate.text, candidate.start, candidate.end
    return only_signs(residue(*span)) and not other_words(*span)


def by_itself(candidate: Candidate) -> Candidate | None:
    """A misspelt piece as if nothing stood beside it, where all that does is another sign."""
    return _alone(candidate, "near") if has_a_sign(candidate) else None


def _alone(candidate: Candidate, how: str) -> Candidate:
    text = candidate.text[candidate.start : candidate.end]
    seen, name, edits = candidate.seen, candidate.name, candidate.distance
    brand, part = candidate.brand_id, candidate.part
    return Candidate(seen, brand, part, text, how, name, end=len(text), distance=edits)


def prepare() -> None:
    """Makes the trees quick now."""
    _trees().prepare()


@cache
def _trees() -> Trees:
    from ringtrue.data.trees import Trees

    return Trees("resemblance.tsv", FEATURES)


def features(
    candidate: Candidate, directory: DirectoryView, signs: Mapping[str, float] = _NOTHING
) -> tuple[float, ...]:
    """What the trees ask of a pairing, in the order of `FEATURES`. `signs`: how strong the `SIGNS`
    were judged, and as ``beside`` the strongest of other detectors."""
    name, host, text = candidate.name, candidate.seen, candidate.text
    assert name is not None
    assert isinstance(host, DomainName)
    start, end = candidate.start, candidate.end
    seen = compact(text[start:end])
    official = name.text
    size = len(official)
    cost = overlooking(seen, official)
    around = residue(text, start, end)
    name_bits, name_words, name_bait, inside, begins = _of_name(official)
    brands = log(len(directory.brands) + 1)
    ending, last = ending_of(name)
    suffix = host.suffix
    whole = start == 0 and end == len(text)
    return (
        size,
        candidate.distance,
        cost,
        cost / size,
        seen[:1] == official[:1],
        seen[-1:] == official[-1:],
        surprise(seen),
        name_bits,
        name_bits - brands,
        _words(seen),
        name_words,
        name_bait,
        words.is_popular_label(seen if whole else compact(text)),
        inside,
        begins,
        around.letters,
        _BAITS.get(around.weight, 0.0),
        around.worded and around.letters > 0,
        surprise(around.text) if around.letters else 0.0,
        around.bounded,
        whole,
        start == 0,
        candidate.part == "subdomain",
        suffix == ending,
        suffix.rpartition(".")[2] == last,
        _kind_of(suffix),
        not text.isascii(),
        host.private_suffix or hosting_of(host.host) is not None,
        len(host.labels) > 1 and is_noise(host.labels[-1]),
        len(host.labels) > 1 and bool(embedded_endings(host.labels[:-1])),
        sum([c.isdigit() for c in around.text]),
        0.0 if whole else inside_word(text, start, end),
        name.famous,
        name.common,
        name.origin == "alias",
        not text[start:end].isalnum(),
        len(text),
        size - len(seen),
        candidate.how in ("key", "token_key"),
        _commonness(seen) if cost else 0.0,
        is_name(seen),
        directory.brands[candidate.brand_id].tier != "own",
        *[signs.get(sign, 0.0) for sign in SIGNS],
        signs.get("beside", 0.0),
        brands,
        directory.names.edges.own(seen, official, name_bits),
    )


FEW = 24
"""Pairings from which asking the trees for all at once pays."""


def may_tell_columns(found: Pairings, at: np.ndarray) -> np.ndarray:
    """Column form of `likeness`: which of the pairings `at` may be as like as `telling`. Of hosts
    of one label and its ending the trees are asked for the most that they may give, with what
    takes long to tell left open; of other hosts all may."""
    import numpy as np

    may = np.ones(len(at), bool)
    plain = (found.low == found.hosts.row_start.take(found.row)) & ~found.below & ~found.hosted
    some = plain.take(at).nonzero()[0]
    if len(some) < FEW:
        return may
    at = at.take(some)
    spans = found.spans(at)
    around = [residue(label, start, end) for label, _, start, end in spans]
    columns = _features_columns(found, at, spans, around)
    most = _trees().most(columns, len(at))
    alone = np.array([*map(only_signs, around)]) & (found.distance.take(at) > 0)
    if alone.any():
        by_itself = _trees().most(columns | _alone_columns(found, at), len(at))
        most = np.where(alone, np.maximum(most, by_itself), most)
    may[some] = most >= telling()
    return may


_Columns = dict[str, "tuple[np.ndarray, np.ndarray]"]


def _features_columns(
    found: Pairings, at: np.ndarray, spans: list[tuple[str, str, int, int]], around: list[Residue]
) -> _Columns:
    """The least and the most of `features`, of pairings in the one label of a host before its
    ending. What is not there may be anything."""
    import numpy as np

    none, size = np.zeros(len(at)), found.size.take(at)
    names = [found.tables.names.names[number] for number in found.name.take(at).tolist()]
    seen = [compact(label[start:end]) for label, _, start, end in spans]
    endings = [ending for _, ending, _, _ in spans]
    pairs = zip(seen, names, strict=True)
    cost = np.array([overlooking(letters, name.text) for letters, name in pairs])
    bits = found.measured(_bits, at)
    brands = log(len(found.tables.directory.brands) + 1)
    whole = ((found.start == found.low) & (found.end == found.high)).take(at)
    exact = {
        "letters": size,
        "edits": found.edits.take(at),
        "cost": cost,
        "cost_each": cost / size,
        "seen_bits": [*map(surprise, seen)],
        "name_bits": bits,
        "rare": bits - brands,
        "seen_words": [*map(_words, seen)],
        "name_words": found.measured(_words_of, at),
        "name_bait": found.measured(_bait_of, at),
        "name_inside": found.measured(_inside_of, at),
        "name_begins": found.measured(_begins_of, at),
        "rest": [each.letters for each in around],
        "rest_bait": [_BAITS.get(each.weight, 0.0) for each in around],
        "rest_words": [each.worded and each.letters > 0 for each in around],
        "rest_bits": [surprise(each.text) if each.letters else 0.0 for each in around],
        "bounded": [each.bounded for each in around],
        "whole": whole,
        "leads": (found.start == found.low).take(at),
        "same_ending": [a == ending_of(b)[0] for a, b in zip(endings, names, strict=True)],
        "ending": [*map(_kind_of, endings)],
        "digits": [sum([c.isdigit() for c in each.text]) for each in around],
        "famous": found.are(is_famous).take(at),
        "common": found.are(_is_common).take(at),
        "alias": found.are(_is_alias).take(at),
        "parted": (found.end - found.start > found.last - found.first).take(at),
        "label": (found.high - found.low).take(at),
        "shorter": size - (found.last - found.first).take(at),
        "alike": (found.key | found.token_key).take(at),
        "listed": none + brands,
    }
    # A host of one label is neither shaped oddly nor hosted, and no sign was judged yet.
    exact |= dict.fromkeys(("below", "foreign", "hosted", "noise", "embedded"), none)
    exact |= dict.fromkeys((*SIGNS, "beside"), none)
    columns = {feature: (column := np.asarray(value), column) for feature, value in exact.items()}
    return columns | {
        "in_word": (none, (~whole).astype(float)),
        "own": (none - inf, bits),
    }


def _alone_columns(found: Pairings, at: np.ndarray) -> _Columns:
    """What is another of `_features_columns` where a pairing is looked at by itself (`_alone`)."""
    import numpy as np

    none, label = np.zeros(len(at)), (found.end - found.start).take(at)
    gone = ("rest", "rest_bits", "rest_bait", "rest_words", "digits", "in_word")
    columns = dict.fromkeys(gone, (none, none)) | {"label": (label, label)}
    return columns | dict.fromkeys(("bounded", "whole", "leads"), (one := none + 1, one))


def _bits(name: Name) -> float:
    return _of_name(name.text)[0]


def _words_of(name: Name) -> float:
    return _of_name(name.text)[1]


def _bait_of(name: Name) -> float:
    return _of_name(name.text)[2]


def _inside_of(name: Name) -> float:
    return _of_name(name.text)[3]


def _begins_of(name: Name) -> float:
    return _of_name(name.text)[4]


def _is_common(name: Name) -> bool:
    return name.common


def _is_alias(name: Name) -> bool:
    return name.origin == "alias"


@lru_cache(maxsize=16384)
def _of_name(text: str) -> tuple[float, float, float, float, float]:
    """Of a name: its bits, of how many words it is made (0: none), its weight as a bait word, and
    in how many popular names it stands inside, and at the beginning."""
    inside = words.popular_inside(text, most=6) if text.isascii() and len(text) >= 4 else 0
    begins = min(words.popular_beginning(text), 12)
    weight = 2.0 if generic(text) else _BAITS.get(words.bait(text) or "", 0.0)
    return surprise(text), _words(text), weight, inside, begins


@lru_cache(maxsize=16384)
def _commonness(text: str) -> float:
    """How many popular names begin with a text or hold it: what many hold is a word of names."""
    if not text.isascii() or len(text) < 4:
        return 0.0
    return float(words.popular_inside(text, most=6) + min(words.popular_beginning(text), 6))


@lru_cache(maxsize=16384)
def _words(text: str) -> float:
    """1 for a word, 2 and more for so many words in a row, 0 for neither."""
    if words.is_word(text):
        return 1.0
    return float(len(words.segment(text) or ()))


@lru_cache(maxsize=4096)
def ending_of(name: Name) -> tuple[str, str]:
    """The ending of an official host, and its last label."""
    ending = name.official.partition(".")[2]
    return ending, ending.rpartition(".")[2]


@lru_cache(maxsize=1024)
def _kind_of(suffix: str) -> float:
    from ringtrue.detectors.cheap_ending import endings

    if suffix.rpartition(".")[2] in endings():
        return CHEAP
    if suffix in GENERIC_ENDINGS:
        return GENERIC
    return NATIONAL if is_national(suffix) else OTHER


# -- what a likeness is worth ----------------------------------------------------------------------

LEVELS = ("none", "noted", "weak", "telling", "evident")
"""How strong the strongest sign of a pairing was judged, by the rules."""
STEPS = (0.5, 0.7, 0.9)
"""The strengths from which a sign is weak, telling and evident."""


def level_of(strength: float) -> int:
    """The place in `LEVELS` of a strength as a detector judges it.

    >>> [LEVELS[level_of(x)] for x in (0.0, 0.3, 0.55, 0.85, 0.96)]
    ['none', 'noted', 'weak', 'telling', 'evident']
    """
    return (1 + sum([strength >= step for step in STEPS])) if strength > 0 else 0


SUSPICION = 0.5
"""The share from which a likeness tells by itself."""


def knots() -> tuple[float, ...]:
    """The likenesses for which shares are fitted."""
    return _table()[0]


@cache
def _table() -> tuple[tuple[float, ...], tuple[tuple[float, ...], ...]]:
    """The likenesses of the columns, and by level the shares of fakes there."""
    rows = list(data.table("likelihood.tsv"))
    knots = tuple(map(float, rows[0][1:]))
    shares = {row[0]: tuple(map(float, row[1:])) for row in rows[1:]}
    return knots, tuple(shares[level] for level in LEVELS)


def share_of_fakes(level: int, score: float) -> float:
    """The fitted share, 0..1, at a level and a likeness (logarithm of odds): linear between the
    columns of the table, and level beyond them."""
    columns, shares = _table()
    row = shares[level]
    if score <= columns[0]:
        return row[0]
    at = sum([column < score for column in columns])
    if at == len(columns):
        return row[-1]
    part = (score - columns[at - 1]) / (columns[at] - columns[at - 1])
    return round(row[at - 1] + part * (row[at] - row[at - 1]), 4)


@cache
def telling() -> float:
    """The likeness from which a pairing is more likely a fake than not, though no rule tells it."""
    columns, shares = _table()
    at = next(i for i, share in enumerate(shares[0]) if share >= SUSPICION)
    before, share = shares[0][at - 1], shares[0][at]
    return columns[at - 1] + (SUSPICION - before) / (share - before) * (
        columns[at] - columns[at - 1]
    )
