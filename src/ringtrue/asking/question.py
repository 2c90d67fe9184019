"""Reading a question: which brands it names, what it asks for, which contacts stand in it.

A question is what people type into a search box: a brand's name beside words of asking
(``TP钱包客服电话``, ``MetaMask support``), perhaps with a contact (``95588 骗子吗``). Words of
asking are a table (question_words.tsv); names are those of the directory, in any case of letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ringtrue import data
from ringtrue.directory.directory import Directory
from ringtrue.kinds.platforms import platforms
from ringtrue.records import record
from ringtrue.scanning.extract import extract
from ringtrue.scanning.view import View
from ringtrue.text.skeleton import clean, fold

MAX_QUESTION = 300
"""Characters of a question; more is a text, for `scan`."""
MAX_CONTACTS = 5
"""Contacts of one question that are judged."""
_OF = ("'s", "’s")
_LONGEST_NAME = 6
"""Words of a brand's name."""
_HAN = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
_TOKEN = re.compile(rf"[{_HAN}]+|[^\W_{_HAN}]+(?:[-'’.&+!][^\W_{_HAN}]+)*[+!]?")
# What begins with 0 and is short is how numbers begin (0800), not one to dial.
_DIGITS = re.compile(r"(?<![a-z\d.])(?!0\d{3}(?!\d))\d{4,12}(?![a-z\d]|[.,]\d)", re.IGNORECASE)
_HANGUL = re.compile("[\uac00-\ud7a3]+\\Z")
_IS_HAN = re.compile(rf"[{_HAN}]")
# What is asked for most precisely comes first: a refund's telephone number is a telephone number.
_RANK = (
    "secret", "contacted", "phone", "mail", "app", "login", "website", "account", "refund", "real",
    "support",
)  # fmt: skip
_FILLING = ("asks", "about")
_DOUBTS = ("real", "contacted")


@record
class Question:
    """What was asked, read."""

    text: str
    """As it was given, at most `MAX_QUESTION` characters."""
    brands: tuple[str, ...] = ()
    """Ids of the brands it names, in order."""
    needs: tuple[str, ...] = ()
    """What it asks for (`ringtrue.judging.offers.NEEDS`), the most precise first."""
    platform: str = ""
    """The platform whose account is asked for (``telegram``), if one is named."""
    contacts: tuple[tuple[str, str | None], ...] = ()
    """Contacts that stand in it, as `kinds.parse` reads them, each with its kind where the words
    around it tell it."""
    rest: tuple[str, ...] = ()
    """Words that are neither a name nor a word of asking: perhaps the name of a brand that is not
    listed."""
    asking: bool = False
    """Whether there is a word in it that says what is asked for."""
    doubting: bool = False
    """Whether it asks what something is, or whether it is real."""

    @property
    def need(self) -> str:
        """The first of `needs`; ``any`` when nothing is asked for."""
        return self.needs[0] if self.needs else "any"


def read(text: str, directory: Directory) -> Question:
    """The question that `text` asks."""
    given = text[:MAX_QUESTION]
    view = View.of(given)
    found = extract(view, directory.names_in(view.text), MAX_CONTACTS).found
    contacts = {(place.read, place.kind): None for place in found}
    plain = given
    for place in found:
        plain = _without(plain, place.start, place.end)
    for digits in _DIGITS.finditer(plain):  # a short code without a label
        if not directory.names_in(digits[0]):
            contacts[digits[0], "phone"] = None
            plain = _without(plain, digits.start(), digits.end())
    plain = clean(plain)[:MAX_QUESTION]  # one letter may stand for eighteen
    brands, names, plain = _brands(plain, directory)
    needs: set[str] = set()
    platform, rest, asking = "", [], False
    doubting = "?" in plain or "？" in plain  # not in a link, where it means something else
    for at, (word, is_word) in enumerate(_words(plain.casefold().replace("’", "'"))):
        meant = _vocabulary().get(word, frozenset()) if is_word else frozenset()
        if not meant:
            rest.append(word)
        asking = asking or bool(meant - {"about"})
        doubting = doubting or not meant.isdisjoint(_DOUBTS)
        # "Is 95588 ...?" asks, "your code is 123456" does not; in Chinese the word stands anywhere.
        doubting = doubting or ("asks" in meant and (at == 0 or not word.isascii()))
        needs |= meant.difference(_FILLING)
        named = _platforms().get(word, "")
        if named and is_word:
            platform = platform or named
            needs.add("account")
    for name in names:  # 微信客服 is a name of WeChat, and asks for support; LINE for no telephone
        words = [word for word, is_word in _words(name.casefold()) if is_word]
        for word in words if words != [name.casefold()] else ():
            needs |= _vocabulary().get(word, frozenset()) & {"support", "phone"}
    if len(brands) > 1:  # "Coinbase on Telegram" is about Coinbase, and about an account there
        there = {
            brand: _platforms()[name.casefold()]
            for brand, name in zip(brands, names, strict=False)
            if name.casefold() in _platforms()
        }
        if there:
            if len(there) == len(brands):  # "discord twitter account": the first one's
                there.pop(brands[0])
            platform = platform or next(iter(there.values()), "")
            brands = [brand for brand in brands if brand not in there]
            needs.add("account")
    order = tuple(need for need in _RANK if need in needs)
    return Question(
        given,
        tuple(brands),
        order,
        platform,
        tuple(contacts)[:MAX_CONTACTS],
        tuple(rest),
        asking,
        doubting,
    )


