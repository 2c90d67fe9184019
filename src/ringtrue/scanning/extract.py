"""Every contact point of a text, in one pass per form, the most specific form first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ringtrue.scanning import accounts, addresses, links, numbers, placeholders, spaced_hosts
from ringtrue.scanning.context import Context
from ringtrue.scanning.found import Finds, Found
from ringtrue.scanning.phrases import Words
from ringtrue.scanning.view import View

MAX_CONTACTS = 10_000
"""Contacts of one text; a longer list is a database, not a page."""

_GIVEN_SHARE = 0.8
"""How much of the limit the targets of links may fill."""
_EXTRACTORS = (
    links.urls,
    addresses.emails,
    accounts.wallets,
    accounts.packages,
    accounts.remote_ids,
    accounts.cashtags,
    placeholders.placeholders,
    accounts.channels,
    links.domains,
    spaced_hosts.gaps,
    numbers.phones,
    accounts.named_on,
    accounts.handles,
)


def extract(
    view: View,
    names: Sequence[tuple[int, int, str]] = (),
    limit: int = MAX_CONTACTS,
    given: Iterable[Found] = (),
    words: Words | None = None,
) -> Finds:
    """Contact points of `view` in the order of the text, none overlapping another.

    `names` are the brand names in the view: they settle doubtful cases. `given` are contacts that
    are known without reading (targets of links). Linear in the length of the text; stops at
    `limit` contacts.
    """
    context = Context(view, names, words)
    finds = Finds(len(view.plain), limit)
    for found in given:
        if len(finds.found) >= limit * _GIVEN_SHARE:
            finds.cut = True  # what is seen must not drown in links
            finds.block(found.start, found.end)
        else:
            finds.add(found)
    for extractor in _EXTRACTORS:
        if finds.full:
            break
        extractor(context, finds)
    finds.cut = finds.cut or finds.full
    finds.found.sort(key=lambda found: found.start)
    return finds
