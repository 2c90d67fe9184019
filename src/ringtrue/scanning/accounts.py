"""Accounts: a channel word with an id beside it, ``@name``, wallet addresses, app packages,
ids of remote-assistance programs."""

from __future__ import annotations

import re
from functools import cache

from ringtrue import data
from ringtrue.kinds.remote import knows_id
from ringtrue.records import record
from ringtrue.scanning.context import Context
from ringtrue.scanning.found import Finds, Found
from ringtrue.scanning.hosts import is_tld
from ringtrue.scanning.phrases import Phrases

ID_REACH = 40
"""Characters after a channel word in which its id may stand."""

WHATSAPP = "https://wa.me/"
"""Before a number: the link that opens it in WhatsApp."""
_ID = re.compile(r"[@+]?[A-Za-z0-9][A-Za-z0-9_.:-]{1,40}|\+?[0-9][0-9 ()-]{5,20}[0-9]")
_FILLER = re.compile(
    "[\\s:：\\-—=→▶▸●•+~～|·、，,（(【\\[\"'“”「『*_#>]|[\U0001f300-\U0001faff\u2600-\u27bf]"
)
_MARK = re.compile("[:：@➡→➤▶👉=]|号|id|ID")
_ON = re.compile(r"\s?(?:on|via|in)\s|\s?[(（]")
_HANDLE = re.compile(r"@[A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,31}[A-Za-z0-9_])?")
_NAMED_ON = re.compile(
    r"(?:\bto|contact|message|dm|add|text|ping|reach)\s"
    r"(?=[A-Za-z]\w{0,31}[\d_])(\w{5,32})(?=\s(?:on|via)\s)",
    re.IGNORECASE | re.ASCII,
)
_ADDED = re.compile(r"\badd\s(?=[a-z]\w{0,31}_\d)(\w{5,32})(?=\sto\s)", re.IGNORECASE | re.ASCII)
_YEARS = re.compile(r"(?:19|20)\d\d\s?-\s?(?:19|20)\d\d")
_LINKED = re.compile(r"`?\]\(([^()\s]{1,300})\)")
_GLUED_QQ = re.compile(r"[Qq]{1,2}([1-9][0-9]{4,10})(?![A-Za-z0-9])")
# 1群：10001 2群：10002, where only the first word said that these are QQ's.
_NUMBERED_GROUP = re.compile(r"群(?<=[1-9一二三四五]群)[:：]?\s?([1-9][0-9]{4,10})(?![A-Za-z0-9])")
# Every branch begins with one letter, so that the search skips all others quickly.
_WALLET = re.compile(
    r"0x[0-9A-Fa-f]{40}(?![0-9A-Za-z])|bc1[02-9ac-hj-np-z]{11,71}(?![0-9A-Za-z])"
    r"|T[1-9A-HJ-NP-Za-km-z]{33}(?![0-9A-Za-z])|1[1-9A-HJ-NP-Za-km-z]{25,34}(?![0-9A-Za-z])"
    r"|3[1-9A-HJ-NP-Za-km-z]{25,34}(?![0-9A-Za-z])"
    r"|EQ[A-Za-z0-9_-]{46}(?![0-9A-Za-z_-])|UQ[A-Za-z0-9_-]{46}(?![0-9A-Za-z_-])"
)
_CASHTAG = re.compile(r"\$([A-Za-z][A-Za-z0-9_-]{2,19})(?![A-Za-z0-9_.$])")
_CASH_REACH = 60
"""Characters around a ``$name`` in which its program must be named: ``$BTC`` is a price."""
_REMOTE_ID = re.compile(r"(?<![\d.+-])\d(?:[ -]?\d){7,10}(?![\d.]*\d|[ -]\d)")
_PACKAGE = re.compile(
    r"(?:包名|package(?:\sname)?|APK)[\s:：]{1,3}"
    r"([a-z][a-z0-9_]{1,30}(?:\.[A-Za-z][A-Za-z0-9_]{0,40}){1,5})"
)


@record
class _Channel:
    kind: str
    weak: bool
    syntax: re.Pattern[str]


