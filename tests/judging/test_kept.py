"""By whose word a list stands, and what sort of brand it is, decide what a faint sign is worth."""

from __future__ import annotations

import pytest

from ringtrue import Checker, Directory
from ringtrue.model import Brand, Listed, Source


def checked(contact: str, *, grade: str, kind: tuple[str, ...] = ()) -> str:
    source = (Source("https://example.com", grade, "2026-01-01"),)
    listed = Listed("quillonex", "domain", "quillonex.com", sources=source)
    brand = Brand("quillonex", "Quillonex", contacts=(listed,), kind=kind)
    return Checker(Directory([brand])).check(contact).status.value


@pytest.mark.parametrize(("grade", "status"), [("A", "impersonation"), ("B", "suspicious")])
def test_a_faint_likeness_to_a_brand_of_one_register_accuses_nobody(
    grade: str, status: str
) -> None:
    assert checked("quillonex-garden.com", grade=grade) == status
    assert checked("quillonex-support.com", grade=grade) == "impersonation"


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        (("wallet",), "impersonation"),
        (("defi", "wallet"), "impersonation"),
        (("exchange", "wallet"), "unknown"),
        ((), "unknown"),
    ],
)
def test_a_wallet_has_no_offices(kind: tuple[str, ...], status: str) -> None:
    assert checked("quillonex.de", grade="A", kind=kind) == status
