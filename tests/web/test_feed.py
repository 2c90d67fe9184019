"""The signed feed in a browser: a newer list is used, what is not what was signed is not."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from engines import CHROMIUM, ROOT
from statics import Files

sys.path.insert(0, str(ROOT / "tests" / "updates"))
import list_server
from world import World

playwright = pytest.importorskip("playwright.sync_api", reason="needs playwright")
START = """async () => {
  const { Engine } = await import("/engine.mjs");
  globalThis.engine = await Engine.start();
  return engine.from;
}"""
ASK = """(contact) => {
  const told = JSON.parse(engine.ask("/v1/check", JSON.stringify({ contacts: [contact] })));
  return [told.verdicts[0].status, told.directory_version];
}"""


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """A repository with one list, whose server lets pages of others read it."""
    ended = list_server.Handler.end_headers

    def allowing(handler: Any) -> None:
        handler.send_header("Access-Control-Allow-Origin", "*")
        ended(handler)

    monkeypatch.setattr(list_server.Handler, "end_headers", allowing)
    made = World(tmp_path)
    made.stage_root()
    made.publish("one.example")
    yield made
    made.server.stop()


@pytest.fixture
def tab(bundle: Path, tmp_path: Path) -> Iterator[Any]:
    if not CHROMIUM:
        pytest.skip("needs chromium (Debian: apt-get install chromium)")
    served = Files(bundle, policy="")
    with playwright.sync_playwright() as driver:
        # With a profile: what a window without one keeps is lost with its page.
        chromium = driver.chromium.launch_persistent_context(
            str(tmp_path / "profile"), executable_path=CHROMIUM, args=["--no-sandbox"]
        )
        page = chromium.new_page()
        page.goto(f"{served.url}/empty")
        yield page
        chromium.close()
    served.close()


def test_an_update_and_one_that_was_not_signed(tab: Any, world: World) -> None:
    def update(root: bytes) -> dict[str, str]:
        told = {"url": world.server.url, "root": root.decode()}
        found: dict[str, str] = tab.evaluate("(told) => engine.update(told)", told)
        return found

    def started(how: str) -> None:
        tab.evaluate("async () => void (await engine.kept)")
        tab.goto(tab.url)
        assert tab.evaluate(START) == how

    assert tab.evaluate(START) == "files"
    assert tab.evaluate(ASK, "https://one.example/")[0] == "unknown"
    assert update(b"{}")["code"] == "broken"
    assert update(world.first_root)["version"] == "2090.1.1+one.example"
    started("files")
    assert tab.evaluate(ASK, "https://one.example/") == ["official", "2090.1.1+one.example"]
    assert update(b"")["version"] == "2090.1.1+one.example"

    altered = world.publish("one.example", "two.example").replace(b"two.example", b"bad.example")
    world.server.rules[".bin"] = list_server.answer(altered)
    assert update(b"")["code"] == "mismatch"
    started("memory")
    assert tab.evaluate(ASK, "https://bad.example/")[0] != "official"
    assert tab.evaluate(ASK, "https://one.example/") == ["official", "2090.1.1+one.example"]

    del world.server.rules[".bin"]
    old = world.copy("old")
    assert update(b"")["version"] == "2090.1.2+one.example-two.example"
    world.publish("one.example", "two.example", "three.example")
    newest = "2090.1.3+one.example-two.example-three.example"
    assert update(b"")["version"] == newest
    with world.serving(old):
        assert update(b"")["code"] == "rollback"
    assert update(b"") == {"version": newest, "old": newest}
    world.server.stop()
    told = tab.evaluate("(told) => engine.update(told)", {"url": world.server.url, "root": ""})
    assert told["code"] == "unreachable", json.dumps(told)
