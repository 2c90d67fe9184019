"""What a reader sees: every planted contact marked, no honest one; only contacts are sent."""

from __future__ import annotations

import json
import os
import zipfile
from pathlib import Path
from typing import Any

import pytest
from browsing import ORIGIN, ROOT, Browser, Site, marks, playwright

SHOTS = os.environ.get("RINGTRUE_SCREENSHOTS", "")
"""A folder for pictures of the pages, when somebody wants to look at them."""

# Pages in the manner of those that a victim lands on; the planted contacts are invented.
PLANTED = {
    "support-page": (
        "<h1>Example Wallet help</h1><p>Our desk: <a href='https://examp1ewallet.example/login?a=1'>"
        "open a ticket</a> or write to examplewallet.support@gmail.com</p>"
        "<p>Read more at <a href='https://news.example.org/'>news</a>, or +44 20 7946 0000</p>",
        ["https://examp1ewallet.example/login", "examplewallet.support@gmail.com"],
    ),
    "toll-free": (
        "<h2>Example Wallet phone number</h2><p>☎ <a href='tel:+18885550142'>1-888-555-0142</a></p>"
        "<p>Opening hours 9:00-17:00, order 20261123-4411, price 1,299.00</p>",
        ["tel:+18885550142"],
    ),
    "chinese": (
        "<h1>示例钱包客服</h1><p>电报：examplewallet_kefu 官网 examplewa11et.example</p>"
        "<p>客服电话 ＋1（888）555-O142、１－８８８－５５５－０１４２，营业时间 九点到五点</p>",
        [
            "examplewallet_kefu",
            "examplewa11et.example",
            "＋1（888）555-O142",
            "１－８８８－５５５－０１４２",
        ],
    ),
    "hidden-login": (
        "<p>Sign in: <a href='https://examplewallet.example@evil-host.example/a'>here</a></p>"
        "<p><a href='https://examplewallet.example.login-check.example/'>wallet</a></p>",
        ["examplewallet.example@evil-host.example", "examplewallet.example.login-check.example"],
    ),
    "hosting": (
        "<ul><li><a href='https://examplewallet-support.web.app/'>support</a><li>"
        "<a href='https://sunny.web.app/'>sun</a><li>telegram: examplewallet_help_desk</ul>",
        ["examplewallet-support.web.app", "examplewallet_help_desk"],
    ),
    "pieces": (
        "<p>Call <b>+1 888</b> <span>555 0142</span> today</p>"
        "<div>☎ <span>1</span>-<span>888</span>-<i>555</i>-<em>0142</em></div>"
        "<table><tr><td>+1 888</td><td>555 0142</td></tr></table>"
        "<p><span>+1 888</span><br>555 0142</p>",
        ["+1 888 555 0142", "1-888-555-0142"],
    ),
    "issue-thread": (
        "<article><p>Same problem with version 2.10.1, see index.html and utils.py</p></article>"
        "<article><p>Contact support on +1-888-555-0142 or exarnplewallet.example right now!!</p>"
        "</article><article><p>Please do not post spam. The docs: https://examplewallet.example/docs"
        "</p></article>",
        ["+1-888-555-0142", "exarnplewallet.example"],
    ),
}
HONEST = (
    "<p>Visit <a href='https://examplewallet.example/'>Example Wallet</a>, call +1 800 555 0142, "
    "telegram: examplewallet, help@examplewallet.example. Written 2026-11-23, 10:30. Invoice "
    "4711-0815-2026. Library 3.11.7, commit 9fceb02d0ae598e95dc970b74767f19372d61af8. "
    "<a href='https://sunflower.example/garden'>garden</a> bücher.example IBAN DE89 3704</p>"
)


def shot(tab: Any, name: str) -> None:
    if SHOTS:
        Path(SHOTS).mkdir(parents=True, exist_ok=True)
        tab.screenshot(path=str(Path(SHOTS, f"{name}.png")))


def said(page: Any, where: str, words: str) -> None:
    """Waits until a part of a page of the extension says so."""
    playwright.expect(page.locator(where)).to_contain_text(words, timeout=15_000)


def settled(tab: Any, least: int) -> list[str]:
    """Labels of the marks, when `least` are there and a while has passed without more."""
    tab.wait_for_function(
        """n => (document.querySelector('ringtrue-marks')?.shadowRoot
          .querySelectorAll('.badge').length || 0) >= n""",
        arg=least,
        timeout=15_000,
    )
    tab.wait_for_timeout(700)
    return [mark["label"] for mark in marks(tab)]


