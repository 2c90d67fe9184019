"""A group's moderator: who poses as an admin or as a brand, and what they hand out."""

from __future__ import annotations

from ringtrue import Checker, Directory, ScanReport

ADMINS = Directory.from_rows(
    [
        ("ours", "Acme Group", "telegram", "acme_group_admin"),
        ("ours", "Acme Group", "alias", "Acme Admin"),
    ]
)
CHECKER = Checker(Directory.default() | ADMINS)


def joins(name: str, account: str) -> str | None:
    """A notice about a new member whose name or account is like an admin's or a brand's."""
    verdict = CHECKER.check(f"{name} (telegram:@{account})")
    return f"{name}: {verdict.summary()}" if verdict.is_alarm else None


def says(text: str) -> list[str]:
    """Notices about contacts in a message, one a contact."""
    report: ScanReport = CHECKER.scan(text)
    return [f"{c.raw}: {c.verdict.summary()}" for c in report.contacts if c.verdict.is_alarm]


if __name__ == "__main__":
    print(joins("Acme Admin", "acme_group_adm1n"), says("MetaMask support: t.me/metamask_help_77"))
