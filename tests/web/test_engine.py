"""The engine in a browser says what native Python says, byte for byte, and asks nobody."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from engines import Asked
from questions import chunks, golden, hosts, others, signs, texts
from statics import Files

Native = Callable[[str, list[str]], list[str]]
WHOLE = bool(os.environ.get("RINGTRUE_WHOLE"))
"""Set: more than three times as many questions, in minutes."""
HOSTS, OTHERS, TEXTS = (10_000, 2_000, 200) if WHOLE else (3_000, 600, 60)


def _bodies(contacts: list, size: int = 100, **more: object) -> list[str]:
    return [json.dumps({"contacts": part, **more}) for part in chunks(contacts, size)]


def _same(engine: Asked, native: Native, path: str, bodies: list[str]) -> None:
    """Where answers differ, the first few verdicts that do are shown, not a wall of JSON."""
    differ = []
    for here, there in zip(native(path, bodies), engine.ask(path, bodies, 20), strict=True):
        if here == there:
            continue
        if there.startswith("error"):
            differ.append(there)
            continue
        pair = (json.loads(here), json.loads(there))
        if "verdicts" in pair[0]:
            rows = zip(pair[0]["verdicts"], pair[1]["verdicts"], strict=True)
            differ += [{k: (a[k], b[k]) for k in a if k == "raw" or a[k] != b[k]}
                       for a, b in rows if a != b and not _broken(b)]  # fmt: skip
        else:
            differ.append(pair)
    assert not differ, "\n".join([str(len(differ)), *(str(one)[:300] for one in differ[:12])])


def _broken(verdict: dict) -> bool:
    """What Firefox refuses, where ada is lenient: A-labels that decode to nothing, and labels of
    other scripts with signs in them."""
    if verdict["problem"] is None:
        return False
    label = re.search(r"[!\"$&'()*+,;=_`{}~]", verdict["raw"]) and not verdict["raw"].isascii()
    return verdict["problem"]["code"] == "bad_punycode" or bool(label)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_golden_contacts(engine: Asked, native: Native, lang: str) -> None:
    asked = golden()
    assert len(asked) > 500
    _same(engine, native, "/v1/check", _bodies(asked, lang=lang))


def test_thousands_of_hosts(engine: Asked, native: Native) -> None:
    _same(engine, native, "/v1/check", _bodies(hosts(HOSTS)))


def test_signs_in_links(engine: Asked, native: Native) -> None:
    _same(engine, native, "/v1/check", _bodies(signs()))


def test_numbers_mails_accounts_wallets(engine: Asked, native: Native) -> None:
    asked = [
        {"contact": one, "region": "CN"} if n % 2 else one for n, one in enumerate(others(OTHERS))
    ]
    _same(engine, native, "/v1/check", _bodies(asked))
    claimed = [{"contact": one, "claims": ["metamask"]} for one in others(300)]
    _same(engine, native, "/v1/check", _bodies(claimed))


def test_scans(engine: Asked, native: Native) -> None:
    bodies = [
        json.dumps({"text": text, "lang": "zh" if n % 2 else "en", "url": "https://a.example/"})
        for n, text in enumerate(texts(TEXTS))
    ]
    _same(engine, native, "/v1/scan", bodies)


def test_only_its_own_files_are_asked_for(engine: Asked, files: Files, bundle: Path) -> None:
    engine.ask("/v1/check", _bodies(hosts(50)))
    own = {f"/{path.name}" for path in bundle.iterdir()} | {"/empty", "/favicon.ico"}
    assert set(files.asked) <= own
