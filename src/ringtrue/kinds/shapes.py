"""Contact points whose shape alone tells what they are, but for plain hosts and plain numbers.

The order of the readings is the order of certainty: a sign that only one kind has comes first.
"""

from __future__ import annotations

from ringtrue.errors import UnparseableContact
from ringtrue.kinds import ambiguity, email, handle, phone, prefixed, url, wallet
from ringtrue.model import ContactPoint
from ringtrue.records import replace


def by_odd_shape(text: str, raw: str, region: str | None) -> ContactPoint:
    """The contact point that `text` has the shape of. Raises `UnparseableContact`."""
    if (" @" in text or text[-1] in ")）]】>》") and handle.split_shown(text) is not None:
        return handle.parse(text, region)
    if text[:3].lower() in ("/r/", "/u/") or text[:2].lower() in ("r/", "u/"):
        return handle.parse(text.removeprefix("/"), region, platform="reddit")
    if text[0] == "$" and handle.looks_like(text[1:]):
        return handle.parse(text, region, platform="cashapp")  # a $cashtag
    if text[-1] == ">" and "<" in text and "@" in text.rpartition("<")[2]:
        return email.parse(text, region)  # whatever stands before it is the name that is shown
    if "://" in text[:40] or text.startswith(("//", "\\\\")):
        return url.parse(text, region)
    plain = text.isascii() and text.islower() and text.replace(".", "").replace("-", "").isalnum()
    if plain and "." in text and not text.rpartition(".")[2].isdigit():
        return ambiguity.with_readings(url.parse(text, region), text)

    signs = text.count("@") + text.count("＠")
    if text[0] in "@＠" and (signs == 1 or (signs == 2 and not any(c.isspace() for c in text))):
        return handle.parse(text, region)
    if phone.looks_like(text):
        return phone.parse_bare(text, region)
    if email.looks_like(text):
        return email.parse(text, region)
    if wallet.looks_like(text):
        return wallet.parse(text, region)
    if any(dot in text for dot in ".。．｡:/\\") or "xn--" in text.lower():
        if any(c.isspace() for c in text.partition("/")[0]):
            raise UnparseableContact("unrecognised", raw)
        return url.parse(text, region)
    if handle.looks_like(text):
        return handle.parse(text, region)
    if " " in text:
        from ringtrue.kinds import labels  # needed for few

        prefix, rest = labels.before_space(text)
        contact = prefixed(prefix, rest, f"{prefix}:{rest}", raw, region) if prefix else None
        if contact is not None:
            return replace(contact, raw=raw)
    raise UnparseableContact("unrecognised", raw)
