"""Taking the text of a mail address apart: members, names, comments, quotes, disguises.

Every step is linear in the text, which `ringtrue.kinds.email` caps.
"""

from __future__ import annotations

import re
from functools import cache

from ringtrue import data
from ringtrue.text.skeleton import clean

_BRACKETS = (("[", "]"), ("(", ")"), ("{", "}"), ("<", ">"), ("【", "】"))
_SIGNS = re.compile(r"\( {0,2}[.@] {0,2}\)")
_PLAIN = re.compile(r"[A-Za-z0-9_.+-]+@[A-Za-z0-9.-]+")
_HASH_LOCAL = re.compile(r"[A-Za-z0-9_-]{3,64}")


_RECIPIENTS = ("to", "cc", "bcc")


def body(text: str) -> str:
    """The text that ``mailto:a?body=...`` fills in."""
    if text[:7].lower() != "mailto:":
        return ""
    fields = (pair.partition("=") for pair in text.partition("?")[2].split("&"))
    return " ".join(unescaped(value) for name, _, value in fields if name.lower() == "body")


def members(text: str) -> tuple[str, list[str]]:
    """The name of a group (empty when it is none), and the mailboxes of ``mailto:a,b``, of the
    group (``Team: a, b;``), of a list (``a, b``, ``a; b``), or the text as the only one.

    >>> members("Team: a@x.example, b@x.example;")
    ('Team', ['a@x.example', 'b@x.example'])
    >>> members("Doe, Jane <a@x.example>; b@x.example")
    ('', ['Doe, Jane <a@x.example>', 'b@x.example'])
    """
    if text[:7].lower() == "mailto:":
        path, _, query = text[7:].partition("?")
        # RFC 6068: the header fields `to`, `cc` and `bcc` add recipients to those of the path.
        fields = (pair.partition("=") for pair in query.replace("&amp;", "&").split("&"))
        more = [value for name, _, value in fields if unescaped(name).lower() in _RECIPIENTS]
        found = [unescaped(part) for part in ",".join((path, *more)).split(",")]
        return "", [part.strip() for part in found if part.strip()] or [""]
    name = ""
    if text.endswith(";") and ":" in text.partition("@")[0]:  # RFC 5322, section 3.4
        name, _, text = text.partition(":")
    found = _separated(text)
    return _name(name), [_ungrouped(part) for part in found] if name else found


_MARK = re.compile(r"""["<>(),;，；]""")


def _separated(text: str) -> list[str]:
    """The pieces of a list, cut where a piece that holds an address ends."""
    found: list[str] = []
    start = depth = 0
    quoted = False
    for match in _MARK.finditer(text):
        sign = match[0]
        if sign == '"':
            quoted = not quoted
        elif quoted:
            continue
        elif sign in "<(":
            depth += 1
        elif sign in ">)":
            depth = max(0, depth - 1)
        elif not depth and _holds(text[start : match.start()]) and _holds(text[match.end() :]):
            found.append(text[start : match.start()].strip())
            start = match.end()
    found.append(text[start:].strip(" ;,"))
    return [piece for piece in found if piece] or [""]


def _holds(text: str) -> bool:
    """Whether an address stands in `text`, its sign written as it is."""
    return "@" in text or "＠" in text


def _ungrouped(member: str) -> str:
    """A member without the name of a group that begins inside a group, against the grammar."""
    before, colon, after = member.partition(":")
    return after.strip() if colon and not any(c in before for c in '@<"(') else member


def unescaped(text: str) -> str:
    """`text` percent-decoded (RFC 6068)."""
    if "%" not in text:
        return text
    from urllib.parse import unquote

    return unquote(text, errors="replace")


