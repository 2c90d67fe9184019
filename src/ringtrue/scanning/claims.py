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
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Literal

from ringtrue import data
from ringtrue.model import Brand
from ringtrue.records import record, replace
from ringtrue.scanning import voice
from ringtrue.scanning.blocks import Blocks
from ringtrue.scanning.phrases import Phrases, Words
from ringtrue.scanning.redflags import RedFlag
from ringtrue.scanning.speaker import (
    is_capability,
    is_denied,
    is_greeting,
    is_linked,
    is_offered,
    is_over_the_door,
    is_own_subject,
    is_reached,
    is_told,
    sentence_end,
)
from ringtrue.scanning.view import View

CUE_REACH = 12
"""Characters between a brand's name and the word that makes it a claim."""
TOLD_REACH = 40
"""Where somebody tells of a desk, a claim reaches so far, in the same sentence: "I called Brand
support at +1 ..." hands a number over."""
LONG_REACH = 60
"""Characters between a claim and the contact that it introduces in a long text."""
DOMINANT_MENTIONS = 3
DOMINANT_SHARE = 0.6
_TITLE = 120
"""Characters; a longer first line is a paragraph, not a title."""
MAX_OFFERED = 10
"""Contacts of a message; who offers more writes a list, which speaks for nobody."""
MAX_SPEAKERS = 200
"""Names of a message that are weighed."""
Role = Literal["mention", "told", "channel", "reach", "site", "desk"]
CLAIMING = ("site", "desk")
_PARTS = re.compile(r"[\n\t,，。;；、!！?？]|\.\s|\d{4}")
_MARKUP = re.compile(
    r"^(?:#{1,4} \S|(?:19|20)\d\d-\d\d-\d\d  \S|={4,}$|-{4,}$|```"
    r"|(?:files|license|licence|copyright|upstream-name):|copyright \(c\)|copyright ©)"
    r"|`[^`\n]{1,60}`|\[[^\]\n]{1,80}\]\(https?:",
    re.MULTILINE | re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!]\s|[。！]")
_BARE = re.compile("官方|official|website")
_SEPARATOR = re.compile(r"[\s:：|\-–—]{1,6}")
_ITEM_HEAD = re.compile(r"[\s\d\-*•·+|>.)、(（]{0,16}|.*[:：;；。]\s?")
_ADDRESSED = re.compile(
    r"(?:\A|\n|\bRT |\breplied:?\s|@\w{1,30}\s{1,2}"
    r"|(?i:\b(?:thanks|thank you|sorry|glad|hi|hey|hello|dear|cc)\b[^.!?:\n]{0,40}?)[,，]?\s)\Z"
)
_SENTENCE = re.compile(r"[,，]?\s[A-Z][\w'’]*,?\s[a-z]")
_ANSWER = re.compile(
    r"(?:RT\s)?(?:@?[^\n@:：]{1,48}(?:\breplied|[:：]))?\s{0,2}"
    r"(?:(?i:hi|hey|hello|dear|thanks|您好|你好)[,，!]?\s?)?@\w{2,30}[\s:,：，]"
)
"""The head of a post that answers somebody: ``NAME: @who ...``, ``@who ...``."""
_WRAPPED = ("https://t.co/", "http://t.co/", "t.co/")
_ANSWERED = re.compile(
    r"[\s,]{1,3}(?:we|hi|hey|hello|thank|sorry|i'?m|our|please|that|this|您好|抱歉|感谢)"
)


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


@record
class Offers:
    """The contacts of a text, as far as they say who speaks."""

    spans: tuple[tuple[int, int], ...] = ()
    """In the view, in order."""
    kinds: frozenset[str] = frozenset()
    """``link``, ``shortener``, ``phone``, ``account``."""


NOTHING = Offers()
Disguised = Callable[[voice.Message], tuple[int, int, str] | None]


@record
class Place:
    """A brand's name in a text, and what it does there."""

    start: int
    end: int
    """Span in the view, with the words that make it a claim."""
    name: tuple[int, int]
    """Span of the name alone."""
    brand_id: str
    role: Role = "mention"
    until: int = 0
    """Of somebody's telling: where the last contact may begin that it hands over."""


@cache
def cue_words() -> Phrases[str]:
    """Words that make a name a claim."""
    rows = data.table("claim_cues.tsv")
    return Phrases(
        (
            (w, role)
            for role, _, words in rows
            if role in ("desk", "site")
            for w in words.split("|")
        ),
        loose=True,
    )


