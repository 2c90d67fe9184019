"""Host names, read the way a browser reads them (WHATWG URL, by ada).

Most hosts stand in their normal form already: what is written is what opens. Those are told by a
few tests of strings; ada, imported for the first that is not plain, reads the others.
"""

from __future__ import annotations

from functools import cache

from ringtrue.errors import UnparseableContact
from ringtrue.kinds.facets import DomainName, IpAddress
from ringtrue.text.suffix import split

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import ModuleType

MAX_HOST = 253
"""Octets of a DNS name (RFC 1035, section 2.3.4)."""
MAX_LABEL = 63
"""Octets of one of its labels (the same section)."""
_MOST_WRITTEN = 9 * MAX_HOST
"""Characters of a host as it is written: a letter takes nine where each octet is encoded."""
_MOST_LABELS = 61
"""Labels of a host that is told to be plain; longer ones ada reads."""

_CONTROLS = "".join(map(chr, (*range(32), 127)))
_DOTS = str.maketrans({"。": ".", "．": ".", "｡": "."})  # UTS #46, section 4: label separators


@cache
def ada() -> ModuleType:
    """ada, imported for the first URL or host that is not plain."""
    import ada_url

    return ada_url


def is_plain_host(text: str) -> bool:
    """Whether `text` is a host of ASCII labels and nothing else, which every reader reads alike.

    (WHATWG URL, section 3.5: no letter to map, no percent, no A-label, no number at its end.)
    Tests of strings, not a pattern: importing `re` takes 6 ms, and both take 0.4 us.
    """
    if len(text) > MAX_HOST:
        return False
    letters = text.replace(".", "")
    if not letters.isalnum() and ("xn--" in text or not letters.replace("-", "").isalnum()):
        return False
    before, _, last = text.rpartition(".")
    if not before or not last[:1].isalpha() or not text.islower() or not text.isascii():
        return False
    if text[0] == "." or ".." in text:
        return False
    if len(text) <= MAX_LABEL:
        return True
    labels = text.split(".")
    return len(labels) <= _MOST_LABELS and max(map(len, labels)) <= MAX_LABEL


def plain_name(host: str) -> DomainName:
    """The facet of a host that `is_plain_host`."""
    before, suffix, private = split(host)
    registrable = host if len(before) < 2 else f"{before[-1]}.{suffix}"
    return DomainName(host, suffix, registrable, before, private)


def domain_name(host: str, raw: str = "", spelled: str = "") -> DomainName | IpAddress:
    """The facet of a host name in any spelling; `spelled` is how an IP address was written.
    Raises `UnparseableContact` about `raw`.

    >>> domain_name("www.MetaMask.io").registrable
    'metamask.io'
    """
    ascii_host = _browser_host(host, raw)
    if ascii_host.startswith("[") or ascii_host.rpartition(".")[2].isdigit():
        return IpAddress(ascii_host, spelled or host)
    ascii_host = ascii_host.rstrip(".")
    if not ascii_host or len(ascii_host) > MAX_HOST:
        raise UnparseableContact("bad_host", raw or host)
    if any(not label or len(label) > MAX_LABEL for label in ascii_host.split(".")):
        raise UnparseableContact("bad_host", raw or host)
    before, suffix, private = split(ascii_host)
    registrable = f"{before[-1]}.{suffix}" if before and suffix else ascii_host
    labels = before
    if "xn--" in ascii_host:
        labels = tuple(_unicode(label) if label.startswith("xn--") else label for label in before)
    return DomainName(ascii_host, suffix, registrable, labels, private)


def fault(text: str) -> str:
    """The message code of why ada refuses `text`, a host or a URL."""
    if "xn--" in text.lower():
        return "bad_punycode"
    if not text.isprintable() and any(c in text for c in _CONTROLS):
        return "control_characters"
    return "bad_host"


def _browser_host(host: str, raw: str) -> str:
    if len(host) > _MOST_WRITTEN:
        raise UnparseableContact("bad_host", raw or host)
    plain = host.isascii() and host.islower() and host.replace(".", "").replace("-", "").isalnum()
    if plain and "xn--" not in host and not host.rpartition(".")[2].isdigit():
        return host  # only letters, digits, dots and hyphens: what is written is what opens
    try:
        name: str = ada().URL(f"https://{host.translate(_DOTS)}/").hostname
        return name
    except (ValueError, UnicodeError) as error:
        raise UnparseableContact(fault(host), raw or host) from error


def _unicode(label: str) -> str:
    try:
        shown: str = ada().idna_to_unicode(label)
        return shown
    except (ValueError, UnicodeError):
        return label