def _without(text: str, start: int, end: int) -> str:
    return text[:start] + " " * (end - start) + text[end:]


def _brands(text: str, directory: Directory) -> tuple[list[str], list[str], str]:
    """Brands named in a text, how they are written there, and the text without their names."""
    spans = [(start, end, brand) for start, end, brand in directory.names_in(text)]
    taken = [False] * len(text)
    for start, end, _ in spans:
        taken[start:end] = [True] * (end - start)
    tokens = [m for m in _TOKEN.finditer(text) if not any(taken[m.start() : m.end()])]
    # Names of several words first; a lone word of asking ("line", "safe") is no name beside one.
    lone: list[tuple[int, int, str]] = []
    ends = [m.end() for m in tokens]
    # What is folded piece by piece is folded as a whole: each word once, not in every run of them.
    words = [fold(m[0]) for m in tokens]
    gaps = ["", *(fold(text[a : m.start()]) for a, m in zip(ends, tokens[1:], strict=False))]
    at = 0
    while at < len(tokens):
        runs = [words[at]]
        for word, gap in zip(
            words[at + 1 : at + _LONGEST_NAME], gaps[at + 1 : at + _LONGEST_NAME], strict=True
        ):
            runs.append(runs[-1] + gap + word)
        start = tokens[at].start()
        for size in range(len(runs), 0, -1):
            end = ends[at + size - 1]
            brand = directory.brand_folded(runs[size - 1])
            if brand is None and (written := text[start:end])[-2:] in _OF:
                brand = directory.brand_for(written[:-2])
            if brand is None or any(taken[start:end]):
                continue
            everyday = size == 1 and text[start:end].casefold() in _vocabulary()
            (lone if everyday else spans).append((start, end, brand.id))
            at += size - 1
            break
        at += 1
    if not spans and lone and lone[0][0] == tokens[0].start():
        spans = lone[:1]
    spans.sort()
    found: dict[str, str] = {}
    for start, end, brand_id in spans:
        found.setdefault(brand_id, text[start:end])
        text = _without(text, start, end)
    return list(found), list(found.values()), text


def _words(text: str) -> Iterator[tuple[str, bool]]:
    """The longest words of the vocabulary from left to right, and what lies between them: a word,
    and whether the vocabulary has it."""
    tokens = list(_TOKEN.finditer(text))
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if _IS_HAN.match(token[0]):
            yield from _cut(token[0])
            at += 1
            continue
        for size in range(min(_most_words(), len(tokens) - at), 0, -1):
            phrase = " ".join(text[token.start() : tokens[at + size - 1].end()].split())
            if phrase in _vocabulary() or phrase in _platforms():
                yield phrase, True
                at += size
                break
        else:
            stem = _stem(token[0])
            yield stem or token[0], bool(stem)
            at += 1


def _stem(word: str) -> str:
    """The word of asking in a Korean one with particles behind it (번호를, 앱은); empty if none."""
    if not _HANGUL.match(word):
        return ""
    known = _vocabulary()
    cuts = range(len(word) - 1, 0, -1)
    ends = (at for at in cuts if word[:at] in known and "about" in known.get(word[at:], ()))
    return next((word[:at] for at in ends), "")


def _cut(run: str) -> Iterator[tuple[str, bool]]:
    """Words of a run of Han or kana, longest first."""
    known, longest = _vocabulary(), _longest_han()
    at = begun = 0
    while at < len(run):
        for size in range(min(longest, len(run) - at), 0, -1):
            word = run[at : at + size]
            if word in known or word in _platforms():
                if begun < at:
                    yield run[begun:at], False
                yield word, True
                at = begun = at + size
                break
        else:
            at += 1
    if begun < at:
        yield run[begun:], False


@cache
def _vocabulary() -> dict[str, frozenset[str]]:
    """What each word of asking asks for."""
    meant: dict[str, set[str]] = {}
    for need, _, words in data.table("question_words.tsv"):
        for word in words.split("|"):
            meant.setdefault(word, set()).add(need)
    return {word: frozenset(needs) for word, needs in meant.items()}


@cache
def _most_words() -> int:
    return max(word.count(" ") + 1 for word in _vocabulary())


@cache
def _longest_han() -> int:
    return max(len(word) for word in _vocabulary() if _IS_HAN.match(word))


@cache
def _platforms() -> dict[str, str]:
    """Platforms by the names that people write."""
    found: dict[str, str] = {}
    for platform in platforms().values():
        for name in platform.prefixes:
            if len(name) > 1:
                found.setdefault(name.casefold(), platform.name)
    return found
