"""Whether a message as a whole speaks for a brand: who signs it, whom it addresses, what it says.

A message has one speaker. The place where a brand is named in it ("BRAND: ...", "your BRAND
account", "... Regards, BRAND Team") and what the message says (something is wrong, do this, here is
a present) each add a weight of data/voice_weights.tsv; from `SPEAKS` on, the message speaks for the
brand. A name that is only mentioned has no weight of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from ringtrue import data
from ringtrue.records import record
from ringtrue.scanning.cues import any_of, cue
from ringtrue.scanning.view import View

MAX_MESSAGE = 2_000
"""Characters of a message; a longer text is a document, and has many voices."""
MAX_SHORT = 320
"""Characters of a message in which a name says something wherever it stands."""
SPEAKS = 100
SPEAKS_PLAINLY = 110
"""The weight for a name that is an everyday word too."""
_HEAD = 90
"""Characters before a sender's name."""
_BEHIND = 48
_END = 90
"""Characters at the end of a message in which a signature stands."""
QUERY = 40
"""Characters around a name in which its searcher's question stands."""
_SAID = ("you", "problem", "ask", "prize", "hurry", "thanks", "private")
_MARKS = frozenset(("decorated",))
"""What is seen of a name besides the way in which it stands."""
AMOUNT = re.compile(
    r"(?:[$£€¥₹₩₽₺฿₫]|\b(?:usd|eur|gbp|inr|rs\.?|rp\.?)\s?)\s?\d[\d,.]*"
    r"|\d[\d,.]*\s?(?:(?:usd|dollars|eur|pounds|tl|try|rub|vnd|idr|thb|руб|р)\b"
    r"|[€₽₺₫元円원]|บาท|रुपये|đ\b)"
)
"""A sum of money."""
_SITE_HEAD = re.compile(r"\s{4,9}(?=[A-Z\d])")
"""The ending of a site's name is left out with it."""
_DELIMITER = re.compile(
    r"\s{0,2}(?:/(?!\w)|[:：>\]】|)）»~])|\s?\((?=[A-Z])|\s?[–—]|\s-|-\s|\.\s?(?=[A-Z])|\s{0,2}!|[\"”]"
)
_OPEN = '[【<(（「"#*'
_CLOSING = {"[": "]", "【": "】", "<": ">", "(": ")", "（": "）", "「": "」"}
_FIGURES = re.compile(r"[\W\d_]*")
_BEGUN = re.compile(r"(?:\A|[.!?:;\n>\])/|。！？：；】#*–—-])\s{0,2}(?:the\s)?\Z")
_DECORATED = re.compile(r"(?<=\w)(?:[./_*|~^+#]|-{2,}|['’](?!s\b))(?=\w)")
_INITIALS = re.compile(r"(?:\w[.&+']\s?){1,5}\w?.?")
_ASIDE = re.compile(r"\([a-z]{1,4}\)?")
_CODE = re.compile(r"[a-z]{0,6}\d[\da-z._#-]*")


@cache
def _weights() -> dict[str, int]:
    return {name: int(weight) for name, weight, _ in data.table("voice_weights.tsv")}


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    gap = r"[\s\-_.,'\"*#&]{0,3}"
    held = any_of("holding", "held")
    return {
        "own": re.compile(rf"(?<![a-z])(?:{any_of('own')})\s{{0,2}}(?:\w{{1,12}}\s){{0,2}}\Z"),
        "holding": re.compile(
            rf"(?:'s)?[\s\-]{{0,2}}(?:\w{{1,14}}[\s\-]){{0,4}}(?:{held})(?![a-rt-z])"
        ),
        "held": re.compile(rf"\s(?:{held})\Z"),
        "thing": re.compile(rf"[\s\-]{{0,2}}(?:{any_of('thing')})(?![a-rt-z])"),
        "notice": re.compile(rf"{gap}(?:{any_of('notice')})(?![a-rt-z])"),
        "by": re.compile(
            rf"(?:{any_of('notice')})s?\s(?:offer\s)?(?:by|from|for|at|of)\s(?:the\s)?\Z"
        ),
        "acts": re.compile(rf"\s{{0,2}}(?:{any_of('acts')})(?![a-z])"),
        "introduced": re.compile(
            r"(?<![a-z])(?:this is|i'm|i am|my name is|it's)\s(?:\w{2,14}\s){1,3}(?:from|with|at)\s"
            r"(?:the\s)?\Z"
        ),
        "from": re.compile(
            r"(?:(?<![a-z])(?:frm|msg|subj)|(?:\A|[\n\d>\]);]\s?)from)\s?[:：]\s{0,2}[\"'<\[]?\Z"
        ),
    }


