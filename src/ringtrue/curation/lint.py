"""Checks of allowlist files beyond their schema: what a reviewer must not let pass.

Pure: reads files, never the network or the clock, so that a review gives the same answer
tomorrow. Each finding names file, line, field and remedy.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from ringtrue import data as data_tables
from ringtrue.curation.faults import (
    Fault,
    closed_faults,
    complete_faults,
    contact_faults,
    domain_faults,
    everybodys_faults,
    never_faults,
    runs_accounts,
    source_faults,
)
from ringtrue.curation.lint_finding import Finding
from ringtrue.curation.moved import moved
from ringtrue.directory.imported import owner_slot
from ringtrue.directory.refs import registrable
from ringtrue.errors import AllowlistError, UnparseableContact
from ringtrue.index.gc_pause import no_collection
from ringtrue.kinds import parse
from ringtrue.model import Brand, Listed, Source
from ringtrue.progress import over
from ringtrue.text.scripts import scripts
from ringtrue.text.skeleton import clean, fold, key
from ringtrue.text.words import is_word

if TYPE_CHECKING:
    from ringtrue.curation.denying import DenyList
    from ringtrue.directory.allowlist import Document
    from ringtrue.directory.directory import Directory
    from ringtrue.directory.schema import BrandFile

_LOOK_ALIKES = frozenset({"Cyrillic", "Greek", "Armenian", "Cherokee", "Coptic", "Lisu"})
"""Scripts whose letters pass for Latin ones."""
_TELLING = 4
"""Letters from which a name that looks like another's is a finding."""

__all__ = ["Finding", "Judge", "MakeJudge", "lint"]

Judge = Callable[[Listed], Iterable[str]]
"""Ids of the brands that the detectors would see behind a contact."""
MakeJudge = Callable[[list[Brand]], Judge]
"""A judge that knows the brands of all files."""
TRADES = (
    "airline", "bank", "broker", "browser", "carmaker", "carrier", "courier", "defi", "energy",
    "exchange", "games", "government", "hardware", "insurance", "messenger", "payment", "phones",
    "platform", "shop", "social", "software", "stablecoin", "streaming", "sweepstakes", "travel",
    "utility", "wallet",
)  # fmt: skip
"""What a brand may be: one word for one thing, so that counts can be compared."""
PLACEHOLDER = "todo"
"""What ``ringtrue new`` writes where a person has to."""


@no_collection()
def lint(
    paths: Iterable[str | Path],
    judge: MakeJudge | None = None,
    deny: DenyList | None = None,
    shipped: Directory | None = None,
    today: str = "",
) -> list[Finding]:
    """Findings of allowlist files and folders, by file and line; empty when all is well.

    An official contact is a finding, too, when the judge gives it to another brand, when it stands
    on a list of `deny`, and when a brand of `shipped` holds it that is in none of the files. No
    date may lie after `today` (ISO date; empty: none is too late).
    """
    from ringtrue.directory import allowlist

    run = _Run(deny, today)
    for path in map(Path, paths):
        try:
            files = allowlist.toml_files(path) if path.is_dir() else [path]
        except AllowlistError as error:
            run.broken(error)
            continue
        if not files:
            run.add(str(path), 1, "", "holds no allowlist", "give a folder of *.toml files")
        for file in over(files):
            try:
                text = allowlist.read_text(file)
            except AllowlistError as error:
                run.broken(error)
                continue
            document, errors = allowlist.read_all(text, str(file))
            for fault in errors:
                run.broken(fault)
            if document is not None:
                run.document(document)
    run.shared()
    if shipped is not None:
        run.against(shipped)
    if judge is not None:
        run.judged(judge)
    return sorted(run.findings, key=lambda f: (f.file, f.line, f.field, f.message))


