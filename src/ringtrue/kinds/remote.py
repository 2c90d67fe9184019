"""Ids of remote-assistance programs: whoever types one in hands over the screen.

They are digits, so they are read only with the program's name before them
(``anydesk: 123 456 789``, ``向日葵:123456789``).
"""

from __future__ import annotations

from functools import cache

from ringtrue import data
from ringtrue.errors import UnparseableContact
from ringtrue.kinds.facets import RemoteId
from ringtrue.kinds.registry import Kind
from ringtrue.model import ContactPoint
from ringtrue.text.digits import fold_digits


@cache
def _programs() -> dict[str, tuple[str, int, int]]:
    """Program, least and most digits by each of its names."""
    found = {}
    for program, names, least, most in data.table("remote_programs.tsv"):
        for name in names.split(","):
            found[name] = (program, int(least), int(most))
    return found


def knows_prefix(prefix: str) -> bool:
    """Whether `prefix` (lower case) names a remote-assistance program."""
    return prefix in _programs()


def knows_id(program: str, text: str) -> bool:
    """Whether `text` has as many digits as the ids of `program` have."""
    known = _programs().get(program)
    digits = sum(c.isdigit() for c in text)
    return known is not None and known[1] <= digits <= known[2]


def parse(raw: str, region: str | None = None) -> ContactPoint:
    """The id in ``PROGRAM:ID``, canonical ``anydesk:123456789``. Raises `UnparseableContact`
    (``bad_remote_id``)."""
    prefix, _, tail = raw.partition(":")
    known = _programs().get(prefix.strip().lower())
    digits = "".join(c for c in fold_digits(tail[:80])[0] if c not in " -\t")
    if known is None or not digits.isascii() or not digits.isdigit():
        raise UnparseableContact("bad_remote_id", raw)
    program, least, most = known
    if not least <= len(digits) <= most:
        raise UnparseableContact("bad_remote_id", raw)
    return ContactPoint("remote_id", raw, f"{program}:{digits}", (RemoteId(program, digits),))


KIND = Kind(
    names=("remote_id",),
    facets=frozenset({RemoteId}),
    sample="AnyDesk: 123 456 789",
    parse=lambda text, region, name: parse(text, region),
    read=parse,
    knows_prefix=knows_prefix,
)
