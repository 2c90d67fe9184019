"""obfuscated_number: digits written so that people read them and filters do not.

What it does
    Names the disguises of a number's digits: circled, parenthesised, mathematical, superscript,
    keycap, Roman numerals, letters for digits, financial Chinese numerals, hidden characters
    between digits, and text turned around (U+202E). Official numbers in disguise are named too.

Why it matters
    Posts with planted support numbers write ``𝟏-𝟖𝟖𝟖`` or ``84O-`` because the filters of the
    places they are posted in look for digits. Whether a number was disguised and whether it is
    listed are two facts: the right number in circles still reaches the right line.

Examples
    ①-⑧⓪⓪-⑤⑤⑤-⓪①④②, +1 (8OO) 555-O142, 肆零零捌捌贰零壹肆贰, 4️⃣0️⃣0️⃣…

Not flagged
    Fullwidth digits and punctuation (house style), other scripts' own digits, plain Chinese
    numerals, brackets and stars, vanity words (1-800-FLOWERS), directional marks around a number
    that was copied from an address book. Alone it never makes a contact suspicious.

References
    UTS #39 section 3.1; UAX #44 Numeric_Value.
"""

from __future__ import annotations

from collections.abc import Iterator

from ringtrue.detectors.base import Inquiry
from ringtrue.kinds.facets import PhoneNumber
from ringtrue.model import Evidence, Family
from ringtrue.text.digits import STRONG

DISGUISED = 0.4


def inspect(inquiry: Inquiry) -> Iterator[Evidence]:
    number = inquiry.contact.part(PhoneNumber)
    if number is None:
        return
    disguises = tuple(n for n in number.obfuscations if n in STRONG)
    if disguises:
        yield Evidence(
            code="obfuscated_number",
            family=Family.OBFUSCATION,
            strength=DISGUISED,
            details={"disguises": ", ".join(disguises), "reads": inquiry.contact.canonical},
        )
