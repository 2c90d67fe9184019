"""Lists of names as people publish them, read by one reader: a name, and where it stands.

A name a line; hosts files; Adblock, dnsmasq, Unbound and rule lists of proxies; zone files and
response policy zones; sheets with a head or without (``rank,name``, an id first, semicolons); JSON
and JSON lines (crt.sh, certificate streams, deny lists). Names may be defanged, wild (``*.``) or
rooted. What a list is, its first rows say; its encoding, its bytes (`ringtrue.scanning.decoding`).
"""

from __future__ import annotations

import codecs
import csv
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, Literal, Protocol

from ringtrue.records import record
from ringtrue.scanning.decoding import encoding_of
from ringtrue.scanning.formats.tables import separator_of

SAMPLE = 1 << 16
"""Bytes by which a list is told."""
BLOCK = 1 << 20
"""Bytes that are read at once."""
MAX_LINE = 8_192
"""Characters of a line that are kept, and of a name."""
MAX_JSON = 256 << 20
"""Bytes of a list in JSON, which is read whole."""
MAX_SPAN = 20
"""Lines that one row of a sheet may take."""
_LOOKED_AT = 200
"""Rows by which the column of the names is found."""
Kind = Literal["plain", "rules", "table", "json", "json_lines"]


class Bytes(Protocol):
    """What a list is read from."""

    def read(self, size: int = -1, /) -> bytes: ...


@record
class Entry:
    """A name of a list, or a row that holds none."""

    number: int
    """Line, or place among the values of JSON, from 1; 0 for the list as a whole."""
    text: str
    """The name, refanged; of a row without one, the row."""
    why: str = ""
    """Why the row is not read; empty for a name."""


@record
class Shape:
    """What a list is."""

    kind: Kind = "plain"
    encoding: str = "utf-8"
    separator: str = ""
    column: int = 0
    """Of a sheet: where the names stand, from 0."""
    head: bool = False
    """Of a sheet: its first row names the columns."""


class ColumnMissing(ValueError):
    """The column that was asked for is not there, or several are."""


# -- what a name is -------------------------------------------------------------------------------

_REST = re.compile("[/?#]")
_SPACE = re.compile(r"\s")
_BREAKS = re.compile(r"[\s;,|\"<>^`{}\\]")
_HOST = re.compile(
    r"(?:[a-z][a-z0-9+.-]{1,20}://)?(?:[^\s/@:]{1,64}@)?"
    r"[\w-](?:[\w-]|[.](?=[\w-])){0,252}\.(?:[a-z\u0080-\U0010ffff]{2,63}|xn--[\w-]{1,59})\.?"
    r"(?::\d{1,5})?(?:[/?#][^\s]*)?",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}(?:[:/].*)?|\[[0-9a-fA-F:.]+\].*")
_DEFANGED = re.compile(
    r"\[\.\]|\(\.\)|\{\.\}|\[dot\]|\(dot\)|\[:\]|^h(?:xx|XX|\*\*)p", re.IGNORECASE
)


def why_no_name(text: str) -> str:
    """Why `text` cannot be a host or an address with one; empty when it can.

    >>> why_no_name("coinbase.com"), why_no_name("coinbase.com;2026"), why_no_name("2")
    ('', "holds ';', which no name does", 'has no dot')
    """
    begin = text.find("://") + 3 if "://" in text else 0
    rest = _REST.search(text, begin)
    host = text[begin : rest.start()] if rest is not None else text[begin:]
    if found := _BREAKS.search(host) or _SPACE.search(text):
        return f"holds {found[0]!r}, which no name does"
    if not host:
        return "has no host"
    if "." not in host and "@" not in host and "。" not in host and host.count(":") < 2:
        return "has no dot"
    return ""


def refanged(text: str) -> str:
    """``hxxp://evil[.]example`` as it was before somebody made it harmless."""
    if "[" not in text and "(" not in text and "{" not in text and text[:1] not in "hH":
        return text
    return _DEFANGED.sub(_as_it_was, text)


def _as_it_was(sign: re.Match[str]) -> str:
    if sign[0][0] in "hH":
        return "http"
    return ":" if ":" in sign[0] else "."


_PLAIN = re.compile(r"[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)+")


def _bare(name: str) -> str:
    """A name without the marks of a wildcard, a suffix and the root."""
    if _PLAIN.fullmatch(name):
        return name
    name = name.strip("\"'`,").removeprefix("+.").removeprefix("*.")
    if name[:1] == "." and name[1:2] not in (".", "/"):
        name = name[1:]
    return refanged(name).removesuffix(".")


