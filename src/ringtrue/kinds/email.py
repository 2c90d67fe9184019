"""E-mail addresses, with the display name that a mail program shows (RFC 5322, RFC 6531).

Split leniently on purpose: a strict parser rejects the very spoofs that must be judged
(``"support@brand" <desk@x.example>``). The domain is read like the host of a URL.
"""

from __future__ import annotations

import re
from functools import cache

from ringtrue import data
from ringtrue.errors import UnparseableContact
from ringtrue.kinds import mail_text
from ringtrue.kinds.facets import DisplayName, DomainName, LocalPart
from ringtrue.kinds.host import domain_name, is_plain_host, plain_name
from ringtrue.kinds.registry import Kind
from ringtrue.model import ContactPoint, Facet, Listed
from ringtrue.text.hosts import is_free_mail
from ringtrue.text.skeleton import clean

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ringtrue.kinds.registry import Lists

MAX_ADDRESS = 254
"""Octets of an address (RFC 5321, section 4.5.3.1.3). Its limit of 64 octets before the ``@``
is not kept: bounce addresses of real senders are longer."""
MAX_MEMBERS = 20
"""Members of a group or list, after the first, that are read one by one; the rest is counted."""
MAX_BODY = 300
"""Characters of the text that a ``mailto:`` fills in which are kept."""
MAX_RAW = 1000
"""Characters with display name and comments."""
_NO_DOMAIN = frozenset('/\\?#:@[]()<>,;"%')
_PLAIN_LOCAL = re.compile("[A-Za-z0-9_.+-]+")
_ATEXT = frozenset("abcdefghijklmnopqrstuvwxyz0123456789!#$%&'*+-=?^_`{|}~.")
"""RFC 5322's atext without the slash: what holds one before the ``@`` is read as a web address."""


def parse(raw: str, region: str | None = None) -> ContactPoint:
    """The address in `raw`, with or without a display name, ``mailto:`` or disguise.

    Of a group or a list of recipients the first is the contact, the others are its `readings`,
    and a group's name is shown as a name is. A host behind ``via`` is a reading too, and so is the
    text that a ``mailto:`` fills in. Facets:
    `DomainName`, `LocalPart` and, where one is shown, `DisplayName`.
    Raises `UnparseableContact` with ``bad_email`` and a ``rule``.

    >>> parse('"Example Support" <Desk@Mail.example>').canonical
    'desk@mail.example'
    """
    text = raw.strip()
    if len(text) > MAX_RAW:
        raise UnparseableContact("bad_email", raw, rule="length")
    group, (first, *others) = mail_text.members(_angled(text))
    shown, canonical, facets = _one(first, raw)
    shown = " ".join(filter(None, (group, shown)))  # both are shown
    if shown and clean(shown).casefold() != canonical:
        facets.append(DisplayName(shown))
    sent_via = [f"domain:{host}" for host in filter(None, [mail_text.via(first)])]
    written = [f"text:{body[:MAX_BODY]}" for body in filter(None, [mail_text.body(text)])]
    readings = (*_readings(others), *sent_via, *written)
    return ContactPoint("email", raw, canonical, tuple(facets), readings)


def _angled(text: str) -> str:
    """``a<at>b<dot>example`` with its signs, which are no angle brackets of an address."""
    if "@" in text or "＠" in text or "<" not in text:
        return text
    plain = mail_text.undisguised(text)
    return plain if "<" not in plain else text


def read_plain(text: str) -> ContactPoint | None:
    """The address that `text` (stripped) is when it is one in its plainest form: letters, digits
    and the usual marks before the ``@``, a plain host behind it, and nothing shown beside it. None
    for any other, which `parse` reads."""
    local, _, host = text.partition("@")
    if not is_plain_host(host) or _PLAIN_LOCAL.fullmatch(local) is None:
        return None
    name = plain_name(host)
    if not name.labels or len(text) > MAX_ADDRESS:
        return None
    lower = local.lower()
    mailbox = LocalPart(_mailbox(lower, name.registrable), local)
    return ContactPoint("email", text, f"{lower}@{host}", (name, mailbox))


def is_shown(text: str) -> bool:
    """Whether `text` ends in an address in angle brackets; what stands before it is the name that
    is shown."""
    return text[-1] == ">" and "<" in text and "@" in text.rpartition("<")[2]


def looks_like(raw: str) -> bool:
    """Whether `raw` has an ``@`` between words, as a sign or written out, and no scheme before it.

    Cheap, and no promise: `parse` may still refuse it.
    """
    text = raw.strip()
    if len(text) > MAX_RAW or "://" in text[:40]:
        return False
    if "@" in text or "＠" in text:
        local = text.replace("＠", "@").partition("@")[0]
        return "/" not in local or "<" in text or '"' in text
    if "/" in text:
        return False
    if "%40" in text and " " not in text:
        return True
    return mail_text.disguised(text) or mail_text.hash_for_at(text) is not None


