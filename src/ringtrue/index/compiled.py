"""The compiled directory: all reviewed brands in one JSON file, opened without TOML or msgspec.

Layout, format 1: ``{"format":1,"version":"…","sha256":"…","body":{…}}``, the hash being that of
the body's bytes. The body holds ``sources`` (``[ref, grade, date, quote]``), ``forms`` (what
contacts have in common) and ``brands``; a contact is ``[form, value, [source, …], corroborated,
note]``. Sources and forms are kept once and named by index: many contacts share them, and
opening the file is on the path of every one-shot check.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence

from ringtrue.errors import AllowlistError
from ringtrue.index.digest import hexdigest
from ringtrue.index.gc_pause import no_collection
from ringtrue.model import Brand, ClosedChannel, Listed, Source

TYPE_CHECKING = False  # importing typing takes time
if TYPE_CHECKING:
    from pathlib import Path  # importing it costs a third of what opening the file does
    from typing import Any

FORMAT = 1
FILE = "directory.json"
"""Name of the compiled directory among the package's data files."""
MAX_QUOTE = 120
"""Characters of a quotation that are shipped; the allowlist keeps it whole."""

_FORM = (
    "kind", "match", "path", "purpose", "use", "region", "status", "since", "until",
    "successor", "verified_on", "review_by",
)  # fmt: skip
_BODY = b',"body":'

# Writing the fields of frozen records one by one takes most of the opening time.
# They are filled as plain objects with the same slots, which then become what they stand for.
_Unfrozen: Any = type("_Unfrozen", (), {"__slots__": Listed.__match_args__})
_UnfrozenSource: Any = type("_UnfrozenSource", (), {"__slots__": Source.__match_args__})
_UnfrozenBrand: Any = type("_UnfrozenBrand", (), {"__slots__": Brand.__match_args__})


def dump(brands: Iterable[Brand], version: str = "") -> bytes:
    """The compiled form of `brands`: equal brands give equal bytes, in any order.

    `version` defaults to the newest `verified_on` and a hash: ``2026.11.23+ab12cd34``.
    """
    brands = sorted(brands, key=lambda brand: brand.id)
    sources = _Table()
    forms = _Table()
    rows = [_brand_row(brand, sources, forms) for brand in brands]
    body = _json({"sources": sources.rows, "forms": forms.rows, "brands": rows})
    head = _json(
        {
            "format": FORMAT,
            "version": version or _version(brands, body),
            "sha256": hexdigest(body),
        }
    )
    return head[:-1] + _BODY + body + b"}\n"


def load(data: bytes, file: str = FILE) -> tuple[str, list[Brand]]:
    """Version and brands of a compiled directory. Raises `AllowlistError` when it is damaged."""
    import json

    cut = data.find(_BODY, 0, 1000)
    try:
        head = json.loads(data[:cut] + b"}") if cut > 0 else {}
    except ValueError:
        head = {}
    if not isinstance(head, dict) or head.get("format") != FORMAT:
        raise _broken(file, f"is no compiled directory of format {FORMAT}")
    body = memoryview(data)[cut + len(_BODY) : data.rfind(b"}")]  # without a copy
    if hexdigest(body) != head.get("sha256"):
        raise _broken(file, "does not match its sha256")
    try:
        with no_collection():
            return str(head["version"]), _brands(json.loads(str(body, "utf-8")))
    except (ValueError, TypeError, KeyError, IndexError, RecursionError) as error:
        raise _broken(file, f"cannot be read ({type(error).__name__})") from error