def is_held(low: str, end: int) -> bool:
    """Whether what stands behind a name is something that its customer has."""
    return _patterns()["holding"].match(low, end) is not None


def is_decorated(written: str) -> bool:
    """Whether signs stand inside a name that serve no reader: ``AM/AZON``, ``CO.STCO``."""
    inside = written.strip().removesuffix(".com")
    return _DECORATED.search(inside) is not None and _INITIALS.fullmatch(inside) is None


@record
class Message:
    """A message, its contacts left out."""

    plain: str
    low: str
    begin: int

    @classmethod
    def of(cls, view: View, contacts: Sequence[tuple[int, int]], begin: int = 0) -> Message:
        """The message from `begin` on without its contacts, at the same places."""
        pieces, done = [], 0
        for start, end in contacts:
            pieces += [view.plain[done:start], " " * (end - max(start, done))]
            done = max(done, end)
        plain = "".join((*pieces, view.plain[done:]))
        low = plain.lower()
        return cls(plain, low if len(low) == len(plain) else view.low, begin)

    def says(self) -> set[str]:
        """``you``, ``problem``, ``ask``, ``prize``, ``hurry``, ``thanks``, ``private``,
        ``amount``."""
        said = {role for role in _SAID if cue(role).any(self.low, self.begin)}
        return said | {"amount"} if AMOUNT.search(self.low, self.begin) else said


def stands(message: Message, start: int, end: int) -> set[str]:
    """How a name stands in a message: as its sender, its signature, its customer's ..."""
    return set(_standing(message, start, end))


def _standing(message: Message, start: int, end: int) -> Iterator[str]:
    low, plain, patterns = message.low, message.plain, _patterns()
    before, behind = low[max(0, start - 40) : start], low[end : end + _BEHIND]
    if is_context(low, start, end):
        return
    head = low[message.begin : start]
    if len(head) <= _HEAD and only(head, ("lead", "notice")):
        opening = plain[max(0, start - 1) : start]
        if opening and opening in _OPEN and _is_closed(message, opening, end):
            yield "bracket"
        if _is_signed(message, end) or _is_site(message, end):
            yield "sender"
        yield "first"
    if plain[max(0, start - 1) : start] in ("【", "「") and plain[end : end + 1] in ("】", "」"):
        yield "bracket"
    if patterns["from"].search(before):
        yield "from"
    if patterns["introduced"].search(before):
        yield "introduced"
    if len(plain.rstrip()) - end <= _END and _is_signature(message, start, end):
        yield "signature"
    if patterns["own"].search(before) and (
        patterns["holding"].match(behind) or patterns["held"].search(low[start:end])
    ):
        yield "own"
    if patterns["thing"].match(behind):
        yield "thing"
    if patterns["by"].search(before):
        yield "notice"
    elif patterns["notice"].match(behind):
        yield "notice" if _BEGUN.search(before) else "noticed"
    if patterns["acts"].match(behind):
        yield "acts"
    if is_decorated(plain[start:end]):
        yield "decorated"
    if len(plain) <= MAX_SHORT:
        yield "named"


