"""What an update writes to the user's data folder, and in which order.

The rule: whatever moment the power goes, a whole list that was verified lies under the name that
readers open. Every file is written beside its place, brought to the disk, and renamed over it;
a feed counts only from the moment its ``feed.json`` exists, which is written last.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ringtrue.directory.installed import (
    CURRENT,
    FEED,
    METADATA,
    PREVIOUS,
    ROOT,
    feed_folder,
    signature_of,
)
from ringtrue.errors import UpdateError

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,31}\Z")
TEMPORARY = ".tmp"
_MAX_SMALL = 1 << 20


@dataclass(frozen=True, slots=True)
class Feed:
    """One source of lists: its name here, its address, and its folder."""

    name: str
    folder: Path
    url: str = ""
    """Empty until the first update has succeeded."""
    brands: tuple[str, ...] = ()
    """The only brands that it may speak for; empty: any."""

    @property
    def metadata(self) -> Path:
        """What `tuf.ngclient` has verified so far."""
        return self.folder / METADATA

    @property
    def current(self) -> Path:
        """The list in use."""
        return self.folder / CURRENT


def find(name: str, folder: Path | None = None) -> Feed:
    """The feed as the data folder knows it. Raises `UpdateError`."""
    if not _NAME.match(name):
        raise UpdateError(
            "setup", f"{name!r} is no name of a feed; use letters a-z, digits and hyphens"
        )
    feed = Feed(name, feed_folder(name, folder))
    try:
        known = json.loads(read_small(feed.folder / FEED))
        return Feed(name, feed.folder, str(known["url"]), tuple(map(str, known.get("brands", ()))))
    except FileNotFoundError:
        return feed
    except (ValueError, KeyError, TypeError, AttributeError):
        return feed  # as good as never added: the address and the root are asked for again


def read_small(path: Path) -> bytes:
    """A file of ours, at most 1 MiB of it."""
    with path.open("rb") as file:
        return file.read(_MAX_SMALL)


@contextmanager
def lock(feed: Feed) -> Iterator[None]:
    """One updater a feed. Raises `UpdateError` at once when another one is at work.

    The operating system drops the lock with its process: none is left behind by a crash.
    """
    for place in (feed.folder.parents[1], feed.folder.parent, feed.folder):
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (feed.folder / "lock").open("ab") as file:
        try:
            if sys.platform == "win32":
                import msvcrt

                msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
            else:
                import fcntl

                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise UpdateError("busy", "another update is at work on it") from error
        yield


def sweep(feed: Feed) -> None:
    """Removes what an interrupted update left; a feed that was never added starts empty.

    Only while the lock is held.
    """
    if not feed.url:
        shutil.rmtree(feed.metadata, ignore_errors=True)
    feed.metadata.mkdir(parents=True, exist_ok=True)
    for place, pattern in ((feed.folder, f"*{TEMPORARY}"), (feed.metadata, "tmp*")):
        for path in place.glob(pattern):
            with suppress(OSError):
                path.unlink()


def write(path: Path, data: bytes) -> None:
    """A file as a whole or not at all, on the disk when this returns. Raises `OSError`."""
    temporary = path.with_name(f"{path.name}.{os.getpid()}{TEMPORARY}")
    try:
        with temporary.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except OSError:
        with suppress(OSError):
            temporary.unlink()
        raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Brings renames to the disk, where the system can."""
    if sys.platform == "win32":
        return
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def sync_metadata(feed: Feed) -> None:
    """Brings to the disk what `tuf.ngclient` wrote without doing so."""
    for path in feed.metadata.rglob("*.json"):
        if path.is_file():
            with path.open("rb+") as file:
                os.fsync(file.fileno())
    sync_folder(feed.metadata)


def install(feed: Feed, data: bytes, root: bytes) -> None:
    """Makes `data` the list in use and keeps the one before it; a new feed's `root` comes first,
    for a list is read by its signatures. Raises `OSError`."""
    if not feed.url:
        write(feed.folder / ROOT, root)
    signed = feed.folder / signature_of(CURRENT)
    with suppress(FileNotFoundError):
        before = feed.current.read_bytes()
        if before != data:
            with suppress(FileNotFoundError):
                write(feed.folder / signature_of(PREVIOUS), signed.read_bytes())
            write(feed.folder / PREVIOUS, before)
    write(signed, (feed.metadata / "targets.json").read_bytes())
    write(feed.current, data)


def remember(feed: Feed, url: str, root: bytes, brands: tuple[str, ...] = ()) -> None:
    """Adds the feed, or what is new about it. The trusted root is written before it counts."""
    if feed.url == url and feed.brands == brands:
        return
    if not feed.url:
        write(feed.folder / ROOT, root)
    record: dict[str, Any] = {"schema": 1, "name": feed.name, "url": url}
    if brands:
        record["brands"] = list(brands)
    write(feed.folder / FEED, json.dumps(record, indent=2).encode() + b"\n")


def forget(feed: Feed) -> None:
    """Takes a feed out of use and deletes it. Raises `UpdateError`, `OSError`."""
    with lock(feed):
        (feed.folder / FEED).unlink(missing_ok=True)  # from here on it does not count
        sync_folder(feed.folder)
    shutil.rmtree(feed.folder, ignore_errors=True)
