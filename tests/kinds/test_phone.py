"""Telephone numbers: what each writing means, and what is none."""

from __future__ import annotations

import random
import time

import pytest

from ringtrue.errors import UnparseableContact
from ringtrue.kinds.facets import PhoneNumber
from ringtrue.kinds.phone import from_digits, looks_like, parse, parse_bare
from ringtrue.model import ContactPoint


def facet(contact: ContactPoint) -> PhoneNumber:
    first = contact.facets[0]
    assert isinstance(first, PhoneNumber)
    return first


CANONICAL = [
    ("+1 (800) 555-0142", None, "+18005550142"),
    ("1-800-555-0142", None, "+18005550142"),
    ("800.555.0142", "US", "+18005550142"),
    ("[{+1}]-[{808}]-[{555}]-[{0142}]", None, "+18085550142"),
    ("+1*888*555*0142", None, "+18885550142"),
    ("𝟏-𝟖𝟖𝟖⇝𝟓𝟓𝟓⇝𝟎𝟏𝟒𝟐", None, "+18885550142"),
    ("1 (8OO) 555-O142", None, "+18005550142"),
    ("+1 ８ＯＯ 555 0142", None, "+18005550142"),
    ("+1_800_555_0142", None, "+18005550142"),
    ("+1=800=555=0142", None, "+18005550142"),
    ("+1 800 555 0142 ｅｘｔ １２", None, "+18005550142"),
    ("+34 912 345 678 extensión 12", None, "+34912345678"),
    ("+49 30 901820 DW 12", None, "+4930901820"),
    ("400-882-0142转人工8", None, "+864008820142"),
    ("+44 (0)20 7946 0018", None, "+442079460018"),
    ("0044 20 7946 0018", None, "+442079460018"),
    ("020 7946 0018", "GB", "+442079460018"),
    ("020 7946 0018", "gb", "+442079460018"),
    ("+1-707-555-0142 (UK)", None, "+17075550142"),
    ("tel:+44-20-7946-0018", None, "+442079460018"),
    ("tel:555-0142;phone-context=+1800", None, "+18005550142"),
    ("callto://+18005550142", None, "+18005550142"),
    ("sms:+18005550142?body=hi", None, "+18005550142"),
    ("tel:%2B1%20800%20555%200142", None, "+18005550142"),
    ("13800138000", None, "+8613800138000"),
    ("138 0013 8000", None, "+8613800138000"),
    ("8613800138000", None, "+8613800138000"),
    ("17951 13800138000", None, "+8613800138000"),
    ("400-882-0142", None, "+864008820142"),
    ("四零零八八二零一四二", None, "+864008820142"),
    ("4️⃣0️⃣0️⃣8️⃣8️⃣2️⃣0️⃣1️⃣4️⃣2️⃣", None, "+864008820142"),
    ("电话：400-882-0142", None, "+864008820142"),
    ("（010）6555 1234", None, "+861065551234"),
    ("010-65551234", "CN", "+861065551234"),
    ("021-96110", None, "+862196110"),
    ("95588", None, "95588"),
    ("９５５８８", None, "95588"),
    ("九五五八八", None, "95588"),
    ("客服热线 95588", None, "95588"),
    ("12306", None, "12306"),
    ("10086", "CN", "10086"),
    ("110", None, "110"),
    ("131 555", "AU", "+61131555"),
    ("1-800-FLOWERS", None, "+18003569377"),
    ("1800FLOWERS", "US", "+18003569377"),
    ("0800 FLOWERS", "GB", "+448003569377"),
    ("61 483 555 142", None, "61483555142"),
    ("020-795-271", None, "020795271"),
    ("17909 400 882 0142", None, "+864008820142"),
    ("1-888-555-0142", "DE", "+18885550142"),
    ("1-501-234-5678", "CN", "+15012345678"),
    ("1-800-266-0142", "SG", "+6518002660142"),
    ("15012345678", "CN", "+8615012345678"),
    ("*67 800-555-0142", "US", "+18005550142"),
    ("UK: +44 20 7946 0018", None, "+442079460018"),
    ("英国 +44 20 7946 0018", None, "+442079460018"),
    ("+44 20 7946 0018, UK", None, "+442079460018"),
    ("010-10086", None, "+861010086"),
    ("(800) 555-0142", None, "+18005550142"),
    ("150-1234-5678", None, "+8615012345678"),
    ("1 (501) 234-5678", None, "+15012345678"),
    ("1800 123 4567", None, "+9118001234567"),
    ("98833 55142", None, "+919883355142"),
    ("8 (800) 555-01-42", None, "+78005550142"),
    ("01 55 50 14 23", None, "+33155501423"),
    ("090-1234-5678", None, "+819012345678"),
    ("0120-555-014", None, "+81120555014"),
    ("07911 123456", None, "+447911123456"),
    ("+800 1234 5678", None, "+80012345678"),
    ("0808 157 0142", "GB", "+448081570142"),
    ("0800 555 0142", "DE", "+498005550142"),
    ("0120-555-014", "JP", "+81120555014"),
    ("1-8OO-FLOWERS", None, "+18003569377"),
    ("１-８００-ＦＬＯＷＥＲＳ", None, "+18003569377"),
    ("1-800-SSS-OI42", None, "+18005550142"),
    ("(8OO) SSS-OI42", None, "+18005550142"),
    ("1-800-BOSS-OIL", None, "+18002677645"),
    ("Ⅰ-Ⅷ00-555-0142", None, "+18005550142"),
    ("+1-8ØØ-555-Ø142", None, "+18005550142"),
    ("\u202e2410-555-008-1+\u202c", None, "+18005550142"),
    ("1│800│555│0142", None, "+18005550142"),
    ("1👉800👉555👉0142", None, "+18005550142"),
    ("［｛＋１｝］－［｛８０８｝］－［｛５５５｝］－［｛０１４２｝］", None, "+18085550142"),
    ("壹叁捌零零壹叁捌零零零", None, "+8613800138000"),
    ("么三八零零么三八零零零", None, "+8613800138000"),
]


