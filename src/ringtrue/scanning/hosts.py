"""Host names in running text: where one ends when Chinese runs on without a space.

`https://x.example立即领取` and `聚合支https://x.example/a,付工具` hold the host `x.example`;
`TP钱包客服.example` is a host as a whole. The public suffix table decides.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from ringtrue import data
from ringtrue.records import record
from ringtrue.text.suffix import SPECIAL

_BRACKETED = "|".join(
    rf"{re.escape(a)}\s?(?:\.|dot|点|點|。)\s?{re.escape(b)}"
    for a, b in ("[]", "()", "{}", "（）", "【】")
)
DOT = rf"(?:\.|。|\s?(?:{_BRACKETED})\s?|\s(?:dot|点|點)\s|[点點])"
"""A dot of a host, defanged or Chinese (UTS #46, section 4)."""
# 点 is a letter of names like any other, and a dot when a Latin ending follows.
LABEL = r"(?:[^\W点點]|[%-]|[点點](?!\s?[A-Za-z]))(?:[^\W点點]|[%-]|[点點](?!\s?[A-Za-z])){0,62}"
_RUN = re.compile(rf"{LABEL}(?:{DOT}{LABEL}){{0,12}}", re.IGNORECASE)
_LONGER = re.compile(r"(?:\.[A-Za-z0-9_-]{1,63}){1,4000}")
# A run of plain labels behind which nothing goes on, which nearly all are. Possessive: a shorter
# run would be followed by a label.
_PLAIN_RUN = re.compile(
    rf"[A-Za-z0-9%_-]{{1,63}}+(?:\.[A-Za-z0-9%_-]{{1,63}}+){{0,12}}+(?![\w%-]|(?i:{DOT}{LABEL}))"
)
_NEXT = re.compile(rf"({DOT})({LABEL})", re.IGNORECASE)
_LABEL = re.compile(LABEL)
_ASCII = re.compile(r"[A-Za-z0-9%_-]+")
_ASCII_HOST = re.compile(r"[A-Za-z0-9%_.-]{1,253}")
_HOSTLIKE = re.compile(r"[\w%.-]{1,253}")
_BACK = re.compile("[A-Za-z0-9_-]+")
_HAN = re.compile("[\u2e80-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


@record
class Host:
    """A host name and where it stands in the view."""

    start: int
    end: int
    name: str
    """With plain dots, as written otherwise."""
    defanged: bool
    """At least one dot was not a dot."""
    known: bool
    """It ends in a public suffix."""

    @property
    def labels(self) -> list[str]:
        return self.name.split(".")


@cache
def ambiguous() -> dict[str, str]:
    """Top-level domains that are also file extensions or words: suffix -> why."""
    found: dict[str, str] = {}
    for why, suffixes in data.table("ambiguous_suffixes.tsv"):
        for suffix in suffixes.split() if why != "reversed" else ():
            found.setdefault(suffix, why)
    return found


@cache
def reversed_heads() -> frozenset[str]:
    """First labels of package names in reverse domain order."""
    rows = data.table("ambiguous_suffixes.tsv")
    return frozenset(s for why, suffixes in rows if why == "reversed" for s in suffixes.split())


@cache
def _tlds() -> frozenset[str]:
    """Top-level labels of all rules of the suffix table, A-labels.

    `suffix.split` takes any last label for a suffix (the list's default rule); running text is
    full of last labels that are none.
    """
    rules = data.text("public_suffix.txt").split("\n")
    return frozenset(rule.rpartition(".")[2] for rule in rules if rule and rule[0] not in "#[")


@lru_cache(maxsize=4096)
def is_tld(label: str) -> bool:
    """Whether a host can end in `label`."""
    lowered = label.lower()
    return lowered in SPECIAL or (len(lowered) > 1 and _ascii(lowered) in _tlds())


def _ascii(label: str) -> str:
    """The A-label of a label; itself when IDNA does not allow it."""
    if label.isascii():
        return label
    import ada_url

    try:
        return ada_url.idna_to_ascii(label).decode() or label
    except (ValueError, UnicodeError):
        return label


def has_han(text: str) -> bool:
    """Whether `text` holds Chinese or Japanese characters."""
    return _HAN.search(text) is not None


def read(plain: str, start: int, *, anything: bool = False) -> Host | None:
    """The host that begins at `start` of a view, cut where the sentence goes on.

    With `anything` (after a scheme) a host without a public suffix is one too.
    """
    run = _PLAIN_RUN.match(plain, start)
    if run is not None:
        labels = run[0].split(".")
        for count in range(len(labels), 1, -1):
            if is_tld(labels[count - 1]):
                name = ".".join(labels[:count])
                return Host(start, start + len(name), name, False, True)
        if not anything:
            return None
    first = _LABEL.match(plain, start)
    if first is None:
        return None
    pieces = [("", first[0], first.end())]
    while len(pieces) < 13 and (more := _NEXT.match(plain, pieces[-1][2])):
        ended = len(pieces) > 1 and not has_han(pieces[-1][1]) and is_tld(pieces[-1][1])
        if ended and (more[1] != "." or has_han(more[2][0])) and not is_tld(more[2]):
            break  # "tokenpocket.pro。备用..." is the next sentence
        pieces.append((more[1], more[2], more.end()))
    for count in range(len(pieces), 1, -1):
        dots = [dot for dot, _, _ in pieces[1:count]]
        _, last, end = pieces[count - 1]
        if not is_tld(last):
            cut = _ASCII.match(last)
            if cut is None or len(cut[0]) == len(last) or not has_han(last[cut.end()]):
                continue
            end -= len(last) - cut.end()
            last = cut[0]
            if not is_tld(last):
                continue
        names = [label for _, label, _ in pieces[: count - 1]]
        return Host(start, end, ".".join((*names, last)), any(d != "." for d in dots), True)
    if not anything:
        return None
    # No known suffix: an intranet name, an address, an unknown ending. Real dots only, and
    # Chinese only when the name begins with it.
    run = (_HOSTLIKE if has_han(first[0][0]) else _ASCII_HOST).match(plain, start)
    if run is None:
        return None
    name = run[0].rstrip(".")
    return Host(start, start + len(name), name, False, False)


def run_end(plain: str, start: int) -> int:
    """End of the run of labels and dots at `start` that `read` looks at; of all of it when it
    has more labels than any host."""
    run = _RUN.match(plain, start)
    if run is None:
        return start
    longer = _LONGER.match(plain, run.end())
    return longer.end() if longer else run.end()


def before(plain: str, end: int, limit: int = 63) -> int:
    """Start of the label that ends at `end`: its Latin part, or Chinese if that touches the dot."""
    start, floor = end, max(0, end - limit)
    back = _BACK.match(plain[floor:end][::-1])
    if back is not None:
        start -= back.end()
        if start == floor or plain[start - 1].isascii() or has_han(plain[start - 1]):
            return start
    if start > floor and has_han(plain[start - 1]):
        # 请访问TP钱包.example: nobody can tell where the name begins; a name is short.
        floor = max(floor, end - 16)
        while start > floor and (plain[start - 1].isalnum() or plain[start - 1] in "-_"):
            start -= 1
        return start
    while start > floor and not has_han(c := plain[start - 1]) and (c.isalnum() or c in "-_"):
        start -= 1
    return start
