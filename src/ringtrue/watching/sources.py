"""Where lines come from: a file that grows, standard input, a stream of Redis.

A source gives ``(line, place)``; read again from that place, it goes on behind the line. An empty
line with the old place says that nothing new is there at the moment.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

from ringtrue.errors import MissingExtra, RingtrueError

MAX_LINE = 64 * 1024
"""Bytes of a line; the rest of a longer one is skipped."""
WAIT = 0.5
"""Seconds between two looks for something new."""
Source = Iterator[tuple[str, str]]


def standard_input(stream: BinaryIO) -> Source:
    """Lines of standard input; its place cannot be found again."""
    while raw := stream.readline(MAX_LINE):
        yield raw.decode("utf-8", "replace"), ""


def growing_file(path: Path, place: str, stopped: Callable[[], bool], *, once: bool) -> Source:
    """Lines of a file, and those that are written to it later. A file that is replaced or cut is
    read from its start. `once`: only what is there now."""
    inode, _, offset = place.partition(":")
    at = int(offset or 0)
    while not stopped():
        try:
            with path.open("rb") as file:
                now = os.fstat(file.fileno())
                if str(now.st_ino) != inode or now.st_size < at:
                    inode, at = str(now.st_ino), 0
                file.seek(at)
                while not stopped():
                    raw = file.readline(MAX_LINE)
                    if not raw or (not raw.endswith(b"\n") and not once and len(raw) < MAX_LINE):
                        break  # nothing, or a line that is being written
                    at += len(raw)
                    yield raw.decode("utf-8", "replace"), f"{inode}:{at}"
        except FileNotFoundError:
            pass  # between two files of a rotated log
        except OSError as error:
            raise RingtrueError(f"cannot read {path}: {error.strerror or error}") from error
        if once:
            return
        yield "", f"{inode}:{at}"
        time.sleep(WAIT)


def redis_stream(
    url: str, key: str, field: str, place: str, stopped: Callable[[], bool], *, once: bool
) -> Source:
    """Entries of a Redis stream, from the first that was not read; `field` holds the line.

    Raises `MissingExtra` without the client, `RingtrueError` when the address is none.
    """
    try:
        import redis
    except ImportError:
        raise MissingExtra("streams of Redis", "redis", "watch") from None
    try:
        client = redis.Redis.from_url(url, socket_connect_timeout=5, decode_responses=False)
    except ValueError as error:
        raise RingtrueError(f"{url[:80]!r} is no address of Redis: {error}") from None
    last = place or "0-0"
    while not stopped():
        try:
            read: Any = client.xread(
                {key: last}, count=500, block=None if once else int(WAIT * 1000)
            )
        except redis.RedisError as error:
            if once:
                raise RingtrueError(f"Redis does not answer: {error}") from error
            time.sleep(WAIT)  # away for a while: nothing is lost, the place is kept
            yield "", last
            continue
        entries = read[0][1] if read else []
        for entry, values in entries:
            last = entry.decode()
            yield values.get(field.encode(), b"")[:MAX_LINE].decode("utf-8", "replace"), last
        if once and not entries:
            return
        yield "", last
