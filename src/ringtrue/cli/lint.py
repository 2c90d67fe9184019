"""``ringtrue lint``: what a reviewer must not let pass in allowlist files."""

from __future__ import annotations

from argparse import Namespace
from datetime import date
from pathlib import Path

from ringtrue.checking import Checker
from ringtrue.cli.exits import ALARM, OFFICIAL
from ringtrue.cli.streams import Stop, put, put_json, tell
from ringtrue.curation.denying import DenyList
from ringtrue.curation.lint import Judge, lint
from ringtrue.directory.directory import Directory
from ringtrue.directory.left_out import Others
from ringtrue.errors import AllowlistError, RingtrueError
from ringtrue.messages.shown import shown
from ringtrue.model import Brand, Listed, Status


def run(options: Namespace) -> int:
    """Prints one finding a line; exit code 1 when there are any."""
    for path in options.paths:
        if not Path(path).exists():
            raise Stop(f"{path}: no such file or folder")
    today = options.today.isoformat() if options.today else date.today().isoformat()
    findings = lint(options.paths, judge_of, _denied(options.deny), _in_use(), today)
    for finding in findings:
        if options.json:
            put_json({"schema": 1, **finding.to_dict()})
        else:
            put(shown(str(finding), 2000))
    tell(f"{len(findings)} findings" if findings else "no findings")
    return ALARM if findings else OFFICIAL


def judge_of(brands: list[Brand]) -> Judge:
    """Tells which brand our own detectors see behind a contact when its owner is not known.

    Brands are the given ones, and of the others the shipped ones.
    """
    in_use = _in_use()
    brands_in_use = in_use.brands.values() if in_use is not None else ()
    shipped = {brand.id: brand for brand in brands_in_use if brand.tier != "own"}
    ours = {brand.id: brand for brand in brands}
    everybody = Others(Directory((dict(shipped) | ours).values(), "lint"))
    checker = Checker(everybody)

    def judge(listed: Listed) -> list[str]:
        everybody.hidden = listed.brand_id
        region = None if listed.region == "global" else listed.region
        raw = f"https://{listed.value}{listed.path}" if listed.path else listed.value
        kind = "url" if listed.path else listed.kind
        verdict = checker.check(raw, kind, region=region)
        flagged = verdict.status in (Status.IMPERSONATION, Status.SUSPICIOUS)
        return [verdict.imitates.brand.id] if flagged and verdict.imitates is not None else []

    return judge


def _in_use() -> Directory | None:
    """The list in use, against which a file by itself is read too; None when it cannot be opened,
    as while its own files are mended."""
    try:
        return Directory.default()
    except (RingtrueError, OSError):
        return None


def _denied(paths: list[str]) -> DenyList | None:
    if not paths:
        return None
    deny = DenyList()
    for path in paths:
        try:
            deny.read(path)
        except AllowlistError as error:
            raise Stop(str(error)) from error
    if deny.unread:
        first = ", ".join(deny.unread[:3])
        tell(f"{len(deny.unread)} entries of the deny lists are no contacts, the first at {first}")
    return deny
