"""Telephone numbers in any disguise."""

from __future__ import annotations

import re

from ringtrue.scanning.context import CUE_REACH, Context
from ringtrue.scanning.digit_runs import HAN_DIGITS, Figures, figures_of
from ringtrue.scanning.found import Finds, Found

_D = (
    "[0-9\u2460-\u2473\u2474-\u249b\u24ea\u24f5-\u24ff\u2776-\u2793\u3220-\u3229\u3280-\u3289"
    f"\U0001f100-\U0001f10c\u0660-\u0669\u0966-\u096f{HAN_DIGITS}]"
)
_L = "[OoQIlLSsBZz|]"
_SEP = (
    "(?:[ \\-.·•*_~/()（）\u2010-\u2015\u2212～…☎☏✆❤✨⭐]|[\U0001f300-\U0001faff]"
    "|\\[(?=[0-9]{3}\\])|(?<=\\[[0-9]{3})\\]|(?<=-)\n(?=[0-9]{3,4}(?![0-9])))"
)
# Bounded at every step, and digits, letters and separators are disjoint: no second way to match.
# It begins with one class of characters, so that the search skips all others quickly.
_NUMBER = re.compile(rf"{_D}(?:{_SEP}{{0,4}}(?:{_D}|{_L})){{2,240}}")
# Signs that are no part of a sentence, a sum, a table or a path: arrows, stars, carets, braces.
_DECOR = r"[^\w\s,;:!?.。，；：！？、|/\\=\"'“”‘’%$€£¥₹#&@()（）\[\]【】《》…]"
_DECORATED = re.compile(rf"(?<![\w.,]){_D}{{1,4}}(?:{_DECOR}{{1,4}}{_D}{{1,5}}){{2,6}}(?![\w%])")
_DASHED = re.compile(r"[\d\-–—]+")
_DIALLED = re.compile(r"(?:1\D+)?8(?:00|33|44|55|66|77|88)\D+\d{3}\D+\d{4}")
"""A toll-free number of North America in its groups."""
DECOR_REACH = 40
"""Characters before such a number in which a word must say what it is."""
_LEAST, _MOST = 8, 15
"""Digits of a number with signs between them."""
# From the prefix on, so that the search looks for one character; what stands before it is read
# backwards.
_VANITY = re.compile(
    r"8(?:00|33|44|55|66|77|88)[-. )]{1,2}"
    r"(?=[A-Z0-9-]{0,8}[A-Z]{3})[A-Z0-9]{1,8}(?:-[A-Z0-9]{1,6}){0,2}(?![A-Za-z0-9])"
)
_VANITY_LEAD = re.compile(r"(?:\+?1)?[-. (]{0,2}\Z")
_NANP = re.compile(r"1?[-. ]{0,2}\(?[2-9]\d\d\)?[-. ]{1,2}[2-9]\d\d[-. ]\d{4}")
_CHINESE = re.compile(
    r"1[3-9]\d{9}|400\d{7}|9[56]\d{3,4}|0(?:10|2\d|[3-9]\d\d)[2-9]\d{6,7}|1[01]\d{1,4}|12\d{3}"
)
# When somebody answers, not whom one calls: "24/7", "7x24", "24小时", "9-5" behind a whole number.
_HOURS = re.compile(
    r"[\s(（/,-]{1,4}(?:(?:24|7)\s?[/x×*]\s?(?:7|24)(?:\s?[/x×*]\s?365)?(?!\d)"
    r"|(?:24|7|365)(?=\s?-?(?:[x×*]\s?(?:7|24)|小[时時]|天|h(?:rs?|ours?)?\b|days?\b))"
    r"|(?<=\s)(?:0?[6-9]|1[0-2])[-–](?:0?[4-9]|1[0-9]|2[0-4])(?!\d))",
    re.IGNORECASE,
)
_ANSWERS = re.compile(
    r"\s?[(（]\s?(?:24\s?(?:h|小时|小時)|7\s?[x×*/]\s?24|24\s?/\s?7)", re.IGNORECASE
)
_HOURS_FIRST = re.compile(r"(?:24\s?/\s?7|7\s?/\s?24)[\s-]{1,4}(?=[(\d])")
_BEFORE_HOURS = 7
"""Digits of a number behind which hours may stand."""
_CLOSED = re.compile("[)）]")
_STROKE = re.compile(r"\s?/\s?")
_WHOLE = 5
"""Digits of the shortest hotline: parts with fewer belong to one number."""
_LIKE = ("O", "I", "l")
"""Letters before a number that may be its first digit."""
_HOUSE = 5
"""Digits of the number of a house."""
_LONGEST = 15
"""Digits of one number (ITU-T E.164); a run with more holds several, or none."""
_TOO_LONG = 90
"""Characters of one number with all separators."""
_SPACES = re.compile(r"[ \s]+")
_ONE_OF_MANY = re.compile(
    r"\+\d[-\d]{7,18}|1[3-9]\d{9}|400-?\d{3,4}-?\d{3,4}|0\d{2,3}-?\d{7,8}|(?:1-?)?[2-9]\d\d-\d{3}-\d{4}"
    r"|1[3-9]\d \d{4} \d{4}|400 \d{3} \d{4}|400 \d{4} \d{3}"
)