# -- lines ----------------------------------------------------------------------------------------

_COMMENTS = ("#", ";", "!", "//", "[Adblock", "[adblock", "@@")
"""Comments, and exceptions from a rule: names that a list does not mean."""
_SINK = frozenset(("0.0.0.0", "127.0.0.1", "255.255.255.255", "::", "::1", "::0", "fe80::1%lo0",
                   "ff00::0", "ff02::1", "ff02::2", "ff02::3"))  # fmt: skip
_LOCAL = frozenset(("localhost", "localhost.localdomain", "local", "broadcasthost", "0.0.0.0",
                    "ip6-localhost", "ip6-loopback", "ip6-localnet", "ip6-mcastprefix",
                    "ip6-allnodes", "ip6-allrouters", "ip6-allhosts"))  # fmt: skip
_RULE = re.compile(
    r"\|\|(?P<adblock>[^\s^$|*]+)|\|(?P<start>https?://[^\s|^$]+)"
    r"|(?:address|server|local|ipset|nftset)=/(?P<dnsmasq>[^\s]+?)/[^/\s]*$"
    r"|local-(?:zone|data):\s*\"(?P<unbound>[^\s\"]+)"
    r"|(?:-\s+)?(?:DOMAIN|HOST)(?:-SUFFIX|-FULL)?\s*,\s*(?P<proxy>[^\s,]+)"
    r"|(?:domain|full):(?P<ray>[^\s@]+)",
    re.IGNORECASE,
)
_HIDING = re.compile(r"#[@?$%]{0,2}#|\$\$")
"""Rules about parts of a site's pages, which say nothing against the site."""
_TYPES = (
    "A|AAAA|NS|CNAME|DNAME|MX|TXT|SOA|SRV|DS|DNSKEY|RRSIG|NSEC|NSEC3|NSEC3PARAM|CAA|PTR|SVCB|HTTPS"
)
_RECORD = re.compile(
    rf"(?:\d{{1,10}}[smhdwSMHDW]?\s+(?:(?i:IN|CH)\s+)?|(?i:IN|CH)\s+(?:\d{{1,10}}\s+)?)(?i:{_TYPES})\s"
    rf"|(?:{_TYPES})\s"
)
"""Time, class and type of a record (RFC 1035, section 5.1); the type alone in capitals only."""


class Lines:
    """Reads lines one by one; a zone's ``$ORIGIN`` stands until the next."""

    def __init__(self, *, whole: bool) -> None:
        self._whole = whole
        """A plain line is a name with all its words, such as a number; else its first field."""
        self._origin = ""
        self._first = True

    def names(self, raw: str) -> list[str]:
        """Names of a line, none for a comment."""
        line = raw.strip("\ufeff \t\r\n")
        begins, self._first = self._first, False
        if not line or line.startswith(_COMMENTS) or (begins and line.lower() in _HEADS):
            return []
        first, _, rest = line.replace("\t", " ").partition(" ")
        rest = rest.lstrip()
        if rest and first.lower() in _SINK:
            names = rest.partition("#")[0].split()
            return [_bare(name) for name in names if name.lower() not in _LOCAL]
        if line[0] == "$":
            self._directive(line)
            return []
        rule = _RULE.match(line)
        if rule is not None and rule.lastgroup is not None:
            said = str(rule[rule.lastgroup])
            return [_bare(name) for name in (said.split("/") if rule["dnsmasq"] else [said])]
        if rest and _RECORD.match(f"{rest} "):
            return self._owner(raw, first)
        if rest and first in ("-", "*", "•"):
            first, rest = rest.split(None, 1)[0], ""
            line = first
        if rest and first.isdecimal() and _is_name(second := rest.partition("#")[0].strip()):
            return [_bare(second)]  # a rank or an id before it
        if self._whole and rest:
            return [refanged(line.partition(" #")[0].strip())]
        if _HIDING.search(line):
            return []
        return [_bare(first.removesuffix("^"))]

    def _directive(self, line: str) -> None:
        words = line.split()
        if words[0].upper() == "$ORIGIN" and len(words) > 1:
            self._origin = words[1].strip(".")

    def _owner(self, raw: str, first: str) -> list[str]:
        """The name of a record in a zone; a line that begins with a space has that of the last."""
        if raw[:1] in (" ", "\t"):
            return []
        if first == "@":
            return [self._origin] if self._origin else []
        name = _bare(first)
        if self._origin and not first.endswith("."):
            name = f"{name}.{self._origin}"
        return [name]


