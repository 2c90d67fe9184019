"""What an account's name, code, number or post becomes: the grammar of every platform.

Names that a platform cannot have are invalid. Invite codes and internal ids name nobody: ``+``
and the code as it is, marked opaque. So is the id of a post: the name in its address is no proof.
"""

from __future__ import annotations

import unicodedata
from contextlib import suppress
from functools import cache
from itertools import pairwise

from ringtrue.errors import UnparseableContact
from ringtrue.kinds.facets import DisplayName, DomainName, HandleName
from ringtrue.kinds.host import domain_name
from ringtrue.kinds.platforms import Platform, is_platform_host
from ringtrue.model import ContactPoint, Facet
from ringtrue.records import replace

MAX_CODE = 200
"""Characters of the longest invite code."""
_CODE_EXTRA = "_-=+/:."
_RANDOM_CODE_LENGTHS = (7, 8, 10)
"""Characters of the invite codes that Discord draws; chosen ones have any length."""
_TAIL_ID = 9
"""Digits from which the end of ``Example-Wallet-100012345678`` is a page's id."""
BLUESKY_HOST = ".bsky.social"
"""What follows a name that the platform itself gives."""
POST = "+post/"
"""What the name of a post's facet begins with."""


def named(platform: Platform, name: str, raw: str, mark: str = "", shown: str = "") -> ContactPoint:
    """The account of this name. Raises `UnparseableContact` with ``bad_handle`` and the rule.

    `mark` keeps a second kind of names apart, `shown` is a name that the link shows beside it.
    """
    rules = platform.rules
    if not name.isascii() and "intl" in rules:
        name = "".join(name.split())
        mark = "" if mark == "n/" else mark  # only a nickname can be written so
    if "tail-id" in rules:
        title, _, tail = name.rpartition("-")
        if title and tail.isascii() and tail.isdigit() and len(tail) >= _TAIL_ID:
            name, shown = tail, shown or title
    if "domain" in rules:
        return _hosted(platform, name, raw)
    if "server" in rules:
        return _served(platform, name, raw)
    _well_formed(platform, name, raw)
    folded = _folded(platform, name)
    opaque = platform.name == "discord" and not mark and _random_code(name)
    contact = _contact(platform, mark + folded, name, raw, opaque)
    return with_shown(contact, shown) if shown else contact


def code(platform: Platform, text: str, raw: str) -> ContactPoint:
    """The opaque account of an invite code or an internal id: capitals count, and it names nobody.

    Raises `UnparseableContact` with ``bad_handle`` and the rule ``code``.
    """
    if not 3 <= len(text) <= MAX_CODE or not all(
        c in _CODE_EXTRA or (c.isascii() and c.isalnum()) for c in text
    ):
        raise UnparseableContact("bad_handle", raw, platform=platform.name, rule="code")
    return _contact(platform, "+" + text, "+" + text, raw, opaque=True)


def post(platform: Platform, text: str, name: str, raw: str) -> ContactPoint:
    """The opaque account of a post, by its id `text`. The `name` in its address is a second facet:
    what the post pretends to be. Raises `UnparseableContact` with ``bad_handle`` and the rule."""
    contact = code(platform, POST[1:] + text, raw)
    if not name:
        return contact
    seen = named(platform, name, raw).facets[0]
    return replace(contact, facets=(*contact.facets, seen))


def number(platform: Platform, text: str, raw: str) -> ContactPoint:
    """The telephone number that is an account's name; `PhoneNumber.via` is the platform.

    Raises `UnparseableContact` (``bad_handle`` for letters, ``not_a_phone``).
    """
    from ringtrue.kinds import phone
    from ringtrue.text.skeleton import clean

    text = clean(text)
    digits = "".join(c for c in text if c.isdigit())
    if not digits or not all(c.isdigit() or c in "+-(). \u00a0" for c in text):
        raise UnparseableContact("bad_handle", raw, platform=platform.name, rule="digits")
    if platform.name == "zalo" and digits[0] == "0":
        digits = "84" + digits[1:]  # written as people dial it at home
    return phone.from_digits(digits, via=platform.name, raw=raw)


def with_shown(contact: ContactPoint, shown: str) -> ContactPoint:
    """`contact` with the name that is shown beside it as a further facet; unchanged for an empty
    one."""
    if not shown.strip():
        return contact
    return replace(contact, facets=(*contact.facets, DisplayName(shown.strip())))


def is_channel_id(name: str) -> bool:
    """Whether `name` has the form of a YouTube channel's id, in which capitals count."""
    return len(name) == 24 and name.startswith("UC")


