"""E-mail addresses in running text, plain or defanged."""

from __future__ import annotations

import re

from ringtrue.scanning import hosts
from ringtrue.scanning.context import Context
from ringtrue.scanning.found import Finds, Found
from ringtrue.scanning.links import is_doubtful, marks

_AT_MARK = re.compile(
    r"@|＠|\[\s?(?:at|@|艾特)\s?\]|\(\s?(?:at|@|艾特)\s?\)|\{\s?(?:at|@)\s?\}|（\s?(?:at|@|艾特)\s?）"
    r"|【\s?(?:at|@|艾特)\s?】|艾特|爱特|圈a(?=\s?[a-z0-9])|#(?=[a-z0-9-]{2,20}\.)"
)
_AT_SPOKEN = re.compile(r"at(?=\s[\w-]{1,40}(?:\sdot\s|\s?[\[({]))")
# Without the signs that RFC 5322 allows and texts put between two addresses: / | ? ` { } ^
_LOCAL = re.compile(r"[\w.!#$%&'*+=~-]{1,64}")
_REPOSITORY = re.compile(r":[\w.~-]{1,64}/")
"""``git@host.example:owner/name.git``: where code lies, nobody's mailbox."""
_NAME_BEFORE = re.compile(r"(?:\"[^\"\n]{1,80}\"|[^\n\"<>,;:，；：。|]{1,60})\s{0,2}\Z")

_BYLINE = re.compile(r".*\bby\s+(?=\S)", re.IGNORECASE)
"""``API for Brand, written by Ann Lee <...>``: the name is the author's."""


def emails(context: Context, finds: Finds) -> None:
    """E-mail addresses, with the display name of ``Name <local@host>``."""
    plain = context.plain
    for mark in marks(context.low, _AT_MARK, _AT_SPOKEN):
        if finds.full:
            return
        if not finds.free(mark.start(), mark.end()):
            continue
        spoken = mark[0] not in "@＠"
        end_local = mark.start()
        begin_host = mark.end()
        # "name @ host.com": spaces against filters.
        apart = not spoken and plain[end_local - 1 : end_local + 2] == " @ "
        if spoken or apart:
            end_local -= plain[max(0, end_local - 1) : end_local] == " "
            begin_host += plain[begin_host : begin_host + 1] == " "
        start = _local_start(plain, end_local)
        if start == end_local:
            continue
        host = hosts.read(plain, begin_host)
        if host is None or (
            (apart or mark[0] == "#") and (end_local - start < 3 or is_doubtful(host))
        ):
            continue
        if mark[0].lower() == "at" and not (host.defanged and plain[mark.start() - 1] == " "):
            continue  # "meet me at google.com"
        if _REPOSITORY.match(plain, host.end):
            finds.block(start, host.end)
            continue
        address = f"{plain[start:end_local]}@{host.name}"
        if plain[host.start : host.end].startswith(("2x", "3x")):
            continue  # logo@2x.png
        finds.add(_named(plain, start, host.end, address))


def _local_start(plain: str, end: int) -> int:
    """Start of the local part that ends at `end`; Chinese right before it is the sentence."""
    # Read backwards from the sign: one bounded slice, no search over the text.
    slice_ = plain[max(0, end - 64) : end][::-1]
    run = _LOCAL.match(slice_)
    length = 0
    for char in run[0] if run else "":
        if hosts.has_han(char):
            break
        length += 1
    start = end - length
    while start < end and plain[start] in ".!#$%&'*+/=?^`{|}~-":
        start += 1
    return start


def _named(plain: str, start: int, end: int, address: str) -> Found:
    if start and plain[start - 1] == "<" and plain[end : end + 1] == ">":
        name = _NAME_BEFORE.search(plain[max(0, start - 90) : start - 1])
        if name is not None and name[0].strip():
            byline = _BYLINE.match(name[0])
            shown = name[0][byline.end() if byline else 0 :].lstrip()
            begin = start - 1 - len(shown)
            shown = shown.rstrip()
            return Found(begin, end + 1, f"{shown} <{address}>", "email")
    return Found(start, end, address, "email")
