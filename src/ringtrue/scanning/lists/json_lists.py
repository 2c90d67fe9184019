"""Lists in JSON, whole or a value a line: certificates, deny lists, exports."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from ringtrue.scanning.lists.lines import Lines
from ringtrue.scanning.lists.names import MAX_LINE, Entry, bare

_LISTS = ("blacklist", "blocklist", "denylist", "deny", "domains", "urls", "hosts", "entries",
          "data",
          "results", "indicators", "iocs")  # fmt: skip
_KEYS = ("name_value", "all_domains", "domain", "domains", "dns_names", "hostname", "host", "fqdn",
         "url", "urls", "indicator", "ioc", "value", "address", "contact", "common_name",
         "name")  # fmt: skip
_INSIDE = ("data", "leaf_cert", "attributes")
"""Objects in which a certificate stream wraps its names."""


def json_whole(text: str) -> Iterator[Entry]:
    """Names of a list in JSON, whatever it is wrapped in."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        yield Entry(0, text[:80], f"is no JSON ({str(error)[:80]})")
        return
    lists = [value] if isinstance(value, list) else []
    if isinstance(value, dict):
        lists = [held for name in _LISTS if isinstance(held := value.get(name), list)]
        if not lists and not any(isinstance(value.get(key), str) for key in _KEYS):
            yield Entry(0, text[:80], f"holds none of the lists {', '.join(_LISTS)}")
            return
        lists = lists or [[value]]
    number = 0
    for items in lists:
        for item in items:
            number += 1
            yield from _value(number, item)


def names_of(line: str, lines: Lines) -> list[str]:
    """Names of one line of a stream: JSON (a certificate's entry), a zone's record, or any line
    that `lines` reads. Lines that are no JSON, and records without a name, have none."""
    if line.lstrip()[:1] == "{":
        return [entry.text for entry in json_line(0, line) if not entry.why]
    return lines.names(line)


def json_line(number: int, line: str) -> Iterator[Entry]:
    """Names of one value of JSON."""
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        yield Entry(number, line[:80], "is no JSON")
        return
    yield from _value(number, value)


def _value(number: int, item: Any) -> Iterator[Entry]:
    if isinstance(item, str):
        if item.strip():
            yield Entry(number, bare(item.strip()[:MAX_LINE]))
        return
    if not isinstance(item, dict):
        return
    found: list[str] = []
    todo = [item]
    while todo and not found:
        here = todo.pop()
        for key in _KEYS:
            held = here.get(key)
            values = held if isinstance(held, list) else [held]
            found += [v for v in values if isinstance(v, str) and v.strip()]
            if found:
                break
        todo += [here[name] for name in _INSIDE if isinstance(here.get(name), dict)]
    names = [name for one in found for name in one.split("\n") if name.strip()]
    for name in dict.fromkeys(names):
        yield Entry(number, bare(name.strip()[:MAX_LINE]))
    if not names:
        yield Entry(number, str(item)[:80], "has no name in it")
