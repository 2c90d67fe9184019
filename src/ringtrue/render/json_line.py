"""One line of JSON without the `json` module, for a process that answers once: a ``ringtrue check``
takes 30 ms of processor time and not 34. A test holds it to `ringtrue.render.json_v1.dumps`.
"""

from __future__ import annotations

from collections.abc import Mapping

TYPE_CHECKING = False  # importing typing takes time
if TYPE_CHECKING:
    from typing import Any

_WORDS = {None: "null", True: "true", False: "false"}


def line(value: Mapping[str, Any], *, ascii_only: bool = False) -> str:
    """`value` (of strings, finite numbers, truth values, None, lists and mappings) as one line.

    >>> line({"raw": "钱包", "score": 0.5, "readings": [], "brand": None})
    '{"raw": "钱包", "score": 0.5, "readings": [], "brand": null}'
    """
    return _written(value, ascii_only)


def _written(value: Any, ascii_only: bool) -> str:
    if isinstance(value, str):
        return _quoted(value, ascii_only)
    if value is None or isinstance(value, bool):
        return _WORDS[value]
    if isinstance(value, (int, float)):
        return repr(value)
    if isinstance(value, list):
        return f"[{', '.join([_written(item, ascii_only) for item in value])}]"
    fields = [f"{_quoted(k, ascii_only)}: {_written(v, ascii_only)}" for k, v in value.items()]
    return f"{{{', '.join(fields)}}}"


def _quoted(text: str, ascii_only: bool) -> str:
    plain = text.isprintable() and (text.isascii() or not ascii_only)
    if plain and '"' not in text and "\\" not in text:
        return f'"{text}"'
    from ringtrue.render.json_v1 import dumps

    return dumps({"": text}, ascii_only=ascii_only)[5:-1]
