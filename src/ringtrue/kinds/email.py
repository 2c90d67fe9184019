"""E-mail addresses, with the display name that a mail program shows (RFC 5322, RFC 6531).

Split leniently on purpose: a strict parser rejects the very spoofs that must be judged
(``"support@brand" <desk@x.example>``). The domain is read like the host of a URL.
"""

from __future__ import annotations

from ringtrue.errors import UnparseableContact
from ringtrue.kinds.facets import DisplayName, DomainName, LocalPart
from ringtrue.kinds.url import domain_name
from ringtrue.model import ContactPoint, Facet
from ringtrue.text.skeleton import clean

MAX_ADDRESS = 254
"""Octets of an address (RFC 5321, section 4.5.3.1.3)."""
MAX_RAW = 1000
"""Characters with display name and comments."""
_DOTS_IGNORED = frozenset({"gmail.com", "googlemail.com"})
_PLUS_TAGS = frozenset(
    {"gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "icloud.com", "me.com"}
    | {"fastmail.com", "proton.me", "protonmail.com", "pm.me"}
)
_AT_WORDS = ("[at]", "(at)", "{at}", " at ", "艾特", "＠", "(a)", "[@]", "(@)")
_DOT_WORDS = ("[dot]", "(dot)", "{dot}", " dot ", "[.]", "(.)", "点", "。", "．", "｡")
_ATEXT = frozenset("abcdefghijklmnopqrstuvwxyz0123456789!#$%&'*+-/=?^_`{|}~.")


def parse(raw: str, region: str | None = None) -> ContactPoint:
    """The address in `raw`, with or without a display name, ``mailto:`` or disguise.

    Facets: `DomainName`, `LocalPart` and, where one is shown, `DisplayName`.
    Raises `UnparseableContact` with ``bad_email`` and a ``rule``.

    >>> parse('"Example Support" <Desk@Mail.example>').canonical
    'desk@mail.example'
    """
    text = raw.strip()
    if len(text) > MAX_RAW:
        raise UnparseableContact("bad_email", raw, rule="length")
    if text[:7].lower() == "mailto:":
        text = _unquote(text[7:].partition("?")[0]).partition(",")[0]
    shown, address = _split_name(text)
    address = _undisguise(address)
    local, at, domain = _split_address(address)
    if not at or not local or not domain or len(address) > MAX_ADDRESS:
        raise UnparseableContact("bad_email", raw, rule="form")
    local_text = _local(local, raw)
    try:
        host = domain_name(domain)
    except UnparseableContact as error:
        raise UnparseableContact("bad_email", raw, rule="domain") from error
    if not isinstance(host, DomainName) or "." not in host.host or not host.labels:
        raise UnparseableContact("bad_email", raw, rule="domain")
    facets: list[Facet] = [host, LocalPart(_mailbox(local_text, host.registrable), local)]
    shown = shown.strip()
    if shown and clean(shown).casefold() != f"{local_text}@{host.host}":
        facets.append(DisplayName(shown))
    return ContactPoint("email", raw, f"{local_text}@{host.host}", tuple(facets))


def looks_like(raw: str) -> bool:
    """An @ (or a written-out one) between words, and no scheme before it."""
    text = raw.strip()
    if len(text) > MAX_RAW or "://" in text[:40]:
        return False
    if "@" in text or "＠" in text:
        local = text.partition("@")[0]
        return "/" not in local or "<" in text or '"' in text
    lowered = text.lower()
    return any(word in lowered for word in _AT_WORDS) and any(
        word in lowered for word in (".", *_DOT_WORDS)
    )


def _split_name(text: str) -> tuple[str, str]:
    """Display name and address of ``Name <address>``, ``address (Name)`` and groups."""
    if text.endswith(";") and ":" in text:  # a group: its first member (RFC 5322, 3.4)
        text = text.partition(":")[2].rstrip(";").partition(",")[0].strip()
    end = text.rfind(">")
    start = text.rfind("<", 0, end) if end >= 0 else -1
    if start >= 0:
        # What follows the address is a note of the sending program ("via example").
        return _unquote_name(text[:start]), text[start + 1 : end].strip()
    if text.endswith(")") and "(" in text and "@" in text.partition("(")[0]:
        address, _, comment = text.partition("(")
        return comment[:-1], address.strip()
    return "", text


def _unquote_name(name: str) -> str:
    name = name.strip()
    if len(name) >= 2 and name[0] == name[-1] and name[0] in "\"'":
        name = name[1:-1]
    return name.replace('\\"', '"').replace("\\\\", "\\").strip()


def _undisguise(address: str) -> str:
    """``a [at] b (dot) c`` and its Chinese forms, as the address they spell."""
    if "@" in address and address.isascii() and " " not in address:
        return address
    lowered = address
    if "@" not in address:
        for word in _AT_WORDS:
            at = lowered.lower().find(word)
            if at >= 0:
                lowered = lowered[:at] + "@" + lowered[at + len(word) :]
                break
    local, at_sign, domain = lowered.rpartition("@")
    for word in _DOT_WORDS:
        domain = _replace_word(domain, word)
        if word.startswith(("[", "(", "{")):
            local = _replace_word(local, word)
    return local.strip() + at_sign + "".join(domain.split())


def _replace_word(text: str, word: str) -> str:
    return text.replace(word, ".").replace(word.upper(), ".")


def _split_address(address: str) -> tuple[str, str, str]:
    if address.startswith('"'):
        end = address.rfind('"@')
        if end > 0:
            return address[: end + 1], "@", address[end + 2 :]
    if address.count("@") != 1:
        return "", "", ""
    return address.partition("@")


def _local(local: str, raw: str) -> str:
    """The local part in lower case, quotes removed where they are not needed."""
    if len(local) >= 2 and local[0] == local[-1] == '"':
        inner = local[1:-1].replace('\\"', '"').replace("\\\\", "\\")
        if _is_dot_atom(clean(inner).casefold()):
            return clean(inner).casefold()
        if not inner or any(ord(c) < 32 or c in '"\\' for c in inner):
            raise UnparseableContact("bad_email", raw, rule="local")
        return f'"{inner.casefold()}"'
    text = clean(local).casefold()
    if not _is_dot_atom(text):
        raise UnparseableContact("bad_email", raw, rule="local")
    return text


def _is_dot_atom(text: str) -> bool:
    if not text or len(text) > 64:
        return False
    return all(c in _ATEXT or (not c.isascii() and c.isalnum()) for c in text)


def _mailbox(local: str, domain: str) -> str:
    """The mailbox behind tags and, at Gmail, dots."""
    if domain in _PLUS_TAGS:
        local = local.partition("+")[0] or local
    if domain in _DOTS_IGNORED:
        local = local.replace(".", "") or local
    return local


def _unquote(text: str) -> str:
    if "%" not in text:
        return text
    from urllib.parse import unquote

    return unquote(text, errors="replace")
