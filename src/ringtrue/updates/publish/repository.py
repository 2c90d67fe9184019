"""The folders of a repository, and reading what lies in them.

::

    REPO/metadata/  1.root.json  4.targets.json  9.snapshot.json  timestamp.json   for clients
    REPO/targets/   <sha256>.directory-v2.bin  <sha256>.changes-v2.json           for clients
    REPO/staged/    what is not yet signed by enough keys                          for signers
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeVar

from tuf.api.exceptions import RepositoryError
from tuf.api.metadata import Metadata, Root, Signed, Snapshot, Targets, Timestamp

from ringtrue.errors import PublishError
from ringtrue.index import compiled
from ringtrue.updates.trust import TARGET

CHANGES = f"changes-v{compiled.FORMAT}.json"
"""The signed change log of trust: the new list against the one published before."""

T = TypeVar("T", Root, Timestamp, Snapshot, Targets)


@dataclass(frozen=True, slots=True)
class Lifetimes:
    """Days that metadata are valid after they were made. Contradictions raise `ValueError`."""

    root: int = 365
    targets: int = 120
    """A list that nobody signs again for this long is no longer offered."""
    snapshot: int = 30
    timestamp: int = 7
    """The longest that an attacker can hold back a newer list unnoticed (freeze)."""

    def __post_init__(self) -> None:
        if not 0 < self.timestamp <= self.snapshot <= self.targets <= self.root:
            raise ValueError(f"{self}: need 0 < timestamp <= snapshot <= targets <= root")


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository on disk."""

    folder: Path

    @property
    def metadata(self) -> Path:
        """What clients read first."""
        return self.folder / "metadata"

    @property
    def targets(self) -> Path:
        """The lists, each under a name that begins with its hash."""
        return self.folder / "targets"

    @property
    def staged(self) -> Path:
        """What waits for signatures."""
        return self.folder / "staged"

    def root_version(self) -> int:
        """Version of the newest published root; 0 for none."""
        return max(self._versions("root"), default=0)

    def _versions(self, role: str) -> list[int]:
        found = []
        for path in self.metadata.glob(f"*.{role}.json"):
            number = path.name.partition(".")[0]
            if number.isdecimal():
                found.append(int(number))
        return found

    def published(self, kind: type[T]) -> Metadata[T] | None:
        """The newest published metadata of a role, or None. Raises `PublishError`."""
        if kind is Timestamp:
            return self._load(self.metadata / "timestamp.json", kind)
        version = max(self._versions(kind.type), default=0)
        return self._load(self.metadata / f"{version}.{kind.type}.json", kind)

    def waiting(self, kind: type[T]) -> Metadata[T] | None:
        """The staged metadata of a role, or None. Raises `PublishError`."""
        return self._load(self.staged / f"{kind.type}.json", kind)

    def root(self) -> Metadata[Root]:
        """The root that the next release goes by: the staged one, else the published one."""
        found = self.waiting(Root) or self.published(Root)
        if found is None:
            raise PublishError(f"{self.folder} has no root yet; make one: ringtrue publish root")
        return found

    def published_list(self) -> bytes | None:
        """The compiled list that clients get now, or None. Raises `PublishError`."""
        targets = self.published(Targets)
        if targets is None or TARGET not in targets.signed.targets:
            return None
        info = targets.signed.targets[TARGET]
        path = self.targets / f"{info.hashes['sha256']}.{TARGET}"
        try:
            data = path.read_bytes()
            info.verify_length_and_hashes(data)
        except (OSError, RepositoryError) as error:
            raise PublishError(f"{path} is damaged ({error}); restore it from a copy") from error
        return data

    def all_metadata(self) -> Iterator[tuple[str, Signed]]:
        """Everything published or staged, as ``("published" or "staged", content)``."""
        for found in (self.published(Root), self.published(Targets)):
            if found is not None:
                yield "published", found.signed
        for online in (self.published(Snapshot), self.published(Timestamp)):
            if online is not None:
                yield "published", online.signed
        for waiting in (self.waiting(Root), self.waiting(Targets)):
            if waiting is not None:
                yield "staged", waiting.signed

    def _load(self, path: Path, kind: type[T]) -> Metadata[T] | None:
        try:
            found = Metadata[T].from_bytes(path.read_bytes())
        except FileNotFoundError:
            return None
        except (OSError, RepositoryError) as error:
            raise PublishError(f"{path} cannot be read ({error}); restore it") from error
        if not isinstance(found.signed, kind):
            raise PublishError(f"{path} is metadata of another role; restore it")
        return found


def expiry(now: datetime, days: int) -> datetime:
    """`days` after `now`, in whole seconds as TUF writes times."""
    return (now + timedelta(days=days)).replace(microsecond=0)
