"""examples/telegram-guard against a stand-in that speaks the Bot API's documented JSON."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pytest

pytest.importorskip("telegram", reason="needs python-telegram-bot, of the extra [dev]")

ROOT = Path(__file__).parents[2]
TOKEN = "123456:stand-in-token-of-no-bot"
GROUP, DESK = -1001111111111, -1002222222222
CHAT = {"id": GROUP, "type": "supergroup", "title": "Acme users"}
MARIA = {
    "id": 11,
    "is_bot": False,
    "first_name": "Maria",
    "last_name": "Ivanova",
    "username": "maria_iva",
}
IMPOSTOR = {
    "id": 66,
    "is_bot": False,
    "first_name": "Maria",
    "last_name": "Ivanova",
    "username": "mariaiva_77",
}
BOB = {"id": 50, "is_bot": False, "first_name": "Bob", "username": "bobmiller"}
NAMESAKE = {
    "id": 67,
    "is_bot": False,
    "first_name": "Maria",
    "last_name": "Ivanova",
    "username": "qq_ww_ee",
}


def text(number: int, sender: Any, said: str, **more: Any) -> dict[str, Any]:
    message = {
        "message_id": number,
        "date": 1_790_000_000,
        "chat": CHAT,
        "from": sender,
        "text": said,
    }
    return {"message": message | more}


def joined(user: Any) -> dict[str, Any]:
    return {
        "chat_member": {
            "chat": CHAT, "from": user, "date": 1_790_000_000,
            "old_chat_member": {"user": user, "status": "left"},
            "new_chat_member": {"user": user, "status": "member"},
        }
    }  # fmt: skip


FAKE = "Claim: https://rnetamask.io/claim"
UPDATES = [
    joined(BOB),
    joined(IMPOSTOR),
    joined(NAMESAKE),
    text(1, BOB, "hello, see https://metamask.io/"),
    text(2, MARIA, FAKE),  # an admin who shows it
    text(3, BOB, FAKE),
    text(4, BOB, FAKE),  # the same case
    text(5, BOB, "read this", forward_origin={
        "type": "channel", "date": 1, "message_id": 9,
        "chat": {"id": -100333, "type": "channel", "title": "MetaMask Support",
                 "username": "metamask_desk_1"},
    }),
    text(6, BOB, "log in here", entities=[
        {"type": "text_link", "offset": 0, "length": 6, "url": "https://metamask-verify.example/login"},
    ]),
    text(7, IMPOSTOR, "hi, I am Maria"),  # told when they joined
    {"of_a_later_api": {"id": "1"}},
    {"message": {"message_id": 8, "date": 1, "chat": CHAT, "sender_chat": CHAT, "text": FAKE}},
]  # fmt: skip


class Api:
    """The methods of the Bot API that the guard calls; what it is told is in `calls`."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.done = threading.Event()
        self.refuse: set[str] = set()
        api = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                raw = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
                kind = self.headers.get("Content-Type", "")
                given = json.loads(raw) if "json" in kind and raw else dict(parse_qsl(raw))
                start = f"/bot{TOKEN}/"
                method = self.path.removeprefix(start) if self.path.startswith(start) else ""
                code, result = api.answer(method, given)
                told = {"ok": code == 200, **({"result": result} if code == 200 else
                        {"error_code": code, "description": str(result)})}  # fmt: skip
                body = json.dumps(told).encode()
                self.send_response(code)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def answer(self, method: str, given: dict[str, Any]) -> tuple[int, Any]:
        self.calls.append((method, given))
        if method in self.refuse:
            return 400, "Bad Request: not enough rights"
        if method == "getMe":
            return 200, {"id": 1, "is_bot": True, "first_name": "Guard", "username": "guard_bot"}
        if method == "getUpdates":
            begin = int(given.get("offset") or 0)
            left = [{"update_id": n, **u} for n, u in enumerate(UPDATES, 1) if n >= begin]
            if not left:
                self.done.set()
                time.sleep(0.2)
            return 200, left
        if method == "getChatAdministrators":
            return 200, [
                {"status": "creator", "user": MARIA, "is_anonymous": False},
                {"status": "administrator",
                 "user": {"id": 1, "is_bot": True, "first_name": "Guard"},
                 **dict.fromkeys(
                     ("can_be_edited", "is_anonymous", "can_manage_chat", "can_delete_messages",
                      "can_manage_video_chats", "can_restrict_members", "can_promote_members",
                      "can_change_info", "can_invite_users", "can_post_stories",
                      "can_edit_stories", "can_delete_stories"), True)},
            ]  # fmt: skip
        if method == "sendMessage":
            chat = {"id": int(given["chat_id"]), "type": "supergroup", "title": "Desk"}
            return 200, {"message_id": 1, "date": 1, "chat": chat, "text": given["text"]}
        if method in ("deleteMessage", "restrictChatMember", "deleteWebhook"):
            return 200, True
        return 404, "Not Found"

    def told(self, method: str) -> list[dict[str, Any]]:
        return [given for name, given in self.calls if name == method]

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def api() -> Iterator[Api]:
    running = Api()
    yield running
    running.close()


