"""Who a text speaks for, as against whom it merely names.

Speaker. A message, a page or a mail can as a whole be somebody's: by its title, by who signs it
(`ringtrue.scanning.voice`). What it offers is offered as the speaker's.

Desk. A name beside "support", "official site" or "reach a person at" claims the contact that it
introduces. It binds in its clause, sentence or cell, in its line, and as the head of a list in what
stands under it; a name before a contact is nearer than one behind it. Farther away the text only
mentions.

Mention. Everything else: what is said of a brand, linked by its name, credited, reviewed, shipped
or paid with, warned of, told of. A long text has no speaker, and there a claim reaches a contact
that it introduces, not one that stands in the same paragraph.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Literal

from ringtrue.model import Brand
from ringtrue.records import record, replace
from ringtrue.scanning import cues, voice
from ringtrue.scanning.attribution import (
    MAX_SPEAKERS,
    NOTHING,
    Disguised,
    Offers,
    asked_about,
    begin_of,
    disguised_sender,
    message_speaker,
    outside_rows,
    titled_speakers,
)
from ringtrue.scanning.bindings import Bindings
from ringtrue.scanning.name_places import CLAIMING, Place, channel_kinds, find_places
from ringtrue.scanning.phrases import Words
from ringtrue.scanning.posts import Post
from ringtrue.scanning.redflags import RedFlag
from ringtrue.scanning.view import View

DOMINANT_MENTIONS = 3
DOMINANT_SHARE = 0.6
_TITLE = 120
"""Characters; a longer first line is a paragraph, not a title."""
MAX_OFFERED = 10
"""Contacts of a message; who offers more writes a list, which speaks for nobody."""
_TITLED = re.compile(r"\s*(?:#{1,3} \S[^\n]*\n\s*\S|---\n[\w-]{1,30}:)")
"""Heads of a title, of front matter."""
_CREDITED = re.compile(
    r"\s*(?:(?i:(?:\(?(?:the )?[\w-]{2,12}(?: licen[sc]e)?\)?\s{1,4})?copyright (?:\(c\)|©|\d{4}))"
    r"|(?:commit [0-9a-f]{4,40}\n)?(?:(?:19|20)\d\d-\d\d-\d\d|Author:)\s{1,3}"
    r"[^\n<]{2,60}<[^\s<>]{3,80}>)"
)
"""Heads of a licence, an entry of a change log, a commit."""
_MARKUP = re.compile(
    r"^(?:#{1,4} \S|(?:19|20)\d\d-\d\d-\d\d  \S|={4,}$|-{4,}$|```"
    r"|(?:files|license|licence|copyright|upstream-name):|copyright \(c\)|copyright ©)"
    r"|`[^`\n]{1,60}`|\[[^\]\n]{1,80}\]\(https?:",
    re.MULTILINE | re.IGNORECASE,
)

_BUILT = re.compile(
    r"^[ \t$#>]{0,12}(?:make install|(?:\./|perl )?(?:configure|autogen\.sh|Makefile\.PL|Build\.PL)"
    r"|tar -?x|(?:pip3?|npm|gem|cargo|go|apt|apt-get|brew|dnf) install\s|git clone\s|mkdir build"
    r"|python3? setup\.py|python3? -m )"
    r"|redistributions? (?:of source|and use) |permission is hereby granted"
    r"|licensed under the |package was debianized",
    re.MULTILINE | re.IGNORECASE,
)
"""How software is built, installed and licensed: a document, whoever is named in it."""
DOCUMENT = 600
"""Characters from which a text may be a document by its form: one line of a title or a licence
about a message makes it none. (Nine in ten READMEs and licences are longer.)"""


@record
class ScannedClaim:
    """A brand that a text names."""

    brand_id: str
    brand: str
    """The brand's name."""
    start: int
    end: int
    """Span of the most telling place in the text as given."""
    text: str
    """The name as it is written there."""
    strength: Literal["speaks_for", "mentions"]
    mentions: int = 1
    """How often the brand is named."""
    how: Literal["title", "cue", "dominant", "mention"] = "mention"
    """What makes it a claim: it is the text's speaker, or a word beside it."""
    cued: bool = False
    """A word like "official support" stands beside the name somewhere."""


def find_claims(
    view: View,
    names: Sequence[tuple[int, int, str]],
    brands: Mapping[str, Brand],
    titles: Sequence[tuple[int, int]] = (),
    words: Words | None = None,
    subject: tuple[int, int] | None = None,
    offers: Offers = NOTHING,
    disguised: Disguised | None = None,
    free: Callable[[int, int], bool] = lambda _start, _end: True,
) -> tuple[tuple[ScannedClaim, ...], Bindings]:
    """Claims, and what binds a contact to one. `names` are spans in the view, contacts left out.

    `titles` are the spans that say who speaks; without any, a short first line is one. `subject` is
    that of a mail, whose head says who speaks: people write about a brand in a subject, and often
    in a text, without being it. `offers` are its contacts, `disguised` reads a name at
    the head of a message that nothing else finds, `free` says whether a span is outside every
    contact.
    """
    plain_text = not titles and subject is None
    message = (
        len(view.plain) <= voice.MAX_MESSAGE
        and len(offers.spans) <= MAX_OFFERED
        and not _is_markup(view.plain)
    )
    long = not message and plain_text
    post = Post(view)
    offers = offers.without(post.author)
    names = sorted(name for name in names if not (message and _is_said(view, *name)))
    if (
        message
        and disguised
        and (sender := disguised_sender(view, names, titles, subject, offers, disguised))
    ):
        names = sorted([*names, sender])
    if not names:
        return (), Bindings(view, (), None, post, long=not message and subject is None)
    places = find_places(view, names, words, free)
    heads = [(0, _title_end(view.plain))] if plain_text else titles
    free_places = outside_rows(view, places, offers)
    speakers = titled_speakers(view, free_places, brands, heads, subject, long=long)
    if not message and subject is None and not speakers:
        long = True  # a page whose title speaks for nobody
    if not speakers and message:
        begin = begin_of(titles, subject)
        speakers = message_speaker(
            view, [p for p in free_places if p.start >= begin], brands, offers, begin
        )
    asking = free_places[:MAX_SPEAKERS] if message else _inside(free_places, heads)
    bindings = Bindings(
        view,
        places,
        next(iter(speakers), None),
        post,
        asked=asked_about(view, asking),
        rows=offers.rows,
        long=long,
    )
    return _claims(view, names, brands, places, speakers), bindings


