"""What a reader sees: every planted contact marked, no honest one; nothing leaves the browser."""

from __future__ import annotations

import json
import os
import zipfile
from pathlib import Path
from typing import Any

import pytest
from browsing import ORIGIN, ROOT, Browser, Site, packer, playwright

SHOTS = os.environ.get("RINGTRUE_SCREENSHOTS", "")
"""A folder for pictures of the pages, when somebody wants to look at them."""

# Pages in the manner of those that a victim lands on; the planted contacts are invented.
PLANTED = {
    "support-page": (
        "<h1>TokenPocket help</h1><p>Our desk: <a href='https://tokenpocket-desk.example/login'>"
        "open a ticket</a> or write to tokenpocket.support@gmail.com</p>"
        "<p>Read more at <a href='https://news.example.org/'>news</a>, or +44 20 7946 0000</p>",
        ["https://tokenpocket-desk.example/login", "tokenpocket.support@gmail.com"],
    ),
    "hidden-login": (
        "<p>Sign in: <a href='https://metamask.io@evil-host.example/a'>here</a></p>"
        "<p><a href='https://metamask.io.login-check.example/'>wallet</a></p>",
        ["metamask.io@evil-host.example", "metamask.io.login-check.example"],
    ),
    "hosting": (
        "<ul><li><a href='https://metamask-support.web.app/'>support</a><li>"
        "<a href='https://sunny.web.app/'>sun</a><li>telegram: tokenpocket_help_desk</ul>",
        ["metamask-support.web.app", "tokenpocket_help_desk"],
    ),
    "pieces": (
        "<p>see <b>rneta</b><span>mask</span>.io today</p><p>tokenpocket<i>-help</i>.com</p>"
        "<table><tr><td>rneta</td><td>mask.io</td></tr></table>",
        ["rnetamask.io", "tokenpocket-help.com"],
    ),
    "issue-thread": (
        "<article><p>Same problem with version 2.10.1, see index.html and utils.py</p></article>"
        "<article><p>Contact MetaMask support on rnetamask.io right now!!</p>"
        "</article><article><p>Please do not post spam. The docs: https://metamask.io/docs"
        "</p></article>",
        ["rnetamask.io"],
    ),
    "own-site": (  # an account on the page's own host is somebody's too
        "<p>Ask <a href='https://t.me/tokenpocket_help_desk'>them</a></p>",
        ["https://t.me/tokenpocket_help_desk"],
    ),
}
HONEST = (
    "<p>Visit <a href='https://metamask.io/'>MetaMask</a>, <a href='https://tokenpocket.pro/'>TP</a>"
    ", t.me/tokenpocket_en. Written 2026-11-23, 10:30. Invoice "
    "4711-0815-2026. Library 3.11.7, commit 9fceb02d0ae598e95dc970b74767f19372d61af8. "
    "<a href='https://sunflower.example/garden'>garden</a> bücher.example IBAN DE89 3704</p>"
)


def shot(tab: Any, name: str) -> None:
    if SHOTS:
        Path(SHOTS).mkdir(parents=True, exist_ok=True)
        tab.screenshot(path=str(Path(SHOTS, f"{name}.png")))


def said(page: Any, where: str, words: str) -> None:
    """Waits until a part of a page of the extension says so."""
    playwright.expect(page.locator(where)).to_contain_text(words, timeout=20_000)


def contacts(marks: list[dict[str, Any]]) -> list[str]:
    return [mark["contact"] for mark in marks]


@pytest.mark.parametrize("name", PLANTED)
def test_planted_contacts_are_marked(browser: Browser, site: Site, name: str) -> None:
    body, planted = PLANTED[name]
    host = "t.me" if name == "own-site" else "forum.example"
    tab = browser.open(site.put(f"/{name}", body, host))
    marks = browser.read(tab, len(planted))
    for contact in planted:
        assert any(contact in found for found in contacts(marks)), (contact, marks)
    assert len(marks) == len(planted), marks
    assert all(mark["seen"] for mark in marks)
    shot(tab, name)
    tab.close()


