"""Kinds of contact points, and `parse`, the door that every string comes through.

The order of the readings below is the order of certainty: a named kind, a scheme or a platform
prefix first, shapes after. Each kind is one module, told in `ringtrue.kinds.registry`.
"""

from __future__ import annotations

from ringtrue.errors import UnknownKind, UnparseableContact
from ringtrue.kinds.host import is_plain_host
from ringtrue.kinds.links import bare_text, plain_link
from ringtrue.kinds.links import parse as parse_link
from ringtrue.kinds.registry import (
    APP_KINDS,
    KINDS,
    PLATFORM_KINDS,
    PREFIXED,
    SCHEMES,
    SHAPES,
    WEB_KINDS,
    kind_of,
    kind_of_module,
    module_of,
)
from ringtrue.kinds.url import plain_rest
from ringtrue.kinds.wrapping import ENDS, unwrapped
from ringtrue.model import ContactPoint
from ringtrue.records import replace

__all__ = ["APP_KINDS", "KINDS", "MAX_RAW", "PLATFORM_KINDS", "WEB_KINDS", "parse"]

MAX_RAW = 8192
"""Characters of one contact point; longer input is no contact that a person was handed."""
MAX_WORDS = 1000
"""Characters of what is no link: mail addresses with what is shown beside them are the longest."""
MAX_LIGATURES = 8
"""Times that a contact may hold the one sign that stands for eighteen letters."""
_LIGATURE = "\ufdfa"
_LINK_SIGNS = frozenset("/\\:?#%")
"""One of them stands soon in a longer text that can be a link."""
_STOPS = ENDS + "."
_WITH_SCHEME = frozenset({"tel", "callto", "sms", "mailto"})
"""Schemes that stand in links of their own: what reads the kind takes them off."""


def parse(raw: str, kind: str | None = None, region: str | None = None) -> ContactPoint:
    """The contact point that `raw` is, in canonical form.

    `kind` (one of `KINDS`) says how to read it; without one the shape decides. `region` is an
    ISO 3166 country code for national phone numbers and short codes.
    Raises `UnparseableContact` (a ``ValueError``) when it is none, `UnknownKind` for a kind
    that does not exist.

    >>> parse("https://www.MetaMask.io").kind, parse("MetaMask.io").canonical
    ('url', 'metamask.io')
    """
    if kind is None and isinstance(raw, str):
        # The everyday cases first: no door has anything against them, and nothing is about them.
        if raw.startswith(("https://", "http://")):
            rest = plain_rest(raw)
            if rest is not None and (raw[-1].isalnum() or raw[-1] == "/"):
                link = plain_link(rest, raw, region)
                return link if link.canonical[-1] not in _STOPS else _settled(link)
        elif is_plain_host(raw):
            return bare_text(raw)
    if kind is not None and kind not in KINDS:
        raise UnknownKind(f"{kind!r} is no kind of contact; use one of: {', '.join(KINDS)}")
    text = _door(raw)
    inner = unwrapped(text, stated=kind is not None)
    if inner != text:
        try:
            return _settled(replace(_parsed(inner, inner, kind, region), raw=raw))
        except UnparseableContact:
            pass  # what stood about it was a part of it
    return _settled(_parsed(text, raw, kind, region))


_UNSEEN = "\u00ad\u200b\u2060\ufeff \t\r\n"
"""What nobody sees at the ends of a contact, and what stands beside it there; no joiners, which
belong to letters."""


def _settled(contact: ContactPoint) -> ContactPoint:
    """A link whose canonical form reads the same again: no mark that ends a sentence ends it."""
    canonical = contact.canonical
    if contact.kind != "url" or canonical[-1] not in _STOPS:
        return contact
    bare = canonical.rstrip(_STOPS)
    try:
        found = _parsed(bare, bare, None, None)
    except UnparseableContact:  # nothing but marks stood behind the scheme
        found = contact
    if found.kind != "url":
        return replace(found, raw=contact.raw)
    return replace(contact, canonical=bare)


def _parsed(text: str, raw: str, kind: str | None, region: str | None) -> ContactPoint:
    """What `text`, without anything about it, is."""
    if kind is None and is_plain_host(text):
        return bare_text(text)
    if kind is not None:
        return kind_of(kind).parse(text, region, kind)
    if text.startswith(("https://", "http://")) and _is_bare_link(text):
        return parse_link(text, region)
    head, colon, tail = text.partition(":")
    if colon and tail and len(head) <= 24:
        prefix = head.strip().lower()
        if tail[0] == "@":
            account: ContactPoint | None = module_of("handle").read_plain(prefix, tail, text)
            if account is not None:
                return account
        contact = _prefixed(prefix, tail, text, region)
        if contact is not None:
            return contact
    if not (colon and text.isascii() and (tail[:2] == "//" or "." in head)):
        contact = _labelled(text, raw, region)
        if contact is not None:
            return contact
    return _by_shape(text, raw, region)


