"""A mail head as a whole: who it says it is from, where an answer would go, what it says.

One address alone is judged by `check`. Together they tell more: an answer that goes to somebody
else, a text that speaks for a brand which the sender is not. A sender can be forged, so even an
official From makes no message official.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ringtrue.judging.checker import Checker
from ringtrue.judging.verdict import Verdict
from ringtrue.kinds.mail_text import via
from ringtrue.model import Status
from ringtrue.records import record
from ringtrue.scanning import ScanReport, scan_document
from ringtrue.scanning.mails import head_document
from ringtrue.scanning.senders import sender_verdict

_WORST_FIRST = (Status.IMPERSONATION, Status.SUSPICIOUS, Status.UNKNOWN, Status.INVALID)


@record
class MessageVerdict:
    """What ringtrue says of a mail head, and of the text below it."""

    status: Status
    """The worst of its parts; never ``official``, for senders are forged."""
    score: float
    """0..1: the highest score of its parts."""
    sender: Verdict
    """The From address, with its display name, measured against the brands that the text speaks
    for."""
    reply_to: Verdict | None
    """Where an answer would go, when that was given."""
    report: ScanReport
    """The whole as a scan sees it: contacts, claims, requests, and findings such as
    ``reply_elsewhere``. Spans index into the head lines and the text below them."""

    def to_dict(self, lang: str = "en") -> dict[str, Any]:
        """Plain JSON values, schema version 1."""
        return {
            "schema": 1,
            "status": self.status.value,
            "score": self.score,
            "sender": self.sender.to_dict(lang),
            "reply_to": self.reply_to.to_dict(lang) if self.reply_to is not None else None,
            "report": self.report.to_dict(lang),
        }


def check_message(
    from_: str,
    *,
    reply_to: str | None = None,
    subject: str = "",
    text: str = "",
    claims: str | Iterable[str] | None = None,
    region: str | None = None,
    checker: Checker,
) -> MessageVerdict:
    """The verdict on a mail from its fields as a mail program gives them, decoded.

    `from_` and `reply_to` may carry display names; `claims` are brands that somebody says it is
    from, beside those that subject and text speak for. Raises `UnknownBrand` for a claim of a
    brand that is not listed; odd fields are verdicts, never errors.
    """
    claimed = [claims] if isinstance(claims, str) else list(claims or ())
    # The server behind "via" is named by the reader's own mail program, not by the mail.
    shown = from_[: from_.rfind(">") + 1] if via(from_) else from_
    document = head_document({"From": shown, "Reply-To": reply_to or "", "Subject": subject}, text)
    report = scan_document(document, checker, region=region)
    spoken = [claim.brand_id for claim in report.claims if claim.strength == "speaks_for"]
    said = list(dict.fromkeys([*claimed, *spoken]))
    sender = _address(from_, claimed, said, region, checker)
    answer = _address(reply_to, claimed, said, region, checker) if reply_to else None
    parts = [sender, *([answer] if answer is not None else [])]
    found = {report.status, *(part.status for part in parts)}
    return MessageVerdict(
        status=next((status for status in _WORST_FIRST if status in found), Status.UNKNOWN),
        score=max(report.score, *(part.score for part in parts)),
        sender=sender,
        reply_to=answer,
        report=report,
    )


def _address(
    address: str, claimed: list[str], said: list[str], region: str | None, checker: Checker
) -> Verdict:
    """The verdict on one address. What the mail says of itself makes no address right for a brand
    that the caller names: then `claimed` alone counts."""
    verdict = sender_verdict(checker, address, said or None, region)
    if claimed and verdict.status is Status.OFFICIAL:
        return sender_verdict(checker, address, claimed, region)
    return verdict
