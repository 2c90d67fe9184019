"""What a brand can put on its own site so that programs can read its contacts: written from its
allowlist, each file in the form that `ringtrue.curation.importers.site` reads again."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, timedelta
from html import escape
from pathlib import Path
from typing import Any

from ringtrue.curation.importers.site import CONTACTS_FILE
from ringtrue.errors import AllowlistError, UnparseableContact
from ringtrue.kinds import PLATFORM_KINDS, parse
from ringtrue.kinds.platforms import platforms
from ringtrue.kinds.registry import value_of
from ringtrue.model import Brand, Listed

_FORMS = ("", "@", "channel/", "u/", "user/")
"""What stands before the name in links to accounts."""
VALID = 180
"""Days for which the files say that they hold."""


def files_of(brand: Brand, today: str) -> dict[str, str]:
    """Path below the site's root and text of every file; snippets for pages end in ``.html``.

    Raises `AllowlistError` when the brand vouches for no site.
    """
    host = main_host(brand)
    active = [c for c in brand.contacts if c.status == "active"]
    until = (date.fromisoformat(today) + timedelta(days=VALID)).isoformat()
    found = {CONTACTS_FILE: _contacts(brand, host, active, today, until)}
    lines = [f"# {brand.name}: https://journallist.net/reference-document-for-trust-txt"]
    lines += [f"control=https://{c.value}/" for c in active if c.kind == "domain"]
    links = [link for c in active if (link := _link(c))]
    lines += [f"social={link}" for link in links]
    lines += [f"contact=mailto:{c.value}" for c in active if c.kind == "email" and _for_all(c)]
    found["trust.txt"] = "\n".join(lines) + "\n"
    security = [c.value for c in active if c.kind == "email" and "security" in c.purpose]
    if security:
        rows = [f"Contact: mailto:{mail}" for mail in security]
        rows += [f"Expires: {until}T00:00:00Z",
                 f"Canonical: https://{host}/.well-known/security.txt"]  # fmt: skip
        found[".well-known/security.txt"] = "\n".join(rows) + "\n"
    help_mails = [c.value for c in active if c.kind == "email" and "support" in c.purpose]
    if help_mails:
        contacts = [{"email_address": mail, "role": "m.role.admin"} for mail in help_mails]
        found[".well-known/matrix/support"] = _dump({"contacts": contacts})
    found["snippets/head.html"] = _head(brand, host, active, links)
    return found


def main_host(brand: Brand) -> str:
    """The domain on which the brand publishes. Raises `AllowlistError`."""
    own = [c for c in brand.contacts if c.kind == "domain" and c.status == "active"]
    sites = [c for c in own if "website" in c.purpose] or own
    if not sites:
        raise AllowlistError(
            f"{brand.id!r} vouches for no domain; list its main site first", file=brand.id
        )
    return min(sites, key=lambda c: (len(c.value), c.value)).value


def _contacts(brand: Brand, host: str, active: Iterable[Listed], today: str, until: str) -> str:
    rows = [
        {key: value for key in ("kind", "value", "purpose", "use", "region")
         if (value := _value(c) if key == "value" else getattr(c, key)) not in ("", "global")}
        for c in active
    ]  # fmt: skip
    closed = [{"channel": c.channel, "statement": c.statement} for c in brand.closed_channels]
    return _dump({
        "version": 1, "host": host, "name": brand.name, "updated": today, "expires": until,
        "contacts": rows, "complete": sorted({c.kind for c in brand.complete}), "closed": closed,
    })  # fmt: skip


def _value(listed: Listed) -> str:
    return f"https://{listed.value}{listed.path}" if listed.kind == "url" else listed.value


def _for_all(listed: Listed) -> bool:
    return listed.use != "sender"


def _link(listed: Listed) -> str:
    """A link to the account that is read as that account again; empty when there is none."""
    if listed.kind not in PLATFORM_KINDS or listed.kind not in platforms():
        return ""
    for host in platforms()[listed.kind].hosts:
        for form in _FORMS:
            link = f"https://{host}/{form}{listed.value}"
            try:
                seen = parse(link, "url")
            except UnparseableContact:
                continue
            if seen.kind == listed.kind and value_of(seen) == listed.value:
                return link
    return ""


def _head(brand: Brand, host: str, active: Iterable[Listed], links: Iterable[str]) -> str:
    points = [
        {"@type": "ContactPoint", "telephone": c.value, "contactType": c.purpose or "support"}
        | ({"areaServed": c.region} if c.region != "global" else {})
        for c in active
        if c.kind == "phone" and c.use != "sender"
    ]
    mails = [
        {"@type": "ContactPoint", "email": c.value, "contactType": c.purpose or "support"}
        for c in active
        if c.kind == "email" and _for_all(c)
    ]
    node: dict[str, Any] = {
        "@context": "https://schema.org", "@type": "Organization", "name": brand.name,
        "url": f"https://{host}/", "sameAs": list(links), "contactPoint": points + mails,
    }  # fmt: skip
    data = _dump(node).replace("<", "\\u003c")
    lines = [f'<script type="application/ld+json">\n{data}</script>']
    for c in active:
        if c.kind == "appstore_id":
            lines.append(f'<meta name="apple-itunes-app" content="app-id={escape(c.value)}">')
        elif c.kind == "play_package":
            target = f"android-app://{escape(c.value)}/https/{host}/"
            lines.append(f'<link rel="alternate" href="{target}">')
    lines += [f'<link rel="me" href="{escape(link)}">' for link in links]
    return "\n".join(lines) + "\n"


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def write(files: dict[str, str], folder: Path) -> list[Path]:
    """Writes the files below a folder. Raises `OSError`."""
    written = []
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        written.append(path)
    return written
