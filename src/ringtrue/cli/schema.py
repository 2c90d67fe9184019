"""``ringtrue schema``: the JSON Schema of what ``--json`` prints, or of an allowlist file."""

from __future__ import annotations

from argparse import Namespace

from ringtrue import data
from ringtrue.cli.exits import OFFICIAL
from ringtrue.cli.streams import put


def run(options: Namespace) -> int:
    """Prints one schema."""
    if options.answer == "allowlist":
        from ringtrue.directory.schema import json_schema

        text = json_schema()
    else:
        text = data.text(f"schema_{options.answer}_v1.json")
    put(text.rstrip("\n"))
    return OFFICIAL
