"""Contacts of pictures that may be misread: the most careful answer stands."""

from __future__ import annotations

import pytest

from ringtrue import Checker, Directory
from ringtrue.scanning import Document, ScanReport, scan_document
from ringtrue.scanning.document import Builder

CHECKER = Checker(
    Directory.from_rows(
        [
            ("examplewallet", "Example Wallet", "domain", "examplewallet.example"),
            ("examplewallet", "Example Wallet", "phone", "+1 888 555 0142"),
        ]
    )
)


def scanned(text: str, *doubts: tuple[int, str]) -> ScanReport:
    return scan_document(Document(text, form="image", doubts=doubts), CHECKER, region="US")


@pytest.mark.parametrize(
    ("text", "doubts", "status", "readings"),
    [
        # Nothing is open; what is open changes nothing; a place of it is plain.
        ("examplewallet.example", (), "official", None),
        ("examplewallet.example", ((0, "E"),), "official", None),
        ("examplewallet.example or examplewallet.example", ((4, "I"),), "official", None),
        # The list's own in one reading, a look-alike in the other.
        ("examplewallet.example", ((5, "1"),), "suspicious", ["examp1ewallet.example"]),
        ("examp1ewallet.example", ((5, "l"),), "suspicious", ["examplewallet.example"]),
        ("+1 888 555 0142", ((11, "8"),), "unknown", ["+1 888 555 8142"]),
        # A fake in every reading stays one.
        ("examplewallet-support.example/XlB", ((32, "8"),), "impersonation",
         ["examplewallet-support.example/Xl8"]),
        # A letter that can be any.
        ("examplewallet.example", ((3, ""),), "unknown", []),
        ("stranger.example", ((3, ""),), "unknown", []),
    ],
)  # fmt: skip
def test_the_most_careful_answer_stands(text, doubts, status, readings):
    report = scanned(text, *doubts)
    (contact,) = report.contacts
    assert contact.verdict.status.value == report.status.value == status
    assert contact.unsure is (readings is not None)
    assert list(contact.readings) == (readings or [])
    told = [note.details["contacts"] for note in report.notes if note.code == "misread"]
    assert told == ([" / ".join([contact.raw, *contact.readings])] if contact.unsure else [])
    as_json = report.to_dict()["contacts"][0]
    assert (as_json["unsure"], as_json["readings"]) == (contact.unsure, list(contact.readings))


def test_many_open_letters_are_bounded():
    text = "l" * 60 + ".example"
    (contact,) = scanned(text, *((at, "I1") for at in range(60))).contacts
    assert len(contact.readings) <= 7


def test_doubts_move_with_the_picture_that_holds_them():
    out = Builder("mail")
    out.line("See the picture")
    out.new_line()
    out.append(Document("examp1ewallet.example", form="image", doubts=((5, "l"),)))
    (contact,) = scan_document(out.done(), CHECKER).contacts
    assert contact.readings == ("examplewallet.example",)
