"""Wikidata: a JSON dump of entities, packed or not, or any part of one; read line by line.

The dump is one array with an entity a line. A claim counts when its rank is not *deprecated*,
when no *preferred* claim of the same property stands beside it, and when it has not ended
(qualifier P582); entities that have been dissolved (P576) are left out. Grade B: anybody can edit
it, and its patrols read what is edited.
Layout: https://doc.wikimedia.org/Wikibase/master/php/docs_topics_json.html
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from ringtrue.curation.importers.base import (
    MAX_LIST,
    Format,
    Found,
    Origin,
    Proposal,
    Unread,
    read_lines,
    table,
)

_PROPERTIES = {
    "P856": ("website", ""),
    "P968": ("email", ""),
    "P1329": ("phone", ""),
    "P2002": ("x", ""),
    "P2013": ("facebook", ""),
    "P2003": ("instagram", ""),
    "P4264": ("linkedin", ""),
    "P3789": ("telegram", ""),
    "P2397": ("youtube", ""),
    "P11245": ("youtube", ""),
    "P3579": ("weibo", ""),
    "P7085": ("tiktok", ""),
    "P3418": ("play_package", ""),
    "P3861": ("appstore_id", ""),
}
_ENDED, _DISSOLVED = "P582", "P576"
_LANGUAGES = ("en", "mul", "de", "fr", "es", "zh", "zh-hans", "ja", "ko")
_ALIAS_LANGUAGES = ("en", "zh", "zh-hans", "zh-hant", "ja", "ko")


def read(origin: Origin) -> Iterator[Found]:
    """Proposals of a dump. Raises `AllowlistError` when it cannot be read to its end."""
    ref, date = origin.ref or f"wikidata/{origin.name}", origin.dated()
    for number, line in read_lines(origin.path):
        where = f"{origin.name}:{number}"
        if line is None:
            yield Unread(where, "", "the line is too long; give the dump as it was published")
            continue
        line = line.strip().rstrip(b",")
        if line in (b"", b"[", b"]") or b'"P856"' not in line:
            continue  # without a website nobody can tell whose accounts these are
        try:
            entity = _decoder().decode(line)
        except (ValueError, RecursionError) as error:
            why = f"is no JSON ({str(error)[:80]}); give the dump as it was published"
            yield Unread(where, line[:60].decode("utf-8", "replace"), why)
            continue
        yield from _entity(entity, where, ref, date, origin.today)


@cache
def _decoder() -> Any:
    import msgspec

    class Entity(msgspec.Struct):
        """What is read of an entity; the rest is skipped unseen."""

        id: str = ""
        labels: dict[str, Any] = {}
        aliases: Any = None
        claims: Any = None

    return msgspec.json.Decoder(Entity)


def _entity(entity: Any, where: str, ref: str, date: str, today: str) -> Iterator[Found]:
    claims, key = table(entity.claims), entity.id[:40]
    label = next((t for lang in _LANGUAGES if (t := _term(entity.labels.get(lang)))), "")
    if not key or not label:
        yield Unread(where, key, "has no name in a language that is read; see its page", (key,))
        return
    if any(_values(claims, _DISSOLVED, today)):
        why = "has been dissolved; look for its successor"
        yield Unread(where, f"{key} {label}", why, (key, label))
        return
    aliases = []
    for language in _ALIAS_LANGUAGES:
        rows = table(entity.aliases).get(language)
        terms = [entity.labels.get(language), *(rows if isinstance(rows, list) else [])]
        aliases += [term for term in map(_term, terms[:8]) if term and term != label]
    for code, (kind, purpose) in _PROPERTIES.items():
        for value in _values(claims, code, today):
            yield Proposal(
                entity=key, name=label, kind=kind, value=value.removeprefix("mailto:"),
                where=where, ref=f"{ref}#{key}", grade="B", date=date, purpose=purpose,
                quote=f"{code}: {value}", aliases=tuple(dict.fromkeys(aliases))[:20],
            )  # fmt: skip


def _term(value: object) -> str:
    text = table(value).get("value")
    return text.strip() if isinstance(text, str) else ""


def _values(claims: dict[str, Any], code: str, today: str) -> list[str]:
    """Values of the claims of one property that count; ``"?"`` for one without a text."""
    rows = claims.get(code)
    best: dict[str, list[str]] = {"preferred": [], "normal": []}
    for row in (rows if isinstance(rows, list) else [])[:MAX_LIST]:
        row = table(row)
        snak = table(row.get("mainsnak"))
        rank = row.get("rank")
        if rank not in best or snak.get("snaktype") != "value" or _ended(row, today):
            continue
        value = table(snak.get("datavalue")).get("value")
        best[rank].append(value if isinstance(value, str) else "?")
    return best["preferred"] or best["normal"]


def _ended(row: dict[str, Any], today: str) -> bool:
    """Whether the claim has an end that is past, or one whose day nobody knows."""
    ends = table(row.get("qualifiers")).get(_ENDED)
    for end in ends if isinstance(ends, list) else []:
        time = table(table(table(end).get("datavalue")).get("value")).get("time")
        # "+2024-03-28T00:00:00Z"; a month or a day that is not known is written 00.
        if not isinstance(time, str) or time[1:11] <= today:
            return True
    return False


FORMAT = Format("wikidata", "Wikidata JSON dump (one entity a line, .gz too)", read)