def is_asked(low: str, start: int, end: int) -> bool:
    """Whether a name stands in a searcher's question: ``NAME打不开怎么办``, ``NAME login not
    working``. One that is put to everybody is a person's."""
    first, last = max(0, start - QUERY), end + QUERY
    return (
        cue("query").any(low, first, last)
        and not cue("crowd").any(low, first, last)
        and not is_context(low, start, end)
    )


def is_answer(said: str, question: str, *, called: bool = False) -> bool:
    """Whether a sentence offers a desk as the answer to such a question: ``加客服``, ``talk to
    an expert``, a number to be `called`; or a contact to a `question` that asks for a desk. Not
    the writer's own, or a site's for its advertisers."""
    desk = cue("answer", "offer") if called else cue("answer")
    return (desk.any(said) or cue("answer").any(question)) and not any(
        cue(role).any(said) for role in ("private", "aside", "advert")
    )


def is_context(low: str, start: int, end: int) -> bool:
    """Whether a name ships or pays for others, or is written about: ``pay with NAME``."""
    return _ends_with(low[max(0, start - 40) : start], "context") or _begins_with(
        low[end : end + _BEHIND], "context_after"
    )


def _ends_with(before: str, role: str) -> bool:
    """Whether the words right before a place are of a role."""
    tail = before[-24:].rstrip(" :：-")
    return any(b == len(tail) for _, b, _ in cue(role).find(tail))


def _begins_with(behind: str, role: str) -> bool:
    head = behind.lstrip(" -")
    return cue(role).match(head, 0) > 0


def only(text: str, roles: Sequence[str]) -> bool:
    """Whether nothing but signs, figures, codes and words of the roles stands in `text`."""
    text, at = _ASIDE.sub("", text), 0
    while at < len(text):
        signs = _FIGURES.match(text, at)
        at = signs.end() if signs else at
        if at >= len(text):
            return True
        after = max((cue(role).match(text, at) for role in roles), default=at)
        if after <= at:
            code = _CODE.match(text, at)
            if code is None:
                return False
            after = code.end()
        at = after
    return True


def _is_closed(message: Message, opening: str, end: int) -> bool:
    """Whether brackets that open before a name hold nothing but it and words such as "Alert"."""
    closing = _CLOSING.get(opening)
    if closing is None:
        return True
    at = message.plain.find(closing, end, end + _BEHIND)
    return at < 0 or only(message.low[end:at], ("notice", "lead"))


def _is_signed(message: Message, end: int) -> bool:
    """A colon, bracket or dash follows the name, with words such as "Alert" between at most."""
    mark = _DELIMITER.search(message.plain, end, end + _BEHIND)
    return mark is not None and only(
        message.low[end : mark.start()].replace("_", " "), ("notice", "lead")
    )


def _is_site(message: Message, end: int) -> bool:
    """The name is a site's at the head of a sentence: ``Brand.com We noticed ...``."""
    return _SITE_HEAD.match(message.plain, end) is not None


def _is_signature(message: Message, start: int, end: int) -> bool:
    low = message.low
    rest = low[end:].rstrip()
    if rest[:2].strip()[:1] in ("(", "（", ":") or not only(rest, ("notice", "lead")):
        return False
    before = low[max(0, start - 24) : start].rstrip()
    if not before or before[-1] in "-–—~\n。！!：":
        return True
    return any(b >= len(before) - 1 for _, b, _ in cue("sign").find(before))


def weight(standing: set[str], message: set[str], contacts: frozenset[str]) -> int:
    """The weight of one name in a message, see the module's docstring."""
    weights = _weights()
    ways = standing - _MARKS
    best = max(ways, key=lambda name: (weights.get(name, 0), name), default="")
    if not weights.get(best):
        return 0
    seen = (*message, *contacts, *(standing & _MARKS))
    others = (weights.get(f"{best}:{name}", weights.get(name, 0)) for name in seen)
    return weights[best] + sum(others)
