"""The page one is on is judged before anything else: toolbar, banner, full-page warning."""

from __future__ import annotations

from time import monotonic
from typing import Any

import pytest
from browsing import ORIGIN, Browser, Site
from test_extension import _focus, _nodes, _words, said, shot

SEED = (
    "<h1>Restore your wallet</h1><form><label>Recovery phrase <input name=phrase></label>"
    "<button>Go</button></form>"
)
LOGIN = (
    "<h1>Log in</h1><form><input name=user><input type=password name=p><button>Go</button></form>"
)


def until(tab: Any, check: Any, patience: float = 20) -> None:
    end = monotonic() + patience
    while not check():
        assert monotonic() < end, (tab.url, _words(tab)[:2000])
        tab.wait_for_timeout(100)


def title(browser: Browser, tab: Any) -> str:
    found: str = browser.worker.evaluate(
        "tabId => chrome.action.getTitle({tabId})", browser.number(tab)
    )
    return found


def test_a_page_that_poses_as_a_brand_has_a_banner(browser: Browser, site: Site) -> None:
    tab = browser.open(site.put("/", "<h1>MetaMask help</h1><p>hello</p>", "rnetamask.io"))
    until(tab, lambda: "Leave this page." in _words(tab))
    words = _words(tab)
    assert "It is not MetaMask’s." in words
    assert "metamask.io" in words
    assert title(browser, tab) == "ringtrue: poses as MetaMask"
    assert _focus(tab) == "", "the banner never takes focus"
    shot(tab, "banner")
    tab.set_viewport_size({"width": 390, "height": 640})
    tab.wait_for_timeout(300)
    shot(tab, "banner-phone")
    box = next(n for n in _nodes(tab) if n["role"]["value"] == "complementary")
    session = tab.context.new_cdp_session(tab)
    model = session.send("DOM.getBoxModel", {"backendNodeId": box["backendDOMNodeId"]})["model"]
    assert model["height"] <= 0.45 * 640 + 1
    tab.close()


@pytest.mark.parametrize(
    ("host", "says"),
    [
        ("metamask.io", "ringtrue: on MetaMask’s list"),
        ("news.example", "ringtrue: not on the list"),
    ],
)
def test_other_pages_have_none(browser: Browser, site: Site, host: str, says: str) -> None:
    tab = browser.open(site.put("/", LOGIN, host))
    browser.read(tab)
    assert title(browser, tab) == says
    assert "Leave this page" not in _words(tab)
    assert tab.url.startswith(f"http://{host}")
    tab.close()


def test_a_page_that_asks_for_the_phrase_is_not_shown(browser: Browser, site: Site) -> None:
    tab = browser.open(site.put("/before", "<p>an honest page</p>", "news.example"))
    tab.goto(site.put("/seed", SEED, "rnetamask.io"))
    tab.wait_for_url(f"{ORIGIN}/warning.html*", timeout=20_000)
    said(tab, "h1", "Do not type your words here.")
    said(tab, ".real .contact", "metamask.io")
    assert tab.locator("button:focus").inner_text().strip() == "Go back"
    assert not tab.locator(".on-anyway button").is_visible()
    shot(tab, "warning")
    tab.locator("button:focus").click()
    tab.wait_for_url("**/before", timeout=10_000)
    tab.close()


def test_the_way_on_takes_two_steps_and_holds_for_this_site(browser: Browser, site: Site) -> None:
    address = site.put("/seed", SEED, "rnetamask.io")
    tab = browser.open(address)
    tab.wait_for_url(f"{ORIGIN}/warning.html*", timeout=20_000)
    tab.locator(".on-anyway summary").click()
    tab.locator(".on-anyway button").click()
    tab.wait_for_url(address, timeout=10_000)
    browser.read(tab)
    assert tab.url == address
    tab.goto(site.put("/seed", SEED, "metarnask.io"))
    tab.wait_for_url(f"{ORIGIN}/warning.html*", timeout=20_000)
    browser.set(gone=[])
    tab.close()


