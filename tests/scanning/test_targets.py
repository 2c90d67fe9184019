"""Where links of a page lead, and what of a page is read: as a browser has it."""

from __future__ import annotations

import pytest

pytest.importorskip("selectolax", reason="pages need the extra html")

from ringtrue import Checker, Directory
from ringtrue.records import replace
from ringtrue.scanning import scan_document
from ringtrue.scanning.html_page import read_html
from ringtrue.scanning.targets import base_of

PAGE = "https://evil.example/x/page.html"
ALARMS = ("suspicious", "impersonation")


def targets(source: str, url: str = "") -> list[str]:
    document = read_html(source, url=url)
    return [document.text[link.target_start : link.target_end] for link in document.links]


@pytest.mark.parametrize(
    ("written", "page", "base", "leads"),
    [
        # One scheme: a path of the page (WHATWG URL, section 4.4, "special relative or authority").
        ("https:brand.example/x", PAGE, "", ""),
        ("https:/brand.example/x", PAGE, "", ""),
        ("http:brand.example/x", PAGE, "", "http://brand.example/x"),
        ("https:brand.example/x", "http://evil.example/", "", "https://brand.example/x"),
        ("https:brand.example/x", "", "", "https:brand.example/x"),  # two readings
        ("/\\other.example/c", PAGE, "", "https://other.example/c"),
        ("\\\\other.example", PAGE, "", "https://other.example/"),
        ("/\\other.example/c", "", "", "https://other.example/c"),
        ("ht\ntps://other.example", PAGE, "", "https://other.example"),
        ("\x01https://other.example", PAGE, "", "https://other.example"),
        (" \t//other.example/a ", "", "", "https://other.example/a"),
        ("a/b", PAGE, "", ""),
        ("#top", PAGE, "", ""),
        ("a/b", PAGE, "https://other.example/d/", "https://other.example/d/a/b"),
        ("#top", PAGE, "//other.example", "https://other.example/#top"),
        ("a/b", "", "https://other.example/", "https://other.example/a/b"),
        ("a/b", PAGE, "javascript:x", ""),
        ("a/b", PAGE, "data:text/html,x", ""),
        ("//other.example/a", PAGE, "http://[broken", "https://other.example/a"),
        ("https://evil.example/x", PAGE, "", "https://evil.example/x"),  # written whole
        ("https://[broken/", PAGE, "", "https://[broken/"),
        ("javascript:alert(1)", PAGE, "", ""),
        ("about:blank", PAGE, "", ""),
        ("tel:+18005550142", PAGE, "", "tel:+18005550142"),
        ("mailto:a@b.example", "", "", "mailto:a@b.example"),
        ("", PAGE, "", ""),
    ],
)
def test_a_link_leads_where_a_browser_goes(written, page, base, leads):
    assert base_of(page, base).target(written) == leads


def test_a_page_without_a_scheme_is_one_of_the_web():
    assert base_of("evil.example/x", "").target("https:brand.example") == ""


@pytest.mark.parametrize(
    "source",
    [
        '<a href="ht&#10;tps://other.example/">x</a>',
        '<a href="/\\other.example/">x</a>',
        '<a href="&#1;https://other.example/">x</a>',
        '<svg><a xlink:href="https://other.example/"><text>x</text></a></svg>',
        '<svg><a href="https://other.example/"><text>x</text></a></svg>',
        '<iframe srcdoc="&lt;a href=//other.example/&gt;x&lt;/a&gt;"></iframe>',
        '<iframe src="//other.example/"></iframe>',
        '<frameset><frame src="https://other.example/"></frameset>',
        '<form><button formaction="https://other.example/">go</button></form>',
        '<form><input type=submit formaction="https://other.example/"></form>',
        '<form action="//other.example/"></form>',
        '<object data="https://other.example/"></object>',
        '<embed src="https://other.example/">',
        '<map><area href="https://other.example/"></map>',
        '<div><template shadowrootmode=open><a href="//other.example/">x</a></template></div>',
        '<meta http-equiv=refresh content="0;url=https://other.example/">',
        "<meta http-equiv=refresh content=\"3; URL='https://other.example/'\">",
        '<meta http-equiv=refresh content="0;//other.example/">',
        '<base href="//other.example/"><a href="">x</a>',
    ],
)
def test_every_attribute_that_navigates_is_read(source):
    assert [t.rstrip("/") for t in targets(source, PAGE)] == ["https://other.example"]


@pytest.mark.parametrize(
    "source",
    [
        '<a href="https:other.example/">x</a>',
        '<img src="https://other.example/">',
        '<script src="https://other.example/"></script>',
        '<a data-href="https://other.example/">x</a>',
        "<a href=\"javascript:location='https://other.example/'\">x</a>",
        "<!-- <a href=https://other.example/>x</a> -->",
        '<textarea><a href="https://other.example/">x</a></textarea>',
        '<embed src="">',
    ],
)
def test_what_does_not_navigate_is_no_link(source):
    assert targets(source, PAGE) == []


