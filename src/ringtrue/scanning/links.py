"""URLs and bare domains in running text, plain or defanged."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ringtrue.scanning import hosts
from ringtrue.scanning.context import Context
from ringtrue.scanning.found import Finds, Found
from ringtrue.scanning.hosts import Host

_SCHEME_MARK = re.compile(
    r":\s?//|\[:\]\s?//|：\s?//|://|:\\\\|\[://\]|:/\\|:/(?=[A-Za-z0-9])|//(?=[A-Za-z0-9])"
)
_BENT = (":/", "//")
"""Marks that only make a link behind http and https; browsers mend the first."""
_SCHEMES = ("http", "https", "hxxp", "hxxps", "h**p", "h**ps", "hxtp", "hxtps", "ftp", "fxp", "tg")
_OTHER_SCHEMES = ("whatsapp", "line", "weixin", "mqqwpa", "intent", "market", "itms-apps")
_LONGEST_FIRST = tuple(sorted((*_SCHEMES, *_OTHER_SCHEMES), key=len, reverse=True))
_USERINFO = re.compile(r"[!-.0->A-\[\]^-~]{0,200}@(?=[\w\[])")
_APP_LINK = re.compile(r"[!#-;=?-_a-~]{1,500}")
_BROKEN = re.compile(r" ?\n[ \t]{0,8}")
_PORT = re.compile(r":\d{1,5}(?!\d)")
_IPV4 = re.compile(rf"\d{{1,3}}(?:{hosts.DOT}\d{{1,3}}){{3}}(?![\w.%-])")
_NUMBER = re.compile(r"\d+")
_IPV6 = re.compile(r"\[[0-9A-Fa-f:.]{2,45}\]")
# Printable ASCII but <>"` and the space, letters of alphabets with spaces, Chinese right after "=".
_REST = re.compile(
    "[/\\\\?#](?:=[\u3400-\u9fff]{1,30}|[!#-;=?-_a-~]|[\u00c0-\u024f\u0370-\u052f]){0,2000}"
)
_BENT_STROKE = re.compile(r"\[/\]|斜[杠杆线槓桿線]|\sslash\s(?=\w)", re.IGNORECASE)
_PACKAGES = ("com", "org", "net")
"""First labels of names of packages, whatever they end in."""
_SOURCES = frozenset(("md", "py", "sh", "rs", "java", "pl", "mk", "cs", "cc"))
"""Endings of files that stand in every text about programs."""
_TRAIL = frozenset(".,;:!?'*_~|)]}、。，")
_BRACKETS = frozenset("])}）】")
_PAIRS = {")": "(", "]": "[", "}": "{"}
# The end of a line or a bell in a string of code: "Host: a.example\\r\\n".
_ESCAPED = re.compile(r"(?:\\[nrt])+(?!\w)|\\x0[07]|\\u001b|\\(?=[\"'])")
_NEXT_URL = re.compile(r"[,;|]+(?=h(?:tt|xx)ps?:)|\]\((?=h(?:tt|xx)ps?:)")
# The next sentence of a text message: "/v.Msg&data rates may apply".
_NEXT_SENTENCE = re.compile(r"[^?#&]*\.(?=[A-Z][a-z]+&)")
# The end of a price or a version: figures, words of Chinese, and no further dot of any kind.
_FIGURES = (
    r"[0-9]{1,62}(?:(?![点點])[\u4e00-\u9fff]){0,20}"
    r"(?:[,;!?)\"'，！？；、]|\Z|\s(?![\[({（【.。]|dot|点|點))"
)
# Each branch begins with a sign of its own, so that the search runs at the speed of memchr. Spoken
# signs ("name at host dot com") have patterns of their own: every English text is full of "at".
_DOT_MARK = re.compile(
    rf"\.(?=\w)(?!{_FIGURES})|。(?=[0-9A-Za-z])|点(?=\s?[A-Za-z])|點(?=\s?[A-Za-z])"
    r"|\[\s?(?:\.|dot|点)\s?\]|\(\s?(?:\.|dot|点)\s?\)|\{\s?(?:\.|dot|点)\s?\}"
    r"|（\s?(?:\.|dot|点)\s?）|【\s?(?:\.|dot|点)\s?】"
)
_DOT_SPOKEN = re.compile(r"dot(?=\s\w)")
_SANDWICH = re.compile("[A-Za-z0-9][\u3400-\u9fff]+[A-Za-z0-9]")


def urls(context: Context, finds: Finds) -> None:
    """Links with a scheme, refanged."""
    plain = context.plain
    for mark in _SCHEME_MARK.finditer(plain):
        if finds.full:
            return
        if not finds.free(mark.start(), mark.end()):
            continue
        start = mark.start()
        floor = max(0, start - 9)
        while (
            start > floor
            and plain[start - 1].isascii()
            and (plain[start - 1].isalnum() or plain[start - 1] in "*-")
        ):
            start -= 1
        scheme = _scheme(plain[start : mark.start()].lower())
        if scheme is None:
            continue
        spelled, real = scheme
        if mark[0] in _BENT and (
            real not in ("http", "https") or hosts.read(plain, mark.end()) is None
        ):
            continue
        start = mark.start() - len(spelled)
        end, rest = _after_scheme(plain, mark.end(), web=real not in ("tg", *_OTHER_SCHEMES))
        if end > mark.end():
            finds.add(Found(start, end, f"{real}://{rest}"))


def _scheme(spelled: str) -> tuple[str, str] | None:
    """``(as written, real)`` of the scheme that ends a run of letters: ``看https`` glued or not."""
    for known in _LONGEST_FIRST:
        if spelled.endswith(known):
            if len(spelled) > len(known) and spelled[-len(known) - 1].isalpha():
                return None
            real = known
            if known[0] == "h" or known == "fxp":
                real = "ftp" if known == "fxp" else "https" if known.endswith("s") else "http"
            return known, real
    return None


def _after_scheme(plain: str, start: int, *, web: bool) -> tuple[int, str]:
    """End of the link whose authority begins at `start`, and its refanged text."""
    if not web:
        run = _APP_LINK.match(plain, start)
        end = _trim(plain, start, run.end()) if run else start
        return end, plain[start:end]
    lead, at = "", start
    if plain[start : start + 1] == " ":  # "http:// 203.0.113.7/x"
        at += 1
        begin = hosts.read(plain, at, anything=True)
        if begin is None or not (begin.known or begin.name.replace(".", "").isdigit()):
            return start, ""
    start = at
    userinfo = _USERINFO.match(plain, start)
    if userinfo is not None:
        lead, at = userinfo[0], userinfo.end()
    six, four = _IPV6.match(plain, at), _IPV4.match(plain, at)
    if four is not None:
        name, at = _address(four[0]), four.end()
    elif six is not None:
        name, at = six[0], six.end()
    else:
        host = hosts.read(plain, at, anything=True)
        if host is None:
            return start, ""
        name, at = host.name, host.end
        broken = _BROKEN.match(plain, at)
        onward = hosts.read(plain, broken.end()) if broken and name[-1] == "-" else None
        if onward is not None:  # the line broke at the hyphen
            name, at = name + onward.name, onward.end
    tail_start = at
    port = _PORT.match(plain, at)
    at = port.end() if port else at
    rest = _REST.match(plain, at)
    if rest is not None:
        cut, said = _NEXT_URL.search(rest[0]), _NEXT_SENTENCE.match(rest[0])
        cut = cut or _ESCAPED.search(rest[0])
        at += said.end() - 1 if said else cut.start() if cut else len(rest[0])
    end = _trim(plain, tail_start, at)
    return end, lead + name + plain[tail_start:end]


def _address(written: str) -> str:
    """``203[.]0[.]113[.]7`` with plain dots."""
    return ".".join(_NUMBER.findall(written))


def _trim(plain: str, start: int, end: int) -> int:
    """`end` without the marks that belong to the sentence; a bracket only when none opens it."""
    surplus: dict[str, int] = {}
    while end > start and (last := plain[end - 1]) in _TRAIL:
        if last in _PAIRS:
            if last not in surplus:
                opened = plain.count(_PAIRS[last], start, end)
                surplus[last] = plain.count(last, start, end) - opened
            if surplus[last] <= 0:
                break
            surplus[last] -= 1
        end -= 1
    return end


def marks(low: str, written: re.Pattern[str], spoken: re.Pattern[str]) -> Iterable[re.Match[str]]:
    """Where a sign stands; spoken ones only in a text that spells out a dot."""
    if "dot" not in low:
        return written.finditer(low)
    found = [*written.finditer(low), *spoken.finditer(low)]
    return sorted(found, key=lambda mark: mark.start())


_PERSON = re.compile(r"<[\w.+-]{1,32} at \Z", re.IGNORECASE)


def domains(context: Context, finds: Finds) -> None:
    """Host names without a scheme, with whatever path follows."""
    plain, done = context.plain, 0
    for mark in marks(context.low, _DOT_MARK, _DOT_SPOKEN):
        if finds.full:
            return
        if mark.start() < done or not mark.start():
            continue
        end_label = mark.start()
        if plain[end_label - 1] == " " and mark[0] != ".":
            end_label -= 1
        start = max(done, hosts.before(plain, end_label))
        if start < end_label and hosts.has_han(plain[start:end_label]):
            start = context.host_start(start, end_label)
        if start >= end_label or not finds.free(start, end_label):
            continue
        host = hosts.read(plain, start)
        if host is None and mark[0][-1] in _BRACKETS and (four := _IPV4.match(plain, start)):
            done = four.end()
            rest = _rest(plain, done, spoken=True)
            end = _trim(plain, done, done + len(rest))
            finds.add(Found(start, end, _address(four[0]) + plain[done:end], "url"))
            continue
        if host is None or host.end <= mark.start():
            done = hosts.run_end(plain, start)
            continue
        done = host.end
        if plain[done : done + 1] == ">" and _PERSON.search(plain, max(0, start - 44), start):
            continue  # <ann.lee at garden.example>: a person's mailbox, told to no machine
        rest = _rest(plain, host.end, spoken=host.defanged)
        if _is_domain(context, host, rest, mark[0]):
            end = _trim(plain, host.end, host.end + len(rest))
            rest = _BENT_STROKE.sub("/", plain[host.end : end], count=1)
            finds.add(Found(start, end, host.name + rest, "url"))


def _rest(plain: str, at: int, *, spoken: bool) -> str:
    """Port and path as written, a defanged stroke among them; a word for one where the dots were
    no dots either."""
    port = _PORT.match(plain, at)
    at = port.end() if port else at
    bent = _BENT_STROKE.match(plain, at)
    if bent is not None and (spoken or bent[0][0] == "["):
        rest, stroke = _APP_LINK.match(plain, bent.end()), bent[0]
    else:
        rest, stroke = _REST.match(plain, at), ""
    written = rest[0] if rest else ""
    escaped = _ESCAPED.search(written)
    return (port[0] if port else "") + stroke + written[: escaped.start() if escaped else None]


def _is_domain(context: Context, host: Host, rest: str, mark: str) -> bool:
    """Whether a host-like string is meant as one: no file, version, code or missing space."""
    plain, labels = context.plain, host.labels
    first, tld = labels[0], labels[-1]
    if all(set(label.lower()) <= {"x"} for label in labels):
        return False  # xxxx.xxx
    if not all(label.strip("-_") for label in labels) or "_" in labels[-2]:
        return False  # no registry takes an underscore: a file of code
    if plain[max(0, host.start - 1) : host.start] in tuple("@$\\") or _is_code(plain, host):
        return False
    path = rest.startswith("/") and len(rest) > 1
    if first.lower() in hosts.reversed_heads() and len(labels) > 2 and hosts.ambiguous().get(tld):
        return False  # com.example.app: a package name
    if first in _PACKAGES and len(labels) > 2 and not path:
        return False
    if plain.endswith("](", 0, host.start) and _is_file(host):
        return False  # [words](page.md): a file beside this one
    if mark not in (".", "。") and (first.isdigit() or is_doubtful(host)):
        return False  # 下午3点in
    if any(_SANDWICH.search(label) for label in labels):
        return False  # readme.md和main.py
    if (
        mark in ("点", "點")
        and hosts.has_han(labels[-2])
        and not context.names_brand(host.start, host.end)
    ):
        return False  # 这个点com没有意义
    if first.startswith("eyJ") and len(first) > 15:
        return False  # '{"' in base64: a token (RFC 7519), its parts joined by dots
    cased = tld != tld.lower() and tld != tld.upper() and labels[-2] != labels[-2].upper()
    if cased and not (path and len(rest) > 5):
        return False  # "over.It": a missing space
    if path or first.lower() == "www" or (host.defanged and mark != "。"):
        return True
    if labels[-2].isdigit() and len(labels) == 2 and len(labels[-2]) < 3:
        return False  # "3.is", "10.am"
    if hosts.has_han(labels[-2]) and not context.is_ended(host.end):
        return False
    if not is_doubtful(host) and not (tld.isupper() and not labels[-2].isupper()):
        return True
    return _second_sign(context, host)


def is_doubtful(host: Host) -> bool:
    return host.labels[-1].lower() in hosts.ambiguous()


def _is_file(host: Host) -> bool:
    return hosts.ambiguous().get(host.labels[-1].lower()) == "file"


def _second_sign(context: Context, host: Host) -> bool:
    """For ``readme.md``, ``ok.so`` and the like: what else says that this is a host."""
    if context.cue("website", host.start):
        return True
    if host.labels[-1].lower() in _SOURCES:
        return False
    if context.names_brand(host.start, host.end):
        return True
    if hosts.ambiguous().get(host.labels[-1].lower()) == "file":
        return len(host.labels) > 2 and all(label.isalpha() for label in host.labels)
    label, first = host.labels[-2], host.labels[0]
    if len(host.labels) > 2 and len(first) == 1 and first.lower() not in "mtw":
        return False  # x.data.id: a variable
    if len(host.labels) > 2 or "-" in label or any(c.isdigit() for c in label):
        return len(label) > 2 and label.isascii()
    if len(label) < 5 or not label.isascii() or context.is_word(label):
        return False
    # A missing space has words on both sides: "postalportal.site to" has none.
    long = len(label) > 7 and len(host.labels[-1]) > 3 and label.islower()
    return long or context.is_ended(host.end)


def _is_code(plain: str, host: Host) -> bool:
    """A member of an object: ``window.open(``, ``self.name =``, ``a.b()``."""
    after = plain[host.end : host.end + 2]
    if plain.startswith("[/]", host.end):
        return False
    return after[:1] in ("(", "[", "=") or after in (" =", "::")
