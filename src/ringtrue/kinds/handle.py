"""Accounts: ``platform:@name``, bare ``@name``, ``Name (@name)``, and every form of profile link.

All link forms of one account have one canonical form, and no two accounts share one: where a
platform has two kinds of names (communities and users, companies and people), the second keeps
a mark (``reddit:@u/name``, ``linkedin:@in/name``).
"""

from __future__ import annotations

import re
from contextlib import suppress
from functools import cache

from ringtrue.errors import UnparseableContact
from ringtrue.kinds import PLATFORM_KINDS
from ringtrue.kinds import account_names as names
from ringtrue.kinds import parse as parse_any
from ringtrue.kinds.facets import DisplayName, DomainName, HandleName
from ringtrue.kinds.links import parse as parse_link
from ringtrue.kinds.numbering_cn import MOBILE
from ringtrue.kinds.platforms import (
    Link,
    Platform,
    by_prefix,
    is_platform_host,
    links_of,
    links_of_platform,
    mark_of_prefix,
    marks_of,
    platforms,
    schemes,
)
from ringtrue.kinds.registry import Kind
from ringtrue.model import ContactPoint, Listed
from ringtrue.records import replace
from ringtrue.text.hosts import is_free_mail
from ringtrue.text.paths import segments as segments_of
from ringtrue.text.skeleton import clean

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ringtrue.kinds.registry import Lists

MAX_NAME = 100
"""Characters of the longest account name of any platform."""
MAX_WRITTEN = 2000
"""Characters of an account as it is written, a link behind its platform's name included."""
MAX_SHOWN = 100
"""Characters of the name shown before an account."""
_ANY = Platform(
    "", (), (), 1, MAX_NAME, "_-.", "", "", "", frozenset({"fold", "intl"}), frozenset(), ""
)
"""What an account name can be when nobody says where."""
_GROUP_CODE = 22
"""Characters of the invite code of a WhatsApp group."""
_BRACKETS = {")": "(", "）": "（", "]": "[", "】": "【", ">": "<", "》": "《"}
_DASHES = " \t-–—|·•,:：/~"
_DIALLED = frozenset({"whatsapp", "telegram", "viber", "zalo", "signal"})
"""Platforms where ``+`` and digits are an account's telephone number."""


def parse(raw: str, region: str | None = None, platform: str = "") -> ContactPoint:
    """``x:@name``, ``telegram:name``, ``@name``, or a name when `platform` is given.

    A name shown beside the account (``Example Support (@name)``) becomes a `DisplayName`.
    Raises `UnparseableContact` with ``bad_handle``, the platform and the rule that is broken.

    >>> parse("twitter:ExampleWallet").canonical, parse("t.me/name", platform="telegram").kind
    ('x:@examplewallet', 'telegram')
    """
    if len(raw) > MAX_WRITTEN:
        raise UnparseableContact("too_long", raw, limit=MAX_WRITTEN)
    text = clean(raw.strip())
    prefix, colon, rest = text.partition(":")
    scheme = prefix.strip().lower() if colon else ""
    if scheme in schemes() and (rest.startswith("//") or ("?" in rest and "://" not in rest)):
        return _app_link(scheme, rest, raw)
    named = by_prefix(scheme) if colon else None
    wanted = by_prefix(platform) if platform else named
    if platform and wanted is None:
        raise UnparseableContact("bad_handle", raw, platform=platform, rule="platform")
    mark, whole = "", raw.strip()
    if named is wanted and named is not None:
        text, mark = rest.strip(), mark_of_prefix(scheme)
        colon_at = (i for i, c in enumerate(whole) if ":" in clean(c))
        whole = whole.partition(":")[2] if whole.isascii() else whole[next(colon_at) + 1 :]
    if mark and wanted is not None:
        return names.named(wanted, text.removeprefix("@"), raw, mark=mark)
    shown = split_shown(whole)  # as it was written: disguised letters are a finding
    if shown is not None:
        return names.with_shown(_written(shown[1], wanted, raw), shown[0])
    return _written(text, wanted, raw)


_PLAIN_NAME = re.compile("@[A-Za-z0-9_.]+")
_PECULIAR = frozenset(
    {"cashapp", "kakaotalk", "signal", "skype", "viber", "wechat", "whatsapp", "zalo"}
)
"""Platforms where a name in plain letters and digits can be something else; see `_account`."""


