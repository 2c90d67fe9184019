"""Accounts: ``platform:@name``, bare ``@name``, and every form of profile link.

All link forms of one account have one canonical form, and no two accounts share one: where a
platform has two kinds of names (communities and users, companies and people), the second keeps
a mark (``reddit:@u/name``, ``linkedin:@in/name``). Names that a platform cannot have are
invalid. Invite codes and internal ids name nobody: ``+`` and the code as it is, marked opaque.
"""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from itertools import pairwise

from ringtrue.errors import UnparseableContact
from ringtrue.kinds.facets import HandleName
from ringtrue.kinds.platforms import (
    Link,
    Platform,
    by_prefix,
    is_platform_host,
    links_of,
    links_of_platform,
    schemes,
)
from ringtrue.model import ContactPoint
from ringtrue.text.skeleton import clean

__all__ = ["from_url", "is_platform_host", "knows_prefix", "looks_like", "parse"]

MAX_NAME = 100
"""Characters of the longest account name of any platform."""
MAX_CODE = 200
"""Characters of the longest invite code."""
_ANY = Platform("", (), (), 1, MAX_NAME, "_-.", frozenset({"fold", "intl"}), frozenset())
"""What an account name can be when nobody says where."""
_CODE_EXTRA = "_-=+/"
_GROUP_CODE = 22
"""Characters of the invite code of a WhatsApp group."""
_RANDOM_CODE_LENGTHS = (7, 8, 10)
"""Characters of the invite codes that Discord draws; chosen ones have any length."""


def parse(raw: str, region: str | None = None, platform: str = "") -> ContactPoint:
    """``x:@name``, ``telegram:name``, ``@name``, or a name when `platform` is given.

    Raises `UnparseableContact` with ``bad_handle``, the platform and the rule that is broken.

    >>> parse("twitter:ExampleWallet").canonical, parse("t.me/name", platform="telegram").kind
    ('x:@examplewallet', 'telegram')
    """
    text = clean(raw.strip())
    prefix, colon, rest = text.partition(":")
    scheme = prefix.strip().lower() if colon else ""
    if scheme in schemes() and (rest.startswith("//") or ("?" in rest and "://" not in rest)):
        return _app_link(scheme, rest, raw)
    named = by_prefix(scheme) if colon else None
    wanted = by_prefix(platform) if platform else named
    if platform and wanted is None:
        raise UnparseableContact("bad_handle", raw, platform=platform, rule="platform")
    if wanted is None:
        return _named(_ANY, text.removeprefix("@").strip(), raw)
    return _account(wanted, rest if named is wanted else text, raw)


def looks_like(raw: str) -> bool:
    """A single word of letters, digits, ``_``, ``-`` that could be an account name."""
    text = clean(raw.strip()).removeprefix("@")
    return (
        3 <= len(text) <= 40
        and any(c.isalpha() for c in text)
        and all(c.isalnum() or c in "_-" for c in text)
    )


def knows_prefix(prefix: str) -> bool:
    """Whether ``prefix:`` names a platform or is the scheme of one's app."""
    return by_prefix(prefix) is not None or prefix.strip().lower() in schemes()


def from_url(host: str, path: str, query: str, fragment: str, raw: str) -> ContactPoint | None:
    """The account that a profile link names, or None when the URL is no profile link.

    `path` and `query` are percent-decoded. A link to a post is its account's.
    """
    label, links = links_of(host)
    return _by_links(label, links, path, query, raw) if links else None


def _by_links(
    label: str, links: tuple[Link, ...], path: str, query: str, raw: str
) -> ContactPoint | None:
    segments = [segment for segment in path.split("/") if segment]
    for link in links:
        name = link.name_in(segments, query)
        if name is None:
            continue
        name = name or label
        if link.reserves and name.lower() in link.platform.reserved:
            return None
        try:
            return _linked(link, name, raw)
        except UnparseableContact:
            return None  # a page of the platform, judged as the URL that it is
    return None


def _linked(link: Link, name: str, raw: str) -> ContactPoint:
    """The contact that a link's name stands for."""
    platform, kind = link.platform, link.names
    if kind == "tel" or (kind == "+tel" and name.isdigit()):
        return _number(platform, name, raw)
    if kind in ("+", "+tel"):
        return _code(platform, name, raw)
    if kind != "@":
        return _named(platform, name, raw, mark=kind)
    if platform.name == "youtube" and (link.parts[0] == "channel") != _channel_id(name):
        if link.parts[0] == "channel":
            raise UnparseableContact("bad_handle", raw, platform="youtube", rule="channel id")
        return _named(platform, name.lower(), raw)  # a name that imitates a channel's id
    return _named(platform, name, raw)


def _account(platform: Platform, text: str, raw: str) -> ContactPoint:
    """What stands behind ``platform:``: a name, a marked name, a code, a number, a link."""
    name = text.strip().removeprefix("@").strip()
    if name.startswith("+"):
        if platform.name in ("whatsapp", "telegram") and not any(c.isalpha() for c in name):
            return _number(platform, name, raw)
        return _code(platform, name[1:], raw)
    if "/" in name:
        return _with_path(platform, name, raw)
    if name.startswith("~") and platform.name == "line":
        return _named(platform, name[1:], raw, mark="~")
    if platform.name == "whatsapp":
        group = len(name) == _GROUP_CODE and name.isascii() and name.isalnum()
        return _code(platform, name, raw) if group else _number(platform, name, raw)
    return _named(platform, name, raw)


