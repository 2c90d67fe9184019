"""``ringtrue lint``: what a reviewer must not let pass in allowlist files."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Iterable
from functools import lru_cache
from pathlib import Path

from ringtrue.checker import Checker
from ringtrue.cli.exits import ALARM, OFFICIAL
from ringtrue.cli.streams import Stop, put, tell
from ringtrue.directory.index import Directory
from ringtrue.directory.lint import lint
from ringtrue.errors import RingtrueError
from ringtrue.messages.shown import shown
from ringtrue.model import Listed, Status


def run(options: Namespace) -> int:
    """Prints one finding a line; exit code 1 when there are any."""
    for path in options.paths:
        if not Path(path).exists():
            raise Stop(f"{path}: no such file or folder")
    findings = lint(options.paths, judge_of(options.paths))
    for finding in findings:
        put(shown(str(finding), 2000))
    tell(f"{len(findings)} findings" if findings else "no findings")
    return ALARM if findings else OFFICIAL


def judge_of(paths: Iterable[str]) -> Callable[[Listed], list[str]]:
    """Tells which brand our own detectors see behind a contact when its owner is not known.

    Brands are those of `paths` and the shipped ones; files that cannot be read are left to the
    lint itself.
    """
    known = _readable(Directory.default) or Directory.from_rows([])
    for path in paths:
        files = sorted(Path(path).glob("*.toml")) if Path(path).is_dir() else [Path(path)]
        for file in files:
            own = _readable(lambda file=file: Directory.load(file))  # type: ignore[misc]
            known = known | own if own is not None else known

    @lru_cache(maxsize=1)  # contacts come brand by brand
    def without(brand_id: str) -> Checker:
        return Checker(Directory(b for b in known.brands.values() if b.id != brand_id))

    def judge(listed: Listed) -> list[str]:
        region = None if listed.region == "global" else listed.region
        raw = f"https://{listed.value}{listed.path}" if listed.path else listed.value
        kind = "url" if listed.path else listed.kind
        verdict = without(listed.brand_id).check(raw, kind, region=region)
        flagged = verdict.status in (Status.IMPERSONATION, Status.SUSPICIOUS)
        return [verdict.imitates.brand.id] if flagged and verdict.imitates is not None else []

    return judge


def _readable(load: Callable[[], Directory]) -> Directory | None:
    try:
        return load()
    except (RingtrueError, OSError):
        return None
