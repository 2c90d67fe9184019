"""The extension in a real browser, against a live backend, on pages of a local site."""

from __future__ import annotations

import json
import os
import shutil
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "server"))
from serving import Server  # noqa: E402

playwright = pytest.importorskip("playwright.sync_api", reason="needs playwright")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""
ORIGIN = "chrome-extension://gnlomghlccpfhglbepkjelinmkhoooob"
"""The id that the key in the manifest fixes."""
ROWS = [
    ("examplewallet", "Example Wallet", "domain", "examplewallet.example"),
    ("examplewallet", "Example Wallet", "alias", "示例钱包"),
    ("examplewallet", "Example Wallet", "phone", "+18005550142"),
    ("examplewallet", "Example Wallet", "telegram", "examplewallet"),
    ("examplewallet", "Example Wallet", "email", "help@examplewallet.example"),
]


@pytest.fixture(scope="session")
def backend(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    from ringtrue import Directory
    from ringtrue.index import compiled

    path = tmp_path_factory.mktemp("lists") / "directory.bin"
    path.write_bytes(compiled.dump(Directory.from_rows(ROWS).brands.values()))
    server = Server(directory=str(path), origins=[ORIGIN], rate=0)
    yield server
    server.process.terminate()
    server.stop()


class Site:
    """Pages by path, under a host name of their own."""

    def __init__(self) -> None:
        self.pages: dict[str, str] = {}
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                body = site.pages.get(self.path.split("?")[0], "").encode()
                self.send_response(200 if body else 404)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: Any) -> None: ...

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.port = self.server.server_address[1]

    def put(self, path: str, body: str, host: str = "forum.example") -> str:
        self.pages[path] = f"<!doctype html><meta charset=utf-8><title>page</title>{body}"
        return f"http://{host}:{self.port}{path}"


@pytest.fixture(scope="session")
def site() -> Iterator[Site]:
    found = Site()
    yield found
    found.server.shutdown()
    found.server.server_close()


class Browser:
    """Chromium with the extension loaded."""

    def __init__(self, context: Any, worker: Any, backend: Server, driver: Any) -> None:
        self.context, self.worker, self.backend, self._driver = context, worker, backend, driver

    def another(self, profile: Path, language: str) -> Any:
        """One more, whose own language is `language`."""
        return _launched(self._driver, profile, self.backend, language, language)

    def set(self, **settings: Any) -> None:
        self.worker.evaluate("s => chrome.storage.local.set(s)", settings)
        self.worker.evaluate("() => answer({type: 'reset'}, {url: chrome.runtime.getURL('')})")

    def open(self, url: str) -> Any:
        tab = self.context.new_page()
        tab.goto(url)
        return tab

    def page(self, name: str, tab: Any = None) -> Any:
        """A page of the extension, about `tab`."""
        number = ""
        if tab is not None:
            tab.bring_to_front()
            number = "?tab=" + str(
                self.worker.evaluate("async () => (await chrome.tabs.query({active: true}))[0].id")
            )
        found = self.context.new_page()
        found.goto(f"{ORIGIN}/{name}{number}")
        return found


@pytest.fixture(scope="module")
def browser(backend: Server, site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Of one module: while playwright runs, nothing else in the process can run an event loop."""
    if not CHROMIUM:
        pytest.skip("needs chromium (Debian: apt-get install chromium)")
    with playwright.sync_playwright() as driver:
        profile = tmp_path_factory.mktemp("profile")
        with _launched(driver, profile, backend) as found:
            found.set(lang="en")
            yield found


@contextmanager
def _launched(
    driver: Any, profile: Path, backend: Server, language: str = "", locale: str = "en-GB"
) -> Iterator[Browser]:
    """`language` is that of the browser itself, which the extension follows; empty: the
    system's."""
    folder = str(ROOT / "extension")
    env = {**os.environ, "LANGUAGE": language.replace("-", "_")} if language else None
    context = driver.chromium.launch_persistent_context(
        str(profile),
        executable_path=CHROMIUM,
        headless=False,
        locale=locale,
        viewport={"width": 1000, "height": 700},
        env=env,
        args=[
            "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run",
            "--disable-background-networking", "--disable-component-update",
            f"--disable-extensions-except={folder}", f"--load-extension={folder}",
            *([f"--lang={language}"] if language else []),
            "--host-resolver-rules=MAP *.example 127.0.0.1, MAP *.com.cn 127.0.0.1, "
            "MAP *.github.io 127.0.0.1",
        ],
    )  # fmt: skip
    workers = context.service_workers
    worker = workers[0] if workers else context.wait_for_event("serviceworker", timeout=20_000)
    found = Browser(context, worker, backend, driver)
    found.set(backend=backend.url, lang="auto", off=[], token="")
    yield found
    context.close()


def marks(tab: Any) -> list[dict[str, Any]]:
    """What is marked on a page: contact and status, as the labels say them."""
    found: list[dict[str, Any]] = json.loads(
        tab.evaluate(
            """() => JSON.stringify([...(document.querySelector('ringtrue-marks')?.shadowRoot
              .querySelectorAll('.badge') || [])].filter(b => b.style.display !== 'none')
              .map(b => ({label: b.getAttribute('aria-label'), kind: b.className})))"""
        )
    )
    return found
