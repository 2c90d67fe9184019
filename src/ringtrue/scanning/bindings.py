"""What binds a contact to a brand: names in its clause, sentence, line and list, or the speaker.

A claim binds in its block; a name before a contact is nearer than one behind it. In a long text it
reaches only the contact that it introduces.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from typing import Literal

from ringtrue.kinds.platforms import platforms
from ringtrue.records import record
from ringtrue.scanning import voice
from ringtrue.scanning.blocks import HEAD_REACH, Blocks
from ringtrue.scanning.cues import cue
from ringtrue.scanning.name_places import CLAIMING, Place, channel_kinds
from ringtrue.scanning.posts import Post
from ringtrue.scanning.view import View

_NAME = re.compile(r"[^\W\d_]{3,}")
PERSON_REACH = 64
"""Characters before a number in which a word says that it is a person's own."""
ASKED_REACH = 600
"""Characters between the last mention of a brand asked about and the desk that answers."""
LONG_REACH = 60
"""Characters between a claim and the contact that it introduces in a long text."""
SUBJECT = 3
"""How often a text uses the name of its subject."""
_SUBJECT = re.compile(r"(?<![\w./@:-])[\w-]{5,40}(?![\w/@:-]|\.\w)")
_SENTENCE_END = re.compile(r"[.!]\s|[。！]")
_SEPARATOR = re.compile(r"[\s:：|\-–—]{1,6}")
_ITEM_HEAD = re.compile(r"[\s\d\-*•·+|>.)、(（]{0,16}|.*[:：;；。]\s?")
_TO_SPEAK = re.compile(r"\s(?:and|to)\s(?:speak|talk|connect|chat)\s(?:to|with)\s(?:an?\s|the\s)?")
"""Between a number and the name of those whom one is to reach."""
_WRAPPED = ("https://t.co/", "http://t.co/", "t.co/")


@record
class Binding:
    """The brand that a contact is offered as."""

    brand_id: str
    by: Literal["desk", "site", "label", "channel label", "told", "channel", "answer", "speaker"]
    """A word beside the name, the name as a label (a messenger's says where an account is), a desk
    that answers a question about it, or the speaker of the whole text."""