@pytest.mark.parametrize(("raw", "region", "canonical"), CANONICAL)
def test_canonical(raw: str, region: str | None, canonical: str) -> None:
    assert parse(raw, region).canonical == canonical
    assert parse(canonical).canonical == canonical


@pytest.mark.parametrize(
    ("raw", "extension"),
    [
        ("400-882-0142转8", "8"),
        ("400-882-0142 转 8001", "8001"),
        ("400-882-0142-分机12", "12"),
        ("+1 800 555 0142 ext. 33", "33"),
        ("+1 800 555 0142 x33", "33"),
        ("+1 800 555 0142 #7", "7"),
        ("+1 800 555 0142,,123", "123"),
        ("tel:+1-800-555-0142;ext=12", "12"),
        ("+1-800-555-0142;ext=12", "12"),
        ("+1 800 555 0142 option 3", "3"),
        ("1-800-555-0142p123", "123"),
        ("400-882-0142-8", "8"),
        ("400-882-0142,8001", "8001"),
        ("400 882 0142 按8", "8"),
        ("+86 400-882-0142-8", "8"),
    ],
)
def test_extension(raw: str, extension: str) -> None:
    contact = parse(raw)
    assert facet(contact).extension == extension
    assert contact.canonical in ("+864008820142", "+18005550142")


def test_an_extension_leaves_the_number_whole() -> None:
    for raw, region, canonical, extension in (
        ("010-65551234-802", None, "+861065551234", "802"),
        ("（010）6555 1234-802", None, "+861065551234", "802"),
        ("95588-1", None, "95588", "1"),
        ("95588转1", None, "95588", "1"),
        ("03-1234-5678 内線 12", "JP", "+81312345678", "12"),
        ("+49 30 1234567 Durchwahl 12", None, "+49301234567", "12"),
        ("+33 1 23 45 67 89 poste 12", None, "+33123456789", "12"),
        ("+49 30 1234567-0", None, "+493012345670", ""),
        ("0571-8765-4321", None, "+8657187654321", ""),
        ("955-880", None, "955880", ""),
        ("400-8820-142", None, "+864008820142", ""),
        ("4008-820-142", None, "+864008820142", ""),
    ):
        contact = parse(raw, region)
        assert (contact.canonical, facet(contact).extension) == (canonical, extension), raw


