# ruff: noqa: E501 (scripts and models, a line each)
"""What is shown holds its shape: from right to left, with text twice as large, on a small phone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import mirrored
import pytest
from browsing import ORIGIN, Browser, Site
from test_extension import said, shot

axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs axe")
SEED = "<form><label>Recovery phrase <input name=phrase></label></form>"
# Words that stand on two lines although one had room for them: contacts may break anywhere.
BROKEN = """() => {
  const found = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = walk.nextNode()); ) {
    const around = node.parentElement;
    if (around.closest("bdi, code, .contact, script, select") || !around.checkVisibility()) continue;
    for (const word of node.data.matchAll(/[\\p{L}\\p{M}’']+/gu)) {
      const range = document.createRange();
      range.setStart(node, word.index);
      range.setEnd(node, word.index + word[0].length);
      const rects = [...range.getClientRects()].filter(({ width }) => width > 1);
      if (new Set(rects.map(({ top }) => Math.round(top / 4))).size < 2) continue;
      let line = around;
      while (getComputedStyle(line).display.startsWith("inline")) line = line.parentElement;
      const wide = rects.reduce((sum, { width }) => sum + width, 0);
      const style = getComputedStyle(line);
      const room = line.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
      if (wide < room - 2) found.push([word[0], Math.round(wide), Math.round(room)]);
    }
  }
  return found;
}"""
OVER = """() => {
  const edge = document.documentElement.clientWidth;
  return [...document.body.querySelectorAll("*")].filter((e) => e.checkVisibility() && !e.closest(".hide, svg, label"))
    .map((e) => [e.className || e.localName, e.getBoundingClientRect()])
    .filter(([, { left, right, width }]) => width && (left < -1 || right > edge + 1)).map(([name]) => String(name));
}"""


def serious(page: Any) -> list[str]:
    found = axe.Axe().run(page).response["violations"]
    return [v["id"] for v in found if v["impact"] in ("serious", "critical")]


@pytest.fixture(params=["ltr", "rtl"])
def direction(request: pytest.FixtureRequest, browser: Browser, extension: Path) -> Iterator[str]:
    """Of all pages of the extension that are opened now, and of what its background says."""
    told = mirrored.messages(extension, request.param == "rtl")
    browser.worker.evaluate("() => void (globalThis.said ??= chrome.i18n.getMessage)")
    browser.worker.evaluate(mirrored.script(told))
    yield request.param
    browser.worker.evaluate("() => void (chrome.i18n.getMessage = said)")


def opened(browser: Browser, extension: Path, direction: str, name: str) -> Any:
    page = browser.context.new_page()
    page.add_init_script(mirrored.script(mirrored.messages(extension, direction == "rtl")))
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto(f"{ORIGIN}/{name}")
    assert page.evaluate("document.documentElement.dir") == direction
    return page


def holds(page: Any, name: str) -> None:
    """As it is, and with text twice as large: nothing beyond the edge, no word torn."""
    for size in ("100%", "200%"):
        page.evaluate("size => void (document.documentElement.style.fontSize = size)", size)
        shot(page, f"{name}-{size[:-1]}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        assert page.evaluate(OVER) == []
        assert page.evaluate(BROKEN) == []
    page.evaluate("() => void (document.documentElement.style.fontSize = '')")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert serious(page) == []


def starts(page: Any, one: str, other: str) -> bool:
    """Whether `one` stands before `other` in the line, as the page's direction has it."""
    a, b = (page.locator(name).first.bounding_box() for name in (one, other))
    rtl = page.evaluate("document.documentElement.dir") == "rtl"
    return (a["x"] > b["x"]) if rtl else (a["x"] < b["x"])


def test_the_popup(browser: Browser, extension: Path, direction: str) -> None:
    page = opened(browser, extension, direction, "popup.html")
    page.locator("#contact").fill("rnetamask.io")
    page.locator("#ask button").click()
    said(page, ".real .contact", "metamask.io")
    # What to do and the real one are read without scrolling.
    row = page.locator(".real .row").bounding_box()
    assert row["y"] + row["height"] <= 640
    assert starts(page, "#contact", "#ask button")
    assert starts(page, ".real .button:not(.quiet)", ".real .button.quiet")
    assert page.locator(".compare dd").first.evaluate("e => getComputedStyle(e).direction") == "ltr"
    holds(page, f"popup-{direction}")
    page.close()


def test_the_options(browser: Browser, extension: Path, direction: str) -> None:
    page = opened(browser, extension, direction, "options.html")
    holds(page, f"options-{direction}")
    page.close()


def test_the_warning(browser: Browser, extension: Path, site: Site, direction: str) -> None:
    tab = browser.context.new_page()
    tab.set_viewport_size({"width": 390, "height": 844})
    tab.goto(site.put("/seed", SEED, "rnetamask.io"), wait_until="commit")
    tab.wait_for_url(f"{ORIGIN}/warning.html*", timeout=20_000)
    address = tab.url.removeprefix(f"{ORIGIN}/")
    tab.close()
    page = opened(browser, extension, direction, address)
    said(page, ".real .contact", "metamask.io")
    holds(page, f"warning-{direction}")
    page.close()


@pytest.mark.parametrize("way", ["ltr", "rtl"])
@pytest.mark.parametrize("size", [(390, 640), (1000, 700)])
def test_banner_and_card_over_a_page(
    browser: Browser, extension: Path, site: Site, way: str, size: tuple[int, int]
) -> None:
    """Their scripts in a page's own world, the layer's root open: axe looks into no closed one."""
    parts = [(extension / f"{name}.js").read_text("utf-8") for name in ("styles", "view", "marker")]
    told = mirrored.messages(extension, way == "rtl")
    model = {
        "status": "impersonation", "tone": "stop", "word": told["word_impersonation"],
        "line": told["line_here_stop"].replace("$1", "MetaMask").split("|"), "first": told["first_link"],
        "brand": "MetaMask", "given": "rnetamask.io", "contact": "rnetamask.io",
        "says": told["not_theirs"].replace("$1", "MetaMask"), "why": [told["first_secret"]],
        "real": {"title": told["real_link"].replace("$1", "MetaMask"), "value": "metamask.io",
                 "href": "https://metamask.io", "note": told["listed"].replace("$1", "MetaMask")},
        "compare": {"given": [["rn", True], ["etamask.io", False]],
                    "real": [["m", True], ["etamask.io", False]], "long": False},
    }  # fmt: skip
    text = "<h1>page</h1>" + "<p>text of a page</p>" * 9
    page = browser.context.new_page()
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(
        site.put(
            "/layer", f"<html dir={way} lang=en><main>{text}<p><a id=a href='#'>wallet</a></main>"
        )
    )
    page.evaluate(
        "() => { const made = Element.prototype.attachShadow;"
        "Element.prototype.attachShadow = function () { return made.call(this, { mode: 'open' }) } }"
    )
    for one in (mirrored.script(told), *parts):
        page.evaluate(f"() => {{ {one} }}")
    high = page.evaluate("document.documentElement.scrollHeight")
    page.evaluate("model => { ringtrueMarker.add(a, model); ringtrueMarker.banner(model) }", model)
    badge = page.locator(".badge")
    badge.wait_for()
    page.wait_for_timeout(100)
    link, mark = page.locator("#a").bounding_box(), badge.bounding_box()
    assert (mark["x"] < link["x"]) is (way == "rtl")
    assert page.locator(".over").get_attribute("dir") == way
    banner = page.locator(".banner").bounding_box()
    assert banner["height"] <= 0.45 * size[1] + 1
    badge.click()
    card = page.locator(".card").bounding_box()
    assert card["x"] >= 0
    assert card["y"] >= 0
    assert card["x"] + card["width"] <= size[0]
    assert card["y"] + card["height"] <= size[1]
    shut, head = (
        page.locator(".card .shut").bounding_box(),
        page.locator(".card .status").bounding_box(),
    )
    assert (shut["x"] < head["x"] + head["width"] / 2) is (way == "rtl")
    assert page.evaluate("document.documentElement.scrollHeight") == high, "nothing may move"
    shot(page, f"layer-{way}-{size[0]}")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert serious(page) == []
    page.close()
