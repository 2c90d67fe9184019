"""What kind of place a host is: public mail, throw-away mail, hosting anyone can use, shortener.

The tables name registrable domains or hosts; a host below one of them counts as on it.
"""

from __future__ import annotations

from functools import cache, lru_cache

from ringtrue import data
from ringtrue.data.arrays import Strings
from ringtrue.text.tables import of_tables, opened

_MAX_LABELS = 8
"""Only this many labels from the right can name a listed place; the longest has 5."""


@of_tables
@cache
def _rows(name: str) -> frozenset[str]:
    return frozenset(opened().lines(name))


@of_tables
@cache
def _mail() -> Strings:
    return Strings(opened(), "mail")


@of_tables
@cache
def hosting_places() -> frozenset[str]:
    """The domains of every platform on which strangers publish."""
    return _rows("hosting")


def _place(host: str, name: str) -> str | None:
    """The longest parent of `host` (itself included) that is in the table of that name."""
    table = _rows(name)
    if host in table:
        return host
    head, _, ending = host.rpartition(".")
    if f"{head.rpartition('.')[2]}.{ending}" not in _rows(f"{name}.ends"):
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
    return domain in _mail()


def is_disposable(domain: str) -> bool:
    """`domain` hands out throw-away addresses.

    >>> is_disposable("mailinator.com"), is_disposable("gmail.com")
    (True, False)
    """
    found = _mail().find(domain)
    return found is not None and opened().numbers("mail.thrown")[found] == 1


@of_tables
@lru_cache(maxsize=1024)
def hosting_of(host: str) -> str | None:
    """The platform's domain when what `host` shows was made by the platform's users, else None.

    >>> hosting_of("support-wallet.github.io"), hosting_of("sites.google.com")
    ('github.io', 'sites.google.com')
    >>> hosting_of("brand.sendgrid.net")
    'sendgrid.net'
    >>> hosting_of("www.google.com")
    """
    return _place(host, "hosting")


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
    return _place(host, "shorteners") is not None
