"""script_link: a link that carries a page or a program instead of an address.

What it does
    Finds ``data:``, ``javascript:``, ``blob:`` and ``file:`` links. What they show comes from the
    link, so there is no host whose owner could be known.

Why it matters
    A ``data:`` link draws a whole sign-in page under an address bar that names nobody.

Examples
    data:text/html;base64,PGh0bWw+, javascript:alert(1), file:///C:/help.html

Not flagged
    Web links, telephone and mail links, links of messengers and apps.

References
    RFC 2397; WHATWG URL, special schemes.
"""

from __future__ import annotations

from collections.abc import Iterator

from ringtrue.detectors.base import Inquiry
from ringtrue.kinds.facets import UrlRest
from ringtrue.model import Evidence, Family

STRENGTH = 0.6
_SCHEMES = frozenset({"data", "javascript", "blob", "file", "vbscript", "view-source"})


def inspect(inquiry: Inquiry) -> Iterator[Evidence]:
    for facet in inquiry.contact.facets:
        if isinstance(facet, UrlRest) and facet.scheme in _SCHEMES:
            yield Evidence(
                code="script_link",
                family=Family.DECEPTION,
                strength=STRENGTH,
                details={"scheme": facet.scheme},
            )
