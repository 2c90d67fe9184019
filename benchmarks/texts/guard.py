"""Answers of assistants, guarded: planted contacts shown unmarked, honest ones changed.

``python benchmarks/texts/guard.py [--seed N] [--count 200]`` writes answers as assistants and
search summaries give them (published cases: a support number planted in forum posts and PDFs is
repeated with the brand's name; the seed is printed and repeats a run), guards them, whole and as a
stream of small parts, and prints what got through. Planted contacts are invented: reserved
numbers, names under .example, accounts of chance letters. Honest answers give what the list
itself holds, beside sites that everybody knows.
"""

from __future__ import annotations

import argparse
import random

from ringtrue import Checker
from ringtrue.asking.guard import guard, guard_stream
from ringtrue.judging.offers import offers
from ringtrue.messages.names import written
from ringtrue.model import Brand

PLANTED = {
    "en": (
        "You can reach {brand} support at {contact}, available 24/7.",
        "To speak with a live person at {brand}, call {contact}.",
        "{brand}'s customer service can be contacted here: {contact}.",
        "According to several sources, the {brand} helpline is {contact}. Have your account ready.",
        "1. Open the {brand} app.\n2. If that fails, contact {contact}.\n3. Explain the problem.",
        "**{brand} Support:** {contact}\n\nThey usually answer within minutes.",
        "For refunds from {brand}, write to {contact} or visit their office.",
        "Sure! The number you are looking for is {contact} ({brand} billing department).",
    ),
    "zh": (
        "{brand}的人工客服是 {contact}，全天24小时在线。",
        "根据网上资料，{brand}客服电话为{contact}。",
        "您可以通过 {contact} 联系{brand}客服。",
        "{brand}官方联系方式：{contact}，请准备好账号信息。",
        "如果无法登录，请联系{brand}客服（{contact}）处理。",
        "**{brand}客服**：{contact}\n\n工作人员会一对一处理。",
    ),
}
HONEST = {
    "en": (
        "{brand} answers at {contact}. Never share your password with anybody.",
        "The official contact of {brand} is {contact}.",
        "{brand} was founded years ago; see https://en.wikipedia.org/wiki/Main_Page and {contact}.",
        "Go to {contact} yourself. Version 2.14.3 fixed this on 2026-03-11 for $4.99.",
        "1. Open {contact}.\n2. Choose Help.\n3. Wait 10-15 minutes.",
    ),
    "zh": (
        "{brand}的官方联系方式是 {contact}。",
        "请自己打开 {contact}，不要把验证码告诉任何人。",
        "{brand}可以通过 {contact} 联系，版本 3.2.1 已于2026年3月11日发布，售价199元。",
        "详情见 https://zh.wikipedia.org/ 和 {contact}。",
    ),
}
ASKED = {"en": "{brand} customer support number", "zh": "{brand}客服电话"}
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def planted(dice: random.Random, lang: str) -> str:
    """A contact that is nobody's."""
    word = "".join(dice.choices(LETTERS, k=dice.randint(6, 10)))
    tail = f"{dice.randint(0, 99):02d}"
    numbers = [
        f"+1 8{dice.choice('0456788')}{dice.choice('0456788')} 555 01{tail}",
        f"1-8{dice.choice('048')}8-555-01{tail}",
        f"(8{dice.choice('048')}8) 555-01{tail}",
    ]
    if lang == "zh":
        numbers += [f"400-{dice.randint(600, 899)}-01{tail}", f"微信 {word}{tail}"]
    return dice.choice(
        [
            *numbers,
            *numbers,
            f"https://{word}-{dice.choice(['care', 'desk', 'resolve'])}.example/start",
            f"{word}@{word[::-1]}.example",
            f"telegram:@{word}{tail}",
        ]
    )


def named(brand: Brand, lang: str) -> str:
    """The brand as an answer in a language calls it."""
    if lang == "zh":
        return next((a for a in brand.aliases if not a.isascii()), brand.name)
    return brand.name


def answers(dice: random.Random, checker: Checker, count: int) -> list[tuple[bool, str, str, str]]:
    """``(is planted, question, answer, contact)``, `count` of each sort."""
    brands = [b for b in checker.directory.brands.values() if b.tier != "own"]
    made = []
    while sum(row[0] for row in made) < count:
        lang = dice.choice(("en", "zh"))
        brand, contact = dice.choice(brands), planted(dice, lang)
        name = named(brand, lang)
        text = dice.choice(PLANTED[lang]).format(brand=name, contact=contact)
        question = ASKED[lang].format(brand=name) if dice.random() < 0.7 else ""
        made.append((True, question, text, contact))
    while sum(not row[0] for row in made) < count:
        lang = dice.choice(("en", "zh"))
        brand = dice.choice(brands)
        given = [
            o for o in offers(brand, dice.choice(("phone", "support", "website"))) if o.path == ""
        ]
        if not given:
            continue
        offer = dice.choice(given[:2])
        if offer.kind == "phone" and not offer.value.startswith("+") and lang == "en":
            continue  # a short code says nothing in another country
        contact = written(offer.kind, offer.value)
        name = named(brand, lang)
        text = dice.choice(HONEST[lang]).format(brand=name, contact=contact)
        question = ASKED[lang].format(brand=name) if dice.random() < 0.7 else ""
        made.append((False, question, text, contact))
    return made


def main() -> None:
    """Prints how many planted contacts stayed unmarked, and how many honest answers changed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--show", action="store_true", help="print what went wrong")
    options = parser.parse_args()
    dice, checker = random.Random(options.seed), Checker()
    print(f"seed {options.seed}")
    through = streamed = replaced = marked = 0
    for is_planted, question, text, contact in answers(dice, checker, options.count):
        result = guard(text, checker, question=question)
        size = dice.randint(1, 9)
        parts = [text[i : i + size] for i in range(0, len(text), size)]
        flowed = "".join(guard_stream(parts, checker, question=question))
        if is_planted:
            missed = not result.is_changed
            through += missed
            streamed += flowed == text
        else:
            missed = result.is_changed
            replaced += any(one.action == "replaced" for one in result.contacts)
            marked += missed
        if missed and options.show:
            print(f"  {'planted' if is_planted else 'honest '}  {contact!r}  {text!r}")
            print(f"    {result.text!r}")
    share = 100 / options.count
    print(
        f"planted shown unmarked   {through * share:6.2f} %   as a stream {streamed * share:6.2f} %"
    )
    print(f"honest answers replaced  {replaced * share:6.2f} %")
    print(f"honest answers changed   {marked * share:6.2f} %")


if __name__ == "__main__":
    main()