@cache
def plain_platforms() -> dict[str, Platform]:
    """The platforms of which ``prefix:@name`` can only be the account `name`, by their prefixes in
    lower case."""
    found: dict[str, Platform] = {}
    for platform in platforms().values():
        if platform.name in _PECULIAR or platform.rules & {"domain", "server"}:
            continue
        found |= {prefix: platform for prefix in platform.prefixes if "=" not in prefix}
    return found


def read_plain(prefix: str, tail: str, raw: str) -> ContactPoint | None:
    """The account that ``prefix:tail`` names when it can be nothing else, written as `raw`; None
    otherwise. Raises as `parse`."""
    platform = plain_platforms().get(prefix)
    if platform is None or _PLAIN_NAME.fullmatch(tail) is None:
        return None
    return names.named(platform, tail[1:], raw)


def split_shown(text: str) -> tuple[str, str] | None:
    """Shown name and account of ``Name (@account)``, ``Name @account``, ``@account (Name)``.

    None when `text` is nothing of the kind (``Name <name@host.example>`` is a mail address).

    >>> split_shown("Example Support ✅ (@mary_0142)")
    ('Example Support ✅', '@mary_0142')
    >>> split_shown("Example <desk@mail.example>"), split_shown("@name")
    (None, None)
    """
    text = text.strip()
    if len(text) > MAX_SHOWN + names.MAX_CODE or len(text) < 4:
        return None
    opening = _BRACKETS.get(text[-1])
    if opening is not None:
        before, found, inner = text[:-1].rpartition(opening)
        before, inner = before.strip(), inner.strip()
        if found and _is_account(inner):
            return _shown(before, inner)
        if found and before[:1] in "@＠" and _is_account(before) and inner:
            return _shown(inner, before)
    before, _, last = text.rpartition(" ")
    if before and last[0] in "@＠" and _is_account(last) and not is_free_mail(last[1:].lower()):
        return _shown(before, last)
    return None


def looks_like(raw: str) -> bool:
    """Whether `raw` is a single word of letters, digits, ``_`` and ``-`` that could be an account's
    name, with an ``@`` before it or not."""
    if len(raw) > MAX_WRITTEN:
        return False
    text = clean(raw.strip()).removeprefix("@")
    return (
        3 <= len(text) <= 40
        and any(c.isalpha() for c in text)
        and all(c.isalnum() or c in "_-" for c in text)
    )


def is_shown(text: str) -> bool:
    """Whether `text` is a name beside an account, ``u/name`` or ``r/name``, or a $cashtag."""
    return _platform_shown(text) is not None


def is_at_name(text: str) -> bool:
    """Whether `text` begins as ``@name`` or ``@name@server`` does."""
    signs = text.count("@") + text.count("＠")
    return text[0] in "@＠" and (signs == 1 or (signs == 2 and not any(c.isspace() for c in text)))


def read(text: str, region: str | None = None) -> ContactPoint:
    """`parse` for a string whose shape alone told that it is an account. Raises
    `UnparseableContact`."""
    platform = _platform_shown(text) or ""
    return parse(text.removeprefix("/") if platform == "reddit" else text, region, platform)


def _platform_shown(text: str) -> str | None:
    """The platform that the signs beside a name tell: empty for a shown name, None without any."""
    if (" @" in text or text[-1] in _BRACKETS) and split_shown(text) is not None:
        return ""
    if text[:3].lower() in ("/r/", "/u/") or text[:2].lower() in ("r/", "u/"):
        return "reddit"
    return "cashapp" if text[0] == "$" and looks_like(text[1:]) else None


def from_url(host: str, path: str, query: str, fragment: str, raw: str) -> ContactPoint | None:
    """The account that a profile link names, or None when the URL is no profile link.

    `path`, `query` and `fragment` are percent-decoded. A link to a post is that post.
    """
    label, links = links_of(host)
    return _by_links(label, links, path, query, fragment, raw, host) if links else None


