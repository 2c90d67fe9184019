"""A directory that nobody uses any more is gone, with everything built for it."""

from __future__ import annotations

import gc
import weakref

from ringtrue import Checker, Directory

ROWS = [
    ("examplewallet", "Example Wallet", "domain", "examplewallet.example"),
    ("examplewallet", "Example Wallet", "phone", "+18005550142"),
    ("examplewallet", "Example Wallet", "telegram", "examplewallet"),
]


def test_a_former_directory_is_not_kept() -> None:
    directory = Directory.from_rows(ROWS)
    checker = Checker(directory)
    for contact in ("examp1ewallet.example", "+1 800 555 0143", "@exampelwalet", "a@b.example"):
        checker.check(contact, claims="Example Wallet").to_dict()
    checker.scan("Example Wallet support: examp1ewallet.example, @exampelwalet, +1 800 555 0143")
    former = weakref.ref(directory)
    del directory, checker
    gc.collect()
    assert former() is None
