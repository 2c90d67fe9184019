"""opaque_invite: an invite code or an internal id, which names nobody.

What it does
    Says of invite links, QR links and internal ids that their letters tell nothing: only a list,
    or the brand's own page, shows whose they are.

Why it matters
    ``t.me/+AbCd0142`` and ``u.wechat.com/AbCd`` are how fake desks are handed out, because
    nobody can compare them with anything.

Examples
    t.me/+AbCdEf0142, chat.whatsapp.com/AbCdEfGhIjKl, lin.ee/AbCdEf1, work.weixin.qq.com/kfid/kfc01

Not flagged
    Listed invites, chosen invite names (discord.gg/examplewallet), account names.

References
    Mariconti et al., What's in a Name?, WWW 2017 (lapsed invites are taken over).
"""

from __future__ import annotations

from collections.abc import Iterator

from ringtrue.detectors.base import Inquiry
from ringtrue.kinds.account_names import POST
from ringtrue.kinds.facets import HandleName
from ringtrue.model import Evidence, Family

STRENGTH = 0.25
"""A weak sign: it supports a claim or another finding."""


def inspect(inquiry: Inquiry) -> Iterator[Evidence]:
    facet = inquiry.contact.facets[0] if inquiry.contact.facets else None
    if inquiry.owner is not None or not isinstance(facet, HandleName) or not facet.opaque:
        return
    if not facet.name.startswith(POST):
        yield Evidence(
            code="opaque_invite",
            family=Family.HOSTING,
            strength=STRENGTH,
            details={"platform": facet.platform, "seen": facet.name.removeprefix("+")[:60]},
        )
