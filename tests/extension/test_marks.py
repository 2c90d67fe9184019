# ruff: noqa: E501 (pages, a line each)
"""Marks are the scan's findings: on pages of many kinds, beside native Python's scan of the source."""

from __future__ import annotations

import base64
import io
import random
from collections.abc import Callable

import pytest
from browsing import Browser, Site

from ringtrue import Checker
from ringtrue.scanning import scan_document
from ringtrue.scanning.html_page import read_html

FAKES = (
    "rnetamask.io", "https://metarnask.io/login", "tokenpocket-help.com", "t.me/tokenpocket_help_desk",
    "paypa1-support.com", "https://binance-claim.web.app/", "metamask.support.desk@gmail.com",
    "https://coinbase.com.login-check.example/a", "hxxps://ledger-live[.]example/x", "mettamask.io",
)  # fmt: skip
HONEST = (
    "https://metamask.io/", "https://plain.example.org/a", "https://github.com/a/b", "paypal.com",
    "2026-11-23", "version 3.11.7", "index.html", "EUR 1,299.00", "hello@example.org",
)  # fmt: skip
WORDS = [
    "the",
    "garden",
    "is",
    "open",
    "and",
    "we",
    "met",
    "there",
    "to",
    "talk",
    "about",
    "the",
    "wallet",
    "of",
    "a",
    "friend",
    "who",
    "moved",
]


def _thread(rng: random.Random, take: Callable[[], str]) -> str:
    return "".join(
        f"<article><b>user{n}</b><p>{_said(rng)} {take()} {_said(rng)}</p></article>"
        for n in range(12)
    )


def _said(rng: random.Random) -> str:
    return " ".join(rng.choice(WORDS) for _ in range(rng.randrange(3, 14)))


def _links(rng: random.Random, take: Callable[[], str]) -> str:
    rows = [take() for _ in range(14)]
    return (
        "<ul>"
        + "".join(f"<li><a href='{_address(row)}'>{_said(rng)}</a>" for row in rows)
        + "</ul>"
    )


def _address(text: str) -> str:
    text = text.replace("hxxps", "https").replace("[.]", ".")
    return (
        f"mailto:{text}"
        if "@" in text and "://" not in text
        else text
        if "://" in text
        else f"https://{text}"
    )


def _table(rng: random.Random, take: Callable[[], str]) -> str:
    return (
        "<table>"
        + "".join(f"<tr><td>{n}<td>{take()}<td>{_said(rng)}</tr>" for n in range(10))
        + "</table>"
    )


def _mail(rng: random.Random, take: Callable[[], str]) -> str:
    return (
        f"<div class=head><span>From</span> <span>MetaMask Support &lt;desk@mail.example&gt;</span></div>"
        f"<blockquote>{_said(rng)}<br>{take()}<br>{_said(rng)}<div>{take()}</div></blockquote>"
        f"<p>{_said(rng)} <a href='{_address(take())}'>{take()}</a>.</p>"
    )


def _chat(rng: random.Random, take: Callable[[], str]) -> str:
    bubbles = (
        f"<div><span>{_said(rng)}</span><span> {take()}</span><time>10:{n}</time></div>"
        for n in range(10)
    )
    return f"<section>{''.join(bubbles)}</section>"


def _help(rng: random.Random, take: Callable[[], str]) -> str:
    return (
        f"<h1>MetaMask 官方客服</h1><p>官网：{take()}，备用网址 {take()}。客服电话：+1 888 555 0142，"
        f"微信：metamask_kefu01</p><h2>PayPal</h2><p>PayPal support number: +1 (877) 555-0143</p>"
        f"<dl><dt>网址<dd>{take()}<dt>邮箱<dd>{take()}</dl>"
    )


def _search(rng: random.Random, take: Callable[[], str]) -> str:
    found = (
        f"<div><a href='{_address(one)}'><h3>{_said(rng)}</h3><cite>{one}</cite></a><p>{_said(rng)}</p></div>"
        for one in (take() for _ in range(8))
    )
    return "".join(found)