@cache
def _channel_words() -> frozenset[str]:
    """Names of messengers and networks as people write them before an account."""
    rows = data.table("channel_aliases.tsv")
    named = (words for kind, _, *row in rows if kind != "nobody" for words in row[:2])
    return frozenset(word.lower() for words in named for word in words.split("|"))


def find_claims(
    view: View,
    names: Sequence[tuple[int, int, str]],
    brands: Mapping[str, Brand],
    titles: Sequence[tuple[int, int]] = (),
    words: Words | None = None,
    subject: tuple[int, int] | None = None,
    offers: Offers = NOTHING,
    disguised: Disguised | None = None,
) -> tuple[tuple[ScannedClaim, ...], Bindings]:
    """Claims, and what binds a contact to one. `names` are spans in the view, contacts left out.

    `titles` are the spans that say who speaks; without any, a short first line is one. `subject` is
    that of a mail, whose head says who speaks: people write about a brand in a subject, and often
    in a text, without being it. `offers` are its contacts, `disguised` reads a name at
    the head of a message that nothing else finds.
    """
    plain_text = not titles and subject is None
    message = (
        len(view.plain) <= voice.MAX_MESSAGE
        and len(offers.spans) <= MAX_OFFERED
        and not _is_markup(view.plain)
    )
    long = not message and plain_text
    names = sorted(names)
    if (
        message
        and disguised
        and (sender := _sender(view, names, titles, subject, offers, disguised))
    ):
        names = sorted([*names, sender])
    if not names:
        return (), Bindings(view, (), None, long=long)
    places = _places(view, names, words, subject)
    heads = [(0, _title_end(view.plain))] if plain_text else titles
    speakers = _titled(view, places, brands, heads, subject, long=long)
    if not speakers and message:
        begin = _begin(titles, subject)
        speakers = _voices(view, [p for p in places if p.start >= begin], brands, offers, begin)
    bindings = Bindings(view, places, next(iter(speakers), None), long=long)
    return _claims(view, names, brands, places, speakers), bindings


def _is_markup(plain: str) -> bool:
    """Whether a short text is a document after all: heads, links and code of Markdown, or a
    change log."""
    return len(_MARKUP.findall(plain)) > 1


def _begin(titles: Sequence[tuple[int, int]], subject: tuple[int, int] | None) -> int:
    """Where the text begins behind its titles."""
    return max((end for _, end in (*titles, subject or (0, 0))), default=0)


def _sender(
    view: View,
    names: Sequence[tuple[int, int, str]],
    titles: Sequence[tuple[int, int]],
    subject: tuple[int, int] | None,
    offers: Offers,
    disguised: Disguised,
) -> tuple[int, int, str] | None:
    """The disguised name of a message's sender, where no plain name stands."""
    if not offers.kinds:
        return None
    sender = disguised(voice.Message.of(view, offers.spans, _begin(titles, subject)))
    if sender is None or any(a < sender[1] and sender[0] < b for a, b, _ in names):
        return None
    return sender


def _places(
    view: View,
    names: Sequence[tuple[int, int, str]],
    words: Words | None,
    subject: tuple[int, int] | None,
) -> list[Place]:
    """What each name does where it stands, by the words of a desk beside it."""
    cues = list(cue_words().find(view.low, words=words))
    found, at = [], 0
    for start, end, brand_id in names:
        while at < len(cues) and cues[at][1] < start - CUE_REACH:
            at += 1
        found.append(_place(view, start, end, brand_id, _near_cue(view, start, end, cues, at)))
    return found