class _Run:
    """One run over many files; remembers who owns what."""

    def __init__(self, deny: DenyList | None, today: str = "") -> None:
        self.findings: list[Finding] = []
        self._deny, self._today = deny, today
        self._files: dict[str, str] = {}
        self._names: dict[str, str] = {}
        self._keys: dict[str, tuple[str, str]] = {}
        self._owners: dict[tuple[str, ...], dict[str, tuple[Document, int]]] = {}
        self._read: list[tuple[Document, list[tuple[int, Listed]]]] = []

    def add(self, file: str, line: int | None, field: str, message: str, remedy: str) -> None:
        self.findings.append(Finding(file, line or 1, field, message, remedy))

    def broken(self, error: AllowlistError) -> None:
        """The finding of an error, whose text is ``where: field: message; remedy``."""
        where = error.file + (f":{error.line}" if error.line else "")
        said = str(error).removeprefix(f"{where}: ").removeprefix(f"{error.field}: ")
        message, _, remedy = said.rpartition("; ")
        self.add(error.file, error.line, error.field, message, remedy)

    def document(self, document: Document) -> None:
        """All checks of one file."""
        from ringtrue.directory import allowlist

        self._brand(document)
        self._sources(document)
        data = document.data
        sources = {row.id: Source(row.ref, row.grade, row.date, row.quote) for row in data.sources}
        lists: set[tuple[str, ...]] = set()
        good: list[tuple[int, Listed]] = []
        for i in range(len(data.contacts)):
            try:
                listed = allowlist.contact(document, i, sources)
            except AllowlistError as error:
                self.broken(error)
            else:
                good.append((i, listed))
                self._contact(document, i, listed, lists)
        self._read.append((document, good))
        for i, closed in enumerate(data.closed_channels):
            if closed.source not in sources:
                fault = "source", f"{closed.source!r} is no source of this file", "add it"
                self._say(document, "closed_channels", i, fault)
            mine = (listed for _, listed in good)
            for fault in closed_faults(closed, sources.get(closed.source), mine):
                self._say(document, "closed_channels", i, fault)
        for i, whole in enumerate(data.complete):
            if whole.source not in sources:
                fault = "source", f"{whole.source!r} is no source of this file", "add it"
                self._say(document, "complete", i, fault)
            mine = (listed for _, listed in good)
            for fault in complete_faults(whole, sources.get(whole.source), mine):
                self._say(document, "complete", i, fault)
        for i, row in enumerate(data.own_domains):
            try:
                owned = list(allowlist.own_domains(document, i, sources))
            except AllowlistError as error:
                self.broken(error)
                continue
            for value, listed in zip(row.values, owned, strict=True):
                self._own(document, i, value, listed)
        for i, never in enumerate(data.never_asks):
            if never.source not in sources:
                fault = "source", f"{never.source!r} is no source of this file", "add it"
                self._say(document, "never_asks", i, fault)
            for fault in never_faults(never, sources.get(never.source)):
                self._say(document, "never_asks", i, fault)

    def judged(self, make: MakeJudge) -> None:
        """Asks the judge about every contact, now that all brands are known."""
        judge = make([_brand_of(document, good) for document, good in self._read])
        for document, good in over(self._read, lambda read: read[0].data.name):
            for i, listed in good:
                for other in sorted(set(judge(listed))):
                    if other in (listed.brand_id, *document.data.contacts[i].twin):
                        continue
                    message = f"our own detectors take {listed.value!r} for one of {other!r}"
                    remedy = f"check whose it is; if it is this brand's, add twin = [{other!r}]"
                    self._say(document, "contacts", i, ("value", message, remedy))

    def against(self, shipped: Directory) -> None:
        """What brands hold that are in none of the files: their contacts and their names."""
        others = {
            b.id: b for b in shipped.brands.values() if b.tier != "own" and b.id not in self._files
        }
        keys = {
            key(fold(name)): (brand.id, name)
            for brand in others.values()
            for name in (brand.name, *brand.aliases)
            if len(fold(name)) >= _TELLING
        }
        for document, good in self._read:
            data = document.data
            for i, listed in good:
                row = data.contacts[i]
                owners = sorted(
                    {owner.brand_id for owner in _owners(listed, shipped)}
                    & others.keys() - {data.id, *row.shared_with}
                )
                if owners:
                    message = (
                        f"{listed.value!r} is a contact of {_quoted(owners)} on the list in use"
                    )
                    remedy = "remove it: a contact has one owner, or name both in shared_with"
                    self._say(document, "contacts", i, ("value", message, remedy))
            for i, name in enumerate((data.name, *data.aliases)):
                named = shipped.brand_for(name)
                other = named.id if named is not None and named.id in others else ""
                said = f"{name!r} is also a name of {other!r}"
                if not other and key(fold(name)) in keys:
                    other, twin = keys[key(fold(name))]
                    said = f"{name!r} looks like {twin!r}, a name of {other!r}"
                if other and other != data.id:
                    line = document.line_of("aliases" if i else "name")
                    field = f"aliases[{i - 1}]" if i else "name"
                    remedy = "a name claims one brand: drop it, or add the contacts to that brand"
                    self.add(document.file, line, field, f"{said} on the list in use", remedy)

    def shared(self) -> None:
        """Contacts of several brands, each of which has to name the others."""
        for slot, owners in self._owners.items():
            for number, (brand_id, (document, i)) in enumerate(owners.items()):
                value = slot[1]
                row = document.data.contacts[i]
                # Told once: at the later one, or at the one that does not know of the other yet.
                missing = [
                    other
                    for place, other in enumerate(owners)
                    if other not in (brand_id, *row.shared_with)
                    and (place < number or brand_id in _shares(owners[other]))
                ]
                if missing:
                    message = f"{value!r} is also listed by {_quoted(missing)}"
                    remedy = (
                        "a contact has one owner: remove it from one file, or let each file name "
                        f"the others where all publish it: shared_with = {missing!r}"
                    )
                    self._say(document, "contacts", i, ("value", message, remedy))
                for other in row.shared_with:
                    if other not in owners and other in self._files:
                        message = f"{other!r} does not list {value!r}"
                        remedy = "remove it from shared_with, or list the contact there too"
                        self._say(document, "contacts", i, ("shared_with", message, remedy))

    def _say(self, document: Document, section: str, index: int, fault: Fault) -> None:
        field, message, remedy = fault
        line, place = document.line_of(section, index), document.place_of(section, index)
        self.add(document.file, line, f"{section}[{place}].{field}", message, remedy)

    def _brand(self, document: Document) -> None:
        data, file = document.data, document.file
        line = document.line_of("id")
        if Path(file).stem != data.id:
            remedy = f"rename the file to {data.id}.toml, or correct the id"
            self.add(file, line, "id", f"{data.id!r} is not the name of the file", remedy)
        if data.common_names and not data.protects:
            message = "none of its names is measured against, so none needs a second sign"
            remedy = "drop common_names, or drop protects = false"
            self.add(file, document.line_of("protects"), "protects", message, remedy)
        other = self._files.setdefault(data.id, file)
        if other != file:
            remedy = "give each brand one file"
            self.add(file, line, "id", f"{data.id!r} is also the id of {other}", remedy)
        for i, name in enumerate((data.name, *data.aliases)):
            field = f"aliases[{i - 1}]" if i else "name"
            line = document.line_of("aliases" if i else "name")
            if clean(name) != name:
                message = f"{name!r} holds invisible or compatibility characters"
                self.add(file, line, field, message, f"write {clean(name)!r}")
            if i and fold(name) != fold(data.name) and fold(name) in _everyday():
                message = f"{name!r} is what impostors and everybody add to names, and no name"
                self.add(file, line, field, message, "drop it: it would accuse strangers")
            elif i and _is_everyday(name, data):
                message = f"{name!r} is an everyday word, and no domain of the file bears it"
                remedy = f"drop it, or add it to common_names: common_names = [{name!r}]"
                self.add(file, line, field, message, remedy)
            self._look_alike(name, data.id, file, line, field)
            owner = self._names.setdefault(fold(name), data.id)
            if owner != data.id:
                message = f"{name!r} is also a name of {owner!r}"
                self.add(file, line, field, message, "a name claims one brand: drop it from one")

        if PLACEHOLDER in data.kind:
            remedy = "write its trade: wallet, exchange, bank, carrier, payment, courier ..."
            self.add(file, document.line_of("kind"), "kind", "nobody has said what it is", remedy)
        for trade in data.kind:
            if trade not in (*TRADES, PLACEHOLDER):
                near = get_close_matches(trade, TRADES, 1)
                remedy = f"did you mean {near[0]!r}?" if near else f"one of {', '.join(TRADES)}"
                self.add(file, document.line_of("kind"), "kind", f"{trade!r} is no kind", remedy)
        if data.proposed:
            message = "a program has proposed this file and nobody has reviewed it"
            remedy = (
                'read every row at its source, set status = "active" where it is right, '
                "delete what is not, and then this line"
            )
            self.add(file, document.line_of("proposed"), "proposed", message, remedy)
        if not data.contacts and not data.closed_channels:
            remedy = "add what its own pages publish, or remove the file"
            line = document.line_of("contacts") or document.line_of("id")
            self.add(file, line, "contacts", f"{data.id!r} lists nothing", remedy)

    def _look_alike(
        self, name: str, brand_id: str, file: str, line: int | None, field: str
    ) -> None:
        """A name of one brand must not pass for another's, nor mix letters that look alike."""
        mixed = sorted(scripts(name) & _LOOK_ALIKES)
        if mixed and "Latin" in scripts(name):
            message = f"{name!r} mixes Latin letters with {' and '.join(mixed)} ones"
            self.add(file, line, field, message, "type it anew from the brand's own page")
        if len(fold(name)) < _TELLING:
            return
        other, twin = self._keys.setdefault(key(fold(name)), (brand_id, name))
        if other != brand_id and fold(twin) != fold(name):
            message = f"{name!r} looks like {twin!r}, a name of {other!r}"
            self.add(file, line, field, message, "drop it from one of the two")

    def _sources(self, document: Document) -> None:
        data = document.data
        used = {name for row in data.contacts for name in row.sources}
        said = data.closed_channels, data.complete, data.never_asks, data.own_domains
        for rows in said:
            used.update(row.source for row in rows)
        own = _bearing_hosts(data)
        used_by = {name: True for row in data.contacts if row.status == "active"
                   for name in row.sources}  # fmt: skip
        for rows in (data.closed_channels, data.complete, data.never_asks):
            used_by.update((row.source, True) for row in rows)
        seen: set[str] = set()
        for i, row in enumerate(data.sources):
            if row.id in seen:
                fault = "id", f"{row.id!r} is taken", "give it another"
                self._say(document, "sources", i, fault)
            seen.add(row.id)
            if not re.search(r"(?:19|20)[0-9][0-9]", row.date):
                remedy = "write the date of the source, or the day an undated one was read"
                self._say(document, "sources", i, ("date", f"{row.date!r} names no year", remedy))
            if row.ref.lower().startswith(PLACEHOLDER):
                remedy = "write the address, or owner/repo@commit:path, where the fact stands"
                self._say(document, "sources", i, ("ref", "nobody has written the source", remedy))
            late = _after(row.date, self._today)
            if late:
                remedy = "write the day on which it was read"
                self._say(document, "sources", i, ("date", f"{late} is still to come", remedy))
            for fault in source_faults(row, own, used_by.get(row.id, False)):
                self._say(document, "sources", i, fault)
            if row.id not in used:
                fault = "id", f"nothing cites {row.id!r}", "remove it"
                self._say(document, "sources", i, fault)

    def _contact(
        self, document: Document, i: int, listed: Listed, lists: set[tuple[str, ...]]
    ) -> None:
        row = document.data.contacts[i]
        for fault in contact_faults(row.value, row.region, listed):
            self._say(document, "contacts", i, fault)
        if not _runs_accounts(document.data):
            for fault in everybodys_faults(listed):
                self._say(document, "contacts", i, fault)
        for field in ("verified_on", "since", "until"):
            if late := _after(getattr(row, field), self._today):
                remedy = "nobody has checked it on a day to come: write the day on which you did"
                self._say(document, "contacts", i, (field, f"{late} is still to come", remedy))
        slot = owner_slot(listed)
        owners = self._owners.setdefault(slot, {})
        if (listed.kind, *slot) in lists:
            fault = "value", f"{listed.value!r} is listed twice", "join the two rows"
            self._say(document, "contacts", i, fault)
        owners.setdefault(listed.brand_id, (document, i))
        lists.add((listed.kind, *slot))
        gone = moved(listed) if listed.status == "active" else None
        if gone is not None:
            remedy = 'set status = "legacy" and name the successor, or correct the table'
            self._say(document, "contacts", i, ("status", str(gone), remedy))
        hit = self._deny.hit(listed) if self._deny is not None else None
        if hit and listed.status not in ("retired", "revoked"):
            message, place = f"{hit[0]} ({hit[1]})", "value"
            remedy = 'find out which list is right; set status = "disputed" until then'
            self._say(document, "contacts", i, (place, message, remedy))

    def _own(self, document: Document, i: int, value: str, listed: Listed) -> None:
        """Checks of a domain that a list gives to the brand."""
        for _, message, remedy in domain_faults(value, listed):
            self._say(document, "own_domains", i, ("values", message, remedy))
        owners = self._owners.setdefault(owner_slot(listed), {})
        if owners:
            remedy = "a domain has one owner: remove it here, or from there"
            message = f"{value!r} is also listed by {_quoted(owners)}"
            self._say(document, "own_domains", i, ("values", message, remedy))
        elif self._deny is not None and (hit := self._deny.hit(listed)):
            remedy = "find out which list is right, and remove it until then"
            self._say(document, "own_domains", i, ("values", f"{hit[0]} ({hit[1]})", remedy))


