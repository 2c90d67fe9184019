"""Whose a host is: the listings of it, and those of what it stands below.

What strangers publish on a brand's platform is not the brand's: a page that anybody can make, or a
host that a platform gives to its users, is covered only by a listing of that very place.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from ringtrue.kinds.host import MAX_HOST
from ringtrue.kinds.platforms import is_platform_host
from ringtrue.model import Listed
from ringtrue.text.hosts import hosting_of
from ringtrue.text.own_places import customers_mail, is_own, of_people, own_mail
from ringtrue.text.user_pages import has_user_pages, user_page

STATUS_ORDER = ("revoked", "retired", "active", "legacy", "disputed", "unverified")
"""Which listing speaks when several cover a contact: a warning before a welcome."""


def covering(
    hosts: Mapping[str, list[Listed]],
    host: str,
    path: str,
    query: str = "",
    fragment: str = "",
    platforms: Collection[str] = (),
) -> list[Listed]:
    """Listings that cover a page of a host: the most specific first, warnings before welcomes, and
    those that nobody has verified last. Of the sites of `platforms` (ids of brands) a listing of
    the domain covers the brand's own places only."""
    parent = host if len(host) <= MAX_HOST else ""
    while parent not in hosts and (parent := parent.partition(".")[2]):
        pass
    if not parent:
        return []  # most hosts
    platform = hosting_of(host)
    strange = user_page(host, path, query, fragment) is not None or of_people(host, path)
    front = not path.strip("/")
    shared = strange or platform is not None
    accounts = not shared and not front and is_platform_host(host)
    found: list[Listed] = []
    names = (host, host.removeprefix("www.")) if host.startswith("www.") else (host,)
    for name in names:
        rows = [
            listed
            for listed in hosts.get(name, ())
            if not (shared and listed.match == "registrable" and not listed.path)
            and not (
                accounts and listed.match == "registrable" and listed.brand_id not in platforms
            )
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
            rows = [
                row
                for row in above
                if row.match == "registrable" and (not accounts or row.brand_id in platforms)
            ]
            if len(rows) > 1:
                rows.sort(key=lambda row: STATUS_ORDER.index(row.status))
            found += [listed for listed in rows if listed not in found]
    if platforms and found:
        found = [
            row
            for row in found
            if row.brand_id not in platforms
            or row.path
            or is_own(row.brand_id, _before(host, row), path, query, fragment, row.match == "exact")
            or (front and not query and not fragment and has_user_pages(host))
        ]
    if len(found) < 2:
        return found
    # What nobody has verified takes no trust from what covers it: the domain is the brand's.
    return sorted(found, key=lambda row: row.status == "unverified")


def is_own_sender(listed: Listed, host: str, platform: bool) -> bool:
    """Whether mail from `host`, which `listed` covers, is the brand's and not one of its customers'
    (``guest.``, ``marketplace.``; on a platform whatever is not known as the brand's)."""
    if listed.match == "exact" or listed.path:
        return True
    labels = _before(host, listed)
    return own_mail(listed.brand_id, labels) if platform else not customers_mail(labels)


def _before(host: str, listed: Listed) -> str:
    """What stands in `host` before the listed domain; the first label of a host that is listed
    itself, for the domain below which it stands is not the listing's."""
    if listed.match == "exact":
        return host.removeprefix("www.").partition(".")[0]
    return host.removesuffix(listed.value).removesuffix(".")


def _under(path: str, listed_path: str) -> bool:
    """Whether `path` lies under the listed one, by whole segments."""
    if not listed_path:
        return True
    return path.rstrip("/") == listed_path or path.startswith(listed_path + "/")
