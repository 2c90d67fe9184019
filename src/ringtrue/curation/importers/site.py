"""A brand's own site, saved: what its pages and well-known files publish, as proposals of grade A.

Give the folder and, with ``--ref``, the address of the site. The folder is the site's root, or it
holds a folder for each host as ``wget --mirror --span-hosts`` leaves it; then profile pages of
other hosts may stand beside it. Read are ``/.well-known/brand-contacts.json`` (docs/well-known.md),
``trust.txt``, ``security.txt``, ``assetlinks.json``, ``apple-app-site-association``,
``matrix/support``, and of the front page alone: JSON-LD of an organisation, links to apps, and
``rel=me`` links whose profile links back.

Only what the site says of itself counts: pages on which users write are not read, nor JSON-LD
inside of the page's content, of another host or of a page that leads elsewhere; a file that has
expired says nothing. A file of another host never speaks for this one.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from ringtrue.curation.importers import wellknown
from ringtrue.curation.importers.base import (
    MAX_LIST,
    Format,
    Found,
    Origin,
    Proposal,
    Unread,
    read_text,
    table,
    texts,
)
from ringtrue.directory.refs import registrable
from ringtrue.errors import AllowlistError
from ringtrue.kinds.platforms import is_platform_host
from ringtrue.records import replace
from ringtrue.text.hosts import hosting_of

CONTACTS_FILE = ".well-known/brand-contacts.json"
MAX_PAGE = 2 << 20
"""Bytes of one page."""
MAX_DEPTH = 32
"""Nesting of JSON-LD that is followed."""
_ORGANISATIONS = ("Organization", "Corporation", "LocalBusiness", "BankOrCreditUnion",
                  "FinancialService", "GovernmentOrganization", "NGO", "OnlineBusiness",
                  "OnlineStore", "Airline", "Brand")  # fmt: skip


def read(origin: Origin) -> Iterator[Found]:
    """Proposals of one saved site. Raises `AllowlistError`."""
    site = _Site(origin)
    for reader in (_contacts, _trust, _security, _links, _matrix, _front):
        try:
            yield from reader(site)
        except AllowlistError as error:
            yield Unread(error.file or origin.path, "", str(error).removeprefix(f"{error.file}: "))


class _Site:
    """The saved files of one host."""

    def __init__(self, origin: Origin) -> None:
        parts = urlsplit(origin.ref)
        self.host = (parts.hostname or "").removeprefix("www.")
        if parts.scheme != "https" or not self.host or parts.username or parts.path.strip("/"):
            raise AllowlistError(
                "does not say whose site it is; add --ref https://HOST/", file=origin.path
            )
        if is_platform_host(self.host) or hosting_of(self.host) == self.host:
            why = "is everybody's host: whoever has a page there does not speak for it"
            raise AllowlistError(f"{self.host!r} {why}", file=origin.path)
        self.origin, self.folder = origin, Path(origin.path)
        hosts = [self.folder / name for name in (self.host, f"www.{self.host}")]
        self.root = next((path for path in hosts if path.is_dir()), self.folder)

    def text(self, *names: str) -> tuple[str, str] | None:
        """Path inside the site and text of the first of these files that is there."""
        for name in names:
            path = self.root / name
            if path.is_file() and path.resolve().is_relative_to(self.root.resolve()):
                return name, read_text(str(path), MAX_PAGE)
        return None

    def page_of(self, address: str) -> str:
        """The saved page of an address on any host; empty when there is none."""
        parts = urlsplit(address)
        base = self.folder / (parts.hostname or "-")
        path = parts.path.strip("/")
        names = [path, f"{path}.html", f"{path}/index.html"] if path else ["index.html"]
        for name in names:
            file = base / name
            if file.is_file() and file.resolve().is_relative_to(self.folder.resolve()):
                return read_text(str(file), MAX_PAGE)
        return ""

    def is_own(self, address: str) -> bool:
        """Whether an address is on the site or below its domain."""
        host = urlsplit(address).hostname or ""
        return host.removeprefix("www.") == self.host or registrable(host) == registrable(self.host)

    def give(self, file: str, pointer: str, kind: str, value: str, **more: str) -> Proposal:
        """A proposal with path and pointer; `more`: name, date, region, purpose, use."""
        return Proposal(
            entity=self.host, name=more.get("name") or self.host, kind=kind, value=value,
            where=f"{file}:{pointer}", ref=f"https://{self.host}/{file}#{pointer}", grade="A",
            date=self.origin.dated(more.get("date", "")), quote=f"{pointer}: {value}"[:200],
            region=more.get("region") or self.origin.region or "global",
            purpose=more.get("purpose", ""), use=more.get("use", ""),
        )  # fmt: skip

    def unread(self, file: str, pointer: str, value: object, why: str) -> Unread:
        return Unread(f"{file}:{pointer}" if pointer else file, str(value)[:120], why)


def _json(site: _Site, *names: str) -> tuple[str, Any] | None:
    found = site.text(*names)
    if found is None:
        return None
    try:
        return found[0], json.loads(found[1])
    except (ValueError, RecursionError) as error:
        why = f"is no JSON ({str(error)[:80]}); save it whole"
        raise AllowlistError(why, file=found[0]) from error


# -- our own format -------------------------------------------------------------------------------


def _contacts(site: _Site) -> Iterator[Found]:
    found = _json(site, CONTACTS_FILE)
    if found is None:
        return
    file, data = found
    data = table(data)
    if data.get("version") != 1:
        raise AllowlistError("has no version 1; see docs/well-known.md", file=file)
    if str(data.get("host", "")).removeprefix("www.") != site.host:
        other = str(data.get("host"))[:80]
        why = f"speaks for {other!r} and not for {site.host!r}; it proves nothing"
        raise AllowlistError(why, file=file)
    expires = str(data.get("expires", ""))[:10]
    try:
        over = date.fromisoformat(expires) < date.fromisoformat(site.origin.today)
    except ValueError as error:
        raise AllowlistError("does not say until when: expires", file=file) from error
    if over:
        raise AllowlistError(f"expired on {expires}: it says nothing any more", file=file)
    rows = data.get("contacts")
    name, updated = str(data.get("name", ""))[:80], str(data.get("updated", ""))
    for number, row in enumerate((rows if isinstance(rows, list) else [])[:MAX_LIST]):
        row, pointer = table(row), f"/contacts/{number}"
        kind, value = row.get("kind"), row.get("value")
        if not isinstance(kind, str) or not isinstance(value, str):
            yield site.unread(file, pointer, row, "has no kind or no value")
            continue
        more = {key: str(row.get(key, ""))[:80] for key in ("region", "purpose", "use")}
        yield site.give(file, pointer, kind, value, name=name, date=updated, **more)


# -- files of others' formats ---------------------------------------------------------------------


def _trust(site: _Site) -> Iterator[Found]:
    found = site.text("trust.txt", ".well-known/trust.txt")
    if found is None:
        return
    file, text = found
    kinds = {"social": "website", "contact": "", "control": "website"}
    for number, line in enumerate(text.splitlines()[:MAX_LIST], 1):
        name, sign, value = (part.strip() for part in line.partition("="))
        if not sign or line.startswith("#") or name not in kinds:
            continue  # who belongs to whom: others' word about others
        if name != "contact":
            yield site.give(file, f"L{number}", "website", value, purpose=name)
        elif value.startswith("mailto:") or ("@" in value and "/" not in value):
            yield site.give(file, f"L{number}", "email", value.removeprefix("mailto:"))
        elif value.startswith("https://") and site.is_own(value):
            yield site.give(file, f"L{number}", "url", value, purpose="contact")
        else:
            yield site.unread(file, f"L{number}", value, "is no address that ringtrue lists")


def _security(site: _Site) -> Iterator[Found]:
    found = site.text(".well-known/security.txt", "security.txt")
    if found is not None:
        yield from _through_wellknown(site, found[0])


def _links(site: _Site) -> Iterator[Found]:
    for name in ("assetlinks.json", "apple-app-site-association"):
        found = site.text(f".well-known/{name}", name)
        if found is not None:
            yield from _through_wellknown(site, found[0])


def _through_wellknown(site: _Site, file: str) -> Iterator[Found]:
    address = f"https://{site.host}/{file}"
    canonical = [
        line.partition(":")[2].strip()
        for line in (site.text(file) or ("", ""))[1].splitlines()
        if line.lower().startswith("canonical:")
    ]
    if canonical and address not in canonical and f"https://www.{address[8:]}" not in canonical:
        why = f"says that it belongs to {canonical[0][:120]!r}, and was read on {site.host!r}"
        raise AllowlistError(why, file=file)
    origin = replace(site.origin, path=str(site.root / file), ref=address)
    for item in wellknown.read(origin):
        yield replace(item, where=f"{file}:{item.where.rpartition(':')[2]}")


def _matrix(site: _Site) -> Iterator[Found]:
    found = _json(site, ".well-known/matrix/support")
    if found is None:
        return
    file, data = found
    rows = table(data).get("contacts")
    for number, row in enumerate((rows if isinstance(rows, list) else [])[:MAX_LIST]):
        for mail in texts(table(row).get("email_address")):
            pointer = f"/contacts/{number}/email_address"
            yield site.give(file, pointer, "email", mail, purpose="matrix server support")
    for page in texts(table(data).get("support_page")):
        if site.is_own(page):
            yield site.give(file, "/support_page", "url", page, purpose="support")
        else:
            yield site.unread(file, "/support_page", page, "is on another host")


# -- the front page -------------------------------------------------------------------------------


class _Page(HTMLParser):
    """Links, meta lines and JSON-LD of a page, each with where it stands."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.me: list[str] = []
        self.apps: list[tuple[str, str]] = []
        self.elsewhere: list[str] = []
        """Addresses that the page names as its own place: canonical, og:url, refresh."""
        self.data: list[tuple[int, str, bool]] = []
        """Line, text and whether it stands outside of the content: in the head or right in the
        body."""
        self._open: list[str] = []
        self._script: tuple[int, bool] | None = None
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        rel = given.get("rel", "").lower().split()
        href, content = given.get("href", ""), given.get("content", "")
        if tag in ("a", "link") and "me" in rel:
            self.me.append(href)
        if tag == "link" and "canonical" in rel:
            self.elsewhere.append(href)
        if tag == "link" and "alternate" in rel and href.startswith("android-app://"):
            self.apps.append(("play_package", href[14:].partition("/")[0]))
        if tag == "meta":
            name = (given.get("name") or given.get("property", "")).lower()
            if name == "apple-itunes-app":
                for part in content.split(","):
                    key, _, value = part.strip().partition("=")
                    if key == "app-id":
                        self.apps.append(("appstore_id", value.strip()))
            elif name in ("al:ios:app_store_id", "al:android:package"):
                kind = "appstore_id" if "ios" in name else "play_package"
                self.apps.append((kind, content.strip()))
            elif name == "og:url":
                self.elsewhere.append(content)
            elif given.get("http-equiv", "").lower() == "refresh" and "url=" in content.lower():
                self.elsewhere.append(content.lower().partition("url=")[2].strip("'\" "))
        if tag == "script" and given.get("type", "").lower() == "application/ld+json":
            outside = self._open[-1:] in (["head"], ["body"], []) or "head" in self._open
            self._script = self.getpos()[0], outside
        if tag not in ("meta", "link", "br", "img", "input", "hr", "source", "base", "wbr"):
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag == "script":
            self._script = None
        if tag in self._open:
            while self._open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if self._script is not None:
            self.data.append((self._script[0], data, self._script[1]))