def _by_links(
    label: str,
    links: tuple[Link, ...],
    path: str,
    query: str,
    fragment: str,
    raw: str,
    host: str = "",
) -> ContactPoint | None:
    segments = segments_of(path)
    for link in links:
        found = link.read(segments, query, fragment)
        if found is None:
            continue
        name = found.name or label
        if link.reserves and name.lower() in link.platform.reserved:
            return None
        if "server" in link.platform.rules and name and "@" not in name:
            name += "@" + host.removeprefix("www.")
        try:
            if link.names == "post":
                return names.post(link.platform, found.post, name, raw)
            return _linked(link, name, found.shown, raw)
        except UnparseableContact:
            return None  # a page of the platform, judged as the URL that it is
    return None


def _linked(link: Link, name: str, shown: str, raw: str) -> ContactPoint:
    """The contact that a link's name stands for."""
    platform, kind = link.platform, link.names
    if kind == "tel" or (kind == "+tel" and name.lstrip("+").isdigit()):
        return names.number(platform, name, raw)
    if kind == "+tel" and platform.name == "zalo":
        return names.named(platform, name, raw)
    if kind in ("+", "+tel"):
        return names.code(platform, name, raw)
    if kind != "@":
        return names.named(platform, name, raw, mark=kind)
    name = name.removeprefix("@") if link.key else name
    if platform.name == "youtube" and (link.parts[0] == "channel") != names.is_channel_id(name):
        if link.parts[0] == "channel":
            raise UnparseableContact("bad_handle", raw, platform="youtube", rule="channel id")
        return names.named(platform, name.lower(), raw)  # a name that imitates a channel's id
    return names.named(platform, name, raw, shown=shown)


def _written(text: str, platform: Platform | None, raw: str) -> ContactPoint:
    """What was written after a platform's name, or without one."""
    text = clean(text)
    if platform is not None:
        return _account(platform, text, raw)
    if "://" in text and text[:1] in "@＠":
        raise UnparseableContact("bad_handle", raw, platform="", rule="link")  # two contacts
    if "://" in text or (text[:1] not in "@＠" and ("/" in text or ":" in text)):
        contact = parse_any(text)
        if contact.part(HandleName) is not None:
            return replace(contact, raw=raw)
        raise UnparseableContact("bad_handle", raw, platform="", rule="link")
    name = text.removeprefix("@").strip()
    if name.count("@") == 1 and "." in name.partition("@")[2]:
        return names.named(platforms()["mastodon"], name, raw)
    if name.lower().endswith(names.BLUESKY_HOST):
        return names.named(platforms()["bluesky"], name, raw)
    contact = names.named(_ANY, name, raw)
    return replace(contact, readings=_everywhere(name))


def _everywhere(name: str) -> tuple[str, ...]:
    """The account of that name on every platform that can have one."""
    found = [
        canonical
        for platform in platforms().values()
        if "linked" not in platform.rules and (canonical := names.called(platform, name))
    ]
    if "." in name:
        with suppress(UnparseableContact):  # a site's own name is an account of Bluesky
            found.append(names.named(platforms()["bluesky"], name, name).canonical)
    return tuple(found)


def _account(platform: Platform, text: str, raw: str) -> ContactPoint:
    """What stands behind ``platform:``: a name, a marked name, a code, a number, a link."""
    name = text.strip().removeprefix("@").strip()
    if platform.name == "skype":
        name = name.partition("?")[0]  # skype:name?chat
    if platform.name == "cashapp":
        name = name.removeprefix("$").removeprefix("£")  # $cashtag
    if name.startswith("+"):
        if platform.name in _DIALLED and not any(c.isalpha() for c in name):
            return names.number(platform, name, raw)
        return names.code(platform, name[1:], raw)
    if "/" in name:
        return _with_path(platform, name, raw)
    if name.startswith("~") and platform.name == "line":
        return names.named(platform, name[1:], raw, mark="~")
    if name.startswith("_") and platform.name == "kakaotalk":
        return names.code(platform, name[1:], raw)
    if platform.name == "whatsapp":
        group = len(name) == _GROUP_CODE and name.isascii() and name.isalnum()
        return names.code(platform, name, raw) if group else names.number(platform, name, raw)
    if platform.name == "wechat" and MOBILE.fullmatch(name):
        return names.number(platform, f"86{name}", raw)  # an account is found by its number too
    if platform.name in ("viber", "zalo", "signal") and _dialled(name):
        return names.number(platform, name, raw)
    return names.named(platform, name, raw)