def _place(
    view: View, start: int, end: int, brand_id: str, cue: tuple[int, int, str] | None
) -> Place:
    name = start, end
    if is_denied(view, start, end) or (cue is None and is_linked(view.plain, start, end)):
        return Place(start, end, name, brand_id)
    first, last = (min(start, cue[0]), max(end, cue[1])) if cue is not None else (start, end)
    if view.low[start:end] in _channel_words():
        # "Telegram support: @name" says where the account is; a number there is Telegram's.
        desk = cue is not None and cue[2] == "desk" and cue[0] - end in (0, 1)
        return Place(first, last, name, brand_id, "channel" if desk else "mention")
    if cue is not None:
        if is_told(view, first, last):
            return Place(
                first, last, name, brand_id, "told", sentence_end(view, last, last + TOLD_REACH)
            )
        if not is_capability(view, start, end, cue):
            return Place(first, last, name, brand_id, "desk" if cue[2] == "desk" else "site")
    if is_offered(view, start, end) or is_greeting(view, start, end):
        return Place(start, end, name, brand_id, "desk")
    if is_reached(view, start, end):
        if is_told(view, start, end):
            return Place(
                start, end, name, brand_id, "told", sentence_end(view, end, end + TOLD_REACH)
            )
        return Place(start, end, name, brand_id, "reach")
    return Place(start, end, name, brand_id)


def _near_cue(
    view: View, start: int, end: int, cues: Sequence[tuple[int, int, str]], at: int
) -> tuple[int, int, str] | None:
    """The cue within reach in the same clause; a desk's before any other."""
    best = None
    for cue in cues[at : at + 64]:
        if cue[0] > end + CUE_REACH:
            break
        if cue[0] >= end:
            between = view.plain[end : cue[0]]
        elif cue[1] <= start:
            between = view.plain[cue[1] : start]
        elif start <= cue[0] and cue[1] <= end:
            if start < cue[0] and cue[1] == end and view.low[cue[0] : end].endswith("客服"):
                return cue  # the name is a desk's: 京东客服
            continue  # a part of the name
        else:
            return cue
        if len(between) > CUE_REACH or _PARTS.search(between):
            continue
        if (
            cue[2] == "site"
            and cue[1] - cue[0] <= 8
            and len(between) > 2
            and _BARE.fullmatch(view.low[cue[0] : cue[1]])
        ):
            continue  # "official", as an adjective of something else
        if cue[2] == "desk":
            return cue
        best = best or cue
    return best


def _titled(
    view: View,
    places: Sequence[Place],
    brands: Mapping[str, Brand],
    titles: Sequence[tuple[int, int]],
    subject: tuple[int, int] | None,
    *,
    long: bool,
) -> dict[str, Place]:
    """Speakers by a title, a sender's name, a subject in the brand's own voice."""
    found: dict[str, Place] = {}
    spans = [*titles, subject] if subject else titles
    for place in places:
        inside = [s for s in spans if s[0] <= place.name[0] and place.name[1] <= s[1]]
        if not inside or place.role == "told":
            continue
        start, end = place.name
        near = place.role in ("desk", "site")
        common = place.brand_id in brands and brands[place.brand_id].common_word
        if (common and not near) or is_denied(view, start, end):
            continue
        if subject and inside[0] == subject:
            titled = near or is_own_subject(view, start, end, subject[0])
        elif long:
            titled = place.role == "desk"
        else:
            titled = near or (
                place.role == "mention"
                and is_over_the_door(view, start, end, titles)
                and not is_linked(view.plain, start, end)
            )
        if titled:
            found.setdefault(place.brand_id, place)
    return found


def _voices(
    view: View,
    places: Sequence[Place],
    brands: Mapping[str, Brand],
    offers: Offers,
    begin: int,
) -> dict[str, Place]:
    """The speaker of a message that begins at `begin`, by how the names stand in it and what it
    says."""
    message = voice.Message.of(view, offers.spans, begin)
    says = message.says()
    best: tuple[int, Place] | None = None
    for place in places[:MAX_SPEAKERS]:
        start, end = place.name
        if place.role == "told" or is_denied(view, start, end) or is_linked(view.plain, start, end):
            continue
        standing = voice.stands(message, start, end)
        if is_greeting(view, start, end):
            standing.add("greeting")
        if place.role in ("desk", "site"):
            standing.add(place.role)
        weight = voice.weight(standing, says, offers.kinds)
        common = place.brand_id in brands and brands[place.brand_id].common_word
        enough = voice.SPEAKS_PLAINLY if common else voice.SPEAKS
        if weight >= enough and (best is None or weight > best[0]):
            best = weight, place
    return {best[1].brand_id: best[1]} if best is not None else {}


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
    """The one brand that a message names which follows a known scheme of fraud: it is said in its
    name. Messengers and networks do not count, they are where one is to answer."""
    named = {c.brand_id for c in claims if c.text.lower() not in _channel_words()}
    known = any(scheme.severity in ("critical", "high") for scheme in schemes)
    return named.pop() if known and len(named) == 1 else ""