@cache
def channel_words() -> Phrases[_Channel]:
    """Words for a messenger or network, with the kind of id that follows."""
    rows: list[tuple[str, _Channel]] = []
    for kind, strength, zh, en, syntax, *_ in data.table("channel_aliases.tsv"):
        if strength in ("strong", "weak"):
            channel = _Channel(kind, strength == "weak", re.compile(syntax, re.IGNORECASE))
            rows += [(word, channel) for word in (zh + "|" + en).split("|") if word]
    return Phrases(rows, loose=True)


@cache
def _between(role: str) -> Phrases[str]:
    for kind, _, zh, en, *_ in data.table("channel_aliases.tsv"):
        if kind == role:
            return Phrases((word, "") for word in (zh + "|" + en).split("|"))
    return Phrases(())


def channels(context: Context, finds: Finds) -> None:
    """``微信：tp_helper``, ``Telegram support: @name``, ``QQ 10001``."""
    for start, end, channel in channel_words().find(context.low, words=context.words):
        if finds.full:
            return
        if not finds.free(start, end):
            continue
        found = _id_after(context, end, channel)
        if found is not None:
            finds.add(found)
    for match in _GLUED_QQ.finditer(context.plain):
        before = context.plain[match.start() - 1 : match.start()]
        if not finds.full and not (before.isascii() and before.isalnum()):
            finds.add(Found(match.start(1), match.end(1), match[1], "qq"))
    _numbered_groups(context, finds)


def _numbered_groups(context: Context, finds: Finds) -> None:
    for match in _NUMBERED_GROUP.finditer(context.plain):
        if not finds.full and not context.unit(match.end()):
            finds.add(Found(match.start(1), match.end(1), match[1], "qq"))


def _id_after(context: Context, end: int, channel: _Channel) -> Found | None:
    """The id that belongs to the channel word that ends at `end`."""
    plain, low = context.plain, context.low
    at, limit, marked, words = end, min(len(plain), end + ID_REACH), False, 0
    while at < limit:
        if plain[at] == "\n" and marked is False:
            return None
        if plain[at] in "@0123456789" or (plain[at] == "+" and plain[at + 1 : at + 2].isdigit()):
            break
        after = _between("between").match(low, at)
        if after > at and (not plain[at].isascii() or not _word_goes_on(plain, after)):
            marked = marked or _between("mark").match(low, at) == after
            at, words = after, words + 1
            continue
        if _FILLER.match(plain, at):
            marked = marked or bool(_MARK.match(plain, at))
            at += 1
            continue
        break
    raw = _ID.match(plain, at) if at < limit else None
    if raw is None or (channel.weak and words > 1):
        return None
    return _account(context, at, raw[0].rstrip(".:-_ "), channel, marked or at == end)


def _word_goes_on(plain: str, at: int) -> bool:
    return plain[at : at + 1].isalnum() and plain[at : at + 1].isascii()


def _account(context: Context, at: int, raw: str, channel: _Channel, marked: bool) -> Found | None:
    name = raw.lstrip("@")
    if raw[0].isdigit() or raw[0] == "+":
        spaced = channel.syntax.match(context.plain, at)
        if spaced is None or channel.syntax.fullmatch(spaced[0]) is None:
            return None
        raw = name = spaced[0]
        if _word_goes_on(context.plain, at + len(raw)):
            return None
    elif channel.syntax.fullmatch(name) is None and channel.syntax.fullmatch(raw) is None:
        return None
    digits = name.isdigit()
    if digits and context.unit(at + len(raw)):
        return None  # "WhatsApp has 2000000000 users"
    _, dot, ending = name.rpartition(".")
    if dot and context.plain.startswith("/", at + len(raw)) and is_tld(ending):
        return None  # "Facebook: facebook.com/name"
    telling = raw[0] == "@" or digits or any(c.isdigit() or c in "_-" for c in name)
    if not telling and (not marked or context.is_word(name)):
        return None
    end = at + len(raw)
    number = re.sub(r"\D", "", name)
    if channel.kind == "whatsapp":
        link = WHATSAPP + number if name[0] == "+" else name
        return Found(at, end, link, None if name[0] == "+" else "phone")
    if channel.kind == "wechat" and digits:
        return Found(at, end, name, "phone", "CN")
    if channel.kind == "handle":
        return Found(at, end, f"@{name}", "handle")
    return Found(at, end, name, channel.kind)