def _is_rule(line: str) -> bool:
    """Whether a line says more than a name: of a hosts file, a rule, a record."""
    line = line.strip("\ufeff \t\r\n")
    fields = line.split(None, 1)
    if _RULE.match(line) or _HIDING.search(line) or line[:1] in ("$", "!"):
        return True
    return len(fields) == 2 and (
        fields[0].lower() in _SINK or _RECORD.match(f"{fields[1]} ") is not None
    )


# -- what a list is -------------------------------------------------------------------------------

_HEADS = (
    "domain", "domain_name", "host", "hostname", "fqdn", "url", "link", "website", "site", "name",
    "indicator", "value", "address", "域名", "网址", "链接", "主机", "网站",
)  # fmt: skip
"""Heads of columns of names, the likelier first."""
_MARKS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig"))


def shape_of(sample: bytes, column: str = "", *, more: bool = False) -> Shape:
    """What the list is that begins with `sample`; `more`: it goes on behind it.

    Raises `ColumnMissing` when a sheet has no column of that name, or several.
    """
    encoding = _encoding(sample)
    text = sample.decode(encoding, "replace").lstrip("\ufeff")
    lines = text.splitlines()
    if more and len(lines) > 1:
        del lines[-1]
    rows = [line for line in lines[: 2 * _LOOKED_AT] if line.strip()]
    if text.lstrip()[:1] in ("{", "["):
        one_a_line = len(rows) > 1 and all(_is_object(line) for line in rows[:2])
        if one_a_line or _is_json(text, more=more):
            return Shape("json_lines" if one_a_line else "json", encoding)
    told = _whole_rows([line for line in rows if line.lstrip()[:1] != "#"])
    if sum(map(_is_rule, told)) * 2 > len(told):
        return Shape("rules", encoding)
    separator = _separator(told, sure=bool(column))
    if separator:
        return _table(told, separator, column, encoding)
    return Shape("plain", encoding)


def _whole_rows(lines: list[str]) -> list[str]:
    """Lines, with those put together over which a quotation runs that ends."""
    rows: list[str] = []
    at = 0
    while at < len(lines):
        span, marks = 1, lines[at].count('"')
        while marks % 2 and span < MAX_SPAN and at + span < len(lines):
            marks += lines[at + span].count('"')
            span += 1
        span = 1 if marks % 2 else span
        rows.append(" ".join(lines[at : at + span]))
        at += span
    return rows


def is_list(sample: bytes) -> Shape | None:
    """The shape of a list that begins with `sample`; None when its lines are names as they are, or
    too few to tell."""
    shape = shape_of(sample, more=not sample.endswith(b"\n"))
    rows = sum(1 for line in sample[:SAMPLE].splitlines() if line.strip())
    if rows < 2 and shape.kind != "json":
        return None
    plain = shape.kind == "plain" and shape.encoding in ("utf-8", "utf-8-sig")
    return None if plain else shape


def _encoding(sample: bytes) -> str:
    for mark, encoding in _MARKS:
        if sample.startswith(mark):
            return encoding
    try:
        sample[: len(sample) - 3 if len(sample) >= SAMPLE else None].decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start < len(sample) - 3:
            return encoding_of(sample) or "utf-8"
    for encoding, zeros in (("utf-16-le", sample[1:400:2]), ("utf-16-be", sample[:400:2])):
        if zeros.count(0) * 2 > len(zeros) > 3:
            return encoding
    return "utf-8"


def _is_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _is_json(text: str, *, more: bool) -> bool:
    """A list or an object, and no ``[Adblock Plus 2.0]`` or ``[section]``."""
    head = text.lstrip()
    if head[0] == "{":
        return head[1:].lstrip()[:1] in ('"', "}", "")
    return head[1:].lstrip()[:1] in ('"', "{", "[", "]")


def _separator(lines: list[str], *, sure: bool) -> str:
    if sure:
        return separator_of(lines, sure=True)
    if len(lines) == 1:  # a sheet of one row: a name, and something else that is none
        for sign in ",;\t|":
            cells = lines[0].split(sign)
            if len(cells) > 1 and sum(map(_is_name, cells)) == 1:
                return sign
        return ""
    return separator_of(lines)


def _is_name(cell: str) -> bool:
    cell = refanged(cell.strip().strip("\"'"))
    return bool(_HOST.fullmatch(cell) or _ADDRESS.fullmatch(cell)) and not why_no_name(cell)