def _one(text: str, raw: str) -> tuple[str, str, list[Facet]]:
    """Display name, canonical address and facets of one member."""
    shown, address = mail_text.split_name(text)
    if len(address) > 2 and address[0] == address[-1] and address[0] in "`'":
        address = address[1:-1]  # quoted as a whole: mailto:`desk@brand.example`?cc=...
    local, domain = mail_text.split_address(mail_text.undisguised(address))
    if not local or not domain:
        raise UnparseableContact("bad_email", raw, rule="form")
    local_text = _local(local, raw)
    try:
        host = domain_name(_domain(domain, raw))
    except UnparseableContact as error:
        raise UnparseableContact("bad_email", raw, rule="domain") from error
    if not isinstance(host, DomainName) or "." not in host.host or not host.labels:
        raise UnparseableContact("bad_email", raw, rule="domain")
    canonical = f"{local_text}@{host.host}"
    if len(canonical.encode()) > MAX_ADDRESS:
        raise UnparseableContact("bad_email", raw, rule="length")
    return shown, canonical, [host, LocalPart(_mailbox(local_text, host.registrable), local)]


def _readings(others: list[str]) -> tuple[str, ...]:
    """The other members; one that is no address is kept as it is written, so that none is lost."""
    found = []
    for text in others[:MAX_MEMBERS]:
        try:
            found.append("email:" + _one(text, text)[1])
        except UnparseableContact:
            found.append("email:" + clean(text)[:MAX_ADDRESS])
    if len(others) > MAX_MEMBERS:
        found.append(f"email:… {len(others) - MAX_MEMBERS}")
    return tuple(dict.fromkeys(found))


def _local(local: str, raw: str) -> str:
    """The local part in lower case, quotes removed where they are not needed."""
    if len(local) >= 2 and local[0] == local[-1] == '"':
        inner = local[1:-1].replace('\\"', '"').replace("\\\\", "\\")
        text = clean(inner).casefold()
        if _is_dot_atom(text):
            return text
        if not inner or any(ord(c) < 32 for c in inner):
            raise UnparseableContact("bad_email", raw, rule="local")
        escaped = inner.casefold().replace("\\", "\\\\").replace('"', '\\"')
        return f'"{escaped}"'
    text = clean(local).casefold()
    if not _is_dot_atom(text):
        raise UnparseableContact("bad_email", raw, rule="local")
    return text


def _is_dot_atom(text: str) -> bool:
    return text != "" and all(c in _ATEXT or (not c.isascii() and c.isalnum()) for c in text)


def _domain(domain: str, raw: str) -> str:
    """The domain without a last dot. What would end a host in a URL is no part of a domain.

    Underscores and stray quotes are: senders of spam use them.
    """
    if any(c in _NO_DOMAIN or c.isspace() for c in domain):
        raise UnparseableContact("bad_email", raw, rule="domain")
    return domain.removesuffix(".")


@cache
def _providers() -> dict[str, tuple[str, bool]]:
    rows = data.table("mail_providers.tsv")
    return {domain: (tag, dots == "ignored") for domain, tag, dots, _ in rows}


def mailbox(address: str) -> str:
    """The one spelling of a mailbox that has several; an empty string where each is a mailbox.

    >>> mailbox("s.upport+kyc@googlemail.com"), mailbox("s.upport+kyc@mail.example")
    ('support@gmail.com', '')
    """
    local, _, domain = address.rpartition("@")
    if domain not in _providers():
        return ""
    return f"{_mailbox(local, domain)}@{'gmail.com' if domain == 'googlemail.com' else domain}"


def _mailbox(local: str, domain: str) -> str:
    """The mailbox behind tags and, at Gmail, dots."""
    tag, no_dots = _providers().get(domain, ("", False))
    if tag:
        local = local.partition(tag)[0] or local
    return local.replace(".", "") or local if no_dots else local


def _owners(contact: ContactPoint, lists: Lists, region: str | None) -> list[Listed]:
    """Listings of the address; else of its mailbox in another spelling; else of its domain, unless
    customers or strangers have their mail there too."""
    found = lists.named("email", contact.canonical)
    if not found and (box := mailbox(contact.canonical)):
        found = lists.in_mailbox(box)
    if found or (host := contact.part(DomainName)) is None:
        return found
    found = lists.at_mail_host(host.host)
    shared = found and (is_free_mail(host.registrable) or is_free_mail(host.host))
    return [] if shared else found


KIND = Kind(
    names=("email",),
    facets=frozenset({DomainName, LocalPart, DisplayName}),
    sample="desk@mail.example",
    parse=lambda text, region, name: parse(text, region),
    read=parse,
    owners=_owners,
    by_host=True,
)
