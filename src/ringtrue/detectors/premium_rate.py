"""premium_rate: a number that costs the caller, or a satellite number.

What it does
    Reads the type of the number: premium-rate by its numbering plan (+1 900, UK 09 and 087),
    or a global satellite or international premium code (870, 881, 882, 883, 979).

Why it matters
    No support desk is reached by satellite, and who pays by the minute is kept waiting. The
    FTC counted 25,000 misdialled votes that ended on 900 numbers at three dollars each (2004).

Examples
    +1 900 555 0142, +44 9098 790142, +881 6 2345 6789

Not flagged
    Shared-cost and toll-free numbers, ordinary numbers, a brand's own premium line that is
    listed. Without a claim it is only noted.

References
    ITU-T E.164 assigned country codes; libphonenumber number types; premium_prefixes.tsv.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from ringtrue import data
from ringtrue.detectors.base import DirectoryView, Inquiry
from ringtrue.kinds.facets import PhoneNumber
from ringtrue.model import ContactPoint, Evidence, Family

CLAIMED = 0.7
ALONE = 0.3
"""Below suspicion: television votes and information lines are honest business."""


def may(contact: ContactPoint, directory: DirectoryView) -> bool:
    for number in contact.facets:
        if isinstance(number, PhoneNumber) and (
            number.number_type == "premium" or number.country_code in _prefixes()
        ):
            return True
    return False


def inspect(inquiry: Inquiry) -> Iterator[Evidence]:
    numbers = [f for f in inquiry.contact.facets if isinstance(f, PhoneNumber)]
    if not numbers or inquiry.owner is not None:
        return
    # Where no country is sure, each in which it may be dialled counts.
    placed = bool(numbers[0].e164 or numbers[0].short)
    numbers = numbers[:1] if placed else numbers[1:]
    number, what = next(((n, w) for n in numbers if n.e164 and (w := _what(n))), (None, ""))
    if number is None:
        return
    for brand_id in sorted(inquiry.claimed) or [""]:
        yield Evidence(
            code="premium_rate",
            family=Family.HOSTING,
            strength=CLAIMED if brand_id else ALONE,
            details={"seen": number.e164, "what": what},
            brand_id=brand_id,
        )


def _what(number: PhoneNumber) -> str:
    if number.number_type == "premium":
        return "premium"
    for prefix, what in _prefixes().get(number.country_code, ()):
        if number.national.startswith(prefix) and (number.valid or what == "satellite"):
            return what
    return ""


@cache
def _prefixes() -> dict[int, list[tuple[str, str]]]:
    table: dict[int, list[tuple[str, str]]] = {}
    for country, prefix, what in data.table("premium_prefixes.tsv"):
        table.setdefault(int(country), []).append((prefix, what))
    return table
