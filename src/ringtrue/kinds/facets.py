"""The comparable parts of contact points.

A URL and an e-mail both carry a `DomainName`, so ``help@paypa1.com`` is measured against
the official web domain with no extra code.
"""

from __future__ import annotations

from ringtrue.model import Facet
from ringtrue.records import record


@record
class DomainName(Facet):
    """A DNS name as a browser would open it."""

    host: str
    """A-labels, lower case, no trailing dot."""
    suffix: str
    """Public suffix (private section included), A-labels: ``com``, ``co.uk``, ``github.io``."""
    registrable: str
    """Suffix plus one label (eTLD+1); equals `host` when there is nothing before the suffix."""
    labels: tuple[str, ...]
    """Unicode labels before the suffix, left to right; the last is the registrable label.
    Empty when the host is itself a public suffix."""
    private_suffix: bool = False
    """The suffix is one of the private section: each customer is an owner of their own."""

    @property
    def label(self) -> str:
        """The Unicode label that was registered; empty for a bare suffix."""
        return self.labels[-1] if self.labels else ""

    def known_as(self) -> tuple[tuple[str, str], ...]:
        """The registered domain with all below it, and the host, with ``www.`` or without."""
        bare = self.host.removeprefix("www.")
        return ("domain", self.registrable), ("host", bare), ("host", self.host)


@record
class IpAddress(Facet):
    """A host that is an IP literal, in the normal spelling."""

    address: str
    spelled: str
    """As it was written (decimal, hexadecimal, octal ...)."""


@record
class UrlRest(Facet):
    """What a URL holds besides its host."""

    scheme: str
    path: str
    """Percent-decoded path, with its leading slash."""
    query: str
    """Percent-decoded query without ``?``."""
    fragment: str
    userinfo: str
    """Decoded text before the ``@``; empty when there is none."""
    port: str
    rfc3986_host: str
    """The host by the other common reading (RFC 3986, as urllib and many filters read it)."""
    cut: bool = False
    """There was more than is decoded."""


@record
class LocalPart(Facet):
    """The part of an e-mail address before the ``@``."""

    text: str
    """Lower case, unquoted, plus tag and (where the provider ignores them) dots removed."""
    raw: str


@record
class DisplayName(Facet):
    """The name that a mail program or a messenger shows."""

    text: str


@record
class PhoneNumber(Facet):
    """A telephone number or a short code."""

    e164: str
    """``+`` and digits; empty for a short code."""
    short: str
    """The bare short code (``95588``); empty for a full number."""
    country_code: int
    """E.164 country code; 0 for a short code."""
    national: str
    """National significant number; the code itself for a short code."""
    region: str
    """ISO 3166 region when known, else empty."""
    number_type: str
    """``mobile``, ``fixed``, ``toll_free``, ``shared_cost``, ``premium``, ``short``, ``other``."""
    valid: bool
    """libphonenumber knows the range."""
    extension: str = ""
    via: str = ""
    """``whatsapp`` for wa.me and the like, ``sms``; else empty."""
    obfuscations: tuple[str, ...] = ()
    """How digits were disguised: ``fullwidth``, ``circled``, ``han``, ``letters`` ..."""

    def known_as(self) -> tuple[tuple[str, str], ...]:
        """The full number; a short code is many people's."""
        return (("phone", self.e164),) if self.e164 else ()


@record
class HandleName(Facet):
    """An account name on one platform, or on any when the platform was not given."""

    platform: str
    """``x``, ``telegram`` ...; empty when unknown."""
    name: str
    """Without ``@``, in the platform's canonical case (folded where it ignores case)."""
    raw: str
    """As written: capital I and small l still differ here."""
    opaque: bool = False
    """An invite code or internal id that names nobody."""

    def known_as(self) -> tuple[tuple[str, str], ...]:
        """The name on its platform."""
        return ((self.platform, self.name),) if self.platform and not self.opaque else ()


@record
class AppId(Facet):
    """An application's id in its store."""

    store: str
    """``play_package``, ``appstore_id``, ``chrome_extension_id`` ..."""
    id: str

    def known_as(self) -> tuple[tuple[str, str], ...]:
        """The id in its store."""
        return ((self.store, self.id),)


@record
class RemoteId(Facet):
    """The id of a remote-assistance session."""

    program: str
    """``anydesk``, ``teamviewer``, ``todesk``, ``sunlogin`` ..."""
    id: str
    """Digits only."""


@record
class WalletAddress(Facet):
    """A crypto address."""

    chain: str
    """``evm``, ``bitcoin``, ``tron``, ``solana``, ``ton``."""
    address: str
    check: str = "none"
    """State of its check digits: ``right``, ``none`` (the form has none), ``unread`` (the library
    that reads them is not installed: the extra ``[wallets]``), for EVM also ``wrong`` capitals."""
