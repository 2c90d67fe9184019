"""A closer look at the few hosts in which a name was found: would any detector say something?

The detectors themselves are asked, about the pairings that were found, so that what they leave
alone needs no whole check. What they would say is left to the check.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from weakref import proxy

from ringtrue.detectors.base import Inquiry
from ringtrue.detectors.plan import Plan
from ringtrue.kinds.facets import DomainName
from ringtrue.model import Candidate, ContactPoint, Name
from ringtrue.sieve.windows import GRAM
from ringtrue.text.pieces import compact
from ringtrue.text.suffix import split

if TYPE_CHECKING:
    from ringtrue.directory.directory import Directory

Hit = tuple[int, int, Sequence[Name], int]
"""Where in a host names may stand, these names, and how many edits away they are."""
_CUT = 6
"""Letters of the shortest name that is looked for where a dot cuts it in two."""


class Closer:
    """Asks the detectors of one directory."""

    def __init__(self, directory: Directory) -> None:
        self._directory = proxy(directory)
        self._plan = Plan()

    def tells(self, host: str, hits: Sequence[Hit]) -> bool:
        """Whether a detector finds something in one of these pairings."""
        labels, suffix, private = split(host)
        if not labels:
            return True
        facet = DomainName(host, suffix, f"{labels[-1]}.{suffix}", labels, private)
        inquiry = Inquiry(ContactPoint("domain", host, host, (facet,)), self._directory)
        for start, end, names, distance in hits:
            place = _placed(facet, start, end)
            if place is None:
                continue
            part, text, first = place
            begin, stop = start - first, end - first
            seen = compact(text[begin:stop])
            whole = len(seen) == len(compact(text))
            if whole:
                begin, stop = 0, len(text)  # hyphens at the ends belong to it
            for name in names:
                size, same = len(name.text), seen == name.text
                if name.origin == "handle" or (part == "host" and size < _CUT):
                    continue
                if size < GRAM and name.text.isascii() and not (whole or same):
                    continue  # such a piece stands for itself, not for what looks like it
                how = _how(same, whole, distance)
                candidate = Candidate(
                    facet, name.brand_id, part, text, how, name, None, begin, stop, distance
                )
                for compare in self._plan.comparers(candidate):
                    if compare(candidate, inquiry) is not None:
                        return True
        return False


def _placed(facet: DomainName, start: int, end: int) -> tuple[str, str, int] | None:
    """The part of the host in which a span stands, its text and where that begins; None where no
    detector looks."""
    host = facet.host
    at = host.count(".", 0, start)
    if "." in host[start:end]:
        return "host", host, 0
    if at >= len(facet.labels) or (at < len(facet.labels) - 1 and facet.labels[at] == "www"):
        return None
    first = host.rfind(".", 0, start) + 1
    return "label" if at == len(facet.labels) - 1 else "subdomain", facet.labels[at], first


def _how(same: bool, whole: bool, distance: int) -> str:
    if distance:
        return "near" if whole else "near_token"
    if same:
        return "same" if whole else "token"
    return "key" if whole else "token_key"