def _table(lines: list[str], separator: str, column: str, encoding: str) -> Shape:
    rows = [cells for _, cells in _rows(enumerate(lines, 1), separator)][:_LOOKED_AT]
    width = max(map(len, rows), default=0)
    names = [cell.strip() for cell in rows[0]] if rows else []
    if column:
        if names.count(column) == 1:
            return Shape("table", encoding, separator, names.index(column), True)
        if column.isdecimal() and 1 <= int(column) <= width:
            return Shape("table", encoding, separator, int(column) - 1, not _has_name(rows[0]))
        many = "no column" if column not in names else "several columns"
        raise ColumnMissing(f"{many} {column!r}; has {', '.join(names)}")
    shares = [
        sum(_is_name(row[at]) for row in rows[1:] or rows if at < len(row)) for at in range(width)
    ]
    folded = [name.lower().replace(" ", "_") for name in names]

    def fitness(at: int) -> tuple[int, int, int]:
        known = folded[at] if at < len(folded) else ""
        return shares[at], -_HEADS.index(known) if known in _HEADS else -len(_HEADS), -at

    best = max(range(width), key=fitness, default=0)
    if 2 * shares[best] < len(rows[1:] or rows) and not set(folded) & set(_HEADS):
        return Shape("plain", encoding)  # commas of something else
    head = best < len(names) and not _is_name(names[best]) and not _has_name(rows[0])
    return Shape("table", encoding, separator, best, head and len(rows) > 0)


def _has_name(row: list[str]) -> bool:
    return any(map(_is_name, row))


# -- reading --------------------------------------------------------------------------------------


def entries(
    stream: Bytes, column: str = "", *, whole: bool = False, shape: Shape | None = None,
    sample: bytes = b"",
) -> Iterator[Entry]:  # fmt: skip
    """Every row of a list. `sample` are bytes that were read already, by which `shape` was told.

    `whole`: a plain line may be any contact, with all its words; else it is a name, and a row that
    cannot hold one says why. Raises `ColumnMissing`.
    """
    if shape is None:
        sample = stream.read(SAMPLE)
        shape = shape_of(sample, column, more=len(sample) == SAMPLE)
    found = _found(stream, shape, sample, whole)
    if whole:
        yield from (entry for entry in found if entry.text)
        return
    for entry in found:
        why = entry.why or (not _PLAIN.fullmatch(entry.text) and why_no_name(entry.text))
        yield Entry(entry.number, entry.text, why) if why else entry


def _found(stream: Bytes, shape: Shape, sample: bytes, whole: bool) -> Iterator[Entry]:
    if shape.kind == "json":
        yield from _json(stream, sample, shape.encoding)
        return
    lines = _numbered(stream, sample, shape.encoding)
    if shape.kind == "table":
        yield from _cells(lines, shape)
        return
    if shape.kind == "json_lines":
        for number, line in lines:
            if line.strip():
                yield from _json_line(number, line)
        return
    reader = Lines(whole=whole)
    for number, line in lines:
        for name in reader.names(line):
            yield Entry(number, name)


def _numbered(stream: Bytes, sample: bytes, encoding: str) -> Iterator[tuple[int, str]]:
    """Lines with their numbers, each cut at `MAX_LINE`."""
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    number, rest, block = 0, "", sample or stream.read(BLOCK)
    while block:
        following = stream.read(BLOCK)
        text = rest + decoder.decode(block, final=not following)
        lines = text.split("\n")
        rest = lines.pop() if following else ""
        if len(rest) > 4 * MAX_LINE:
            rest = rest[: 4 * MAX_LINE]
        for line in lines:
            number += 1
            yield number, line[: 4 * MAX_LINE] if len(line) > MAX_LINE else line
        block = following
    if rest:
        yield number + 1, rest


def _cells(lines: Iterator[tuple[int, str]], shape: Shape) -> Iterator[Entry]:
    first = True
    for number, row in _rows(lines, shape.separator):
        if first and any(cell.strip() for cell in row):
            first = False
            if shape.head:
                continue
        if shape.column >= len(row):
            if any(cell.strip() for cell in row):
                yield Entry(number, " ".join(row)[:200], f"has no column {shape.column + 1}")
            continue
        name = row[shape.column].strip("\ufeff \t")
        if name and not name.startswith("#"):
            yield Entry(number, _bare(name[:MAX_LINE]))


