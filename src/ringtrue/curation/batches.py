"""Batches of the tail: made of other people's lists, each citation opened, then sampled.

`make` takes the proposals of importers and keeps what holds: brands whose main registrable domain
two independent lists give, and of each list the rows that were found again in its pinned file.
`draw` takes the seeded sample of a batch, `witnesses` looks for its rows in the other lists.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from ringtrue.curation.citations import SMALL_FILE, Mirrors, Opened, found_in, run_git
from ringtrue.curation.importers.base import Found, Proposal, Unread
from ringtrue.curation.moved import moved
from ringtrue.curation.normalise_row import settle
from ringtrue.curation.writing import MAX_NAME, plain
from ringtrue.directory.imported import (
    COLUMNS,
    COUNTED,
    DRAWN,
    SAME,
    Batch,
    ListSource,
    Row,
    list_sources,
    owner_slot,
)
from ringtrue.directory.refs import owner_of
from ringtrue.directory.schema import ContactRow
from ringtrue.errors import AllowlistError
from ringtrue.progress import over
from ringtrue.records import record
from ringtrue.text.hosts import hosting_of
from ringtrue.text.skeleton import fold
from ringtrue.text.suffix import split

if TYPE_CHECKING:
    from ringtrue.model import Brand, Listed

_HEAD = (
    "Imported, reviewed by nobody: what one list gives to brands, by their main domain.",
    "Nothing here vouches. How it was made, sampled and checked: allowlists/README.md.",
)  # fmt: skip


@record
class _Given:
    """One contact that one list gives to a brand."""

    listed: Listed
    proposal: Proposal
    source: ListSource
    path: str

    @property
    def slot(self) -> tuple[str, ...]:
        return owner_slot(self.listed)


class Made:
    """What became of the proposals."""

    def __init__(self) -> None:
        self.batches: dict[str, list[Row]] = defaultdict(list)
        self.left: Counter[str] = Counter()
        """How many were left out, by reason."""


def make(found: Iterable[Found], mirrors: Mirrors, without: str = "") -> Made:
    """Rows of batches from proposals. Brands whose name or domain fits the pattern `without` stay
    out, unless a registry (grade A) lists them."""
    made, sources = Made(), list_sources()
    entities: dict[str, list[_Given]] = defaultdict(list)
    for item in found:
        given = _given(item, sources)
        if isinstance(given, str):
            made.left[given] += 1
        else:
            entities[given.proposal.entity].append(given)
    brands: dict[str, list[_Given]] = defaultdict(list)
    for rows in entities.values():
        main = _main(rows)
        if main:
            brands[main] += rows
        else:
            made.left["no main domain that two lists give"] += len(rows)
    givers: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for main, rows in brands.items():
        for given in rows:
            givers[given.slot].add(main)
    opener, unwanted = _Opener(mirrors), re.compile(without or r"(?!)", re.IGNORECASE)
    for main, rows in over(sorted(brands.items()), lambda item: item[0]):
        name = _name(rows, main)
        kept: list[tuple[str, Row]] = []
        seen: set[tuple[str, ...]] = set()
        for given in rows:
            why = _unfit(given, main, givers)
            slot = (given.source.batch, *given.slot)
            if why or slot in seen:
                made.left[why or "given twice by one list"] += 1
                continue
            row = opener.row(given, main, name)
            if row is None:
                made.left["not found where it is cited"] += 1
                continue
            seen.add(slot)
            kept.append((given.source.batch, row))
        batches = {batch for batch, row in kept if row.kind == "domain" and row.value == main}
        registered = any(sources[batch].grade == "A" for batch in batches)
        spoken = " ".join(dict.fromkeys((*(given.proposal.name for given in rows), main)))
        if len({sources[batch].owner for batch in batches}) < 2:
            made.left["main domain not found in two lists"] += len(kept)
        elif unwanted.search(spoken) and not registered:
            made.left["a name that is to stay out"] += len(kept)
        else:
            for batch, row in kept:
                made.batches[batch].append(row)
    return made


def _given(item: Found, sources: Mapping[str, ListSource]) -> _Given | str:
    """The contact of a proposal with the list that it cites, or why there is none."""
    if isinstance(item, Unread):
        return "no row that can be read"
    repository, _, rest = item.ref.partition("@")
    revision, _, path = rest.partition(":")
    for source in sources.values():
        pinned = source.revision == revision or (
            len(revision) >= 7 and source.revision.startswith(revision)
        )
        if source.repository == repository and pinned and path:
            listed = settle(item)
            if isinstance(listed, Unread):
                return "no contact"
            long = source.path.partition("{}")[0] not in path or source.path == "{}"
            path = source.path.replace("{}", path) if long else path
            return _Given(listed, item, source, path)
    return "a list that batches are not made of"


def _main(rows: Iterable[_Given]) -> str:
    """The domain that most lists give, the one that is the brand's name first; empty when no two
    independent lists give it."""
    owners: dict[str, set[str]] = defaultdict(set)
    names: dict[str, str] = {}
    for given in rows:
        if given.listed.kind == "domain" and hosting_of(given.listed.value) is None:
            owners[given.listed.value].add(given.source.owner)
            names.setdefault(given.listed.value, fold(given.proposal.name))

    def order(domain: str) -> tuple[int, bool, int, str]:
        label = fold(split(domain)[0][-1]) if split(domain)[0] else ""
        return -len(owners[domain]), label != names[domain], len(domain), domain

    best = min(owners, key=order, default="")
    return best if best and len(owners[best]) > 1 else ""


def _name(rows: Iterable[_Given], main: str) -> str:
    """One name for the brand: the one that its main domain bears, else what most rows say."""
    counts = Counter(plain(given.proposal.name, MAX_NAME) for given in rows)
    before = split(main)[0]
    label = fold(before[-1]) if before else ""
    return min(counts, key=lambda name: (fold(name) != label, -counts[name], len(name), name))


def _unfit(given: _Given, main: str, givers: Mapping[tuple[str, ...], set[str]]) -> str:
    """Why a row stays out; empty when it may come in."""
    listed, taken = given.listed, given.source.kinds.split()
    is_main = listed.kind == "domain" and listed.value == main
    if listed.path or listed.kind == "url":
        return "a page on a host of others"
    if moved(listed) is not None:
        return "moved, sold or given up"
    if listed.kind == "phone" and listed.value.startswith("+") and not _is_number(listed.value):
        return "a number that nobody can have"
    if not is_main and len(givers[given.slot]) > 1:
        return "given to several brands"
    if not is_main and "*" not in taken and listed.kind not in taken:
        return "a kind for which this list is not taken"
    return ""


def _is_number(value: str) -> bool:
    import phonenumbers

    return phonenumbers.is_valid_number(phonenumbers.parse(value))


def unfound(batch: Batch, mirrors: Mirrors) -> list[Row]:
    """Rows of a batch whose value no longer stands where it is cited, in the mirrors that are
    there; all of them where there is none."""
    repository, _, revision = batch.source.partition("@")
    missing = []
    for row in over(batch.rows, lambda row: row.value):
        file, _, record_key = row.path.partition("#")
        opened = mirrors.open(repository, revision, file)
        if opened is None or _place(opened, record_key, row.kind, row.value) is None:
            missing.append(row)
    return missing


def _place(opened: Opened, record_key: str, kind: str, value: str) -> str | None:
    """Pointer to a value in the file, or in one record of it."""
    contact = msgspec.convert(
        {
            "kind": kind, "value": value, "verified_on": "2000-01-01",
            "review_by": "2000-01-01", "sources": ["batch"],
        },
        type=ContactRow,
    )  # fmt: skip
    return found_in(opened.entries(record_key), contact)


class _Opener:
    """Opens pinned files, and tells when an entry was last changed."""

    def __init__(self, mirrors: Mirrors) -> None:
        self._mirrors = mirrors
        self._days: dict[str, dict[str, str]] = {}

    def row(self, given: _Given, main: str, name: str) -> Row | None:
        """The row of a batch; None when the value does not stand in the file."""
        listed, source = given.listed, given.source
        file, _, record_key = given.path.partition("#")
        opened = self._mirrors.open(source.repository, source.revision, file)
        if opened is None or not opened.on_main_branch:
            return None
        place = _place(opened, record_key, listed.kind, listed.value)
        if place is None:
            return None
        purpose = "" if listed.purpose == "website" else plain(listed.purpose, 60)
        return Row(
            main, name, listed.kind, listed.value, listed.region, purpose, given.path, place,
            self._day(given, file, place, opened),
        )  # fmt: skip

    def _day(self, given: _Given, file: str, place: str, opened: Opened) -> str:
        source = given.source
        if opened.is_package:
            return given.proposal.date[:10]
        if len(opened.text) > SMALL_FILE:
            return opened.date(place) if source.dated == "line" else ""
        if source.ref not in self._days:
            git = self._mirrors.git(source.repository)
            said = git and run_git(
                git, "-c", "core.quotepath=off", "log", "--format=%x01%cs", "--name-only",
                source.revision,
            )  # fmt: skip
            days: dict[str, str] = {}
            day = ""
            for line in (said or b"").decode("utf-8", "replace").split("\n"):
                if line.startswith("\x01"):
                    day = line[1:]
                elif line:
                    days.setdefault(line, day)
            self._days[source.ref] = days
        return self._days[source.ref].get(file, "")


def write(made: Made, folder: Path, today: str, command: str) -> list[str]:
    """Writes one file a batch; what is no longer made stays as it is."""
    folder.mkdir(parents=True, exist_ok=True)
    sources, files = list_sources(), []
    for name, rows in sorted(made.batches.items()):
        source = sources[name]
        head = {
            "source": source.ref, "grade": source.grade, "licence": source.licence,
            "read on": today, "made by": command,
        }  # fmt: skip
        lines = [f"# {line}" for line in _HEAD]
        lines += [f"# {key}: {plain(value, 300)}" for key, value in head.items()]
        lines.append("\t".join(COLUMNS))
        above: tuple[str, ...] = ("",) * len(COLUMNS)
        for cells in map(_cells, sorted(rows, key=_order)):
            kept = ["" if i in SAME and c == above[i] else c for i, c in enumerate(cells)]
            lines.append("\t".join(kept))
            above = cells
        target = folder / f"{name}.tsv"
        target.write_text("\n".join(lines) + "\n", encoding="utf-8")
        files.append(str(target))
    return files


def _order(row: Row) -> tuple[str, bool, str, str]:
    return row.domain, (row.kind, row.value) != ("domain", row.domain), row.kind, row.value


def _cells(row: Row) -> tuple[str, ...]:
    cells = tuple(getattr(row, name) for name in COLUMNS)
    return tuple(re.sub(r"[\t\n\r]", " ", cell) for cell in cells)


# -- samples --------------------------------------------------------------------------------------


def draw(batch: Batch) -> list[Row]:
    """The sample of a batch, `DRAWN` percent of its rows and at least `LEAST_DRAWN`: by hash, so
    that it does not hang on their order, and mostly stays when others come and go."""
    count = max(-(-len(batch.rows) * DRAWN // 100), LEAST_DRAWN)
    chosen = sorted(batch.rows, key=lambda row: _hash(batch.name, row))[:count]
    return sorted(chosen, key=_order)


def _hash(name: str, row: Row) -> int:
    said = "\t".join((SEED, name, row.domain, row.kind, row.value))
    return int.from_bytes(sha256(said.encode()).digest()[:4])


LEAST_DRAWN = 60
"""Rows that are drawn of a small batch."""
SEED = "18"
"""What samples are drawn by."""


VERDICTS = ("confirmed", "level", "wrong", "differs", "none")
"""``confirmed``: another source says the same; ``level``: it is the brand's, but of a sister brand,
a country or a desk; ``wrong``: it is somebody else's; ``differs``: another list has another value
of this kind, and no person has decided; ``none``: no other source says anything."""
SAMPLE = "sample.tsv"
"""File beside the batches with every drawn row and what became of it."""
_SAMPLE = ("batch", "domain", "kind", "value", "verdict", "witness")
_BY_HAND = "by hand: "
"""How the witness of a row begins that a person has decided; such rows are kept."""


@record
class Drawn:
    """A drawn row and what another source says of it."""

    batch: str
    domain: str
    kind: str
    value: str
    verdict: str
    witness: str

    @property
    def key(self) -> tuple[str, str, str, str]:
        return self.batch, self.domain, self.kind, self.value


def read_sample(folder: Path) -> dict[tuple[str, str, str, str], Drawn]:
    """The rows of the sample file of a folder; none when there is no file. Raises
    `AllowlistError`."""
    path, found = folder / SAMPLE, {}
    if not path.exists():
        return {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        cells = line.split("\t")
        if number == 1 or not line:
            continue
        if len(cells) != len(_SAMPLE) or cells[4] not in VERDICTS:
            why = f"is no row of a sample; verdicts are {', '.join(VERDICTS)}"
            raise AllowlistError(why, file=str(path), line=number)
        row = Drawn(*cells)
        found[row.key] = row
    return found


def check(
    batches: Iterable[Batch],
    earlier: Mapping[tuple[str, str, str, str], Drawn],
    reviewed: Iterable[Brand] = (),
) -> list[Drawn]:
    """The sample of each batch, every row held against the other batches and against what others
    say on the reviewed list; what a person has decided stands."""
    batches, sources, drawn = list(batches), list_sources(), []
    cited = {
        (listed.kind, listed.value): [source.ref for source in listed.sources]
        for brand in reviewed
        for listed in brand.contacts
        if listed.status == "active"
    }
    said: dict[tuple[str, str], list[tuple[Batch, Row]]] = defaultdict(list)
    for batch in batches:
        for row in batch.rows:
            said[row.domain, row.kind].append((batch, row))
    for batch in batches:
        for row in draw(batch):
            known = earlier.get((batch.name, row.domain, row.kind, row.value))
            if known is not None and known.witness.startswith(_BY_HAND):
                drawn.append(known)
                continue
            others = [
                (other, theirs) for other, theirs in said[row.domain, row.kind]
                if sources[other.name].owner != sources[batch.name].owner
            ]  # fmt: skip
            same = [pair for pair in others if pair[1].value == row.value]
            verdict, witness = "none", ""
            mine = owner_of(batch.source)
            refs = [ref for ref in cited.get((row.kind, row.value), ()) if owner_of(ref) != mine]
            if same:
                verdict, witness = "confirmed", f"{same[0][0].source}:{same[0][1].path}"
            elif refs:
                verdict, witness = "confirmed", plain(refs[0], 200)
            elif others and row.kind in _ONE_EACH:
                verdict, witness = "differs", f"{others[0][1].value} in {others[0][0].name}"
            drawn.append(Drawn(batch.name, row.domain, row.kind, row.value, verdict, witness))
    return drawn


_ONE_EACH = ("x", "facebook", "instagram", "youtube", "linkedin", "tiktok")
"""Kinds of which a brand mostly has one: two values are a question."""


def overlap(batches: Iterable[Batch]) -> tuple[int, int]:
    """Of all accounts, not the drawn ones alone, for which two independent lists name one of a
    brand on a platform: how many they name alike, and how many otherwise."""
    sources = list_sources()
    said: dict[tuple[str, str], dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for batch in batches:
        for row in batch.rows:
            if row.kind in _ONE_EACH:
                said[row.domain, row.kind][sources[batch.name].owner].add(row.value)
    both = [list(by_owner.values()) for by_owner in said.values() if len(by_owner) > 1]
    alike = sum(bool(set.intersection(*values)) for values in both)
    return alike, len(both) - alike


def counted(drawn: Iterable[Drawn]) -> dict[str, dict[str, int]]:
    """By batch what its head says of the sample: drawn, confirmed and wrong rows, and those of
    another level. What differs and nobody has decided counts as wrong."""
    counts: dict[str, dict[str, int]] = {}
    for row in drawn:
        mine = counts.setdefault(row.batch, dict.fromkeys(COUNTED, 0))
        mine["sampled"] += 1
        mine["level"] += row.verdict == "level"
        mine["confirmed"] += row.verdict == "confirmed"
        mine["wrong"] += row.verdict in ("wrong", "differs")
    return counts


def keep(folder: Path, batches: Iterable[Batch], drawn: Iterable[Drawn]) -> None:
    """Writes the sample file, and the counts into the heads of the batches."""
    drawn = list(drawn)
    lines = ["\t".join(_SAMPLE)]
    lines += ["\t".join(getattr(row, name) for name in _SAMPLE) for row in drawn]
    (folder / SAMPLE).write_text("\n".join(lines) + "\n", encoding="utf-8")
    counts = counted(drawn)
    for batch in batches:
        path = Path(batch.file)
        text = path.read_text(encoding="utf-8").split("\n")
        start = next(n for n, line in enumerate(text) if line == "\t".join(COLUMNS))
        mine = counts.get(batch.name, dict.fromkeys(COUNTED, 0))
        head = [
            line for line in text[:start] if not line.startswith(tuple(f"# {k}: " for k in mine))
        ]
        head += [f"# {key}: {value}" for key, value in mine.items()]
        path.write_text("\n".join([*head, *text[start:]]), encoding="utf-8")
