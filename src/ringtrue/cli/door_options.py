"""The arguments of the commands that serve others: ``serve``, ``mcp`` and the like."""

from __future__ import annotations

import argparse


def add_serve(command: argparse.ArgumentParser) -> None:
    """Every setting that is worth an argument; the rest is in `ringtrue.server.settings`."""
    option = command.add_argument
    option("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    option("--port", type=int, default=8787, help="0 takes any free port (default: %(default)s)")
    option("--workers", type=int, default=1, help="processes (default: %(default)s)")
    _callers(command)
    option(
        "--proxy",
        action="append",
        default=[],
        metavar="ADDRESS",
        help="a reverse proxy whose X-Forwarded-For is believed (may be repeated)",
    )
    option("--token-file", metavar="FILE", help="bearer tokens, one a line; callers need one")
    option(
        "--rate",
        type=float,
        metavar="N",
        help="contacts a second for one client, 0: unlimited "
        "(default: unlimited on loopback, 100 elsewhere)",
    )
    option("--directory", metavar="FILE", default="", help="a compiled directory to serve")
    option("--otel", action="store_true", help="traces and metrics by OpenTelemetry (OTEL_* say)")
    option("--quiet", action="store_true", help="log warnings and errors only")


def add_mcp(command: argparse.ArgumentParser) -> None:
    """Standard input and output, or HTTP on loopback."""
    option = command.add_argument
    option("--http", action="store_true", help="streamable HTTP at /mcp instead of stdio")
    option("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    option("--port", type=int, default=8788, help="default: %(default)s")
    _callers(command)


def add_github_comment(command: argparse.ArgumentParser) -> None:
    """The event that a workflow was started by."""
    command.add_argument("event", metavar="EVENT.json", help="$GITHUB_EVENT_PATH; - reads stdin")


def _callers(command: argparse.ArgumentParser) -> None:
    option = command.add_argument
    option(
        "--allow-origin",
        action="append",
        default=[],
        metavar="ORIGIN",
        help="a site or browser extension that may call (may be repeated)",
    )
    option(
        "--allow-host",
        action="append",
        default=[],
        metavar="NAME",
        help="a name that the server goes by, besides localhost (may be repeated)",
    )
