"""post_link: a link to a post, whose address can hold any account's name.

What it does
    Says that the name in a post's address is no proof of who wrote it: the platform looks the
    post up by its id, whatever name stands before it.

Why it matters
    ``x.com/OFFICIAL/status/ID`` opens the post of whoever wrote it. Taking the name for the
    author would let everybody put a post under a brand's name.

Examples
    x.com/examplewallet/status/1234567890, tiktok.com/@examplewallet/video/1234567890

Not flagged
    Links to accounts, posts on platforms that number them by account (t.me/name/45).

References
    developer.x.com, Getting to the canonical URL for a post (2020): the id is enough.
    gist.github.com/edsu/0822060d98817ee346095892f16c1ee4: the address of one account's status
    answered with the post of another.
"""

from __future__ import annotations

from collections.abc import Iterator

from ringtrue.detectors.base import Inquiry
from ringtrue.kinds.account_names import POST
from ringtrue.kinds.facets import HandleName
from ringtrue.model import Evidence, Family


def inspect(inquiry: Inquiry) -> Iterator[Evidence]:
    facets = inquiry.contact.facets
    first = facets[0] if facets else None
    if not isinstance(first, HandleName) or not first.name.startswith(POST):
        return
    named = facets[1] if len(facets) > 1 else None
    yield Evidence(
        code="post_link",
        family=Family.LISTING,
        strength=0.0,
        details={
            "platform": first.platform,
            "name": named.raw if isinstance(named, HandleName) else "",
        },
    )
