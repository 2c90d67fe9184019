"""`ringtrue mcp` asked by the SDK's own client, over standard streams and over HTTP."""

from __future__ import annotations

import asyncio
import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import pytest

pytest.importorskip("mcp", reason="needs the extra [mcp]")
from mcp.client import Client
from mcp.client.stdio import StdioServerParameters, stdio_client

COMMAND = [sys.executable, "-m", "ringtrue", "mcp"]
FAKE = "https://tokenpocket-support.example/login"


@pytest.fixture(scope="module")
def http() -> Iterator[str]:
    """A server over HTTP on loopback; its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen([*COMMAND, "--http", "--port", str(port)], stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 60
    while True:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            break
        except OSError:
            assert process.poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.1)
    yield f"http://127.0.0.1:{port}/mcp"
    process.terminate()
    process.wait(30)


def _with(target: Any, talk: Callable[[Client], Awaitable[Any]]) -> Any:
    async def run() -> Any:
        async with Client(target) as client:
            return await talk(client)

    return asyncio.run(asyncio.wait_for(run(), 60))


def _call(target: Any, tool: str, /, **arguments: Any) -> Any:
    async def talk(client: Client) -> Any:
        return await client.call_tool(tool, arguments)

    return _with(target, talk)


def test_the_tools_are_typed(http: str) -> None:
    async def talk(client: Client) -> Any:
        return await client.list_tools()

    tools = {tool.name: tool for tool in _with(http, talk).tools}
    assert set(tools) == {
        *("check_contacts", "scan_text", "find_brand", "ask_brand", "guard_answer"),
    }
    for tool in tools.values():
        assert tool.description
        assert tool.annotations.read_only_hint
        assert tool.output_schema["properties"]
    asked = tools["check_contacts"].input_schema
    assert asked["required"] == ["contacts"]
    assert asked["properties"]["contacts"]["maxItems"] == 100


def test_standard_streams_give_the_same_answers(http: str) -> None:
    calls = {
        "check_contacts": {"contacts": [FAKE, "95588"], "region": "cn", "lang": "zh"},
        "scan_text": {"text": f"TokenPocket official support: {FAKE}"},
        "find_brand": {"name": "TP钱包"},
        "ask_brand": {"question": "工商银行客服电话", "region": "CN"},
        "guard_answer": {"answer": "Call MetaMask at +1 888 555 0142."},
    }

    async def talk(client: Client) -> Any:
        tools = (await client.list_tools()).tools
        assert {tool.name for tool in tools} == calls.keys()
        answers = [await client.call_tool(name, given) for name, given in calls.items()]
        assert not any(answer.is_error for answer in answers)
        return [tool.input_schema for tool in tools], [a.structured_content for a in answers]

    program = StdioServerParameters(command=COMMAND[0], args=COMMAND[1:], env=dict(os.environ))
    assert _with(stdio_client(program), talk) == _with(http, talk)


def test_a_question_is_answered(http: str) -> None:
    found = _call(http, "ask_brand", question="工商银行客服电话", region="CN", lang="zh")
    assert found.structured_content["brands"][0]["contacts"][0]["value"] == "95588"


def test_an_answer_is_guarded(http: str) -> None:
    text = "Call MetaMask at +1 888 555 0142."
    found = _call(http, "guard_answer", answer=text, question="metamask support")
    told = found.structured_content
    assert told["changed"]
    assert "555 0142" not in told["text"]
    assert told["contacts"][0]["action"] == "replaced"


def test_check(http: str) -> None:
    found = _call(http, "check_contacts", contacts=[FAKE, "https://tokenpocket.pro/", "95588"],
                  region="cn", lang="zh").structured_content  # fmt: skip
    fake, official, number = found["verdicts"]
    assert (fake["status"], fake["imitates"]) == ("impersonation", "TokenPocket")
    assert fake["use_instead"]["value"] == "tokenpocket.pro"
    assert "combosquatting" in fake["findings"]
    assert "不在" in fake["advice"][0]
    assert official["status"] == "official"
    assert official["sources"]
    assert (number["status"], number["brand"]) == ("official", "ICBC")


def test_the_answer_is_text_too(http: str) -> None:
    result = _call(http, "check_contacts", contacts=[FAKE])
    assert json.loads(result.content[0].text) == result.structured_content


def test_scan(http: str) -> None:
    text = f"TokenPocket official support: {FAKE} Send your seed phrase."
    found = _call(http, "scan_text", text=text).structured_content
    assert found["status"] == "impersonation"
    assert found["speaks_for"] == ["TokenPocket"]
    assert found["contacts"][0]["contact"] == FAKE
    assert found["asks_for"][0]["severity"] == "critical"


def test_find_brand(http: str) -> None:
    found = _call(http, "find_brand", name="TP钱包").structured_content
    assert (found["found"], found["id"]) == (True, "tokenpocket")
    site = next(c for c in found["contacts"] if c["value"] == "tokenpocket.pro")
    assert site["status"] == "active"
    assert site["sources"]


def test_a_brand_that_is_not_listed(http: str) -> None:
    missing = _call(http, "find_brand", name="No Such Brand").structured_content
    assert missing["found"] is False
    assert "search result" in missing["note"]


@pytest.mark.parametrize(
    ("name", "arguments", "said"),
    [
        ("check_contacts", {"contacts": []}, "contacts"),
        ("check_contacts", {"contacts": ["a"] * 101}, "contacts"),
        ("check_contacts", {"contacts": ["a"], "claims": "No Such Brand"}, "find_brand"),
        ("check_contacts", {"contacts": ["a"], "region": "China"}, "region"),
        ("scan_text", {"text": "a" * 100_001}, "text"),
        ("scan_text", {}, "text"),
    ],
)
def test_a_wrong_call_is_told(http: str, name: str, arguments: Any, said: str) -> None:
    result = _call(http, name, **arguments)
    assert result.is_error
    assert said in result.content[0].text


def test_odd_contacts_are_answers(http: str) -> None:
    found = _call(http, "check_contacts", contacts=["", "a" * 9000, "\u202eevil", "XXXX-XXXXXXX"])
    verdicts = found.structured_content["verdicts"]
    assert [v["status"] for v in verdicts].count("invalid") >= 3
    assert "\u202e" not in json.dumps(verdicts, ensure_ascii=False)


@pytest.mark.parametrize(
    "headers",
    [{"Host": "evil.example"}, {"Origin": "https://evil.example"}],
    ids=["host", "origin"],
)
def test_a_foreign_page_cannot_call(http: str, headers: dict[str, str]) -> None:
    sent = {"Content-Type": "application/json", "Accept": "application/json", **headers}
    request = urllib.request.Request(http, b"{}", sent)
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request)
    assert refused.value.code in (403, 421)
    refused.value.close()
