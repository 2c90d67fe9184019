"""The tail of the list: contacts that other people's lists give to brands, imported unreviewed.

A folder of allowlists may hold a folder ``imported`` with one file a source, a *batch*: a head of
``# key: value`` lines and tab-separated rows. Rows belong to the main registrable domain of their
brand, never to its name. None of them vouches: what a batch lists is neither official nor accused.
A batch carries the result of a seeded sample that was checked against other sources, and is refused
without one or with more than `MAX_ERROR` wrong.

A name of the tail is protected only where evidence carries it (`_guarded`): two independent lists
give the brand this domain, the domain is that name, and nobody else is called so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

from ringtrue import data
from ringtrue.errors import AllowlistError
from ringtrue.model import Brand, Listed, Source
from ringtrue.records import record, replace

FOLDER = "imported"
COLUMNS = ("domain", "name", "kind", "value", "region", "purpose", "path", "place", "date")
SAME = (0, 1, 6)
"""Columns (domain, name, path) whose cell is left empty where it is that of the row above."""
MAX_FILE = 16 << 20
"""Bytes of one batch."""
MAX_ROWS = 200_000
"""Rows of one batch."""
MAX_ERROR = 2.0
"""Percent of the checked rows of a sample that may be wrong."""
LEAST_CHECKED = 20
"""Rows of a sample that have to be checked, or all of a batch that is smaller."""
COUNTED = ("sampled", "confirmed", "level", "wrong")
"""What the head of a batch says of its sample, in rows: drawn, the same in another source, the
brand's but of another level (a sister brand, a country, a desk), somebody else's."""
DRAWN = 5
"""Percent of the rows of a batch that the sample draws."""


@record
class Row:
    """One contact as a list gives it."""

    domain: str
    """Main registrable domain of the brand: its identity."""
    name: str
    """The brand's name: the same in all its rows."""
    kind: str
    value: str
    region: str
    purpose: str
    path: str
    """File inside the source, with ``#KEY`` for one record of it."""
    place: str
    """Pointer into the file where the value was found when it was opened."""
    date: str
    """Day on which that entry was last changed; empty where nobody knows."""


@record
class Batch:
    """What one list gives."""

    file: str
    head: Mapping[str, str]
    rows: tuple[Row, ...]

    @property
    def name(self) -> str:
        """Of `ListSource`."""
        return Path(self.file).stem

    @property
    def source(self) -> str:
        """Repository or package with its revision, of a commit twelve digits."""
        name, _, revision = self.head["source"].partition("@")
        return f"{name}@{revision[:12]}"


@record
class ListSource:
    """A row of ``data/list_sources.tsv``: a list of others, and what it may be cited for."""

    batch: str
    repository: str
    revision: str
    grade: str
    licence: str
    kinds: str
    owner: str
    path: str
    dated: str
    """``line`` where the day of a line of a large file is looked up, ``file`` where it is not."""

    @property
    def ref(self) -> str:
        return f"{self.repository}@{self.revision}"


def list_sources() -> dict[str, ListSource]:
    """Every list that batches are made of, by the name of its batch."""
    return {row[0]: ListSource(*row) for row in data.table("list_sources.tsv")}


def read_batches(folder: str | Path) -> list[Batch]:
    """The batches of a folder, by file name. Raises `AllowlistError`."""
    names = list_sources()
    files = sorted(p for p in Path(folder).glob("*.tsv") if p.stem in names)
    return [read_batch(file) for file in files]