def test_honest_contacts_are_left_alone(browser: Browser, site: Site) -> None:
    tab = browser.open(site.put("/honest", HONEST))
    assert browser.read(tab) == []
    popup = browser.page("popup.html", tab)
    said(popup, "#answer", "Nothing here poses as a brand on the list.")
    shot(popup, "popup-nothing")
    popup.close()
    tab.close()


def test_nothing_leaves_the_browser(browser: Browser, site: Site) -> None:
    asked: list[str] = []
    seen = lambda request: asked.append(request.url)  # noqa: E731
    browser.context.on("request", seen)
    tab = browser.open(site.put("/private-path", PLANTED["issue-thread"][0]))
    browser.read(tab, 1)
    browser.context.remove_listener("request", seen)
    own = (f"http://forum.example:{site.port}/", f"{ORIGIN}/")
    assert [url for url in asked if not url.startswith(own)] == []
    tab.close()


def test_a_backend_gets_contacts_alone(browser: Browser, site: Site, backend: Any) -> None:
    sent: list[str] = []
    seen = lambda request: sent.append(  # noqa: E731
        json.dumps([request.url, request.post_data, request.headers])
    )
    browser.set(engine="backend", backend=backend.url)
    browser.context.on("request", seen)
    body = (
        "<p>secret words of this page</p><a href='/inside?private=1'>inside</a>"
        "<div contenteditable>my-draft@mail.example</div>"
        "<a href='https://rnetamask.io/login?session=abc#token'>out</a>"
    )
    tab = browser.open(site.put("/private-path", body))
    marks = browser.read(tab, 1)
    browser.context.remove_listener("request", seen)
    browser.set(engine="here")
    assert any("rnetamask.io/login" in contact for contact in contacts(marks))
    told = " ".join(text for text in sent if backend.url in text)
    assert "rnetamask.io/login" in told
    for private in ("private-path", "forum.example", "secret", "session", "token", "inside"):
        assert private not in told.replace(ORIGIN, ""), private
    tab.close()


def test_what_the_reader_writes_is_not_read(browser: Browser, site: Site) -> None:
    body = (
        "<div id=own contenteditable>write here: </div><textarea id=area></textarea>"
        "<input id=line><p>seen: rnetamask.io</p><p id=x></p>"
    )
    tab = browser.open(site.put("/editor", body))
    browser.read(tab, 1)
    for name in ("own", "area", "line"):
        tab.locator(f"#{name}").focus()
        tab.keyboard.type(f"tokenpocket-help-{name}.com ")
    tab.evaluate("document.querySelector('#own').append(' tokenpocket-help-late.com')")
    tab.evaluate("document.getElementById('x').innerHTML = '<a href=//tokenpocket-help.com>a</a>'")
    marks = browser.read(tab, 2)
    assert sorted(contacts(marks)) == ["https://tokenpocket-help.com", "rnetamask.io"]
    tab.close()


def test_later_content_is_read_and_nothing_moves(browser: Browser, site: Site) -> None:
    tab = browser.open(site.put("/later", "<div id=x>nothing here</div>"))
    browser.read(tab)
    before = tab.evaluate("document.documentElement.scrollHeight")
    tab.evaluate(
        "document.getElementById('x').innerHTML = '<a href=\"https://rnetamask.io/\">late</a>'"
    )
    assert len(browser.read(tab, 1)) == 1
    assert tab.evaluate("document.documentElement.scrollHeight") == before, "nothing may move"
    tab.close()


def test_a_mark_explains_itself_by_keyboard(browser: Browser, site: Site) -> None:
    tab = browser.open(site.put("/keys", "<a href='https://rnetamask.io/'>x</a>"))
    browser.read(tab, 1)
    tab.keyboard.press("Tab")
    tab.keyboard.press("Tab")
    assert _focus(tab).startswith("Impersonation: rnetamask.io")
    tab.keyboard.press("Enter")
    assert "metamask.io" in _words(tab)
    assert "It is not MetaMask’s." in _words(tab)
    shot(tab, "card")
    tab.keyboard.press("Escape")
    assert "It is not MetaMask’s." not in _words(tab)
    assert _focus(tab).startswith("Impersonation: rnetamask.io")
    tab.close()


def _nodes(tab: Any) -> list[dict[str, Any]]:
    """Nodes of the accessibility tree, which sees into closed roots."""
    session = tab.context.new_cdp_session(tab)
    nodes: list[dict[str, Any]] = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    return nodes


