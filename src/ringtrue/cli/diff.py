"""``ringtrue diff OLD NEW``: exactly what trust a new list adds and takes away."""

from __future__ import annotations

from argparse import Namespace

from ringtrue.cli.exits import ALARM, OFFICIAL
from ringtrue.cli.streams import Stop, put, put_json
from ringtrue.curation.changes import ADDS_TRUST, changes, counts, read
from ringtrue.errors import AllowlistError
from ringtrue.render.changes import changes_dict, changes_text


def run(options: Namespace) -> int:
    """Prints every difference; exit code 1 when there are any."""
    try:
        (old, before), (new, after) = read(options.old), read(options.new)
    except AllowlistError as error:
        raise Stop(str(error)) from error
    found = changes(before, after)
    if options.json:
        put_json(changes_dict(old, new, found, counts(found)))
    else:
        put(changes_text(old, new, found, ADDS_TRUST))
    return ALARM if found else OFFICIAL
