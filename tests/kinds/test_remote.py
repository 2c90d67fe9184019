"""Ids of remote-assistance programs: digits, read only behind the program's name."""

from __future__ import annotations

import pytest

from ringtrue import parse
from ringtrue.errors import UnparseableContact
from ringtrue.kinds.remote import knows_id, knows_prefix


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("AnyDesk: 123 456 789", "anydesk:123456789"),
        ("anydesk:123-456-789", "anydesk:123456789"),
        ("TeamViewer ID: 1 234 567 890", "teamviewer:1234567890"),
        ("向日葵：１２３４５６７８９", "sunlogin:123456789"),
        ("AnyDesk 123 456 789", "anydesk:123456789"),
    ],
)
def test_ids(written: str, canonical: str) -> None:
    contact = parse(written)
    assert (contact.kind, contact.canonical, contact.raw) == ("remote_id", canonical, written)


@pytest.mark.parametrize(
    "written",
    ["anydesk:12", "anydesk:1234567890123456", "anydesk:12345678a", "anydesk:", "123456789"],
)
def test_what_is_no_id(written: str) -> None:
    with pytest.raises(UnparseableContact) as raised:
        parse(written, "remote_id")
    assert raised.value.code in ("bad_remote_id", "empty")


def test_programs_and_how_long_their_ids_are() -> None:
    assert knows_prefix("anydesk")
    assert not knows_prefix("telegram")
    assert knows_id("anydesk", "123 456 789")
    assert not knows_id("anydesk", "123")
    assert not knows_id("nobody", "123456789")
