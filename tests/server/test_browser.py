"""The page in a real browser: Debian's chromium, driven by playwright."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from serving import Server

playwright = pytest.importorskip("playwright.sync_api", reason="needs playwright")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""
if not CHROMIUM:
    pytest.skip("needs chromium (Debian: apt-get install chromium)", allow_module_level=True)

FAKE = "https://examp1ewallet.example/login"
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update",
]  # fmt: skip


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield running
        running.close()


@pytest.fixture
def tab(browser: Any, server: Server) -> Iterator[Any]:
    """A tab on the page. Whatever it asks of others, and whatever it complains of, fails a test."""
    context = browser.new_context(locale="en-GB")
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=server.url)
    tab = context.new_page()
    asked: list[str] = []
    said: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.on("console", lambda message: said.append(message.text))
    tab.on("pageerror", lambda error: said.append(str(error)))
    tab.goto(server.url)
    yield tab
    foreign = [u for u in asked if not u.startswith((server.url, "blob:"))]
    assert foreign == []
    assert said == []
    assert context.cookies() == []
    assert tab.evaluate("localStorage.length + sessionStorage.length") == 0
    context.close()


def until(tab: Any, condition: str) -> None:
    """Waits for it; the page's policy lets nothing of a string run in it."""
    for _ in range(150):
        if tab.evaluate(condition):
            return
        tab.wait_for_timeout(100)
    raise AssertionError(condition)


def test_it_answers_while_one_types(tab: Any) -> None:
    tab.locator("#q").press_sequentially("examp1ewallet.example")
    answer = tab.locator(".answer.stop")
    answer.wait_for()
    assert "It is not Example Wallet’s." in answer.inner_text()
    assert tab.locator("mark").inner_text() == "1"
    tab.locator("#q").fill("examplewallet.example")
    tab.locator(".answer.listed").wait_for()
    tab.locator("#q").fill("")
    until(tab, "!document.getElementById('answer').firstChild")


def test_the_last_question_wins(tab: Any) -> None:
    for n in range(30):
        tab.locator("#q").fill(f"shop-{n}.example")
    tab.locator("#q").fill(FAKE)
    tab.locator(".answer.stop").wait_for()


def test_the_official_one_is_copied(tab: Any) -> None:
    tab.locator("#q").fill(FAKE)
    tab.get_by_role("button", name="Copy").click()
    tab.get_by_role("button", name="Copied").wait_for()
    assert tab.evaluate("navigator.clipboard.readText()") == "examplewallet.example"


def test_enter_does_not_leave_the_page(tab: Any) -> None:
    tab.locator("#q").fill("+1 800 555 0199")
    tab.locator(".answer.unknown").wait_for()
    tab.locator("#claims").fill("Example Wallet")
    tab.locator("#claims").press("Enter")
    tab.locator(".answer:is(.caution, .stop)").wait_for()
    assert tab.locator("#claims").input_value() == "Example Wallet"


def test_without_a_reader_of_qr_codes_it_says_so(tab: Any) -> None:
    tab.evaluate("delete window.BarcodeDetector")  # some builds of chromium have one
    tab.locator("#picture").set_input_files(
        {"name": "a.png", "mimeType": "image/png", "buffer": b"\x89PNG"}
    )
    tab.get_by_text("cannot read QR codes").first.wait_for()


READER = """
(text) => {
  window.BarcodeDetector = class {
    async detect(image) { return image.width > 1 ? [{ rawValue: text }] : []; }
  };
}
"""
PICTURE = """
async (width) => {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = width;
  canvas.getContext("2d").fillRect(0, 0, 1, 1);
  const blob = await new Promise((done) => canvas.toBlob(done));
  const data = new DataTransfer();
  data.items.add(new File([blob], "a.png", { type: "image/png" }));
  document.getElementById("q").dispatchEvent(
    new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}
"""


