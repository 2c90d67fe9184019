"""By whose word a list stands, and what sort of brand it is, decide what a faint sign is worth."""

from __future__ import annotations

from typing import Any

import pytest

from ringtrue import Checker, Directory
from ringtrue.model import Brand, Listed


def checked(contact: str, **about: Any) -> str:
    listed = Listed("quillonex", "domain", "quillonex.com")
    brand = Brand("quillonex", "Quillonex", contacts=(listed,), **about)
    return Checker(Directory([brand])).check(contact).status.value


@pytest.mark.parametrize(
    ("tier", "status"), [("vouches", "impersonation"), ("register", "suspicious")]
)
def test_a_faint_likeness_to_a_brand_of_one_register_accuses_nobody(tier: str, status: str) -> None:
    assert checked("quillonex-garden.com", tier=tier) == status
    assert checked("quillonex-support.com", tier=tier) == "impersonation"


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
    assert checked("quillonex.de", kind=kind) == status
