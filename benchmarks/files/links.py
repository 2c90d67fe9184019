"""Links of generated pages, resolved as a browser does: compared with Chromium.

    python benchmarks/files/links.py [--pages 200] [--seed 1] [--show]

Every page has an address, perhaps a ``<base>``, and links of many spellings in every attribute
that navigates: slashes both ways, none and three, control characters, entities, other schemes, user
names, ports, percent signs, dots, names of other scripts; in frames, shadow roots, svg and forms.
Chromium (playwright) opens the page at its address, whose requests are answered here, and tells the
resolved addresses of its elements; those that leave the page's host must be the targets that a scan
reads. Left out: a base that is no address, about which browsers differ, and links of MathML.
"""

from __future__ import annotations

import argparse
import html
import random
import shutil
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

import ada_url
from playwright.sync_api import Page, Route, sync_playwright

from ringtrue.scanning.html_page import read_html

HOSTS = (
    "evil.example", "rnetamask.io", "xn--80ak6aa92e.example", "münchen.example", "币安.example",
    "EVIL.Example", "evil.example.", "192.0.2.7", "0x7f000001", "3221226219", "[2001:db8::1]",
    "user@evil.example", "brand.example@evil.example", "evil.example:8443", "evil.example:443",
    "ev%69l.example", "ｅｖｉｌ.example", "evil。example", "e-v_il.example",
)  # fmt: skip
FORMS = (
    "https://{h}/{p}", "http://{h}/{p}", "HTTPS://{h}/{p}", "//{h}/{p}", "/\\{h}/{p}",
    "\\\\{h}/{p}",
    "\\/{h}/{p}", "https:{h}/{p}", "https:/{h}/{p}", "https:\\\\{h}\\{p}", "https:///{h}/{p}",
    "http:{h}/{p}", "http:/{h}", " https://{h}/{p} ", "\t//{h}/{p}", "ht\ntps://{h}/{p}",
    "https:/\t/{h}/{p}", "\x01https://{h}/{p}", "https://{h}", "https://{h}?{p}", "https://{h}#{p}",
    "https://{h}\\{p}", "///{h}/{p}", "////{h}", "ftp://{h}/{p}",
    "javascript:location='https://{h}/'", "data:text/html,https://{h}/", "about:blank", "{p}",
    "./{p}", "../{p}", "/{p}", "?{p}", "#{p}", "", "https://", "https://{h} {p}", "https://[{h}/",
    "https://{h}/%zz/../{p}", "//{h}:99999/", "{h}/{p}",
)  # fmt: skip
PATHS = ("a", "a/b?c=d&amp;e=f", "login%2F..", "サ/钱包", "x;y=1", "a|b", "a{b}^`c", "")
PLACES = (
    '<a href="{u}">words</a>', '<area href="{u}">', '<form action="{u}"></form>',
    '<form><button formaction="{u}">go</button></form>',
    '<form><input type=submit formaction="{u}"></form>', '<iframe src="{u}"></iframe>',
    '<embed src="{u}">', '<object data="{u}"></object>',
    '<svg><a href="{u}"><text>t</text></a></svg>',
    '<svg><a xlink:href="{u}"><text>t</text></a></svg>',
    "<div><template shadowrootmode=open><a href=\"{u}\">s</a></template></div>",
    '<iframe srcdoc="{d}"></iframe>', '<template><a href="{u}">t</a></template>',
    '<a\nHREF\n=\n"{u}"\n>words</a>',  '<table><a href="{u}">x</table>',
)  # fmt: skip
ADDRESSES = (
    "https://shop.example/x/y.html", "http://shop.example/x/", "https://shop.example:8443/?q=1",
    "https://shop.example/",
)  # fmt: skip
BASES = ("", "", "", "", "https://cdn.example/b/", "//cdn.example/", "/deep/er/", "https:other/",
         "data:text/html,x", "javascript:x")  # fmt: skip
LOADED = """() => [...document.querySelectorAll('iframe[srcdoc]')].every(
  e => e.contentDocument && e.contentDocument.readyState === 'complete')"""
READ = """() => {
  const found = [];
  const visit = root => {
    for (const e of root.querySelectorAll('a, area')) {
      const href = e.href && e.href.baseVal !== undefined ? e.href.baseVal : e.href;
      if (href === undefined) continue;  // an element of MathML
      if (e.hasAttribute('href') || e.hasAttribute('xlink:href'))
        try { found.push(new URL(href, e.ownerDocument.baseURI).href); } catch { }
    }
    const all = selector => root.querySelectorAll(selector);
    for (const [name, property] of [['action', 'action'], ['formaction', 'formAction'],
                                    ['src', 'src'], ['data', 'data']])
      for (const e of all(`form[${name}], input[${name}], button[${name}], iframe[${name}],
                           embed[${name}], object[${name}]`))
        if (e.getAttribute(name)) found.push(e[property]);
    for (const e of all('iframe[srcdoc]')) if (e.contentDocument) visit(e.contentDocument);
    for (const e of root.querySelectorAll('*')) if (e.shadowRoot) visit(e.shadowRoot);
  };
  visit(document);
  return found;
}"""


def page_of(dice: random.Random) -> tuple[str, str]:
    """Address and source of a page."""
    source = ["<!doctype html><meta charset=utf-8><title>t</title>"]
    if base := dice.choice(BASES):
        source.append(f'<base href="{html.escape(base)}">')
    source.append("<body>")
    for _ in range(12):
        link = dice.choice(FORMS).format(h=dice.choice(HOSTS), p=dice.choice(PATHS))
        written = "".join(f"&#{ord(c)};" if ord(c) < 32 else c for c in link.replace('"', "&quot;"))
        inner = html.escape(f'<a href="{written}">in</a>')
        source.append(dice.choice(PLACES).format(u=written, d=inner))
    return dice.choice(ADDRESSES), "\n".join(source)


def leaving(found: Iterator[str], address: str) -> set[str]:
    """Addresses of the web elsewhere than on the page's host. Browsers do not agree about
    which signs of a path are written with percent."""
    own = urlsplit(ada_url.normalize_url(address)).hostname
    kept = set()
    for one in found:
        try:
            one = ada_url.normalize_url(one)
        except ValueError:
            continue
        parts = urlsplit(one)
        if parts.scheme in ("http", "https", "ftp") and parts.hostname != own:
            kept.add(unquote(one))
    return kept


def browser_links(page: Page, address: str, source: str) -> list[str]:
    def answer(route: Route) -> None:
        whole = route.request.url == address
        route.fulfill(body=source if whole else "", content_type="text/html; charset=utf-8")

    page.unroute_all()
    page.route("**/*", answer)
    page.goto(address, wait_until="domcontentloaded")
    page.wait_for_function(LOADED)
    return list(page.evaluate(READ))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", action="store_true", help="every page that differs")
    options = parser.parse_args()
    dice = random.Random(options.seed)
    same = links = 0
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"))
        page = browser.new_page()
        for _ in range(options.pages):
            address, source = page_of(dice)
            wanted = leaving(browser_links(page, address, source), address)
            document = read_html(source, url=address)
            got = leaving(
                (document.text[link.target_start : link.target_end] for link in document.links),
                address,
            )
            links += len(wanted)
            same += wanted == got
            if options.show and wanted != got:
                print(f"--- {address}\n{source}")
                print(
                    f"only Chromium: {sorted(wanted - got)}\nonly ringtrue: {sorted(got - wanted)}"
                )
        browser.close()
    of = f"{same} of {options.pages} pages"
    print(f"seed {options.seed}: {of} have the same {links} links elsewhere")


if __name__ == "__main__":
    main()