def _words(tab: Any) -> str:
    return " ".join(str(node.get("name", {}).get("value", "")) for node in _nodes(tab))


def _focus(tab: Any) -> str:
    for node in _nodes(tab):
        named = {p["name"]: p["value"].get("value") for p in node.get("properties", [])}
        if named.get("focused") and node.get("role", {}).get("value") != "RootWebArea":
            return str(node["name"]["value"])
    return ""


def test_popup_answers_contacts_messages_and_questions(browser: Browser) -> None:
    popup = browser.page("popup.html")

    def ask(text: str) -> None:
        popup.locator("#contact").fill(text)
        popup.locator("#ask button").click()

    ask("rnetamask.io")
    said(popup, ".answer.stop h2", "It is not MetaMask’s.")
    said(popup, ".real .contact", "metamask.io")
    ask("https://metamask.io/")
    said(popup, ".answer.listed h2", "This is MetaMask’s own.")
    ask("PayPal support: call +1 888 555 0142 or open rnetamask.io and enter your seed phrase")
    said(popup, ".answer", "rnetamask.io")
    said(popup, "summary", "Already typed")
    ask("What is TokenPocket's support e-mail?")
    said(popup, ".answer.told", "Your question")
    said(popup, ".answer.told .contact", "tokenpocket")
    assert "safe" not in popup.locator("body").inner_text().lower()
    shot(popup, "popup")
    popup.close()


def test_what_was_found_the_whole_page_and_off(browser: Browser, site: Site) -> None:
    body = "<h1>MetaMask support</h1><p>Send your seed phrase to rnetamask.io</p>"
    tab = browser.open(site.put("/report", body))
    browser.read(tab, 1)
    popup = browser.page("popup.html", tab)
    said(popup, ".found", "rnetamask.io")
    said(popup, "h2", "They pose as MetaMask.")
    popup.locator("#scan").click()
    said(popup, "#steps", "recovery phrase")
    popup.locator("#off").check()
    popup.wait_for_timeout(500)
    assert browser.tell(browser.number(tab))["marks"] == []
    tab.reload()
    tab.wait_for_timeout(800)
    assert browser.tell(browser.number(tab))["off"] is True
    popup.locator("#off").uncheck()
    popup.wait_for_timeout(500)
    assert len(browser.read(tab, 1)) == 1
    popup.close()
    tab.close()


def test_the_toolbar_counts(browser: Browser, site: Site) -> None:
    body = PLANTED["support-page"][0]
    tab = browser.open(site.put("/count", body))
    browser.read(tab, 2)
    number, text = browser.number(tab), ""
    for _ in range(50):  # the page tells how much it has drawn
        text = browser.worker.evaluate("tabId => chrome.action.getBadgeText({tabId})", number)
        if text == "2":
            break
        tab.wait_for_timeout(100)
    assert text == "2"
    tab.close()


@pytest.mark.parametrize(
    ("locale", "lang", "says"),
    [("zh-TW", "zh-TW", "查詢")],
)
def test_a_chinese_browser_has_chinese_labels(
    profile: Path, locale: str, lang: str, says: str, browser: Browser
) -> None:
    with browser.another(profile, locale) as other:
        popup = other.page("popup.html")
        assert popup.locator("html").get_attribute("lang") == lang
        assert popup.locator("#ask button").inner_text() == says
        popup.locator("#contact").fill("rnetamask.io")
        popup.locator("#ask button").click()
        said(popup, ".answer.stop", "MetaMask的")
        shot(popup, f"popup-{locale}")


def test_a_backend_that_is_gone_breaks_nothing(browser: Browser, site: Site) -> None:
    browser.set(engine="backend", backend="http://127.0.0.1:9")
    body = "<a id=a href='https://rnetamask.io/'>x</a><button onclick='this.id=1'>b</button>"
    tab = browser.open(site.put("/gone", body))
    errors: list[str] = []
    tab.on("pageerror", lambda error: errors.append(str(error)))
    tab.locator("button").click()
    assert tab.locator("button").get_attribute("id") == "1"
    popup = browser.page("popup.html", tab)
    popup.locator("#contact").fill("rnetamask.io")
    popup.locator("#ask button").click()
    said(popup, "#answer", "does not answer")
    said(popup, "#answer h2", "We could not check this.")
    assert errors == []
    popup.close()
    tab.close()
    browser.set(engine="here")


