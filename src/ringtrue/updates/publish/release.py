"""Signatures collected, thresholds checked, and the release in the order that clients read it.

Files that clients find through others are written first and ``timestamp.json`` last: whoever
updates in between sees the old release whole or the new one whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from securesystemslib.signer import Signer
from tuf.api.exceptions import LengthOrHashMismatchError, UnsignedMetadataError
from tuf.api.metadata import Metadata, MetaFile, Root, Snapshot, Targets, Timestamp

from ringtrue.errors import PublishError, UpdateError
from ringtrue.updates.publish.repository import Lifetimes, Repository, expiry
from ringtrue.updates.publish.staging import CHANGES_TEXT
from ringtrue.updates.store import write
from ringtrue.updates.trust import TARGET, admit, root_problem


def sign(repo: Repository, signer: Signer) -> list[str]:
    """Adds a signature to whatever is staged and is this key's to sign; names it.

    Raises `PublishError` when the key has no role in it.
    """
    keyid = signer.public_key.keyid
    signed = []
    root = repo.waiting(Root)
    if root is not None:
        before = repo.published(Root)
        holders = set(root.signed.roles["root"].keyids)
        if before is not None:
            holders |= set(before.signed.roles["root"].keyids)
        if keyid in holders:
            root.sign(signer, append=True)
            write(repo.staged / "root.json", root.to_bytes())
            signed.append(f"root {root.signed.version}")
    targets = repo.waiting(Targets)
    if targets is not None and keyid in repo.root().signed.roles["targets"].keyids:
        targets.sign(signer, append=True)
        write(repo.staged / "targets.json", targets.to_bytes())
        signed.append(f"targets {targets.signed.version}")
    if not signed:
        what = "nothing is staged" if root is None and targets is None else "has no role in it"
        raise PublishError(f"key {keyid[:12]}…: {what}; see: ringtrue publish status")
    return signed


@dataclass(frozen=True, slots=True)
class Missing:
    """Signatures that a staged file still needs."""

    role: str
    version: int
    by: str
    """Whose keys: those of the ``new root``, the ``old root``, or ``targets``."""
    count: int
    keyids: tuple[str, ...]
    """Keys that have not signed yet."""

    def __str__(self) -> str:
        keys = ", ".join(keyid[:12] for keyid in self.keyids)
        return f"{self.role} {self.version} needs {self.count} more of the {self.by} keys ({keys})"


def missing(repo: Repository) -> list[Missing]:
    """What staged files still need before they can be released. Raises `PublishError`."""
    found = []
    root, before = repo.waiting(Root), repo.published(Root)
    if root is not None:
        found += _lacking(root, root.signed, "root", "new root")
        if before is not None:
            found += _lacking(root, before.signed, "root", "old root")
    targets = repo.waiting(Targets) or repo.published(Targets)
    if targets is not None:
        found += _lacking(targets, repo.root().signed, "targets", "targets")
    return found


def _lacking(
    metadata: Metadata[Root] | Metadata[Targets], by: Root, role: str, name: str
) -> list[Missing]:
    result = by.get_verification_result(role, metadata.signed_bytes, metadata.signatures)
    if result.verified:
        return []
    lacks = result.threshold - len(result.signed)
    version = metadata.signed.version
    return [Missing(role, version, name, lacks, tuple(sorted(result.unsigned)))]


def release(
    repo: Repository,
    signers: Sequence[Signer],
    now: datetime,
    lifetimes: Lifetimes | None = None,
) -> list[str]:
    """Publishes what is staged, or renews snapshot and timestamp; names what was written.

    `signers` are the online keys: the timestamp's, and the snapshot's unless the snapshot that is
    published is still good. Raises `PublishError` before anything is written.
    """
    lifetimes = lifetimes or Lifetimes()
    root = repo.root()
    problem = root_problem(root.signed)
    if problem:
        raise PublishError(f"the root is too weak: {problem}")
    lacking = missing(repo)
    if lacking:
        raise PublishError("; ".join(map(str, lacking)))
    targets = repo.waiting(Targets) or repo.published(Targets)
    if targets is None:
        raise PublishError("no list is staged yet; stage one: ringtrue publish list")
    for role, metadata in (("root", root), ("targets", targets)):
        if metadata.signed.is_expired(now):
            raise PublishError(f"{role} {metadata.signed.version} has expired; stage it anew")
    files = _staged_files(repo, targets)
    snapshot, snapshot_data = _snapshot(repo, root.signed, targets, signers, now, lifetimes)
    timestamp_data = _timestamp(repo, root.signed, snapshot, snapshot_data, signers, now, lifetimes)
    # Everything is in hand and checked; now to the disk, timestamp.json last.
    for folder in (repo.metadata, repo.targets):
        folder.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        write(repo.targets / name, data)
    written = list(files)
    for name, data in (
        (f"{root.signed.version}.root.json", root.to_bytes()),
        (f"{targets.signed.version}.targets.json", targets.to_bytes()),
        (f"{snapshot.version}.snapshot.json", snapshot_data),
        ("timestamp.json", timestamp_data),
    ):
        path = repo.metadata / name
        if not path.exists() or path.read_bytes() != data:
            write(path, data)
            written.append(name)
    for name in ("root.json", "targets.json", *_names(targets), CHANGES_TEXT):
        (repo.staged / name).unlink(missing_ok=True)
    return written


def _names(targets: Metadata[Targets]) -> list[str]:
    return list(targets.signed.targets)


def _staged_files(repo: Repository, targets: Metadata[Targets]) -> dict[str, bytes]:
    """The staged target files under their public names, checked as a client would."""
    if repo.waiting(Targets) is None:
        return {}
    files = {}
    for name, info in targets.signed.targets.items():
        path = repo.staged / name
        try:
            data = path.read_bytes()
            info.verify_length_and_hashes(data)
            if name == TARGET:
                admit(data)
        except OSError as error:
            raise PublishError(
                f"{path} cannot be read ({error.strerror}); stage it anew"
            ) from error
        except (LengthOrHashMismatchError, UpdateError) as error:
            raise PublishError(f"{path} is not what was signed ({error}); stage it anew") from error
        files[f"{info.hashes['sha256']}.{name}"] = data
    return files


def _snapshot(
    repo: Repository,
    root: Root,
    targets: Metadata[Targets],
    signers: Sequence[Signer],
    now: datetime,
    lifetimes: Lifetimes,
) -> tuple[Snapshot, bytes]:
    """The published snapshot while it fits and is good for a while, else the next one."""
    meta = {
        "targets.json": MetaFile.from_data(targets.signed.version, targets.to_bytes(), ["sha256"])
    }
    last = repo.published(Snapshot)
    if last is not None and last.signed.meta == meta and _verified(last, root, "snapshot"):
        half = expiry(now, lifetimes.snapshot // 2)
        mine = root.roles["snapshot"].keyids
        if not last.signed.is_expired(half) or not _holds(signers, mine):
            return last.signed, last.to_bytes()
    version = last.signed.version + 1 if last is not None else 1
    snapshot = Snapshot(version=version, expires=expiry(now, lifetimes.snapshot), meta=meta)
    return snapshot, _signed(Metadata(snapshot), root, "snapshot", signers)


def _timestamp(
    repo: Repository,
    root: Root,
    snapshot: Snapshot,
    data: bytes,
    signers: Sequence[Signer],
    now: datetime,
    lifetimes: Lifetimes,
) -> bytes:
    last = repo.published(Timestamp)
    timestamp = Timestamp(
        version=last.signed.version + 1 if last is not None else 1,
        expires=expiry(now, lifetimes.timestamp),
        snapshot_meta=MetaFile.from_data(snapshot.version, data, ["sha256"]),
    )
    return _signed(Metadata(timestamp), root, "timestamp", signers)


def _signed(
    metadata: Metadata[Snapshot] | Metadata[Timestamp],
    root: Root,
    role: str,
    signers: Sequence[Signer],
) -> bytes:
    for signer in signers:
        if signer.public_key.keyid in root.roles[role].keyids:
            metadata.sign(signer, append=True)
    if not _verified(metadata, root, role):
        keys = ", ".join(keyid[:12] for keyid in root.roles[role].keyids)
        raise PublishError(f"{role} needs its online key ({keys}); give it with --key")
    return metadata.to_bytes()


def _verified(metadata: Metadata[Snapshot] | Metadata[Timestamp], root: Root, role: str) -> bool:
    try:
        root.verify_delegate(role, metadata.signed_bytes, metadata.signatures)
    except UnsignedMetadataError:
        return False
    return True


def _holds(signers: Sequence[Signer], keyids: Sequence[str]) -> bool:
    return any(signer.public_key.keyid in keyids for signer in signers)
