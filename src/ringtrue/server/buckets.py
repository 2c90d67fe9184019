"""A token bucket for each client, in bounded memory."""

from __future__ import annotations

from ipaddress import ip_address

MAX_CLIENTS = 20_000
"""Clients that are remembered; beyond it the ones that were quiet longest are forgotten."""


class Buckets:
    """`take` says how long a client must wait: 0 when it may go on.

    A bucket holds `burst` tokens and gains `rate` a second. A request that costs more than a full
    bucket is let through when the bucket is full: it is in debt afterwards.
    """

    def __init__(self, rate: float, burst: int) -> None:
        self.rate, self.burst = rate, burst
        self._held: dict[str, tuple[float, float]] = {}  # tokens, and when that was

    def take(self, client: str, cost: float, now: float) -> float:
        """Takes `cost` tokens at the monotonic time `now`; seconds to wait when there are none.

        >>> buckets = Buckets(rate=2, burst=4)
        >>> [buckets.take("a", 3, 0.0), buckets.take("a", 3, 0.0), buckets.take("a", 3, 1.0)]
        [0.0, 1.0, 0.0]
        """
        tokens, then = self._held.pop(client, (float(self.burst), now))
        tokens = min(float(self.burst), tokens + (now - then) * self.rate)
        wanted = min(cost, self.burst)
        wait = 0.0 if tokens >= wanted else (wanted - tokens) / self.rate
        self._held[client] = (tokens if wait else tokens - cost, now)  # newest last
        if len(self._held) > MAX_CLIENTS:
            del self._held[next(iter(self._held))]
        return wait

    def __len__(self) -> int:
        return len(self._held)


def client_key(host: str | None) -> str:
    """The client that an address stands for: an IPv6 customer owns a whole /64.

    >>> client_key("2001:db8:1:2:3::4"), client_key("192.0.2.1"), client_key(None)
    ('2001:db8:1:2::', '192.0.2.1', '')
    """
    if not host or ":" not in host:
        return host or ""
    try:
        address = ip_address(host.partition("%")[0])
    except ValueError:
        return host[:64]
    if address.version == 6 and address.ipv4_mapped is not None:
        return str(address.ipv4_mapped)
    return str(ip_address(int(address) >> 64 << 64)) if address.version == 6 else host