def run(api: Api, tmp_path: Path, *options: str) -> tuple[str, str]:
    """Runs the bot until it has all updates; what it printed and logged."""
    token = tmp_path / "token"
    token.write_text(TOKEN)
    paths = [ROOT / "examples" / "telegram-guard" / "src", ROOT / "src"]
    process = subprocess.Popen(
        [sys.executable, "-m", "ringtrue_telegram_guard.bot", "--api", api.url, *options],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(map(str, paths)),
             "TELEGRAM_TOKEN_FILE": str(token)},
    )  # fmt: skip
    try:
        assert api.done.wait(90)
        time.sleep(1.0)  # what it has fetched it works off
    finally:
        process.send_signal(signal.SIGTERM)
        out, log = process.communicate(timeout=60)
    assert TOKEN not in out + log
    return out, log


def test_a_dry_run_prints_and_sends_nothing(api: Api, tmp_path: Path) -> None:
    out, log = run(api, tmp_path)
    assert {name for name, _ in api.calls} <= {
        "getMe", "getUpdates", "getChatAdministrators", "deleteWebhook",
    }  # fmt: skip
    heads = [
        line.removeprefix(f"{GROUP} ") for line in out.splitlines() if line.startswith(str(GROUP))
    ]
    assert heads == [
        "member: Maria Ivanova (@mariaiva_77)",
        "member: Maria Ivanova (@qq_ww_ee)",
        "contact: https://rnetamask[.]io/claim",
        "forwarded: MetaMask Support (@metamask_desk_1)",
        "contact: https://metamask-verify[.]example/login",
    ]
    assert "fault" not in log
    assert len(api.told("getChatAdministrators")) == 1


def test_it_tells_the_admins_and_acts_on_what_is_grave(api: Api, tmp_path: Path) -> None:
    out, _ = run(api, tmp_path, "--tell", str(DESK), "--act", "--lang", "zh")
    assert out == ""
    notices = api.told("sendMessage")
    assert len(notices) == 5
    assert {int(notice["chat_id"]) for notice in notices} == {DESK}
    assert [int(call["user_id"]) for call in api.told("restrictChatMember")] == [66]
    assert [int(call["message_id"]) for call in api.told("deleteMessage")] == [3, 6]
    assert not json.loads(api.told("restrictChatMember")[0]["permissions"])["can_send_messages"]


def test_without_rights_it_says_so(api: Api, tmp_path: Path) -> None:
    api.refuse = {"restrictChatMember", "deleteMessage"}
    run(api, tmp_path, "--tell", str(DESK), "--act")
    said = [notice["text"] for notice in api.told("sendMessage")]
    assert len(said) == 5
    assert sum("(nothing was done: BadRequest)" in text for text in said) == 3


@pytest.mark.parametrize("options", [["--act"], ["--tell", "x"]])
def test_settings_that_cannot_be(options: list[str], tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "ringtrue_telegram_guard.bot", *options],
        capture_output=True, text=True, timeout=60,
        env={**os.environ, "PYTHONPATH": f"{ROOT}/examples/telegram-guard/src:{ROOT}/src"},
    )  # fmt: skip
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
