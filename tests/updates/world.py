"""A publisher with throw-away keys, its repository on a loopback server, and one client."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from list_server import Server
from securesystemslib.signer import CryptoSigner
from tuf.api.metadata import Metadata, MetaFile, Root, Snapshot, Targets, Timestamp

from ringtrue.directory.installed import installed
from ringtrue.errors import UpdateError
from ringtrue.index import compiled
from ringtrue.model import Brand, Listed, Source
from ringtrue.updates.client import Outcome, update
from ringtrue.updates.limits import Limits
from ringtrue.updates.publish.release import release, sign
from ringtrue.updates.publish.repository import Repository
from ringtrue.updates.publish.staging import Keys, stage_list, stage_root
from ringtrue.updates.trust import MIN_THRESHOLD, TARGET

NOW = datetime.now(UTC)
LIMITS = Limits(
    connect_seconds=5, read_seconds=5, grace_seconds=2, total_seconds=10, tries=2,
    backoff_seconds=0.01,
)  # fmt: skip
SOURCE = Source("example/app@0123abc:README.md", "A", "2026-05-20", "our own page")
ROLES = ("r1", "r2", "r3", "t1", "t2", "t3", "online")


def contact(brand: str, value: str, **more: str) -> Listed:
    """A reviewed domain of an invented brand."""
    base = Listed(
        brand, "domain", value, "registrable", verified_on="2026-11-23", review_by="2099-12-31",
        sources=(SOURCE,),
    )  # fmt: skip
    return replace(base, **more)  # type: ignore[arg-type]


def brands(*values: str, brand: str = "examplewallet", name: str = "Example Wallet") -> list[Brand]:
    """One invented brand with these domains."""
    return [Brand(brand, name, contacts=tuple(contact(brand, v) for v in values), kind=("wallet",))]


def listing(*values: str) -> bytes:
    """A compiled list whose version is far in the future of the shipped one."""
    return compiled.dump(brands(*values), f"2090.1.{len(values)}+{'-'.join(values[:3])}")


class World:
    """The publisher's machines, the server, and a client's data folder."""

    def __init__(self, folder: Path) -> None:
        self.keys = {name: CryptoSigner.generate_ed25519() for name in ROLES}
        self.repo = Repository(folder / "repo")
        self.data = folder / "data"
        self.server = Server(self.repo.folder)
        self.first_root = b""

    # -- the publisher ----------------------------------------------------------------------

    def key(self, name: str) -> CryptoSigner:
        """A key by name; a new one is made on first use."""
        return self.keys.setdefault(name, CryptoSigner.generate_ed25519())

    def stage_root(
        self,
        root: str = "r1 r2 r3",
        targets: str = "t1 t2 t3",
        online: str = "online",
        signers: str = "r1 r2",
        now: datetime = NOW,
    ) -> None:
        """Stages and signs the next root."""

        def public(names: str) -> list[object]:
            return [self.key(name).public_key for name in names.split()]

        both = public(online)
        stage_root(self.repo, Keys(public(root), public(targets), both, both), now)  # type: ignore[arg-type]
        self.sign(signers)

    def sign(self, names: str) -> None:
        """Signs what is staged with these keys."""
        for name in names.split():
            sign(self.repo, self.key(name))

    def publish(
        self, *values: str, signers: str = "t1 t2", online: str = "online", now: datetime = NOW
    ) -> bytes:
        """Stages, signs and releases a list; gives its bytes."""
        data = listing(*values)
        stage_list(self.repo, data, now)
        self.sign(signers)
        release(self.repo, [self.key(online)], now)
        if not self.first_root:
            self.first_root = (self.repo.metadata / "1.root.json").read_bytes()
        return data

    def renew(self, online: str = "online", now: datetime = NOW) -> None:
        """Releases without a new list."""
        release(self.repo, [self.key(online)], now)

    # -- the attacker -----------------------------------------------------------------------

    @contextmanager
    def serving(self, folder: Path) -> Iterator[None]:
        """The server hands out another folder for a while."""
        self.server.folder, mine = folder, self.server.folder
        try:
            yield
        finally:
            self.server.folder = mine

    def copy(self, name: str) -> Path:
        """The repository as it is now, for later."""
        return Path(shutil.copytree(self.repo.folder, self.repo.folder.with_name(name)))

    def forge(
        self,
        folder: Path,
        key: str,
        *,
        timestamp: int,
        snapshot: int,
        targets: int,
        now: datetime = NOW,
    ) -> None:
        """Snapshot and timestamp with these versions, by whoever holds the online `key`."""
        meta = folder / "metadata"
        data = (meta / f"{targets}.targets.json").read_bytes()
        soon = (now + timedelta(days=5)).replace(microsecond=0)
        made = Metadata(
            Snapshot(snapshot, expires=soon,
                     meta={"targets.json": MetaFile.from_data(targets, data, ["sha256"])})
        )  # fmt: skip
        made.sign(self.key(key))
        raw = made.to_bytes()
        (meta / f"{snapshot}.snapshot.json").write_bytes(raw)
        stamp = Metadata(
            Timestamp(timestamp, expires=soon,
                      snapshot_meta=MetaFile.from_data(snapshot, raw, ["sha256"]))
        )  # fmt: skip
        stamp.sign(self.key(key))
        (meta / "timestamp.json").write_bytes(stamp.to_bytes())

    def resign_targets(self, folder: Path, version: int, names: Iterable[str]) -> None:
        """Targets of a version with exactly these signatures, and online metadata that fit."""
        path = folder / "metadata" / f"{version}.targets.json"
        found = Metadata[Targets].from_bytes(path.read_bytes())
        found.signatures.clear()
        for name in names:
            found.sign(self.key(name), append=True)
        path.write_bytes(found.to_bytes())
        self.forge(folder, "online", timestamp=50, snapshot=50, targets=version)

    def resign_root(self, folder: Path, version: int, names: Iterable[str], **edit: int) -> None:
        """A published root, edited, with exactly these signatures. `edit`: threshold by role."""
        path = folder / "metadata" / f"{version}.root.json"
        found = Metadata[Root].from_bytes(path.read_bytes())
        for role, threshold in edit.items():
            found.signed.roles[role].threshold = threshold
        found.signatures.clear()
        for name in names:
            found.sign(self.key(name), append=True)
        path.write_bytes(found.to_bytes())

    # -- the client -------------------------------------------------------------------------

    def update(self, now: datetime = NOW, limits: Limits = LIMITS, **more: object) -> Outcome:
        """One update; the first one is given the address and the first root."""
        if not installed("main", self.data):
            more = {"url": self.server.url, "root": self.first_root, **more}
        return update(folder=self.data, now=now, limits=limits, **more)  # type: ignore[arg-type]

    def in_use(self) -> str:
        """Version of the list in use; empty for none."""
        found = installed("main", self.data)
        return found[0] if found else ""

    def refused(self, code: str, now: datetime = NOW, **more: object) -> UpdateError:
        """An update has to fail with this code, say why in a line, and leave the list alone."""
        before = self.in_use()
        with pytest.raises(UpdateError) as caught:
            self.update(now, **more)  # type: ignore[arg-type]
        said = str(caught.value)
        assert caught.value.code == code, said
        assert said.strip()
        assert "\n" not in said
        assert self.in_use() == before
        return caught.value

    def installs(self, data: bytes, now: datetime = NOW) -> None:
        """An update has to bring exactly this list."""
        self.update(now)
        assert (self.data / "feeds" / "main" / "directory.bin").read_bytes() == data


__all__ = ["LIMITS", "MIN_THRESHOLD", "NOW", "TARGET", "World", "brands", "contact", "listing"]
