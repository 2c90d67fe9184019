"""Bytes of a text, a page or a part of a mail as characters, whatever wrote them."""

from __future__ import annotations

_HAN_SHARE = 0.2
"""Share of Chinese characters from which bytes that are no UTF-8 are read as GB 18030."""


def decoded(data: bytes, declared: str = "") -> tuple[str, bool]:
    """The text of some bytes, and whether bytes had to be replaced.

    A byte order mark decides, then UTF-8, then the declared charset, then GB 18030 when what comes
    out is Chinese.
    """
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return _strict(data, "utf-16") or (data.decode("utf-16", "replace"), True)
    text = _strict(data, "utf-8-sig")
    if text is None and declared and declared.lower() not in ("utf-8", "utf8", "utf-16"):
        text = _strict(data, "gb18030" if declared.lower().startswith("gb") else declared)
    if text is None:
        chinese = _strict(data, "gb18030")
        if chinese is not None and chinese[0]:
            sample = chinese[0][:20_000]
            if sum("\u4e00" <= c <= "\u9fa5" for c in sample) > _HAN_SHARE * len(sample):
                text = chinese
    return text or (data.decode("utf-8-sig", "replace"), True)


def _strict(data: bytes, encoding: str) -> tuple[str, bool] | None:
    try:
        return data.decode(encoding), False
    except (ValueError, LookupError):  # the name of an encoding can be anything
        return None
