"""The next root and the next list, before anybody has signed them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from securesystemslib.signer import Key
from tuf.api.metadata import Metadata, Role, Root, TargetFile, Targets

from ringtrue.curation.changes import ADDS_TRUST, Change, changes, counts
from ringtrue.errors import PublishError, UpdateError
from ringtrue.index import compiled
from ringtrue.render.changes import changes_dict, changes_text
from ringtrue.render.json_v1 import dumps
from ringtrue.updates.publish.repository import CHANGES, Lifetimes, Repository, expiry
from ringtrue.updates.store import write
from ringtrue.updates.trust import MIN_THRESHOLD, TARGET, admit, root_problem

CHANGES_TEXT = "changes.txt"


@dataclass(frozen=True, slots=True)
class Keys:
    """The public keys of the four roles."""

    root: Sequence[Key]
    targets: Sequence[Key]
    snapshot: Sequence[Key]
    timestamp: Sequence[Key]


def stage_root(
    repo: Repository,
    keys: Keys,
    now: datetime,
    threshold: int = MIN_THRESHOLD,
    lifetimes: Lifetimes | None = None,
) -> Root:
    """Stages the next root: the first one, or a rotation. Raises `PublishError`.

    `threshold` counts for root and targets; snapshot and timestamp ask for one signature, because
    a machine gives it. A rotation needs the signatures of the old root's keys too.
    """
    root = Root(
        version=repo.root_version() + 1,
        expires=expiry(now, (lifetimes or Lifetimes()).root),
        roles={
            "root": Role([], threshold),
            "targets": Role([], threshold),
            "snapshot": Role([], 1),
            "timestamp": Role([], 1),
        },
        consistent_snapshot=True,
    )
    for role in ("root", "targets", "snapshot", "timestamp"):
        given: Sequence[Key] = getattr(keys, role)
        if not given:
            raise PublishError(f"{role} has no key; give at least one")
        for key in given:
            root.add_key(key, role)
    problem = root_problem(root)
    if problem:
        raise PublishError(f"this root is too weak: {problem}")
    repo.staged.mkdir(parents=True, exist_ok=True)
    write(repo.staged / "root.json", Metadata(root).to_bytes())
    return root


def stage_list(
    repo: Repository, data: bytes, now: datetime, lifetimes: Lifetimes | None = None
) -> list[Change]:
    """Stages a compiled list with its change log; gives the changes. Raises `PublishError`.

    The log is part of what is signed: whoever signs, signs exactly this trust.
    """
    try:
        new, brands = admit(data)
    except UpdateError as error:
        raise PublishError(f"clients would refuse it: {error}") from error
    before = repo.published_list()
    old, known = compiled.load(before) if before is not None else ("nothing", [])
    found = changes(known, brands)
    log = dumps(changes_dict(old, new, found, counts(found)), ascii_only=False).encode() + b"\n"
    last = repo.published(Targets)
    targets = Targets(
        version=last.signed.version + 1 if last else 1,
        expires=expiry(now, (lifetimes or Lifetimes()).targets),
        targets={
            TARGET: TargetFile.from_data(TARGET, data, ["sha256"]),
            CHANGES: TargetFile.from_data(CHANGES, log, ["sha256"]),
        },
    )
    repo.staged.mkdir(parents=True, exist_ok=True)
    write(repo.staged / TARGET, data)
    write(repo.staged / CHANGES, log)
    write(repo.staged / CHANGES_TEXT, changes_text(old, new, found, ADDS_TRUST).encode() + b"\n")
    write(repo.staged / "targets.json", Metadata(targets).to_bytes())
    return found
