"""From a row of somebody's list to a contact in our own terms: kind, canonical value, path."""

from __future__ import annotations

from typing import Any

from ringtrue.curation.importers.base import MAX_TEXT, Proposal, Unread
from ringtrue.directory.rows import listed_from
from ringtrue.errors import AllowlistError, UnparseableContact
from ringtrue.kinds import KINDS, PLATFORM_KINDS, parse
from ringtrue.kinds.facets import DomainName, UrlRest
from ringtrue.kinds.platforms import is_platform_host
from ringtrue.kinds.registry import value_of
from ringtrue.model import Listed
from ringtrue.text.hosts import hosting_of

WEBSITE = "website"
"""The kind of a proposal whose address tells its kind."""
_USES = {"phone": "call-to", "sms_sender": "sender"}
_STORES = ("play_package", "appstore_id", "chrome_extension_id")


def settle(proposal: Proposal) -> Listed | Unread:
    """The contact that a proposal names, unverified, or the reason why there is none."""
    if len(proposal.value) > MAX_TEXT:
        return _unread(proposal, f"is longer than {MAX_TEXT} characters; shorten it at its source")
    if proposal.kind != WEBSITE and (proposal.kind not in KINDS or proposal.kind == "handle"):
        return _unread(proposal, f"{proposal.kind[:40]!r} is no kind that ringtrue lists")
    kind, value, region = proposal.kind, proposal.value, _region(proposal.region)
    more: dict[str, Any] = {}
    try:
        if kind in (WEBSITE, "url") or (kind in PLATFORM_KINDS and "://" in value):
            kind, value = _address(value, kind)
        if kind == "email":
            value = value.removeprefix("mailto:").lower()
        more["use"] = proposal.use or _USES.get(kind) or (
            "install" if kind in _STORES else "link"
        )  # fmt: skip
        return listed_from(
            proposal.entity, kind, value, region=region, purpose=proposal.purpose[:300],
            status="unverified", **more,
        )  # fmt: skip
    except UnparseableContact as error:
        return _unread(proposal, f"is no contact ({error.code}); see its source")
    except (AllowlistError, ValueError) as error:
        return _unread(proposal, _reason(error))


def _address(value: str, kind: str) -> tuple[str, str]:
    """Kind and value of an address: an account, a domain held whole, a host, or host and path."""
    contact = parse(value, "url")
    if contact.kind in PLATFORM_KINDS:
        return contact.kind, value_of(contact)
    if contact.kind in _STORES:
        return contact.kind, value
    site = contact.part(DomainName)
    if site is None:
        raise ValueError("names no host; give the address of a site")
    rest = contact.part(UrlRest)
    path = rest.path.rstrip("/") if rest else ""
    shared = hosting_of(site.host) is not None or site.private_suffix
    if shared or is_platform_host(site.host):
        if hosting_of(site.host) == site.host.removeprefix("www.") and not path:
            raise ValueError("is everybody's host; give the brand's own page on it")
        return ("url", f"https://{site.host}{path}") if path else ("host", site.host)
    if kind == "url" and path:
        return "url", f"https://{site.host}{path}"
    if site.host.removeprefix("www.") == site.registrable:
        return "domain", site.registrable
    return "host", site.host.removeprefix("www.")


def _region(region: str) -> str:
    code = region.strip().upper()
    return code if len(code) == 2 and code.isascii() and code.isalpha() else "global"


def _unread(proposal: Proposal, why: str) -> Unread:
    return Unread(proposal.where, proposal.value[:MAX_TEXT], why)


def _reason(error: Exception) -> str:
    """The reason alone: the value stands beside it, and equal reasons are counted together."""
    cause = error.__cause__
    if isinstance(cause, UnparseableContact):
        return f"is no contact ({cause.code}); see its source"
    if isinstance(cause, AllowlistError):
        return str(cause)[:200]
    return str(error)[:200]