def read_batch(file: Path) -> Batch:
    """One batch. Raises `AllowlistError` naming file, line and remedy."""
    try:
        with file.open("rb") as stream:
            raw = stream.read(MAX_FILE + 1)
        text = raw.decode("utf-8")
    except OSError as error:
        raise AllowlistError(f"cannot be read ({error.strerror})", file=str(file)) from error
    except UnicodeDecodeError as error:
        raise AllowlistError("is not UTF-8; save it as UTF-8", file=str(file)) from error
    if len(raw) > MAX_FILE:
        raise AllowlistError(f"is larger than {MAX_FILE} bytes; split it", file=str(file))
    head: dict[str, str] = {}
    rows: list[Row] = []
    named = False
    for number, line in enumerate(text.split("\n"), 1):
        if line.startswith("# "):
            key, colon, value = line[2:].partition(": ")
            if colon and key == key.lower():
                head[key] = value.strip()
        elif not named and line:
            named = True
            if tuple(line.split("\t")) != COLUMNS:
                raise AllowlistError(
                    f"needs the columns {', '.join(COLUMNS)}; make it anew with `ringtrue import`",
                    file=str(file), line=number,
                )  # fmt: skip
        elif line:
            cells = line.split("\t")
            if len(cells) != len(COLUMNS) or len(rows) >= MAX_ROWS:
                why = f"has {len(cells)} cells instead of {len(COLUMNS)}"
                why = f"is beyond {MAX_ROWS} rows" if len(rows) >= MAX_ROWS else why
                raise AllowlistError(f"{why}; make it anew", file=str(file), line=number)
            if rows:
                above = rows[-1].domain, rows[-1].name, "", "", "", "", rows[-1].path
                cells = [above[i] if i in SAME and not c else c for i, c in enumerate(cells)]
            rows.append(Row(*cells))
    for key in ("source", "grade", "licence", "read on"):
        if not head.get(key):
            raise AllowlistError(f"has no '# {key}: ...'; make it anew", file=str(file), line=1)
    try:
        date.fromisoformat(head["read on"])
    except ValueError as error:
        why = f"{head['read on']!r} is no day; write YYYY-MM-DD"
        raise AllowlistError(why, file=str(file), line=1) from error
    return Batch(str(file), head, tuple(rows))


def admit(batch: Batch) -> None:
    """Refuses a batch whose sample is missing, too small or too bad. Raises `AllowlistError`."""
    counts = {}
    for key in COUNTED:
        said = batch.head.get(key, "")
        if not said.isdecimal():
            raise AllowlistError(
                f"has no '# {key}: N' of a sample; run `ringtrue batches --check`", file=batch.file
            )
        counts[key] = int(said)
    checked = counts["confirmed"] + counts["level"] + counts["wrong"]
    if checked > counts["sampled"] or checked < min(LEAST_CHECKED, len(batch.rows)):
        raise AllowlistError(
            f"{checked} rows of its sample were checked; check at least {LEAST_CHECKED}",
            file=batch.file,
        )
    if 100 * counts["wrong"] > MAX_ERROR * checked:
        raise AllowlistError(
            f"{counts['wrong']} of {checked} checked rows are wrong, more than {MAX_ERROR:g} %; "
            "leave the batch out, or take fewer kinds of it",
            file=batch.file,
        )


@record
class Tail:
    """What batches add to reviewed brands."""

    brands: tuple[Brand, ...]
    """The reviewed brands with what was added to them, then those of the tail."""
    own: int
    """Contacts that reviewed brands were given."""
    covered: int
    """Rows whose contact is reviewed already."""
    disputed: int
    """Rows that were left out since lists give one contact to several brands."""


def with_tail(reviewed: Iterable[Brand], batches: Iterable[Batch]) -> Tail:
    """The brands of a list with its tail. Raises `AllowlistError` for a batch that is refused."""
    reviewed = list(reviewed)
    batches = list(batches)
    for batch in batches:
        admit(batch)
    owner_of = {owner_slot(c): brand.id for brand in reviewed for c in brand.contacts}
    names: dict[str, str] = {}
    found: dict[str, dict[tuple[str, ...], Listed]] = {}
    givers: dict[tuple[str, ...], set[str]] = {}
    for row, listed in _listings(batches):
        names.setdefault(row.domain, row.name)
        rows, slot = found.setdefault(row.domain, {}), owner_slot(listed)
        givers.setdefault(slot, set()).add(row.domain)
        mine = rows.get(slot)
        if mine is not None:
            listed = replace(mine, sources=(*mine.sources, *listed.sources))
        rows[slot] = listed
    covered = disputed = own = 0
    added: dict[str, list[Listed]] = {}
    tail: list[tuple[str, Brand]] = []
    taken = {brand.id for brand in reviewed}
    for domain, rows in found.items():
        brand_id = _holder(domain, rows, owner_of)
        is_reviewed = bool(brand_id)
        brand_id = brand_id or _id(domain)
        given = []
        for slot, listed in rows.items():
            if slot in owner_of:
                covered += 1
            elif len(givers[slot]) > 1 and slot != ("web", domain, ""):
                disputed += 1
            else:
                given.append(replace(listed, brand_id=brand_id))
        if is_reviewed:
            own += len(given)
            added.setdefault(brand_id, []).extend(given)
        elif given:
            if brand_id in taken:  # whoever reviews a brand may call it so
                brand_id = f"{brand_id[:54]}-imported"
                given = [replace(listed, brand_id=brand_id) for listed in given]
            taken.add(brand_id)
            brand = Brand(brand_id, names[domain] or domain, contacts=tuple(given), tier="own")
            tail.append((domain, brand))
    joined = [
        replace(brand, contacts=(*brand.contacts, *added[brand.id])) if brand.id in added else brand
        for brand in reviewed
    ]
    return Tail((*joined, *_guarded(reviewed, tail)), own, covered, disputed)


