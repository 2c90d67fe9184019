"""Verdicts as bytes of JSON: what `verdict_dict` says, encoded, for whoever answers many.

A verdict without findings tells nothing of the contact but its strings: what surrounds them is the
same for every unknown link, and for every link to one brand's site. That is encoded once, and each
answer is put together from it.
"""

from __future__ import annotations

import msgspec

from ringtrue.render.json_v1 import verdict_dict

TYPE_CHECKING = False  # importing typing takes time
if TYPE_CHECKING:
    from ringtrue.judging.verdict import Verdict

MOST_SHAPES = 2048
"""Surroundings that are kept; about a kilobyte each."""
_RAW, _CANONICAL, _READINGS = "\x00raw", "\x00canonical", ["\x00readings"]
"""Stand for the strings while the surroundings are encoded: nothing else in an answer can hold
the character."""

_Shape = tuple[bytes, bytes, bytes, bytes]
"""What is before and after ``raw``, ``canonical`` and ``readings``."""
_shapes: dict[tuple[object, ...], _Shape] = {}
_encode = msgspec.json.Encoder().encode


def verdict_bytes(verdict: Verdict, lang: str = "en") -> bytes:
    """``verdict.to_dict(lang)`` as JSON in UTF-8, without spaces."""
    contact = verdict.contact
    if verdict.evidence or contact is None or verdict.imitates is not None:
        return _encode(verdict_dict(verdict, lang))
    brand, assurance = verdict.brand, verdict.assurance
    shape: tuple[object, ...] = (
        lang,
        contact.kind,
        verdict.directory_version,
        verdict.status,
        verdict.score,
    )
    if brand is not None:
        shape += (brand.id, brand.name, brand.names)
    if assurance is not None:
        shape += (
            assurance.level,
            assurance.verified_on,
            assurance.review_by,
            assurance.sources,
            assurance.stale,
        )
    parts = _shapes.get(shape) or _surroundings(verdict, lang, shape)
    before, between, behind, after = parts
    raw = _encode(verdict.raw)
    canonical = raw if contact.canonical == verdict.raw else _encode(contact.canonical)
    readings = _encode(contact.readings) if contact.readings else b"[]"
    return b"%b%b%b%b%b%b%b" % (before, raw, between, canonical, behind, readings, after)


def _surroundings(verdict: Verdict, lang: str, shape: tuple[object, ...]) -> _Shape:
    example = verdict_dict(verdict, lang)
    example |= {"raw": _RAW, "canonical": _CANONICAL, "readings": _READINGS}
    before, _, rest = _encode(example).partition(_encode(_RAW))
    between, _, rest = rest.partition(_encode(_CANONICAL))
    behind, _, after = rest.partition(_encode(_READINGS))
    if len(_shapes) >= MOST_SHAPES:
        _shapes.clear()
    _shapes[shape] = before, between, behind, after
    return before, between, behind, after
