"""From proposals to files that a person reviews, and to the table of known names.

A file of proposals has the form of an allowlist, every contact ``unverified`` and the line
``proposed = true``: it is refused wherever trust is loaded until a reviewer deletes that line.
Brands of the directory are recognised by a web address that they hold, never by their name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ringtrue.curation.importers.base import Found, Proposal, Unread
from ringtrue.curation.moved import moved
from ringtrue.curation.normalise_row import settle
from ringtrue.curation.writing import MAX_NAME, brand_file, plain, review_by, slug
from ringtrue.directory.directory import Directory
from ringtrue.directory.known import KINDS, Known, slot_of
from ringtrue.errors import AllowlistError
from ringtrue.judging.checker import Checker
from ringtrue.model import Brand, Listed
from ringtrue.text.skeleton import fold
from ringtrue.text.suffix import split

MAX_CONTACTS = 1_000_000
"""Contacts of one import; a whole Wikidata dump makes a table of known names, not files."""
MAX_ROWS = 400
"""Contacts of one proposed brand: more than that nobody reads."""
UNREAD = "unread.tsv"
"""File beside the proposals with every row that could not be used."""
_HEAD = (
    "Proposed by `ringtrue import`: nobody has read it yet, and nothing loads it.",
    "Read every row at its source. Set status = \"active\" where the source says so, delete the "
    "others, and at last the line `proposed = true`.",
)  # fmt: skip


@dataclass(slots=True)
class Report:
    """What became of the rows of an import."""

    files: list[str] = field(default_factory=list)
    contacts: int = 0
    """Proposed, or known."""
    listed: int = 0
    """Already on the brand's list."""
    only_known: int = 0
    """Rows that only say "do not flag"."""
    repeated: int = 0
    unread: list[Unread] = field(default_factory=list)

    def reasons(self) -> list[tuple[str, int, Unread]]:
        """Reason, how often, and the first row of each, the most frequent first."""
        first: dict[str, Unread] = {}
        for row in self.unread:
            first.setdefault(row.why, row)
        counts = Counter(row.why for row in self.unread)
        return [(why, count, first[why]) for why, count in counts.most_common()]


@dataclass(slots=True)
class _Draft:
    """One brand in the making."""

    proposal: Proposal
    brand: Brand | None = None
    rows: dict[tuple[str, str, str], tuple[Listed, list[Proposal]]] = field(default_factory=dict)
    aliases: dict[str, None] = field(default_factory=dict)


def chosen(found: Iterable[Found], only: Iterable[str]) -> Iterator[Found]:
    """Proposals of the named brands (name in any spelling, or id of the record) and all faults."""
    wanted = {fold(name) for name in only}
    for item in found:
        names = _names(item)
        if not wanted or not names or names & wanted:
            yield item


def _names(item: Found) -> set[str]:
    if isinstance(item, Unread):
        return set(map(fold, item.brand))
    return {fold(item.name), fold(item.entity), *map(fold, item.aliases)}


def know(found: Iterable[Found]) -> tuple[Known, Report]:
    """The table of known names of an import. Invite codes and shared hosts are left out."""
    report = Report()
    names: dict[str, set[str]] = {}
    for item in found:
        listed = item if isinstance(item, Unread) else settle(item)
        if isinstance(listed, Unread):
            report.unread.append(listed)
            continue
        slot = slot_of(listed)
        if slot is None:
            report.repeated += 1
        else:
            names.setdefault(slot[0], set()).add(slot[1])
    known = Known(names)
    report.contacts = len(known)
    return known, report


def accused(known: Known, checker: Checker) -> Known:
    """The names of a table that a checker without it accuses: the others need no table."""
    kept: dict[str, set[str]] = {}
    for kind in KINDS:
        for name in known.names(kind):
            contact = name if kind in ("domain", "host") else f"{kind}:{name}"
            if checker.check(contact).is_alarm:
                kept.setdefault(kind, set()).add(name)
    return Known(kept)


def propose(found: Iterable[Found], folder: Path, directory: Directory, today: str) -> Report:
    """Writes one file a brand into `folder`, and what could not be used beside them.

    Existing files stay as they are. Raises `AllowlistError` when there is too much to review,
    `OSError` when the folder cannot be written.
    """
    report = Report()
    drafts = _drafts(found, report)
    for draft in drafts:
        _recognise(draft, directory, report)
    folder.mkdir(parents=True, exist_ok=True)
    taken: set[str] = set()
    for draft in drafts:
        if not draft.rows:
            continue
        name = _file_id(draft, taken)
        taken.add(name)
        target = folder / f"{name}.toml"
        if target.exists():
            why = f"{target} exists already; review it first, or choose another folder"
            held = [p for _, proposals in draft.rows.values() for p in proposals]
            report.unread += [Unread(p.where, p.value, why) for p in held]
            continue
        target.write_text(_text(draft, name, today, report), encoding="utf-8")
        report.files.append(str(target))
    if report.unread:
        rows = [f"{plain(u.where, 300)}\t{plain(u.value, 320)}\t{u.why}" for u in report.unread]
        text = "\n".join(["where\tvalue\twhy", *rows]) + "\n"
        (folder / UNREAD).write_text(text, encoding="utf-8")
    return report


