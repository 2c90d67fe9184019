"""ringtrue: is this contact point really the brand's?

    >>> from ringtrue import Checker, Directory
    >>> rows = [("examplewallet", "Example Wallet", "domain", "examplewallet.example")]
    >>> mine = Directory.from_rows(rows)
    >>> Checker(mine).check("https://examplewa1let.example/").status.value
    'impersonation'

Offline, no network and no disk writes on import. Everything public is in ``__all__``.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

from ringtrue.checker import Checker
from ringtrue.directory.index import Directory
from ringtrue.errors import (
    AllowlistError,
    PolicyError,
    RingtrueError,
    UnknownBrand,
    UnknownKind,
    UnparseableContact,
)
from ringtrue.kinds import parse
from ringtrue.model import ContactPoint, Evidence, Status
from ringtrue.policy import Policy
from ringtrue.verdict import Verdict

if TYPE_CHECKING:
    from ringtrue.scanning.report import ScanReport

__version__ = "0.1.0"

__all__ = [
    "AllowlistError",
    "Checker",
    "ContactPoint",
    "Directory",
    "Evidence",
    "Policy",
    "PolicyError",
    "RingtrueError",
    "Status",
    "UnknownBrand",
    "UnknownKind",
    "UnparseableContact",
    "Verdict",
    "check",
    "parse",
    "scan",
]


@cache
def _checker() -> Checker:
    return Checker()


def check(
    raw: str,
    kind: str | None = None,
    claims: str | Iterable[str] | None = None,
    region: str | None = None,
) -> Verdict:
    """The verdict on one contact point, by the shipped directory. See `Checker.check`."""
    return _checker().check(raw, kind, claims, region)


def scan(text: str, region: str | None = None) -> ScanReport:
    """Every contact point in a text, judged by the shipped directory. See `Checker.scan`."""
    return _checker().scan(text, region)