def _front(site: _Site) -> Iterator[Found]:
    found = site.text("index.html", "index.htm")
    if found is None:
        return
    file, text = found
    base = f"https://{site.host}/"
    page = _Page(text)
    away = [a for a in (urljoin(base, href) for href in page.elsewhere) if not site.is_own(a)]
    if away:
        why = f"leads to {away[0][:120]!r}: that site speaks for itself"
        raise AllowlistError(why, file=file)
    for kind, value in dict.fromkeys(page.apps):
        yield site.give(file, "head", kind, value, purpose="app")
    for line, data, outside in page.data:
        pointer = f"L{line}"
        if not outside:
            why = "stands inside of the page's content, where others may write; move it to the head"
            yield site.unread(file, pointer, data.strip(), why)
            continue
        try:
            value = json.loads(data)
        except (ValueError, RecursionError):
            yield site.unread(file, pointer, data.strip(), "is no JSON; correct it")
            continue
        yield from _organisations(site, file, pointer, value, 0)
    for href in dict.fromkeys(urljoin(base, href) for href in page.me):
        yield from _two_way(site, file, href)


def _organisations(
    site: _Site, file: str, pointer: str, value: object, depth: int
) -> Iterator[Found]:
    if depth > MAX_DEPTH:
        return
    if isinstance(value, list):
        for number, item in enumerate(value[:MAX_LIST]):
            yield from _organisations(site, file, f"{pointer}/{number}", item, depth + 1)
        return
    node = table(value)
    if "@graph" in node:
        yield from _organisations(site, file, f"{pointer}/@graph", node["@graph"], depth + 1)
    if not set(texts(node.get("@type"))) & set(_ORGANISATIONS):
        return
    urls = texts(node.get("url")) or texts(node.get("@id"))
    if not any(site.is_own(url) for url in urls):
        why = "describes an organisation whose url is not this site"
        yield site.unread(file, pointer, urls or node.get("name", ""), why)
        return
    name = (texts(node.get("name")) or [""])[0][:80]
    for number, url in enumerate(texts(node.get("sameAs"))):
        yield site.give(file, f"{pointer}/sameAs/{number}", "website", url, name=name)
    yield from _reached(site, file, pointer, node, name)
    points = node.get("contactPoint")
    for number, point in enumerate(points if isinstance(points, list) else [points]):
        yield from _reached(site, file, f"{pointer}/contactPoint/{number}", table(point), name)


