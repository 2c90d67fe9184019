"""``ringtrue github-comment``: the comment for an issue or comment event, or nothing."""

from __future__ import annotations

import json
from argparse import Namespace

from ringtrue.assistants.github_comment import comment
from ringtrue.checking import Checker
from ringtrue.cli.defaults import directory_of
from ringtrue.cli.exits import ALARM, OFFICIAL
from ringtrue.cli.streams import Stop, put, read_text


def run(options: Namespace) -> int:
    """Prints the comment; 1 when there is one, 0 when there is nothing to warn of."""
    text, _, _ = read_text(options.event)
    try:
        event = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Stop(f"{options.event} is no JSON: {error}; give $GITHUB_EVENT_PATH") from error
    if not isinstance(event, dict):
        raise Stop(f"{options.event} is no event: it holds no JSON object; give $GITHUB_EVENT_PATH")
    said = comment(event, Checker(directory_of(options.allowlist)), options.lang)
    if not said:
        return OFFICIAL
    put(said.rstrip("\n"))
    return ALARM