def version_at(path: str | Path) -> str:
    """The version in the head of a compiled file; empty when there is none that can be read."""
    import json

    try:
        with open(path, "rb") as file:
            start = file.read(1000)
        return str(json.loads(start[: start.index(_BODY)] + b"}")["version"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def hash_of(start: bytes) -> bytes:
    """The hash in the head of a compiled file; empty when there is none. It is not verified."""
    _, found, rest = start[:1000].partition(b'"sha256":"')
    return rest[:64] if found else b""


def form_of(listed: Listed) -> tuple[str, ...]:
    """What a contact has in common with others."""
    return tuple([getattr(listed, name) for name in _FORM])


def load_default() -> tuple[str, list[Brand]]:
    """Version and brands of the directory that the package ships. Raises `AllowlistError`."""
    path = default_file()
    try:
        with open(path, "rb") as file:
            data = file.read()
    except OSError as error:
        raise _broken(path, f"cannot be read ({error.strerror})") from error
    return load(data, path)


def default_path() -> Path:
    """Where the build puts the compiled directory."""
    from pathlib import Path

    return Path(default_file())


def default_file() -> str:
    """The same as text, for those who must not pay for importing pathlib."""
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    return os.path.join(package, "data", FILE)


def _version(brands: Sequence[Brand], body: bytes) -> str:
    newest = max((c.verified_on for brand in brands for c in brand.contacts), default="")
    return f"{newest.replace('-', '.') or '0'}+{hexdigest(body)[:8]}"


class _Table:
    """Distinct rows and their numbers, in order of first use."""

    def __init__(self) -> None:
        self.rows: list[list[str]] = []
        self._numbers: dict[tuple[str, ...], int] = {}

    def number(self, *row: str) -> int:
        found = self._numbers.get(row)
        if found is None:
            found = self._numbers[row] = len(self.rows)
            self.rows.append(list(row))
        return found


def _json(value: Any) -> bytes:
    import json

    # All ASCII: escapes are read faster than the letters they stand for.
    return json.dumps(value, separators=(",", ":")).encode()


def _source_number(source: Source, sources: _Table) -> int:
    quote = source.quote
    if len(quote) > MAX_QUOTE:
        quote = quote[: MAX_QUOTE - 1] + "…"
    return sources.number(source.ref, source.grade, source.date, quote)


def _brand_row(brand: Brand, sources: _Table, forms: _Table) -> list[Any]:
    contacts = []
    for listed in brand.contacts:
        form = forms.number(*form_of(listed))
        numbers = [_source_number(source, sources) for source in listed.sources]
        row: list[Any] = [form, listed.value, numbers, int(listed.corroborated)]
        contacts.append([*row, listed.note] if listed.note else row)
    closed = [
        [c.channel, c.statement, _source_number(c.source, sources), c.verified_on, c.review_by,
         c.region]
        for c in brand.closed_channels
    ]  # fmt: skip
    return [
        brand.id, brand.name, list(brand.aliases), int(brand.common_word), list(brand.kind),
        contacts, closed,
    ]  # fmt: skip


def _brands(body: dict[str, Any]) -> list[Brand]:
    sources: list[Source] = []
    for ref, grade, date, quote in body["sources"]:
        source = _UnfrozenSource()
        source.ref, source.grade, source.date, source.quote = ref, grade, date, quote
        source.__class__ = Source
        sources.append(source)
    forms = body["forms"]
    cited: dict[tuple[int, ...], tuple[Source, ...]] = {}
    brands: list[Brand] = []
    for id_, name, aliases, common, kinds, rows, closed in body["brands"]:
        contacts = []
        for given in rows:
            slot = tuple(given[2])
            if slot not in cited:
                cited[slot] = tuple([sources[n] for n in slot])
            row = _Unfrozen()
            row.brand_id, row.value, row.sources = id_, given[1], cited[slot]
            row.corroborated, row.note = given[3] == 1, given[4] if len(given) > 4 else ""
            (
                row.kind, row.match, row.path, row.purpose, row.use, row.region, row.status,
                row.since, row.until, row.successor, row.verified_on, row.review_by,
            ) = forms[given[0]]  # fmt: skip
            row.__class__ = Listed
            contacts.append(row)
        brand = _UnfrozenBrand()
        brand.id, brand.name, brand.common_word = id_, name, common == 1
        brand.aliases, brand.kind, brand.contacts = tuple(aliases), tuple(kinds), tuple(contacts)
        brand.closed_channels = tuple(
            [ClosedChannel(c, s, sources[n], *rest) for c, s, n, *rest in closed]
        )
        brand.__class__ = Brand
        brands.append(brand)
    return brands


def _broken(file: str, what: str) -> AllowlistError:
    return AllowlistError(
        f"{what}; build it anew (pip install -e . compiles allowlists/)", file=file
    )
