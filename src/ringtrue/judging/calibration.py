"""From the strength that a detector judged to the share of fakes that was met at it.

A detector orders its findings: a plain word glued to a name says less than "support" does. What
each step is worth is measured: ``data/calibration.tsv`` holds, per detector, the judged strengths
and the shares of fakes fitted to them (isotonic, so a stronger finding never counts for less).
Only signs in registered names are fitted. Honest subdomains and paths are too rare in the data
to say what a name there is worth, so such findings, and all kinds but links, keep the strength
that was judged.
"""

from __future__ import annotations

from functools import cache, lru_cache

from ringtrue import data


@cache
def _knots() -> dict[str, tuple[list[float], list[float]]]:
    found: dict[str, tuple[list[float], list[float]]] = {}
    for code, judged, share, *_ in data.table("calibration.tsv"):
        xs, ys = found.setdefault(code, ([0.0], [0.0]))
        xs.append(float(judged))
        ys.append(float(share))
    for xs, ys in found.values():
        xs.append(1.0)
        ys.append(max(1.0, ys[-1]))
    return found


@lru_cache(maxsize=1024)
def fitted(code: str, judged: float) -> float:
    """The fitted strength, 0..1, for a strength judged by detector `code`: linear between the
    rows of the table, and `judged` itself for a detector that has none.

    >>> fitted("ip_literal", 0.4)
    0.4
    """
    knots = _knots().get(code)
    if knots is None:
        return judged
    xs, ys = knots
    at = min(sum([x <= judged for x in xs]), len(xs) - 1)  # there are few
    part = (judged - xs[at - 1]) / (xs[at] - xs[at - 1])
    return round(ys[at - 1] + part * (ys[at] - ys[at - 1]), 4)
