"""A brand's own machine-readable word: ``security.txt`` and other files of ``/.well-known/``.

Give the file and, with ``--ref``, the address that it was read at: the brand is whoever holds that
host, and only what that host says counts as its own word (grade A). Without an address a
``Canonical:`` line of security.txt serves (grade C: a file can say of itself what it likes).

security.txt (RFC 9116): Contact and Policy; a file past its Expires is refused. assetlinks.json:
Android packages. related-website-set.json: the primary site and its sets. A file
apple-app-site-association names bundle ids, which no store shows: reported and not used.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from ringtrue.curation.importers.base import (
    Format,
    Found,
    Origin,
    Proposal,
    Unread,
    read_text,
    table,
    texts,
)
from ringtrue.errors import AllowlistError

MAX_OWN = 1 << 20
_SCHEMES = {"mailto": "email", "tel": "phone", "https": "url", "http": "url"}


def read(origin: Origin) -> Iterator[Found]:
    """Proposals of one file. Raises `AllowlistError`."""
    text = read_text(origin.path, MAX_OWN)
    if text.lstrip()[:1] in ("{", "["):
        yield from _json(text, origin)
    else:
        yield from _security(text, origin)


def _own(origin: Origin, said: str = "") -> tuple[str, str, str]:
    """Host, reference and grade of the file. Raises `AllowlistError` when nobody can tell."""
    from ringtrue.kinds.facets import DomainName
    from ringtrue.kinds.host import domain_name

    ref = origin.ref or said
    if not ref.startswith("https://"):
        raise AllowlistError(
            "does not say whose it is; add --ref https://HOST/.well-known/… where you read it",
            file=origin.path,
        )
    try:
        facet = domain_name(ref[8:].partition("/")[0].partition(":")[0].lower())
    except ValueError as error:
        raise AllowlistError(f"{ref!r} is no address; correct --ref", file=origin.path) from error
    if not isinstance(facet, DomainName) or not facet.labels:
        raise AllowlistError(f"{ref!r} names no host; correct --ref", file=origin.path)
    return facet.host, ref, "A" if origin.ref else "C"


def _maker(origin: Origin, host: str, ref: str, grade: str) -> Any:
    def make(kind: str, value: str, purpose: str, quote: str, number: int = 0) -> Proposal:
        return Proposal(
            entity=host, name=host.removeprefix("www."), kind=kind, value=value, grade=grade,
            where=f"{origin.name}:{number}" if number else origin.name, ref=ref,
            date=origin.dated(), purpose=purpose, quote=quote,
            use="both" if kind == "email" else "", region=origin.region or "global",
        )  # fmt: skip

    return make


def _security(text: str, origin: Origin) -> Iterator[Found]:
    rows = []
    for number, line in enumerate(text.splitlines(), 1):
        name, colon, value = line.partition(":")
        if colon and not line.startswith(("#", "-")):
            rows.append((name.strip().lower(), value.strip(), number))
    if not any(name == "contact" for name, _, _ in rows):
        raise AllowlistError(
            "has no Contact line and is no JSON; give security.txt or a file of /.well-known/",
            file=origin.path,
        )
    said = next((value for name, value, _ in rows if name == "canonical"), "")
    make = _maker(origin, *_own(origin, said))
    expires = next((value for name, value, _ in rows if name == "expires"), "")
    if expires and expires[:10] < origin.today:
        raise AllowlistError(
            f"expired on {expires[:10]}, and an expired security.txt says nothing (RFC 9116, "
            "2.5.5); read it again",
            file=origin.path,
        )
    for name, value, number in rows:
        if name not in ("contact", "policy"):
            continue
        scheme = value.partition(":")[0].lower()
        kind = _SCHEMES.get(scheme)
        if kind is None or (name == "policy" and kind != "url"):
            why = "is no mailto:, tel: or https: address; write one (RFC 9116, 2.5.3)"
            yield Unread(f"{origin.name}:{number}", value, why)
            continue
        purpose = "security" if name == "contact" else "security policy"
        plain = value if kind == "url" else value.partition(":")[2].partition("?")[0]
        yield make(kind, plain, purpose, f"{name.capitalize()}: {value}", number)


def _json(text: str, origin: Origin) -> Iterator[Found]:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise AllowlistError(
            f"is no JSON ({str(error)[:80]}); give it whole", file=origin.path
        ) from error
    make = _maker(origin, *_own(origin))
    statements = data if isinstance(data, list) else []
    packages = [
        package
        for row in statements
        if table(table(row).get("target")).get("namespace") == "android_app"
        for package in texts(table(table(row).get("target")).get("package_name"))
    ]
    yield from (make("play_package", p, "app", f"package_name: {p}") for p in packages)
    sets = table(data)
    for field in ("primary", "associatedSites", "serviceSites"):
        for site in texts(sets.get(field)):
            yield make("website", site, "website", f"{field}: {site}")
    for links in table(sets.get("ccTLDs")).values():
        for site in texts(links):
            yield make("website", site, "website", f"ccTLDs: {site}")
    details = table(sets.get("applinks")).get("details")
    for detail in details if isinstance(details, list) else []:
        for bundle in texts(table(detail).get("appIDs")) + texts(table(detail).get("appID")):
            yield Unread(origin.name, bundle, "is a bundle id, not a number of the App Store")


FORMAT = Format("wellknown", "security.txt and files of /.well-known/ (with --ref ADDRESS)", read)
