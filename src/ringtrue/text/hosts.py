"""What kind of place a host is: public mail, throw-away mail, hosting anyone can use, shortener.

The tables name registrable domains or hosts; a host below one of them counts as on it.
"""

from __future__ import annotations

from functools import cache, lru_cache

from ringtrue import data

_MAX_LABELS = 8
"""Only this many labels from the right can name a listed place; the longest has 5."""


@cache
def _table(name: str) -> frozenset[str]:
    return frozenset(data.lines(f"hosts_{name}.txt"))


@cache
def _hosting() -> frozenset[str]:
    return _table("free_hosting") | _table("user_content") | _table("mail_senders")


@cache
def _hosting_ends() -> frozenset[str]:
    return _ends(_hosting())


@cache
def _shortener_ends() -> frozenset[str]:
    return _ends(_table("shorteners"))


def _ends(table: frozenset[str]) -> frozenset[str]:
    return frozenset([".".join(host.rsplit(".", 2)[-2:]) for host in table])


def hosting_places() -> frozenset[str]:
    """The domains of every platform on which strangers publish."""
    return _hosting()


def _place(host: str, table: frozenset[str], ends: frozenset[str]) -> str | None:
    """The longest parent of `host` (itself included) that is in `table`. `ends`: the last two
    labels of each of them."""
    if host in table:
        return host
    head, _, ending = host.rpartition(".")
    if f"{head.rpartition('.')[2]}.{ending}" not in ends:
        return None  # most hosts end in what no listed one ends in
    labels = host.rsplit(".", _MAX_LABELS)[-_MAX_LABELS:]
    for i in range(len(labels) - 1):
        parent = ".".join(labels[i:])
        if parent in table:
            return parent
    return None


def is_free_mail(domain: str) -> bool:
    """Anyone can get an address at `domain` (lower-case A-labels), throw-away ones included.

    >>> is_free_mail("gmail.com"), is_free_mail("tokenpocket.pro")
    (True, False)
    """
    return domain in _table("free_email") or domain in _table("disposable_email")


def is_disposable(domain: str) -> bool:
    """`domain` hands out throw-away addresses.

    >>> is_disposable("mailinator.com"), is_disposable("gmail.com")
    (True, False)
    """
    return domain in _table("disposable_email")


@lru_cache(maxsize=1024)
def hosting_of(host: str) -> str | None:
    """The platform's domain when what `host` shows was made by the platform's users, else None.

    >>> hosting_of("support-wallet.github.io"), hosting_of("sites.google.com")
    ('github.io', 'sites.google.com')
    >>> hosting_of("brand.sendgrid.net")
    'sendgrid.net'
    >>> hosting_of("www.google.com")
    """
    return _place(host, _hosting(), _hosting_ends())


def is_content_network(suffix: str) -> bool:
    """A domain below which a content network puts the hosts of its customers.

    >>> is_content_network("edgekey.net"), is_content_network("web.app")
    (True, False)
    """
    return suffix in _content_networks()


@cache
def _content_networks() -> frozenset[str]:
    return frozenset(data.lines("content_networks.txt"))


def is_shortener(host: str) -> bool:
    """`host` redirects short links to anywhere.

    >>> is_shortener("bit.ly"), is_shortener("www.bit.ly"), is_shortener("fit.ly")
    (True, True, False)
    """
    return _place(host, _table("shorteners"), _shortener_ends()) is not None