@pytest.mark.parametrize("name", PLANTED)
def test_planted_contacts_are_marked(browser: Browser, site: Site, name: str) -> None:
    body, planted = PLANTED[name]
    tab = browser.open(site.put(f"/{name}", body))
    labels = settled(tab, len(planted))
    for contact in planted:
        assert any(contact in label for label in labels), (contact, labels)
    assert len(labels) == len(planted), labels
    shot(tab, name)
    tab.close()


@pytest.mark.parametrize("host", ["news.com.cn", "sunny.github.io"])
def test_neighbours_under_a_shared_suffix_are_strangers(
    browser: Browser, site: Site, host: str
) -> None:
    suffix = host.partition(".")[2]
    body = (
        f"<a href='https://examplewallet-support.{suffix}/'>theirs</a> "
        f"<a href='https://examplewallet.{host}/'>ours</a>"
    )
    tab = browser.open(site.put("/neighbours", body, host))
    labels = settled(tab, 1)
    assert [f"examplewallet-support.{suffix}" in label for label in labels] == [True]
    tab.close()


def test_honest_contacts_are_left_alone(browser: Browser, site: Site) -> None:
    tab = browser.open(site.put("/honest", HONEST))
    report = browser.page("popup.html", tab)
    said(report, "#report", "looked at")
    tab.wait_for_timeout(1500)
    assert marks(tab) == []
    report.close()
    tab.close()


def test_five_thousand_links(browser: Browser, site: Site) -> None:
    links = [f"<a href='https://plain{i}.example.org/a'>{i}</a> " for i in range(5000)]
    fakes = ["examp1ewallet.example", "examplewallet-login.example", "exarnplewallet.example"]
    for at, fake in zip((3, 2500, 4990), fakes, strict=True):
        links[at] = f"<a href='https://{fake}/'>{at}</a> "
    tab = browser.open(site.put("/many", "".join(links)))
    labels = settled(tab, 3)
    assert sorted(label.partition("//")[2].strip("/") for label in labels) == sorted(fakes)
    tab.close()


def test_what_is_sent(browser: Browser, site: Site) -> None:
    """Contacts, and nothing that tells which page shows them."""
    sent: list[dict[str, Any]] = []
    seen = lambda request: (  # noqa: E731
        sent.append({"url": request.url, "body": request.post_data, "headers": request.headers})
        if request.url.startswith(browser.backend.url)
        else None
    )
    browser.context.on("request", seen)
    body = (
        "<p>secret words of this page</p><a href='/inside?private=1'>inside</a>"
        "<a href='http://www.forum.example/also'>also inside</a>"
        "<a href='https://examp1ewallet.example/login?session=abc#token'>out</a>"
    )
    browser.set()
    tab = browser.open(site.put("/private-path", body))
    settled(tab, 1)
    browser.context.remove_listener("request", seen)
    told = json.dumps(sent)
    assert "examp1ewallet.example/login" in told
    for private in ("private-path", "forum.example", "secret", "session", "token", "inside"):
        assert private not in told.replace(ORIGIN, ""), private
    tab.close()


def test_what_the_reader_writes_is_not_sent(browser: Browser, site: Site) -> None:
    sent: list[str] = []
    seen = lambda request: sent.append(request.post_data or "")  # noqa: E731
    browser.context.on("request", seen)
    inside = "<p>at first: first-desk@mail.example</p>"
    body = (
        f"<div id=own contenteditable>{inside}</div><b>+1 800</b><textarea></textarea><p id=x></p>"
        "<svg><text>third-desk@mail.example</text></svg> <p>seen-desk@mail.example</p>"
    )
    tab = browser.open(site.put("/editor", body))
    tab.wait_for_timeout(400)
    tab.locator("#own").focus()
    tab.keyboard.type("write to second-desk@mail.example ")
    tab.evaluate("document.querySelector('#own p').textContent += ' fourth-desk@mail.example'")
    tab.evaluate(
        "document.getElementById('x').innerHTML = '<a href=//exarnplewallet.example>a</a>'"
    )
    settled(tab, 1)
    browser.context.remove_listener("request", seen)
    told = " ".join(sent)
    assert "seen-desk@mail.example" in told
    for own in ("first-desk", "second-desk", "third-desk", "fourth-desk"):
        assert own not in told, own
    tab.close()


