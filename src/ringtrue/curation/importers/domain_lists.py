"""Lists of the domains of brands: files of v2fly's domain-list-community, and the programmes of
projectdiscovery's public-bugbounty-programs.

They give all that a brand holds, content networks and defensive registrations among it: which of
these is its site they do not say. Grade B, and C for programmes, which anybody proposes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ringtrue.curation.importers.base import (
    MAX_LIST,
    Format,
    Found,
    Origin,
    Proposal,
    Unread,
    read_json,
    read_text,
    table,
    texts,
)
from ringtrue.errors import AllowlistError

_NO_BRAND = ("category-", "geolocation-", "tld-")
"""How files begin that gather many brands."""
_LINE = re.compile(r"(?:domain:|full:)?([a-z0-9.-]+\.[a-z0-9-]+)(?=[ #]|\Z)")


def read_v2fly(origin: Origin) -> Iterator[Found]:
    """Proposals of one file of ``data/``, named after its brand. Raises `AllowlistError`."""
    text = read_text(origin.path)
    if origin.name.startswith(_NO_BRAND):
        yield Unread(origin.name, "", "gathers many brands; give the file of one")
        return
    ref = f"{origin.ref}:data/{origin.name}" if origin.ref else origin.reference(text.encode())
    for number, line in enumerate(text.splitlines(), 1):
        found = _LINE.match(line.strip())
        if found is None:
            continue  # comments, other lists, patterns, whole endings
        yield Proposal(
            entity=origin.name, name=origin.name, kind="domain", value=found[1],
            where=f"{origin.name}:{number}", ref=ref, grade="B", date=origin.dated(),
        )  # fmt: skip


def read_programs(origin: Origin) -> Iterator[Found]:
    """Proposals of ``dist/data.json``. Raises `AllowlistError`."""
    data, raw = read_json(origin.path)
    programs = table(data).get("programs")
    if not isinstance(programs, list):
        raise AllowlistError("holds no programmes; give dist/data.json", file=origin.path)
    ref = f"{origin.ref}:dist/data.json" if origin.ref else origin.reference(raw)
    for number, program in enumerate(programs):
        name = table(program).get("name")
        where = f"{origin.name}:{number}"
        if not isinstance(name, str) or not name.strip():
            yield Unread(where, repr(program)[:120], "has no name; see its source")
            continue
        for domain in texts(table(program).get("domains"))[:MAX_LIST]:
            yield Proposal(
                entity=name, name=name, kind="domain", value=domain, where=where, ref=ref,
                grade="C", date=origin.dated(),
            )  # fmt: skip


V2FLY = Format("v2fly", "a brand's file of v2fly's domain-list-community", read_v2fly)
PROGRAMS = Format("bounties", "projectdiscovery's dist/data.json", read_programs)
