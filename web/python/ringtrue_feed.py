"""The signed feed in a browser: `ringtrue.updates` as it is, with files that JavaScript fetches.

Python cannot wait for a browser's fetch. So an update runs until it wants a file that is not here
yet, says so and begins anew when the file has come; what it had verified by then it finds again.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from tuf.api.exceptions import DownloadHTTPError, DownloadLengthMismatchError
from tuf.ngclient import FetcherInterface

from ringtrue.directory.installed import MAIN, data_folder, feed_folder
from ringtrue.errors import UpdateError
from ringtrue.updates.client import update
from ringtrue.updates.limits import Limits

MISSING = 404


class _Wanted(BaseException):
    """A file that is not here yet; no `Exception`, so that nobody takes it for a fault."""

    def __init__(self, url: str, most: int) -> None:
        super().__init__(url)
        self.url, self.most = url, most


class _Fetched(FetcherInterface):
    """Files by address, as far as they have come."""

    def __init__(self) -> None:
        self.files: dict[str, bytes | int] = {}

    def download_bytes(self, url: str, max_length: int) -> bytes:
        if url not in self.files:
            raise _Wanted(url, max_length)
        found = self.files[url]
        if isinstance(found, int):
            raise DownloadHTTPError(f"the server answers {found}", found)
        if len(found) > max_length:
            raise DownloadLengthMismatchError(f"over {max_length} bytes")
        return found

    def _fetch(self, url: str) -> Iterator[bytes]:
        yield self.download_bytes(url, Limits().directory_bytes)


_fetched = _Fetched()


def begin() -> None:
    """Forgets what was fetched before."""
    global _fetched
    _fetched = _Fetched()


def put(url: str, body: bytes | None, status: int = MISSING) -> None:
    """A file has come, or an answer without one."""
    _fetched.files[url] = status if body is None else bytes(body)


def step(url: str, root: str) -> str:
    """Goes on: ``{"wanted": url, "most": bytes}``, ``{"version": ..., "old": ...}`` at the end, or
    ``{"problem": ..., "code": ...}``."""
    _own()
    try:
        # The root that was trusted first stays: a later one follows by its signatures.
        known = (feed_folder(MAIN) / "feed.json").is_file()
        done = update(url=url, root=b"" if known else root.encode(), fetcher=_fetched)
    except _Wanted as wanted:
        return json.dumps({"wanted": wanted.url, "most": wanted.most})
    except UpdateError as error:
        return json.dumps({"problem": str(error), "code": error.code})
    return json.dumps({"version": done.new, "old": done.old})


def files() -> dict[str, bytes]:
    """What the update left in the data folder, by path in it."""
    folder = data_folder()
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.is_symlink() and "previous" not in path.name
    }


def restore(found: dict[str, bytes]) -> None:
    """Puts them back."""
    folder = data_folder()
    for name, body in found.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(bytes(body))
    _linked(feed_folder(MAIN) / "tuf")
    _own()


def _own() -> None:
    """What others could write is not read as a list; here no file is made for its user alone."""
    folder = data_folder()
    for path in [folder, *folder.rglob("*")]:
        if path.exists() and not path.is_symlink():
            path.chmod(0o700 if path.is_dir() else 0o600)


def _linked(metadata: Path) -> None:
    """The newest root under the name by which tuf begins; links are not kept."""
    history = sorted(
        (metadata / "root_history").glob("*.root.json"),
        key=lambda path: (len(path.name), path.name),
    )
    current = metadata / "root.json"
    if history and not current.exists():
        current.write_bytes(history[-1].read_bytes())
