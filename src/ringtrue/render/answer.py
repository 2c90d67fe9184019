"""An answer to a question, as text for people and as JSON.

your question: TokenPocket
  help    help.tokenpocket.pro  checked 2026-11-23
  mail    service@tokenpocket.pro  checked 2026-11-23
  note    Our list holds no telephone number of TokenPocket ...
  next    ...
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ringtrue.messages.catalogue import Catalogue
from ringtrue.messages.names import channel, country, written
from ringtrue.messages.shown import shown
from ringtrue.render.paint import Paint, columns
from ringtrue.text.scripts import scripts

if TYPE_CHECKING:
    from ringtrue.asking.answer import Answer
    from ringtrue.judging.offers import BrandAnswer, Offer
    from ringtrue.render.shapes import AnswerDict, BrandAnswerDict


def answer_text(answer: Answer, lang: str = "en", *, colour: bool = False) -> str:
    """An answer in a few lines, without a final line break."""
    from ringtrue.render.text import verdict_text

    say, paint = Catalogue.load(lang), Paint(colour)
    blocks = [verdict_text(verdict, lang, colour=colour) for verdict in answer.contacts]
    for about in answer.brands:
        head = f"{say.say('answer', 'question')}: {shown(about.brand.called(say.lang))}"
        rows = [
            (say.say("answer", f"role_{offer.role}"), _line(offer, say, paint))
            for offer in about.offers
        ]
        rows += [(say.say("answer", "never"), text) for text in _closed(about, say)]
        said = dict.fromkeys(shown(n.statement) for n in about.never_asks)
        rows += [(say.say("answer", "never_asks"), f"“{statement}”") for statement in said]
        rows += [(say.say("ui", "note"), text) for text in _notes(answer, about, say)]
        rows.append((say.say("ui", "next"), _next(answer, say)))
        blocks.append("\n".join([paint("bold", head), *columns(rows, paint)]))
    if not answer.brands:
        blocks.append("\n".join(sentences(answer, lang)))
    return "\n\n".join(blocks)


def summary(answer: Answer, lang: str = "en") -> str:
    """The answer in one or two sentences; what a contact in the question is comes first."""
    judged = [verdict.summary(lang) for verdict in answer.contacts[:1]]
    return " ".join([*judged, *sentences(answer, lang)][:2])


def sentences(answer: Answer, lang: str = "en") -> list[str]:
    """The answer in sentences: whom to turn to, what is not listed, what to take care of."""
    say = Catalogue.load(lang)
    if not answer.brands:
        if not answer.unlisted:
            return [say.say("answer", "no_brand")]
        near = ", ".join(ref.name for ref in answer.near)
        return [say.say("answer", "unlisted", name=" ".join(answer.unlisted), near=near)]
    about = answer.brands[0]
    said = _notes(answer, about, say)
    if about.offers:
        first = about.offers[0]
        contact = contact_of(first, say)
        given = say.say(
            "answer", f"given_{first.role}", brand=about.brand.called(say.lang), contact=contact
        )
        said.insert(0 if about.served or not said else 1, given)
    return [*said, _next(answer, say)]


def answer_dict(answer: Answer, lang: str = "en") -> AnswerDict:
    """An answer as plain JSON values (schema version 1)."""
    official = answer.official_contact
    return {
        "schema": 1,
        "question": answer.question,
        "need": answer.need,
        "official": None
        if official is None
        else {
            "brand": {"id": official.brand.id, "name": official.brand.name},
            "kind": official.kind,
            "value": official.value,
        },
        "brands": [brand_dict(about, lang) for about in answer.brands],
        "contacts": [verdict.to_dict(lang) for verdict in answer.contacts],
        "unlisted": list(answer.unlisted),
        "near": [{"id": ref.id, "name": ref.name} for ref in answer.near],
        "advice": sentences(answer, lang),
        "directory_version": answer.directory_version,
    }


def brand_dict(about: BrandAnswer, lang: str) -> BrandAnswerDict:
    """What the list says of one brand, as plain JSON values."""
    say = Catalogue.load(lang)
    return {
        "brand": {"id": about.brand.id, "name": about.brand.name},
        "served": about.served,
        "offers": [
            {
                "kind": offer.kind,
                "value": offer.value,
                "role": offer.role,
                "region": offer.region,
                "assurance": offer.level,
                "verified_on": offer.verified_on,
                "source": offer.source,
                "text": contact_of(offer, say),
            }
            for offer in about.offers
        ],
        "closed": [
            {
                "channel": c.channel,
                "name": channel(c.channel, lang),
                "statement": c.statement,
                "source": c.source.ref,
                "date": c.source.date,
            }
            for c in about.closed
        ],
        "never_asks": [
            {
                "request": n.request,
                "over": n.over,
                "statement": n.statement,
                "source": n.source.ref,
                "date": n.source.date,
            }
            for n in about.never_asks
        ],
    }


def _line(offer: Offer, say: Catalogue, paint: Paint) -> str:
    text = paint("green", shown(written(offer.kind, offer.value, say.lang)))
    place = country(offer.region, say.lang)
    if place:
        text += f"  {say.say('answer', 'from', country=place)}"
    if offer.verified_on:
        text += f"  {paint('dim', say.say('answer', 'checked', date=offer.verified_on))}"
    return text


def contact_of(offer: Offer, say: Catalogue) -> str:
    """An offer in a sentence, a number with its country."""
    place = country(offer.region, say.lang) if offer.role in ("phone", "fraud") else ""
    text = written(offer.kind, offer.value, say.lang)
    return f"{text} ({place})" if place else text


def _closed(about: BrandAnswer, say: Catalogue) -> list[str]:
    """Channels that the brand says no to, with its words where the reader can read their letters:
    those of the reader's language, and Latin ones."""
    said: dict[str, list[str]] = {}
    for closed in about.closed:
        said.setdefault(closed.statement, []).append(channel(closed.channel, say.lang))
    read = scripts(say.template("answer", "use")) | {"Latin"}
    return [
        f"{', '.join(names)}  “{shown(words)}”" if scripts(words) <= read else ", ".join(names)
        for words, names in said.items()
    ]


def _notes(answer: Answer, about: BrandAnswer, say: Catalogue) -> list[str]:
    """What the list says no to, and what is lacking."""
    said = [
        say.say(
            "answer",
            "closed",
            brand=about.brand.called(say.lang),
            channel=channel(c.channel, say.lang),
        )
        for c in about.closed[:1]
        if c.channel in _ANSWERING.get(answer.need, ())
    ]
    if not about.offers:
        said.append(say.say("answer", "nothing_listed", brand=about.brand.called(say.lang)))
    elif not about.served and not said and answer.need not in _DOUBTS:
        what = say.say("answer", f"what_{answer.need}")
        said.append(say.say("answer", "lacking", brand=about.brand.called(say.lang), what=what))
    return said


_DOUBTS = ("real", "contacted", "secret")
"""Needs that a help desk would not serve better than the site."""
_ANSWERING = {
    "phone": ("phone", "outbound_call"),
    "contacted": ("outbound_call", "phone", "sms"),
    "mail": ("email",),
}


def _next(answer: Answer, say: Catalogue) -> str:
    care = answer.need if answer.need in ("secret", "contacted") else "use"
    return say.say("answer", care)