def _rows(lines: Iterable[tuple[int, str]], separator: str) -> Iterator[tuple[int, list[str]]]:
    """Rows of cells (RFC 4180). A quotation that does not end within `MAX_SPAN` lines spoils its
    own line and no other."""
    waiting: list[tuple[int, str]] = []
    lines = iter(lines)
    while True:
        number, line = waiting.pop(0) if waiting else next(lines, (0, ""))
        if not number:
            return
        line = line.rstrip("\r")
        if '"' not in line:
            if line:
                yield number, line.split(separator)
            continue
        record = [line]
        while sum(part.count('"') for part in record) % 2 and len(record) < MAX_SPAN:
            if len(waiting) < len(record):
                following = next(lines, None)
                if following is None:
                    break
                waiting.append(following)
            record.append(waiting[len(record) - 1][1].rstrip("\r"))
        if sum(part.count('"') for part in record) % 2:
            record = [line]
        else:
            del waiting[: len(record) - 1]
        try:
            yield number, next(csv.reader(["\n".join(record)], delimiter=separator), [])
        except csv.Error:
            yield number, line.split(separator)


# -- JSON ------------------------------------------------------------------------------------

_LISTS = ("blacklist", "blocklist", "denylist", "deny", "domains", "urls", "hosts", "entries",
          "data",
          "results", "indicators", "iocs")  # fmt: skip
_KEYS = ("name_value", "all_domains", "domain", "domains", "dns_names", "hostname", "host", "fqdn",
         "url", "urls", "indicator", "ioc", "value", "address", "contact", "common_name",
         "name")  # fmt: skip
_INSIDE = ("data", "leaf_cert", "attributes")
"""Objects in which a certificate stream wraps its names."""


def _json(stream: Bytes, sample: bytes, encoding: str) -> Iterator[Entry]:
    raw = sample + stream.read(MAX_JSON)
    text = raw.decode(encoding, "replace").lstrip("\ufeff")
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        yield Entry(0, text[:80], f"is no JSON ({str(error)[:80]})")
        return
    lists = [value] if isinstance(value, list) else []
    if isinstance(value, dict):
        lists = [held for name in _LISTS if isinstance(held := value.get(name), list)]
        if not lists and not any(isinstance(value.get(key), str) for key in _KEYS):
            yield Entry(0, text[:80], f"holds none of the lists {', '.join(_LISTS)}")
            return
        lists = lists or [[value]]
    number = 0
    for items in lists:
        for item in items:
            number += 1
            yield from _value(number, item)


def names_of(line: str, lines: Lines) -> list[str]:
    """Names of one line of a stream: JSON (a certificate's entry), a zone's record, or any line
    that `lines` reads. Lines that are no JSON, and records without a name, have none."""
    if line.lstrip()[:1] == "{":
        return [entry.text for entry in _json_line(0, line) if not entry.why]
    return lines.names(line)


def _json_line(number: int, line: str) -> Iterator[Entry]:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        yield Entry(number, line[:80], "is no JSON")
        return
    yield from _value(number, value)


def _value(number: int, item: Any) -> Iterator[Entry]:
    if isinstance(item, str):
        if item.strip():
            yield Entry(number, _bare(item.strip()[:MAX_LINE]))
        return
    if not isinstance(item, dict):
        return
    found: list[str] = []
    todo = [item]
    while todo and not found:
        here = todo.pop()
        for key in _KEYS:
            held = here.get(key)
            values = held if isinstance(held, list) else [held]
            found += [v for v in values if isinstance(v, str) and v.strip()]
            if found:
                break
        todo += [here[name] for name in _INSIDE if isinstance(here.get(name), dict)]
    names = [name for one in found for name in one.split("\n") if name.strip()]
    for name in dict.fromkeys(names):
        yield Entry(number, _bare(name.strip()[:MAX_LINE]))
    if not names:
        yield Entry(number, str(item)[:80], "has no name in it")


# -- what was not read ----------------------------------------------------------------------------


class Unread:
    """Rows that were not read: how many, and the first ones with their reasons."""

    SHOWN = 3

    def __init__(self) -> None:
        self.count = 0
        self.rows = 0
        """Rows in all, read or not."""
        self.first: list[str] = []
        self._reasons: Counter[str] = Counter()

    def add(self, file: str, entry: Entry) -> None:
        self.count += 1
        if self._reasons[entry.why] == 0 and len(self.first) < self.SHOWN:
            self.first.append(f"{file}:{entry.number}: {entry.text[:60]!r} {entry.why}")
        self._reasons[entry.why] += 1

    @property
    def most(self) -> bool:
        """More than half of the rows."""
        return self.count * 2 > self.rows

    def told(self) -> str:
        """How many, and the first reasons."""
        return f"{self.count:,} of {self.rows:,} rows hold no name ({'; '.join(self.first)})"