def fits(platform: Platform, name: str) -> bool:
    """Whether an account of the platform can be called `name` (no numbers, codes or marks).

    >>> from ringtrue.kinds.platforms import by_prefix
    >>> [fits(by_prefix(p), "example-wallet") for p in ("x", "github")]
    [False, True]
    """
    if platform.rules & {"number", "domain", "server", "tag"}:
        return False
    return not _broken_rule(platform, name)


def called(platform: Platform, name: str) -> str:
    """The canonical form of the account of that name; empty where the platform can have none.

    >>> from ringtrue.kinds.platforms import by_prefix
    >>> [called(by_prefix(p), "Example-Wallet") for p in ("x", "github")]
    ['', 'github:@example-wallet']
    """
    if not fits(platform, name):
        return ""
    if "tail-id" in platform.rules or not name.isascii():
        return named(platform, name, name).canonical
    return f"{platform.name}:@{_folded(platform, name)}"


def _folded(platform: Platform, name: str) -> str:
    """`name` without what does not count on the platform: capitals, dots."""
    if "fold" in platform.rules and not (platform.name == "youtube" and is_channel_id(name)):
        name = name.lower()
    return name.replace(".", "") if "nodots" in platform.rules else name


def _contact(
    platform: Platform, name: str, written: str, raw: str, opaque: bool, *more: Facet
) -> ContactPoint:
    kind = platform.name or "handle"
    canonical = f"{kind}:@{name}" if platform.name else f"@{name}"
    return ContactPoint(
        kind, raw, canonical, (HandleName(platform.name, name, written, opaque), *more)
    )


def _hosted(platform: Platform, name: str, raw: str) -> ContactPoint:
    """Bluesky: a host name, at the platform's own or (proved by DNS) at one's own domain."""
    if name.startswith("did:"):
        return code(platform, name, raw)
    if "." not in name:
        name += BLUESKY_HOST
    _well_formed(platform, name, raw)
    if any(label[:1] == "-" or label[-1:] == "-" for label in name.split(".")):
        raise UnparseableContact("bad_handle", raw, platform=platform.name, rule="ends")
    host = _server(name, platform, raw)
    if name.lower().endswith(BLUESKY_HOST):
        return _contact(platform, name.lower(), name[: -len(BLUESKY_HOST)], raw, opaque=False)
    return _contact(platform, host.host, host.label or name, raw, False, host)


def _served(platform: Platform, name: str, raw: str) -> ContactPoint:
    """Mastodon: ``name@server``; a server that is no well-known one is judged like a site."""
    local, _, server = name.partition("@")
    _well_formed(platform, local, raw)
    host = _server(server, platform, raw)
    more = () if is_platform_host(host.host) else (host,)
    return _contact(platform, f"{local.lower()}@{host.host}", local, raw, False, *more)


def _server(name: str, platform: Platform, raw: str) -> DomainName:
    host: object = None
    if name and not any(c in "/\\?#@:%" or c.isspace() for c in name):
        with suppress(UnparseableContact):
            host = domain_name(name, raw)
    if not isinstance(host, DomainName) or "." not in host.host or not host.labels:
        raise UnparseableContact("bad_handle", raw, platform=platform.name, rule="server")
    return host


def _well_formed(platform: Platform, name: str, raw: str) -> None:
    rule = _broken_rule(platform, name)
    if rule:
        raise UnparseableContact("bad_handle", raw, platform=platform.name, rule=rule)


def _broken_rule(platform: Platform, name: str) -> str:
    rules, extra = platform.rules, platform.extra
    least = platform.least if name.isascii() else min(2, platform.least)
    if not least <= len(name) <= platform.most:
        return f"{platform.least}-{platform.most}"
    if name.isascii():
        letters = name.translate(_dropping(extra)) if extra else name
        if letters and not letters.isalnum():
            return "characters"
    elif "intl" not in rules or not all(_in_name(c, extra) for c in name):
        return "characters"
    if "digits" in rules and not (name.isdigit() and name[0] != "0"):
        return "digits"
    if "letter" in rules and not name[0].isalpha():
        return "first letter"
    if name[0] in platform.not_first or name[-1] in platform.not_last:
        return "ends"
    if platform.not_twice and any(c + c in name for c in platform.not_twice):
        return "repeated"
    if "tag" in rules:
        local, _, tag = name.rpartition(".")
        if "." in local or not local or not tag.isdigit() or len(tag) < 2 or local[0].isdigit():
            return "tag"
    return ""


@cache
def _dropping(extra: str) -> dict[int, None]:
    return dict.fromkeys(map(ord, extra))


def _in_name(c: str, extra: str) -> bool:
    return c in extra or c.isalnum() or unicodedata.category(c).startswith("M")


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
