"""The sender of a mail: its address and the name beside it, however they are written.

Whoever writes a mail chooses both. A brand's name shown is judged whatever the address is: a host
without a dot, none at all, words behind the brackets.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Protocol

from ringtrue.judging.verdict import Verdict
from ringtrue.model import Status
from ringtrue.records import replace

ACCUSED = (Status.SUSPICIOUS, Status.IMPERSONATION)
_ADDRESS = re.compile(r"<?([^\s<>@\"',;]{0,64})@([^\s<>@\"',;]{0,253})>?")
_NO_NAME = re.compile(r"[\W_]*")
_NOWHERE = "nobody@sender.invalid"
"""An address of no host (RFC 2606): beside it a shown name is judged alone."""


class Judge(Protocol):
    """What is asked of a checker."""

    def check_whole(
        self,
        raw: str,
        kind: str | None = None,
        claims: str | Iterable[str] | None = None,
        region: str | None = None,
    ) -> Verdict: ...


def sender_verdict(
    checker: Judge, field: str, claims: str | Iterable[str] | None, region: str | None
) -> Verdict:
    """The verdict on a field such as From: on its address, on the name beside it, and on whom the
    two together pretend to be."""
    verdict = checker.check_whole(field, "email", claims, region)
    shown = _shown(field)
    if not shown:
        return verdict
    if verdict.status is Status.INVALID:
        alone = checker.check_whole(f"{shown} <{_NOWHERE}>", "email", claims, region)
        return replace(alone, raw=field) if alone.status in ACCUSED else verdict
    return verdict


def _shown(field: str) -> str:
    """The name that a field shows, its address left out; empty without one."""
    name = " ".join(_ADDRESS.sub(" ", field[:2_000]).replace("<", " ").replace(">", " ").split())
    name = name.strip(" \"',;")
    return "" if _NO_NAME.fullmatch(name) else name