@pytest.mark.parametrize("asks", ["password", "card", "code", "download"])
def test_what_else_is_asked_for(browser: Browser, site: Site, asks: str) -> None:
    bodies = {
        "password": LOGIN,
        "card": "<form><input autocomplete=cc-number></form>",
        "code": "<input autocomplete=one-time-code>",
        "download": "<a href='/wallet.apk'>Install</a>",
    }
    tab = browser.open(site.put(f"/{asks}", bodies[asks], "rnetamask.io"))
    tab.wait_for_url(f"{ORIGIN}/warning.html*", timeout=20_000)
    said(tab, "h1", "This is not MetaMask.")
    tab.close()


def test_a_form_that_comes_later(browser: Browser, site: Site) -> None:
    tab = browser.open(site.put("/late", "<p id=x>welcome</p>", "rnetamask.io"))
    until(tab, lambda: "Leave this page." in _words(tab))
    tab.evaluate(f"document.getElementById('x').innerHTML = {SEED!r}")
    tab.wait_for_url(f"{ORIGIN}/warning.html*", timeout=20_000)
    tab.close()


def test_a_form_in_a_closed_tree(browser: Browser, site: Site) -> None:
    body = (
        f"<div id=x></div><script>x.attachShadow({{mode: 'closed'}}).innerHTML = {SEED!r}</script>"
    )
    tab = browser.open(site.put("/closed", body, "rnetamask.io"))
    tab.wait_for_url(f"{ORIGIN}/warning.html*", timeout=20_000)
    tab.close()


def test_a_page_that_says_it_is_the_brand(browser: Browser, site: Site) -> None:
    body = "<title>MetaMask official support</title><h1>MetaMask official support</h1>" + SEED
    tab = browser.open(site.put("/claims", body, "help-desk.example"))
    until(tab, lambda: "MetaMask’s." in _words(tab) or tab.url.startswith(ORIGIN))
    tab.close()


def test_what_visitors_write_makes_no_impostor(browser: Browser, site: Site) -> None:
    body = (
        "<title>Forum: wallets</title><p>MetaMask official support: rnetamask.io</p>"
        "<p>MetaMask official support: call +1 888 555 0142</p><form>search <input name=q></form>"
    )
    tab = browser.open(site.put("/thread", body, "forum.example"))
    assert browser.read(tab, 1)
    assert "this page" not in _words(tab)
    assert title(browser, tab) == "ringtrue: not on the list"
    tab.close()


def test_a_frame_is_judged_too(browser: Browser, site: Site) -> None:
    inside = site.put("/inside", "<h1>MetaMask</h1>", "rnetamask.io")
    body = f"<h1>news</h1><iframe src='{inside}' width=600 height=400></iframe>"
    tab = browser.open(site.put("/outside", body, "news.example"))
    until(tab, lambda: title(browser, tab) == "ringtrue: poses as MetaMask")
    assert tab.url.startswith("http://news.example")
    tab.close()


def test_an_address_that_changes_without_loading(browser: Browser, site: Site) -> None:
    tab = browser.open(site.put("/app", "<p>app</p>", "sites.example"))
    browser.read(tab)
    first = browser.known(tab)["0"]["url"]
    tab.evaluate("history.pushState({}, '', '/view/metamask-support')")
    until(tab, lambda: browser.known(tab)["0"]["url"] != first)
    tab.close()


def test_the_warning_is_accessible(browser: Browser, site: Site) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs axe")
    tab = browser.open(site.put("/seed", SEED, "rnetamask.io"))
    tab.wait_for_url(f"{ORIGIN}/warning.html*", timeout=20_000)
    said(tab, "h1", "MetaMask")
    for width, height in ((390, 640), (320, 640), (1200, 800)):
        tab.set_viewport_size({"width": width, "height": height})
        assert tab.evaluate("document.documentElement.scrollWidth") <= width
        line = tab.locator("h1").bounding_box()
        assert line["y"] + line["height"] < 360
    for scheme in ("light", "dark"):
        tab.emulate_media(color_scheme=scheme)
        found = axe.Axe().run(tab).response["violations"]
        assert [v["id"] for v in found if v["impact"] in ("serious", "critical")] == [], found
        shot(tab, f"warning-{scheme}")
    tab.close()