def presses(view: View, flags: Sequence[RedFlag]) -> bool:
    """Whether a message asks for something that no desk asks for, or says that something is wrong:
    an account locked, a parcel held."""
    if any(flag.severity in ("critical", "high") for flag in flags):
        return True
    return voice.cue("problem").any(view.low)


def speaks_for_wallet(claim: ScannedClaim, brands: Mapping[str, Brand]) -> bool:
    """Whether the claimed brand is a wallet: by its list, or by its name when no list says."""
    brand = brands.get(claim.brand_id)
    if brand is not None and brand.kind:
        return "wallet" in brand.kind
    names = (claim.text, claim.brand, *(brand.aliases if brand is not None else ()))
    return any(word in name.lower() for name in names for word in _wallet_words())


@cache
def _wallet_words() -> tuple[str, ...]:
    rows = data.table("claim_cues.tsv")
    return tuple(w for role, _, words in rows if role == "wallet" for w in words.split("|"))


@record
class Binding:
    """The brand that a contact is offered as."""

    brand_id: str
    by: Literal["desk", "site", "reach", "label", "told", "channel", "speaker"]
    """A word beside the name, the name as a label, or the speaker of the whole text."""


class Bindings:
    """What the places of a text bind a contact to."""

    def __init__(
        self, view: View, places: Sequence[Place], speaker: str | None, *, long: bool = False
    ) -> None:
        self._view = view
        self._plain = view.plain
        self._low = view.low
        self._places = places
        self._starts = [place.start for place in places]
        self._named = {place.brand_id for place in places}
        self._speaker = speaker
        self.long = long
        """The text is long: many voices, credits, links to all kinds of places."""
        self.answer = _ANSWER.match(view.plain) is not None
        """It is a post that answers somebody: desks ask there what went wrong."""
        self._blocks = Blocks(view.plain)

    def of(
        self, start: int, end: int, kind: str | None = None, reach: int | None = None
    ) -> Binding | None:
        """What binds a contact of `kind` at the span.

        With `reach`, the speaker counts only where a name of it stands within so many characters.
        """
        if self._is_left_out(start, end, kind):
            return None
        if self._places:
            for part in (self._blocks.clause, self._blocks.sentence, self._blocks.line):
                first, last = part(start, end)
                bound = self._inside(first, last, start, end, kind, whole=part != self._blocks.line)
                if bound is not None:
                    return bound if reach is None or self._near(start, end, reach) else None
                if part == self._blocks.line and self._names(first, last):
                    break  # the line is another brand's
            else:
                bound = self._under(first, kind)
                if bound is not None:
                    return bound if reach is None or self._near(start, end, reach) else None
        if self._speaker is None:
            return None
        if reach is not None and not self._near(start, end, reach):
            return None
        return Binding(self._speaker, "speaker")

    def _inside(
        self, first: int, last: int, start: int, end: int, kind: str | None, *, whole: bool
    ) -> Binding | None:
        """What the names of a part say: the nearest before the contact, else the next behind.

        Where not the `whole` part is one sentence, a name of somebody else between ends the search.
        """
        at = bisect_left(self._starts, start)
        for place in reversed(self._places[max(0, at - 16) : at]):
            if place.start < first:
                break
            if start <= place.name[0] and place.name[1] <= end:
                continue  # the contact is the name: "the Brand.com hotline"
            bound = self._binds(place, start, end, kind)
            if bound is not None:
                return bound
            if not whole and place.role != "channel":
                return None
        for place in self._places[at : at + 16]:
            if place.start >= last:
                break
            bound = self._binds(place, start, end, kind) if place.start >= end else None
            if bound is not None:
                return bound
        return None

    def _binds(self, place: Place, start: int, end: int, kind: str | None) -> Binding | None:
        gap = start - place.end if place.start < start else place.start - end
        role = place.role
        if role == "told":
            return Binding(place.brand_id, "told") if gap >= 0 and start < place.until else None
        if role == "channel":
            return None if kind in (None, "url", "handle") else Binding(place.brand_id, "channel")
        if role == "mention":
            between = self._plain[place.end : start] if place.start < start else "none"
            label = not self.long and len(between) <= 6 and _SEPARATOR.fullmatch(between)
            if not self.long and between.strip() in ("(", "（") and self._is_listed(place):
                return Binding(place.brand_id, "label")
            if label and (kind == "phone" or ":" in between or "：" in between):
                head = self._plain[max(0, place.start - 40) : place.start].rpartition("\n")[2]
                if _ITEM_HEAD.fullmatch(head):
                    return Binding(place.brand_id, "label")
            return None
        if (self.long or role == "reach") and not self._introduces(place, start, gap):
            return None
        return Binding(place.brand_id, role)

    def _is_listed(self, place: Place) -> bool:
        """Whether several names, each with a contact in brackets, stand in a row."""
        at = bisect_left(self._starts, place.start)
        beside = self._places[max(0, at - 1) : at + 2]
        return sum(self._plain[p.end : p.end + 2].strip() in ("(", "（") for p in beside) > 1

    def _introduces(self, place: Place, start: int, gap: int) -> bool:
        """Nothing but words of introducing stands between the two."""
        if place.start > start or gap > LONG_REACH:
            return False
        between = self._low[place.end : start]
        return _SENTENCE_END.search(between) is None and voice.only(between, ("introduces", "at"))

    def spoken_for(
        self, brand_id: str, claims: Sequence[ScannedClaim]
    ) -> tuple[tuple[ScannedClaim, ...], Bindings]:
        """The same text with a brand as its speaker, and its claims."""
        said = [
            replace(c, strength="speaks_for", how="title") if c.brand_id == brand_id else c
            for c in claims
        ]
        said.sort(key=lambda c: c.strength != "speaks_for")
        return tuple(said), Bindings(self._view, self._places, brand_id, long=self.long)

    def names(self, brand_id: str) -> bool:
        """Whether the text names a brand."""
        return brand_id in self._named

    def _names(self, first: int, last: int) -> bool:
        """Whether a name stands in the span."""
        at = bisect_left(self._starts, first)
        return at < len(self._starts) and self._starts[at] < last

    def _under(self, first: int, kind: str | None) -> Binding | None:
        """The claim of the head under which a line stands."""
        for begin, stop in self._blocks.heads(first):
            low, high = bisect_left(self._starts, begin), bisect_right(self._starts, stop)
            inside = [p for p in self._places[low:high] if p.end <= stop]
            if not inside:
                if self._plain[begin:stop].startswith("#"):
                    return None
                continue
            claiming = [p for p in inside if p.role in ("desk", "site", "channel")]
            if not claiming or len({p.brand_id for p in inside}) > 1:
                return None
            if not self._blocks.is_head(begin, stop, marked=self.long):
                return None
            place = claiming[-1]
            if (place.role == "channel" or self.long) and kind in (None, "url", "handle"):
                return None
            return Binding(place.brand_id, "site" if place.role == "site" else "desk")
        return None

    def _near(self, start: int, end: int, reach: int) -> bool:
        """Whether a claiming name, or any name of the speaker, stands within reach."""
        at = bisect_left(self._starts, start)
        for place in self._places[max(0, at - 2) : at + 2]:
            gap = max(place.start - end, start - place.end, 0)
            if gap <= reach and (place.role in CLAIMING or place.brand_id == self._speaker):
                return True
        return False

    def is_addressed(self, start: int, end: int, kind: str | None) -> bool:
        """``@name``, who is answered, thanked or quoted, not whom one is to write to."""
        if kind != "handle" or self._plain[start : start + 1] != "@":
            return False
        before = self._plain[max(0, start - 60) : start]
        if _ADDRESSED.search(before) is not None:
            return True
        head = before.rpartition("\n")[2].rstrip()
        if head and head[-1] not in ":：":
            return False
        return bool(_ANSWERED.match(self._low, end) or _SENTENCE.match(self._plain, end))

    def _is_left_out(self, start: int, end: int, kind: str | None) -> bool:
        """Whether a text does not offer the contact: somebody who is addressed, or the link of an
        answer on X, which wraps all links alike."""
        if kind == "handle":
            return self.is_addressed(start, end, kind)
        return self.answer and self._low.startswith(_WRAPPED, start)


def _title_end(plain: str) -> int:
    """End of the title: the first line, when it is short and more lines follow; else 0."""
    start = len(plain) - len(plain.lstrip())
    end = plain.find("\n", start)
    if end < 0 or end - start > _TITLE or not plain[end : end + 2000].strip():
        return 0
    return end
