"""The packed extension in Firefox: it judges the visited page, marks, answers, and warns."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import pytest
from browsing import ROOT, Site

sys.path.insert(0, str(ROOT / "tests" / "web"))
firefox = pytest.importorskip("firefox", reason="needs websockets")
UUID = "0c8f4ef8-9f0b-4d0a-8a51-21d1f6a3c0de"
OWN = f"moz-extension://{UUID}"
PREFERENCES = {
    # The address of the extension's pages, which Firefox otherwise makes up.
    "extensions.webextensions.uuids": json.dumps({"ringtrue@ringtrue.example": UUID}),
    "network.dns.localDomains": "forum.example,rnetamask.io,metamask.io",
}
ANSWER = """(async () => {
  document.querySelector("#contact").value = CONTACT;
  document.querySelector("#ask button").click();
  for (let left = 300; left && !document.querySelector("#answer h2"); left -= 1) {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return document.querySelector("#answer").innerText;
})()"""
SEED = "<form>Enter your recovery phrase <input name=seed placeholder='recovery phrase'></form>"


class Firefox:
    """Firefox with the archive that `make extension` packs; `page` is the extension's popup."""

    def __init__(self, browser: Any) -> None:
        self.browser = browser
        self.page = browser.open(f"{OWN}/popup.html")

    def evaluate(self, script: str) -> Any:
        return self.browser.evaluate(self.page, script)

    def frame(self, url: str) -> dict[str, Any]:
        """What the background knows of the top frame of the tab on `url`, and the tab's number."""
        for name, known in self.evaluate("chrome.storage.session.get(null)").items():
            kind, _, number = name.partition(":")
            frame: dict[str, Any] = known["frames"].get("0", {}) if kind == "tab" else {}
            if frame.get("url") == url:
                return frame | {"tab": int(number)}
        return {}

    def address(self, tab: str) -> str:
        found: str = self.browser.ask("browsingContext.getTree", root=tab)["contexts"][0]["url"]
        return found


def until(found: Callable[[], Any], patience: float = 240) -> Any:
    end = monotonic() + patience
    while not (told := found()):
        assert monotonic() < end, "nothing came"
        sleep(0.2)
    return told


@pytest.fixture(scope="module")
def fox(packed: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    if not firefox.FIREFOX:
        pytest.skip("needs firefox (Debian: apt-get install firefox-esr)")
    archive = packed / "ringtrue-firefox.zip"
    browser = firefox.Firefox(tmp_path_factory.mktemp("firefox"), PREFERENCES)
    told = {"type": "archivePath", "path": str(archive)}
    browser.ask("webExtension.install", extensionData=told)
    yield Firefox(browser)
    browser.close()


def test_the_visited_page_and_marks(fox: Firefox, site: Site) -> None:
    body = "<p><a href='https://rnetamask.io/login'>wallet</a> or tokenpocket-help.com</p>"
    bad = site.put("/bad", f"{body}<p>https://metamask.io/ and plain.example.org</p>")
    own = site.put("/own", "<p>nothing</p>", "metamask.io")
    fox.browser.open(bad)
    fox.browser.open(own)
    fakes = {"https://rnetamask.io/login", "tokenpocket-help.com"}
    until(lambda: {one["contact"] for one in fox.frame(bad).get("found") or ()} == fakes)
    assert until(lambda: fox.frame(own).get("page"))["status"] == "official"
    number = fox.frame(bad)["tab"]
    # The page draws what the background has found, and tells it then how much that is.
    until(lambda: fox.evaluate(f"chrome.action.getBadgeText({{tabId: {number}}})") == "2")
    told = fox.evaluate(f"chrome.tabs.sendMessage({number}, {{type: 'marks'}}, {{frameId: 0}})")
    assert len(told["marks"]) == 2
    assert all(mark["seen"] for mark in told["marks"])


@pytest.mark.parametrize(
    ("contact", "says"),
    [("rnetamask.io", "It is not MetaMask’s."), ("https://metamask.io/", "MetaMask’s own")],
)
def test_the_popup_answers(fox: Firefox, contact: str, says: str) -> None:
    fox.page = fox.browser.open(f"{OWN}/popup.html")
    assert says in fox.evaluate(ANSWER.replace("CONTACT", json.dumps(contact)))


def test_a_page_that_asks_for_a_phrase_is_not_shown(fox: Firefox, site: Site) -> None:
    tab = fox.browser.open(site.put("/seed", SEED, "rnetamask.io"), wait="none")
    until(lambda: fox.address(tab).startswith(f"{OWN}/warning.html"))
    heading = "document.querySelector('h1')?.innerText"
    until(lambda: "This is not MetaMask." in str(fox.browser.evaluate(tab, heading)))
