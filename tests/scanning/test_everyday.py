"""Everyday texts that name brands, and fakes that look like them: numbers, documents, bylines."""

from __future__ import annotations

import pytest

from ringtrue import Checker, Directory
from ringtrue.model import Status
from ringtrue.scanning.inputs import read

CHECKER = Checker(
    Directory.from_rows(
        [
            ("filmflix", "Filmflix", "domain", "filmflix.com"),
            ("norbank", "Bank of Norland", "domain", "norland.com"),
            ("norbank", "Bank of Norland", "alias", "诺兰银行"),
            ("norbank", "Bank of Norland", "phone", "95588"),
            ("codehub", "CodeHub", "domain", "codehub.com"),
        ]
    )
)
ACCUSED = (Status.SUSPICIOUS, Status.IMPERSONATION)
NUMBERS = [
    ("诺兰银行客服热线：\n95588", ["95588"]),
    ("Contact phone:\n- +1 855 555 0142", ["+1 855 555 0142"]),
    ("Order number:\n95588", []),
    ("订单编号：\n95588", []),
    ("You can contact Filmflix at 12312 Port Grace Blvd, La Vista", []),
    ("Call 12312 now", ["12312"]),
    ("【诺兰银行】您的工单1151933已处理完毕", []),
    ("【诺兰银行】00538492（动态验证码），请勿告知他人", []),
    ("诺兰银行客服95588（订单咨询）", ["95588"]),
]
QUIET = [
    "How to reach Filmflix\nYou reach its desk in the app.\nBy Ann Lee, ann.lee@a.example",
    "Filmflix review\nWe tried it for a month. By Ann Lee <ann@rivergarden.example>",
    "## @filmflix/player check data\n\nThis is an automatic request.\n\n- [ ] https://git.example/a",
    "---\ntitle: Security\n---\n\nOpen an issue on CodeHub or mail security@rivergarden.example",
    "Connect [Builder to CodeHub](https://support.builder.example/hc/1) and run it again.",
    "My payment from Filmflix is still pending, can you check? See https://rivergarden.example/s",
    "The transfer from NorBank failed twice. Please see my notes at https://rivergarden.example/n",
    "Filmflix payment failed again, can you send it to my bank instead? Call me +1 202 555 0142",
    "Filmflix payment received, thanks! Photos of the bike: https://rivergarden.example/p",
]
FLAGGED = [
    "Filmflix support\nYour account is on hold. Write to our agent Ann Lee, ann.lee@a.example",
    "Filmflix customer service: write to Ann Lee, ann.lee@rivergarden.example",
    "# Filmflix support\n\nCall our agents on +1 855 555 0142",
    "Filmflix Copyright Team: your page will be removed. Appeal: https://rivergarden.example/a",
]


@pytest.mark.parametrize(("text", "numbers"), NUMBERS)
def test_numbers_are_read_by_what_stands_about_them(text: str, numbers: list[str]) -> None:
    found = [c.raw for c in CHECKER.scan(text, region="CN").contacts if c.kind == "phone"]
    assert [raw.lstrip("- ") for raw in found] == numbers


@pytest.mark.parametrize("text", QUIET)
def test_what_only_names_a_brand_is_quiet(text: str) -> None:
    report = CHECKER.scan(text)
    assert report.status not in ACCUSED, report.contacts


@pytest.mark.parametrize("text", FLAGGED)
def test_what_speaks_for_a_brand_is_not(text: str) -> None:
    assert CHECKER.scan(text).status in ACCUSED


def page(title: str, words: str) -> bytes:
    filler = "<p>The sun rose over the river and the garden was quiet.</p>" * 60
    return (
        f"<html><head><title>{title}</title></head><body>{filler}<p>{words}</p></body></html>"
    ).encode()


def test_a_page_that_teaches_is_no_request() -> None:
    words = "Enter your password and the private key of the server to connect."
    taught = CHECKER.scan(read(page("Manual of the river library", words), "a.html"))
    asked = CHECKER.scan(read(page("Filmflix Support", words), "a.html"))
    assert taught.status not in ACCUSED
    assert asked.status in ACCUSED
    form = words + "<form>Private key <input type=password name=private_key></form>"
    assert CHECKER.scan(read(page("Log in", form), "a.html")).status in ACCUSED


def test_a_page_whose_title_is_a_desk_speaks_for_the_brand() -> None:
    words = "Call us on +1 855 555 0142 today."
    assert CHECKER.scan(read(page("Filmflix Support", words), "a.html")).status in ACCUSED
    assert CHECKER.scan(read(page("River Garden", words), "a.html")).status not in ACCUSED
