"""Files that hold no text: archives, programs, sound and film, told by their first bytes.

Text found in them by chance lacks the words around it, so they are refused and named.
"""

from __future__ import annotations

from functools import cache

from ringtrue import data

_LOOKED_AT = 1_024
_CONTROLS = bytes(range(8)) + b"\x0e\x0f" + bytes(range(0x10, 0x1B))
"""Control characters that no text holds: neither white space, backspace, nor the escape of a
terminal or of ISO-2022-JP."""
_BINARY = 16
"""One control character in so many bytes is no text; a log with a stray bell is."""


@cache
def _signatures() -> tuple[tuple[int, bytes, str], ...]:
    return tuple(
        (int(offset), bytes.fromhex(sign), name)
        for offset, sign, name in data.table("file_signatures.tsv")
    )


def unread_name(raw: bytes) -> str:
    """What a file is that is not read (``a zip archive``); empty for one that may be text."""
    sample = raw[:_LOOKED_AT]
    for offset, sign, name in _signatures():
        if not sample.startswith(sign, offset):
            continue
        # Two letters begin a text as well as a picture: "BMW", "MZ".
        if len(sign) > 3 or not sign.isascii() or not _is_text(sample) or b"\0" in sample:
            return name
    if sample.startswith((b"\xff\xfe", b"\xfe\xff")) or _is_text(sample) or _is_wide(sample):
        return ""
    return "a binary file"


def _is_text(sample: bytes) -> bool:
    return len(sample) - len(sample.translate(None, _CONTROLS)) <= len(sample) / _BINARY


def _is_wide(sample: bytes) -> bool:
    """UTF-16 without a mark: zeros at every second place only."""
    return len(sample) > 3 and any(
        rest.count(0) * 5 > len(rest) and not others.count(0) and _is_text(others)
        for rest, others in ((sample[1::2], sample[::2]), (sample[::2], sample[1::2]))
    )