def _inside(places: Sequence[Place], spans: Sequence[tuple[int, int]]) -> list[Place]:
    return [p for p in places if any(a <= p.name[0] and p.name[1] <= b for a, b in spans)]


def _is_markup(plain: str) -> bool:
    """Whether a short text is a document after all: it begins with a title or front matter, or
    holds several heads, links or pieces of code of Markdown, or is a change log."""
    return _CREDITED.match(plain) is not None or (
        len(plain) >= DOCUMENT
        and (
            _TITLED.match(plain) is not None
            or len(_MARKUP.findall(plain)) > 1
            or _BUILT.search(plain) is not None
        )
    )


def _is_said(view: View, start: int, end: int, _brand_id: str) -> bool:
    """Whether a name is a word of the sentence that it begins: ``Free Msg``, ``Go to``."""
    words = cues.role_words("lead", "prize", "ask")
    written = view.low[start:end]
    return written in words and view.low[end : end + 2].strip()[:1].isalpha()


def _claims(
    view: View,
    names: Sequence[tuple[int, int, str]],
    brands: Mapping[str, Brand],
    places: Sequence[Place],
    speakers: Mapping[str, Place],
) -> tuple[ScannedClaim, ...]:
    """One claim a brand, at its most telling place."""
    counts = Counter(brand_id for _, _, brand_id in names)
    best: dict[str, tuple[int, int]] = {}
    for i, place in enumerate(places):
        rank = 1 if place.role in CLAIMING else 0
        if speakers.get(place.brand_id) is place:
            rank = 2
        if place.brand_id not in best or rank > best[place.brand_id][0]:
            best[place.brand_id] = rank, i
    claims = []
    for brand_id, (rank, i) in best.items():
        start, end, _ = names[i]
        begin, stop = view.span(start, end)
        claims.append(
            ScannedClaim(
                brand_id=brand_id,
                brand=brands[brand_id].name if brand_id in brands else brand_id,
                start=begin,
                end=stop,
                text=view.text[begin:stop],
                strength="speaks_for" if rank else "mentions",
                mentions=counts[brand_id],
                how=("mention", "cue", "title")[rank],
                cued=any(p.brand_id == brand_id and p.role in CLAIMING for p in places),
            )
        )
    claims.sort(key=lambda c: (c.strength != "speaks_for", -c.mentions, c.start))
    return tuple(claims)


def only_brand(claims: Sequence[ScannedClaim], schemes: Sequence[RedFlag]) -> str:
    """The one brand that a message names which follows a known scheme of fraud, or asks for what
    nobody may ask for: it is said in its name. Messengers and networks do not count, they are where
    one is to answer."""
    named = {c.brand_id for c in claims if c.text.lower() not in channel_kinds()}
    known = any(scheme.severity in ("critical", "high") for scheme in schemes)
    return named.pop() if known and len(named) == 1 else ""


def with_speaker(brand_id: str, claims: Sequence[ScannedClaim]) -> tuple[ScannedClaim, ...]:
    """The same claims with a brand as the text's speaker."""
    said = [
        replace(c, strength="speaks_for", how="title") if c.brand_id == brand_id else c
        for c in claims
    ]
    return tuple(sorted(said, key=lambda c: c.strength != "speaks_for"))


def presses(view: View, flags: Sequence[RedFlag]) -> bool:
    """Whether a message asks for something that no desk asks for, or says that something is wrong:
    an account locked, a parcel held."""
    if any(flag.severity in ("critical", "high") for flag in flags):
        return True
    return cues.cue("problem").any(view.low)


def speaks_for_wallet(claim: ScannedClaim, brands: Mapping[str, Brand]) -> bool:
    """Whether the claimed brand is a wallet: by its list, or by its name when no list says."""
    brand = brands.get(claim.brand_id)
    if brand is not None and brand.kind:
        return "wallet" in brand.kind
    names = (claim.text, claim.brand, *(brand.aliases if brand is not None else ()))
    return any(word in name.lower() for name in names for word in cues.role_words("wallet"))


def _title_end(plain: str) -> int:
    """End of the title: the first line, when it is short and more lines follow; else 0."""
    start = len(plain) - len(plain.lstrip())
    end = plain.find("\n", start)
    if end < 0 or end - start > _TITLE or not plain[end : end + 2000].strip():
        return 0
    return end
