"""``ringtrue check``: one verdict a contact, as soon as it is known."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator

from ringtrue.checking import Checker
from ringtrue.cli.defaults import default_region, directory_of
from ringtrue.cli.exits import exit_code
from ringtrue.cli.streams import Stop, coloured, put, put_json, read_lines, tell
from ringtrue.kinds.facets import PhoneNumber
from ringtrue.messages.catalogue import Catalogue
from ringtrue.model import Status
from ringtrue.text.edits import one_off

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace

    from ringtrue.judging.verdict import Verdict
    from ringtrue.scanning.lists import Entry


def run(options: Namespace) -> int:
    """Judges every contact; the exit code tells the worst."""
    checker = Checker(directory_of(options.allowlist, options.known))
    for claim in options.claims or ():
        if checker.directory.brand_for(claim) is None:
            from ringtrue.judging.near_brands import hint

            raise Stop(f"--claims {claim}: no such brand; {hint(checker.directory, claim)}")
    if options.json and (len(options.contacts) > 1 or "-" in options.contacts):
        import json  # noqa: F401 - writes many answers faster than `put_json` does without
    if len(options.contacts) == 1 and "-" not in options.contacts:
        with one_off():
            return _judged(checker, options)
    return _judged(checker, options)


def _judged(checker: Checker, options: Namespace) -> int:
    seen: set[Status] = set()
    colour = not options.json and coloured()
    region, source = default_region()
    said = source if region is not None and options.region == region else ""
    for raw in _contacts(options.contacts, options.lang, options.kind is None):
        verdict = checker.check(raw, options.kind, options.claims, options.region)
        if options.json:
            put_json(verdict.to_dict(options.lang))
        else:
            text = _text(verdict, options.lang, colour, said)
            put(f"\n{text}" if seen else text)
        seen.add(verdict.status)
    if not seen:
        tell(Catalogue.load(options.lang).say("ui", "nothing"))
    return exit_code(seen)


def _text(verdict: Verdict, lang: str, colour: bool, said: str) -> str:
    """`said`: what named the reader's country, when no option did."""
    if verdict.answer is not None:
        from ringtrue.render.answer import answer_text

        return answer_text(verdict.answer, lang, colour=colour)
    from ringtrue.render.text import verdict_text  # programs never pay for it

    text = verdict_text(verdict, lang, colour=colour)
    number = verdict.contact.part(PhoneNumber) if verdict.contact is not None else None
    if said and number is not None and number.region:
        from ringtrue.messages.names import country

        place = country(number.region, lang)
        text += f"\n  {Catalogue.load(lang).say('ui', 'region_from', country=place, source=said)}"
    return text


def _list_names() -> Iterator[str] | None:
    """Names of a list on standard input that is more than a name a line (a hosts file, a sheet);
    None for lines as they are. What came first tells, so that nobody waits for the end."""
    peek = getattr(sys.stdin.buffer, "peek", None)
    sample = peek(1 << 16) if peek is not None else b""
    marked = sample[:1] in (b"{", b"[") or sample[:2] in (b"\xff\xfe", b"\xfe\xff")
    if not marked and sample.count(b"\n") < 2:
        return None
    from ringtrue.scanning.lists import entries, is_list

    shape = is_list(sample)
    if shape is None:
        return None
    return _told(entries(sys.stdin.buffer, whole=True, shape=shape))


def _told(found: Iterable[Entry]) -> Iterator[str]:
    """The names of a list; rows without one are told of."""
    for entry in found:
        if entry.why:
            tell(f"<stdin>:{entry.number}: {entry.text[:60]!r} {entry.why}; not read")
        else:
            yield entry.text


def _apart(raw: str) -> list[str]:
    """Several contacts in one argument (``rnetamask.io, 95588``); the argument itself when any part
    is not surely a contact of its own."""
    from ringtrue.errors import UnparseableContact
    from ringtrue.kinds import parse

    if len(raw) > _LONGEST:
        return [raw]
    for signs in (",;\n\t、，；", ",;\n\t、，； "):
        parts = raw.translate(dict.fromkeys(map(ord, signs), "\n")).split("\n")
        parts = [part.strip() for part in parts if part.strip()]
        try:
            if len(parts) > 1 and all(_is_plain(part) and parse(part) for part in parts):
                return parts
        except UnparseableContact:
            continue
    return [raw]


def _is_plain(part: str) -> bool:
    """Whether it reads as a contact by itself: a host, link, mail or account, or digits enough."""
    return (part.isdigit() and len(part) >= _LEAST_DIGITS) or any(sign in part for sign in "@./+")


_LONGEST = 2_000
"""Characters of an argument that may hold several."""
_LEAST_DIGITS = 5


def _contacts(given: list[str], lang: str, apart: bool = False) -> Iterator[str]:
    for raw in given:
        if raw != "-":
            parts = _apart(raw) if apart else []
            yield from parts if len(parts) > 1 else [raw]
            continue
        try:
            listed = _list_names()
            if listed is not None:
                yield from listed
                continue
            for number, (line, replaced) in enumerate(read_lines(sys.stdin.buffer), 1):
                if replaced:
                    where = f"<stdin>:{number}"
                    tell(Catalogue.load(lang).say("ui", "undecodable", where=where))
                yield line
        except OSError as error:
            if isinstance(error, BrokenPipeError):
                raise
            raise Stop(f"cannot read standard input: {error.strerror or error}") from error
