"""Making foreign text harmless to show: every invisible or controlling character is spelled out.

A contact comes from a stranger and may hold terminal escapes, bidirectional overrides or
characters that nobody sees. Whatever is shown to a person goes through `shown` first.
"""

from __future__ import annotations

LIMIT = 300
"""Characters of one foreign string that are shown."""

# Printable by category (Lo, Mn), yet without ink: Unicode's Default_Ignorable_Code_Point.
_INKLESS = frozenset(
    chr(code)
    for code in [
        *(0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0),
        *range(0x180B, 0x1810),
        *range(0xFE00, 0xFE10),
        *range(0xE0100, 0xE01F0),
    ]
)


def shown(text: str, limit: int = LIMIT) -> str:
    r"""`text` with control, format and invisible characters as ``\uXXXX``, cut to `limit`.

    >>> shown("a\x1b[31mb\u202ec")
    'a\\u001b[31mb\\u202ec'
    """
    cut = text[:limit]
    if not (cut.isprintable() and (cut.isascii() or _INKLESS.isdisjoint(cut))):
        cut = "".join(spell(c) if _hidden(c) else c for c in cut)
    return cut + "…" if len(text) > limit else cut


def spell(char: str) -> str:
    r"""One character as an escape: ``\u202e``, or ``\U000e0041`` beyond the basic plane."""
    code = ord(char)
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _hidden(char: str) -> bool:
    return not char.isprintable() or char in _INKLESS