def phones(context: Context, finds: Finds) -> None:
    """Numbers that are a telephone's by their shape, or by a word before them."""
    plain = context.plain
    for match in _VANITY.finditer(plain):
        floor = max(0, match.start() - 6)
        lead = _VANITY_LEAD.search(plain[floor : match.start()])
        start = floor + lead.start() if lead is not None else match.start()
        if not finds.full and not _inside_word(plain, start, match.end()):
            finds.add(Found(start, match.end(), plain[start : match.end()].strip(), "phone"))
    _decorated(context, finds)
    for match in _NUMBER.finditer(plain):
        if finds.full:
            return
        first, last = match.span()
        if last - first < _WHOLE and _is_short(plain, first, last):
            continue
        if last - first > _WHOLE:
            first, last = _without_hours(plain, first, last)
        for start, end in _apart(plain, *_tidy(plain, first, last)):
            if end - start < 3 or not finds.free(start, end):
                continue
            read = plain[start:end].replace("\n", "")
            figures = figures_of(read) if end - start <= _TOO_LONG else None
            if figures is not None and _is_phone(context, start, end, read, figures):
                finds.add(Found(start, end, read, "phone", _region(context, start, figures)))


def _decorated(context: Context, finds: Finds) -> None:
    """``1→855→555→0142``: eight to fifteen digits with ornaments between them that are a
    telephone's by the words before them, their plus or their groups."""
    plain = context.plain
    for match in _DECORATED.finditer(plain):
        if finds.full:
            return
        start, end = match.span()
        digits = _places(plain, start, end)
        if not _LEAST <= digits <= _MOST or _DASHED.fullmatch(match[0]):
            continue
        plus = plain[max(0, start - 1) : start] == "+"
        shaped = plus or _DIALLED.fullmatch(match[0])
        if (shaped or context.cue("phone", start, DECOR_REACH)) and context.label(start) < 0:
            start -= plus
            finds.add(Found(start, end, plain[start:end], "phone"))


def _is_short(plain: str, start: int, end: int) -> bool:
    """Three or four plain digits that no word makes a hotline: a year, half of a price."""
    figures = plain[start:end]
    if end - start == 3 and figures[0] == "1":
        return False  # 110, 114
    return figures.isascii() and figures.isdigit() and plain[max(0, start - 1) : start] not in _LIKE


def _without_hours(plain: str, start: int, end: int) -> tuple[int, int]:
    """The run of digits without ``24/7`` at either side of a whole number."""
    ahead = _HOURS_FIRST.match(plain, start, end)
    if ahead is not None and _places(plain, ahead.end(), end) >= _BEFORE_HOURS:
        start = ahead.end()
    hours = _HOURS.search(plain, start + _WHOLE, min(end, start + _TOO_LONG) + 8)
    if hours is None or hours.start() >= end:
        return start, end
    short = hours[0].lstrip()[0] in "(（" or plain[hours.end() : hours.end() + 1] in ("小", "天")
    least = _WHOLE if short else _BEFORE_HOURS
    whole = _places(plain, start, hours.start()) >= least
    return start, hours.start() if whole else end


def _apart(plain: str, start: int, end: int) -> list[tuple[int, int]]:
    """The numbers of a run of digits: one, or several with a stroke or spaces between them.

    ``010/55550142`` is one number; ``95533 / 95588`` and ``07700900142/07700900143`` are two.
    """
    reach = min(end, start + 100)
    if plain.find("/", start, reach) >= 0:
        cuts = _STROKE.finditer(plain, start, reach)
        edges = [start, *(edge for cut in cuts for edge in cut.span()), end]
        parts = list(zip(edges[::2], edges[1::2], strict=True))
        if all(_places(plain, a, b) >= _WHOLE for a, b in parts):
            return [_tidy(plain, a, b) for a, b in parts]
    if end - start <= _LONGEST or _places(plain, start, end) <= _LONGEST:
        return [(start, end)]
    return _listed(plain, start, end)


def _places(plain: str, start: int, end: int) -> int:
    return sum(map(_digitlike, plain[start:end]))


def _listed(plain: str, start: int, end: int) -> list[tuple[int, int]]:
    """Numbers in a row with spaces between them: ``13800138000 13900139000``."""
    edges = [start, *(edge for gap in _SPACES.finditer(plain, start, end) for edge in gap.span())]
    parts = list(zip(edges[::2], [*edges[1::2], end], strict=True))
    found, at = [], 0
    while at < len(parts):
        for count in (1, 3):
            if at + count > len(parts):
                break
            first, last = parts[at][0], parts[at + count - 1][1]
            if _ONE_OF_MANY.fullmatch(_SPACES.sub(" ", plain[first:last])):
                found.append((first, last))
                at += count - 1
                break
        at += 1
    return found


