"""When a string can mean several contact points: which of them an answer is about.

``8005550142`` rings in North America, in China and in India, and ``95588`` may be a QQ number.
All readings are looked up; when a list holds one of them, the answer is about that one, and the
others stay in `ContactPoint.readings`.
"""

from __future__ import annotations

from ringtrue.kinds import parse
from ringtrue.kinds.facets import DomainName, PhoneNumber, UrlRest
from ringtrue.model import ContactPoint, Listed
from ringtrue.records import replace

_AS_ZERO = str.maketrans("123456789", "000000000")
_TELLING = frozenset(" +.:;@%\\")
"""Signs with which a path may carry a contact or an address."""
_LONGEST_PLAIN = 200
"""Characters of a path in which nothing is looked for."""
_SHORTEST_CODE = 12
"""Characters of a path that may hold an address in base64, which has capitals in it."""


def is_plain(contact: ContactPoint) -> bool:
    """Whether nothing but the contact itself is left to read: no disguise, no extension, and an
    account's platform was named; of a link, no more than its host, read so by everybody, and a path
    that is no text."""
    rest = contact.part(UrlRest)
    if rest is not None:
        host = contact.part(DomainName)
        return (
            host is not None
            and not (rest.query or rest.fragment or rest.userinfo)
            and rest.rfc3986_host == host.host
            and _is_words(rest.path)
            and not (_may_hold_a_number(rest.path) or _may_hold_a_number(host.host))
        )
    if len(contact.facets) != 1 or contact.kind == "handle":
        return False
    number = contact.part(PhoneNumber)
    return number is None or not (number.obfuscations or number.extension)


def _is_words(path: str) -> bool:
    """Whether a path holds no address: no sign that stands in one, no base64 and not too much."""
    if len(path) < _SHORTEST_CODE or path.islower():
        wallet = "0x" in path or "bc1" in path
        return len(path) <= _LONGEST_PLAIN and not wallet and _TELLING.isdisjoint(path)
    return False


def _may_hold_a_number(text: str) -> bool:
    """Whether seven digits stand in a row, or three and three about a hyphen; or letters that this
    does not read."""
    zeros = text.translate(_AS_ZERO)
    return not text.isascii() or "0000000" in zeros or "000-000" in zeros


def as_listed(contact: ContactPoint, owner: Listed) -> ContactPoint:
    """A telephone number as the reading that `owner` lists, and an app's id that was written
    without its store; anything else as it is.

    >>> from ringtrue.kinds.phone import parse
    >>> listed = Listed("b", "phone", "+868005550142")
    >>> found = as_listed(parse("8005550142"), listed)
    >>> found.canonical, found.readings
    ('+868005550142', ('phone:+18005550142', 'phone:+918005550142'))
    """
    if contact.kind == "domain" and owner.kind == "play_package":
        app = parse(owner.value, owner.kind)
        return replace(app, raw=contact.raw, readings=(f"domain:{contact.canonical}",))
    seen = contact.part(PhoneNumber)
    if seen is None:
        return contact
    named = f"{owner.kind}:{owner.value}"
    if owner.value == contact.canonical and named not in contact.readings:
        return contact
    own = parse(owner.value, owner.kind if named in contact.readings else "phone")
    first = own.part(PhoneNumber)
    facets = own.facets[:1]
    if first is not None:
        facets = (
            replace(first, extension=seen.extension, via=seen.via, obfuscations=seen.obfuscations),
        )
    # Digits without a country are no other contact than the listed number that ends in them.
    told = bool(seen.e164 or seen.short) or own.kind != "phone"
    names = ([f"phone:{contact.canonical}"] if told else []) + list(contact.readings)
    others = [f for f in contact.facets if f != seen and getattr(f, "e164", "") != owner.value]
    ours = (named, f"phone:{own.canonical}")
    return ContactPoint(
        kind=own.kind,
        raw=contact.raw,
        canonical=own.canonical,
        facets=(*facets, *others),
        readings=tuple(name for name in dict.fromkeys(names) if name not in ours),
    )
