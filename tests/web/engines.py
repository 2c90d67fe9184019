"""The bundle, served as static files, and the engine of each browser."""

from __future__ import annotations

import fcntl
import importlib.util
import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(HERE))
from statics import Files  # noqa: E402

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""
DAY = "2026-11-23"
START = """(async () => {
  const { Engine } = await import("/engine.mjs");
  globalThis.engine = await Engine.start({ keep: false });
  engine.today(DAY);
  return engine.from;
})()""".replace("DAY", json.dumps(DAY))
ASK = """(() => BODIES.map((body) => {
  try { return engine.ask(PATH, body); } catch (error) { return "error: " + error.message; }
}))()"""


def module(path: Path) -> ModuleType:
    """A module by its file."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    found = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(found)
    return found


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], Any]) -> Path:
    """A folder that `make` fills once a run, whichever process of the run comes first."""
    own = factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / name
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "made").is_dir():
            shutil.rmtree(folder, ignore_errors=True)
            make(folder / "making")
            (folder / "making").rename(folder / "made")
    return folder / "made"


@pytest.fixture(scope="session")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The engine's folder, made of the sources as they are."""
    builder = module(ROOT / "web" / "bundle.py")
    try:
        return once(tmp_path_factory, "engine", builder.build)
    except builder.Missing as error:
        pytest.skip(str(error))


KEPT = """async () => {
  for (let left = 1200; left; left -= 1) {
    const kept = await new Promise((done) => {
      const opening = indexedDB.open("ringtrue-engine");
      opening.onupgradeneeded = () => opening.transaction.abort(); // not made yet
      opening.onerror = () => done(0);
      opening.onsuccess = () => {
        const base = opening.result;
        const keys = base.transaction("memory").objectStore("memory").getAllKeys();
        keys.onsuccess = () => { base.close(); done(keys.result.length); };
      };
    });
    if (kept > 2) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("no memory was kept");
}"""
"""Waits until an engine has kept its memory: the next one of this origin begins with it."""


@pytest.fixture(scope="session")
def files(bundle: Path) -> Iterator[Files]:
    served = Files(bundle)
    yield served
    served.close()


class Asked:
    """The engine in a page of a browser."""

    def __init__(self, evaluate: Callable[[str], Any]) -> None:
        self._evaluate = evaluate
        assert evaluate(START) == "files"

    def ask(self, path: str, bodies: list[str], at_once: int = 250) -> list[str]:
        found: list[str] = []
        for start in range(0, len(bodies), at_once):
            part = json.dumps(bodies[start : start + at_once])
            found += self._evaluate(ASK.replace("BODIES", part).replace("PATH", json.dumps(path)))
        return found


# Ten thousand hosts in a second browser take minutes: whoever wants Firefox here asks for it. The
# extension is tried in it wherever it is installed (tests/extension/test_firefox.py).
BROWSERS = ["chromium", *(["firefox"] if os.environ.get("RINGTRUE_FIREFOX") else [])]


@pytest.fixture(scope="module", params=BROWSERS)
def engine(
    request: pytest.FixtureRequest, files: Files, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Asked]:
    if request.param == "firefox":
        firefox = pytest.importorskip("firefox", reason="needs websockets")
        if not firefox.FIREFOX:
            pytest.skip("needs firefox (Debian: apt-get install firefox-esr)")
        browser = firefox.Firefox(tmp_path_factory.mktemp("firefox"))
        tab = browser.open(f"{files.url}/empty")
        yield Asked(lambda script: browser.evaluate(tab, script))
        browser.close()
        return
    playwright = pytest.importorskip("playwright.sync_api", reason="needs playwright")
    if not CHROMIUM:
        pytest.skip("needs chromium (Debian: apt-get install chromium)")
    with playwright.sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = chromium.new_page()
        page.goto(f"{files.url}/empty")
        yield Asked(page.evaluate)
        chromium.close()


@pytest.fixture(scope="session")
def native() -> Callable[[str, list[str]], list[str]]:
    """The same door on this Python, with everything that is compiled."""
    os.environ.setdefault("RINGTRUE_DATA", os.devnull)
    door = module(ROOT / "web" / "python" / "ringtrue_web.py")
    door.today(DAY)
    assert date.fromisoformat(DAY)
    return lambda path, bodies: [door.answer(path, body) for body in bodies]
