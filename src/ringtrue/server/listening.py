"""The socket that listens, from its first connection to its last."""

from __future__ import annotations

import ctypes
import socket
import struct
import sys
from contextlib import suppress

from ringtrue.server.settings import Settings, SettingsError

_ATTACH_FILTER = 26
"""SO_ATTACH_FILTER of Linux (socket(7)), which Python does not name."""
_DROP_ALL = struct.pack("HBBI", 0x06, 0, 0, 0)
"""One instruction of a packet filter: return 0, that is, take nothing of the packet."""


def listen(settings: Settings) -> socket.socket:
    """A socket on the address of the settings. Raises `SettingsError` when it cannot be had."""
    host = settings.host.strip("[]")
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, settings.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listening = socket.socket(family, kind, protocol)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen(2048)
    except OSError as error:
        raise SettingsError(
            f"cannot listen on {settings.host} port {settings.port}: {error.strerror or error}; "
            "choose another --port (0: any) or stop what listens there"
        ) from error
    return listening


def address_of(listening: socket.socket) -> str:
    """The URL at which a browser finds a listening socket."""
    host, port = listening.getsockname()[:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"


def accept_last(sockets: list[socket.socket], *, last: bool) -> list[socket.socket]:
    """Connections that nobody has accepted yet; closing the socket would reset them.

    `last` says that nobody goes on listening on these sockets: all who share them are leaving.
    """
    waiting = []
    for listening in sockets:
        if last:
            _turn_away(listening)
        listening.setblocking(False)
        with suppress(OSError):
            while True:
                connection, _ = listening.accept()
                connection.setblocking(False)
                waiting.append(connection)
    return waiting


def _turn_away(listening: socket.socket) -> None:
    """Linux: nobody gets in any more, so that nobody is between the last `accept` and the close.

    Whoever knocks now hears nothing, knocks again a second later, and is refused or answered by
    the next process. Nothing was sent, so nothing is lost.
    """
    if sys.platform != "linux":
        return
    code = ctypes.create_string_buffer(_DROP_ALL)
    program = struct.pack("HP", 1, ctypes.addressof(code))
    with suppress(OSError):  # a sandbox may forbid it; what is left open then is microseconds
        listening.setsockopt(socket.SOL_SOCKET, _ATTACH_FILTER, program)