def _holder(
    domain: str, rows: Iterable[tuple[str, ...]], owner_of: Mapping[tuple[str, ...], str]
) -> str:
    """The reviewed brand to which rows belong: the one that lists their main domain, else the only
    one that lists any of their domains; empty when there is none."""
    mine = owner_of.get(("web", domain, ""))
    if mine:
        return mine
    owners = {owner_of[slot] for slot in rows if slot[0] == "web" and slot in owner_of}
    return owners.pop() if len(owners) == 1 else ""


def owner_slot(listed: Listed) -> tuple[str, ...]:
    """What one brand alone can list."""
    from ringtrue.kinds.registry import NUMBER_KINDS, WEB_KINDS

    if listed.kind in WEB_KINDS:
        return "web", listed.value, listed.path
    if listed.kind in NUMBER_KINDS:
        return "number", listed.value, "" if listed.value.startswith("+") else listed.region
    return listed.kind, listed.value


def _listings(batches: Iterable[Batch]) -> Iterator[tuple[Row, Listed]]:
    from ringtrue.directory.rows import listed_from

    for batch in batches:
        read_on, grade = batch.head["read on"], batch.head["grade"]
        for number, row in enumerate(batch.rows, 1):
            said = row.date or f"undated, read {read_on}"
            source = Source(f"{batch.source}:{row.path}", grade, said)
            match = "registrable" if row.kind == "domain" else "exact"
            try:
                yield row, listed_from(
                    row.domain, row.kind, row.value, region=row.region, match=match,
                    purpose=row.purpose, status="unverified", verified_on=read_on,
                    sources=(source,),
                )  # fmt: skip
            except AllowlistError as error:
                said = str(error).removeprefix(f"{error.file}: {error.field}: ")
                raise AllowlistError(f"row {number}: {said}", file=batch.file) from error


def _id(domain: str) -> str:
    return domain.replace(".", "-")[:64].strip("-")


def _guarded(reviewed: list[Brand], tail: list[tuple[str, Brand]]) -> Iterator[Brand]:
    """The brands of the tail, each with its name as an alias when that may be protected."""
    from ringtrue.text.skeleton import fold, key

    held = {key(fold(name)) for b in reviewed for name in (b.name, *b.aliases)}
    called: dict[str, int] = {}
    for _, brand in tail:
        named = key(fold(brand.name))
        called[named] = called.get(named, 0) + 1
    labels = frozenset(_label(domain) for domain, _ in tail)
    for domain, brand in tail:
        name = fold(brand.name)
        sources = next((c.sources for c in brand.contacts if c.value == domain), ())
        fits = (
            len({source.ref.partition("@")[0] for source in sources}) >= 2
            and name == _label(domain)
            and key(name) not in held
            and called[key(name)] == 1
            and _tells(name)
            and not _has_neighbour(name, labels)
        )
        yield replace(brand, aliases=(brand.name,)) if fits else brand


def _label(domain: str) -> str:
    from ringtrue.text.skeleton import fold
    from ringtrue.text.suffix import split

    before = split(domain)[0]
    return fold(before[-1]) if before else ""


def _tells(name: str) -> bool:
    """Whether a name speaks for itself: no word, nor two of them, nor a part of others' names."""
    from ringtrue.detectors.context import Telling, telling
    from ringtrue.text.words import segment

    plain = name.isascii() and len(name) >= LEAST_NAME
    return plain and telling(name) is Telling.DISTINCT and not segment(name)


def _has_neighbour(name: str, labels: frozenset[str]) -> bool:
    """Whether somebody else is called so but for one slip: a popular site, or one of the tail."""
    from ringtrue.text.words import is_popular_label

    letters = "abcdefghijklmnopqrstuvwxyz0123456789"
    near = {name[:i] + name[i + 1 :] for i in range(len(name))}
    near |= {name[:i] + c + name[i + 1 :] for i in range(len(name)) for c in letters}
    near |= {name[:i] + c + name[i:] for i in range(len(name) + 1) for c in letters}
    near |= {name[:i] + name[i + 1] + name[i] + name[i + 2 :] for i in range(len(name) - 1)}
    return any(one != name and (one in labels or is_popular_label(one)) for one in near)


LEAST_NAME = 6
"""Letters of a name of the tail that is protected."""
