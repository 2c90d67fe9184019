"""planted_contact: somebody else's number, mail or account inside an official URL.

What it does
    Reads the query, path and fragment of a URL on an official host. A telephone number,
    e-mail address or account in it that the brand does not list was put there by a stranger.

Why it matters
    In June 2025 search advertisements led to the real sites of Netflix, Apple and HP with a
    fake support number in the search field (Malwarebytes): the page is genuine, the number is not.

Examples
    https://www.coinbase.com/search?q=Call+1-800-555-0142, ...?q=help@desk.example

Not flagged
    Order numbers, dates, product numbers, session ids, and the brand's own contacts.

References
    Malwarebytes 2025.
"""

from __future__ import annotations

from collections.abc import Iterator

from ringtrue.detectors.base import Inquiry
from ringtrue.errors import UnparseableContact
from ringtrue.kinds import parse
from ringtrue.kinds.facets import DomainName, PhoneNumber, UrlRest
from ringtrue.model import ContactPoint, Evidence, Family, Listed

PLANTED = 0.85
MAX_PIECES = 40
"""Values of one URL that are looked at."""
MAX_PIECE = 300


def inspect(inquiry: Inquiry) -> Iterator[Evidence]:
    if inquiry.contact.kind == "email" and inquiry.owner is not None:
        yield from _second_recipient(inquiry, inquiry.owner)
        return
    host = inquiry.contact.facets[0] if inquiry.contact.facets else None
    rest = inquiry.contact.part(UrlRest)
    if rest is None or not isinstance(host, DomainName) or inquiry.owner is None:
        return
    for piece in _pieces(rest):
        for contact in _contacts(piece):
            owner = inquiry.directory.owner(contact, inquiry.region)
            if owner is not None and owner.brand_id == inquiry.owner.brand_id:
                continue
            yield Evidence(
                code="planted_contact",
                family=Family.PAYLOAD,
                strength=PLANTED,
                details={"planted": contact.canonical, "kind": contact.kind, "host": host.host},
                brand_id=inquiry.owner.brand_id,
            )
            return


def _second_recipient(inquiry: Inquiry, owner: Listed) -> Iterator[Evidence]:
    """``mailto:help@brand.example,desk@x.example``: the mail goes to the stranger too."""
    for reading in inquiry.contact.readings[:MAX_PIECES]:
        kind, _, address = reading.partition(":")
        if kind != "email":
            continue
        try:
            other = parse(address, "email")
        except UnparseableContact:
            continue
        listed = inquiry.directory.owner(other, inquiry.region)
        if listed is None or listed.brand_id != owner.brand_id:
            yield Evidence(
                code="planted_contact",
                family=Family.PAYLOAD,
                strength=PLANTED,
                details={"planted": other.canonical, "kind": "email", "host": "mailto"},
                brand_id=owner.brand_id,
            )
            return


def _pieces(rest: UrlRest) -> list[str]:
    """Values of the query, the fragment and path segments with spaces: text, not identifiers."""
    pairs = [pair.replace("+", " ") for pair in rest.query.split("&")[:MAX_PIECES]]
    pieces = [pair.partition("=")[2] or pair for pair in pairs]
    pieces.append(rest.fragment)
    pieces += [segment for segment in rest.path.split("/") if " " in segment or "+" in segment]
    return [piece[:MAX_PIECE] for piece in pieces if len(piece) >= 5][:MAX_PIECES]


def _contacts(piece: str) -> Iterator[ContactPoint]:
    """Mails anywhere in the text; numbers only where they are written as numbers."""
    from ringtrue.kinds import email, phone

    for word in piece.split():
        if "@" in word and email.looks_like(word):
            try:
                yield email.parse(word)
            except UnparseableContact:
                continue
    for run in _number_runs(piece):
        try:
            contact = phone.parse(run)
        except UnparseableContact:
            continue
        facet = contact.facets[0]
        if (
            isinstance(facet, PhoneNumber)
            and not facet.short
            and (facet.valid or _written_as_number(run))
        ):
            yield contact


def _number_runs(piece: str) -> list[str]:
    """Runs of digits and their punctuation that are written as telephone numbers."""
    runs, current = [], ""
    for char in piece + "\n":
        if char.isdigit() or char in "+()-. *·":
            current += char
            continue
        run = current.strip(" -.*·")
        digits = sum(c.isdigit() for c in run)
        if 9 <= digits <= 15 and _written_as_number(run):
            runs.append(run)
        current = ""
    return runs


def _written_as_number(run: str) -> bool:
    """With a plus, brackets or groups: bare digit strings are ids far more often."""
    return run.startswith("+") or "(" in run or sum(run.count(c) for c in "- .*·") >= 2
