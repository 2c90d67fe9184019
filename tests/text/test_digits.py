"""Digits in disguise, and the writing that is no disguise."""

from __future__ import annotations

import pytest

from ringtrue.text.dialing import differences, misdial
from ringtrue.text.digits import STRONG, fold_digits

DISGUISED = [
    ("４００８８２０１４２", "4008820142", {"fullwidth"}),
    ("①-⑧⓪⓪-555-0142", "1-800-555-0142", {"circled"}),
    ("❶➑⓿⓿5550142", "18005550142", {"circled"}),
    ("㊀㊇㊇-5550142", "188-5550142", {"circled"}),
    ("⑴⑻⑻⑻-555-0142", "1888-555-0142", {"parenthesised"}),
    ("⒈⒏⒏⒏-555-0142", "1888-555-0142", {"full_stop"}),
    ("𝟏-𝟖𝟎𝟎-𝟱𝟱𝟱-𝟘𝟙𝟜𝟚", "1-800-555-0142", {"math"}),
    ("🯱🯸🯰🯰5550142", "18005550142", {"segmented"}),
    ("¹⁸⁰⁰5550142", "18005550142", {"superscript"}),
    ("₁₈₀₀5550142", "18005550142", {"subscript"}),
    ("4️⃣0️⃣0️⃣8820142", "4008820142", {"keycap"}),
    ("٨٠٠٥٥٥٠١٤٢", "8005550142", {"other_script"}),
    ("८००५५५०१४२", "8005550142", {"other_script"}),
    ("四〇零八八二洞幺四两", "4008820142", {"han"}),
    ("四零零八八二零拐勾两", "4008820792", {"han"}),
    ("肆零零-捌捌贰-零壹肆贰", "400-882-0142", {"han", "han_financial"}),
    ("九五五八八", "95588", {"han"}),
    ("+1 (8OO) 555-Ol42", "+1 (800) 555-0142", {"letters"}),
    ("l-8OO-SSS-Ol42", "l-8OO-SSS-Ol42", set()),
    ("84O-555-0I42", "840-555-0142", {"letters"}),
    ("+1-8ОО-555-0142", "+1-800-555-0142", {"letters"}),
    ("1-800-5\u200b55-0142", "1-800-555-0142", {"invisible"}),
    ("1║800║555║0142", "1 800 555 0142", {"separators"}),
    ("1⇝800⇝555⇝0142", "1 800 555 0142", {"separators"}),
    ("[{+1}]-[{808}]-[{555}]", "[{+1}]-[{808}]-[{555}]", {"separators"}),
    ("1*800*555*0142", "1*800*555*0142", {"separators"}),
    ("Ⅰ-Ⅷ00-555-0142", "1-800-555-0142", {"roman"}),
    ("〡〨00-555-0142", "1800-555-0142", {"han"}),
    ("+1-8ØØ-555-Ø142", "+1-800-555-0142", {"letters"}),
    ("1-800-555-01Ч2", "1-800-555-0142", {"letters"}),
    ("\u202e2410-555-(008)-1+\u202c", "+1-(800)-555-0142", {"reversed"}),
    ("\u202e2410555008", "8005550142", {"reversed"}),
]


@pytest.mark.parametrize(("raw", "digits", "names"), DISGUISED)
def test_disguises(raw: str, digits: str, names: set[str]) -> None:
    folded, seen = fold_digits(raw)
    assert folded == digits
    assert set(seen) == names


PLAIN = [
    "+1 (800) 555-0142",
    "020 7946 0018",
    "400-882-0142",
    "95588",
    "（010）6555－1234",
    "\u202a+1 (800) 555\u20110142\u202c",
    "+1\u00a0800\u00a0555\u00a00142",
    "☎\ufe0f 400-882-0142",
]


@pytest.mark.parametrize("raw", PLAIN)
def test_ordinary_writing_is_no_disguise(raw: str) -> None:
    assert fold_digits(raw)[1] == ()


WORDS = [
    "Bill Boss",
    "Solo IO",
    "一个",
    "二〇二六年",
    "肆佰元",
    "metamask.io",
    "360.cn",
    "S5",
    "O2",
    "XⅩ",
]


@pytest.mark.parametrize("raw", WORDS)
def test_words_stay(raw: str) -> None:
    assert fold_digits(raw) == (raw, ())


def test_vanity_letters_are_no_disguise() -> None:
    assert fold_digits("1-800-FLOWERS") == ("1-800-FLOWERS", ())


def test_strong_disguises_do_not_hold_house_style() -> None:
    assert not STRONG & {"fullwidth", "separators", "other_script", "han", "vanity"}


@pytest.mark.parametrize(
    ("seen", "official", "slip"),
    [
        ("8005550124", "8005550142", "transposition"),
        ("8005550143", "8005550142", "adjacent_key"),
        ("8005556142", "8005550142", "letter_key"),
        ("80055550142", "8005550142", "doubled_digit"),
        ("800555142", "8005550142", "omitted_digit"),
        ("80055590142", "8005550142", None),
        ("8005550142", "8005550142", None),
        ("8005551042", "8005550142", "transposition"),
        ("800555014", "8005550142", "omitted_digit"),
        ("", "8", "omitted_digit"),
        ("", "", None),
    ],
)
def test_misdial(seen: str, official: str, slip: str | None) -> None:
    found = misdial(seen, official)
    assert (found and found[0]) == slip


def test_differences_are_counted_from_the_right() -> None:
    assert differences("+18885550142", "+18005550142") == ("3", "4")
    assert differences("+12025550142", "+492025550142") == ("1",)
    assert differences("95588", "95588") == ()
