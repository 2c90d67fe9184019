"""Where the links of a page lead, as a browser resolves them (WHATWG URL, HTML section 2.4).

A link is read against the address of its page: ``https:brand.example/x`` on an https page is a path
of that page, ``/\\other.example`` and ``ht<newline>tps://other.example`` are other hosts.
"""

from __future__ import annotations

import re

from ringtrue.records import record

MAX_TARGET = 8_192
"""Characters of a link."""
_WHOLE = re.compile(r"https?://[^\s\\\x00-\x20\x7f/?#][^\s\\\x00-\x20\x7f]*", re.IGNORECASE)
"""A link that every base and every reader reads alike."""
_TWO_READINGS = re.compile(r"https?:(?![/\\]{2})", re.IGNORECASE)
"""A path where the page has this scheme, a host where it has another one."""
_OTHER = re.compile(
    r"(?:tel|mailto|sms|smsto|tg|whatsapp|weixin|wechat|viber|skype|line|intent|market|itms-apps"
    r"|mqqwpa|ftp|data|callto|bitcoin|ethereum):",
    re.IGNORECASE,
)
"""Schemes that open something else than a page of the web: a dialler, a messenger, a shop."""
_NOWHERE = "https://page.invalid/"
"""What stands for the address of a page that nobody told (RFC 2606, section 2)."""
_CUT = re.compile(r"[\t\n\r]")
_ENDS = "".join(map(chr, range(0x21)))


@record
class Base:
    """What the links of a page are read against."""

    address: str = _NOWHERE
    """An absolute address."""
    host: str = "page.invalid"
    """The host of the page itself."""
    elsewhere: bool = False
    """The page declares a base on another host, where even its marks lead."""

    def join(self, target: str) -> str:
        """The address that a browser opens; empty when it opens none."""
        import ada_url

        try:
            return ada_url.join_url(self.address, target)
        except ValueError:
            return ""

    def target(self, written: str) -> str:
        """Where a link leads, as it is written when that says it all; empty when it stays on the
        page's own host or opens nothing that is a contact."""
        written = written[:MAX_TARGET]
        if _WHOLE.fullmatch(written):
            return written
        plain = _CUT.sub("", written.strip(_ENDS))
        if plain[:1] in ("", "#") and not self.elsewhere:
            return ""
        if _OTHER.match(plain):
            return plain
        if self.address is _NOWHERE and _TWO_READINGS.match(plain):
            return plain
        found = self.join(plain)
        if found[:5] not in ("http:", "https"):
            # What no browser opens may still be read and typed.
            return plain if not found and _WHOLE.match(plain) else ""
        if _host(found) != self.host:
            return plain if _WHOLE.fullmatch(plain) else found
        return plain if _WHOLE.fullmatch(plain) else ""


def base_of(page: str, declared: str) -> Base:
    """The base of a page at an address (empty: unknown) that may declare another one
    (``<base href>``)."""
    base = Base()
    if page:
        if "://" not in page[:12]:
            page = f"https://{page}"
        opened = base.join(page[:MAX_TARGET])
        if opened[:4] == "http":
            base = Base(opened, _host(opened))
    if declared:
        joined = base.join(declared[:MAX_TARGET])
        # Data and script addresses are no base (HTML, section 4.2.3). The page stays where it is.
        if joined[:4] == "http":
            return Base(joined, base.host, _host(joined) != base.host)
    return base


def _host(address: str) -> str:
    """The host of a normalised address."""
    rest = address.partition("://")[2]
    host = re.split(r"[/?#]", rest, maxsplit=1)[0].rpartition("@")[2]
    return host.partition(":")[0] if not host.startswith("[") else host
