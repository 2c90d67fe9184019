"""Takes the pictures of the extension and of the static page that docs/ shows.

python docs/screenshots.py       (needs make web-engine, chromium)
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "tests" / folder) for folder in ("server", "extension", "web")]

import browsing  # noqa: E402
import engines  # noqa: E402
from statics import Files  # noqa: E402

DOCS = ROOT / "docs"
STYLE = (
    "<style>body{font:16px/1.5 system-ui;max-width:40rem;margin:3rem auto;padding:0 1rem}"
    "article{border:1px solid #d5d9de;border-radius:8px;padding:.5rem 1rem;margin:1rem 0}"
    "b{color:#46505c}</style>"
)
THREAD = (
    "<title>Locked out of my wallet · Forum</title>" + STYLE + "<h1>Locked out of my wallet</h1>"
    "<article><b>lena</b><p>After the update MetaMask wants me to log in again. Whom do I ask?</p>"
    "</article><article><b>helper_desk22</b><p>Same here, they solved it in minutes: "
    "<a id=fake href='https://rnetamask.io/support'>MetaMask support</a>, or write to "
    "metamask.support.desk@gmail.com</p></article>"
    "<article><b>jo</b><p>Be careful. The real one is <a href='https://metamask.io/'>metamask.io"
    "</a>, nobody there asks for your phrase.</p></article>"
)
SEED = "<title>MetaMask</title><form>Your recovery phrase <input name=seed></form>"


def extension(driver: Any, folder: Path, engine: Path) -> None:
    made = browsing.packer().unpacked("chromium", folder / "extension", engine)
    site = browsing.Site()
    with browsing._launched(driver, folder / "profile", made, "en") as browser:
        tab = browser.open(site.put("/thread", THREAD))
        tab.set_viewport_size({"width": 720, "height": 800})
        marks = browser.read(tab, 2)
        first = next(mark for mark in marks if "rnetamask" in mark["contact"])
        tab.mouse.click(first["left"] + 14, first["top"] + 14)
        tab.wait_for_timeout(500)
        tab.mouse.move(5, 5)
        tab.screenshot(path=str(DOCS / "extension.png"))
        popup = browser.page("popup.html")
        popup.set_viewport_size({"width": 372, "height": 600})
        popup.locator("#contact").fill("rnetamask.io")
        popup.locator("#ask button").click()
        popup.locator(".answer.stop").wait_for()
        popup.screenshot(path=str(DOCS / "extension-popup.png"))
        tab = browser.context.new_page()
        tab.set_viewport_size({"width": 900, "height": 620})
        tab.goto(site.put("/seed", SEED, "rnetamask.io"))
        tab.wait_for_url(f"{browsing.ORIGIN}/warning.html*")
        tab.locator("h1", has_text="MetaMask").wait_for()
        tab.wait_for_timeout(500)
        tab.screenshot(path=str(DOCS / "extension-warning.png"))
    site.server.shutdown()


def page(driver: Any, folder: Path, engine: Path) -> None:
    builder = engines.module(ROOT / "web" / "site.py")
    served = Files(builder.build(folder / "site", engine), policy="")
    chromium = driver.chromium.launch(executable_path=browsing.CHROMIUM, args=["--no-sandbox"])
    tab = chromium.new_page(viewport={"width": 820, "height": 1000}, locale="en-GB")
    tab.goto(f"{served.url}/index.html")
    tab.locator("html[data-engine]").wait_for(state="attached", timeout=120_000)
    tab.locator("#q").fill("rnetamask.io")
    tab.locator("#q").press("Enter")
    tab.locator(".answer.stop").wait_for(timeout=60_000)
    tab.wait_for_timeout(500)
    tab.screenshot(path=str(DOCS / "web-page.png"))
    chromium.close()
    served.close()


def main() -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        browsing.playwright.sync_playwright() as driver,
    ):
        engine = browsing.packer().bundle().build(Path(folder, "engine"))
        extension(driver, Path(folder), engine)
        page(driver, Path(folder), engine)


if __name__ == "__main__":
    main()
