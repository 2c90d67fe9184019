"""From the strength that a detector judged to the share of fakes that was met at it, and from the
score that findings make to the share of fakes that was met there.

A detector orders its findings: a plain word glued to a name says less than "support" does. What
each step is worth is measured: ``data/calibration.tsv`` holds, per detector, the judged strengths
and the shares of fakes fitted to them (isotonic, so a stronger finding never counts for less). The
honest ones among them are mostly the brand's own sites that its list lacks, most of which stand
under a country's own ending, as other sites of it do: what is found there has rows of its own
(``house``). Only signs in registered names are fitted. Honest subdomains and paths are too rare in
the data to say what a name there is worth, so such findings, and all kinds but links, keep the
strength that was judged; what their scores are worth is fitted kind by kind (`probability`).
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cache, lru_cache

from ringtrue import data
from ringtrue.kinds.facets import DisplayName
from ringtrue.kinds.registry import PLATFORM_KINDS
from ringtrue.model import ContactPoint

FITTED = frozenset({"combosquatting", "homograph", "soundsquatting", "tld_swap", "typosquatting"})
"""Detectors whose strengths are fitted."""


@cache
def _knots() -> dict[tuple[str, str], tuple[list[float], list[float]]]:
    found: dict[tuple[str, str], tuple[list[float], list[float]]] = {}
    for code, ending, judged, share, *_ in data.table("calibration.tsv"):
        xs, ys = found.setdefault((code, ending), ([0.0], [0.0]))
        xs.append(float(judged))
        ys.append(float(share))
    for xs, ys in found.values():
        xs.append(1.0)
        ys.append(ys[-1])
    return found


@lru_cache(maxsize=1024)
def fitted(code: str, house: bool, judged: float) -> float:
    """The fitted strength, 0..1, for a strength judged by detector `code`: linear between the
    rows of the table. `house`: where houses of the brand stand (`tld_swap.may_be_house`)."""
    xs, ys = _knots()[code, "house" if house else "other"]
    return _between(xs, ys, judged)


def _between(xs: list[float], ys: list[float], x: float) -> float:
    """What the line through these points gives at `x`."""
    at = min(bisect_right(xs, x), len(xs) - 1)
    part = (x - xs[at - 1]) / (xs[at] - xs[at - 1])
    return round(ys[at - 1] + part * (ys[at] - ys[at - 1]), 4)


# -- the score of a contact ------------------------------------------------------------------------


@cache
def _points() -> dict[str, tuple[list[float], list[float]]]:
    found: dict[str, tuple[list[float], list[float]]] = {}
    for kind, *point in data.table("probability.tsv"):
        xs, ys = found.setdefault(kind, ([0.0], [0.0]))
        xs.append(float(point[0]))
        ys.append(float(point[1]))
    return found


_ASKED_AS = {"domain": "host", "url": "host", "email": "mail"}


def asked_as(contact: ContactPoint) -> str:
    """The kind of contact whose scores are fitted; empty where none are."""
    if contact.kind not in PLATFORM_KINDS:
        return _ASKED_AS.get(contact.kind, "")
    return "account" if contact.part(DisplayName) is None else "shown"


def probability(contact: ContactPoint, score: float) -> float:
    """The share of fakes among contacts of this kind with this score: linear between the rows of
    ``data/probability.tsv``. What is suspicious stays so, and what accuses: an account that bears a
    brand's name is at most suspicious where nobody says that all of the brand's are listed, however
    many of such are fakes."""
    points = _points().get(asked_as(contact))
    return score if points is None else _between(*points, score)
