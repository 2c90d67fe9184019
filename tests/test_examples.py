"""The example applications of docs/examples: they run, are typed, and stay short."""

from __future__ import annotations

import asyncio
import json
import runpy
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import ringtrue

FOLDER = Path(__file__).parents[1] / "docs" / "examples"
EXAMPLES = sorted(FOLDER.glob("*.py"))


def run(name: str) -> dict[str, Any]:
    return runpy.run_path(str(FOLDER / name))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_an_example_is_short(path: Path) -> None:
    code = [line for line in path.read_text("utf-8").splitlines() if line.strip()]
    assert len(code) <= 30


def test_examples_are_typed() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", *map(str, EXAMPLES)],
        capture_output=True, text=True, timeout=300, cwd=FOLDER.parents[1],
    )  # fmt: skip
    assert done.returncode == 0, done.stdout


def test_shapes_are_those_of_the_answers() -> None:
    checker = ringtrue.Checker()
    held: list[tuple[Any, Any]] = [
        (ringtrue.VerdictDict, checker.check("https://rnetamask.io/").to_dict()),
        (ringtrue.VerdictDict, checker.check("MetaMask support").to_dict()),
        (ringtrue.AnswerDict, checker.ask("95588 骗子吗").to_dict("zh")),
        (ringtrue.ReportDict, checker.scan("MetaMask: t.me/metamask_help_77").to_dict()),
        (ringtrue.GuardedDict, ringtrue.guard("Call PayPal: +1 855 555 0142").to_dict()),
    ]
    for shape, told in held:
        assert shape.__required_keys__ <= set(told), shape
        assert set(told) <= shape.__required_keys__ | shape.__optional_keys__, shape


def test_a_wallet_page() -> None:
    answer = run("wallet_page.py")["answer"]
    fake = answer("https://acmewa11et.example/unlock")
    assert (fake["colour"], fake["use"]) == ("red", "acmewallet.example")
    assert answer("https://acmewallet.example/")["colour"] == "green"
    asked = answer("Acme Wallet support", "zh")
    assert (asked["colour"], asked["use"]) == ("grey", "acmewallet.example")


def test_a_group_bot() -> None:
    bot = run("group_bot.py")
    assert bot["joins"]("Acme Admin", "acme_group_adm1n")
    assert bot["joins"]("Maria", "maria_0142") is None
    assert bot["says"]("MetaMask support: t.me/metamask_help_77")
    assert bot["says"]("see you at ten, https://meet.example.org/x") == []


def test_a_service() -> None:
    pytest.importorskip("pydantic", reason="needs pydantic")
    service = run("http_service.py")
    told = json.loads(service["OUT"].dump_json(asyncio.run(service["check"]("rnetamask.io"))))
    assert (told["schema"], told["status"]) == (1, "impersonation")
    told = json.loads(service["OUT"].dump_json(asyncio.run(service["ask"]("MetaMask support"))))
    assert told["official"]["value"].endswith("metamask.io")
