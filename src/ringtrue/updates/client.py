"""One update from the first byte to the installed list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from tuf.ngclient import FetcherInterface, Updater, UpdaterConfig

from ringtrue.curation.changes import changes, counts
from ringtrue.directory.installed import MAIN, ROOT, installed
from ringtrue.errors import UpdateError
from ringtrue.index import compiled
from ringtrue.updates import store, trust
from ringtrue.updates.address import address_problem
from ringtrue.updates.limits import Limits

_BRAND = re.compile(r"[a-z0-9][a-z0-9-]{0,63}\Z")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an update did."""

    feed: str
    url: str
    old: str
    """Version that was in use; empty on the first update of a private feed."""
    new: str
    """Version in use now; equal to `old` when there was nothing newer."""
    counts: dict[str, int]
    """Changes between the two, by kind (`ringtrue.curation.changes`)."""


def update(
    name: str = MAIN,
    *,
    url: str = "",
    root: bytes = b"",
    brands: Sequence[str] = (),
    folder: Path | None = None,
    now: datetime | None = None,
    limits: Limits | None = None,
    fetcher: FetcherInterface | None = None,
) -> Outcome:
    """Brings one feed up to date, or leaves everything as it is and raises `UpdateError`.

    `url` and `root` (the bytes of a trusted root.json) are needed the first time and remembered;
    a later `url` moves the feed, a later `root` must be the same. `brands` (ids) confines a private
    feed to these brands, and is remembered too. `now` (aware, UTC) is the clock
    that expiry is judged by. `fetcher`: who brings the files instead of `requests`. A running
    process sees the new list after `Directory.reload()`.
    """
    now = now or datetime.now(UTC)
    limits = limits or Limits()
    try:
        feed = store.find(name, folder)
        url, root = _settled(feed, url, root)
        only = _brands(feed, brands)
        trust.check_root(root)
        with store.lock(feed):
            store.sweep(feed)
            done, data = _run(feed, url, root, now, limits, fetcher)
            if data is not None:
                store.install(feed, data, root)
            store.remember(feed, url, root, only)
            return done
    except Exception as error:
        raise trust.reason(error, now) from error


def _settled(feed: store.Feed, url: str, root: bytes) -> tuple[str, bytes]:
    """Address and root: those given and those remembered must fit."""
    if not feed.url and not (url and root):
        raise UpdateError(
            "setup", "it is not known here yet; give its address and its trusted root "
            "(--url https://... --root root.json)",
        )  # fmt: skip
    url = (url or feed.url).rstrip("/") + "/"
    problem = address_problem(url)
    if problem:
        raise UpdateError("setup", f"{url}: {problem}")
    if feed.url:
        known = store.read_small(feed.folder / ROOT)
        if root and root != known:
            raise UpdateError(
                "setup", "it was added with another root; remove it first if the new one is "
                f"the right one (ringtrue update --feed {feed.name} --remove)",
            )  # fmt: skip
        root = known
    return url, root


def _brands(feed: store.Feed, brands: Sequence[str]) -> tuple[str, ...]:
    """What the feed may speak for from now on."""
    if brands and feed.name == MAIN:
        raise UpdateError("setup", "the main feed speaks for every brand; confine private feeds")
    for brand in brands:
        if not _BRAND.match(brand):
            raise UpdateError("setup", f"{brand!r} is no id of a brand; see: ringtrue brands")
    return tuple(brands) or feed.brands


def _run(
    feed: store.Feed,
    url: str,
    root: bytes,
    now: datetime,
    limits: Limits,
    fetcher: FetcherInterface | None,
) -> tuple[Outcome, bytes | None]:
    """What the update does, and the list to put in place, if there is a newer one."""
    updater = _updater(feed, url, root, now, limits, fetcher or _requests(limits))
    updater.refresh()
    # A newer root was followed because the older one's keys signed it; it has to be strong, too.
    trust.check_root(store.read_small(feed.metadata / "root.json"))
    store.sync_metadata(feed)
    target = updater.get_targetinfo(trust.TARGET)
    if target is None:
        raise UpdateError(
            "broken", f"it holds no {trust.TARGET}; a newer ringtrue may read what it holds"
        )
    if target.length > limits.directory_bytes:
        raise UpdateError(
            "too_large", f"the list has {target.length} bytes, over {limits.directory_bytes}"
        )
    before = installed(feed.name, feed.folder.parents[1]) if feed.url else None
    if feed.url and updater.find_cached_target(target, str(feed.current)):
        version = before[0] if before else ""
        return Outcome(feed.name, url, version, version, {}), None
    incoming = feed.folder / f"incoming{store.TEMPORARY}"
    updater.download_target(target, str(incoming))
    data = incoming.read_bytes()
    incoming.unlink()
    target.verify_length_and_hashes(data)  # once more: what was read back is what is installed
    version, brands = trust.admit(data, limits.brands)
    if before is None:
        before = compiled.load_default() if feed.name == MAIN else ("", [])
    done = Outcome(feed.name, url, before[0], version, counts(changes(before[1], brands)))
    return done, data


def _requests(limits: Limits) -> FetcherInterface:
    from ringtrue import __version__
    from ringtrue.updates.fetch import Fetcher

    return Fetcher(limits, f"ringtrue/{__version__}")


def _updater(
    feed: store.Feed,
    url: str,
    root: bytes,
    now: datetime,
    limits: Limits,
    fetcher: FetcherInterface,
) -> Updater:
    updater = Updater(
        str(feed.metadata),
        f"{url}metadata/",
        target_base_url=f"{url}targets/",
        fetcher=fetcher,
        config=UpdaterConfig(
            max_root_rotations=limits.root_rotations,
            max_delegations=1,
            root_max_length=limits.root_bytes,
            timestamp_max_length=limits.timestamp_bytes,
            snapshot_max_length=limits.snapshot_bytes,
            targets_max_length=limits.targets_bytes,
        ),
        bootstrap=root,
    )
    # The clock is ours to give; ngclient takes its own and offers no other way to set it.
    updater._trusted_set.reference_time = now
    return updater