def _nested(rng: random.Random, take: Callable[[], str]) -> str:
    inner = "".join(
        f"<li><div><div><p><em>{_said(rng)}</em> <b>{take()}</b></p></div></div>" for _ in range(8)
    )
    return f"<main><ol>{inner}</ol></main><footer><small>{take()}</small></footer>"


LAYOUTS = (_thread, _links, _table, _mail, _chat, _help, _search, _nested)


@pytest.mark.parametrize("seed", range(4))
def test_marks_are_what_a_scan_finds(browser: Browser, site: Site, seed: int) -> None:
    checker = Checker()
    wanted_all = marked_all = 0
    missing, more = [], []
    for layout in LAYOUTS:
        rng = random.Random(f"{layout.__name__} {seed}")
        body = layout(rng, lambda rng=rng: rng.choice(FAKES if rng.random() < 0.4 else HONEST))
        address = site.put(f"/{layout.__name__}{seed}", body)
        source = site.pages[f"/{layout.__name__}{seed}"]
        report = scan_document(read_html(source), checker, url=address)
        wanted = {
            c.verdict.raw for c in report.contacts
            if c.verdict.status.value in ("impersonation", "suspicious") and c.role != "hidden"
        }  # fmt: skip
        wanted |= {f.details["target"] for f in report.findings if f.code == "link_mismatch"}
        tab = browser.open(address)
        browser.read(tab)
        marked = {one["contact"] for one in browser.known(tab)["0"]["found"]}
        tab.close()
        wanted_all += len(wanted)
        marked_all += len(wanted & marked)
        missing += [(layout.__name__, one) for one in wanted - marked]
        more += [(layout.__name__, one) for one in marked - wanted]
    assert wanted_all >= 20
    assert marked_all >= 0.97 * wanted_all, missing
    assert more == []


def test_honest_pages_have_none(browser: Browser, site: Site) -> None:
    for layout in (_thread, _links, _table, _chat, _search, _nested):
        rng = random.Random(layout.__name__)
        tab = browser.open(site.put("/honest", layout(rng, lambda rng=rng: rng.choice(HONEST))))
        assert browser.read(tab) == []
        tab.close()


@pytest.mark.parametrize("shown", ["picture", "drawing"])
def test_codes_are_read(browser: Browser, site: Site, shown: str) -> None:
    zxing = pytest.importorskip("zxingcpp", reason="needs zxing-cpp")
    image = pytest.importorskip("PIL.Image", reason="needs pillow")
    pictures = []
    for text in ("https://rnetamask.io/login", "https://plain.example.org/"):
        code = zxing.create_barcode(text, zxing.BarcodeFormat.QRCode)
        made = io.BytesIO()
        image.fromarray(code.to_image(scale=5)).save(made, "PNG")
        address = f"data:image/png;base64,{base64.b64encode(made.getvalue()).decode()}"
        pictures.append(f"<img src='{address}'>")
    body = "<p>scan me</p>" + "".join(pictures)
    if shown == "drawing":
        body += """<script>onload = () => { for (const img of document.querySelectorAll('img')) {
          const canvas = document.createElement('canvas');
          canvas.width = img.width; canvas.height = img.height;
          canvas.getContext('2d').drawImage(img, 0, 0); img.replaceWith(canvas); } }</script>"""
    tab = browser.open(site.put(f"/code-{shown}", body))
    marks = browser.read(tab, 1)
    assert [mark["contact"] for mark in marks] == ["https://rnetamask.io/login"]
    tab.close()


def test_five_thousand_links(browser: Browser, site: Site) -> None:
    links = [f"<a href='https://plain{i}.example.org/a'>{i}</a> " for i in range(5000)]
    fakes = ["rnetamask.io", "tokenpocket-help.com", "metarnask.io"]
    for at, fake in zip((3, 2500, 4990), fakes, strict=True):
        links[at] = f"<a href='https://{fake}/'>{at}</a> "
    tab = browser.open(site.put("/many", "".join(links)))
    marks = browser.read(tab, 3, patience=60)
    assert sorted(mark["contact"] for mark in marks) == sorted(f"https://{f}/" for f in fakes)
    tab.close()
