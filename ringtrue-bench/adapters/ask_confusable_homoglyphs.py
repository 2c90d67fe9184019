"""confusable-homoglyphs: a host with a label of mixed scripts whose characters have look-alikes in
Latin (`is_dangerous`). It knows no brands and judges no texts."""

from __future__ import annotations

import contextlib
from importlib.metadata import version

from common import serve
from confusable_homoglyphs import confusables


def hosts(official: list[str]):
    def judge(host: str) -> tuple[int, str]:
        shown = host
        with contextlib.suppress(UnicodeError):
            shown = host.encode().decode("idna")
        return int(bool(confusables.is_dangerous(shown, preferred_aliases=["latin"]))), ""

    return judge


serve(f"confusable-homoglyphs {version('confusable-homoglyphs')}", hosts)
