"""One contact with the words and signs about it, as people copy it out of a page or a message:
``工行客服95588``, ``ICBC 95588``, ``"https://..."``, ``<...>``, ``hxxps://name[.]example``.

Such a string is that contact, said to be of the brand that stands beside it. A string of several
contacts, and one in which more than words stands beside the contact, is a text: to be scanned.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ringtrue.judging.verdict import Verdict
from ringtrue.records import replace
from ringtrue.scanning.extract import extract
from ringtrue.scanning.judged import Judge
from ringtrue.scanning.scan import scan_text
from ringtrue.scanning.view import View

LONGEST = 160
"""Characters of a string that is looked at; what is longer is a text."""
MOST_NAMES = 4
"""Places of brands' names beside one contact; where more stand, it is a text."""
_NAMED = ("bad_handle", "bad_app_id", "bad_wallet", "bad_remote_id")
_PREFIXED = re.compile(r"\s*[a-z_]{1,24}:@?\S+\s*")
_WEB = ("domain", "url", "host")
_SIGNS = "\"'“”‘’<>()（）[]{}【】「」『』《》〈〉，。；：！？、"
_WRAPPED = re.compile(
    rf"\s*[{re.escape(_SIGNS)}].*|.*(?:[{re.escape(_SIGNS)}]\s*|\(\.\).*)", re.DOTALL
)
_PLAIN_LINK = re.compile(r"[^:@\\]*(?:https?://[^:@\\]*)?", re.IGNORECASE)
_JOINS = "+-_/=&@#%~∕⁄⧸／＼"
"""Signs that join what stands beside a contact to it; others look like a slash."""
_SIGNS = r"""[^\w\s"'“”‘’()（）\[\]{}<>《》「」【】]*"""
_TAIL = re.compile(rf"\.{_SIGNS}\w|[。．｡]{_SIGNS}[^\W\u3040-\u9fff]")
"""More labels of a host: ``wallet.example..cn``, ``wallet.example..-cn``; behind a wide full stop a
sentence in Chinese may begin, and nothing else."""
_MORE = re.compile(r"[@＠]|://|\d[\d\s().-]{4,}|[a-z0-9]\.[a-z]{2,}", re.IGNORECASE)
"""What is more than words: it may be a contact that nobody reads."""


def may_be_labelled(verdict: Verdict) -> bool:
    """Whether the string of a verdict may be a contact with words or signs about it: it is no
    contact as it stands, an account's name with Chinese in it, or a host with signs in it."""
    raw, contact = verdict.raw, verdict.contact
    if len(raw) > LONGEST:
        return False
    if contact is None:
        if verdict.problem in _NAMED:  # "x:@name!": its prefix says what it should be
            return _PREFIXED.fullmatch(raw) is None
        return verdict.problem not in ("empty", "placeholder", "too_long", "fault")
    if contact.kind == "handle":
        return not contact.canonical.isascii()
    return contact.kind in _WEB and all(p.fullmatch(raw) for p in (_WRAPPED, _PLAIN_LINK))


def reread(
    verdict: Verdict, checker: Judge, claims: str | Iterable[str] | None, region: str | None
) -> Verdict:
    """The verdict on the one contact inside the string of `verdict`; that itself if there is no
    such."""
    raw = verdict.raw
    if not raw.isprintable() or not _holds_one(raw, checker):
        return verdict
    report = scan_text(raw, checker, region=region)
    if len(report.contacts) != 1:
        return verdict
    found = report.contacts[0]
    inner = found.verdict
    if inner.contact is None or (inner.raw == raw and found.end - found.start == len(raw)):
        return verdict
    if claims is not None:
        said = [claims] if isinstance(claims, str) else list(claims)
        if found.claim is not None:
            said.append(found.claim)
        inner = checker.check_whole(inner.raw, found.kind, said, region)
    return replace(inner, raw=raw)


def _holds_one(raw: str, checker: Judge) -> bool:
    """Whether a string is one contact and what stands about it, before it is read as a text: that
    is dearer."""
    view = View.of(raw)
    names = checker.directory.names_in(view.plain)
    if len(names) > MOST_NAMES:
        return False
    found = extract(view, names, 2).found
    if len(found) != 1:
        return False
    start, end = view.span(found[0].start, found[0].end)
    before, behind = raw[:start], raw[end:]
    return not (
        before.endswith(".")
        or _is_glued(before[-1:], raw[start])
        or _is_glued(behind[:1], raw[end - 1])
        or _TAIL.match(behind)
        or _MORE.search(before)
        or _MORE.search(behind)
    )


def _is_glued(outside: str, edge: str) -> bool:
    """Whether what stands beside an edge of a contact belongs to it: then it is another one."""
    if outside and outside in _JOINS:
        return True
    # Words of scripts without capitals (Chinese, Thai) stand beside a contact without a space.
    joins = outside.isalnum() and (outside.isascii() or outside.lower() != outside.upper())
    return joins and (edge.isalnum() or edge in "+@")
