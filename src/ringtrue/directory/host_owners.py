"""Whose a host is: the listings of it, and those of what it stands below.

What strangers publish on a brand's platform is not the brand's: a page that anybody can make, or a
host that a platform gives to its users, is covered only by a listing of that very place.
"""

from __future__ import annotations

from collections.abc import Mapping

from ringtrue.kinds.platforms import is_platform_host
from ringtrue.model import Listed
from ringtrue.text.hosts import hosting_of
from ringtrue.text.user_pages import user_page

STATUS_ORDER = ("revoked", "retired", "active", "legacy", "disputed", "unverified")
"""Which listing speaks when several cover a contact: a warning before a welcome."""


def covering(
    hosts: Mapping[str, list[Listed]], host: str, path: str, query: str = "", fragment: str = ""
) -> list[Listed]:
    """Listings that cover a page of a host: the most specific first, warnings before welcomes, and
    those that nobody has verified last."""
    platform = hosting_of(host)
    strange = user_page(host, path, query, fragment) is not None
    front = not path.strip("/")
    shared = strange or platform is not None or (not front and is_platform_host(host))
    found: list[Listed] = []
    names = (host, host.removeprefix("www.")) if host.startswith("www.") else (host,)
    for name in names:
        rows = [
            listed
            for listed in hosts.get(name, ())
            if not (shared and listed.match == "registrable" and not listed.path)
            and (listed.path or not strange)
            # Of a platform's own host only the front page is the platform's.
            and (listed.path or front or platform != name.removeprefix("www."))
            and _under(path, listed.path)
        ]
        if len(rows) > 1:
            rows.sort(key=lambda row: (-len(row.path), STATUS_ORDER.index(row.status)))
        found += [listed for listed in rows if listed not in found]
    parent = host
    while not shared and "." in parent:
        parent = parent.partition(".")[2]
        if above := hosts.get(parent):
            rows = [row for row in above if row.match == "registrable"]
            if len(rows) > 1:
                rows.sort(key=lambda row: STATUS_ORDER.index(row.status))
            found += [listed for listed in rows if listed not in found]
    if len(found) < 2:
        return found
    # What nobody has verified takes no trust from what covers it: the domain is the brand's.
    return sorted(found, key=lambda row: row.status == "unverified")


def _under(path: str, listed_path: str) -> bool:
    """Whether `path` lies under the listed one, by whole segments."""
    if not listed_path:
        return True
    return path.rstrip("/") == listed_path or path.startswith(listed_path + "/")
