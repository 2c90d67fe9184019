"""``ringtrue schema``: the JSON Schema of what ``--json`` prints."""

from __future__ import annotations

from argparse import Namespace

from ringtrue import data
from ringtrue.cli.exits import OFFICIAL
from ringtrue.cli.streams import put


def run(options: Namespace) -> int:
    """Prints the schema of one answer."""
    put(data.text(f"schema_{options.answer}_v1.json").rstrip("\n"))
    return OFFICIAL
