"""Rows of one's own: CSV or TSV with a head line, or JSON (a list of objects, or one a line).

Columns are found by name, English or Chinese: ``brand`` (or ``name``, ``brand_name``) or
``brand_id``, ``kind`` (in common words too: ``Twitter``, ``微信号``, ``客服电话``) and ``value``,
or ``website`` in place of these two, and where they exist ``aliases`` (split at ``;``),
``region``, ``purpose``, ``source``, ``grade``, ``date``, ``quote`` (or ``evidence``), ``trade``,
and ``corroborated_by``: further sources of the row, as ``GRADE REFERENCE DATE`` with a bar between
two of them. Without a grade a row has grade C.
An unclosed quotation mark spoils its own line and not the rest of the file.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from io import StringIO
from typing import Any, Literal, get_args

from ringtrue.curation.importers.base import (
    GRADES,
    Format,
    Found,
    Origin,
    Proposal,
    Unread,
    decode,
    read_bytes,
)
from ringtrue.directory.schema import Kind
from ringtrue.errors import AllowlistError
from ringtrue.kinds import labels, platforms
from ringtrue.progress import at
from ringtrue.records import replace
from ringtrue.scanning.formats.tables import separator_of

MAX_OTHERS = 16
"""Further sources of one row."""
MAX_SPAN = 20
"""Lines that one record of a CSV file may take."""
_NAMES = {
    "brand": ("brand_name", "brand", "name", "organization", "company", "品牌", "名称", "机构"),
    "id": ("brand_id", "id"),
    "kind": ("kind", "type", "类型", "渠道"),
    "website": ("website", "homepage", "官网"),
    "value": ("value", "contact", "address", "联系方式", "号码", "账号", "内容"),
    "aliases": ("aliases", "alias", "别名"),
    "region": ("region", "country", "地区"),
    "purpose": ("purpose", "用途"),
    "source": ("source", "ref", "来源"),
    "grade": ("grade",),
    "date": ("date", "日期"),
    "quote": ("quote", "evidence"),
    "trade": ("trade",),
    "others": ("corroborated_by",),
}
_KINDS = {
    "website": "website", "web": "website", "homepage": "website", "twitter": "x",
    "mail": "email", "e-mail": "email", "tel": "phone", "telephone": "phone", "hotline": "phone",
}  # fmt: skip
KINDS = get_args(Kind)


def read(origin: Origin) -> Iterator[Found]:
    """Proposals of one file. Raises `AllowlistError`."""
    raw = read_bytes(origin.path)
    text = decode(raw, origin.path)
    ref, date = origin.reference(raw), origin.dated()
    rows = _json(text, origin) if text.lstrip()[:1] in ("[", "{") else _csv(text, origin)
    last = text.count("\n") + 1
    for number, row in rows:
        at(min(number, last), last)
        found = _proposal(number, row, origin, ref, date) if isinstance(row, dict) else row
        yield found
        if isinstance(row, dict) and isinstance(found, Proposal) and row.get("others"):
            yield from _corroborating(found, row["others"])


def _corroborating(found: Proposal, others: str) -> Iterator[Found]:
    """The same contact once more for each further source."""
    for other in others.split("|")[:MAX_OTHERS]:
        grade, _, rest = other.strip().partition(" ")
        ref, _, day = rest.rpartition(" ")
        if grade in GRADES and ref:
            yield replace(found, grade=grade, ref=ref, date=day, quote="")
        elif other.strip():
            why = "names a further source in another form than GRADE REFERENCE DATE"
            yield Unread(found.where, other.strip()[:120], why)


def _kind(text: str) -> str:
    """The row kind that people mean; the word itself when it means none.

    >>> _kind("Twitter"), _kind("微信号"), _kind("客服电话"), _kind("官网"), _kind("pager")
    ('x', 'wechat', 'phone', 'website', 'pager')
    """
    word = text.strip().lower()
    if word in _KINDS or word in KINDS:
        return _KINDS.get(word, word)
    platform = platforms.by_prefix(labels.channel(word))
    return (platform.name if platform else labels.cue(word)) or word


_Row = tuple[int, "dict[str, str] | Unread"]


def _proposal(number: int, row: Mapping[str, str], origin: Origin, ref: str, date: str) -> Found:
    where = f"{origin.name}:{number}"
    brand, kind, value = row.get("brand") or row.get("id"), row.get("kind"), row.get("value")
    if not kind and not value and row.get("website"):
        kind, value = "website", row["website"]
    if not brand or not kind or not value:
        missing = [n for n in ("brand", "kind", "value") if not row.get(n)]
        shown = value or brand or repr(dict(row))[:120]
        return Unread(where, shown, f"has no {' and no '.join(missing)}; fill in the row")
    if row.get("grade") and row["grade"] not in GRADES:
        return Unread(where, value, f"grade {row['grade'][:20]!r} is none of {', '.join(GRADES)}")
    return Proposal(
        entity=row.get("id") or brand,
        name=brand,
        kind=_kind(kind),
        value=value,
        where=where,
        ref=row.get("source") or ref,
        grade=row.get("grade") or "C",
        date=row.get("date") or date,
        region=row.get("region") or origin.region or "global",
        purpose=row.get("purpose", ""),
        quote=row.get("quote", ""),
        aliases=tuple(a.strip() for a in row.get("aliases", "").split(";") if a.strip()),
        trades=tuple(row["trade"].lower().split()) if row.get("trade") else (),
    )


def _columns(names: Iterable[str], origin: Origin) -> dict[str, str]:
    """Our name of each column. Raises `AllowlistError` when one that is needed is missing."""
    folded = {name.strip().lower().replace(" ", "_"): name for name in names if name}
    found = {
        folded[theirs]: ours
        for ours, known in _NAMES.items()
        for theirs in [next((k for k in known if k in folded), "")]
        if theirs
    }
    missing = set() if "website" in found.values() else {"kind", "value"} - set(found.values())
    if missing or not {"brand", "id"} & set(found.values()):
        wanted = ", ".join(sorted(missing) or ["brand"])
        raise AllowlistError(
            f"has no column {wanted}; the first line names the columns: brand, kind, value …",
            file=origin.path,
            line=1,
        )
    return found


def _csv(text: str, origin: Origin) -> Iterator[_Row]:
    lines = text.splitlines()
    head = lines[0] if lines else ""
    delimiter = separator_of(lines, sure=True) or ","
    tabs = delimiter == "\t"
    names = _fields(head, delimiter)
    columns = _columns(names, origin)
    at = 1
    while at < len(lines):
        number, span = at + 1, 1
        if not tabs:  # tab-separated files of this kind carry quotation marks as they are
            span = _span(lines, at)
        record = "\n".join(lines[at : at + max(span, 1)])
        at += max(span, 1)
        if not record.strip():
            continue
        fields = _fields(record, delimiter) if span else []
        if len(fields) != len(names):
            why = f"has {len(fields)} fields and the head has {len(names)}; correct the row"
            if not span:
                why = "opens a quotation and does not close it; correct the row"
            yield number, Unread(f"{origin.name}:{number}", record[:120], why)
            continue
        row = {columns[n]: f.strip() for n, f in zip(names, fields, strict=True) if n in columns}
        yield number, row


def _span(lines: list[str], at: int) -> int:
    """How many lines the record at `at` takes; 0 when its quotation never ends."""
    marks = 0
    for span in range(1, min(MAX_SPAN, len(lines) - at) + 1):
        marks += lines[at + span - 1].count('"')
        if marks % 2 == 0:
            return span
    return 0


def _fields(record: str, delimiter: str) -> list[str]:
    quoting: Literal[0, 3] = csv.QUOTE_NONE if delimiter == "\t" else csv.QUOTE_MINIMAL
    try:
        return next(csv.reader(StringIO(record, newline=""), delimiter=delimiter, quoting=quoting))
    except (csv.Error, StopIteration):
        return []


def _json(text: str, origin: Origin) -> Iterator[_Row]:
    import msgspec

    try:
        data: list[Any] = msgspec.json.decode(text.encode())
        rows = list(enumerate(data if isinstance(data, list) else [data], 1))
    except (msgspec.DecodeError, RecursionError):
        rows = []
        for number, line in enumerate(text.split("\n"), 1):
            try:
                rows.append((number, msgspec.json.decode(line.encode()) if line.strip() else None))
            except (msgspec.DecodeError, RecursionError):
                rows.append((number, line))
    for number, item in rows:
        if item is None:
            continue
        if not isinstance(item, dict):
            why = "is no JSON object; write one object a row"
            yield number, Unread(f"{origin.name}:{number}", str(item)[:120], why)
            continue
        try:
            columns = _columns(item, origin)
        except AllowlistError:
            why = "has no brand, kind or value; fill in the row"
            yield number, Unread(f"{origin.name}:{number}", repr(item)[:120], why)
            continue
        yield (
            number,
            {
                columns[n]: "; ".join(map(str, v)) if isinstance(v, list) else str(v).strip()
                for n, v in item.items()
                if n in columns and v is not None
            },
        )


FORMAT = Format("rows", "CSV, TSV or JSON rows: brand, kind, value and more", read)
