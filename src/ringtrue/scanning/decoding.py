"""Bytes of a text, a page or a part of a mail as characters, whatever wrote them."""

from __future__ import annotations

import re

_SAMPLE = 200_000
"""Characters that are looked at."""
_HAN_SHARE = 0.6
"""Share of the characters beyond ASCII that must be Chinese, beside another one, where bytes that
are no UTF-8 are read as GB 18030: other encodings give single ones by chance."""
_HAN = re.compile("[\u4e00-\u9fa5\u3000-\u301f\uff01-\uff1f]{2,}")
_BEYOND = re.compile("[^\x00-\x7f]")


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
            beyond = len(_BEYOND.findall(chinese[0][:_SAMPLE]))
            han = sum(len(run) for run in _HAN.findall(chinese[0][:_SAMPLE]))
            if han > _HAN_SHARE * beyond:
                text = chinese
    return text or (data.decode("utf-8-sig", "replace"), True)


def _strict(data: bytes, encoding: str) -> tuple[str, bool] | None:
    try:
        return data.decode(encoding), False
    except (ValueError, LookupError):  # the name of an encoding can be anything
        return None
