"""Words that run from right to left, made of the English ones: what Arabic would look like.

No catalogue of ours is written from right to left yet, and none is needed to see that the layout
holds: each Latin letter gives way to an Arabic one, and what is filled in, a brand or a contact,
stays Latin, as it does in Arabic texts."""

from __future__ import annotations

import json
import re
from pathlib import Path

LETTERS = dict(zip("abcdefghijklmnopqrstuvwxyz", "ابتثجحخدذرزسشصضطظعغفقكلمنه", strict=True))
KEPT = ("name", "languages")


def words(text: str) -> str:
    """`text` in Arabic letters, its ``$1`` and ``|`` where they are."""
    pieces = re.split(r"(\$\d|\|)", text)
    return "".join(
        piece if n % 2 else "".join(LETTERS.get(sign.lower(), sign) for sign in piece)
        for n, piece in enumerate(pieces)
    )


def messages(extension: Path, mirrored: bool) -> dict[str, str]:
    """The extension's English messages by key, as they are or mirrored."""
    told = json.loads((extension / "_locales" / "en" / "messages.json").read_text("utf-8"))
    found = {key: one["message"] for key, one in told.items()}
    if not mirrored:
        return found
    return {key: text if key in KEPT else words(text) for key, text in found.items()} | {
        "lang": "ar"
    }


def script(messages: dict[str, str]) -> str:
    """What makes a page of the extension, or one that its scripts are put into, say them."""
    return (
        "globalThis.chrome ||= {}; chrome.i18n ||= {};"
        f"chrome.i18n.getMessage = ((words) => (key, given = []) => (words[key] ?? '').replace("
        r"/\$(\d)/gu, (_, n) => [given].flat()[n - 1] ?? ''))"
        f"({json.dumps(messages, ensure_ascii=False)});"
    )
