"""A guard for chat groups: members and messages that pose as its admins or as listed brands.

No framework, no network: an application hands over what its service tells it, and gets notices to
put before its admins (docs/groups.md; examples/telegram-guard is a whole bot). Who is who, the
service's own ids say: an admin is never accused, whatever name he takes.
"""

from __future__ import annotations

import time
from collections import OrderedDict, deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from ringtrue.checking import Checker
from ringtrue.directory.directory import Directory
from ringtrue.judging.verdict import Verdict
from ringtrue.model import Status

MOST_CASES = 10_000
"""Cases that are remembered; the oldest is forgotten first."""
MOST_NAME = 256
"""Characters of a shown name that are looked at."""
MOST_TEXT = 20_000
"""Characters of a message that are looked at."""
_NOBODY = "u5550142001"
"""Stands for the account of somebody who has none: like nobody's."""
_CARRIERS = {"telegram": "telegram", "discord": "discord", "slack": "discord", "matrix": "discord"}
"""As accounts of which platform the accounts of a service are compared."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in a group, as its service tells of them."""

    id: str
    """The service's own id, which nobody can choose."""
    name: str
    """The name that is shown, which everybody can choose."""
    account: str = ""
    """The account's name, without @; empty where there is none."""


@dataclass(frozen=True, slots=True)
class Notice:
    """Something for the admins to look at."""

    group: str
    """The group's id."""
    person: Person
    """Who joined or wrote."""
    subject: str
    """What it is about: ``member``, ``contact``, or ``forwarded``: from whom a post was."""
    shown: str
    """The name and account, or the contact, as it was written."""
    verdict: Verdict
    """What was found; ``verdict.summary(lang)`` is the sentence for people."""

    @property
    def is_grave(self) -> bool:
        """Whether it poses as somebody, without doubt enough for a service to act by itself."""
        return self.verdict.status is Status.IMPERSONATION


class GroupGuard:
    """Watches one group. Not shared by threads; one for each group.

    A case (a person, what it is about, whom it poses as) is told once, and no more than `most`
    notices in `seconds`: what comes beyond is counted in `held_back`, and told when it happens
    again.
    """

    def __init__(
        self,
        group: str,
        admins: Iterable[Person] = (),
        *,
        directory: Directory | None = None,
        platform: str = "telegram",
        most: int = 20,
        seconds: float = 3600.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`directory` holds the brands (default: the shipped one), `platform` is telegram, discord,
        slack or matrix. Raises `ValueError` for another."""
        if platform not in _CARRIERS:
            raise ValueError(f"platform {platform!r} must be one of: {', '.join(_CARRIERS)}")
        if most < 1 or seconds <= 0:
            raise ValueError("most must be at least 1 and seconds above 0")
        self.group = group
        self._platform = _CARRIERS[platform]
        self._brands = Directory.default() if directory is None else directory
        self._most, self._seconds, self._clock = most, seconds, clock
        self._told: deque[float] = deque()
        self._cases: OrderedDict[tuple[str, ...], None] = OrderedDict()
        self.held_back = 0
        """Notices that were not given because there were too many."""
        self.set_admins(admins)

    def set_admins(self, admins: Iterable[Person]) -> None:
        """Takes these for the group's admins from now on."""
        admins = list(admins)
        self._admins = frozenset(admin.id for admin in admins)
        rows = [row for admin in admins for row in self._rows(admin)]
        self._checker = Checker(self._brands | Directory.from_rows(rows) if rows else self._brands)

    def member(self, person: Person) -> list[Notice]:
        """Notices about somebody who joined, or took another name: at most one."""
        if person.id in self._admins:
            return []
        return self._given(self._about(person, person, "member"))

    def message(
        self, person: Person, text: str, forwarded: Person | None = None, links: Sequence[str] = ()
    ) -> list[Notice]:
        """Notices about what somebody wrote: their own name, from whom it is forwarded, and each
        contact in it. `links` are targets that stand under words of the text."""
        if person.id in self._admins:
            return []
        found = self._about(person, person, "member")
        if forwarded is not None and forwarded.id not in self._admins:
            found += self._about(person, forwarded, "forwarded")
        report = self._checker.scan("\n".join([text[:MOST_TEXT], *links])[: 2 * MOST_TEXT])
        found += [
            Notice(self.group, person, "contact", contact.raw, contact.verdict)
            for contact in report.contacts
            if contact.verdict.is_alarm
        ]
        return self._given(found)

    def _rows(self, admin: Person) -> list[tuple[str, str, str, str]]:
        """What is listed of an admin. A name of one short word is nobody's own."""
        name = " ".join(admin.name.split())[:MOST_NAME]
        who = f"admin-{''.join(c for c in admin.id if c.isalnum()).lower()}"
        rows = []
        if admin.account and self._is_account(admin.account):
            rows.append((who, name or admin.account, self._platform, admin.account))
        if name:
            rows.append((who, name, "alias", name))
        return rows

    def _is_account(self, account: str) -> bool:
        from ringtrue.errors import UnparseableContact
        from ringtrue.kinds import parse

        try:
            parse(account, self._platform)
        except UnparseableContact:
            return False
        return True

    def _about(self, person: Person, about: Person, subject: str) -> list[Notice]:
        """A notice about a name and an account, if they pose as somebody's."""
        name = " ".join(about.name.split())[:MOST_NAME]
        account = about.account if self._is_account(about.account) else _NOBODY
        shown = f"{name} ({self._platform}:@{account[:30]})"
        verdict = self._checker.check(shown)
        if not verdict.is_alarm:
            return []
        told = f"{name} (@{about.account})" if about.account else name
        return [Notice(self.group, person, subject, told, verdict)]

    def _given(self, notices: list[Notice]) -> list[Notice]:
        """Those that are new, and not too many."""
        given = []
        for notice in notices:
            imitated = notice.verdict.imitates
            whom = imitated.brand.id if imitated is not None else ""
            contact = notice.verdict.contact
            what = contact.canonical if contact is not None and notice.subject == "contact" else ""
            case = (notice.person.id, notice.subject, whom, what)
            if case in self._cases:
                self._cases.move_to_end(case)
                continue
            now = self._clock()
            while self._told and now - self._told[0] >= self._seconds:
                self._told.popleft()
            if len(self._told) >= self._most:
                self.held_back += 1
                continue
            self._told.append(now)
            self._cases[case] = None
            if len(self._cases) > MOST_CASES:
                self._cases.popitem(last=False)
            given.append(notice)
        return given
