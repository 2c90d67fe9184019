"""Links that wrap another link: where they lead, read off the link itself."""

from __future__ import annotations

from collections.abc import Set
from functools import cache

from ringtrue import data

MAX_PARAMETERS = 40


@cache
def _rows() -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for host, path, parameter in data.table("redirectors.tsv"):
        found.setdefault(host, []).append((path, parameter))
    return found


def redirecting_hosts() -> Set[str]:
    """Hosts of redirectors; what stands below one may be a redirector too."""
    return _rows().keys()


def destination(host: str, path: str, query: str) -> str | None:
    """The address that a redirector's link leads to, or None when it is no such link.

    `host` in lower case, `path` and `query` still percent-encoded. None too when the link names two
    different destinations: which one counts is the redirector's secret.

    >>> destination("www.google.com", "/url", "sa=D&q=https%3A%2F%2Fwallet.example%2Flogin")
    'https://wallet.example/login'
    >>> destination("www.google.com", "/search", "q=wallet") is None
    True
    >>> destination("phantom.app", "/ul/browse/https%3A%2F%2Fwallet.example%2Fa", "ref=b")
    'https://wallet.example/a'
    """
    labels = host.split(".")
    rows = _rows()
    for start in range(max(0, len(labels) - 5), len(labels) - 1):
        for begins, parameter in rows.get(".".join(labels[start:]), ()):
            if path.startswith(begins):
                found = _rest(path, begins) if parameter == "/" else _values(query, parameter)
                if len(found) == 1:
                    return found.pop()
    return None


def _rest(path: str, begins: str) -> set[str]:
    """The address that follows in the path, whole or without its scheme."""
    from urllib.parse import unquote

    rest = unquote(path[len(begins) :]).strip()
    if rest.lower().startswith(("http://", "https://")):
        return {rest}
    host = rest.partition("/")[0]
    return {f"https://{rest}"} if "." in host and ":" not in host else set()


def _values(query: str, parameter: str) -> set[str]:
    """Web addresses that `parameter` holds."""
    from urllib.parse import unquote_plus

    found = set()
    for pair in query.split("&", MAX_PARAMETERS)[:MAX_PARAMETERS]:
        name, _, value = pair.partition("=")
        if name == parameter:
            value = unquote_plus(value).strip()
            if value.lower().startswith(("http://", "https://")):
                found.add(value)
    return found
