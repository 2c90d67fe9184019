"""The answer to a question: a brand's own contacts for what is asked, and what it never does."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from ringtrue.asking.question import Question, read
from ringtrue.judging.clock import dates
from ringtrue.judging.offers import HOMES, BrandAnswer, brand_answer
from ringtrue.judging.served import pydantic_schema
from ringtrue.judging.verdict import Verdict
from ringtrue.kinds.regions import country_code
from ringtrue.messages.catalogue import Catalogue
from ringtrue.model import Brand, BrandRef, Imitated, Status
from ringtrue.records import record
from ringtrue.text.scripts import language_of
from ringtrue.text.words import is_word

if TYPE_CHECKING:
    from ringtrue.judging.checker import Checker
    from ringtrue.render.shapes import AnswerDict

MAX_BRANDS = 3
"""Brands of one question that are answered."""
_MAX_NEAR = 4
"""Unlisted names that are told, and words and pairs of words that are held against listed ones."""
_MOST_LETTERS = 64
"""Letters of these in all: names are short, and each letter costs."""
_LEAST_NAME = 4
"""Letters of a name that is held against listed ones."""


@record
class Answer:
    """What ringtrue says to a question. It accuses nobody of asking."""

    question: str
    need: str
    """What is asked for: one of `ringtrue.judging.offers.NEEDS`."""
    brands: tuple[BrandAnswer, ...] = ()
    contacts: tuple[Verdict, ...] = ()
    """Verdicts on contacts that stand in the question."""
    unlisted: tuple[str, ...] = ()
    """Names in it of which nothing is listed."""
    near: tuple[BrandRef, ...] = ()
    """Listed brands whose names are near to those."""
    directory_version: str = ""

    @property
    def official_contact(self) -> Imitated | None:
        """The first contact to turn to, with its brand; None when nothing is listed."""
        for about in self.brands:
            for offer in about.offers:
                return Imitated(about.brand, offer.kind, offer.value)
        return None

    def __str__(self) -> str:
        """The answer in one or two sentences, in English."""
        return self.summary()

    __get_pydantic_core_schema__ = classmethod(pydantic_schema)

    def to_dict(self, lang: str = "en") -> AnswerDict:
        """The answer as plain JSON values, schema version 1 (`ringtrue.render.answer`)."""
        from ringtrue.render.answer import answer_dict

        return answer_dict(self, lang)

    def summary(self, lang: str = "en") -> str:
        """The answer in one or two sentences."""
        from ringtrue.render.answer import summary

        return summary(self, lang)


def ask(text: str, checker: Checker, *, region: str | None = None, lang: str = "en") -> Answer:
    """The answer to a question as people type it: ``MetaMask support``, ``95588 骗子吗``.

    `region` (ISO 3166) is where the reader is, and decides which telephone numbers are of use;
    without it the countries of `lang` do. Of `text` at most `MAX_QUESTION` characters are read.
    """
    return answered(read(text, checker.directory), checker, region=region, lang=lang)


def answered(
    question: Question, checker: Checker, *, region: str | None = None, lang: str = "en"
) -> Answer:
    """The answer to a question that has been read."""
    directory = checker.directory
    region = country_code(region)
    verdicts = verdicts_on(question, checker, region)
    ids = dict.fromkeys(question.brands)
    for verdict in verdicts:
        for ref in (verdict.brand, verdict.imitates and verdict.imitates.brand):
            if ref is not None:
                ids.setdefault(ref.id)
    about = tuple(
        _about(directory.brands[brand_id], question, checker, region, lang)
        for brand_id in list(ids)[:MAX_BRANDS]
    )
    unlisted, near = ((), ()) if about else _unlisted(question, checker)
    return Answer(question.text, question.need, about, verdicts, unlisted, near, directory.version)


def verdicts_on(
    question: Question, checker: Checker, region: str | None = None
) -> tuple[Verdict, ...]:
    """Those on the contacts of a question; `region`: where the reader is, else its language says
    so."""
    here = region or next(iter(HOMES.get(language_of(question.text), ())), None)
    return tuple(
        checker.check(raw, kind, question.brands[:1] or None, here)
        for raw, kind in question.contacts
    )


def _about(
    brand: Brand, question: Question, checker: Checker, region: str | None, lang: str
) -> BrandAnswer:
    _, lapsed = dates(checker._today, checker.policy.grace_days)
    regions = Catalogue.load(lang).template("language", "countries").split()
    platform = question.platform if question.need == "account" else ""
    return brand_answer(brand, question.need, region, regions, lapsed=lapsed, platform=platform)


def _unlisted(question: Question, checker: Checker) -> tuple[tuple[str, ...], tuple[BrandRef, ...]]:
    """Names that no brand has, and brands with a name like one of them: by the same search as for
    accounts, so that a slip of the asker's is understood and nobody is accused of it."""
    rest = question.rest
    words = [w for w in rest if len(w) >= _LEAST_NAME or not w.isascii()]
    if not words and any(len(w) > 1 and not is_word(w) for w in rest):
        words = list(rest)  # short names stand alone (SBI, BCA)
    pairs = [a + b for a, b in pairwise(words)]
    left = _MOST_LETTERS
    for word in [w for w in words[:_MAX_NEAR] + pairs[:_MAX_NEAR] if len(w) >= _LEAST_NAME]:
        left -= len(word)
        if left < 0:
            break
        verdict = checker.check(word, "handle")
        if verdict.status in (Status.IMPERSONATION, Status.SUSPICIOUS) and verdict.imitates:
            return tuple(words[:_MAX_NEAR]), (verdict.imitates.brand,)
    return tuple(words[:_MAX_NEAR]), ()
