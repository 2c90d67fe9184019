"""remote_access: the id of a remote-assistance session.

What it does
    Recognises ids of AnyDesk, TeamViewer, ToDesk, Sunlogin (向日葵) and RustDesk that are handed
    out as a contact.

Why it matters
    Whoever types such an id lets a stranger see and use the screen: wallets are emptied and banks
    are opened in minutes. No support desk of a wallet, an exchange or a bank asks for it.

Examples
    anydesk:123 456 789, 向日葵识别码:123456789

Not flagged
    The programs' own sites and app ids, digits without a program's name.

References
    FBI IC3 annual reports, tech support fraud; 公安部刑侦局, warnings of shared screens.
"""

from __future__ import annotations

from collections.abc import Iterator

from ringtrue.detectors.base import Inquiry
from ringtrue.kinds.facets import RemoteId
from ringtrue.model import Evidence, Family

ALONE = 0.7
CLAIMED = 0.9
"""The session is said to be a brand's."""


def inspect(inquiry: Inquiry) -> Iterator[Evidence]:
    for facet in inquiry.contact.facets:
        if not isinstance(facet, RemoteId):
            continue
        for brand_id in sorted(inquiry.claimed) or [""]:
            yield Evidence(
                code="remote_access",
                family=Family.CLAIM,
                strength=CLAIMED if brand_id else ALONE,
                details={"program": facet.program, "id": facet.id},
                brand_id=brand_id,
            )