def _reached(
    site: _Site, file: str, pointer: str, node: dict[str, Any], name: str
) -> Iterator[Found]:
    purpose = (texts(node.get("contactType")) or [""])[0][:60]
    region = next((a for a in texts(node.get("areaServed")) if len(a) == 2 and a.isupper()), "")
    for field, kind in (("telephone", "phone"), ("email", "email")):
        for value in texts(node.get(field)):
            plain = value.removeprefix("mailto:").removeprefix("tel:")
            where = f"{pointer}/{field}"
            yield site.give(file, where, kind, plain, name=name, purpose=purpose, region=region)


def _two_way(site: _Site, file: str, href: str) -> Iterator[Found]:
    """A profile that says it is the site's, and of which the site says the same."""
    if site.is_own(href):
        return
    if href.startswith("mailto:"):
        yield site.unread(file, "rel=me", href, "a mailbox cannot link back; publish it elsewhere")
        return
    back = site.page_of(href)
    if not back:
        yield site.unread(file, "rel=me", href, "its profile page is not saved beside the site")
    elif not any(site.is_own(urljoin(href, other)) for other in _Page(back).me):
        yield site.unread(file, "rel=me", href, "goes one way: the profile does not link back")
    else:
        yield site.give(file, "rel=me", "website", href, purpose="profile that links back")


FORMAT = Format("site", "a brand's own site, saved in a folder (with --ref https://HOST/)", read)
