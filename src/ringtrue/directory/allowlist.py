"""Allowlist files: one TOML document a brand, checked against a schema, read into `Brand`.

The schema is in `ringtrue.directory.schema`. Values are brought to canonical form by the
parser that reads seen contacts, so that a listed and a seen contact are equal when they are
the same. Importing this module loads msgspec: only code that reads TOML does so.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import msgspec

from ringtrue.directory.refs import corroborated
from ringtrue.directory.schema import BrandFile, ClosedRow, CompleteRow, ContactRow, NeverRow
from ringtrue.errors import AllowlistError
from ringtrue.index import compiled
from ringtrue.kinds import APP_KINDS, PLATFORM_KINDS
from ringtrue.model import Brand, ClosedChannel, Complete, Listed, NeverAsks, Source
from ringtrue.progress import over
from ringtrue.records import made, record

MAX_FILE = 1 << 20
"""Bytes of one allowlist file."""
FACT_DAYS = 730
"""Days after which what a source says of an account, an invite or a mailbox vouches no more: names
are given up and taken by others, and the pages that named them stay."""
PLACEHOLDER = "todo.invalid"
"""What ``ringtrue new`` writes where a contact belongs."""
MAX_FILES = 100_000
"""Allowlist files in one folder."""
RELEASED = frozenset({*PLATFORM_KINDS, "email"})
"""Kinds of contact that can be released and given to somebody else at no price."""
_NEVER = "9999-12-31"
_WRITTEN_DAY = re.compile(r"(?<![\d-])\d{4}(?:-\d{2}(?:-\d{2})?)?(?![\d-])")


@record
class Document:
    """A file that fits the schema, before its values are read."""

    file: str
    """Name for messages."""
    text: str
    data: BrandFile
    kept: Mapping[str, tuple[int, ...]] = made(default_factory=dict)
    """Where the rows of an array stand in the file from which faulty ones were left out."""

    def line_of(self, section: str, index: int | None = None, needle: str = "") -> int | None:
        """Line (from 1) of a field, or of the row `index` of the array `section`."""
        place = index if index is None else self.place_of(section, index)
        return find_line(self.text, section, place, needle)

    def place_of(self, section: str, index: int) -> int:
        """Which row of the file the row `index` of the array `section` is."""
        kept = self.kept.get(section)
        return index if kept is None else kept[index]


def load_file(path: str | Path) -> Brand:
    """The brand of one TOML file. Raises `AllowlistError` naming file, line, field and remedy."""
    path = Path(path)
    return loads(read_text(path), str(path))


def load_folder(path: str | Path) -> list[Brand]:
    """The brands of all ``*.toml`` files of a folder, by file name, with what the batches of its
    folder ``imported`` add. Raises `AllowlistError`."""
    from ringtrue.directory.imported import FOLDER, read_batches, with_tail

    batches = read_batches(Path(path, FOLDER))
    reviewed = load_reviewed(path)
    return list(with_tail(reviewed, batches).brands) if batches else reviewed


def load_reviewed(path: str | Path) -> list[Brand]:
    """The brands of the ``*.toml`` files of a folder alone. Raises `AllowlistError`."""
    brands: dict[str, str] = {}
    found = []
    for file in over(toml_files(Path(path))):
        brand = load_file(file)
        if brand.id in brands:
            raise AllowlistError(
                f"{brand.id!r} is also the id of {brands[brand.id]}; give each brand one file",
                file=str(file),
                line=find_line(read_text(file), "id"),
                field="id",
            )
        brands[brand.id] = str(file)
        found.append(brand)
    return found


def loads(text: str, file: str = "allowlist") -> Brand:
    """The brand of a TOML text; `file` names it in messages. Raises `AllowlistError`."""
    return to_brand(read(text, file))


def compile_folder(folder: str | Path) -> bytes:
    """The compiled form of a folder of TOML allowlists. Raises `AllowlistError`."""
    return compiled.dump(load_folder(folder))


def toml_files(folder: Path) -> list[Path]:
    """The allowlist files of a folder, sorted by name. Raises `AllowlistError`."""
    try:
        files = sorted(p for p in folder.iterdir() if p.suffix == ".toml" and p.is_file())
    except OSError as error:
        raise AllowlistError(
            f"cannot be read ({error.strerror}); give a folder of allowlists", file=str(folder)
        ) from error
    if len(files) > MAX_FILES:
        raise AllowlistError(
            f"{len(files)} files; split the folder below {MAX_FILES}", file=str(folder)
        )
    return files


def read_text(path: Path) -> str:
    """The text of one file. Raises `AllowlistError`."""
    try:
        with path.open("rb") as stream:
            raw = stream.read(MAX_FILE + 1)
    except OSError as error:
        raise AllowlistError(
            f"cannot be read ({error.strerror}); give the path of an allowlist", file=str(path)
        ) from error
    if len(raw) > MAX_FILE:
        raise AllowlistError(f"is larger than {MAX_FILE} bytes; split it", file=str(path))
    try:
        return raw.decode("utf-8-sig")  # editors on Windows write a mark
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise AllowlistError("is not UTF-8; save it as UTF-8", file=str(path), line=line) from error


def read(text: str, file: str = "allowlist") -> Document:
    """A TOML text checked against the schema. Raises `AllowlistError` for its first fault."""
    document, faults = read_all(text, file)
    if faults or document is None:
        raise faults[0]
    return document


def read_all(text: str, file: str = "allowlist") -> tuple[Document | None, list[AllowlistError]]:
    """A TOML text and every fault of its schema: the document without the rows and fields at fault,
    None when it is no TOML or nothing can be said without them."""
    try:
        text.encode()
    except UnicodeEncodeError:
        why = "holds half a character (a lone surrogate); save it as UTF-8"
        return None, [AllowlistError(why, file=file)]
    try:
        plain = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        said = str(error) if isinstance(error, tomllib.TOMLDecodeError) else "nested too deeply"
        place = re.search(r"\(at line (\d+), column \d+\)", said)
        why = f"is no TOML: {said}; correct the syntax there"
        line = int(place[1]) if place else None
        return None, [AllowlistError(why, file=file, line=line)]
    try:
        return Document(file, text, msgspec.convert(plain, type=BrandFile)), []
    except msgspec.ValidationError as error:
        whole = error
    from ringtrue.directory.schema_faults import faults_of

    faults = faults_of(plain)
    kept: dict[str, tuple[int, ...]] = {}
    for name in {fault.section for fault in faults if fault.index is not None}:
        bad = {fault.index for fault in faults if fault.section == name}
        kept[name] = tuple(i for i in range(len(plain[name])) if i not in bad)
        plain[name] = [plain[name][i] for i in kept[name]]
    for fault in faults:
        if fault.index is None:
            plain.pop(fault.section, None)
    errors = [
        AllowlistError(
            f"{fault.message}; {fault.remedy}",
            file=file,
            line=find_line(text, fault.section, fault.index, fault.field) or 1,
            field=fault.place,
        )
        for fault in faults
    ]
    if not errors:  # a rule that no part of it breaks alone
        errors = [AllowlistError(f"{whole}; see the schema in allowlists/README.md", file=file)]
    try:
        return Document(file, text, msgspec.convert(plain, type=BrandFile), kept), errors
    except msgspec.ValidationError:
        return None, errors


def to_brand(document: Document) -> Brand:
    """The brand of a document, its values in canonical form. Raises `AllowlistError`."""
    data = document.data
    if data.proposed:
        raise AllowlistError(
            "is a proposal that nobody has reviewed; read every row at its source, set its "
            "status, then delete this line",
            file=document.file,
            line=document.line_of("proposed"),
            field="proposed",
        )
    sources = {row.id: Source(row.ref, row.grade, row.date, row.quote) for row in data.sources}
    contacts = [contact(document, i, sources) for i in range(len(data.contacts))]
    sites = [c for c in contacts if c.status == "active" and c.kind in ("domain", "host")]
    return Brand(
        id=data.id,
        name=data.name,
        aliases=tuple(data.aliases),
        common_word=data.common_word,
        contacts=(
            *contacts,
            *(
                own
                for i in range(len(data.own_domains))
                for own in own_domains(document, i, sources)
            ),
        ),
        closed_channels=tuple(
            _closed(document, i, row, sources) for i, row in enumerate(data.closed_channels)
        ),
        kind=tuple(data.kind),
        complete=tuple(
            complete
            for i, row in enumerate(data.complete)
            for complete in _complete(document, i, row, sources)
        ),
        common_names=tuple(data.common_names),
        names=tuple(sorted({**_names(data), **data.names}.items())),
        never_asks=tuple(
            _never(document, i, row, sources) for i, row in enumerate(data.never_asks)
        ),
        protects=data.protects,
        tier="vouches" if any(c.level not in (None, "register") for c in sites) else "register",
        head=data.head,
    )


_READ = {
    "ru": re.compile(r"[А-Яа-яЁё\d .-]*[А-Яа-яЁё][А-Яа-яЁё\d .-]*"),
    "zh": re.compile(r"(?!.*[A-Za-z\u3040-\u30ff\uac00-\ud7a3]).*[\u4e00-\u9fff].*"),
}
"""What a name looks like that is read in a language, and in few others."""


_CHINESE = frozenset({"CN", "HK", "MO", "TW"})


def _names(data: BrandFile) -> dict[str, str]:
    """Names by language where the list gives none: the first one that is written as it is. A brand
    without contacts there has nicknames in Chinese (小狐狸钱包)."""
    at_home = not _CHINESE.isdisjoint(row.region for row in data.contacts)
    found = {
        lang: next(filter(form.fullmatch, (data.name, *data.aliases)), "")
        for lang, form in _READ.items()
        if lang != "zh" or at_home
    }
    return {lang: name for lang, name in found.items() if name}


def contact(document: Document, index: int, sources: dict[str, Source]) -> Listed:
    """The listing of one row of `contacts`. Raises `AllowlistError`."""
    from ringtrue.directory.rows import listed_from

    row = document.data.contacts[index]
    if row.value.endswith(PLACEHOLDER):
        raise _error(
            document, "contacts", index, "value",
            f"{row.value!r} stands for nothing; write a contact of the brand's own page",
        )  # fmt: skip
    cited = tuple(_source(document, "contacts", index, name, sources) for name in row.sources)
    for field in ("verified_on", "review_by"):
        _day(document, "contacts", index, field, getattr(row, field))
    match = row.match or ("registrable" if row.kind == "domain" else "exact")
    if (match == "registrable") != (row.kind == "domain"):
        raise _error(
            document, "contacts", index, "match",
            f"{match!r} contradicts kind {row.kind!r}; "
            "use kind 'domain' with subdomains, 'host' for exactly one host",
        )  # fmt: skip
    if row.path and row.kind not in ("host", "url"):
        raise _error(
            document, "contacts", index, "path", f"{row.path!r} belongs to a host; use kind 'host'"
        )
    path: dict[str, Any] = {"path": row.path.rstrip("/")} if row.path else {}
    try:
        return listed_from(
            document.data.id,
            row.kind,
            row.value,
            region=row.region,
            match=match,
            purpose=row.purpose,
            use=row.use or _use(row.kind),
            status=row.status,
            since=row.since,
            until=row.until,
            successor=row.successor,
            verified_on=row.verified_on,
            review_by=min(row.review_by, _fresh_until(row, cited, document.data)),
            sources=cited,
            corroborated=corroborated(cited),
            note=row.note,
            scope=row.scope,
            audience=row.audience,
            **path,
        )
    except AllowlistError as error:
        said = str(error).removeprefix(f"{error.file}: {error.field}: ")
        raise _error(document, "contacts", index, "value", said) from error


def _fresh_until(row: ContactRow, cited: tuple[Source, ...], data: BrandFile) -> str:
    """The day on which what the newest source says of an account grows too old. Accounts whose ids
    are never given out twice do not, nor the account in whose own repository it is said, nor
    mailboxes under a domain that is the brand's: they are its to give away. Pages without a date
    count from the day of reading."""
    if (
        row.status != "active"
        or row.kind not in RELEASED
        or (row.kind == "youtube" and row.value.startswith("UC"))
    ):
        return _NEVER
    if row.kind == "email":
        host = row.value.rpartition("@")[2].lower()
        held = [
            c.value.lower() for c in data.contacts if c.kind == "domain" and c.status == "active"
        ]
        if any(f".{host}".endswith(f".{domain}") for domain in held):
            return _NEVER
    own = row.value.lower() + "/"
    if row.kind == "github" and any(s.ref.lower().startswith(own) for s in cited):
        return _NEVER
    found = [day for source in cited for day in re.findall(_WRITTEN_DAY, source.date)]
    newest = max((f"{day}-12-31"[:10] if len(day) < 10 else day for day in found), default="")
    if not newest:
        return _NEVER
    try:
        return (date.fromisoformat(newest) + timedelta(FACT_DAYS)).isoformat()
    except (ValueError, OverflowError):
        return _NEVER


def own_domains(document: Document, index: int, sources: dict[str, Source]) -> Iterator[Listed]:
    """The listings of one row of `own_domains`: a list gives them to the brand, and they vouch for
    nothing. Raises `AllowlistError`."""
    from ringtrue.directory.rows import listed_from

    row = document.data.own_domains[index]
    cited = (_source(document, "own_domains", index, row.source, sources),)
    _day(document, "own_domains", index, "read_on", row.read_on)
    for value in row.values:
        try:
            yield listed_from(
                document.data.id, "domain", value, match="registrable", use="link",
                status="unverified", verified_on=row.read_on, sources=cited,
            )  # fmt: skip
        except AllowlistError as error:
            said = str(error).removeprefix(f"{error.file}: {error.field}: ")
            raise _error(document, "own_domains", index, "values", said) from error


def _closed(
    document: Document, index: int, row: ClosedRow, sources: dict[str, Source]
) -> ClosedChannel:
    for field in ("verified_on", "review_by"):
        _day(document, "closed_channels", index, field, getattr(row, field))
    return ClosedChannel(
        channel=row.channel,
        statement=row.statement,
        source=_source(document, "closed_channels", index, row.source, sources),
        verified_on=row.verified_on,
        review_by=row.review_by,
        region=row.region,
    )


def _complete(
    document: Document, index: int, row: CompleteRow, sources: dict[str, Source]
) -> Iterator[Complete]:
    for field in ("verified_on", "review_by"):
        _day(document, "complete", index, field, getattr(row, field))
    source = _source(document, "complete", index, row.source, sources)
    for kind in row.kinds:
        yield Complete(kind, source, row.verified_on, row.review_by, row.region)


def _never(document: Document, index: int, row: NeverRow, sources: dict[str, Source]) -> NeverAsks:
    for field in ("verified_on", "review_by"):
        _day(document, "never_asks", index, field, getattr(row, field))
    return NeverAsks(
        request=row.request,
        statement=row.statement,
        source=_source(document, "never_asks", index, row.source, sources),
        verified_on=row.verified_on,
        review_by=row.review_by,
        over=row.over,
        region=row.region,
    )


def _use(kind: str) -> str:
    if kind in ("phone", "sms_sender"):
        return "sender" if kind == "sms_sender" else "call-to"
    return "install" if kind in APP_KINDS else "link"


def _source(
    document: Document, section: str, index: int, name: str, sources: dict[str, Source]
) -> Source:
    if name in sources:
        return sources[name]
    field = "sources" if section == "contacts" else "source"
    raise _error(
        document, section, index, field,
        f"{name!r} is no source of this file; add it to `sources` or correct the id",
    )  # fmt: skip


def _day(document: Document, section: str, index: int, field: str, text: str) -> None:
    try:
        date.fromisoformat(text)
    except ValueError as error:
        raise _error(
            document, section, index, field, f"{text!r} is no day of the calendar; correct it"
        ) from error


def _error(
    document: Document, section: str, index: int, field: str, message: str
) -> AllowlistError:
    return AllowlistError(
        message,
        file=document.file,
        line=document.line_of(section, index),
        field=f"{section}[{document.place_of(section, index)}].{field}",
    )


def find_line(text: str, section: str, index: int | None = None, needle: str = "") -> int | None:
    """Line (from 1) of the key `section`; with `index`, of that row of the array.

    Rows stand one a line (``contacts = [`` and then ``{ ... },``) or as ``[[contacts]]`` tables,
    whose line with the key `needle` is found.
    """
    lines = text.split("\n")
    tables = [i for i, line in enumerate(lines) if line.strip() == f"[[{section}]]"]
    if index is not None and index < len(tables):
        start = tables[index]
        for i in range(start + 1, len(lines)):
            if lines[i].lstrip().startswith("["):
                break
            if needle and re.match(rf"\s*{re.escape(needle)}\s*=", lines[i]):
                return i + 1
        return start + 1
    key = re.compile(rf"\s*{re.escape(section)}\s*=")
    start = next((i for i, line in enumerate(lines) if key.match(line)), -1)
    if start < 0:
        return None
    if index is None:
        return start + 1
    rows = [start] if "{" in lines[start] else []
    if not lines[start].rstrip().endswith("]"):
        for i in range(start + 1, len(lines)):
            if lines[i].lstrip().startswith("]"):
                break
            if lines[i].lstrip().startswith(("{", '"')):
                rows.append(i)
    return (rows[index] if index < len(rows) else start) + 1
