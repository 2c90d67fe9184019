"""Checks of allowlist files beyond their schema: what a reviewer must not let pass.

Pure: reads files, never the network or the clock, so that a review gives the same answer
tomorrow. Each finding names file, line, field and remedy.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ringtrue.directory.faults import (
    CLOSED_DAYS,
    Fault,
    contact_faults,
    owner_slot,
    review_faults,
)
from ringtrue.errors import AllowlistError
from ringtrue.model import Listed, Source
from ringtrue.text.skeleton import clean, fold

if TYPE_CHECKING:
    from ringtrue.directory.allowlist import Document

Judge = Callable[[Listed], Iterable[str]]
"""Ids of the brands that the detectors would see behind a contact."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a reviewer must look at."""

    file: str
    line: int
    """From 1."""
    field: str
    """``contacts[3].value``; empty when the whole file is meant."""
    message: str
    remedy: str

    def __str__(self) -> str:
        parts = (f"{self.file}:{self.line}", self.field, f"{self.message}; {self.remedy}")
        return ": ".join(part for part in parts if part)


def lint(paths: Iterable[str | Path], judge: Judge | None = None) -> list[Finding]:
    """Findings of allowlist files and folders, by file and line; empty when all is well.

    An official contact that `judge` gives to another brand is a finding.
    """
    from ringtrue.directory import allowlist

    run = _Run(judge)
    for path in map(Path, paths):
        try:
            files = allowlist.toml_files(path) if path.is_dir() else [path]
        except AllowlistError as error:
            run.broken(error)
            continue
        if not files:
            run.add(str(path), 1, "", "holds no allowlist", "give a folder of *.toml files")
        for file in files:
            try:
                run.document(allowlist.read(allowlist.read_text(file), str(file)))
            except AllowlistError as error:
                run.broken(error)
    return sorted(run.findings, key=lambda f: (f.file, f.line, f.field, f.message))


class _Run:
    """One run over many files; remembers who owns what."""

    def __init__(self, judge: Judge | None) -> None:
        self.findings: list[Finding] = []
        self._judge = judge
        self._files: dict[str, str] = {}
        self._names: dict[str, str] = {}
        self._owners: dict[tuple[str, ...], str] = {}

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
        for i in range(len(data.contacts)):
            try:
                listed = allowlist.contact(document, i, sources)
            except AllowlistError as error:
                self.broken(error)
            else:
                self._contact(document, i, listed, lists)
        for i, closed in enumerate(data.closed_channels):
            if closed.source not in sources:
                fault = "source", f"{closed.source!r} is no source of this file", "add it"
                self._say(document, "closed_channels", i, fault)
            for fault in review_faults(closed.verified_on, closed.review_by, CLOSED_DAYS):
                self._say(document, "closed_channels", i, fault)

    def _say(self, document: Document, section: str, index: int, fault: Fault) -> None:
        field, message, remedy = fault
        line = document.line_of(section, index)
        self.add(document.file, line, f"{section}[{index}].{field}", message, remedy)

    def _brand(self, document: Document) -> None:
        data, file = document.data, document.file
        line = document.line_of("id")
        if Path(file).stem != data.id:
            remedy = f"rename the file to {data.id}.toml, or correct the id"
            self.add(file, line, "id", f"{data.id!r} is not the name of the file", remedy)
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
            owner = self._names.setdefault(fold(name), data.id)
            if owner != data.id:
                message = f"{name!r} is also a name of {owner!r}"
                self.add(file, line, field, message, "a name claims one brand: drop it from one")

    def _sources(self, document: Document) -> None:
        data = document.data
        used = {name for row in data.contacts for name in row.sources}
        used.update(row.source for row in data.closed_channels)
        seen: set[str] = set()
        for i, row in enumerate(data.sources):
            if row.id in seen:
                fault = "id", f"{row.id!r} is taken", "give it another"
                self._say(document, "sources", i, fault)
            seen.add(row.id)
            if not re.search(r"(?:19|20)[0-9][0-9]", row.date):
                remedy = "write the date of the source, or the day an undated one was read"
                self._say(document, "sources", i, ("date", f"{row.date!r} names no year", remedy))
            if row.id not in used:
                fault = "id", f"nothing cites {row.id!r}", "remove it"
                self._say(document, "sources", i, fault)

    def _contact(
        self, document: Document, i: int, listed: Listed, lists: set[tuple[str, ...]]
    ) -> None:
        row = document.data.contacts[i]
        for fault in contact_faults(row.value, row.region, listed):
            self._say(document, "contacts", i, fault)
        slot = owner_slot(listed)
        owner = self._owners.setdefault(slot, listed.brand_id)
        if owner != listed.brand_id:
            message = f"{listed.value!r} is also listed by {owner!r}"
            fault = "value", message, "a contact has one owner: remove it from one file"
            self._say(document, "contacts", i, fault)
        elif (listed.kind, *slot) in lists:
            fault = "value", f"{listed.value!r} is listed twice", "join the two rows"
            self._say(document, "contacts", i, fault)
        lists.add((listed.kind, *slot))
        for other in sorted(set(self._judge(listed)) if self._judge else ()):
            if other != listed.brand_id and other not in row.twin:
                message = f"our own detectors take {listed.value!r} for one of {other!r}"
                remedy = f"check whose it is; if it is this brand's, add twin = [{other!r}]"
                self._say(document, "contacts", i, ("value", message, remedy))
