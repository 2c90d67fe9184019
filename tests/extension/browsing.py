"""The extension in a real browser, on pages of a local site; where a test asks for it, against a
live backend."""

from __future__ import annotations

import os
import shutil
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import mkdtemp
from time import monotonic, sleep
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests" / folder) for folder in ("server", "web")]
from engines import CHROMIUM, KEPT, module, once  # noqa: E402
from serving import Server  # noqa: E402

playwright = pytest.importorskip("playwright.sync_api", reason="needs playwright")
ORIGIN = "chrome-extension://gnlomghlccpfhglbepkjelinmkhoooob"
"""The id that the key in the manifest fixes."""


def packer() -> ModuleType:
    """extension/pack.py."""
    return module(ROOT / "extension" / "pack.py")


@pytest.fixture(scope="session")
def extension(bundle: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that Chromium loads, made of the sources as they are."""
    make = packer().unpacked
    return once(tmp_path_factory, "chromium", lambda folder: make("chromium", folder, bundle))


@pytest.fixture(scope="session")
def packed(bundle: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archives for both browsers."""

    def make(folder: Path) -> None:
        for name in ("chromium", "firefox"):
            packer().pack(name, folder, bundle)

    return once(tmp_path_factory, "packed", make)


@pytest.fixture(scope="session")
def profile(extension: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A profile in which the engine has kept its memory: its first start takes seconds, and one is
    enough. Whoever uses it takes a copy."""

    def make(folder: Path) -> None:
        with (
            playwright.sync_playwright() as driver,
            _launched(driver, folder, extension, ready=False) as browser,
        ):
            # Installed, the extension starts its engine. Its worker may fall asleep meanwhile.
            browser.page("popup.html").evaluate(KEPT)

    if not CHROMIUM:
        pytest.skip("needs chromium (Debian: apt-get install chromium)")
    return once(tmp_path_factory, "profile", make)


@pytest.fixture(scope="session")
def backend() -> Iterator[Server]:
    server = Server(origins=[ORIGIN], rate=0)
    yield server
    server.process.terminate()
    server.stop()


class Site:
    """Pages by path, under a host name of their own."""

    def __init__(self) -> None:
        self.pages: dict[str, str] = {}
        self.endless: dict[str, str] = {}
        """Begun, and never ended while the site lasts."""
        self.over = threading.Event()
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                if self.path in site.endless:
                    self.send_response(200)
                    self.send_header("Content-Type", "text/html; charset=utf-8")
                    self.end_headers()
                    self.wfile.write(site.endless[self.path].encode())
                    self.wfile.flush()
                    site.over.wait(60)
                    return
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
        title = "" if body.startswith("<title>") else "<title>page</title>"
        self.pages[path] = f"<!doctype html><meta charset=utf-8>{title}{body}"
        return f"http://{host}:{self.port}{path}"


@pytest.fixture(scope="session")
def site() -> Iterator[Site]:
    found = Site()
    yield found
    found.over.set()
    found.server.shutdown()
    found.server.server_close()


class Browser:
    """Chromium with the extension loaded."""

    def __init__(self, context: Any, worker: Any, folder: Path, driver: Any) -> None:
        self.context, self.worker, self.folder, self._driver = context, worker, folder, driver

    def another(self, profile: Path, language: str) -> Any:
        """One more, on a copy of `profile`, whose own language is `language`."""
        return _launched(self._driver, _copied(profile), self.folder, language, language)

    def set(self, **settings: Any) -> None:
        self.worker.evaluate("s => chrome.storage.local.set(s)", settings)
        self.worker.evaluate("() => answer({type: 'reset'}, {url: chrome.runtime.getURL('')})")

    def open(self, url: str) -> Any:
        tab = self.context.new_page()
        tab.goto(url)
        return tab

    def number(self, tab: Any) -> int:
        """What the browser calls a tab."""
        tab.bring_to_front()
        found: int = self.worker.evaluate(
            "async () => (await chrome.tabs.query({active: true, lastFocusedWindow: true}))[0].id"
        )
        return found

    def tell(self, number: int, frame: int = 0) -> dict[str, Any]:
        """What the content script of a frame says about its marks."""
        told: dict[str, Any] = self.worker.evaluate(
            """([tab, frameId]) => chrome.tabs.sendMessage(tab, {type: 'marks'}, {frameId})
              .catch(() => ({marks: [], idle: false}))""",
            [number, frame],
        )
        return told

    def read(self, tab: Any, least: int = 0, patience: float = 30) -> list[dict[str, Any]]:
        """The marks of a page when it has been read, with `least` of them."""
        number, until = self.number(tab), monotonic() + patience
        while monotonic() < until:
            told = self.tell(number)
            if told["idle"] and len(told["marks"]) >= least:
                sleep(0.4)
                again = self.tell(number)
                if again["idle"] and len(again["marks"]) == len(told["marks"]):
                    return list(again["marks"])
            sleep(0.1)
        raise AssertionError(f"not read after {patience:g} s: {self.tell(number)}")

    def known(self, tab: Any) -> dict[str, Any]:
        """What the background knows of a tab, by frame."""
        key = f"tab:{self.number(tab)}"
        held = self.worker.evaluate("key => chrome.storage.session.get(key)", key)
        frames: dict[str, Any] = held.get(key, {}).get("frames", {})
        return frames

    def page(self, name: str, tab: Any = None) -> Any:
        """A page of the extension, about `tab`."""
        number = f"?tab={self.number(tab)}" if tab is not None else ""
        found = self.context.new_page()
        found.goto(f"{ORIGIN}/{name}{number}")
        return found


@pytest.fixture(scope="module")
def browser(extension: Path, profile: Path, site: Site) -> Iterator[Any]:
    """Of one module: while playwright runs, nothing else in the process can run an event loop."""
    with (
        playwright.sync_playwright() as driver,
        _launched(driver, _copied(profile), extension) as found,
    ):
        found.set(lang="en")
        yield found


def _copied(profile: Path) -> Path:
    folder = Path(mkdtemp(dir=profile.parent))
    left = shutil.ignore_patterns("Singleton*")
    return Path(shutil.copytree(profile, folder, dirs_exist_ok=True, ignore=left))


@contextmanager
def _launched(
    driver: Any,
    profile: Path,
    folder: Path,
    language: str = "",
    locale: str = "en-GB",
    ready: bool = True,
) -> Iterator[Browser]:
    """`language` is that of the browser itself, which the extension follows; empty: the
    system's. `ready`: its engine answers."""
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
            "--host-resolver-rules=MAP * 127.0.0.1",
        ],
    )  # fmt: skip
    workers = context.service_workers
    worker = workers[0] if workers else context.wait_for_event("serviceworker", timeout=20_000)
    found = Browser(context, worker, folder, driver)
    if ready:
        found.set(engine="here", lang="auto", off=[], gone=[], region="")
        worker.evaluate("() => engines.visit('https://example.org/')")
    yield found
    context.close()
