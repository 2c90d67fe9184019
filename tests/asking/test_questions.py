"""Questions as people type them: whom they are about, what they ask for, and that nobody who asks
is accused."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from ringtrue import Answer, Checker, Status, UnknownRegion
from ringtrue.asking.answer import ask
from ringtrue.asking.question import MAX_QUESTION, read
from ringtrue.judging.offers import NEEDS
from ringtrue.messages.catalogue import languages
from ringtrue.render.answer import answer_text, sentences


def read_rows(name: str) -> list[list[str]]:
    lines = Path(__file__).with_name(name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")][1:]


ROWS = read_rows("questions.tsv") + read_rows("languages.tsv")
CHECKER = Checker(today=date(2026, 12, 1))


def rows(*kinds: str) -> list[list[str]]:
    """Rows whose last column begins with one of `kinds`; without any: those about a brand."""
    others = ("contact=", "unknown", "none")
    return [r for r in ROWS if r[2].startswith(kinds or NEEDS) and (kinds or r[2] not in others)]


@pytest.mark.parametrize(("text", "brand", "need"), rows())
def test_a_question_is_read(text: str, brand: str, need: str) -> None:
    question = read(text, CHECKER.directory)
    assert question.brands == (brand,)
    assert question.need in need.split("|")


@pytest.mark.parametrize(("text", "brand", "need"), rows())
def test_check_hands_a_question_over_and_accuses_nobody(text: str, brand: str, need: str) -> None:
    verdict = CHECKER.check(text)
    assert verdict.status is Status.INVALID
    assert verdict.problem == "question"
    assert verdict.score == 0.0
    assert verdict.answer is not None
    assert verdict.answer.brands[0].brand.id == brand
    assert verdict.imitates is None


@pytest.mark.parametrize(("text", "brand", "need"), rows("contact="))
def test_a_contact_in_a_question_is_judged(text: str, brand: str, need: str) -> None:
    answer = ask(text, CHECKER)
    values = [verdict.contact.canonical for verdict in answer.contacts if verdict.contact]
    assert any(need.removeprefix("contact=") in value for value in values)
    if brand != "-":
        assert brand in [about.brand.id for about in answer.brands]
    assert CHECKER.check(text).answer is None


@pytest.mark.parametrize(("text", "brand", "need"), rows("unknown"))
def test_a_brand_that_is_not_listed_gets_an_honest_answer(text: str, brand: str, need: str) -> None:
    answer = ask(text, CHECKER)
    assert not answer.brands
    assert answer.official_contact is None
    assert sentences(answer)
    assert not CHECKER.check(text).is_alarm


@pytest.mark.parametrize(("text", "brand", "need"), rows("none"))
def test_what_is_no_question_is_judged_as_before(text: str, brand: str, need: str) -> None:
    assert CHECKER.check(text).answer is None


LATER = Path(__file__).with_name("later.tsv").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize(
    ("text", "brand"), [line.split("\t") for line in LATER if not line.startswith("#")]
)
def test_a_later_question_is_about_its_brand(text: str, brand: str) -> None:
    verdict = CHECKER.check(text)
    assert not verdict.is_alarm
    if verdict.answer is not None:
        assert verdict.answer.brands[0].brand.id == brand
    else:  # a contact stands in it
        assert verdict.brand is not None
        assert verdict.brand.id == brand


@pytest.mark.parametrize(
    ("slip", "meant"), [("Metamaks support", "metamask"), ("Binnance customer service", "binance")]
)
def test_a_slip_of_the_asker_is_understood(slip: str, meant: str) -> None:
    assert [ref.id for ref in ask(slip, CHECKER).near] == [meant]


def test_every_brand_is_found_by_its_name_and_offers_only_what_vouches() -> None:
    missed = []
    vouching = [
        brand
        for brand in CHECKER.directory.brands.values()
        if any(listed.status == "active" for listed in brand.contacts)
    ]
    for brand in vouching:
        answer = ask(f"{brand.name} customer support", CHECKER)
        if [about.brand.id for about in answer.brands][:1] != [brand.id]:
            missed.append(brand.id)
        for about in answer.brands:
            for offer in about.offers:
                assert offer.level, offer
                assert offer.verified_on, offer
    # A name that a longer one begins with, or that two brands share, may mean the other.
    assert len(missed) <= len(vouching) // 100, missed


def test_a_number_is_given_where_it_can_be_dialled() -> None:
    here = ask("paypal phone number", CHECKER, region="US").brands[0].offers
    assert [offer.region for offer in here if offer.role == "phone"] in (["US"], ["US", "US"])
    there = ask("apple phone number", CHECKER, region="US").brands[0]
    assert {offer.region for offer in there.offers if offer.role == "phone"} == {"US"}


def test_a_closed_channel_is_told_with_its_source() -> None:
    about = ask("phantom wallet phone number", CHECKER).brands[0]
    assert not about.served
    assert about.closed[0].channel == "phone"
    assert about.closed[0].source.ref
    assert "Phantom says that it does not use this: telephone." in " ".join(
        sentences(ask("phantom wallet phone number", CHECKER))
    )


def test_where_only_none_is_listed_nobody_says_that_there_is_none() -> None:
    told = " ".join(sentences(ask("TokenPocket phone number", CHECKER)))
    assert "Our list holds no telephone number of TokenPocket" in told
    assert "has no" not in told


@pytest.mark.parametrize("lang", languages())
def test_every_need_is_answered_in_words(lang: str) -> None:
    for need in NEEDS:
        for text in ("tokenpocket", "binance", "icbc"):
            question = {"any": text}.get(need, f"{text} {need}")
            answer = ask(question, CHECKER, lang=lang)
            told = answer_text(answer, lang) + " ".join(sentences(answer, lang))
            assert "?" not in told.replace("“", ""), told
            assert not re.search(r"\b(given|role|what)[_ ](?!of)\w+", told.split("“")[0]), told


def test_odd_questions_raise_nothing() -> None:
    for text in ("", " ", "?" * 500, "\ud800", "客服" * 200, "a" * 10_000, "@ : / <>"):
        answer = ask(text, CHECKER)
        assert isinstance(answer, Answer)
        assert len(answer.question) <= MAX_QUESTION
        assert answer.to_dict("zh")["schema"] == 1
    with pytest.raises(UnknownRegion, match="did you mean CN"):
        ask("icbc", CHECKER, region="China")


def test_a_short_name_that_is_not_listed_is_told() -> None:
    assert ask("qzx customer care number", CHECKER).unlisted == ("qzx",)
    assert ask("customer care number", CHECKER).unlisted == ()


def test_how_free_numbers_begin_is_no_contact() -> None:
    assert ask("nubank telefone 0800", CHECKER).contacts == ()
    assert [v.raw for v in ask("0800 123 4567 nubank?", CHECKER).contacts] == ["0800 123 4567"]


def test_no_number_abroad_for_whom_the_brand_has_a_site_at_home() -> None:
    offers = ask("HSBC hotline", CHECKER, region="HK").brands[0].offers
    assert [offer.value for offer in offers][:1] == ["hsbc.com.hk"]
    assert "phone" not in [offer.role for offer in offers]


def test_a_doubt_is_answered_with_the_site_and_the_rule_and_a_contact_with_its_verdict() -> None:
    said = ask("is dbs asking for my otp real", CHECKER).summary()
    assert "dbs.com.sg" in said
    assert "Nobody real asks" in said
    assert "95588" not in ask("icbc", CHECKER).summary("zh")
    assert (
        "中国工商银行"
        in ask("95588是真的吗", CHECKER, region="CN").summary("zh").partition("。")[0]
    )


def test_a_name_is_said_in_the_readers_language() -> None:
    assert "铁路12306" in ask("12306 官网", CHECKER).summary("zh")
    assert "Сбербанк" in ask("сбербанк", CHECKER).summary("ru")
