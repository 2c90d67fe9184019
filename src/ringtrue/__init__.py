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
    from collections.abc import Iterable, Iterator
    from typing import Any

    from ringtrue.asking.answer import Answer
    from ringtrue.asking.guard import Guarded, GuardedContact
    from ringtrue.checking import Checker
    from ringtrue.detectors.base import Inquiry
    from ringtrue.directory.directory import Directory
    from ringtrue.directory.known import Known
    from ringtrue.errors import (
        AllowlistError,
        PolicyError,
        RingtrueError,
        UnknownBrand,
        UnknownKind,
        UnknownRegion,
        UnparseableContact,
        UpdateError,
    )
    from ringtrue.judging.offers import BrandAnswer, Offer
    from ringtrue.judging.policy import Policy
    from ringtrue.judging.verdict import Verdict
    from ringtrue.kinds import KINDS, parse
    from ringtrue.model import (
        Assurance,
        Brand,
        BrandRef,
        Claim,
        ClosedChannel,
        ContactPoint,
        Evidence,
        Imitated,
        Listed,
        NeverAsks,
        Source,
        Status,
    )
    from ringtrue.render.shapes import AnswerDict, GuardedDict, ReportDict, VerdictDict
    from ringtrue.scanning.claims import ScannedClaim
    from ringtrue.scanning.document import Document
    from ringtrue.scanning.findings import Finding
    from ringtrue.scanning.inputs import read
    from ringtrue.scanning.mail_head import MessageVerdict
    from ringtrue.scanning.redflags import RedFlag
    from ringtrue.scanning.report import ScannedContact, ScanReport

__version__ = "0.1.0"

__all__ = [
    "KINDS",
    "AllowlistError",
    "Answer",
    "AnswerDict",
    "Assurance",
    "Brand",
    "BrandAnswer",
    "BrandRef",
    "Checker",
    "Claim",
    "ClosedChannel",
    "ContactPoint",
    "Directory",
    "Document",
    "Evidence",
    "Finding",
    "Guarded",
    "GuardedContact",
    "GuardedDict",
    "Imitated",
    "Inquiry",
    "Known",
    "Listed",
    "MessageVerdict",
    "NeverAsks",
    "Offer",
    "Policy",
    "PolicyError",
    "RedFlag",
    "ReportDict",
    "RingtrueError",
    "ScanReport",
    "ScannedClaim",
    "ScannedContact",
    "Source",
    "Status",
    "UnknownBrand",
    "UnknownKind",
    "UnknownRegion",
    "UnparseableContact",
    "UpdateError",
    "Verdict",
    "VerdictDict",
    "ask",
    "check",
    "check_message",
    "guard",
    "guard_stream",
    "parse",
    "read",
    "scan",
]

_HOMES = {
    "Answer": "asking.answer",
    "AnswerDict": "render.shapes",
    "Assurance": "model",
    "Brand": "model",
    "BrandAnswer": "judging.offers",
    "BrandRef": "model",
    "Checker": "checking",
    "Claim": "model",
    "ClosedChannel": "model",
    "ContactPoint": "model",
    "Directory": "directory.directory",
    "Document": "scanning.document",
    "Evidence": "model",
    "Finding": "scanning.findings",
    "Guarded": "asking.guard",
    "GuardedContact": "asking.guard",
    "GuardedDict": "render.shapes",
    "Imitated": "model",
    "Inquiry": "detectors.base",
    "KINDS": "kinds",
    "Known": "directory.known",
    "Listed": "model",
    "MessageVerdict": "scanning.mail_head",
    "NeverAsks": "model",
    "Offer": "judging.offers",
    "Policy": "judging.policy",
    "RedFlag": "scanning.redflags",
    "ReportDict": "render.shapes",
    "ScanReport": "scanning.report",
    "ScannedClaim": "scanning.claims",
    "ScannedContact": "scanning.report",
    "Source": "model",
    "Status": "model",
    "Verdict": "judging.verdict",
    "VerdictDict": "render.shapes",
    "parse": "kinds",
    "read": "scanning.inputs",
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


def ask(text: str, region: str | None = None, lang: str = "en") -> Answer:
    """The answer to a question about a brand (``MetaMask support``, ``TP钱包客服电话``): the
    contacts that its own list gives for what is asked. See `Checker.ask`.

    >>> ask("is metamask.io real?").contacts[0].status.value
    'official'
    """
    return _checker().ask(text, region, lang)


def guard(
    answer: str, *, question: str = "", region: str | None = None, lang: str = "en"
) -> Guarded:
    """A text that an assistant or a search is about to show, with every contact in it confirmed,
    replaced by the official one, or marked. See `ringtrue.asking.guard.guard`."""
    return _checker().guard(answer, question=question, region=region, lang=lang)


def guard_stream(
    parts: Iterable[str], *, question: str = "", region: str | None = None, lang: str = "en"
) -> Iterator[str]:
    """The same for a text that arrives in parts: whole sentences, as soon as they are whole."""
    return _checker().guard_stream(parts, question=question, region=region, lang=lang)


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
