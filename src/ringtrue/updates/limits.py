"""Limits of an update, each with its unit."""

from __future__ import annotations

from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class Limits:
    """How much, how long and how often. Contradictions raise `ValueError` at once."""

    connect_seconds: float = 10.0
    """Seconds to reach the server or the proxy."""
    read_seconds: float = 15.0
    """Seconds between two pieces of an answer."""
    grace_seconds: float = 20.0
    """Seconds from the start of a request to where `min_rate` begins to count."""
    min_rate: float = 2_000.0
    """Bytes a second, on average, below which a download is given up (slow retrieval)."""
    total_seconds: float = 900.0
    """Seconds for one file, whatever its rate."""
    tries: int = 4
    """Attempts for one file, when the network or the server fails."""
    backoff_seconds: float = 0.5
    """Seconds before the second attempt; doubled before each further one."""
    redirects: int = 5
    """Hops for one file."""
    root_bytes: int = 512_000
    timestamp_bytes: int = 16_384
    snapshot_bytes: int = 200_000
    targets_bytes: int = 200_000
    directory_bytes: int = 128 << 20
    """Bytes of a compiled list, whatever its metadata promise."""
    brands: int = 200_000
    """Brands of one list."""
    root_rotations: int = 256
    """Roots followed in one update."""

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            if value < 0 or (value == 0 and field.name not in ("backoff_seconds", "redirects")):
                raise ValueError(f"{field.name}={value!r}: give a number above 0")
        if self.grace_seconds > self.total_seconds:
            raise ValueError(
                f"grace_seconds={self.grace_seconds} is longer than "
                f"total_seconds={self.total_seconds}; make it shorter"
            )
