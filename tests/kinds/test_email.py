"""Mail addresses: what is shown, what answers, and every way to hide the second."""

from __future__ import annotations

import base64
import time

import pytest

from ringtrue import Checker, Directory, Status
from ringtrue.errors import UnparseableContact
from ringtrue.kinds.email import looks_like, parse
from ringtrue.kinds.facets import DisplayName, DomainName, LocalPart
from ringtrue.model import ContactPoint, Facet


def facet(contact: ContactPoint, kind: type[Facet]) -> Facet | None:
    return next((f for f in contact.facets if isinstance(f, kind)), None)


def shown(raw: str) -> str:
    found = facet(parse(raw), DisplayName)
    return found.text if isinstance(found, DisplayName) else ""


CANONICAL = [
    ("Desk@Mail.Example", "desk@mail.example"),
    ("<desk@mail.example>", "desk@mail.example"),
    ("desk@mail.example.", "desk@mail.example"),
    ("Example <desk@mail.example>", "desk@mail.example"),
    ("Example <desk@mail.example> via Lists", "desk@mail.example"),
    ("Example <desk@mail.example", "desk@mail.example"),
    ("desk@mail.example>", "desk@mail.example"),
    ("mailto:desk@mail.example?subject=a%40b", "desk@mail.example"),
    ("MAILTO:desk%40mail.example", "desk@mail.example"),
    ("<mailto:desk@mail.example>", "desk@mail.example"),
    ('"desk"@mail.example', "desk@mail.example"),
    ('"de sk"@mail.example', '"de sk"@mail.example'),
    ('"a@b"@mail.example', '"a@b"@mail.example'),
    ("desk(a comment)@mail.example", "desk@mail.example"),
    ("(a (nested) comment)desk@mail.example", "desk@mail.example"),
    ("desk@(comment)mail.example", "desk@mail.example"),
    ("desk@mail.example (Example Support)", "desk@mail.example"),
    ("desk＠mail．example", "desk@mail.example"),
    ("desk@mail。example", "desk@mail.example"),
    ("desk[at]mail[dot]example", "desk@mail.example"),
    ("desk [ at ] mail [ dot ] example", "desk@mail.example"),
    ("desk (at) mail (dot) example", "desk@mail.example"),
    ("desk{at}mail{.}example", "desk@mail.example"),
    ("desk AT mail Dot example", "desk@mail.example"),
    ("desk艾特mail点example", "desk@mail.example"),
    ("first(dot)last(at)mail(dot)example", "first.last@mail.example"),
    ("12345678#qq.com", "12345678@qq.com"),
    ("desk@mail__desk.example", "desk@mail__desk.example"),
    ("desk@münchen.example", "desk@xn--mnchen-3ya.example"),
    ("客服@例子.example", "客服@xn--fsqu00a.example"),
    ("desk@起点.example", "desk@xn--3px162d.example"),
    ("desk\u200b@mail.example", "desk@mail.example"),
    ("b" * 100 + "@mail.example", "b" * 100 + "@mail.example"),
    ("desk%40mail.example", "desk@mail.example"),
    ("desk<at>mail<dot>example", "desk@mail.example"),
    ("desk-at-mail-dot-example", "desk@mail.example"),
    ("desk _at_ mail _dot_ example", "desk@mail.example"),
    ("desk arroba mail punto example", "desk@mail.example"),
    ("desk собака mail точка example", "desk@mail.example"),
    ("desk골뱅이mail닷example", "desk@mail.example"),
    ("desk アット mail ドット example", "desk@mail.example"),
    ("12345678＃qq.com", "12345678@qq.com"),
    ("desk @gmail.com", "desk@gmail.com"),
    ("desk@mail.example, two@mail.example", "desk@mail.example"),
    ("Team:desk@mail.example;", "desk@mail.example"),
]


@pytest.mark.parametrize(("raw", "canonical"), CANONICAL)
def test_canonical(raw: str, canonical: str) -> None:
    contact = parse(raw)
    assert contact.kind == "email"
    assert contact.canonical == canonical
    assert contact.raw == raw
    assert parse(canonical).canonical == canonical