def _with_path(platform: Platform, text: str, raw: str) -> ContactPoint:
    """``u/name`` of a platform, or a link of that platform after its name."""
    if "." in text.partition("/")[0] or "://" in text:
        from ringtrue.kinds import url

        contact = url.parse(text)
        via = getattr(contact.facets[0], "via", "") if contact.facets else ""
        if platform.name in (contact.kind, via):
            return replace(contact, raw=raw)
        raise UnparseableContact("bad_handle", raw, platform=platform.name, rule="link")
    found = _by_links("", links_of_platform(platform.name), text, "", raw)
    if found is None:
        raise UnparseableContact("bad_handle", raw, platform=platform.name, rule="characters")
    return found


def _named(platform: Platform, name: str, raw: str, mark: str = "") -> ContactPoint:
    if not name.isascii() and "intl" in platform.rules:
        name = "".join(name.split())
        mark = "" if mark == "n/" else mark  # only a nickname can be written so
    _well_formed(platform, name, raw)
    folded = name
    if "fold" in platform.rules and not (platform.name == "youtube" and _channel_id(name)):
        folded = name.lower()
    folded = mark + folded
    kind = platform.name or "handle"
    canonical = f"{kind}:@{folded}" if platform.name else f"@{folded}"
    opaque = platform.name == "discord" and not mark and _random_code(name)
    return ContactPoint(kind, raw, canonical, (HandleName(platform.name, folded, name, opaque),))


def _code(platform: Platform, code: str, raw: str) -> ContactPoint:
    """An invite code or an internal id: capitals count, and it is never a name."""
    if not 3 <= len(code) <= MAX_CODE or not all(
        c in _CODE_EXTRA or (c.isascii() and c.isalnum()) for c in code
    ):
        raise UnparseableContact("bad_handle", raw, platform=platform.name, rule="code")
    name = "+" + code
    facet = HandleName(platform.name, name, name, opaque=True)
    return ContactPoint(platform.name, raw, f"{platform.name}:@{name}", (facet,))


def _number(platform: Platform, number: str, raw: str) -> ContactPoint:
    from ringtrue.kinds import phone

    number = clean(number)
    digits = "".join(c for c in number if c.isdigit())
    if not digits or not all(c.isdigit() or c in "+-(). \u00a0" for c in number):
        raise UnparseableContact("bad_handle", raw, platform=platform.name, rule="digits")
    return phone.from_digits(digits, via=platform.name, raw=raw)


def _well_formed(platform: Platform, name: str, raw: str) -> None:
    rules, extra = platform.rules, platform.extra
    rule = ""
    if not platform.least <= len(name) <= platform.most:
        rule = f"{platform.least}-{platform.most}"
    elif not all(_in_name(c, extra, name.isascii() or "intl" not in rules) for c in name):
        rule = "characters"
    elif "digits" in rules and not (name.isdigit() and name[0] != "0"):
        rule = "digits"
    elif "letter" in rules and not name[0].isalpha():
        rule = "first letter"
    elif "inner" in rules and (name[0] in extra or name[-1] in extra):
        rule = "ends"
    if rule:
        raise UnparseableContact("bad_handle", raw, platform=platform.name or "@", rule=rule)


def _in_name(c: str, extra: str, ascii_only: bool) -> bool:
    if c in extra:
        return True
    if ascii_only:
        return c.isascii() and c.isalnum()
    return c.isalnum() or unicodedata.category(c).startswith("M")


def _channel_id(name: str) -> bool:
    return len(name) == 24 and name.startswith("UC")


def _random_code(name: str) -> bool:
    """A drawn invite code (``NKPM8TXFQk``), not a chosen one (``imToken``, ``exodus``)."""
    if len(name) not in _RANDOM_CODE_LENGTHS or name.islower() or name.isupper():
        return False
    if name.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ").islower():
        return False  # capitals, then a word: OKXhelp
    breaks = sum(
        not (b.islower() and a.isalpha()) and not (a.isdigit() and b.isdigit())
        for a, b in pairwise(name)
    )
    return breaks * 5 >= (len(name) - 1) * 2


def _app_link(scheme: str, rest: str, raw: str) -> ContactPoint:
    """``tg://resolve?domain=name``, ``whatsapp://send?phone=...``: links that an app opens."""
    from urllib.parse import unquote

    path, _, query = rest.partition("#")[0].partition("?")
    # Parameters are told apart before they are decoded: %26 is no separator here.
    pairs = (unquote(pair).replace("&", "\0") for pair in query.split("&"))
    found = _by_links("", links_of(scheme + ":")[1], unquote(path), "&".join(pairs), raw)
    if found is not None:
        return found
    if rest.startswith("//"):
        from ringtrue.kinds import url

        return url.parse(raw)  # opens the app somewhere else: judged as the link that it is
    raise UnparseableContact("bad_handle", raw, platform=scheme, rule="link")