def _drafts(found: Iterable[Found], report: Report) -> list[_Draft]:
    drafts: dict[str, _Draft] = {}
    total = 0
    for item in found:
        if isinstance(item, Unread):
            report.unread.append(item)
            continue
        if item.only_known:
            report.only_known += 1
            continue
        listed = settle(item)
        if isinstance(listed, Unread):
            report.unread.append(listed)
            continue
        if (gone := moved(listed)) is not None:
            report.unread.append(Unread(item.where, item.value, str(gone)))
            continue
        total += 1
        if total > MAX_CONTACTS:
            raise AllowlistError(
                f"holds more than {MAX_CONTACTS} contacts, which nobody reviews; name brands with "
                "--only, or write a table of known names with --known"
            )
        draft = drafts.setdefault(item.entity, _Draft(item))
        draft.aliases.update(dict.fromkeys(item.aliases))
        if item.name != draft.proposal.name:
            draft.aliases[item.name] = None
        slot = (listed.kind, listed.value + listed.path, listed.region)
        if slot in draft.rows:
            report.repeated += 1
        draft.rows.setdefault(slot, (listed, []))[1].append(item)
    return list(drafts.values())


def _recognise(draft: _Draft, directory: Directory, report: Report) -> None:
    """Finds the brand by its web addresses; drops what is listed and what is another brand's."""
    for listed, _ in draft.rows.values():
        if listed.kind in ("domain", "host") and draft.brand is None:
            owner = directory.is_official_domain(listed.value)
            draft.brand = directory.brands[owner] if owner else None
    for slot, (listed, proposals) in list(draft.rows.items()):
        owners = _owners(listed, directory)
        if not owners:
            continue
        del draft.rows[slot]
        if draft.brand is not None and draft.brand.id in owners:
            report.listed += 1
            continue
        why = f"is listed as a contact of {' and '.join(sorted(owners))!r}; find out whose it is"
        report.unread += [Unread(p.where, p.value, why) for p in proposals]


def _owners(listed: Listed, directory: Directory) -> set[str]:
    from ringtrue.kinds import parse

    raw = f"https://{listed.value}{listed.path}" if listed.path else listed.value
    region = None if listed.region == "global" else listed.region
    contact = parse(raw, "url" if listed.path else listed.kind, region)
    return {owner.brand_id for owner in directory.owners(contact, region)}


def _file_id(draft: _Draft, taken: set[str]) -> str:
    """The brand's id, or one from its name, else from its domain."""
    if draft.brand is not None and draft.brand.id not in taken:
        return draft.brand.id
    name = slug(draft.proposal.name, 48)
    if not name:
        hosts = [r.value for r, _ in draft.rows.values() if r.kind in ("domain", "host")]
        before = split(hosts[0])[0] if hosts else ()
        name = slug(before[-1] if before else draft.proposal.entity, 48) or "brand"
    number, base = 1, name
    while name in taken:
        number += 1
        name = f"{base}-{number}"
    return name


def _text(draft: _Draft, name: str, today: str, report: Report) -> str:
    sources: dict[tuple[str, str, str, str], str] = {}
    used: set[str] = set()
    contacts = []
    rows = list(draft.rows.values())
    for listed, proposals in rows[MAX_ROWS:]:
        why = f"is beyond the {MAX_ROWS} contacts of one file; import it with another --only"
        report.unread.append(Unread(proposals[0].where, listed.value, why))
    for listed, proposals in rows[:MAX_ROWS]:
        cited = [_cite(proposal, sources, used) for proposal in proposals[:16]]
        value = f"https://{listed.value}{listed.path}" if listed.kind == "url" else listed.value
        row: dict[str, str | list[str]] = {"kind": listed.kind, "value": value}
        if listed.purpose:
            row["purpose"] = plain(listed.purpose, 300)
        row |= {
            "use": listed.use, "region": listed.region, "status": "unverified",
            "verified_on": today, "review_by": review_by(listed.kind, today),
            "sources": list(dict.fromkeys(cited)),
        }  # fmt: skip
        contacts.append(row)
    report.contacts += len(contacts)
    brand = draft.brand
    aliases = [plain(alias, MAX_NAME) for alias in draft.aliases]
    shown = brand.name if brand else plain(draft.proposal.name, MAX_NAME) or name
    head: dict[str, str | bool | list[str]] = {
        "id": name,
        "name": shown,
        "aliases": [a for a in dict.fromkeys(aliases) if a and a != shown][:60],
        "kind": list(brand.kind if brand and brand.kind else draft.proposal.trades) or ["todo"],
        "proposed": True,
    }
    comments = [*_HEAD]
    if brand is not None:
        comments.append(f"Rows to add to allowlists/{brand.id}.toml: {brand.name} is listed there.")
    given = [
        {"id": key, "ref": ref, "grade": grade, "date": day} | ({"quote": quote} if quote else {})
        for (ref, grade, day, quote), key in sources.items()
    ]
    return brand_file(head, contacts, given, comments)


def _cite(proposal: Proposal, sources: dict[tuple[str, str, str, str], str], used: set[str]) -> str:
    """Id of the proposal's source in the file; sources that are equal share one."""
    ref = plain(proposal.ref, 400) or "unnamed"
    date = plain(proposal.date, 40) or "undated"
    slot = (ref, proposal.grade, date, plain(proposal.quote, 300))
    if slot not in sources:
        base = slug(ref.rpartition("/")[2], 40) or "source"
        key, number = base, 1
        while key in used:
            number += 1
            key = f"{base}-{number}"
        used.add(key)
        sources[slot] = key
    return sources[slot]
