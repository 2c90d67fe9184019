"""``ringtrue mcp``: check, scan and brand look-up for assistants."""

from __future__ import annotations

from argparse import Namespace
from importlib.util import find_spec

from ringtrue.cli.defaults import directory_of
from ringtrue.cli.exits import OFFICIAL
from ringtrue.cli.streams import Stop


def run(options: Namespace) -> int:
    """Serves over standard input and output, or over HTTP on loopback."""
    if find_spec("mcp") is None:
        raise Stop("mcp needs the official SDK; install it with: pip install 'ringtrue[mcp]'")
    from ringtrue.assistants.mcp_server import server
    from ringtrue.checking import Checker

    mcp = server(Checker(directory_of(options.allowlist)))
    if not options.http:
        mcp.run("stdio")
        return OFFICIAL
    from mcp.server.transport_security import TransportSecuritySettings

    names = ["127.0.0.1", "localhost", "[::1]", *options.allow_host]
    mcp.run(
        "streamable-http",
        host=options.host,
        port=options.port,
        transport_security=TransportSecuritySettings(
            allowed_hosts=[*names, *(f"{name}:*" for name in names)],
            allowed_origins=options.allow_origin,
        ),
    )
    return OFFICIAL
