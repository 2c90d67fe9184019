"""Known names: domains and accounts of others, unreviewed, that only silence false alarms.

A known name never vouches and never claims anything. It tells that somebody of that name exists,
so that a name which merely comes near a brand's is not accused. What a brand's name is *imitated*
in stays an alarm whoever lists it, because lists of strangers hold impostors too: letters that
only look alike, and bait words beside the name.

File: ``# ringtrue known 1``, comment lines, then sections ``[kind]`` with one value a line, sorted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from os import PathLike

from ringtrue import data
from ringtrue.errors import AllowlistError, RingtrueError
from ringtrue.kinds import PLATFORM_KINDS, parse
from ringtrue.model import Candidate, Facet, Listed
from ringtrue.text.hosts import hosting_of
from ringtrue.text.words import bait_in

HEAD = "# ringtrue known 1"
MAX_BYTES = 256 << 20
KINDS = ("domain", "host", *(k for k in PLATFORM_KINDS if k != "discord"), "play_package", "phone")
"""Sections of the file. ``domain`` covers its subdomains; Discord's are invite codes, no names."""
SHIPPED = ("known_nsi.txt", "known_companies.txt", "known_datenanfragen.txt")
"""Tables that the shipped list is used with: what `ringtrue import --known --accused` keeps of a
register; made anew whenever brands come in."""
_LOUD = ("high",)


class Known:
    """Names of others by kind. Immutable; ``a | b`` holds both."""

    __slots__ = ("_names",)

    def __init__(self, names: Mapping[str, Iterable[str]]) -> None:
        self._names = {kind: frozenset(names[kind]) for kind in KINDS if names.get(kind)}

    @property
    def version(self) -> str:
        """Names the content."""
        from ringtrue.index.digest import hexdigest

        return hexdigest(dump(self).encode())[:8]

    @classmethod
    def load(cls, path: str | PathLike[str]) -> Known:
        """The table of one file. Raises `AllowlistError`."""
        file = str(path)
        try:
            with open(path, "rb") as stream:
                raw = data.up_to(stream, MAX_BYTES)
            text = raw.decode("utf-8")
        except OSError as error:
            why = f"cannot be read ({error.strerror}); give a file of `ringtrue import --known`"
            raise AllowlistError(why, file=file) from error
        except UnicodeDecodeError as error:
            raise AllowlistError("is not UTF-8; write it anew", file=file) from error
        if not text.startswith(HEAD) or len(raw) > MAX_BYTES:
            why = "is no table of known names; write one with `ringtrue import FORMAT … --known`"
            raise AllowlistError(why, file=file, line=1)
        names: dict[str, list[str]] = {}
        for section in text.split("\n[")[1:]:
            kind, _, body = section.partition("]\n")
            if kind not in KINDS:
                why = f"{kind[:40]!r} is no kind of known names; remove the section"
                raise AllowlistError(why, file=file)
            names[kind] = [line for line in body.split("\n") if line]
        return cls(names)

    @classmethod
    def of(cls, names: Iterable[str]) -> Known:
        """A table of contacts as people write them: hosts, links, ``telegram:@name``.

        Raises `AllowlistError` for one that is no contact.
        """
        found: dict[str, set[str]] = {}
        for name in names:
            try:
                contact = parse(name)
            except (RingtrueError, TypeError) as error:
                raise AllowlistError(f"{error}; give hosts and accounts", file="known") from error
            for kind, value in contact.facets[0].known_as()[:1]:
                found.setdefault(kind, set()).add(value)
        return cls(found)

    def __or__(self, other: Known) -> Known:
        kinds = {*self._names, *other._names}
        return Known({kind: self.names(kind) | other.names(kind) for kind in kinds})

    def __len__(self) -> int:
        return sum(map(len, self._names.values()))

    def names(self, kind: str) -> frozenset[str]:
        """The known names of one kind."""
        return self._names.get(kind, frozenset())

    def holds(self, facet: Facet | None) -> bool:
        """Whether somebody is known under this very name."""
        for kind, name in facet.known_as() if facet is not None else ():
            if name in self._names.get(kind, ()):
                return True
        return False

    def quiet(self, candidates: list[Candidate]) -> list[Candidate]:
        """`candidates` without those that a known name explains."""
        if not self._names:
            return candidates
        known: dict[int, bool] = {}
        kept = []
        for candidate in candidates:
            seen = candidate.seen
            if id(seen) not in known:
                known[id(seen)] = self.holds(seen)
            if not known[id(seen)] or not _explained(candidate):
                kept.append(candidate)
        return kept


def shipped() -> Known:
    """The names of registers that the shipped list would accuse."""
    known = Known({})
    for name in SHIPPED:
        known = known | Known.load(data.path(name))
    return known


def dump(known: Known, comments: Iterable[str] = ()) -> str:
    """The file of a table: equal tables give equal sections."""
    lines = [HEAD, *(f"# {' '.join(comment.split())}" for comment in comments)]
    for kind in KINDS:
        names = sorted(known.names(kind))
        if names:
            lines += [f"[{kind}]", *names]
    return "\n".join(lines) + "\n"


def slot_of(listed: Listed) -> tuple[str, str] | None:
    """Section and name under which a contact of somebody is known; None when it has none.

    Hosts that strangers share tell nothing about any of them, and neither do invite codes.
    """
    if listed.kind in ("domain", "host", "url"):
        if hosting_of(listed.value) is not None or listed.path:
            return None
        return ("domain" if listed.kind == "domain" else "host"), listed.value
    if listed.kind not in KINDS or listed.value.startswith("+") != (listed.kind == "phone"):
        return None
    return listed.kind, listed.value


def _explained(candidate: Candidate) -> bool:
    """Whether "that is somebody else" explains the likeness."""
    if candidate.part == "number":
        return candidate.how != "claimed"
    if candidate.part not in ("label", "host", "handle", "app_id"):
        return False  # whoever holds the domain writes its subdomains and paths as he likes
    if candidate.how == "key":
        return False  # letters that only look alike
    around = f"{candidate.text[: candidate.start]} {candidate.text[candidate.end :]}"
    return not any(weight in _LOUD for _, weight, _ in bait_in(around))