def test_a_relative_link_is_not_the_brands():
    checker = Checker(Directory.from_rows([("w", "Wallet", "domain", "wallet.example")]))
    source = '<a href="https:wallet.example/login">Log in</a>'
    report = scan_document(read_html(source, url=PAGE), checker, url=PAGE)
    assert report.contacts == ()
    assert report.status.value == "unknown"


HELP = (
    "<title>HSBC UK - Contact us</title><h1>Contact HSBC</h1><p>Call us on 03457 404 999, "
    "WhatsApp +44 7700 900123, <a href='https://www.youtube.com/watch?v=dQw4w9WgXcQ'>HSBC film</a>"
    "<p>HSBC help: telegram @hsbc_help_desk, https://hsbc-login.example/</p>"
)


def accused(source: str, url: str | None, **told: str) -> set[str]:
    document = replace(read_html(source), **told)
    report = scan_document(document, Checker(), url=url)
    alarms = (c.verdict.raw for c in report.contacts if c.verdict.status.value in ALARMS)
    return {raw.removeprefix("https://") for raw in alarms}


def test_what_a_brands_own_page_offers_is_no_strangers():
    """The list lacks most numbers of a bank; what looks like the bank's is accused there too."""
    alike = {"hsbc_help_desk", "hsbc-login.example/"}
    assert accused(HELP, "https://www.hsbc.co.uk/contact/") == alike
    others = {"03457 404 999", "wa.me/447700900123", "www.youtube.com/watch?v=dQw4w9WgXcQ"}
    assert accused(HELP, "https://contact-hsbc.example/") >= alike | others
    assert accused(HELP, None, address="https://www.hsbc.co.uk/contact/") >= alike | others


@pytest.mark.parametrize(
    "source",
    [
        "<b>one</b><p>two</p>",
        "<ul><li>one<li>two</ul>",
        "<table><td>one<td>two</table>",
        "<button>one</button><button>two</button>",
        '<span style="display:block">one</span><span>two</span>',
        '<span style="float:left">one</span><i style="display: inline-block">two</i>',
        "<style>.x{display:flex}</style><span class=x>one</span><span class=x>two</span>",
        "<svg><text>one</text><text>two</text></svg>",
        "<select><option>one<option>two</select>",
        "one<br>two",
        "one<hr>two",
        "one<div><template shadowrootmode=open>two</template></div>",
        "one<iframe srcdoc=two></iframe>",
    ],
)
def test_what_stands_apart_is_not_glued(source):
    assert read_html(source).text.split() == ["one", "two"]


@pytest.mark.parametrize("source", ["<b>on</b><i>e</i>", "<span>on</span><span class=y>e</span>"])
def test_what_stands_together_stays(source):
    assert read_html(source).text.split() == ["one"]


@pytest.mark.parametrize(
    "source",
    [
        "<iframe srcdoc='" + "&lt;iframe srcdoc=".replace("&", "&amp;" * 20) * 50 + "'></iframe>",
        '<iframe srcdoc="&lt;p&gt;x"></iframe>' * 3_000,
        "<div>" + "<template shadowrootmode=open>" * 3_000,
        "<form>" + "<input name=a>" * 50_000,
        "<style>" + ".a{" * 60_000 + "</style><p class=a>x",
        "<meta http-equiv=refresh content='" + " " * 90_000 + "'>",
        "<a href='" + "/\\" * 100_000 + "'>x</a>",
    ],
)
def test_hostile_pages_end(source):
    assert read_html(source, url=PAGE) is not None


@pytest.mark.parametrize(
    "tags",
    [
        "<i></b>",
        "<div><b id=q{n}></div>",
        "<b id=q{n}><td></td>",
        "<span></x>",
        "<b><div></b>",
        "<a><p></a>",
        "<div>",
        "<td><font>x",
    ],
)
def test_tags_that_a_parser_opens_again_are_bounded(tags):
    """Twice the page, about twice the time; the first four took a parser the square and more."""
    import time

    def spent(count: int) -> float:
        source = "<table>" + "".join(tags.replace("{n}", str(n)) for n in range(count))
        begin = time.process_time()
        read_html(source)
        return time.process_time() - begin

    assert spent(8_000) < 4 * spent(4_000) + 0.5


@pytest.mark.parametrize(
    "source",
    [
        "<table>" + "<tr><td><font color=red>{n}" * 2_000 + "</table>",
        "<ul>" + "<li><a href=https://h.example/>{n}</a>" * 2_000 + "</ul>",
        "<div><p><b>{n}</b></div>" * 2_000,
        "<a href=https://h.example/>{n} " * 2_000,
    ],
)
def test_sloppy_pages_are_read_whole(source):
    numbered = "".join(
        part + str(n) for n, part in enumerate(source.split("{n}")[:-1])
    ) + source.split("{n}")[-1]  # fmt: skip
    document = read_html(numbered)
    assert [int(word) for word in document.text.split() if word.isdigit()] == list(range(2_000))
    assert len(document.links) == (2_000 if "href" in source else 0)
