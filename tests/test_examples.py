"""The examples of docs/examples run and stay short; `make lint` checks their types."""

from __future__ import annotations

import asyncio
import json
import os
import runpy
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
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


PLANTED = "Call Coinbase support at +1 888 555 0142. Never tell them your words."


@contextmanager
def stand_in(answer: Any) -> Iterator[tuple[str, list[tuple[str, Any]]]]:
    """A local server in the place of a service: its address, and what it was asked."""
    asked: list[tuple[str, Any]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            asked.append((self.path, body))
            kind, said = answer(self.path, body)
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        server.server_close()


def as_openai(path: str, body: bytes) -> tuple[str, bytes]:
    """Answers as ``/chat/completions`` does, whole or as events."""
    assert path.endswith("/chat/completions")
    head = {"id": "1", "created": 1, "model": "stand-in"}
    if not json.loads(body).get("stream"):
        message = {"role": "assistant", "content": PLANTED}
        choice = {"index": 0, "message": message, "finish_reason": "stop"}
        told = {**head, "object": "chat.completion", "choices": [choice]}
        return "application/json", json.dumps(told).encode()
    events = []
    for at in range(0, len(PLANTED), 5):
        choice = {"index": 0, "delta": {"content": PLANTED[at : at + 5]}, "finish_reason": None}
        part = {**head, "object": "chat.completion.chunk", "choices": [choice]}
        events.append(f"data: {json.dumps(part)}\n\n")
    return "text/event-stream", "".join([*events, "data: [DONE]\n\n"]).encode()


def test_an_assistant_of_openais_kind() -> None:
    openai = pytest.importorskip("openai", reason="needs openai")
    example = run("assistant.py")
    with stand_in(as_openai) as (address, asked):
        client = openai.OpenAI(base_url=f"{address}/v1", api_key="none", max_retries=0)
        told = example["answer"](client, "coinbase support number")
        parts = list(example["stream"](client, "coinbase support number"))
    assert len(asked) == 2
    assert "555 0142" not in told
    assert "help.coinbase.com" in told
    assert "".join(parts) == told
    assert len(parts) == 2  # a sentence each, the first before the second has come


def test_a_chat_bot() -> None:
    pytest.importorskip("telegram", reason="needs python-telegram-bot")
    said = threading.Event()
    told: list[Any] = []
    sender = {"id": 7, "is_bot": False, "first_name": "Maria"}
    message = {
        "message_id": 1, "date": 1_790_000_000, "from": sender, "text": "Coinbase support",
        "chat": {"id": 7, "type": "private", "first_name": "Maria"},
    }  # fmt: skip
    updates = [[{"update_id": 1, "message": message}]]

    def as_telegram(path: str, body: bytes) -> tuple[str, bytes]:
        """Answers as the Bot API does."""
        method = path.rpartition("/")[2]
        result: Any = True
        if method == "getMe":
            result = {"id": 1, "is_bot": True, "first_name": "Bot", "username": "acme_bot"}
        elif method == "getUpdates":
            result = updates.pop() if updates else []
        elif method == "sendMessage":
            told.append(body.decode())
            result = {**message, "message_id": 2}
            said.set()
        return "application/json", json.dumps({"ok": True, "result": result}).encode()

    with stand_in(as_telegram) as (address, _):
        bot = subprocess.Popen(
            [sys.executable, FOLDER / "chat_bot.py"],
            env={**os.environ, "TELEGRAM_API": f"{address}/bot", "TELEGRAM_TOKEN": "1:a"},
            stderr=subprocess.PIPE,
        )  # fmt: skip
        try:
            assert said.wait(60), bot.stderr and bot.poll()
        finally:
            bot.terminate()
            bot.wait(30)
            if bot.stderr is not None:
                bot.stderr.close()
    assert "help.coinbase.com" in told[0]
    assert "555" not in told[0]
