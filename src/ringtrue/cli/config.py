"""``ringtrue config``: what configuration files and the locale say, and where."""

from __future__ import annotations

from typing import Any

from ringtrue.cli.defaults import default_language, default_region
from ringtrue.cli.exits import OFFICIAL
from ringtrue.cli.settings import PROJECT, USERS, Setting, settings, user_file
from ringtrue.cli.streams import put, put_json


def run(options: Any) -> int:
    """Prints each setting with where it comes from."""
    held = settings()
    region, source = default_region()
    told: dict[str, Any] = {
        "lang": {"value": default_language(), "from": _of(held, "lang", "the locale")},
        "region": {"value": region or None, "from": source or None},
    }
    for key in USERS:
        told[key] = {"value": held[key].value if key in held else [], "from": _of(held, key, "")}
    if options.json:
        put_json({"schema": 1, **told})
        return OFFICIAL
    for key, said in told.items():
        value = said["value"]
        text = ", ".join(value) if isinstance(value, list) else value
        where = f"  ({said['from']})" if said["from"] else ""
        put(f"{key:10} {text or '-'}{where}")
    put(f"files      {PROJECT} of a project, {user_file()}")
    return OFFICIAL


def _of(held: dict[str, Setting], key: str, otherwise: str) -> str:
    return held[key].file if key in held else otherwise
