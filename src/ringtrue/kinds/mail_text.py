"""Taking the text of a mail address apart: members, names, comments, quotes, disguises.

Every step is linear in the text, which `ringtrue.kinds.email` caps.
"""

from __future__ import annotations

import re
from functools import cache

from ringtrue import data
from ringtrue.text.skeleton import clean

_BRACKETS = (("[", "]"), ("(", ")"), ("{", "}"), ("<", ">"), ("【", "】"))
_PLAIN = re.compile(r"[A-Za-z0-9_.+-]+@[A-Za-z0-9.-]+")
_HASH_LOCAL = re.compile(r"[A-Za-z0-9_-]{3,64}")


def members(text: str) -> list[str]:
    """The mailboxes of ``mailto:a,b``, of a group (``Team: a, b;``), or the text as the only one.

    >>> members("Team: a@x.example, b@x.example;")
    ['a@x.example', 'b@x.example']
    """
    if text[:7].lower() == "mailto:":
        path, _, query = text[7:].partition("?")
        # RFC 6068: the header field `to` adds recipients to those of the path.
        more = [pair[3:] for pair in query.split("&") if pair[:3].lower() == "to="]
        found = [unescaped(part) for part in ",".join((path, *more)).split(",")]
    elif text.endswith(";") and ":" in text:  # RFC 5322, section 3.4
        found = text.partition(":")[2].rstrip("; ").split(",")
    else:
        return [text]
    return [part.strip() for part in found if part.strip()] or [""]


def unescaped(text: str) -> str:
    """`text` percent-decoded (RFC 6068)."""
    if "%" not in text:
        return text
    from urllib.parse import unquote

    return unquote(text, errors="replace")


def split_name(text: str) -> tuple[str, str]:
    """Display name and address of ``Name <address>``, ``address (Name)``, ``address``.

    >>> split_name('"Example, Inc." <a@x.example>'), split_name("a@x.example (Example)")
    (('Example, Inc.', 'a@x.example'), ('Example', 'a@x.example'))
    """
    end = text.rfind(">")
    start = text.rfind("<", 0, end) if end >= 0 else text.rfind("<")
    if start >= 0 and ("@" in text[start:] or end >= 0):
        # What follows the address is a note of the sending program ("via example").
        address = text[start + 1 : end if end >= 0 else len(text)].strip()
        address = address[7:] if address[:7].lower() == "mailto:" else address
        return _name(text[:start]), without_comments(address)[0]
    text = text.strip("> ")
    address, comment = without_comments(text)
    return _name(comment if text.endswith(")") else ""), address


def _name(name: str) -> str:
    name = name.strip()
    if len(name) >= 2 and name[0] == name[-1] and name[0] in "\"'":
        name = name[1:-1]
    name = name.replace('\\"', '"').replace("\\\\", "\\").strip()
    return _decoded(name) if "=?" in name and "?=" in name else name


def _decoded(name: str) -> str:
    """Encoded words (RFC 2047) as the text that a mail program shows."""
    from email.errors import MessageError
    from email.header import decode_header, make_header

    try:
        return clean(str(make_header(decode_header(name)))).strip() or name
    except (MessageError, LookupError, ValueError):
        return name


def without_comments(text: str) -> tuple[str, str]:
    """`text` without its comments (RFC 5322, section 3.2.2), and the last of them.

    Brackets that stand for a sign (``(at)``) are no comments.
    """
    if "(" not in text or ")" not in text or disguised(text):
        return text, ""
    kept: list[str] = []
    comment: list[str] = []
    last, depth, quoted = "", 0, False
    for c in text:
        if c == '"' and not depth:
            quoted = not quoted
        if c == "(" and not quoted:
            depth += 1
            if depth == 1:
                comment = []
                continue
        elif c == ")" and depth:
            depth -= 1
            if not depth:
                last = "".join(comment)
                continue
        (comment if depth else kept).append(c)
    if depth or quoted:
        return text, ""
    return "".join(kept).strip(), last


def split_address(address: str) -> tuple[str, str]:
    """Local part and domain; two empty strings when the ``@`` is missing or not the only one."""
    if address.startswith('"'):
        end = address.rfind('"@')
        if end > 0 and "@" not in address[end + 2 :]:
            return address[: end + 1], address[end + 2 :].strip()
        return "", ""
    if address.count("@") != 1:
        return "", ""
    local, _, domain = address.partition("@")
    return local.strip(), domain.strip()


@cache
def _patterns(sign: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Writings of a sign: in brackets, and as bare words. Alternatives of fixed words only."""
    bracketed, bare = [], []
    for written, meant, how in data.table("mail_disguises.tsv"):
        if meant != sign:
            continue
        word = re.escape(written)
        if "bracketed" in how:
            bracketed += [
                rf"{re.escape(a)} {{0,2}}{word} {{0,2}}{re.escape(b)}" for a, b in _BRACKETS
            ]
        if "glued" in how:
            bare.append(word)
        if "spaced" in how:
            bare.append(rf"(?<=\s){word}(?=\s)")
    return re.compile("|".join(bracketed), re.I), re.compile("|".join(bare), re.I)


def undisguised(address: str) -> str:
    """``a [at] b (dot) c`` and its other writings, as the address they spell.

    >>> undisguised("a [ at ] b (dot) example"), undisguised("客服艾特163点com")
    ('a@b.example', '客服@163.com')
    """
    if address.startswith('"') or _PLAIN.fullmatch(address):
        return address
    text = clean(address)
    if "@" not in text.replace("(@)", "").replace("[@]", "").replace("{@}", ""):
        for pattern in _patterns("@"):
            text, found = pattern.subn("@", text, count=1)
            if found:
                break
        else:
            text = "@".join(hash_for_at(text) or (text,))
    local, at, domain = text.rpartition("@")
    bracketed, bare = _patterns(".")
    local, domain = bracketed.sub(".", local), bracketed.sub(".", domain)
    if "." not in domain:  # 点 is a letter of real names too
        domain = bare.sub(".", domain)
    if "." in domain and " " in domain:
        domain = "".join(domain.split())
    return f"{_tight(local)}{at}{domain.strip()}"


def _tight(local: str) -> str:
    """Spaces around a dot that a word stood for belong to the disguise."""
    return local.replace(" .", ".").replace(". ", ".").strip()


def disguised(text: str) -> bool:
    """Whether both signs of an address stand in `text`, the ``@`` written out.

    >>> disguised("a (at) b (dot) example"), disguised("look at example.com")
    (True, True)
    """
    text = clean(text)
    at = any(pattern.search(text) for pattern in _patterns("@"))
    return at and ("." in text or any(pattern.search(text) for pattern in _patterns(".")))


def hash_for_at(text: str) -> tuple[str, str] | None:
    """``12345678#qq.com``: local part and domain, at a public mail provider only.

    Anywhere else it is a web address with a fragment.
    """
    local, sign, domain = text.strip().partition("#")
    if not sign or not _HASH_LOCAL.fullmatch(local) or len(domain) > 64:
        return None
    from ringtrue.text.hosts import is_free_mail

    return (local, domain) if is_free_mail(domain.lower()) else None
