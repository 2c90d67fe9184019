"""``ringtrue import``: other people's lists as proposals to review, or as known names."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from ringtrue.cli.exits import ALARM, OFFICIAL
from ringtrue.cli.streams import Stop, put, tell
from ringtrue.curation import batches, importers, own_domains
from ringtrue.curation.citations import Mirrors
from ringtrue.curation.importers import Found
from ringtrue.curation.proposals import UNREAD, Report, accused, chosen, know, propose
from ringtrue.directory import installed
from ringtrue.directory.directory import Directory
from ringtrue.directory.known import dump
from ringtrue.errors import RingtrueError
from ringtrue.judging.checker import Checker

SHOWN = 12
"""Reasons that are named; the file beside the proposals has every row."""


def run(options: Namespace) -> int:
    """Reads the files once for each thing asked for; exit code 1 when rows could not be used."""
    if not (options.propose or options.known or options.batches or options.own):
        raise Stop(
            "say what for: --propose DIR writes files to review, --known FILE known names, "
            "--batches DIR the imported tail of a list, --own DIR further domains of its brands"
        )
    if options.format not in (known := [f.name for f in importers.FORMATS]):
        raise Stop(f"{options.format!r} is no format; use one of: {', '.join(known)}")
    for path in options.files:
        if not Path(path).is_file() and (options.format != "site" or not Path(path).is_dir()):
            raise Stop(f"{path}: no such file; download it first, ringtrue fetches nothing")
    code = OFFICIAL
    try:
        if options.propose:
            code = _propose(options)
        if options.batches:
            code = max(code, _batch(options))
        if options.own:
            count = own_domains.add(_found(options), Path(options.own), date.today().isoformat())
            put(f"{count} domains of brands in {options.own}, none of them official")
        if options.known:
            code = max(code, _know(options))
    except RingtrueError as error:
        raise Stop(str(error)) from error
    except OSError as error:
        raise Stop(f"cannot write {error.filename}: {error.strerror}") from error
    return code


def _found(options: Namespace) -> Iterator[Found]:
    rows = importers.read(
        options.format,
        options.files,
        today=date.today().isoformat(),
        ref=options.ref,
        date=options.date,
        region=options.region.upper(),
    )
    return chosen(rows, options.only)


def _propose(options: Namespace) -> int:
    folder = Path(options.propose)
    today = date.today().isoformat()
    report = propose(_found(options), folder, Directory.default(), today)
    put(f"{len(report.files)} files with {report.contacts} contacts to review in {folder}")
    if report.listed:
        put(f"{report.listed} contacts are on the list already")
    if report.only_known:
        put(f'{report.only_known} rows only say "do not flag": use them with --known FILE')
    _told(report, f"; all of them: {folder / UNREAD}" if report.unread else "")
    if report.files:
        tell(f"next: read every row at its source, then `ringtrue lint {folder}`")
    return ALARM if report.unread else OFFICIAL


def _batch(options: Namespace) -> int:
    if options.mirror is None or not Path(options.mirror).is_dir():
        raise Stop(
            "--batches opens every citation: give --mirror DIR with repositories and packages"
        )
    mirrors = Mirrors(Path(options.mirror))
    made = batches.make(_found(options), mirrors, options.without)
    few = len(options.files) <= 5
    names = " ".join(Path(path).name for path in options.files) if few else "FILES"
    without = f" --without '{options.without}'" if options.without else ""
    command = f"ringtrue import {options.format} {names} --batches DIR --mirror DIR{without}"
    files = batches.write(made, Path(options.batches), date.today().isoformat(), command)
    rows = [row for batch in made.batches.values() for row in batch]
    brands = len({row.domain for row in rows})
    put(f"{len(files)} batches with {len(rows)} rows of {brands} brands in {options.batches}")
    for why, count in made.left.most_common():
        tell(f"  {count} left out: {why}")
    return OFFICIAL


def _know(options: Namespace) -> int:
    known, report = know(_found(options))
    if options.accused:
        known = accused(known, Checker(Directory.opened(installed.lists()[0])))
    command = f"ringtrue import {options.format} FILES --known FILE"
    comments = [
        "Names of others, unreviewed: they only silence false alarms, none of them is official.",
        f"Version {date.today()}. Source: {options.ref or ', '.join(options.files[:5])}",
        f"Regenerate: {command}{' --accused' if options.accused else ''}",
    ]
    Path(options.known).write_text(dump(known, comments), encoding="utf-8")
    put(f"{len(known)} known names in {options.known}")
    _told(report, "")
    return ALARM if report.unread else OFFICIAL


def _told(report: Report, more: str) -> None:
    """Every reason once, with how often and where first."""
    if not report.unread:
        return
    tell(f"{len(report.unread)} rows could not be used{more}")
    for why, count, first in report.reasons()[:SHOWN]:
        tell(f"  {count} × {why}, first {first.where}: {first.value[:80]!r}")
    if len(report.reasons()) > SHOWN:
        tell(f"  and {len(report.reasons()) - SHOWN} more reasons")