NAMES = [
    ("Example Support <desk@mail.example>", "Example Support"),
    ('"Example, Inc." <desk@mail.example>', "Example, Inc."),
    ('"Ex\\"ample" <desk@mail.example>', 'Ex"ample'),
    ('"help@brand.example" <desk@mail.example>', "help@brand.example"),
    ("help@brand.example <desk@mail.example>", "help@brand.example"),
    ("示例钱包客服 <desk@mail.example>", "示例钱包客服"),
    ("desk@mail.example (Example Support)", "Example Support"),
    ("desk(Example)@mail.example", "Example"),
    ("desk@(Example)mail.example (Support)", "Example Support"),
    ("Jane <desk(Example)@mail.example>", "Jane (Example)"),
    ("Example Team: desk@mail.example, two@mail.example;", "Example Team"),
    ("Example Team: Jane <desk@mail.example>;", "Example Team Jane"),
    ("Doe, Jane <desk@mail.example>", "Doe, Jane"),
    ("=?utf-8?B?56S65L6L?= <desk@mail.example>", "示例"),
    ("=?utf-8?Q?Ex=61mple?= Desk <desk@mail.example>", "Example Desk"),
    ("=?no-such-charset?B?AAAA?= <desk@mail.example>", "=?no-such-charset?B?AAAA?="),
    ("desk@mail.example <Desk@mail.example>", ""),
    ("desk@mail.example", ""),
]


@pytest.mark.parametrize(("raw", "name"), NAMES)
def test_display_name(raw: str, name: str) -> None:
    assert shown(raw) == name


INVALID = [
    ("desk@@mail.example", "form"),
    ("desk@brand.example@mail.example", "form"),
    ("@mail.example", "form"),
    ("desk@", "form"),
    ("mailto:", "form"),
    ("desk@localhost", "domain"),
    ("desk@203.0.113.7", "domain"),
    ("desk@[203.0.113.7]", "domain"),
    ("desk@mail.example:25", "domain"),
    ("desk@brand.example/mail.example", "domain"),
    ("desk@brand.example%2fmail.example", "domain"),
    ("desk@brand.example\\mail.example", "domain"),
    ("desk@brand.example?mail.example", "domain"),
    ("desk@brand.example／mail.example", "domain"),
    ("desk@com", "domain"),
    ("de sk@mail.example", "local"),
    ("a" * 250 + "@mail.example", "length"),
    ("desk@" + "a" * 60 + ".example" * 40, "length"),
    ("desk@" + "a." * 130 + "example", "domain"),
    ("Example " * 200 + "<desk@mail.example>", "length"),
]


@pytest.mark.parametrize(("raw", "rule"), INVALID)
def test_invalid_says_which_rule(raw: str, rule: str) -> None:
    with pytest.raises(UnparseableContact) as error:
        parse(raw)
    assert error.value.code == "bad_email"
    assert error.value.details["rule"] in (rule, "domain" if rule == "length" else rule)


MAILBOXES = [
    ("s.u.p.port+kyc@gmail.com", "support"),
    ("Support@googlemail.com", "support"),
    ("su.pport+kyc@outlook.com", "su.pport"),
    ("su.pport+kyc@yandex.ru", "su.pport"),
    ("su.pport-kyc@yahoo.com", "su.pport-kyc"),
    ("su.pport+kyc@qq.com", "su.pport+kyc"),
    ("support+kyc@proton.me", "support"),
    ("support+kyc@icloud.com", "support"),
    ("support+kyc@fastmail.com", "support"),
    ("s.upport+kyc@mail.example", "s.upport+kyc"),
    ("+kyc@gmail.com", "+kyc"),
]


@pytest.mark.parametrize(("raw", "mailbox"), MAILBOXES)
def test_mailbox_behind_tags_and_dots(raw: str, mailbox: str) -> None:
    found = facet(parse(raw), LocalPart)
    assert isinstance(found, LocalPart)
    assert found.text == mailbox
    assert found.raw == raw.partition("@")[0]


def test_facets_most_telling_first() -> None:
    contact = parse('"Example" <desk@mail.brand.example>')
    assert [type(f) for f in contact.facets] == [DomainName, LocalPart, DisplayName]
    domain = contact.facets[0]
    assert isinstance(domain, DomainName)
    assert domain.registrable == "brand.example"


@pytest.mark.parametrize(
    "raw",
    [
        "Team: a@mail.example, Two <b@mail.example>;",
        "mailto:a@mail.example,b@mail.example",
        "mailto:a@mail.example?to=b@mail.example&subject=x",
        "a@mail.example, b@mail.example",
        "a@mail.example; b@mail.example;",
        "a@mail.example，b@mail.example",
        "One <a@mail.example>, Two <b@mail.example>",
        '"One, A" <a@mail.example>; "Two; B" <b@mail.example>',
        "Team: a@mail.example, Other: b@mail.example;",
        "a(one, two)@mail.example, b@mail.example",
    ],
)
def test_of_several_the_others_are_readings(raw: str) -> None:
    contact = parse(raw)
    assert contact.canonical == "a@mail.example"
    assert contact.readings == ("email:b@mail.example",)