def test_later_content_is_read(browser: Browser, site: Site) -> None:
    tab = browser.open(site.put("/later", "<div id=x>nothing here</div>"))
    tab.wait_for_timeout(400)
    before = tab.evaluate("document.documentElement.scrollHeight")
    tab.evaluate(
        """document.getElementById('x').innerHTML =
        '<a href="https://exarnplewallet.example/">late</a>'"""
    )
    assert len(settled(tab, 1)) == 1
    tab.evaluate("document.querySelector('a').href = 'https://plain.example.org/'")
    assert tab.evaluate("document.documentElement.scrollHeight") == before, "nothing may move"
    tab.close()


def test_a_mark_explains_itself_by_keyboard(browser: Browser, site: Site) -> None:
    tab = browser.open(site.put("/keys", "<a href='https://exarnplewallet.example/'>x</a>"))
    settled(tab, 1)
    badge = tab.locator("ringtrue-marks .badge")
    badge.focus()
    tab.keyboard.press("Enter")
    card = tab.locator("ringtrue-marks .card")
    card.wait_for()
    assert "examplewallet.example" in card.locator(".official").inner_text()
    assert "Example Wallet" in card.inner_text()
    assert badge.get_attribute("aria-expanded") == "true"
    shot(tab, "card")
    tab.keyboard.press("Escape")
    assert card.count() == 0
    assert badge.get_attribute("aria-expanded") == "false"
    tab.close()


def test_a_page_cannot_press_the_mark_nor_put_markup_into_it(browser: Browser, site: Site) -> None:
    body = "<a href='https://exarnplewallet.example/<img src=x onerror=alert(1)>'>x</a>"
    tab = browser.open(site.put("/markup", body))
    settled(tab, 1)
    tab.evaluate(
        "document.querySelector('ringtrue-marks').shadowRoot.querySelector('.badge').click()"
    )
    assert tab.locator("ringtrue-marks .card").count() == 0
    assert tab.locator("ringtrue-marks img").count() == 0
    tab.close()


def test_popup_checks_what_is_pasted(browser: Browser) -> None:
    popup = browser.page("popup.html")
    popup.locator("#contact").fill("exarnplewallet.example")
    popup.locator("#ask button").click()
    popup.locator(".verdict.impersonation").wait_for()
    assert "Official: examplewallet.example" in popup.locator("#answer").inner_text()
    popup.locator("#contact").fill("https://examplewallet.example/")
    popup.locator("#ask button").click()
    popup.locator("#answer .verdict.official").wait_for()
    shot(popup, "popup")
    popup.close()


def test_report_scan_and_off(browser: Browser, site: Site) -> None:
    body = "<h1>Example Wallet support</h1><p>Send your seed phrase to exarnplewallet.example</p>"
    tab = browser.open(site.put("/report", body))
    settled(tab, 1)
    popup = browser.page("popup.html", tab)
    popup.locator("#report .verdict.impersonation").wait_for()
    popup.locator("#scan").click()
    popup.locator("#scanned strong").first.wait_for()
    assert "exarnplewallet.example" in popup.locator("#scanned").inner_text()
    popup.locator("#off").check()
    tab.wait_for_function("!document.querySelector('ringtrue-marks')")
    tab.reload()
    tab.wait_for_timeout(800)
    assert marks(tab) == []
    popup.locator("#off").uncheck()
    tab.wait_for_timeout(500)
    assert len(settled(tab, 1)) == 1
    popup.close()
    tab.close()


def test_the_toolbar_counts(browser: Browser, site: Site) -> None:
    body = PLANTED["issue-thread"][0]
    tab = browser.open(site.put("/count", body))
    settled(tab, 2)
    tab.bring_to_front()
    text = browser.worker.evaluate(
        """async () => { const [tab] = await chrome.tabs.query({active: true});
        return chrome.action.getBadgeText({tabId: tab.id}); }"""
    )
    assert text == "2"
    tab.close()


def test_chinese_answers(browser: Browser) -> None:
    browser.set(lang="zh")
    popup = browser.page("popup.html")
    popup.locator("#contact").fill("exarnplewallet.example")
    popup.locator("#ask button").click()
    popup.locator(".verdict.impersonation").wait_for()
    assert "却以Example Wallet的名义出现" in popup.locator("#answer").inner_text()
    popup.close()
    browser.set(lang="en")