def split_name(text: str) -> tuple[str, str]:
    """Display name and address of ``Name <address>``, ``address (Name)``, ``address``.

    A comment anywhere in the address is shown beside it, so it is a name too.

    >>> split_name('"Example, Inc." <a@x.example>'), split_name("a@x.example (Example)")
    (('Example, Inc.', 'a@x.example'), ('Example', 'a@x.example'))
    >>> split_name("a(Example)@x.example")
    ('Example', 'a@x.example')
    """
    end = text.rfind(">")
    start = text.rfind("<", 0, end) if end >= 0 else text.rfind("<")
    if start >= 0 and ("@" in text[start:] or end >= 0):
        # What follows the address is a note of the sending program ("via example").
        address = text[start + 1 : end if end >= 0 else len(text)].strip()
        address = address[7:] if address[:7].lower() == "mailto:" else address
        address, comment = without_comments(address)
        return _name(text[:start]) + (f" ({comment})" if comment else ""), address
    address, comment = without_comments(text.strip("> "))
    return _name(comment), address


_VIA = re.compile(r"\s+via\s+([a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,8})\s*$", re.I)


def via(text: str) -> str:
    """The host of ``Name <address> via host``, which a mail program adds when another server
    than the address's own has sent the mail; empty when there is none.

    >>> via("Example <a@x.example> via mailer.example"), via("Example <a@x.example> via Lists")
    ('mailer.example', '')
    """
    end = text.rfind(">")
    found = _VIA.match(text, end + 1) if end >= 0 else None
    return found[1].lower() if found else ""


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
    """`text` without its comments (RFC 5322, section 3.2.2), and their text.

    Brackets that stand for a sign (``(at)``) are no comments.
    """
    if "(" not in text or ")" not in text or _SIGNS.search(text) or disguised(text):
        return text, ""
    kept: list[str] = []
    comment: list[str] = []
    said: list[str] = []
    depth, quoted = 0, False
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
                said.append("".join(comment).strip())
                continue
        (comment if depth else kept).append(c)
    if depth or quoted:
        return text, ""
    return "".join(kept).strip(), " ".join(said)


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


_JOINTS = "-_*|~"


@cache
def _joined() -> tuple[tuple[str, str], ...]:
    """Words between joints for both signs: ``-at-`` and ``-dot-``."""
    words: dict[str, list[str]] = {"@": [], ".": []}
    for written, meant, how in data.table("mail_disguises.tsv"):
        if "joined" in how:
            words[meant].append(written)
    return tuple(
        (f"{joint}{at}{joint}", f"{joint}{dot}{joint}")
        for joint in _JOINTS
        for at in words["@"]
        for dot in words["."]
    )


def _unjoined(text: str) -> str:
    """``a-at-b-dot-example`` with its signs; one of the two alone is a part of a name."""
    low = text.lower()
    if len(low) != len(text):
        return text
    for at, dot in _joined():
        if at in low and dot in low:
            start = low.index(at)
            text = text[:start] + "@" + text[start + len(at) :]
            return re.sub(re.escape(dot), ".", text, flags=re.I).replace(" ", "")
    return text


def undisguised(address: str) -> str:
    """``a [at] b (dot) c`` and its other writings, as the address they spell.

    >>> undisguised("a [ at ] b (dot) example"), undisguised("客服艾特163点com")
    ('a@b.example', '客服@163.com')
    >>> undisguised("a-at-b-dot-example"), undisguised("look-at-b.example")
    ('a@b.example', 'look-at-b.example')
    """
    if address.startswith('"') or _PLAIN.fullmatch(address):
        return address
    text = clean(address)
    if "@" not in text and "%40" in text:
        text = unescaped(text)
    if "@" not in text:
        text = _unjoined(text)
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
    if _unjoined(text) != text:
        return True
    at = any(pattern.search(text) for pattern in _patterns("@"))
    return at and ("." in text or any(pattern.search(text) for pattern in _patterns(".")))


def hash_for_at(text: str) -> tuple[str, str] | None:
    """``12345678#qq.com``: local part and domain, at a public mail provider only.

    Anywhere else it is a web address with a fragment.
    """
    local, sign, domain = clean(text).strip().partition("#")
    if not sign or not _HASH_LOCAL.fullmatch(local) or len(domain) > 64:
        return None
    from ringtrue.text.hosts import is_free_mail

    return (local, domain) if is_free_mail(domain.lower()) else None