def test_no_member_of_a_list_is_lost() -> None:
    contact = parse("Team: a@mail.example, b@localhost, c@mail.example;")
    assert contact.readings == ("email:b@localhost", "email:c@mail.example")
    many = parse(", ".join(f"m{i}@mail.example" for i in range(40)))
    assert len(many.readings) == 21
    assert many.readings[-1] == "email:… 19"


def test_the_server_behind_via_is_a_reading() -> None:
    contact = parse("Example <help@mail.example> via mailer.example")
    assert contact.readings == ("domain:mailer.example",)
    assert parse("Example <help@mail.example> via Lists").readings == ()


LOOKS = [
    ("look-at-me.example.com", False),
    ("made-at-home-dot-com.example/a", False),
    ("desk%40mail.example", True),
    ("mail.example/desk%40mail.example", False),
    ("desk@mail.example", True),
    ("desk＠mail.example", True),
    ("desk (at) mail (dot) example", True),
    ("客服艾特163点com", True),
    ("12345678#qq.com", True),
    ("Example <desk@mail.example>", True),
    ("https://mail.example/@desk", False),
    ("mail.example/@desk", False),
    ("example.com#gmail.com", False),
    ("page.example#top", False),
    ("mail.example", False),
    ("95588", False),
]


@pytest.mark.parametrize(("raw", "answer"), LOOKS)
def test_looks_like(raw: str, answer: bool) -> None:
    assert looks_like(raw) is answer


OFFICIAL = [
    ("ex", "ExampleWallet", "domain", "examplewallet.example"),
    ("ex", "ExampleWallet", "email", "help@examplewallet.example"),
]


@pytest.mark.parametrize(
    "raw",
    [
        "help@examplewallet.example/x.example",
        "help@examplewallet.example@x.example",
        "help@x.example(@examplewallet.example)",
        '"help@examplewallet.example"@x.example',
        "<desk@x.example> <help@examplewallet.example>",
        "=?utf-8?B?"
        + base64.b64encode(b"help@examplewallet.example").decode()
        + "?= <desk@x.example>",
        "help@examplewallet.example <desk@x.example>",
    ],
)
def test_an_official_address_nearby_vouches_for_nothing(raw: str) -> None:
    assert Checker(Directory.from_rows(OFFICIAL)).check(raw).status is not Status.OFFICIAL


@pytest.mark.parametrize(
    "unit", ["(", "()", '"', "<", "<>", "@", "=?a?b?", "[at]", " at ", "点", ","]
)
def test_hostile_text_costs_little(unit: str) -> None:
    started = time.process_time()
    for text in (unit * (990 // len(unit)), "a@" + unit * 300, unit * 300 + "@b.example"):
        looks_like(text)
        try:
            parse(text)
        except UnparseableContact:
            continue
    assert time.process_time() - started < 1.0


LISTED_BOX = Directory.from_rows(
    [
        ("wallet", "Example Wallet", "email", "example.wallet@gmail.com"),
        ("bank", "Example Bank", "email", "help+me@desk.example"),
    ]
)


@pytest.mark.parametrize(
    ("raw", "status"),
    [
        ("exam.plewallet+kyc@googlemail.com", Status.OFFICIAL),
        ("examplewallet@gmail.com", Status.OFFICIAL),
        ("example.wallets@gmail.com", Status.SUSPICIOUS),
        ("example.wallet@outlook.com", Status.SUSPICIOUS),
        ("help+me@desk.example", Status.OFFICIAL),
        ("help@desk.example", Status.UNKNOWN),
    ],
)
def test_other_spellings_of_a_listed_mailbox(raw: str, status: Status) -> None:
    assert Checker(LISTED_BOX).check(raw).status is status


@pytest.mark.parametrize(
    ("raw", "canonical"),
    [
        ('"a\\"b"@mail.example', '"a\\"b"@mail.example'),
        ("desk@mail(.)example", "desk@mail.example"),
        ("desk&#64;mail&#46;example", "desk@mail.example"),
        ("desk ät mail punkt example", "desk@mail.example"),
        ("desk小老鼠mail点example", "desk@mail.example"),
    ],
)
def test_more_writings(raw: str, canonical: str) -> None:
    contact = parse(raw)
    assert contact.canonical == canonical
    assert parse(canonical).canonical == canonical


@pytest.mark.parametrize("sign", ["`", "'"])
def test_an_address_quoted_as_a_whole_is_the_address(sign: str) -> None:
    contact = parse(f"mailto:{sign}desk@brand.example{sign}?cc=a@b.example")
    assert contact.canonical == "desk@brand.example"
