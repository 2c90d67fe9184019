"""Kinds of contact points, and `parse`, the door that every string comes through.

The order of the readings below is the order of certainty: a named kind, a scheme or a
platform prefix first, shapes after. Each kind is one module with ``parse(raw, region)``.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from types import ModuleType

from ringtrue.errors import UnknownKind, UnparseableContact
from ringtrue.model import ContactPoint
from ringtrue.records import replace

MAX_RAW = 8192
"""Characters of one contact point; longer input is no contact that a person was handed."""

PLATFORM_KINDS = (
    "x",
    "telegram",
    "discord",
    "facebook",
    "instagram",
    "youtube",
    "medium",
    "reddit",
    "github",
    "weibo",
    "wechat",
    "qq",
    "whatsapp",
    "line",
    "linkedin",
    "tiktok",
    "threads",
    "bluesky",
    "mastodon",
    "douyin",
    "xiaohongshu",
    "bilibili",
    "zhihu",
    "kakaotalk",
    "zalo",
    "viber",
    "signal",
    "skype",
    "paypal",
    "cashapp",
    "venmo",
    "wise",
    "revolut",
    "kofi",
    "buymeacoffee",
    "patreon",
    "liberapay",
    "alipay",
)
WEB_KINDS = ("domain", "host", "url")
APP_KINDS = (
    "play_package",
    "appstore_id",
    "chrome_extension_id",
    "edge_extension_id",
    "firefox_addon_id",
)
KINDS = (
    "domain",
    "host",
    "url",
    "email",
    "phone",
    "sms_sender",
    "handle",
    *PLATFORM_KINDS,
    *APP_KINDS,
    "wallet",
    "remote_id",
)
"""Every ``kind=`` that `parse` and `Directory.from_rows` take (rows also take ``alias``, and no
``remote_id``: nobody publishes one)."""

_SCHEMES = {
    "tel": "phone",
    "callto": "phone",
    "sms": "phone",
    "smsto": "phone",
    "phone": "phone",
    "mailto": "email",
    "email": "email",
    "domain": "domain",
    "host": "domain",
    "url": "url",
    "handle": "handle",
}


def parse(raw: str, kind: str | None = None, region: str | None = None) -> ContactPoint:
    """The contact point that `raw` is, in canonical form.

    `kind` (one of `KINDS`) says how to read it; without one the shape decides. `region` is an
    ISO 3166 country code for national phone numbers and short codes.
    Raises `UnparseableContact` (a ``ValueError``) when it is none, `UnknownKind` for a kind
    that does not exist.

    >>> parse("https://www.MetaMask.io").kind, parse("MetaMask.io").canonical
    ('url', 'metamask.io')
    """
    if kind is None and isinstance(raw, str):
        url, ambiguity = _readers()
        if url.is_plain_host(raw):  # the everyday case first: no door has anything against it
            contact: ContactPoint = url.bare(raw, raw, ambiguity.other_readings(raw))
            return contact
    if kind is not None and kind not in KINDS:
        raise UnknownKind(f"{kind!r} is no kind of contact; use one of: {', '.join(KINDS)}")
    text = _door(raw)
    if kind is not None:
        return _as_kind(kind, text, raw, region)
    if text.startswith(("https://", "http://")) and _is_bare_link(text):
        link: ContactPoint = _readers()[0].parse(text, region)
        return link
    head, colon, tail = text.partition(":")
    if colon and tail and len(head) <= 24:
        prefix = head.strip().lower()
        if tail[0] == "@" and (account := _accounts()(prefix, tail, text)) is not None:
            return account
        known = prefixed(prefix, tail, text, raw, region)
        if known is not None:
            return known
    if not (colon and text.isascii() and (tail[:2] == "//" or "." in head)):
        labelled = _labelled(text, raw, region)
        if labelled is not None:
            return labelled
    return _by_shape(text, raw, region)


def _door(raw: str) -> str:
    """Checks that hold for every kind; the text without surrounding white space."""
    if not isinstance(raw, str):
        raise TypeError(f"a contact point is a str, not {type(raw).__name__}")
    if len(raw) > MAX_RAW:
        raise UnparseableContact("too_long", raw[:200], limit=MAX_RAW)
    text = raw.strip()
    if not text:
        raise UnparseableContact("empty", raw)
    if not text.isprintable():
        try:
            text.encode("utf-8")
        except UnicodeEncodeError:
            # Lone surrogates are no text: nothing can be looked up or shown faithfully.
            raise UnparseableContact("control_characters", raw) from None
        if "\0" in text:
            raise UnparseableContact("control_characters", raw)
    return text


def _as_kind(kind: str, text: str, raw: str, region: str | None) -> ContactPoint:
    from ringtrue.kinds import app, email, handle, phone, remote, url, wallet

    if kind in ("domain", "host", "url"):
        return url.parse(text, region)
    if kind == "email":
        return email.parse(text, region)
    if kind in ("phone", "sms_sender"):
        return phone.parse(text, region)
    if kind == "wallet":
        return wallet.parse(text.removeprefix("wallet:"), region)
    if kind == "remote_id":
        return remote.parse(text, region)
    if kind in APP_KINDS:
        prefixed = text if text.startswith(f"{kind}:") or "://" in text else f"{kind}:{text}"
        return parse(prefixed, None, region) if "://" in text else app.parse(prefixed, region)
    if "://" in text:
        return url.parse(text, region)
    return handle.parse(text, region, platform="" if kind == "handle" else kind)


def prefixed(
    prefix: str, tail: str, text: str, raw: str, region: str | None
) -> ContactPoint | None:
    """Readings that a prefix settles: ``tel:``, ``mailto:``, ``telegram:@name``, ``wallet:``."""
    if prefix in _SCHEMES:
        kind = _SCHEMES[prefix]
        inner = text if prefix in ("tel", "callto", "sms", "mailto") else tail.strip()
        if prefix == "smsto":
            inner = "sms:" + inner.partition(":")[0]  # the message follows the number
        return _as_kind(kind, inner, raw, region)
    if prefix == "wallet":
        return _as_kind("wallet", tail.strip(), raw, region)
    if prefix == "matmsg" and (address := _field(tail, "TO")):  # a mail, as QR codes write one
        return _as_kind("email", address, raw, region)
    from ringtrue.kinds import app, handle, platforms, remote, wallet

    if prefix in wallet.SCHEMES:
        return wallet.parse(text, region)
    if tail.startswith("//") and prefix not in platforms.schemes() | app.SCHEMES:
        return None
    if remote.knows_prefix(prefix):
        return remote.parse(text, region)
    if app.knows_prefix(prefix):
        return app.parse(text, region)
    if handle.knows_prefix(prefix):
        return handle.parse(text, region)
    return None


def _labelled(text: str, raw: str, region: str | None) -> ContactPoint | None:
    """Readings that a person's label settles: ``微信：name``, ``E-mail: ...``, ``官网：...``."""
    if text.isascii() and ":" not in text[:25]:
        return None
    from ringtrue.kinds import labels

    label, rest = labels.split(text)
    if not label or not rest or rest.startswith("//"):
        return None
    if prefix := labels.channel(label):
        contact = prefixed(prefix, rest, f"{prefix}:{rest}", raw, region)
        return None if contact is None else replace(contact, raw=raw)
    cue = labels.cue(label)
    if cue == "email":
        return replace(_as_kind("email", rest, raw, region), raw=raw)
    if cue == "phone":
        return replace(_as_kind("phone", rest, raw, region), raw=raw)
    return replace(_by_shape(rest, raw, region), raw=raw) if cue else None


