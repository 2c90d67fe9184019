"""ringtrue: is this contact point really the brand's?

    >>> from ringtrue import Checker, Directory
    >>> rows = [("examplewallet", "Example Wallet", "domain", "examplewallet.example")]
    >>> mine = Directory.from_rows(rows)
    >>> Checker(mine).check("https://examplewa1let.example/").status.value
    'impersonation'

Offline; importing it touches no network, writes nothing, and loads the rest on first use.
Everything public is in ``__all__``.
"""

from __future__ import annotations

TYPE_CHECKING = False  # importing typing takes time
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from ringtrue.checking import Checker
    from ringtrue.directory.directory import Directory
    from ringtrue.errors import (
        AllowlistError,
        PolicyError,
        RingtrueError,
        UnknownBrand,
        UnknownKind,
        UnparseableContact,
        UpdateError,
    )
    from ringtrue.judging.policy import Policy
    from ringtrue.judging.verdict import Verdict
    from ringtrue.kinds import parse
    from ringtrue.model import ContactPoint, Evidence, Status
    from ringtrue.scanning.mail_head import MessageVerdict
    from ringtrue.scanning.report import ScanReport

__version__ = "0.1.0"

__all__ = [
    "AllowlistError",
    "Checker",
    "ContactPoint",
    "Directory",
    "Evidence",
    "MessageVerdict",
    "Policy",
    "PolicyError",
    "RingtrueError",
    "Status",
    "UnknownBrand",
    "UnknownKind",
    "UnparseableContact",
    "UpdateError",
    "Verdict",
    "check",
    "check_message",
    "parse",
    "scan",
]

_HOMES = {
    "Checker": "checking",
    "ContactPoint": "model",
    "Directory": "directory.directory",
    "Evidence": "model",
    "MessageVerdict": "scanning.mail_head",
    "Policy": "judging.policy",
    "Status": "model",
    "Verdict": "judging.verdict",
    "parse": "kinds",
}
"""Modules of the public names; whatever else is public is an error."""


def __getattr__(name: str) -> Any:
    """Public names, imported when they are first asked for (PEP 562)."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    found = getattr(import_module(f"ringtrue.{_HOMES.get(name, 'errors')}"), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted(__all__)


_current: Checker | None = None


def _checker() -> Checker:
    """The checker of the list in use; a new one after `Directory.reload()`."""
    global _current
    from ringtrue.checking import Checker
    from ringtrue.directory.directory import Directory

    if _current is None or _current.directory is not Directory.default():
        _current = Checker()
    return _current


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


def check_message(
    from_: str,
    *,
    reply_to: str | None = None,
    subject: str = "",
    text: str = "",
    claims: str | Iterable[str] | None = None,
    region: str | None = None,
) -> MessageVerdict:
    """The verdict on a mail head and its text, by the shipped directory.

    See `ringtrue.scanning.mail_head.check_message`, which takes a `Checker` of your own.
    """
    from ringtrue.scanning import mail_head

    return mail_head.check_message(
        from_,
        reply_to=reply_to,
        subject=subject,
        text=text,
        claims=claims,
        region=region,
        checker=_checker(),
    )
