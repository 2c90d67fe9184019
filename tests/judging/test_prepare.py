"""`Checker.prepare`: everything is built before the first check, and no verdict changes."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest

from ringtrue import Checker

LATE = """
import json, sys
from ringtrue import Checker
checker = Checker()
contacts = json.loads(sys.stdin.read())
if sys.argv[1] == "prepared":
    assert checker.prepare() is checker
before = set(sys.modules)
verdicts = [checker.check(contact).to_dict() for contact in contacts]
late = sorted(name for name in set(sys.modules) - before if name.startswith("ringtrue"))
json.dump({"verdicts": verdicts, "late": late, "rapid": "rapidfuzz" in sys.modules}, sys.stdout)
"""
CONTACTS = (
    "metamsak-login.example",
    "https://tokenpocket.pro.wallet-connect.example/login",
    "coinbase-support.example",
    "www.paypa1-verify.example",
    "telegram:@TokenPocket_help",
    "+1 888 555 0142",
    "support@metamask-help.example",
    "https://quietbakery.example/bread",
)


def _answers(how: str) -> Any:
    done = subprocess.run(
        [sys.executable, "-c", LATE, how],
        input=json.dumps(CONTACTS),
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def prepared() -> Any:
    return _answers("prepared")


def test_nothing_is_built_or_loaded_by_later_checks(prepared: Any) -> None:
    assert prepared["late"] == []
    assert prepared["rapid"]


def test_few_checks_load_what_they_need(prepared: Any) -> None:
    alone = _answers("alone")
    assert alone["late"]
    assert alone["verdicts"] == prepared["verdicts"]


def test_it_may_be_said_twice() -> None:
    checker = Checker()
    assert checker.prepare().prepare() is checker