@pytest.mark.parametrize(
    "raw",
    [
        "+86 95188",
        "0086 95188",
        "1795195188",
        "8617951 95588",
        "86-95588",
        "0+95588",
    ],
)
def test_a_prefix_before_a_short_code_is_not_the_short_code(raw: str) -> None:
    contact = parse(raw if not raw.startswith("86") else "+" + raw)
    assert contact.canonical.startswith("+86")
    assert not facet(contact).valid
    assert "hidden_prefix" in facet(contact).obfuscations


@pytest.mark.parametrize("raw", ["010-95588", "+86 10 95588"])
def test_an_area_code_before_a_nation_wide_code_is_told_apart(raw: str) -> None:
    contact = parse(raw)
    assert contact.canonical == "+861095588"
    assert facet(contact).obfuscations == ("area_prefix",)


def test_area_codes_stand_before_codes_that_are_served_by_region() -> None:
    assert parse("021-96110").readings == ("phone:96110",)
    assert parse("010-12345").readings == ("phone:12345",)
    assert parse("0571-96588").readings == ()  # another city's 96588 is another firm's
    for raw in ("021-96110", "010-12345", "010-10086", "0571-96588"):
        assert facet(parse(raw)).obfuscations == ()
    assert facet(parse("+86 10 96110")).obfuscations == ("hidden_prefix",)
    assert facet(parse("+86 571 96588")).obfuscations == ()


def test_short_codes_take_the_region_of_the_reader() -> None:
    assert facet(parse("95588")).region == "CN"
    assert facet(parse("95588", "SG")).region == "SG"
    assert facet(parse("72645", "US")).region == "US"
    assert facet(parse("72645")).region == ""


def test_several_readings_are_named() -> None:
    contact = parse("15012345678")
    assert contact.canonical == "15012345678"  # China or North America: nobody said where
    assert contact.readings == ("phone:+8615012345678", "phone:+15012345678")
    assert parse("15012345678", "US").canonical == "+15012345678"
    assert parse("15012345678", "CN").canonical == "+8615012345678"
    assert parse("15012345678", "US").readings == () == parse("15012345678", "CN").readings
    assert parse("150 1234 5678").canonical == "+8615012345678"
    assert parse("1-501-234-5678").readings == ()
    assert parse("13800138000").readings == ()  # no North American exchange begins with 0
    assert parse("9883355142").readings == ("phone:+919883355142",)
    assert parse("8087555142").readings == ("phone:+18087555142", "phone:+918087555142")
    assert parse("8087555142").canonical == "8087555142"  # Hawaii or India
    assert parse("808-755-5142").canonical == "+18087555142"
    assert parse("80875 55142").canonical == "+918087555142"
    assert parse("8005550142").canonical == "+18005550142"
    assert parse("800-555-0142").readings == ("phone:+868005550142",)
    assert parse("(800) 555-0142").readings == ()
    assert parse("010 2345 6789").readings == ("phone:+821023456789",)


def test_bare_digits_may_be_an_account() -> None:
    assert parse_bare("95588").readings == ("qq:95588",)
    assert parse_bare("95588", "CN").readings == ("qq:95588",)
    assert parse_bare("8005550142").readings[-1] == "qq:8005550142"
    for raw, region in (
        *(("95588", "US"), ("0123456", None), ("1234", None), ("13800138000", None)),
        *(("955-88", None), ("+8655512", None)),
    ):
        assert not any("qq" in reading for reading in parse_bare(raw, region).readings)
    assert parse("95588").readings == ()  # it was said to be a number


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        ("+1 800 555 0142", "toll_free"),
        ("+1 900 555 0142", "premium"),
        ("+86 138 0013 8000", "mobile"),
        ("+44 20 7946 0018", "fixed"),
        ("95588", "short"),
        ("400-882-0142", "shared_cost"),
        ("+81 570 055 014", "shared_cost"),
        ("+61 1900 555 014", "premium"),
        ("+44 871 157 0142", "premium"),
        ("+49 900 1 234567", "premium"),
        ("+86 800 882 0142", "toll_free"),
        ("+44 808 157 0142", "toll_free"),
        ("+81 120 555 014", "toll_free"),
        ("+7 800 555 01 42", "toll_free"),
        ("+800 1234 5678", "toll_free"),
    ],
)
def test_type(raw: str, kind: str) -> None:
    assert facet(parse(raw)).number_type == kind


