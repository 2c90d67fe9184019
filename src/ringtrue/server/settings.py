"""Every setting of the backend, with its unit. One frozen dataclass; contradictions raise."""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import ip_address

LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "[::1]"})
"""What the Host header may say on a server that listens on this machine only: a foreign name that
somebody points at 127.0.0.1 (DNS rebinding) is none of them."""

# An extension is named by its id, a site by scheme, host and port; no wildcards, no paths.
_ORIGIN = re.compile(
    r"chrome-extension://[a-p]{32}"
    r"|moz-extension://[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
    r"|https?://[a-z0-9.-]{1,253}(?::[0-9]{1,5})?"
    r"|https?://\[[0-9a-f:.]{2,45}\](?::[0-9]{1,5})?"
)


class SettingsError(ValueError):
    """A setting that cannot be: the message quotes it and names the remedy."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How `ringtrue serve` runs. Times are seconds, sizes bytes."""

    host: str = "127.0.0.1"
    """Address to listen on; loopback unless somebody asks for more."""
    port: int = 8787
    """0 takes any free port and says which."""
    workers: int = 1
    """Processes that answer; each holds the directory and its own rate buckets."""
    origins: tuple[str, ...] = ()
    """Origins that browsers may call from: extensions by id, sites by scheme and host."""
    hosts: tuple[str, ...] = ()
    """Names the Host header may have besides the loopback ones; empty off loopback: any."""
    proxies: tuple[str, ...] = ()
    """Addresses of reverse proxies whose X-Forwarded-For is believed."""
    tokens: tuple[str, ...] = ()
    """Bearer tokens; any one opens every endpoint. None: no token is asked for."""
    allowlists: tuple[str, ...] = ()
    """TOML allowlists or folders, joined with the directory, read again on reload."""
    directory: str = ""
    """A compiled directory instead of the shipped one, read again on reload."""
    rate: float | None = None
    """Contacts per second that one client may ask for; 0: unlimited. None: unlimited on
    loopback, `DEFAULT_RATE` elsewhere."""
    burst: int = 2000
    """Contacts that a client may ask for at once before its rate counts."""
    max_body: int = 1024 * 1024
    """Bytes of a request body."""
    max_batch: int = 1000
    """Contacts of one check."""
    max_scan_contacts: int = 1000
    """Contacts of one scan that are judged; the report notes when there were more."""
    max_head: int = 16 * 1024
    """Bytes of a request's line and headers."""
    max_active: int = 64
    """Requests in work at once in one process; the next one gets a 503 at once."""
    max_connections: int = 2048
    """Open connections of one process. At the next one that connection is closed whose client has
    asked nothing for longest; when all of them are in work, it gets a 503 at once."""
    head_seconds: float = 10.0
    """Seconds for a client to send a request's line and headers."""
    body_seconds: float = 10.0
    """Seconds for a client to send a request's body."""
    answer_seconds: float = 10.0
    """Seconds for us to answer; then 503."""
    read_seconds: float = 30.0
    """Seconds for a client to take an answer that fills its buffers; then it is cut off."""
    idle_seconds: float = 15.0
    """Seconds that a connection may rest between two requests."""
    drain_seconds: float = 0.5
    """Seconds between SIGTERM and the end of listening: kept connections are asked to close, and no
    request shall be on its way to a connection that is closing."""
    stop_seconds: float = 20.0
    """Seconds for requests in work to end after `drain_seconds`."""
    memory: int = 24 * 1024 * 1024
    """Bytes of answers that are kept to answer the same question again; 0: none. They stay in
    this process, and go with a reload and at midnight."""
    telemetry: bool = False
    """A span for each request and metrics by OpenTelemetry, where its environment variables say."""
    log_requests: bool = True
    """One line of JSON per request on standard error; warnings and errors are always logged."""

    def __post_init__(self) -> None:
        for origin in self.origins:
            if not _ORIGIN.fullmatch(origin):
                raise SettingsError(
                    f"--allow-origin {origin!r} is no origin; give scheme and host without a path "
                    "(https://app.example, chrome-extension://<32 letters>, "
                    "moz-extension://<uuid>), one at a time and no wildcard"
                )
        for proxy in self.proxies:
            try:
                ip_address(proxy)
            except ValueError:
                raise SettingsError(f"--proxy {proxy!r} is no IP address") from None
        if any(len(token) < MIN_TOKEN for token in self.tokens):
            raise SettingsError(
                f"a token of the token file is shorter than {MIN_TOKEN} characters; "
                "make one with: openssl rand -hex 32"
            )
        if not 0 <= self.port <= 65535:
            raise SettingsError(f"--port {self.port} is no port; give 0 to 65535")
        if not 1 <= self.workers <= 256:
            raise SettingsError(f"--workers {self.workers} must be 1 to 256")
        if self.rate is not None and not 0 <= self.rate <= 1e9:
            raise SettingsError(f"--rate {self.rate} must be 0 (unlimited) or positive")
        if self.burst < 1 or self.max_active < 1 or self.max_batch < 1 or self.max_body < 1024:
            raise SettingsError("burst, max_active and max_batch must be at least 1, max_body 1024")

    @property
    def loopback(self) -> bool:
        """Whether only this machine can reach the server."""
        if self.host == "localhost":
            return True
        try:
            return ip_address(self.host.strip("[]")).is_loopback
        except ValueError:
            return False

    @property
    def contacts_per_second(self) -> float:
        """The rate that holds; 0 means none."""
        if self.rate is not None:
            return self.rate
        return 0.0 if self.loopback else DEFAULT_RATE

    @property
    def known_hosts(self) -> frozenset[str]:
        """Names that the Host header may have; empty: any."""
        if self.loopback:
            return LOOPBACK_NAMES | {self.host.lower()} | {h.lower() for h in self.hosts}
        return frozenset(h.lower() for h in self.hosts)


DEFAULT_RATE = 100.0
"""Contacts per second and client, where others than this machine can call."""
MIN_TOKEN = 16
"""Characters of a bearer token, at least."""


def read_tokens(text: str) -> tuple[str, ...]:
    """The tokens of a token file: one a line, empty lines and ``#`` comments aside.

    Raises `SettingsError` when it holds none: an empty file must not open the door.
    """
    lines = (line.strip() for line in text.splitlines())
    tokens = tuple(line for line in lines if line and not line.startswith("#"))
    if not tokens:
        raise SettingsError("the token file holds no token; write one a line")
    if not all(token.isascii() and token.isprintable() for token in tokens):
        raise SettingsError("a token of the token file has characters that no header can carry")
    return tokens
