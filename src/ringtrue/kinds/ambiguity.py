"""Other things that the same string could mean: the readings that an answer considered.

``name.example`` is a domain or, on platforms with dots in their names, an account. (Numbers that
are QQ accounts, or ring in several countries, are added where numbers are read.)
"""

from __future__ import annotations

from ringtrue.model import ContactPoint

_LONGEST_NAME = 30
"""Characters of the longest account name with dots on the platforms that have them."""


def with_readings(contact: ContactPoint, text: str) -> ContactPoint:
    """`contact`, read from the bare string `text`, with the other readings of it added.

    >>> from ringtrue.kinds.url import parse
    >>> with_readings(parse("example.wallet"), "example.wallet").readings
    ('handle:@example.wallet',)
    """
    if contact.kind != "domain" or len(text) > _LONGEST_NAME or text.count(".") != 1:
        return contact
    if "-" in text:
        return contact
    reading = f"handle:@{text.lower()}"
    return ContactPoint(contact.kind, contact.raw, contact.canonical, contact.facets, (reading,))