def _field(payload: str, name: str) -> str:
    """A field of a payload such as ``TO:a@b.example;SUB:hi;;``."""
    fields = (field.partition(":") for field in payload.split(";", 16))
    return next((value for key, _, value in fields if key.strip().upper() == name), "")


@cache
def _readers() -> tuple[ModuleType, ModuleType]:
    """The modules of the everyday case: an import statement looks them up at each call."""
    from ringtrue.kinds import ambiguity, url

    return url, ambiguity


def _is_bare_link(text: str) -> bool:
    """Whether a link stands alone, without words or brackets about it: what reads all the other
    shapes finds nothing else in it, and need not be imported."""
    return text.isascii() and " " not in text and text[-1] not in ")]>"


def _by_shape(text: str, raw: str, region: str | None) -> ContactPoint:
    url, ambiguity = _readers()
    if url.is_plain_host(text):  # the everyday case first
        contact: ContactPoint = url.bare(text, text, ambiguity.other_readings(text))
        return contact
    if "@" in text and (mail := _mails()(text)) is not None:
        return mail
    if text[0] in "+(0123456789" and (number := _numbers()(text, region)) is not None:
        return number
    return _odd_shapes()(text, raw, region)


@cache
def _accounts() -> Callable[[str, str, str], ContactPoint | None]:
    """Imported on first need, as what follows: one process may be asked for one contact."""
    from ringtrue.kinds.handle import in_short

    return in_short


@cache
def _mails() -> Callable[[str], ContactPoint | None]:
    from ringtrue.kinds.email import in_short

    return in_short


@cache
def _numbers() -> Callable[[str, str | None], ContactPoint | None]:
    from ringtrue.kinds.phone import in_groups

    return in_groups


@cache
def _odd_shapes() -> Callable[[str, str, str | None], ContactPoint]:
    from ringtrue.kinds.shapes import by_odd_shape

    return by_odd_shape