@pytest.mark.parametrize(
    "raw",
    [
        "XXXX-XXXXXXX",
        "400-xxx-xxxx",
        "000-0000-0000",
        "1-800-XXX-XXXX",
        "+1 (XXX) XXX-XXXX",
        "138****8000",
        "123-456-7890",
        "[phone number]",
        "（电话号码）",
        "+1*415-6xx…",
        "+1*415-6xx-O1xx",
        "400-6xx-1234",
        "1 (8xx) 555-0142",
        "1-NXX-NXX-XXXX",
        "400-ＸＸＸ-ＸＸＸＸ",
        "400-×××-××××",
        "+1 415 6•• ••••",
        "+1 415 6?? ????",
        "138●●●●8000",
        "138……8000",
        "955XX",
        "95***",
    ],
)
def test_placeholders(raw: str) -> None:
    with pytest.raises(UnparseableContact) as caught:
        parse(raw)
    assert caught.value.code == "placeholder"


@pytest.mark.parametrize(
    "raw",
    [
        "2026-11-23",
        "23/11/2026",
        "1.2.3.4",
        "255.255.255.255",
        "1,234,567",
        "12.50",
        "$500",
        "￥5000",
        "99.99%",
        "12:30",
        "deadbeef00",
        "0x1234567890abcdef",
        "163.com",
        "support",
        "12",
        "",
        "-",
        "+",
        "+999123456789",
        "3" * 300,
        "021-12345678/87654321",
        "tel:",
        "ext. 12",
        "a@b.example",
        "20xx",
        "400-882-0142/0143",
    ],
)
def test_no_phone(raw: str) -> None:
    with pytest.raises(UnparseableContact) as caught:
        parse(raw)
    assert caught.value.code == "not_a_phone"


@pytest.mark.parametrize(("raw", "region", "canonical"), CANONICAL)
def test_looks_like_what_it_is(raw: str, region: str | None, canonical: str) -> None:
    if ":" not in raw:  # a scheme is read before the shape is asked for
        assert looks_like(raw)


@pytest.mark.parametrize(
    "raw",
    [
        "163.com",
        "360.cn",
        "1688.com",
        "1.2.3.4",
        "1.2.3",
        "3.14159265",
        "2026-11-23",
        "deadbeef00",
        "d41d8cd98f00b204e9800998ecf8427e",
        "0x52908400098527886E0F7617EE07",
        "1,234,567",
        "a@1234567.example",
        "https://1234567.example",
        "metamask.io",
        "TokenPocket2026",
        "m",
        "12:30",
    ],
)
def test_does_not_look_like(raw: str) -> None:
    assert not looks_like(raw)


def test_from_digits() -> None:
    contact = from_digits("18005550142", via="whatsapp", raw="https://wa.me/18005550142")
    assert (contact.kind, contact.canonical) == ("phone", "+18005550142")
    assert facet(contact).via == "whatsapp"
    assert contact.raw == "https://wa.me/18005550142"
    for bad in ("", "123", "9" * 30, "999123456789"):
        with pytest.raises(UnparseableContact):
            from_digits(bad)


def test_canonical_form_is_stable() -> None:
    chance = random.Random(20261123)
    alphabet = (
        "0123456789" * 4 + "+ -().OolSB零一二壹①⑧𝟏８９*x#转;:/\u200b\ufe0f\u20e3XAⅧØ\u202e,p×•?"
    )
    regions = [None, None, "CN", "US", "DE", "GB", "IT", "AU", "BR", "ZZ"]
    for turn in range(4000):
        letters = alphabet if turn % 2 else "0123456789"
        raw = "+" * (turn % 4 == 0) + "".join(chance.choices(letters, k=chance.randint(2, 20)))
        try:
            contact = parse(raw, chance.choice(regions))
        except UnparseableContact:
            continue
        for canonical in (contact.canonical, *(r.removeprefix("phone:") for r in contact.readings)):
            assert parse(canonical).canonical == canonical


def test_hostile_input_is_answered_at_once() -> None:
    started = time.process_time()
    for raw in ("1" * 1_000_000, "+" * 100_000, "x" * 100_000, "(" * 250, "1x" * 120, "①" * 250):
        looks_like(raw)
        with pytest.raises(UnparseableContact):
            parse(raw)
    assert time.process_time() - started < 1.0