def _dialled(name: str) -> bool:
    digits = sum(c.isdigit() for c in name)
    return digits >= 8 and all(c.isdigit() or c in "-(). " for c in name)


def _with_path(platform: Platform, text: str, raw: str) -> ContactPoint:
    """``u/name`` of a platform, or a link of that platform after its name."""
    head, _, rest = text.partition("/")
    if f"{head.lower()}/" in marks_of(platform.name) and "/" not in rest:
        return names.named(platform, rest, raw, mark=f"{head.lower()}/")
    if "." in head or "://" in text:
        contact = parse_link(text)
        via = getattr(contact.facets[0], "via", "") if contact.facets else ""
        if platform.name in (contact.kind, via):
            return replace(contact, raw=raw)
        raise UnparseableContact("bad_handle", raw, platform=platform.name, rule="link")
    found = _by_links("", links_of_platform(platform.name), text, "", "", raw)
    if found is None:
        raise UnparseableContact("bad_handle", raw, platform=platform.name, rule="characters")
    return found


def _is_account(text: str) -> bool:
    """``@name``, ``@name@server``, ``x:@name`` or a link, in one word."""
    if not text or any(c.isspace() for c in text.replace(": ", ":", 1)):
        return False
    text = clean(text)
    if text[:1] == "@":
        return len(text) > 1 and text.count("@") <= 2 and "/" not in text
    prefix, colon, rest = text.partition(":")
    if colon and rest and not rest.startswith("//") and by_prefix(prefix) is not None:
        return True
    host, slash, _ = (
        text.partition("://")[2].partition("/") if "://" in text else (text.partition("/"))
    )
    return bool(slash) and "@" not in host and is_platform_host(host.lower())


def _shown(name: str, account: str) -> tuple[str, str] | None:
    name = name.strip(_DASHES)
    return (name, account) if 0 < len(name) <= MAX_SHOWN and "://" not in name else None


def _app_link(scheme: str, rest: str, raw: str) -> ContactPoint:
    """``tg://resolve?domain=name``, ``whatsapp://send?phone=...``: links that an app opens."""
    from urllib.parse import unquote

    before, _, fragment = rest.partition("#")
    path, _, query = before.partition("?")
    # Parameters are told apart before they are decoded: %26 is no separator here.
    pairs = (unquote(pair).replace("&", "\0") for pair in query.split("&"))
    links = links_of(scheme + ":")[1]
    found = _by_links("", links, unquote(path), "&".join(pairs), unquote(fragment), raw)
    if found is not None:
        return found
    if rest.startswith("//"):
        return parse_link(raw)  # opens the app somewhere else: judged as the link that it is
    raise UnparseableContact("bad_handle", raw, platform=scheme, rule="link")


def _stated(text: str, region: str | None, name: str) -> ContactPoint:
    if name and "://" in text:
        return parse_link(text, region)
    return parse(text, region, platform="" if name == "handle" else name)


def _owners(contact: ContactPoint, lists: Lists, region: str | None) -> list[Listed]:
    """Listings of the account; where no platform is named, of that name on any that can have it;
    of Bluesky, where a site's name is an account, of the site."""
    account = contact.part(HandleName)
    if account is None:
        return []
    if account.opaque or account.platform:
        found = lists.named(account.platform, account.name)
    else:
        named = (reading.partition(":@") for reading in contact.readings)
        found = [listed for kind, _, name in named for listed in lists.named(kind, name)]
    host = contact.facets[-1] if account.platform == "bluesky" and not account.opaque else None
    if not found and isinstance(host, DomainName):
        found = lists.on_host(host.host)  # DNS proves it (atproto.com/specs/handle)
    return found


KIND = Kind(
    names=("handle", *PLATFORM_KINDS),
    facets=frozenset({HandleName, DisplayName, DomainName}),
    sample="telegram: @name_0142",
    parse=_stated,
    read=read,
    owners=_owners,
    likeness="name",
    schemes=schemes,
    knows_prefix=by_prefix,
    of_link=from_url,
)
