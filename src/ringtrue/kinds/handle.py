"""Accounts: ``platform:@name``, bare ``@name``, and every form of profile link.

All link forms of one account have one canonical form. Names that a platform cannot have are
invalid; invite codes and short links name nobody and are marked opaque.
"""

from __future__ import annotations

import unicodedata

from ringtrue.errors import UnparseableContact
from ringtrue.kinds.facets import HandleName
from ringtrue.kinds.platforms import Platform, by_host, by_prefix
from ringtrue.model import ContactPoint
from ringtrue.text.skeleton import clean

MAX_NAME = 100
"""Characters of the longest account name of any platform."""
_ANY_EXTRA = "_-."


def parse(raw: str, region: str | None = None, platform: str = "") -> ContactPoint:
    """``x:@name``, ``telegram:name``, ``@name``, or a name when `platform` is given.

    Raises `UnparseableContact`.
    """
    text = clean(raw.strip())
    if not platform:
        prefix, colon, rest = text.partition(":")
        known = by_prefix(prefix) if colon else None
        if known is not None:
            return _account(known, rest, raw, region)
    else:
        known = by_prefix(platform)
        if known is None:
            raise UnparseableContact("bad_handle", raw, platform=platform, rule="platform")
        prefix, colon, rest = text.partition(":")
        return _account(known, rest if colon and by_prefix(prefix) else text, raw, region)
    name = text.removeprefix("@").strip()
    _well_formed(name, 1, MAX_NAME, _ANY_EXTRA, raw, "")
    folded = name.lower()
    return ContactPoint("handle", raw, f"@{folded}", (HandleName("", folded, name),))


def looks_like(raw: str) -> bool:
    """A single word of letters, digits, ``_``, ``-`` that could be an account name."""
    text = clean(raw.strip()).removeprefix("@")
    return (
        3 <= len(text) <= 40
        and any(c.isalpha() for c in text)
        and all(c.isalnum() or c in "_-" for c in text)
    )


def knows_prefix(prefix: str) -> bool:
    """Whether ``prefix:`` names a platform."""
    return by_prefix(prefix) is not None or prefix in ("weixin", "mqqwpa")


def from_url(host: str, path: str, query: str, fragment: str, raw: str) -> ContactPoint | None:
    """The account that a profile link names, or None when the URL is no profile link."""
    found = by_host(host)
    if found is None:
        return None
    platform, label = found
    segments = [segment for segment in path.split("/") if segment]
    try:
        if label:
            return _named(platform, label, raw)
        return _LINKS.get(platform.name, _first_segment)(platform, host, segments, query, raw)
    except UnparseableContact:
        return None  # a page of the platform, judged as the URL that it is


def is_platform_host(host: str) -> bool:
    """Whether accounts of strangers live on `host`."""
    return by_host(host) is not None


def _account(platform: Platform, text: str, raw: str, region: str | None) -> ContactPoint:
    name = text.strip()
    if name.startswith("//"):  # tg://resolve?domain=name, whatsapp://send?phone=
        return _app_link(platform, name, raw)
    name = name.removeprefix("@").strip()
    if platform.name == "whatsapp":
        return _whatsapp(name, raw, region)
    if platform.name == "wechat" and not name.isascii():
        # A 公众号 is known by its display name.
        name = "".join(name.split())
        if not 1 <= len(name) <= 40 or not all(c.isalnum() or c in "_-" for c in name):
            raise UnparseableContact("bad_handle", raw, platform=platform.name, rule="characters")
        return _named(platform, name, raw, checked=True)
    return _named(platform, name, raw)


def _named(
    platform: Platform, name: str, raw: str, *, checked: bool = False, opaque: bool = False
) -> ContactPoint:
    if not checked:
        extra = platform.extra
        _well_formed(name, platform.least, platform.most, extra, raw, platform.name)
    folded = name
    if platform.fold and not opaque and not (platform.name == "youtube" and _channel_id(name)):
        folded = name.lower()
    facet = HandleName(platform.name, folded, name, opaque)
    return ContactPoint(platform.name, raw, f"{platform.name}:@{folded}", (facet,))


def _well_formed(name: str, least: int, most: int, extra: str, raw: str, platform: str) -> None:
    rule = ""
    if not least <= len(name) <= most:
        rule = f"{least}-{most}"
    elif not all(c in extra or (c.isascii() and c.isalnum()) for c in name):
        letters = all(
            c in extra or c.isalnum() or unicodedata.category(c).startswith("M") for c in name
        )
        # Non-Latin names are possible where no platform (or one that shows names) was given.
        if not (letters and platform in ("", "weibo", "youtube", "linkedin", "medium")):
            rule = "characters"
    elif platform == "qq" and not (name.isdigit() and name[0] != "0"):
        rule = "digits"
    elif platform == "telegram" and not (name[0].isalpha() and not name.endswith("_")):
        rule = "first letter"
    if rule:
        raise UnparseableContact("bad_handle", raw, platform=platform or "@", rule=rule)


def _channel_id(name: str) -> bool:
    return len(name) == 24 and name.startswith("UC")


# -- profile links ---------------------------------------------------------------------------


def _first_segment(
    platform: Platform, host: str, segments: list[str], query: str, raw: str
) -> ContactPoint | None:
    if not segments or segments[0].lower() in platform.reserved:
        return None
    return _named(platform, segments[0].removeprefix("@"), raw)


