"""Application ids: Google Play packages, App Store ids, Chrome extension ids."""

from __future__ import annotations

from ringtrue.errors import UnparseableContact
from ringtrue.kinds.facets import AppId
from ringtrue.kinds.platforms import parameter
from ringtrue.model import ContactPoint

_PREFIXES = {
    "android": "play_package",
    "play": "play_package",
    "play_package": "play_package",
    "ios": "appstore_id",
    "appstore": "appstore_id",
    "appstore_id": "appstore_id",
    "chrome": "chrome_extension_id",
    "chrome_extension_id": "chrome_extension_id",
}
_MAX = 150


def parse(raw: str, region: str | None = None) -> ContactPoint:
    """``android:PACKAGE``, ``ios:ID``, ``chrome:ID`` and the row kinds as prefixes.

    Raises `UnparseableContact` with ``bad_app_id``.

    >>> parse("android:vip.mytokenpocket").canonical
    'play_package:vip.mytokenpocket'
    """
    prefix, _, value = raw.strip().partition(":")
    store = _PREFIXES.get(prefix.strip().lower())
    if store is None:
        raise UnparseableContact("bad_app_id", raw, store="?")
    return _app(store, value.strip(), raw)


def knows_prefix(prefix: str) -> bool:
    """Whether ``prefix:`` names a store."""
    return prefix in _PREFIXES


def from_url(host: str, path: str, query: str, fragment: str, raw: str) -> ContactPoint | None:
    """The app of a store page, or None."""
    segments = [segment for segment in path.split("/") if segment]
    try:
        if host == "play.google.com" and segments[:3] == ["store", "apps", "details"]:
            return _app("play_package", parameter(query, "id"), raw)
        if host == "play.google.com" and segments[:2] == ["apps", "testing"] and segments[2:]:
            return _app("play_package", segments[2], raw)
        if host in ("apps.apple.com", "itunes.apple.com"):
            for segment in reversed(segments):
                if segment.startswith("id") and segment[2:].isdigit():
                    return _app("appstore_id", segment[2:], raw)
        elif (host == "chromewebstore.google.com" and segments[:1] == ["detail"]) or (
            host == "chrome.google.com" and segments[:2] == ["webstore", "detail"]
        ):
            # The store reads the id after the name and ignores the name.
            ids = [segment for segment in segments if _extension(segment.lower())]
            if len(ids) == 1:
                return _app("chrome_extension_id", ids[0], raw)
    except UnparseableContact:
        return None
    return None


def _app(store: str, value: str, raw: str) -> ContactPoint:
    if store == "appstore_id":
        value = value.removeprefix("id")
    if store == "chrome_extension_id":
        value = value.lower()
    if not _WELL_FORMED[store](value) or len(value) > _MAX:
        raise UnparseableContact("bad_app_id", raw, store=store)
    return ContactPoint(store, raw, f"{store}:{value}", (AppId(store, value),))


def _package(value: str) -> bool:
    """Java package names: at least two segments that begin with a letter."""
    segments = value.split(".")
    return len(segments) >= 2 and all(
        s and s[0].isalpha() and s.isascii() and s.replace("_", "").isalnum() for s in segments
    )


def _number(value: str) -> bool:
    return value.isascii() and value.isdigit() and 5 <= len(value) <= 12


def _extension(value: str) -> bool:
    """32 letters from a to p (the id is a hash in base 16, written with letters)."""
    return len(value) == 32 and all("a" <= c <= "p" for c in value)


_WELL_FORMED = {
    "play_package": _package,
    "appstore_id": _number,
    "chrome_extension_id": _extension,
}
