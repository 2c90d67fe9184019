"""Other things that the same string could mean: the readings that an answer considered.

``name.example`` is a domain or, on platforms with dots in their names, an account. (Numbers that
are QQ accounts, or ring in several countries, are added where numbers are read.)
"""

from __future__ import annotations

from ringtrue.model import ContactPoint
from ringtrue.records import replace

_LONGEST_NAME = 30
"""Characters of the longest account name with dots on the platforms that have them."""


def other_readings(text: str) -> tuple[str, ...]:
    """What the bare domain `text` could be besides.

    >>> other_readings("example.wallet"), other_readings("www.example.wallet")
    (('handle:@example.wallet',), ())
    """
    if len(text) > _LONGEST_NAME or "-" in text or text.count(".") != 1:
        return ()
    return ("handle:@" + text.lower(),)


def with_readings(contact: ContactPoint, text: str) -> ContactPoint:
    """`contact`, read from the bare string `text`, with the other readings of it added.

    >>> from ringtrue.kinds.url import parse
    >>> with_readings(parse("example.wallet"), "example.wallet").readings
    ('handle:@example.wallet',)
    """
    readings = other_readings(text) if contact.kind == "domain" else ()
    return replace(contact, readings=readings) if readings else contact