def test_options_are_kept_and_refuse_what_is_no_address(browser: Browser) -> None:
    options = browser.page("options.html")
    assert not options.locator("#company").is_visible()
    options.locator('[value="backend"]').check()
    assert ORIGIN in options.locator("#origin").inner_text()
    options.locator("#backend").fill("http://somewhere.example")
    options.locator("#settings [type=submit]").click()
    said(options, "#told", "no web address")
    options.locator('[value="here"]').check()
    options.locator("#sites").fill("quiet.example")
    options.locator("#region").select_option("CN")
    options.locator("#settings [type=submit]").click()
    said(options, "#told", "Saved")
    options.reload()
    playwright.expect(options.locator("#sites")).to_have_value("quiet.example")
    playwright.expect(options.locator("#region")).to_have_value("CN")
    shot(options, "options")
    options.close()
    browser.set(off=[], region="")


def test_an_update_is_asked_for_and_refused(browser: Browser) -> None:
    """All the way from the button to the rules and back; tests/web/test_feed.py has the updates."""
    options = browser.page("options.html")
    assert not options.locator("#daily").is_checked()
    options.locator("#feed").fill("http://lists.example/")
    options.locator("#root").fill("{}")
    options.locator("#update").click()
    said(options, "#listed", "plain http is for loopback only")
    said(options, "#listed", "The list stays as it is")
    options.close()


def test_nothing_is_inaccessible(browser: Browser, site: Site) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs axe")
    popup, options = browser.page("popup.html"), browser.page("options.html")
    popup.locator("#contact").fill("rnetamask.io")
    popup.locator("#ask button").click()
    said(popup, "#answer", "MetaMask")
    for page in (popup, options):
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            found = axe.Axe().run(page).response["violations"]
            serious = [v["id"] for v in found if v["impact"] in ("serious", "critical")]
            assert serious == [], found
        page.close()


def test_packed_for_two_browsers(packed: Path, bundle: Path) -> None:
    for name in ("chromium", "firefox"):
        path = packed / f"ringtrue-{name}.zip"
        assert path.stat().st_size <= 12_000_000
        with zipfile.ZipFile(path) as archive:
            again = packer().contents(name, bundle)
            assert {one: archive.read(one) for one in archive.namelist()} == again
            manifest = json.loads(archive.read("manifest.json"))
            assert set(manifest["permissions"]) <= {"storage", "offscreen"}
            assert "host_permissions" not in manifest
            assert ("key" in manifest) is (name == "chromium")
            policy = manifest["content_security_policy"]["extension_pages"]
            assert "script-src 'self' 'wasm-unsafe-eval';" in policy
            named = [manifest["action"]["default_popup"], *manifest["icons"].values()]
            named += manifest["content_scripts"][0]["js"]
            background = manifest["background"]
            named += background.get("scripts", [background.get("service_worker")])
            assert set(named) <= set(archive.namelist())
            languages = [
                json.loads(archive.read(f"_locales/{lang}/messages.json"))
                for lang in ("en", "zh_CN", "zh_TW", "zh_HK")
            ]
            assert languages[0].keys() == languages[1].keys() == languages[2].keys()
            assert languages[2] == languages[3]  # a browser does not take one for the other


def test_every_word_that_scripts_name_is_there() -> None:
    """Keys that scripts make up of parts are named by their beginning."""
    import re

    words = json.loads((ROOT / "extension" / "_locales" / "en" / "messages.json").read_text())
    for path in (ROOT / "extension").glob("*.*"):
        text = path.read_text(encoding="utf-8") if path.suffix in (".js", ".html", ".mjs") else ""
        for key in re.findall(r'(?:say|getMessage|tell)\("(\w+)"|data-(?:say|hint)="(\w+)"', text):
            assert "".join(key) in words, (path.name, key)
        for head in re.findall(r"say\(`([a-z_]+)\$\{", text):
            assert any(word.startswith(head) for word in words), (path.name, head)