def test_with_one_a_pasted_picture_is_read(tab: Any) -> None:
    """The reader is the browser's own and missing here: this one stands in for it."""
    tab.evaluate(READER, FAKE)
    tab.evaluate(PICTURE, 20)
    tab.locator(".answer.stop").wait_for()
    assert tab.locator("#q").input_value() == FAKE
    tab.evaluate(PICTURE, 1)
    tab.get_by_text("No QR code was found").first.wait_for()


def test_a_server_that_is_gone_is_told(browser: Any, start: Any, example_list: Path) -> None:
    server = start(directory=str(example_list))
    tab = browser.new_page(locale="zh-CN")
    tab.goto(server.url)
    server.stop()
    tab.locator("#q").fill(FAKE)
    tab.get_by_text("没有网络，还没查成").first.wait_for()
    assert tab.locator("#q").input_value() == FAKE
    tab.close()


def test_in_chinese_by_the_browsers_language(browser: Any, server: Server) -> None:
    tab = browser.new_page(locale="zh-CN")
    tab.goto(server.url)
    assert tab.locator("html").get_attribute("lang") == "zh-Hans"
    assert tab.locator("#region").input_value() == "CN"
    tab.locator("#q").fill(FAKE)
    tab.get_by_text("这不是Example Wallet的").first.wait_for()
    tab.close()


def test_without_javascript(browser: Any, server: Server) -> None:
    context = browser.new_context(java_script_enabled=False, locale="en-GB")
    tab = context.new_page()
    tab.goto(server.url)
    assert not tab.locator("#ways").is_visible()
    tab.locator("#q").fill(FAKE)
    tab.get_by_role("button", name="Check").click()
    assert "It is not Example Wallet’s." in tab.locator(".answer").inner_text()
    assert tab.locator("#q").input_value() == FAKE
    context.close()


