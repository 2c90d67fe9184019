"""SHA-256 without OpenSSL: loading that library takes as long as reading the whole directory.

The built-in module is as fast for a file of this size; `random` of the standard library chooses
in the same way. Where Python was built without it, hashlib answers.
"""

from __future__ import annotations

TYPE_CHECKING = False  # importing typing takes time
if TYPE_CHECKING:
    from typing import Any

_HOMES = ("_sha2", "_sha256", "hashlib")
"""Python 3.12 and newer, Python 3.11, every Python."""


def hexdigest(data: bytes | memoryview) -> str:
    """The SHA-256 of `data` in hexadecimal.

    >>> hexdigest(b"")[:8]
    'e3b0c442'
    """
    return str(_module().sha256(data).hexdigest())


def _module() -> Any:
    for name in _HOMES:
        try:
            return __import__(name)  # importlib would have to be imported first
        except ImportError:
            continue
    raise ImportError("no SHA-256 in this Python")
