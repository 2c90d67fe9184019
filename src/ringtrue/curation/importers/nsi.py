"""name-suggestion-index: brands of the map, ``dist/wikidata/wikidata.json`` of its package.

``{"_meta": {…}, "wikidata": {"Q1": {"label", "identities": {"website", "facebook", …},
"officialWebsites": […], "dissolutions": […]}}}``. ``identities`` holds what Wikidata claims now
(grade B). ``officialWebsites`` mixes in deprecated and ended claims without saying which, so what
stands only there has grade C. Dissolved brands are left out.
"""

from __future__ import annotations

from collections.abc import Iterator

from ringtrue.curation.importers.base import (
    Format,
    Found,
    Origin,
    Proposal,
    Unread,
    read_json,
    table,
    texts,
)
from ringtrue.errors import AllowlistError
from ringtrue.progress import over

_KINDS = {
    "website": "website",
    "facebook": "facebook",
    "instagram": "instagram",
    "twitter": "x",
    "youtube": "youtube",
    "youtubeHandle": "youtube",
    "linkedin": "linkedin",
    "tiktok": "tiktok",
    "threads": "threads",
    "weibo": "weibo",
    "weixin": "wechat",
}
_PACKAGE = "dist/wikidata/wikidata.json"


def read(origin: Origin) -> Iterator[Found]:
    """Proposals of ``wikidata.json``. Raises `AllowlistError`."""
    data, raw = read_json(origin.path)
    records, meta = table(table(data).get("wikidata")), table(table(data).get("_meta"))
    if not records:
        raise AllowlistError(f"holds no brands; give {_PACKAGE} of the package", file=origin.path)
    version = str(meta.get("version", ""))[:40]
    ref = origin.ref
    if not ref:
        package = f"name-suggestion-index@{version}:{_PACKAGE}"
        ref = package if version else origin.reference(raw)
    date = origin.dated(meta.get("generated"))
    for key, record in over(records.items(), lambda item: str(item[0])):
        yield from _record(str(key)[:40], record, origin.name, ref, date)


def _record(key: str, record: object, file: str, ref: str, date: str) -> Iterator[Found]:
    where = f"{file}:{key}"
    if not isinstance(record, dict):
        yield Unread(where, repr(record)[:120], "is no record; give the file as it was published")
        return
    label = record.get("label")
    if not isinstance(label, str) or not label.strip():
        yield Unread(where, key, "has no name; find it at its source", (key,))
        return
    if record.get("dissolutions"):
        yield Unread(where, label, "has been dissolved; look for its successor", (key, label))
        return

    def proposal(kind: str, value: str, grade: str, field: str) -> Proposal:
        return Proposal(
            entity=key, name=label, kind=kind, value=value, where=where, ref=f"{ref}#{key}",
            grade=grade, date=date, quote=f"{field}: {value}",
        )  # fmt: skip

    identities = table(record.get("identities"))
    for field, value in identities.items():
        if field not in _KINDS:
            why = f"{field!r} is no kind that ringtrue lists"
            yield Unread(where, str(value)[:120], why, (key, label))
            continue
        for text in texts(value):
            yield proposal(_KINDS[field], text, "B", f"identities.{field}")
    current = set(texts(identities.get("website")))
    for text in texts(record.get("officialWebsites")):
        if text not in current:
            yield proposal("website", text, "C", "officialWebsites")


FORMAT = Format("nsi", "name-suggestion-index, dist/wikidata/wikidata.json", read)