def _is_everyday(alias: str, data: BrandFile) -> bool:
    """Whether an alias is one word of the dictionary, and neither typed so nor borne by a domain
    of the brand: it would accuse strangers."""
    word = fold(alias)
    if data.common_word or alias in data.common_names or word != alias.lower():
        return False
    return is_word(word) and word not in _bearing(data)


def _after(text: str, today: str) -> str:
    """The day that begins a text, when it lies after `today`; else nothing."""
    found = re.match(r"(?:undated, read )?([0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?)", text)
    return found[1] if today and found and found[1] > today[: len(found[1])] else ""


def _owners(listed: Listed, directory: Directory) -> list[Listed]:
    raw = f"https://{listed.value}{listed.path}" if listed.path else listed.value
    region = None if listed.region == "global" else listed.region
    try:
        return directory.owners(parse(raw, "url" if listed.path else listed.kind, region), region)
    except UnparseableContact:
        return []


def _runs_accounts(data: BrandFile) -> bool:
    names = {fold(name) for name in (data.name, *data.aliases)}
    domains = [row.value for row in data.contacts if row.kind == "domain"]
    return runs_accounts(data.kind, names, domains)


def _bearing_hosts(data: BrandFile) -> set[str]:
    """Registrable domains on which the brand has a contact."""
    hosts = [row.value for row in data.contacts if row.kind in ("domain", "host")]
    hosts += [row.value.partition("@")[2] for row in data.contacts if row.kind == "email"]
    hosts += [value for row in data.own_domains for value in row.values]
    return {registrable(host) for host in hosts}


def _bearing(data: BrandFile) -> set[str]:
    """First labels of the registrable domains on which the brand has a contact."""
    return {fold(host.partition(".")[0]) for host in _bearing_hosts(data)}


@cache
def _everyday() -> frozenset[str]:
    """Bait words, which claim no brand."""
    return frozenset(fold(row[0]) for row in data_tables.table("bait_words.tsv"))


def _brand_of(document: Document, good: list[tuple[int, Listed]]) -> Brand:
    data = document.data
    contacts = tuple(listed for _, listed in good)
    common = tuple(data.common_names)
    return Brand(
        data.id, data.name, tuple(data.aliases), data.common_word, contacts, common_names=common,
        protects=data.protects,
    )  # fmt: skip


def _shares(place: tuple[Document, int]) -> list[str]:
    document, i = place
    return document.data.contacts[i].shared_with


def _quoted(names: Iterable[str]) -> str:
    return " and ".join(map(repr, names))