def _tidy(plain: str, start: int, end: int) -> tuple[int, int]:
    """Without the letters that only look like digits at the end, with ``+``, ``00`` and bracket."""
    while end > start and not _digitlike(plain[end - 1]):
        if plain[end - 1] in "OoIl" and _digitlike(plain[end - 2]):
            break
        end -= 1
    if start and plain[start - 1] in _LIKE and not plain[max(0, start - 2) : start - 1].isalnum():
        start -= 1
    lead = plain[max(0, start - 1) : start]
    if lead == "+" or (lead in ("(", "（") and _CLOSED.search(plain, start, end)):
        start -= 1
        start -= plain[max(0, start - 1) : start] == "+"
    if (
        start
        and plain[start - 1] in "(（"
        and plain[start] == "+"
        and _CLOSED.search(plain, start, end)
    ):
        start -= 1  # (+86)138...
    if plain[end : end + 1] in (")", "）") and plain.count(")", start, end) + plain.count(
        "）", start, end
    ) < plain.count("(", start, end) + plain.count("（", start, end):
        end += 1
    return start, end


def _digitlike(char: str) -> bool:
    return char.isdigit() or char.isnumeric() or char in HAN_DIGITS


def _inside_word(plain: str, start: int, end: int) -> bool:
    before, after = plain[max(0, start - 1) : start], plain[end : end + 1]
    return is_wordy(before, "_$#&=@") or is_wordy(after, "_")


def is_wordy(char: str, also: str) -> bool:
    return bool(char) and char.isascii() and (char.isalnum() or char in also)


def _glued(context: Context, start: int, end: int, digits: int) -> bool:
    """``call09050000327``, ``0871...10p/min``: a whole number, glued to words."""
    plain, low = context.plain, context.low
    head = start
    while head > start - 12 and head and low[head - 1].isalpha() and low[head - 1].isascii():
        head -= 1
    called = head == start or low[head:start] == "help"
    called = called or context.ends_with("phone", head, start)
    whole = head < start or digits >= 10
    return called and whole and not is_wordy(plain[max(0, head - 1) : head], "_$#&=@")


def _is_phone(context: Context, start: int, end: int, read: str, figures: Figures) -> bool:
    count = len(figures.digits)
    plain = context.plain
    if " | " in read and plain[context.line_start(start, _TOO_LONG) : start].lstrip()[:1] == "|":
        return False  # the cells of a row
    after = plain[end : end + 1]
    if after and (after in "%％℃°" or (after in ".,:" and plain[end + 1 : end + 2].isdigit())):
        return False  # 1,000,000 and 12:30
    if start > 1 and plain[start - 1] in ".,:" and plain[start - 2].isdigit():
        return False
    label = context.label_start(start)
    spoken = context.last_cue("phone", context.line_start(label, CUE_REACH), start)
    cue = (
        spoken >= 0
        or context.is_headed("phone", start)
        or (_CHINESE.fullmatch(read) is not None and _is_lines(context, start, end))
    )
    if _inside_word(plain, start, end):
        if not (cue or is_wordy(plain[max(0, start - 1) : start], "")):
            return False
        if not _glued(context, start, end, count):
            return False
        cue = True
    if not (figures.called if cue else figures.alone):
        return False
    if context.label(start) > spoken and not context.names_end(start):
        return False
    if context.is_labelled_behind(end):
        return False
    if count <= _HOUSE and context.is_house(end):
        return False
    if context.crowd(end) or (not (cue and count > 7) and context.unit(end)):
        return False
    return context.last_cue("remote", context.line_start(start, 12), start) <= spoken


def _is_lines(context: Context, start: int, end: int) -> bool:
    """Whether what stands right beside a Chinese number says whose it is, or when it answers."""
    plain = context.plain
    return (
        context.names_end(start)
        or context.names_after(end)
        or context.is_signed(start, end)
        or plain[max(0, start - 1) : start] == "打"
        or _ANSWERS.match(plain, end) is not None
    )


def _region(context: Context, start: int, figures: Figures) -> str | None:
    """CN or US for numbers that only that country's plan groups so, else None."""
    if figures.folded.startswith("+"):
        return None
    if _NANP.fullmatch(figures.folded):
        return "US"
    digits = figures.digits
    if not _CHINESE.fullmatch(digits):
        return None
    # 1 800 555 0142 and 180 0555 0142 are the same eleven digits: the words around them tell.
    return "CN" if digits[0] != "1" or len(digits) != 11 or context.is_chinese(start) else None
