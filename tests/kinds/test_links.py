"""The parts that are cut out of a URL's normal form, held against those that ada itself names."""

from __future__ import annotations

import re

import ada_url
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ringtrue.errors import UnparseableContact
from ringtrue.kinds import links
from ringtrue.kinds.facets import UrlRest
from ringtrue.kinds.host import MAX_HOST, is_plain_host
from ringtrue.kinds.links import parse
from ringtrue.kinds.url import Opened, plain_rest

PIECES = [
    "http://", "https:", "//", "ftp://", "file:///", "data:", "javascript:", "mailto:", "a", "b.c",
    "@", ":", "/", "?", "#", "%", "%40", "%2f", "[::1]", "[", "]", "\\", "xn--", ":8080", "é", "。",
    "0x7f", "127.1", "=", "&", "..", "user:pass@", " ", "<", "'", '"', "|", "\t", "wallet.example",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=9).map("".join))
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_parts_of_a_url(text: str) -> None:
    for address in (text, f"https://{text}"):
        try:
            url = ada_url.URL(address)
        except ValueError:
            continue
        user = url.username + (f":{url.password}" if url.password else "")
        found = Opened.of(url.href)
        assert [getattr(found, name) for name in found.__match_args__[1:]] == [
            url.protocol[:-1], user, url.hostname, url.port,
            url.pathname, url.search[1:], url.hash[1:],
        ]  # fmt: skip


@given(
    st.sampled_from(["http", "https"]),
    st.text(alphabet="ab1-.x", min_size=1, max_size=20),
    st.text(alphabet="aZ0/-_.?%", max_size=20),
)
def test_a_plain_url_is_its_own_normal_form(scheme: str, host: str, path: str) -> None:
    text = f"{scheme}://{host}.example{path}"
    found = plain_rest(text)
    if found is not None:
        opened = Opened.of(ada_url.URL(text).href)
        assert found == opened.rest(opened.host)


def test_which_urls_are_plain() -> None:
    assert plain_rest("https://acme.example/a_b/C-2/") is not None
    assert plain_rest("https://acme.example") is not None
    for odd in (
        "https://acme.example/a/../b", "https://acme.example:8/", "HTTPS://acme.example",
        "https://a@acme.example", "https://1.2.3.4/", "https://acme.example/a//b",
        "https://xn--a.example/", "https://acme.example/?a", "ftp://acme.example/",
    ):  # fmt: skip
        assert plain_rest(odd) is None, odd


@given(st.text(alphabet="ab1-.xn", min_size=1, max_size=40))
def test_a_plain_host_is_what_the_browser_opens(host: str) -> None:
    if is_plain_host(host):
        assert ada_url.URL(f"https://{host}/").hostname == host


@pytest.mark.parametrize(
    "host",
    ["a.0x7f", "a.1", "1.2.3.4", "a..example", ".example", "A.example", "a_b.example", "a.xn--p1ai",
     "xn--a.example", "ä.example", "a.example.",
     f"{'a' * 64}.example", "a." * 130 + "example", "a"],
)  # fmt: skip
def test_what_is_no_plain_host(host: str) -> None:
    assert not is_plain_host(host)


def test_both_ways_of_reading_a_host_agree() -> None:
    for host in ("wallet.example", "a-b.co.uk", "x.github.io", "co.uk", "name.t.me", "1.example"):
        plain, opened = parse(host), parse(f" {host.upper()} ")
        assert (plain.kind, plain.canonical, plain.facets) == (
            opened.kind, opened.canonical, opened.facets,
        )  # fmt: skip
    with pytest.raises(UnparseableContact):
        parse("0x7f.0x1")


HOSTS = st.one_of(
    st.text(alphabet="ab1-.xnZ_é²\n", max_size=12),
    st.builds(
        lambda size, times, end: f"{'a' * size}.{'b-1.' * times}{end}",
        st.integers(60, 66), st.integers(0, 62), st.sampled_from(["com", "", "1a", "x" * 64]),
    ),
)  # fmt: skip
PATHS = st.one_of(
    st.text(alphabet="aZ0/-_.é?", max_size=12),
    st.builds(
        lambda size, times: f"{'a' * size}{'/b' * times}/",
        st.integers(198, 202),
        st.integers(0, 22),
    ),
)


HOST = r"(?:[a-z0-9-]{1,63}\.){1,60}[a-z][a-z0-9-]{0,62}"
URL = rf"(https?)://({HOST})((?:/[A-Za-z0-9_-]{{1,200}}){{0,20}}/?)"
"""What is plain, as patterns say it: the code tests strings instead, without importing `re`."""


@given(HOSTS)
def test_a_plain_host_is_what_the_pattern_says(host: str) -> None:
    fits = len(host) <= MAX_HOST and re.fullmatch(HOST, host) is not None and "xn--" not in host
    assert is_plain_host(host) is fits


@given(st.sampled_from(["http", "https", "ftp", "HTTP"]), HOSTS, st.sampled_from(["", "/"]), PATHS)
def test_a_plain_url_is_what_the_pattern_says(
    scheme: str, host: str, slash: str, path: str
) -> None:
    text = f"{scheme}://{host}{slash}{path}"
    fits = re.fullmatch(URL, text)
    if fits is None or not is_plain_host(fits[2]):
        assert plain_rest(text) is None
    else:
        opened = Opened.of(f"{fits[1]}://{fits[2]}{fits[3] or '/'}")
        assert plain_rest(text) == opened.rest(opened.host)


SITES = st.sampled_from([
    "t.me", "x.com", "www.google.com", "play.google.com", "apps.apple.com", "phantom.app", "wa.me",
    "name.t.me", "bit.ly", "stranger.example", "a.b.co.uk", "github.io", "x.github.io", "co.uk",
    "discord.gg", "www.facebook.com", "m.youtube.com", "addons.mozilla.org", "l.facebook.com",
])  # fmt: skip
PAGES = st.lists(
    st.sampled_from([
        "name", "url", "store", "apps", "details", "id6", "ul", "browse", "help", "c", "en-us",
        "profile", "about", "invite", "share", "u", "app", "addon", "firefox", "Name_7", "-", "1",
    ]) | st.text("abcXYZ019_-", min_size=1, max_size=8),
    max_size=4,
)  # fmt: skip


@given(st.sampled_from(["http", "https"]), SITES, PAGES, st.sampled_from(["", "/"]))
def test_a_plain_url_is_read_as_any_other(
    scheme: str, host: str, path: list[str], end: str
) -> None:
    text = f"{scheme}://{host}{''.join(f'/{piece}' for piece in path)}{end}"
    assert plain_rest(text) is not None
    quick = parse(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(links, "plain_rest", lambda _: None)
        assert parse(text) == quick


@pytest.mark.parametrize("text", ["market://a@b.example:8/c", "data:text/html,x", "javascript:a@b"])
def test_a_link_without_a_host_to_look_up_names_nobody_before_a_sign(text: str) -> None:
    (rest,) = parse(text).facets
    assert isinstance(rest, UrlRest)
    assert (rest.userinfo, rest.port, rest.rfc3986_host) == ("", "", "")
