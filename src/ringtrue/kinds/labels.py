"""What people write before a contact: ``微信：``, ``QQ号 ``, ``E-mail:``, ``官网：``.

The words are the channel words of ``channel_aliases.tsv``, the names in ``platforms.tsv`` and the
programs in ``remote_programs.tsv``.
"""

from __future__ import annotations

import re
from functools import cache

from ringtrue import data
from ringtrue.kinds import platforms
from ringtrue.kinds.registry import PREFIXED, kind_of_module

LONGEST = 24
"""Characters of the longest label."""
MAX_ID = 64
"""Characters of an account or an id behind a label and a space."""
_COLON = re.compile("[:：﹕∶]")


def split(text: str) -> tuple[str, str]:
    """Label and rest at the first colon of any width; an empty label when there is none.

    >>> split("微信：name"), split("tel:1"), split("name")
    (('微信', 'name'), ('tel', '1'), ('', 'name'))
    """
    found = _COLON.search(text, 0, LONGEST + 1)
    return (text[: found.start()].strip(), text[found.end() :].strip()) if found else ("", text)


def channel(label: str) -> str:
    """The prefix (``wechat``, ``qq群``, ``anydesk``) that `label` stands for, or an empty string.

    >>> channel("QQ号"), channel("VX"), channel("TeamViewer ID"), channel("QQ群"), channel("note")
    ('qq', 'wechat', 'teamviewer', 'qq群', '')
    """
    label = " ".join(label.split()).lower()
    for word in (label, *_shorter(label)):
        if word and any(kind_of_module(module).knows_prefix(word) for module in PREFIXED):
            return word
        if word in _channels():
            return _channels()[word]
    return ""


def cue(label: str) -> str:
    """``phone``, ``website`` or ``email`` when `label` says that such a contact follows.

    >>> cue("E-mail"), cue("客服邮箱"), cue("官网"), cue("热线"), cue("note")
    ('email', 'email', 'website', 'phone', '')
    """
    return _cues().get(label.lower(), "")


def before_space(text: str) -> tuple[str, str]:
    """The prefix and what follows it where a space parts them: ``QQ 12345678``.

    Only before what looks like an id: ``line 12`` is no account, nor is ``signal lost``.

    >>> before_space("QQ 12345678"), before_space("AnyDesk 123 456 789"), before_space("wise man")
    (('qq', '12345678'), ('anydesk', '123 456 789'), ('', ''))
    """
    words = text.split(maxsplit=2) if len(text) <= 2 * LONGEST + MAX_ID else []
    for count in (2, 1):
        label, rest = " ".join(words[:count]), " ".join(words[count:])
        telling = len(rest) >= 5 and any(c.isdigit() or c in "@_" for c in rest)
        if telling and len(label) > 1 and (prefix := channel(label)):
            return prefix, rest
    return "", ""


def _shorter(label: str) -> list[str]:
    """`label` without a word for number, name or account at its end."""
    return [label[: -len(mark)].rstrip() for mark in _marks() if label.endswith(mark)]


@cache
def _marks() -> tuple[str, ...]:
    for kind, _, zh, en, *_ in data.table("channel_aliases.tsv"):
        if kind == "mark":
            return tuple(sorted((f"{zh}|{en}").split("|"), key=len, reverse=True))
    return ()


@cache
def _channels() -> dict[str, str]:
    """Words for a messenger or network, lower case -> its platform."""
    rows = data.table("channel_aliases.tsv")
    return {
        word.lower(): kind
        for kind, strength, zh, en, *_ in rows
        if strength in ("strong", "weak") and kind in platforms.platforms()
        for word in f"{zh}|{en}".split("|")
        if word
    }


@cache
def _cues() -> dict[str, str]:
    rows = data.table("channel_aliases.tsv")
    return {
        word.lower(): kind
        for kind, strength, zh, en, *_ in rows
        if strength in ("cue", "label") and kind in ("phone", "website", "email")
        for word in f"{zh}|{en}".split("|")
        if word
    }
