"""Application ids: Google Play, App Store, and the extension stores of Chrome, Edge and Firefox.

The id decides. Most stores ignore the name in a page's address (``/detail/NAME/ID``), so that
name is kept as a claim of its own, a `DisplayName`.
"""

from __future__ import annotations

from ringtrue.errors import UnparseableContact
from ringtrue.kinds import APP_KINDS
from ringtrue.kinds import parse as parse_any
from ringtrue.kinds.account_names import with_shown
from ringtrue.kinds.facets import AppId, DisplayName
from ringtrue.kinds.platforms import APP_STORES, parameter
from ringtrue.kinds.registry import Kind
from ringtrue.model import ContactPoint
from ringtrue.text.paths import segments as segments_of

_PREFIXES = {
    "android": "play_package",
    "play": "play_package",
    "play_package": "play_package",
    "google play": "play_package",
    "googleplay": "play_package",
    "apk": "play_package",
    "package": "play_package",
    "安卓": "play_package",
    "包名": "play_package",
    "ios": "appstore_id",
    "app store": "appstore_id",
    "itunes": "appstore_id",
    "苹果": "appstore_id",
    "appstore": "appstore_id",
    "appstore_id": "appstore_id",
    "chrome": "chrome_extension_id",
    "chrome_extension_id": "chrome_extension_id",
    "chrome extension": "chrome_extension_id",
    "edge": "edge_extension_id",
    "edge_extension_id": "edge_extension_id",
    "firefox": "firefox_addon_id",
    "firefox_addon_id": "firefox_addon_id",
}
SCHEMES = frozenset({
    "market", "itms-apps", "itms-appss", "itms", "chrome-extension", "extension",
})  # fmt: skip
"""Schemes of links that open a store's app, or an installed extension."""
_MAX = 150
_APPLE = frozenset({"apps.apple.com", "itunes.apple.com", "geo.itunes.apple.com"})
_PLAY_PAGES = (["store", "apps", "details"], ["work", "apps", "details"])


def parse(raw: str, region: str | None = None) -> ContactPoint:
    """``android:PACKAGE``, ``ios:ID``, ``chrome:ID``, ``edge:ID``, ``firefox:ID``, the row kinds
    as prefixes, and the links that a store's app opens (``market://details?id=PACKAGE``).

    Raises `UnparseableContact` with ``bad_app_id``.

    >>> parse("android:vip.mytokenpocket").canonical
    'play_package:vip.mytokenpocket'
    """
    prefix, _, value = raw.strip().partition(":")
    prefix = prefix.strip().lower()
    if prefix in SCHEMES:
        return _opened(prefix, value, raw)
    store = _PREFIXES.get(prefix)
    if store is None:
        raise UnparseableContact("bad_app_id", raw, store="?")
    return _app(store, value.strip(), raw)


def knows_prefix(prefix: str) -> bool:
    """Whether ``prefix:`` names a store or is the scheme of one's app."""
    return prefix in _PREFIXES or prefix in SCHEMES


def from_url(host: str, path: str, query: str, fragment: str, raw: str) -> ContactPoint | None:
    """The app that a store's page is about; None for any other page. `path` and `query` are
    percent-decoded; in a page's fragment no store names an app."""
    if not host.endswith(APP_STORES):
        return None
    segments = list(segments_of(path))
    try:
        if host == "play.google.com":
            return _play(segments, query, raw)
        if host in _APPLE:
            return _apple(segments, raw)
        if host == "chromewebstore.google.com" and segments[:1] == ["detail"]:
            return _extension_page("chrome_extension_id", segments[1:], raw)
        if host == "chrome.google.com" and segments[:2] == ["webstore", "detail"]:
            return _extension_page("chrome_extension_id", segments[2:], raw)
        if host == "microsoftedge.microsoft.com" and segments[:2] == ["addons", "detail"]:
            return _extension_page("edge_extension_id", segments[2:], raw)
        if host == "addons.mozilla.org" and "addon" in segments[:3]:
            after = segments[segments.index("addon") + 1 :]
            return _app("firefox_addon_id", after[0], raw) if after else None
    except UnparseableContact:
        return None
    return None


