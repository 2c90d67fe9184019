"""Files over HTTPS with requests, inside limits. What arrives is not trusted, only bounded.

Proxies and certificates are those of the environment, as requests reads it (``HTTPS_PROXY``,
``NO_PROXY``, ``REQUESTS_CA_BUNDLE``, ``~/.netrc``). Plain HTTP is for loopback only.

A timeout of a socket only bounds the pause between two bytes: a server that sends a byte now and
then, be it of its headers, holds a reader for ever. So a second thread reads, and the first one
keeps the clock (TUF specification 1.5.2, slow retrieval).
"""

from __future__ import annotations

import io
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from queue import Empty, SimpleQueue
from typing import IO, Any
from urllib.parse import urljoin, urlsplit

import requests
import urllib3
from tuf.api.exceptions import (
    DownloadError,
    DownloadHTTPError,
    DownloadLengthMismatchError,
    SlowRetrievalError,
)
from tuf.ngclient import FetcherInterface

from ringtrue.updates.address import address_problem
from ringtrue.updates.limits import Limits

_PIECE = 1 << 16
_AGAIN = frozenset({429, 500, 502, 503, 504})
"""Answers after which another attempt makes sense."""
_MOVED = frozenset({301, 302, 303, 307, 308})


class _TryAgain(DownloadError):
    """A failure that may pass."""


class Fetcher(FetcherInterface):
    """`tuf.ngclient`'s door to the network."""

    def __init__(self, limits: Limits, agent: str = "ringtrue") -> None:
        self.limits = limits
        self._headers = {"User-Agent": agent, "Accept-Encoding": "identity"}

    def _fetch(self, url: str) -> Iterator[bytes]:
        yield self.download_bytes(url, self.limits.directory_bytes)

    @contextmanager
    def download_file(self, url: str, max_length: int) -> Iterator[IO[bytes]]:
        """The file as a stream. Raises `DownloadError`."""
        yield io.BytesIO(self.download_bytes(url, max_length))

    def download_bytes(self, url: str, max_length: int) -> bytes:
        """The file, at most `max_length` bytes. Raises `DownloadError`."""
        for attempt in range(1, self.limits.tries + 1):
            try:
                return self._once(url, max_length)
            except _TryAgain:
                if attempt == self.limits.tries:
                    raise
                time.sleep(self.limits.backoff_seconds * 2 ** (attempt - 1))
        raise AssertionError("tries is at least 1")

    def _once(self, url: str, max_length: int) -> bytes:
        """One attempt, its clock kept here while another thread reads."""
        pieces: SimpleQueue[bytes | Exception | None] = SimpleQueue()
        given_up = threading.Event()
        reader = threading.Thread(
            target=self._read, args=(url, max_length, pieces.put, given_up), daemon=True
        )
        start = time.monotonic()
        reader.start()
        got = bytearray()
        try:
            while True:
                allowed = self.limits.grace_seconds + len(got) / self.limits.min_rate
                left = start + min(allowed, self.limits.total_seconds) - time.monotonic()
                try:
                    piece = pieces.get(timeout=max(left, 0.0))
                except Empty:
                    raise SlowRetrievalError(
                        f"{_shown(url)}: {len(got)} bytes in {time.monotonic() - start:.0f} s"
                    ) from None
                if piece is None:
                    return bytes(got)
                if isinstance(piece, Exception):
                    raise piece
                got += piece
        finally:
            given_up.set()

    def _read(
        self,
        url: str,
        max_length: int,
        put: Callable[[bytes | Exception | None], None],
        given_up: threading.Event,
    ) -> None:
        """Puts the pieces of a file, then None, or the error that ended it."""
        try:
            with requests.Session() as session:
                session.headers.update(self._headers)
                self._pump(session, url, max_length, put, given_up)
            put(None)
        except DownloadError as error:
            put(error)
        except requests.exceptions.SSLError as error:
            put(DownloadError(f"{_shown(url)}: the certificate is not accepted ({_why(error)})"))
        except (requests.RequestException, urllib3.exceptions.HTTPError, OSError) as error:
            put(_TryAgain(f"{_shown(url)}: {_why(error)}"))
        except Exception as error:
            put(DownloadError(f"{_shown(url)}: {_why(error)}"))

    def _pump(
        self,
        session: requests.Session,
        url: str,
        max_length: int,
        put: Callable[[bytes], None],
        given_up: threading.Event,
    ) -> None:
        with self._open(session, url) as response:
            promised = response.headers.get("Content-Length", "")
            if promised.isdecimal() and int(promised[:20]) > max_length:
                raise DownloadLengthMismatchError(
                    f"{_shown(url)} has {int(promised[:20])} bytes, at most {max_length} are due"
                )
            got = 0
            # read1, not read: what has arrived, not what fills a buffer.
            while not given_up.is_set() and (piece := response.raw.read1(_PIECE)):
                got += len(piece)
                if got > max_length:
                    raise DownloadLengthMismatchError(
                        f"{_shown(url)} goes on after the {max_length} bytes that are due"
                    )
                put(piece)
            if promised.isdecimal() and got < int(promised[:20]) and not given_up.is_set():
                raise _TryAgain(f"{_shown(url)}: the answer ended after {got} of {promised} bytes")

    def _open(self, session: requests.Session, url: str) -> requests.Response:
        """The answer 200, its body not yet read; redirections followed by our own rules."""
        timeout = (self.limits.connect_seconds, self.limits.read_seconds)
        for _ in range(self.limits.redirects + 1):
            problem = address_problem(url)
            if problem:
                raise DownloadError(f"{_shown(url)}: {problem}")
            response = session.get(url, stream=True, timeout=timeout, allow_redirects=False)
            if response.status_code == 200:
                return response
            response.close()
            if response.status_code in _MOVED and response.headers.get("Location"):
                url = urljoin(url, response.headers["Location"])
            elif response.status_code in _AGAIN:
                raise _TryAgain(f"{_shown(url)}: the server answered {response.status_code}")
            else:
                raise DownloadHTTPError(
                    f"{_shown(url)}: the server answered {response.status_code}",
                    response.status_code,
                )
        raise DownloadError(f"{_shown(url)}: more than {self.limits.redirects} redirections")


def _shown(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.hostname or '?'}{parts.path}"[:200]


def _why(error: BaseException) -> str:
    """The innermost reason of requests' and urllib3's nested errors, short."""
    reason: Any = error
    for _ in range(8):
        inner = getattr(reason, "reason", None) or (
            reason.args[-1] if getattr(reason, "args", None) else None
        )
        if not isinstance(inner, BaseException):
            break
        reason = inner
    said = getattr(reason, "strerror", None) or str(reason) or type(reason).__name__
    return str(said).rpartition(">: ")[2].rpartition("): ")[2][:160]
