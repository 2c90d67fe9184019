"""Which addresses a feed may have."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit


def address_problem(url: str) -> str:
    """Why a repository's address is not used, or an empty string.

    >>> address_problem("https://lists.example/ringtrue")
    ''
    >>> address_problem("http://lists.example/")
    'plain http is for loopback only; use https'
    """
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        user = parts.username
        _ = parts.port
    except ValueError as error:
        return f"is no address ({error})"
    if parts.scheme not in ("https", "http") or not host:
        return "is no https address"
    if user is not None:
        return "names a user; put names and passwords into ~/.netrc"
    if parts.scheme == "http" and not _is_loopback(host):
        return "plain http is for loopback only; use https"
    return ""


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