def _door(raw: str) -> str:
    """Checks that hold for every kind; the text without surrounding white space."""
    if not isinstance(raw, str):
        raise TypeError(f"a contact point is a str, not {type(raw).__name__}")
    if len(raw) > MAX_RAW or (not raw.isascii() and raw.count(_LIGATURE) > MAX_LIGATURES):
        raise UnparseableContact("too_long", raw[:200], limit=MAX_RAW)
    text = raw.strip()
    if not text:
        raise UnparseableContact("empty", raw)
    if not text.isprintable():
        try:
            text.encode("utf-8")
        except UnicodeEncodeError:
            # Lone surrogates are no text: nothing can be looked up or shown faithfully.
            raise UnparseableContact("control_characters", raw) from None
        if "\0" in text:
            raise UnparseableContact("control_characters", raw)
        text = text.strip(_UNSEEN) or text
    return text


def _prefixed(prefix: str, tail: str, text: str, region: str | None) -> ContactPoint | None:
    """Readings that a prefix settles: ``tel:``, ``mailto:``, ``telegram:@name``, ``wallet:``."""
    if (kind := SCHEMES.get(prefix)) is not None:
        inner = text if prefix in _WITH_SCHEME else tail.strip()
        if prefix == "smsto":
            inner = "sms:" + inner.partition(":")[0]  # the message follows the number
        return kind_of(kind).parse(inner, region, kind)
    if prefix == "matmsg" and (address := _field(tail, "TO")):  # a mail, as QR codes write one
        return kind_of("email").parse(address, region, "email")
    for module in PREFIXED:
        known = kind_of_module(module)
        if (tail[:2] != "//" and known.knows_prefix(prefix)) or prefix in known.schemes():
            return known.parse(text, region, "")
    return None


def _labelled(text: str, raw: str, region: str | None) -> ContactPoint | None:
    """Readings that a person's label settles: ``微信：name``, ``E-mail: ...``, ``官网：...``."""
    if text.isascii() and ":" not in text[:25]:
        return None
    from ringtrue.kinds import labels

    label, rest = labels.split(text)
    if not label or not rest or rest.startswith("//"):
        return None
    if prefix := labels.channel(label):
        contact = _prefixed(prefix, rest, f"{prefix}:{rest}", region)
        return None if contact is None else replace(contact, raw=raw)
    cue = labels.cue(label)
    if cue in ("email", "phone"):
        return replace(kind_of(cue).parse(rest, region, cue), raw=raw)
    return replace(_by_shape(rest, raw, region), raw=raw) if cue else None


def _of_platform(text: str, region: str | None) -> ContactPoint | None:
    """The account of ``platform @name``; None when the word is no platform's name."""
    from ringtrue.kinds import labels

    word, _, name = text.partition(" ")
    prefix = labels.channel(word)
    return _prefixed(prefix, name, f"{prefix}:{name}", region) if prefix else None


def _field(payload: str, name: str) -> str:
    """A field of a payload such as ``TO:a@b.example;SUB:hi;;``."""
    fields = (field.partition(":") for field in payload.split(";", 16))
    return next((value for key, _, value in fields if key.strip().upper() == name), "")


def _is_bare_link(text: str) -> bool:
    """Whether a link stands alone, without words or brackets about it: no other shape is found in
    it, and what reads them need not be imported."""
    return text.isascii() and " " not in text and text[-1] not in ")]>"


def _by_shape(text: str, raw: str, region: str | None) -> ContactPoint:
    """The contact point that `text` has the shape of. Raises `UnparseableContact`."""
    if is_plain_host(text):  # everyday cases first
        return bare_text(text)
    if len(text) > MAX_WORDS and _LINK_SIGNS.isdisjoint(text[:MAX_WORDS]):
        raise UnparseableContact("too_long", raw, limit=MAX_WORDS)
    plain: ContactPoint | None = None
    if "@" in text:
        plain = module_of("email").read_plain(text)
    if plain is None and text[0] in "+(0123456789":
        plain = module_of("phone").read_plain(text, region)
    if plain is not None:
        return plain
    if " @" in text and text.count(" ") == 1:  # ``Instagram @name``
        contact = _of_platform(text, region)
        if contact is not None:
            return replace(contact, raw=raw)
    for name, tells in SHAPES:
        if getattr(module_of(name), tells)(text):
            try:
                return kind_of_module(name).read(text, region)
            except UnparseableContact as problem:
                if problem.code != "unrecognised":
                    raise
                raise UnparseableContact("unrecognised", raw) from None  # with its label
    if " " in text:
        from ringtrue.kinds import labels

        prefix, rest = labels.before_space(text)
        contact = _prefixed(prefix, rest, f"{prefix}:{rest}", region) if prefix else None
        if contact is not None:
            return replace(contact, raw=raw)
    raise UnparseableContact("unrecognised", raw)
