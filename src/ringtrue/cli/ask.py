"""``ringtrue ask``: a question about a brand, answered with the brand's own contacts."""

from __future__ import annotations

from argparse import Namespace

from ringtrue.checking import Checker
from ringtrue.cli.defaults import directory_of
from ringtrue.cli.exits import ALARM, OFFICIAL, UNKNOWN
from ringtrue.cli.streams import coloured, put, put_json
from ringtrue.render.answer import answer_text


def run(options: Namespace) -> int:
    """Answers one question: 0 when the list has a contact to turn to, 3 when it has none, 1 when a
    contact in the question is not the brand's."""
    checker = Checker(directory_of(options.allowlist))
    answer = checker.ask(" ".join(options.question), options.region, options.lang)
    if options.json:
        put_json(answer.to_dict(options.lang))
    else:
        put(answer_text(answer, options.lang, colour=coloured()))
    if any(verdict.is_alarm for verdict in answer.contacts):
        return ALARM
    return OFFICIAL if answer.official_contact is not None else UNKNOWN