def _play(segments: list[str], query: str, raw: str) -> ContactPoint | None:
    if segments[:3] in _PLAY_PAGES:
        return _app("play_package", parameter(query, "id"), raw)
    if segments[:2] == ["apps", "testing"] and segments[2:]:
        return _app("play_package", segments[2], raw)
    return None


def _apple(segments: list[str], raw: str) -> ContactPoint | None:
    for at in reversed(range(len(segments))):
        if segments[at][:2] == "id" and segments[at][2:].isdigit():
            shown = segments[at - 1] if at else ""
            shown = "" if shown in ("app", "apple-store") or len(shown) == 2 else shown
            return _app("appstore_id", segments[at][2:], raw, shown)
    return None


def _extension_page(store: str, segments: list[str], raw: str) -> ContactPoint | None:
    """The extension of a page ``/NAME/ID``: the store reads the id and ignores the name."""
    ids = [segment for segment in segments if _extension(segment.lower())]
    if len(ids) != 1:
        return None
    shown = segments[0] if segments[0] != ids[0] else ""
    return _app(store, ids[0], raw, shown)


def _opened(scheme: str, rest: str, raw: str) -> ContactPoint:
    """``market://details?id=``, ``itms-apps://apps.apple.com/app/id1``, ``chrome-extension://ID/``."""
    from urllib.parse import unquote

    address, _, query = rest.removeprefix("//").partition("#")[0].partition("?")
    host, _, path = address.partition("/")
    found: ContactPoint | None = None
    if scheme in ("chrome-extension", "extension"):
        store = "chrome_extension_id" if scheme == "chrome-extension" else "edge_extension_id"
        return _app(store, host, raw)
    if scheme == "market":
        if address.strip("/") == "details":
            found = _app("play_package", parameter(unquote(query), "id"), raw)
    else:
        found = from_url(host.lower().removeprefix("www."), unquote(path), "", "", raw)
    if found is None:
        raise UnparseableContact("bad_app_id", raw, store=scheme)
    return found


def _app(store: str, value: str, raw: str, shown: str = "") -> ContactPoint:
    if store == "appstore_id":
        value = value.removeprefix("id")
    if store in ("chrome_extension_id", "edge_extension_id", "firefox_addon_id"):
        value = value.lower()
    if len(value) > _MAX or not _WELL_FORMED[store](value):
        raise UnparseableContact("bad_app_id", raw, store=store)
    contact = ContactPoint(store, raw, f"{store}:{value}", (AppId(store, value),))
    return with_shown(contact, shown.replace("-", " "))


def _package(value: str) -> bool:
    """Java package names: at least two segments that begin with a letter.

    developer.android.com/build/configure-app-module, Set the application ID.
    """
    segments = value.split(".")
    return len(segments) >= 2 and all(
        s and s[0].isalpha() and s.isascii() and s.replace("_", "").isalnum() for s in segments
    )


def _number(value: str) -> bool:
    return value.isascii() and value.isdigit() and 5 <= len(value) <= 12


def _extension(value: str) -> bool:
    """32 letters from a to p (the id is a hash in base 16, written with letters)."""
    return len(value) == 32 and all("a" <= c <= "p" for c in value)


def _addon(value: str) -> bool:
    """The id in the manifest (``name@host``, ``{GUID}``) or the name in the store's address.

    developer.mozilla.org, browser_specific_settings: an id has 80 characters or less.
    """
    if not 2 <= len(value) <= 80 or not value.isascii():
        return False
    inner = value[1:-1] if value[0] == "{" and value[-1] == "}" else value
    return all(c.isalnum() or c in "-_.@~+" for c in inner) and any(c.isalpha() for c in inner)


_WELL_FORMED = {
    "play_package": _package,
    "appstore_id": _number,
    "chrome_extension_id": _extension,
    "edge_extension_id": _extension,
    "firefox_addon_id": _addon,
}


def _stated(text: str, region: str | None, name: str) -> ContactPoint:
    if not name or text.startswith(f"{name}:"):
        return parse(text, region)
    return parse_any(text, None, region) if "://" in text else parse(f"{name}:{text}", region)


KIND = Kind(
    names=APP_KINDS,
    facets=frozenset({AppId, DisplayName}),
    sample="https://play.google.com/store/apps/details?id=com.example.wallet",
    parse=_stated,
    read=parse,
    schemes=lambda: SCHEMES,
    knows_prefix=knows_prefix,
    of_link=from_url,
)
