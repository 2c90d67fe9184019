"""user_page: a page on a brand's site that anybody can make, so the site's name proves nothing.

What it does
    Says of a payment link, a form, a shop, a topic in a forum that it stands on a listed site and
    was made by one of its users: the listing covers the site's own pages only.

Why it matters
    The host is genuine, filters and readers pass it. Forms on docs.google.com, payment links on
    buy.stripe.com and answers on zhidao.baidu.com are where fake desks collect and are found.

Examples
    https://docs.google.com/forms/d/e/AbC/viewform, https://buy.stripe.com/AbC0142,
    https://community.examplewallet.example/t/support/1

Not flagged
    The site's own pages, and pages that a brand lists by their path.

References
    The forms of these addresses: data/user_pages.tsv, data/hosts_user_content.txt; what is a
    platform's own: data/own_places.tsv.
"""

from __future__ import annotations

from collections.abc import Iterator

from ringtrue.detectors.base import Inquiry
from ringtrue.kinds.facets import DomainName
from ringtrue.model import Evidence, Family


def inspect(inquiry: Inquiry) -> Iterator[Evidence]:
    host = inquiry.contact.facets[0] if inquiry.contact.facets else None
    if inquiry.owner is not None or not isinstance(host, DomainName):
        return
    if inquiry.contact.kind not in ("url", "domain"):
        return
    # The site is listed whole and yet its listing does not reach this page.
    own = host.host == host.registrable
    if own and inquiry.contact.kind == "domain":
        return  # the site itself, and it is nobody's
    for name in (host.host,) if own else (host.host, host.registrable):
        brand = inquiry.directory.brands.get(inquiry.directory.is_official_domain(name) or "")
        if brand is not None:
            yield Evidence(
                code="user_page",
                family=Family.LISTING,
                strength=0.0,
                details={"host": host.host, "owner": brand.name},
            )
            return
