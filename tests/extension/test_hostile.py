# ruff: noqa: E501 (pages, a line each)
"""Pages that hide, take away, cover or read the marks, or keep contacts from being read."""

from __future__ import annotations

from typing import Any

import pytest
from browsing import Browser, Site

LINK = "<a id=a href='https://rnetamask.io/'>wallet</a>"


def on_top(tab: Any, mark: dict[str, Any]) -> bool:
    """Whether the badge is what a pointer would hit there: a closed root shows its host alone."""
    found: bool = tab.evaluate(
        """([x, y]) => {
          const hit = document.elementFromPoint(x - scrollX + 14, y - scrollY + 14);
          return Boolean(hit) && hit.localName.startsWith('r-') && hit.shadowRoot === null;
        }""",
        [mark["left"], mark["top"]],
    )
    return found


def shown(browser: Browser, tab: Any, least: int = 1) -> list[dict[str, Any]]:
    marks = browser.read(tab, least)
    tab.wait_for_timeout(1500)
    marks = browser.tell(browser.number(tab))["marks"]
    assert marks
    assert all(mark["seen"] for mark in marks), marks
    return marks


OVER = {
    "style": "<style>html > *:not(head):not(body) { display: none !important; opacity: 0 !important; "
    "visibility: hidden !important; transform: scale(0) !important } * { transition: all 9s }</style>",
    "removal": "<script>setInterval(() => { for (const e of [...document.documentElement.children]) "
    "if (!/^(head|body)$/.test(e.localName)) e.remove() }, 50)</script>",
    "hidden popover": "<script>setInterval(() => { for (const e of document.querySelectorAll("
    "'[popover]')) { try { e.hidePopover() } catch {} e.removeAttribute('popover') } }, 200)</script>",
    "high places": "<div style='position:fixed;inset:0;z-index:2147483647;pointer-events:none'></div>",
    "emptied styles": "<script>setInterval(() => { for (const e of document.documentElement.children) "
    "e.removeAttribute('style') }, 100)</script>",
}


@pytest.mark.parametrize("way", OVER)
def test_marks_stay(browser: Browser, site: Site, way: str) -> None:
    page = f"<body style='margin:60px'>{LINK}{OVER[way]}</body>"
    tab = browser.open(site.put("/over", page))
    browser.read(tab, 1)
    tab.wait_for_timeout(1500)
    # Page and mark undo each other's work: a single look may fall between the two.
    for _ in range(30):
        marks = browser.tell(browser.number(tab))["marks"]
        if marks and all(mark["seen"] for mark in marks) and on_top(tab, marks[0]):
            break
        tab.wait_for_timeout(90)
    else:
        pytest.fail(f"no mark is seen: {marks}")
    tab.close()


@pytest.mark.parametrize("modal", ["dialog", "popover"])
def test_marks_lie_over_what_opens_later(browser: Browser, site: Site, modal: str) -> None:
    box = (
        f"<dialog id=d style='padding:80px'>{LINK}</dialog>"
        if modal == "dialog"
        else f"<div id=d popover=manual style='padding:80px'>{LINK}</div>"
    )
    tab = browser.open(site.put("/modal", f"<p>page</p>{box}"))
    browser.read(tab)
    tab.evaluate("d.showModal ? d.showModal() : d.showPopover()")
    marks = shown(browser, tab)
    assert on_top(tab, marks[0])
    tab.close()


def test_a_page_cannot_read_or_press_a_mark(browser: Browser, site: Site) -> None:
    tab = browser.open(site.put("/read", f"<body style='margin:60px'>{LINK}</body>"))
    marks = shown(browser, tab)
    read = tab.evaluate(
        """() => [...document.documentElement.children].filter(e => e.localName.startsWith('r-'))
          .map(e => [e.shadowRoot, e.innerHTML, e.textContent])"""
    )
    assert read == [[None, "", ""]]
    tab.evaluate(
        """([x, y]) => document.elementFromPoint(x + 14, y + 14)
          .dispatchEvent(new MouseEvent('click', {bubbles: true, composed: true}))""",
        [marks[0]["left"], marks[0]["top"]],
    )
    tab.wait_for_timeout(200)
    session = tab.context.new_cdp_session(tab)
    tree = session.send("Accessibility.getFullAXTree")["nodes"]
    assert not any(node.get("role", {}).get("value") == "dialog" for node in tree)
    tab.close()


def test_rendering_again_spends_nothing(browser: Browser, site: Site) -> None:
    body = """<div id=x></div><p id=y></p><script>
      let n = 0;
      const again = () => {
        x.innerHTML = Array.from({length: 300}, (_, i) =>
          `<a href="https://plain${i}.example.org/">${i}</a> `).join('');
        if (++n < 27) setTimeout(again, 60);
        else y.innerHTML = '<a href="https://rnetamask.io/">at last</a>';
      };
      again();</script>"""
    tab = browser.open(site.put("/again", body))
    assert len(browser.read(tab, 1)) == 1
    assert browser.known(tab)["0"]["partly"] is False
    tab.close()