@pytest.mark.parametrize(("scheme", "width"), [("light", 1000), ("dark", 320)])
@pytest.mark.parametrize(
    "text",
    ["", FAKE, "examplewallet.example", "XXXX-XXXXXXX",
     f"Example Wallet support: {FAKE} or +1 800 555 0142. Send your seed phrase."],
    ids=["empty", "fake", "official", "invalid", "message"],
)  # fmt: skip
def test_accessibility(browser: Any, server: Server, scheme: str, width: int, text: str) -> None:
    """axe-core finds nothing against WCAG 2.2 AA, and the page never scrolls sideways."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs axe-core")
    context = browser.new_context(
        color_scheme=scheme, viewport={"width": width, "height": 800}, reduced_motion="reduce"
    )
    tab = context.new_page()
    tab.goto(server.url)
    if text:
        tab.locator("#q").fill(text)
        tab.locator(".answer").first.wait_for()
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = axe.Axe().run(tab, options={"runOnly": {"type": "tag", "values": tags}})
    problems = [(v["id"], v["nodes"][0]["html"]) for v in found.response["violations"]]
    assert problems == []
    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
    if folder := os.environ.get("RINGTRUE_SCREENSHOTS"):
        name = f"page-{scheme}-{width}-{text[:12].strip(':/.') or 'empty'}.png".replace("/", "_")
        tab.screenshot(path=str(Path(folder) / name), full_page=True)
    context.close()


ANSWERS = {
    "stop": FAKE,
    "listed": "examplewallet.example",
    "unknown": "https://stranger.example/",
    "told": "XXXX-XXXXXXX",
    "message": f"Example Wallet support: {FAKE} or +1 800 555 0142. Send your seed phrase.",
    "question": "Example Wallet phone number?",
}


@pytest.mark.parametrize("language", ["en-GB", "zh-CN"])
@pytest.mark.parametrize("size", [(360, 640), (390, 500), (320, 640), (820, 1180), (1280, 800)])
def test_the_answer_is_above_the_fold(
    browser: Any, server: Server, size: tuple[int, int], language: str
) -> None:
    """390 x 500 is a phone with its keyboard open: what to do is read without scrolling, whether
    one pressed the button or is still typing; nothing lies beyond the edge.
    """
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, locale=language, has_touch=True
    )
    tab = context.new_page()
    for name, text in ANSWERS.items():
        tab.goto(server.url)
        tab.locator("#q").fill(text)
        tab.locator(".answer").wait_for()
        typing = tab.locator(".verdict h2").bounding_box()
        assert typing["y"] + typing["height"] < 360, (name, typing)
        tab.locator("#q").press("Enter")
        until(tab, "document.activeElement?.classList.contains('answer')")
        line = tab.locator(".verdict h2").bounding_box()
        assert line["y"] >= 0, name
        assert line["y"] + line["height"] < 303, (name, line)
        assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
        if folder := os.environ.get("RINGTRUE_SCREENSHOTS"):
            path = Path(folder) / f"answer-{name}-{language}-{size[0]}x{size[1]}.png"
            tab.screenshot(path=str(path))
    context.close()


def test_from_right_to_left(browser: Any, server: Server) -> None:
    """No language of ours is written so yet; the page is turned round as the attribute would."""
    context = browser.new_context(viewport={"width": 360, "height": 640}, locale="en-GB")
    tab = context.new_page()
    tab.goto(server.url)
    assert tab.locator("html").get_attribute("dir") == "ltr"
    tab.evaluate("document.documentElement.dir = 'rtl'")
    tab.locator("#q").fill(ANSWERS["message"])
    tab.locator(".real .row").first.wait_for()
    sign, copy, leave = (
        tab.locator(name).first.bounding_box()
        for name in (".verdict .status svg", ".real .button:not(.quiet)", ".real .button.quiet")
    )
    assert sign["x"] > 180
    assert copy["x"] > leave["x"]
    given = tab.locator(".found .given").first
    assert given.evaluate("e => getComputedStyle(e).direction") == "ltr"
    box = given.bounding_box()
    assert box["x"] + box["width"] > 180
    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
    if folder := os.environ.get("RINGTRUE_SCREENSHOTS"):
        tab.screenshot(path=str(Path(folder) / "page-rtl.png"), full_page=True)
    context.close()


def test_what_is_tapped_is_large_enough(browser: Any, server: Server) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="en-GB")
    tab = context.new_page()
    tab.goto(server.url)
    tab.get_by_role("button", name="rnetamask.io").wait_for()
    for _ in range(2):
        small = tab.evaluate(
            """() => [...document.querySelectorAll('a, button, select, summary, label.button')]
              .map(e => [e.textContent.trim(), e.getBoundingClientRect()])
              .filter(([, r]) => r.width && (r.height < 43.5 || r.width < 43.5))
              .map(([text, r]) => [text, r.width, r.height])"""
        )
        assert small == []
        tab.locator("#q").fill(ANSWERS["message"])
        tab.locator(".answer").wait_for()
    context.close()


class _Rebinder(BaseHTTPRequestHandler):
    """A foreign page that asks the backend from the visitor's browser."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<!doctype html><title>foreign</title>")

    def log_message(self, *_: Any) -> None:
        return


def test_a_foreign_page_cannot_ask(browser: Any, server: Server) -> None:
    foreign = ThreadingHTTPServer(("127.0.0.1", 0), _Rebinder)
    thread = threading.Thread(target=foreign.serve_forever)
    thread.start()
    try:
        tab = browser.new_page()
        tab.goto(f"http://127.0.0.1:{foreign.server_port}/")
        said = tab.evaluate(
            """async (url) => {
              const said = [];
              for (const path of ["/v1/brands", "/", "/v1/directory"]) {
                try { said.push((await fetch(url + path)).status); } catch { said.push("refused"); }
              }
              try {
                await fetch(url + "/v1/check", {
                  method: "POST", body: '{"contacts": ["a.example"]}',
                  headers: { "Content-Type": "application/json" } });
                said.push("answered");
              } catch { said.push("refused"); }
              return said;
            }""",
            server.url,
        )
        assert said == ["refused"] * 4
        tab.close()
    finally:
        foreign.shutdown()
        thread.join()
        foreign.server_close()
