"""``ringtrue scan``: every contact of texts, pages, mails and pictures, and what they ask for."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ringtrue.checking import Checker
from ringtrue.cli.defaults import directory_of
from ringtrue.cli.exits import ALARM, OFFICIAL, USAGE, exit_code
from ringtrue.cli.scan_files import STANDARD_INPUT, files, read_bytes
from ringtrue.cli.streams import MAX_FILE, Stop, coloured, put, put_json, tell
from ringtrue.errors import MissingExtra, UnreadableInput
from ringtrue.messages.catalogue import Catalogue
from ringtrue.progress import over
from ringtrue.render.listed import kinds_of, unlisted

if TYPE_CHECKING:
    from ringtrue.scanning import Document, ScanReport

FORMATS = ("text", "lines", "json", "markdown", "html", "sarif")
_WHOLE = ("html", "sarif")
"""Formats that hold all reports in one document."""


def run(options: Namespace) -> int:
    """Scans everything that is named; the exit code is that of the worst status, or with --listed
    whether something is not on the list."""
    chosen = "json" if options.json else options.format
    try:
        kinds = kinds_of(options.listed.split(",")) if options.listed else None
    except ValueError as error:
        raise Stop(f"--listed {error}") from error
    names = files(options.file)
    checker = Checker(directory_of(options.allowlist, options.known))
    show = _Show(chosen, options, kinds, many=len(names) > 1)
    unread = _Unread()
    statuses, missing = [], False
    for name, document in _documents(names, options, unread):
        report = checker.scan(document, region=options.region, url=options.url)
        statuses.append(report.status)
        missing = missing or bool(kinds is not None and unlisted(report, kinds))
        show.add(STANDARD_INPUT if name == "-" else name, document, report)
    unread.tell_rest()
    show.finish(unread.files)
    code = exit_code(statuses) if statuses else USAGE
    if kinds is not None and statuses:
        code = ALARM if missing else OFFICIAL
    return USAGE if unread.count and code != ALARM else code


class _Unread:
    """The files that could not be read, and why."""

    MOST = 200
    """Files that are told of one by one."""

    def __init__(self) -> None:
        self.files: list[tuple[str, str]] = []
        """Names and reasons, in order."""
        self._told: set[str] = set()

    @property
    def count(self) -> int:
        return len(self.files)

    def tell(self, name: str, error: Exception) -> None:
        """One line a file; one line in all for a missing extra."""
        message = str(error)
        self.files.append((STANDARD_INPUT if name == "-" else name, message))
        if not isinstance(error, (MissingExtra, Stop)):
            message = f"cannot read {self.files[-1][0]}: {message}"
        if message in self._told or self.count > self.MOST:
            return
        self._told.add(message)
        tell(message)

    def tell_rest(self) -> None:
        """How many more there are than were told of."""
        if self.count > self.MOST:
            tell(f"{self.count - self.MOST} more files were not read")


def _documents(
    names: list[str], options: Namespace, unread: _Unread
) -> Iterator[tuple[str, Document]]:
    from ringtrue.scanning.inputs import read

    say = Catalogue.load(options.lang)
    for name in over(names):
        try:
            raw, cut = read_bytes(name)
            told = "" if name == "-" else name
            document = read(raw, told, options.read, options.url or "", options.servers)
        except (Stop, MissingExtra, UnreadableInput) as error:
            unread.tell(name, error)
            continue
        where = STANDARD_INPUT if name == "-" else name
        if not cut and any(note.code == "undecodable" for note in document.notes):
            tell(say.say("ui", "undecodable", where=where))
        if cut:
            tell(say.say("ui", "cut", where=where, limit=MAX_FILE))
        yield name, document


class _Show:
    """Writes reports in the wanted format, one at a time where the format allows it."""

    def __init__(
        self, chosen: str, options: Namespace, kinds: frozenset[str] | None, *, many: bool
    ) -> None:
        self._format, self._many, self._kinds = chosen, many, kinds or frozenset()
        self._lang, self._region = options.lang, options.region
        self._held: list[tuple[str, str, ScanReport]] = []

    def add(self, name: str, document: Document, report: ScanReport) -> None:
        """Writes one report, or keeps it for the whole."""
        text, lang, region = document.text, self._lang, self._region
        if self._format in _WHOLE:
            self._held.append((name, text, report))
        elif self._format == "json":
            found = report.to_dict(lang, region)
            put_json({"name": name, **found} if self._many else found)
        elif self._format == "lines":
            from ringtrue.render.scan_lines import report_lines

            told = unlisted(report, self._kinds)
            if told:
                put(report_lines(name, text, report, told, lang).rstrip("\n"))
        elif self._format == "markdown":
            from ringtrue.render.scan_markdown import code, report_markdown

            head = f"### {code(name)}\n\n" if self._many else ""
            put(head + report_markdown(report, lang, region) + ("\n" if self._many else ""))
        else:
            from ringtrue.messages.shown import shown
            from ringtrue.render.scan_text import report_text

            said = report_text(report, text, lang, colour=coloured(), region=region)
            put(f"== {shown(name)}\n{said}\n" if self._many else said)

    def finish(self, unread: list[tuple[str, str]]) -> None:
        """Writes what holds all reports, and what was not read."""
        if self._format == "sarif" and (self._held or unread):
            from ringtrue import __version__
            from ringtrue.render.scan_sarif import report_sarif

            put_json(
                report_sarif(
                    self._held, self._lang,
                    version=__version__, unread=unread, kinds=self._kinds,
                )
            )  # fmt: skip
        elif self._format == "html" and (self._held or unread):
            from ringtrue.render.scan_html import report_html

            put(report_html(self._held, self._lang, region=self._region, unread=unread))
        elif self._format == "json":
            for name, why in unread:
                put_json({"schema": 1, "name": name, "unread": why})
        elif self._format == "markdown" and unread:
            from ringtrue.render.scan_markdown import unread_markdown

            put(unread_markdown(unread, self._lang))
