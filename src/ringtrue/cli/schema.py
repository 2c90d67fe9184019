"""``ringtrue schema``: the published JSON Schema of a file format."""

from __future__ import annotations

from argparse import Namespace

from ringtrue.cli.exits import OFFICIAL
from ringtrue.cli.streams import put
from ringtrue.directory.schema import json_schema


def run(options: Namespace) -> int:
    """Prints the schema; `options.name` has been checked by the parser."""
    put(json_schema().rstrip("\n"))
    return OFFICIAL