def test_without_a_choice_verdicts_speak_as_the_rest_does(browser: Browser) -> None:
    browser.set(lang="auto")
    popup = browser.page("popup.html")
    lang = popup.locator("html").get_attribute("lang")
    popup.locator("#contact").fill("telegram:@examplewallet_help_desk")
    popup.locator("#ask button").click()
    answer = popup.locator("#answer .verdict.impersonation")
    answer.wait_for()
    said = answer.inner_text()
    wanted = {"en": "presents itself as Example Wallet", "zh": "却以Example Wallet的名义出现"}
    assert wanted[lang] in said
    assert "telegram:@examplewallet" in said.splitlines()[-1]
    popup.close()
    browser.set(lang="en")


@pytest.mark.parametrize(
    ("locale", "lang", "says"),
    [("zh-TW", "zh-TW", "檢查"), ("zh-HK", "zh-TW", "檢查"), ("zh-CN", "zh", "检查")],
)
def test_a_chinese_browser_has_chinese_labels(
    tmp_path: Path, locale: str, lang: str, says: str, browser: Browser
) -> None:
    with browser.another(tmp_path, locale) as other:
        popup = other.page("popup.html")
        assert popup.locator("html").get_attribute("lang") == lang
        assert popup.locator("#ask button").inner_text() == says
        popup.locator("#contact").fill("exarnplewallet.example")
        popup.locator("#ask button").click()
        popup.locator(".verdict.impersonation").wait_for()
        assert "却以Example Wallet的名义出现" in popup.locator("#answer").inner_text()


def test_a_backend_that_is_gone_breaks_nothing(browser: Browser, site: Site) -> None:
    browser.set(backend="http://127.0.0.1:9")
    body = (
        "<a id=a href='https://exarnplewallet.example/'>x</a><button onclick='this.id=1'>b</button>"
    )
    tab = browser.open(site.put("/gone", body))
    errors: list[str] = []
    tab.on("pageerror", lambda error: errors.append(str(error)))
    tab.locator("button").click()
    assert tab.locator("button").get_attribute("id") == "1"
    popup = browser.page("popup.html", tab)
    said(popup, "#report", "does not answer")
    assert marks(tab) == []
    assert errors == []
    popup.close()
    tab.close()
    browser.set(backend=browser.backend.url)


def test_options_are_kept_and_refuse_what_is_no_address(browser: Browser) -> None:
    options = browser.page("options.html")
    assert ORIGIN in options.locator("#origin").inner_text()
    options.locator("#backend").fill("http://somewhere.example")
    options.locator("#settings button").click()
    said(options, "#told", "no web address")
    options.locator("#backend").fill(browser.backend.url)
    options.locator("#sites").fill("quiet.example")
    options.locator("#settings button").click()
    said(options, "#told", "Saved")
    options.reload()
    playwright.expect(options.locator("#sites")).to_have_value("quiet.example")
    options.close()
    browser.set(off=[])


def test_nothing_serious_is_inaccessible(browser: Browser, site: Site) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs axe")
    tab = browser.open(
        site.put("/axe", "<main><h1>x</h1>" + PLANTED["issue-thread"][0] + "</main>")
    )
    settled(tab, 2)
    tab.evaluate("document.documentElement.lang = 'en'")
    popup, options = browser.page("popup.html"), browser.page("options.html")
    for page in (tab, popup, options):
        found = axe.Axe().run(page).response["violations"]
        serious = [v["id"] for v in found if v["impact"] in ("serious", "critical")]
        assert serious == [], found
        page.close()


def test_packed_for_two_browsers(tmp_path: Path) -> None:
    import runpy

    pack = runpy.run_path(str(ROOT / "extension" / "pack.py"))["pack"]
    first, again = pack("chromium", tmp_path / "a"), pack("chromium", tmp_path / "b")
    assert first.read_bytes() == again.read_bytes()
    for name in ("chromium", "firefox"):
        with zipfile.ZipFile(pack(name, tmp_path)) as archive:
            assert archive.testzip() is None
            manifest = json.loads(archive.read("manifest.json"))
            assert manifest["permissions"] == ["storage"]
            assert ("key" in manifest) is (name == "chromium")
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
