"""``ringtrue report``: a finding written for whoever can act on it; nothing is sent."""

from __future__ import annotations

import json
from argparse import Namespace
from datetime import UTC, datetime

from ringtrue.checking import Checker
from ringtrue.cli.defaults import directory_of
from ringtrue.cli.exits import OFFICIAL, UNKNOWN
from ringtrue.cli.streams import Stop, put, tell
from ringtrue.errors import MissingExtra, RingtrueError
from ringtrue.reporting.complaint import complaint


def run(options: Namespace) -> int:
    """Prints the report; exit code 3 when there is nothing to report."""
    checker = Checker(directory_of(options.allowlist))
    verdict = checker.check(options.contact, None, options.claims, options.region)
    if not verdict.is_alarm:
        tell(f"nothing to report: {verdict}")
        return UNKNOWN
    now = datetime.now(UTC)
    try:
        if options.format == "markdown":
            put(complaint(verdict, checker.directory, options.to, now, options.lang))
        elif options.format == "stix":
            from ringtrue.reporting.stix import bundle

            put(json.dumps(bundle([(verdict, now)]), ensure_ascii=True, indent=2))
        else:
            from ringtrue.reporting.xarf import report

            if not options.reporter or not options.contact_mail:
                raise Stop("XARF names its sender: --reporter ORGANISATION --contact-mail ADDRESS")
            made = report(verdict, options.reporter, options.contact_mail)
            put(json.dumps(made, ensure_ascii=True, indent=2))
    except (MissingExtra, RingtrueError) as error:
        raise Stop(str(error)) from error
    return OFFICIAL