READ = {
    "long text": "<p>" + "word " * 3000 + "rnetamask.io " + "word " * 3000 + "</p>",
    "split text": "<p>r<b>net</b>a<span>mask</span>.<i>io</i></p>",
    "soft hyphens": "<p>rneta&shy;mask.io and rneta&#8203;mask.io</p>",
    "full width": "<p>ｒｎｅｔａｍａｓｋ．ｉｏ</p>",
    "defanged": "<p>hxxps://rnetamask[.]io/login</p>",
    "own name": "<ringtrue-marks>rnetamask.io</ringtrue-marks>",
    "editable": "<div contenteditable>rnetamask.io</div>",
    "drawing": "<svg width=300 height=80><foreignObject width=300 height=80><p>rnetamask.io</p>"
    "</foreignObject></svg>",
    "link of a drawing": "<svg width=300 height=80><a xlink:href='https://rnetamask.io/'>"
    "<text y=20>go</text></a></svg>",
    "area": "<map name=m><area href='https://rnetamask.io/' shape=default></map>"
    "<img usemap='#m' width=90 height=90 alt='a map'>",
    "closed tree": "<div id=x></div><script>x.attachShadow({mode: 'closed'}).innerHTML = "
    "'<p>rnetamask.io</p>'</script>",
    "tree in the source": "<div><template shadowrootmode=open><p>rnetamask.io</p></template></div>",
    "slots": "<div id=x><span>rneta</span><span>mask.io</span></div><script>"
    "x.attachShadow({mode: 'open'}).innerHTML = '<p><slot></slot></p>'</script>",
    "script link": "<a href=\"javascript:location='https://rnetamask.io/'\">open</a>",
    "tabs in a link": "<a href='ht&#9;tps://rnetamask.io/'>open</a>",
    "backslashes": "<a href='/\\rnetamask.io/c'>open</a>",
    "control before": "<a href='&#1;https://rnetamask.io/'>open</a>",
    "button": "<form><button formaction='https://rnetamask.io/'>go</button></form>",
    "object": "<object data='https://rnetamask.io/a.html' width=90 height=90></object>",
    "picture text": "<img alt='go to rnetamask.io' width=200 height=60>",
    "shown text lies": "<a href='https://rnetamask.io/'>https://metamask.io/</a>",
    "bad neighbours": "<a href='skype:a (&#8203;)'>x</a><a href='https://%zz/'>y</a>"
    "<a href='https://rnetamask.io/'>z</a>",
    "lone surrogate": "<p id=x>rnetamask.io</p><script>x.append('\\ud800')</script>",
    "astral": "<p>😀😀😀 𝒞 text</p><p>😀 rnetamask.io</p>",
    "overridden page": "<script>String.prototype.slice = Array.prototype.map = () => { throw 1 };"
    "</script><p>rnetamask.io</p>",
    "written anew": "<script>setTimeout(() => { document.open(); document.write("
    "'<p>rnetamask.io</p>'); document.close() }, 400)</script>",
    "menu that opens": "<div id=m style='display:none'>rnetamask.io</div><script>"
    "setTimeout(() => m.style.display = '', 600)</script>",
}


@pytest.mark.parametrize("way", READ)
def test_what_hides_from_a_reader_is_read(browser: Browser, site: Site, way: str) -> None:
    tab = browser.open(site.put("/hide", f"<body style='margin:60px'>{READ[way]}</body>"))
    if way in ("written anew", "menu that opens"):
        tab.wait_for_timeout(1200)
    marks = browser.read(tab, 1)
    assert all(mark["seen"] for mark in marks) or way in ("object", "area"), marks
    assert len(marks) <= 2
    tab.close()


def test_frames_without_an_address(browser: Browser, site: Site) -> None:
    body = (
        "<iframe srcdoc='<p>rnetamask.io</p>'></iframe>"
        "<iframe id=f></iframe><script>f.contentDocument.body.innerHTML = 'tokenpocket-help.com'"
        "</script><iframe src='data:text/html,<p>metarnask.io'></iframe>"
    )
    tab = browser.open(site.put("/frames", body))
    found: set[str] = set()
    for _ in range(100):
        frames = browser.known(tab).values()
        found = {one["contact"] for frame in frames for one in frame["found"]}
        if {"rnetamask.io", "tokenpocket-help.com", "metarnask.io"} <= found:
            break
        tab.wait_for_timeout(100)
    assert found >= {"rnetamask.io", "tokenpocket-help.com", "metarnask.io"}
    tab.close()


def test_a_page_that_never_ends(browser: Browser, site: Site) -> None:
    site.endless["/endless"] = f"<!doctype html><p>loading</p>{LINK}"
    tab = browser.context.new_page()
    tab.goto(f"http://forum.example:{site.port}/endless", wait_until="commit")
    assert len(browser.read(tab, 1)) == 1
    tab.close()


def test_settings_are_kept_from_pages(browser: Browser) -> None:
    """A content script runs beside the page's own: the token is not for it."""
    level = browser.worker.evaluate("() => typeof chrome.storage.local.setAccessLevel")
    assert level == "function"
    code = browser.worker.evaluate("() => fetch('background.js').then(r => r.text())")
    assert 'accessLevel: "TRUSTED_CONTEXTS"' in code