def _telegram(
    platform: Platform, host: str, segments: list[str], query: str, raw: str
) -> ContactPoint | None:
    if not segments:
        return None
    first = segments[0]
    if first == "s" and len(segments) > 1:  # the web preview of a channel
        return _named(platform, segments[1], raw)
    if first.startswith("+"):
        if first[1:].isdigit():
            return None
        return _named(platform, first, raw, checked=True, opaque=True)
    if first == "joinchat" and len(segments) > 1:
        return _named(platform, "+" + segments[1], raw, checked=True, opaque=True)
    return _first_segment(platform, host, segments, query, raw)


def _discord(
    platform: Platform, host: str, segments: list[str], query: str, raw: str
) -> ContactPoint | None:
    if host.removeprefix("www.") == "discord.gg" and segments:
        return _named(platform, segments[0], raw)
    if len(segments) > 1 and segments[0] in ("invite", "users"):
        return _named(platform, segments[1], raw)
    return None


def _youtube(
    platform: Platform, host: str, segments: list[str], query: str, raw: str
) -> ContactPoint | None:
    if len(segments) > 1 and segments[0] in ("channel", "c", "user"):
        return _named(platform, segments[1], raw)
    if segments and segments[0].startswith("@"):
        return _named(platform, segments[0][1:], raw)
    return None


def _marked(
    platform: Platform, host: str, segments: list[str], query: str, raw: str
) -> ContactPoint | None:
    """Medium, TikTok: the account is the segment with an @."""
    if segments and segments[0].startswith("@"):
        return _named(platform, segments[0][1:], raw)
    if platform.name == "medium" and segments:
        return _first_segment(platform, host, segments, query, raw)
    return None


def _after_type(
    platform: Platform, host: str, segments: list[str], query: str, raw: str
) -> ContactPoint | None:
    """Reddit, LinkedIn: ``/r/name``, ``/company/name``."""
    if len(segments) > 1 and segments[0] in ("r", "u", "user", "company", "in", "school"):
        return _named(platform, segments[1], raw)
    return None


def _github(
    platform: Platform, host: str, segments: list[str], query: str, raw: str
) -> ContactPoint | None:
    return _first_segment(platform, host, segments, query, raw) if len(segments) == 1 else None


def _weibo(
    platform: Platform, host: str, segments: list[str], query: str, raw: str
) -> ContactPoint | None:
    if len(segments) > 1 and segments[0] in ("u", "n", "p"):
        return _named(platform, segments[1], raw)
    return _first_segment(platform, host, segments, query, raw)


def _line(
    platform: Platform, host: str, segments: list[str], query: str, raw: str
) -> ContactPoint | None:
    for segment in segments:
        if segment[:1] in "@~":
            return _named(platform, segment[1:], raw)
    if host in ("lin.ee",) and segments:
        return _named(platform, segments[0], raw, opaque=True)
    return None


def _whatsapp_link(
    platform: Platform, host: str, segments: list[str], query: str, raw: str
) -> ContactPoint | None:
    number = _parameter(query, "phone")
    if number:
        return _whatsapp(number, raw, None)
    if host == "wa.me" and segments and segments[0].lstrip("+").isdigit():
        return _whatsapp(segments[0], raw, None)
    if host in ("chat.whatsapp.com", "wa.link") and segments:
        return _named(platform, segments[0], raw, checked=True, opaque=True)
    return None


def _qq(
    platform: Platform, host: str, segments: list[str], query: str, raw: str
) -> ContactPoint | None:
    number = _parameter(query, "uin") or (segments[0] if segments else "")
    return _named(platform, number, raw) if number.isdigit() else None


def _wechat(
    platform: Platform, host: str, segments: list[str], query: str, raw: str
) -> ContactPoint | None:
    if host.removeprefix("www.") == "u.wechat.com" and segments:
        return _named(platform, segments[0], raw, checked=True, opaque=True)
    return None


_LINKS = {
    "telegram": _telegram,
    "discord": _discord,
    "youtube": _youtube,
    "medium": _marked,
    "tiktok": _marked,
    "reddit": _after_type,
    "linkedin": _after_type,
    "github": _github,
    "weibo": _weibo,
    "line": _line,
    "whatsapp": _whatsapp_link,
    "qq": _qq,
    "wechat": _wechat,
}


def _app_link(platform: Platform, text: str, raw: str) -> ContactPoint:
    """``tg://resolve?domain=name``, ``whatsapp://send?phone=...``."""
    query = text.partition("?")[2]
    if platform.name == "whatsapp":
        return _whatsapp(_parameter(query, "phone"), raw, None)
    name = _parameter(query, "domain") or _parameter(query, "uin")
    if not name:
        raise UnparseableContact("bad_handle", raw, platform=platform.name, rule="link")
    return _named(platform, name, raw)


def _whatsapp(number: str, raw: str, region: str | None) -> ContactPoint:
    from ringtrue.kinds import phone

    digits = "".join(c for c in number if c.isdigit())
    if not digits:
        raise UnparseableContact("bad_handle", raw, platform="whatsapp", rule="digits")
    return phone.from_digits(digits, via="whatsapp", raw=raw)


def _parameter(query: str, name: str) -> str:
    for pair in query.split("&")[:40]:
        key, _, value = pair.partition("=")
        if key.lower() == name:
            return value.strip()
    return ""