class Bindings:
    """What the places of a text bind a contact to."""

    def __init__(
        self,
        view: View,
        places: Sequence[Place],
        speaker: str | None,
        post: Post,
        *,
        asked: Sequence[Place] = (),
        rows: frozenset[int] = frozenset(),
        long: bool = False,
    ) -> None:
        self._view = view
        self._plain = view.plain
        self._low = view.low
        self._places = places
        self._starts = [place.start for place in places]
        self._named = {place.brand_id for place in places}
        self._speaker = speaker
        self._asked = asked
        self._rows = rows
        about = {place.brand_id for place in asked}
        self._asked_at = [place for place in places if place.brand_id in about]
        """Names of the brand about which the text asks what people search for."""
        self._questions = sorted(
            {p.start: p for p in (*asked, *(p for p in places if p.asked))}.values(),
            key=lambda place: place.start,
        )
        self.long = long
        """The text is long: many voices, credits, links to all kinds of places."""
        self._post = post
        self.answers = post.answers
        self._blocks = Blocks(view.plain)
        self._uses: Counter[str] | None = None

    def of(
        self, start: int, end: int, kind: str | None = None, reach: int | None = None
    ) -> Binding | None:
        """What binds a contact of `kind` at the span.

        With `reach`, the speaker counts only where a name of it stands within so many characters.
        """
        if self._is_left_out(start, kind):
            return None
        if self._places:
            line = self._blocks.line(start, end)
            if self._names(*line):  # what does not bind is another brand's
                bound = self._in_line(line, start, end, kind)
            else:
                bound = self._under(line[0], kind)
            if bound is not None:
                return bound if reach is None or self._near(start, end, reach) else None
        if self._questions and (answered := self._answers(start, end, kind)):
            return Binding(answered, "answer")
        if self._speaker is None or self._is_persons(start, end, kind):
            return None
        if cue("advert").any(self._low, *self._sentence(start, end)):
            return None
        if reach is not None and not self._near(start, end, reach):
            return None
        return Binding(self._speaker, "speaker")

    def _sentence(self, start: int, end: int) -> tuple[int, int]:
        return self._blocks.sentence(start, end, self._blocks.line(start, end))

    def _answers(self, start: int, end: int, kind: str | None) -> str:
        """The brand asked about in the last question before a contact, when it is the answer: the
        question introduces it, or it is offered as a desk soon behind a name of the brand."""
        at = bisect_left(self._questions, start, key=lambda place: place.start)
        last = self._questions[at - 1]
        if (
            at
            and (kind == "phone" or (last.asked and not (self.long and kind == "email")))
            and self._introduces(last, start, start - last.end)
        ):
            return last.brand_id
        at = bisect_left(self._asked_at, start, key=lambda place: place.start)
        last = self._asked_at[at - 1] if at else last
        if not at or start - last.end > ASKED_REACH:
            return ""
        if kind != "phone" and self._is_channel(last):
            return ""  # it says where an account is
        first, stop = self._sentence(start, end)
        question = self._low[max(0, last.start - voice.QUERY) : last.start]
        if start - last.end > PERSON_REACH:
            question = ""
        said = self._low[max(first, last.end) : stop]
        return last.brand_id if voice.is_answer(said, question, called=kind == "phone") else ""

    def _in_line(
        self, line: tuple[int, int], start: int, end: int, kind: str | None
    ) -> Binding | None:
        """What the names of the clause say, else of the sentence, else of the line."""
        sentence = self._blocks.sentence(start, end, line)
        clause = self._blocks.clause(start, end, sentence)
        for part in (clause, sentence, line):
            bound = self._inside(*part, start, end, kind, whole=part is not line)
            if bound is not None:
                return bound
        return None

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
            if not whole and place.role != "channel" and not self._is_channel(place):
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
        channel = self._is_channel(place)
        desk_elsewhere = role == "channel" and kind != self._channel_of(place)
        if channel and kind in platforms() and not desk_elsewhere and role != "desk":
            return None  # "Telegram: @name" says where the account is
        if role == "told":
            return Binding(place.brand_id, "told") if gap >= 0 and start < place.until else None
        if role == "channel":
            return None if kind in (None, "url", "handle") else Binding(place.brand_id, "channel")
        if not self.long and _TO_SPEAK.fullmatch(self._low, end, place.name[0]):
            return Binding(place.brand_id, "answer")
        if role == "mention":
            between = self._plain[place.end : start] if place.start < start else "none"
            label = not self.long and len(between) <= 6 and _SEPARATOR.fullmatch(between)
            if not self.long and between.strip() in ("(", "（") and self._is_listed(place):
                return Binding(place.brand_id, "label")
            if label and (kind == "phone" or ":" in between or "：" in between):
                head = self._plain[max(0, place.start - 40) : place.start].rpartition("\n")[2]
                if _ITEM_HEAD.fullmatch(head) and not (channel and kind == "phone"):
                    return Binding(place.brand_id, "channel label" if channel else "label")
            return None
        if self.long and not self._introduces(place, start, gap):
            return None
        return Binding(place.brand_id, role)

    def _is_channel(self, place: Place) -> bool:
        """Whether the name is a messenger's or network's, which says where an account is."""
        return self._channel_of(place) is not None

    def _channel_of(self, place: Place) -> str | None:
        return channel_kinds().get(self._low[place.name[0] : place.name[1]])

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

    def spoken_for(self, brand_id: str) -> Bindings:
        """The same text with a brand as its speaker."""
        return Bindings(
            self._view,
            self._places,
            brand_id,
            self._post,
            asked=self._asked,
            rows=self._rows,
            long=self.long,
        )

    def names(self, brand_id: str) -> bool:
        """Whether the text names a brand."""
        return brand_id in self._named

    def writes(self, word: str) -> bool:
        """Whether the text uses a word several times outside addresses: as its subject's name."""
        if self._uses is None:
            self._uses = Counter(_SUBJECT.findall(self._low))
        return self._uses[word] >= SUBJECT

    def _names(self, first: int, last: int) -> bool:
        """Whether a name stands in the span."""
        at = bisect_left(self._starts, first)
        return at < len(self._starts) and self._starts[at] < last

    def _under(self, first: int, kind: str | None) -> Binding | None:
        """The claim of the head under which a line stands."""
        if not self._names(first - HEAD_REACH, first):
            return None
        for begin, stop in self._blocks.heads(first):
            low, high = bisect_left(self._starts, begin), bisect_right(self._starts, stop)
            inside = [p for p in self._places[low:high] if p.end <= stop]
            if not inside:
                if self._plain[begin:stop].startswith("#"):
                    return None
                continue
            claiming = [p for p in inside if p.role in ("desk", "site", "channel")]
            if not claiming or begin in self._rows or len({p.brand_id for p in inside}) > 1:
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

    def _is_persons(self, start: int, end: int, kind: str | None) -> bool:
        """Whether a contact is a person's own, in a message that tells of no trouble: a number
        behind a driver's name, a mailbox named after whom the words before it name."""
        line = self._plain.rfind("\n", max(0, start - PERSON_REACH), start) + 1
        before = max(0, start - PERSON_REACH, line)
        if kind == "phone":
            owned = cue("person").any(self._low, before, start)
        elif kind == "email":
            shown, _, address = self._low[before:end].rpartition("@")[0].rpartition("<")
            local = address if shown else self._low[start:end].partition("@")[0]
            words = _NAME.findall(shown or self._low[before:start])
            owned = any(name in words for name in _NAME.findall(local))
        else:
            return False
        if not owned:
            return False
        said = self._low[: voice.MAX_MESSAGE]
        return not any(cue(role).any(said) for role in ("problem", "prize"))

    def is_named(self, start: int, kind: str | None) -> bool:
        """``@name``, who writes, is answered, thanked or quoted, not whom one is to write to."""
        return self._is_account(start, kind) and self._post.is_named(start)

    def is_spoken_of(self, start: int, kind: str | None) -> bool:
        """``@name`` to whom nobody is told to turn."""
        return self._is_account(start, kind) and (
            self._post.is_named(start) or not self._post.is_offered(start)
        )

    def _is_account(self, start: int, kind: str | None) -> bool:
        return kind == "handle" and self._plain[start : start + 1] == "@"

    def _is_left_out(self, start: int, kind: str | None) -> bool:
        """Whether a text does not offer the contact: somebody who is spoken of, or the link of an
        answer on X, which wraps all links alike."""
        if kind == "handle":
            return self.is_spoken_of(start, kind)
        return self.answers and self._low.startswith(_WRAPPED, start)