def handles(context: Context, finds: Finds) -> None:
    """``@name`` on a platform that nothing names."""
    plain = context.plain
    for match in _HANDLE.finditer(plain):
        start, end = match.span()
        if finds.full:
            return
        before, after = plain[start - 1 : start], plain[end : end + 1]
        if _touches(before, "@._/$\\]") or after in ("(", "/", "@"):
            continue  # decorators, packages of npm, mail addresses that were none
        if match[0].count(".") > 1 and is_tld(match[0].rpartition(".")[2]):
            continue  # "@www.name.example": a host that a code is bound to
        if _between("nobody").match(context.low, start + 1) == end:
            continue
        link = _LINKED.match(plain, end)
        if link is not None and match[0][1:].lower() in link[1].lower():
            continue  # [@name](https://.../name): the link is judged
        if end - start > 3 and not match[0][1:].isdigit():
            platform = _platform_after(context, end)
            name = match[0] if platform == "handle" else match[0][1:]
            finds.add(Found(start, end, name, platform))


def named_on(context: Context, finds: Finds) -> None:
    """``write to brand_desk on Telegram``, ``add brand_7 to appeal``."""
    for match in _ADDED.finditer(context.plain):
        if not finds.full:
            finds.add(Found(match.start(1), match.end(1), f"@{match[1]}", "handle"))
    for match in _NAMED_ON.finditer(context.plain):
        platform = _platform_after(context, match.end())
        if platform != "handle" and not finds.full:
            finds.add(Found(match.start(1), match.end(1), match[1], platform))


def _platform_after(context: Context, end: int) -> str:
    """``@name on Telegram``: the platform that follows, or just ``handle``."""
    on = _ON.match(context.low, end)
    if on is not None:
        for start, _, channel in channel_words().find(context.low, on.end(), on.end() + 10):
            if start == on.end() and channel.kind != "whatsapp":
                return channel.kind
    return "handle"


def _touches(char: str, also: str) -> bool:
    """Whether `char` makes what follows a part of a longer word."""
    return bool(char) and char.isascii() and (char.isalnum() or char in also)


def wallets(context: Context, finds: Finds) -> None:
    """Crypto addresses whose checksum or shape holds."""
    from ringtrue.kinds.wallet import is_checked, looks_like

    plain = context.plain
    for match in _WALLET.finditer(plain):
        start = match.start()
        if finds.full:
            return
        before = plain[max(0, start - 1) : start]
        # "BTC1Boat...": glued to a word, check digits alone tell that it is an address.
        if _touches(before, "/=_") and (not before.isalnum() or not is_checked(match[0])):
            continue
        if looks_like(match[0]):
            finds.add(Found(start, match.end(), match[0], "wallet"))


def cashtags(context: Context, finds: Finds) -> None:
    """``$name`` where Cash App is named around it."""
    for match in _CASHTAG.finditer(context.plain):
        start, end = match.span()
        if finds.full:
            return
        around = context.low[max(0, start - _CASH_REACH) : end + _CASH_REACH].replace(" ", "")
        if "cashapp" in around or "cashtag" in around:
            finds.add(Found(start, end, match[1], "cashapp"))


@cache
def _programs() -> Phrases[str]:
    rows = data.table("remote_programs.tsv")
    return Phrases((name, program) for program, names, *_ in rows for name in names.split(","))


def remote_ids(context: Context, finds: Finds) -> None:
    """``AnyDesk 123 456 789``: digits in reach of a remote-assistance program's name."""
    for _, end, program in _programs().find(context.low, words=context.words):
        if finds.full:
            return
        line = context.plain.find("\n", end, end + ID_REACH)
        limit = line if line >= 0 else min(len(context.plain), end + ID_REACH)
        match = _REMOTE_ID.search(context.plain, end, limit)
        # A telephone number may stand there too: "get AnyDesk, call 1-888-...".
        if (
            match is None
            or _YEARS.match(match[0])
            or context.last_cue("phone", end, match.start()) >= 0
        ):
            continue
        if knows_id(program, match[0]):
            finds.add(Found(match.start(), match.end(), f"{program}:{match[0]}", "remote_id"))


def packages(context: Context, finds: Finds) -> None:
    """Android package names, when a word says that it is one."""
    for match in _PACKAGE.finditer(context.plain):
        if finds.full:
            return
        finds.add(Found(match.start(1), match.end(1), match[1], "play_package"))
