"""``ringtrue scan``: every contact of a text, the brands it speaks for, what it asks for."""

from __future__ import annotations

from argparse import Namespace

from ringtrue.checker import Checker
from ringtrue.cli.exits import exit_code
from ringtrue.cli.options import directory_of
from ringtrue.cli.streams import MAX_FILE, coloured, put, put_json, read_text, tell
from ringtrue.messages.catalogue import Catalogue


def run(options: Namespace) -> int:
    """Scans one text; the exit code is that of its status."""
    text, replaced, cut = read_text(options.file)
    say = Catalogue.load(options.lang)
    where = "<stdin>" if options.file == "-" else options.file
    if replaced:
        tell(say.say("ui", "undecodable", where=where))
    if cut:
        tell(say.say("ui", "cut", where=where, limit=MAX_FILE))
    report = Checker(directory_of(options.allowlist, options.known)).scan(
        text, region=options.region
    )
    if options.json:
        put_json(report.to_dict())
    else:
        from ringtrue.render.scan_text import report_text

        put(report_text(report, text, options.lang, colour=coloured()))
    return exit_code([report.status])
