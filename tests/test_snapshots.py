"""What people read, letter by letter: ten answers in each language, kept in ``snapshots/``.

Where words are meant to change, write the files anew and read the difference:

    python tests/test_snapshots.py --update
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import pytest

from ringtrue import Checker, Directory
from ringtrue.messages.catalogue import languages
from ringtrue.render.scan_text import report_text
from ringtrue.render.text import verdict_text

HERE = Path(__file__).parent
SNAPSHOTS = HERE / "snapshots"
UPDATE = "python tests/test_snapshots.py --update"
ASKED: list[dict[str, str]] = [
    {"raw": "https://examplewallet.example/download"},
    {"raw": "https://ewsold.example/login"},
    {"raw": "https://examplewallet-support.example/login"},
    {"raw": "exarnplewallet.example"},
    {"raw": "+1 888 555 0142"},
    {"raw": "https://wa.me/18005550199", "claims": "examplewallet"},
    {"raw": "Example Wallet Support <desk@mail.example>"},
    {"raw": "telegram:@examplewallet_help"},
    {"raw": "https://stranger.example/"},
    {"raw": "XXXX-XXXXXXX"},
]
SCANNED = """Example Wallet support
Your account is locked. Call +1 (888) 555-0142 or write to @examplewallet_help on Telegram,
and confirm your seed phrase at https://examplewallet-support.example/login
"""


def written(lang: str) -> str:
    """The answers in one language, each under what was asked."""
    checker = Checker(Directory.load(HERE / "golden_listing"), today=date(2026, 3, 1))
    parts = []
    for asked in ASKED:
        claims = f" (claims {asked['claims']})" if "claims" in asked else ""
        parts += [f"== {asked['raw']}{claims}", verdict_text(checker.check(**asked), lang)]
    parts += ["== a message", SCANNED, report_text(checker.scan(SCANNED), SCANNED, lang)]
    return "\n".join(part.strip("\n") + "\n" for part in parts)


@pytest.mark.parametrize("lang", languages())
def test_what_people_read_is_what_was_reviewed(lang: str) -> None:
    path = SNAPSHOTS / f"{lang}.txt"
    assert path.is_file(), f"write tests/snapshots/{lang}.txt: {UPDATE}"
    assert written(lang) == path.read_text(encoding="utf-8"), f"meant? then: {UPDATE}"


def test_every_snapshot_is_of_a_language() -> None:
    assert {path.stem for path in SNAPSHOTS.glob("*.txt")} == set(languages())


if __name__ == "__main__":
    if sys.argv[1:] != ["--update"]:
        sys.exit(f"usage: {UPDATE}")
    for lang in languages():
        (SNAPSHOTS / f"{lang}.txt").write_text(written(lang), encoding="utf-8")
