"""Opens what contacts cite: the pinned file of a source, the place in it where the value stands,
and the day on which that entry was last changed.

A source is pinned when its reference names a revision and a path: ``owner/repo@commit:path`` or
``package@version:path``, either with ``#KEY`` for one record of a JSON file. Files come from a
folder of mirrors, never from the network. Pages are not opened: of them the quote that a reviewer
kept must hold the value.
"""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from ringtrue.directory.schema import BrandFile, ContactRow, SourceRow
from ringtrue.errors import AllowlistError
from ringtrue.records import record

if TYPE_CHECKING:
    Outcome = Literal["found", "absent", "stray", "quoted", "unopened"]
    Entry = tuple[str, str, str]
    """Pointer, text, and the text with what stands around it."""

MAX_FILE = 64 << 20
"""Bytes of one cited file."""
MAX_DEPTH = 64
"""Nesting of one cited JSON file."""
SMALL_FILE = 32 << 10
"""Bytes up to which a file is one entry, whose date is that of its last change; in a larger one
the date is that of the line."""
OPENED = ("found", "absent", "stray")
"""Outcomes of a citation that was opened."""
HOLDS = ("found", "quoted")
"""Outcomes of a source that says what it is cited for."""

_PINNED = re.compile(
    r"(?P<name>@?[A-Za-z0-9][\w.-]*(?:/[\w.-]+)?)@(?P<revision>[0-9a-f]{7,40}|[0-9][\w.+-]*)"
    r"(?::(?P<path>[^#]+))?(?:#(?P<record>[\w.-]+))?\Z"
)
_NOTE = re.compile(r"\s+\([^()]*\)\Z")
_NUMBER = re.compile(r"\+?\(?\d[\d\s().\u00a0\u2010-\u2013/-]*\d")
_ACCOUNT_WORDS = {
    "x": "twitter|x.com",
    "telegram": "telegram|t.me",
    "wechat": "weixin|wechat|微信",
    "facebook": "facebook|fb.com",
    "weibo": "weibo|微博",
    "threads": "threads",
}
"""What names the platform of an account, where it is more than the kind itself."""
_IDS = (
    "play_package",
    "chrome_extension_id",
    "edge_extension_id",
    "firefox_addon_id",
    "wallet",
)


@record
class Citation:
    """One contact and one of its sources: whether the source holds the value."""

    brand: str
    kind: str
    value: str
    """As listed, with its path."""
    source: str
    """Id in the brand's file."""
    revision: str
    """Commit or version that was opened; the day of reading for a page."""
    outcome: Outcome
    """``found`` or ``absent``: opened, and the value stands there or does not. ``stray``: the
    revision is not on the mirror's main branch, where a fork's commits can stand under the parent's
    name. ``quoted``: not opened, the kept quote holds the value. ``unopened``: neither."""
    place: str = ""
    """Pointer into the file: ``L12`` or ``/key/0/key``; with the path in front when the reference
    names none."""
    date: str = ""
    """Day on which the entry was last changed (ISO date), as far as the mirror tells."""

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What a result belongs to."""
        return self.brand, self.kind, self.value, self.source

    def line(self) -> str:
        """The row of a result file."""
        return "\t".join((*self.key, self.revision, self.outcome, self.place, self.date))


HEADER = "brand\tkind\tvalue\tsource\trevision\toutcome\tplace\tdate"


def read_results(path: Path) -> dict[tuple[str, str, str, str], Citation]:
    """The rows of a result file. Raises `AllowlistError`."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise AllowlistError(
            "cannot be read; run verify-sources with --mirror", file=str(path)
        ) from error
    found: dict[tuple[str, str, str, str], Citation] = {}
    for number, line in enumerate(lines, 1):
        cells: Any = line.split("\t")
        if number == 1 and line == HEADER:
            continue
        if len(cells) != 8 or cells[5] not in (*OPENED, "quoted", "unopened"):
            remedy = "is no row of a result file; run verify-sources anew"
            raise AllowlistError(remedy, file=str(path), line=number)
        row = Citation(*cells)
        found[row.key] = row
    return found


def cited(brand: BrandFile) -> Iterator[tuple[ContactRow, SourceRow]]:
    """Every contact of a file with each of its sources."""
    sources = {row.id: row for row in brand.sources}
    for contact in brand.contacts:
        for name in contact.sources:
            if name in sources:
                yield contact, sources[name]


def verify(
    brand: BrandFile,
    mirrors: Mirrors,
    known: dict[tuple[str, str, str, str], Citation],
) -> Iterator[Citation]:
    """The result of each citation; what no mirror holds keeps the `known` one of its revision."""
    for contact, source in cited(brand):
        row = _one(brand.id, contact, source, mirrors)
        earlier = known.get(row.key)
        kept = earlier is not None and earlier.outcome in OPENED
        if earlier is not None and kept and row.outcome not in OPENED:
            row = earlier if earlier.revision == row.revision else row
        yield row


def _one(brand: str, contact: ContactRow, source: SourceRow, mirrors: Mirrors) -> Citation:
    row = brand, contact.kind, contact.value + contact.path, source.id
    pin = _PINNED.match(_NOTE.sub("", source.ref))
    revision = pin["revision"][:12] if pin else source.date.rpartition(" ")[2]
    opened = None
    if pin is not None and pin["path"] is not None:
        opened = mirrors.open(pin["name"], pin["revision"], pin["path"])
    if pin is None or opened is None:
        return Citation(*row, revision, "quoted" if _kept(contact, source) else "unopened")
    place = found_in(opened.entries(pin["record"] or ""), contact)
    if place is None:
        account = contact.kind == "github" and _kept(contact, source)
        return Citation(*row, revision, "found" if account else "absent")
    outcome: Outcome = "found" if opened.on_main_branch else "stray"
    day = opened.date(place) or (source.date if opened.is_package else "")
    return Citation(*row, revision, outcome, place, day)


def _kept(contact: ContactRow, source: SourceRow) -> bool:
    """Whether the quote of a source holds the value, or its own address does: the brand's page
    stands on the host that it is cited for, its repository under the account."""
    entries = [("", source.quote, f"{source.quote} {source.ref}")]
    own = contact.kind in ("domain", "host", "url") and source.grade in ("A", "A2")
    if own and "://" in source.ref:
        entries.append(("", source.ref, source.ref))
    if contact.kind == "github" and source.grade in ("A", "A2"):
        return source.ref.partition("/")[0].lower() == contact.value.lower()
    return found_in(entries, contact) is not None


# -- files ----------------------------------------------------------------------------------------


class Mirrors:
    """A folder of what sources cite: git repositories ``owner+repo``, bare or not, also with the
    git directory in ``owner+repo/repo``, and unpacked packages ``name@version``."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._files: dict[tuple[str, str, str], Opened | None] = {}
        self._reachable: dict[tuple[str, str], bool] = {}

    def open(self, name: str, revision: str, path: str) -> Opened | None:
        """The file of a pinned reference; None when no mirror holds it."""
        key = (name, revision, path)
        if key not in self._files:
            self._files[key] = self._open(*key)
        return self._files[key]

    def _open(self, name: str, revision: str, path: str) -> Opened | None:
        parts = path.split("/")
        if self._folder is None or ".." in parts or path.startswith("/") or "\0" in path:
            return None
        package = self._folder / f"{name.replace('/', '+')}@{revision}"
        if package.is_dir():
            file = package / path
            try:
                inside = file.resolve().is_relative_to(package.resolve())
                if not inside or file.stat().st_size > MAX_FILE:
                    return None
                return Opened(file.read_bytes(), path)
            except OSError:
                return None
        git = self.git(name)
        if git is None or not re.fullmatch("[0-9a-f]{7,40}", revision):
            return None
        raw = run_git(git, "cat-file", "blob", f"{revision}:{path}")
        if raw is None:
            return None
        if (name, revision) not in self._reachable:
            ancestor = run_git(git, "merge-base", "--is-ancestor", revision, "HEAD")
            self._reachable[name, revision] = ancestor is not None
        return Opened(raw, path, git, revision, self._reachable[name, revision])

    def git(self, name: str) -> Path | None:
        """The git directory of a repository; None when there is no mirror of it."""
        if self._folder is None:
            return None
        base = self._folder / name.replace("/", "+")
        for place in (base / "repo" / ".git", base / "repo", base / ".git", base):
            if (place / "HEAD").is_file() and (place / "objects").is_dir():
                return place
        return None


class Opened:
    """One file that a source pins."""

    def __init__(
        self,
        raw: bytes,
        path: str,
        git: Path | None = None,
        revision: str = "",
        on_main_branch: bool = True,
    ) -> None:
        self._raw, self._path, self._git, self._revision = raw, path, git, revision
        self.on_main_branch = on_main_branch
        self.is_package = git is None

    @cached_property
    def text(self) -> str:
        """The file as text; bytes that are no UTF-8 become U+FFFD."""
        return self._raw.decode("utf-8", "replace")

    @cached_property
    def _json(self) -> Any:
        try:
            return json.loads(self._raw) if self._path.endswith(".json") else None
        except (ValueError, RecursionError):
            return None

    @cached_property
    def _all(self) -> list[Entry]:
        if self._json is not None:
            return list(_flat(self._json, ""))
        lines = self.text.splitlines()
        return [
            (f"L{n + 1}", line[:4000], "\n".join(lines[max(0, n - 3) : n + 1])[:8000])
            for n, line in enumerate(lines)
        ]

    def entries(self, record_key: str) -> Iterable[Entry]:
        """Pointer, text and surroundings of each line or JSON value; with `record_key` of that
        record alone."""
        if not record_key or self._json is None:
            return self._all
        return list(_flat(*_record(self._json, record_key)))

    def date(self, place: str) -> str:
        """Day on which the entry at a place was last changed; empty where nobody knows."""
        if self._git is None:
            return ""
        if len(self._raw) <= SMALL_FILE:
            return self._file_date
        line = int(place[1:]) if place.startswith("L") else self._line_of(place)
        return self._line_dates.get(line, "") if line else ""

    @cached_property
    def _file_date(self) -> str:
        assert self._git is not None
        said = run_git(self._git, "log", "-1", "--format=%cs", self._revision, "--", self._path)
        return (said or b"").decode().strip()

    @cached_property
    def _line_dates(self) -> dict[int, str]:
        assert self._git is not None
        said = run_git(self._git, "blame", "-s", "-p", self._revision, "--", self._path)
        dates: dict[int, str] = {}
        days: dict[str, str] = {}
        commit, number = "", 0
        from datetime import UTC, datetime

        for line in (said or b"").decode("utf-8", "replace").split("\n"):
            head = re.match(r"([0-9a-f]{40}) \d+ (\d+)", line)
            if head:
                commit, number = head[1], int(head[2])
            elif line.startswith("committer-time "):
                moment = datetime.fromtimestamp(int(line[15:]), UTC)
                days[commit] = moment.date().isoformat()
            elif line.startswith("\t"):
                dates[number] = days.get(commit, "")
        return dates

    def _line_of(self, pointer: str) -> int | None:
        """Line of a JSON value that stands once in the file; None when its place is not sure."""
        value = _at(self._json, pointer)
        literal = json.dumps(value, ensure_ascii=False)
        lines = [n for n, line in enumerate(self.text.splitlines(), 1) if literal in line]
        return lines[0] if len(lines) == 1 else None


def run_git(git: Path, *arguments: str) -> bytes | None:
    """What a git command prints; None when it fails. Reads the mirror, never a network."""
    command = ["git", "--git-dir", str(git), "--literal-pathspecs", *arguments]
    try:
        done = subprocess.run(command, capture_output=True, timeout=300, check=False)
    except (OSError, subprocess.TimeoutExpired, ValueError):
        return None
    return done.stdout if done.returncode == 0 and len(done.stdout) <= MAX_FILE else None


# -- values in texts ------------------------------------------------------------------------------


def found_in(entries: Iterable[Entry], contact: ContactRow) -> str | None:
    """Pointer of the first entry that holds a contact's value, as a whole and not as a part of
    another one; None when none does. An account must stand beside its platform's name."""
    holds = _holder(contact)
    for pointer, text, around in entries:
        if holds(text, around):
            return pointer
    return None


def _holder(contact: ContactRow) -> Any:
    kind, value = contact.kind, contact.value
    if kind in ("domain", "host", "url"):
        host, slash, path = value.removeprefix("www.").partition("/")
        before = r"(?<![\w-])" if kind == "domain" else r"(?<![\w.-])(?:www\.)?"
        tail = re.escape((slash + path or contact.path).rstrip("/").lower())
        pattern = re.compile(before + re.escape(host) + r"(?![\w-]|\.[a-z0-9])" + tail)
        written = _unicode_host(host)
        other = re.compile(before + re.escape(written) + r"(?![\w-])") if written != host else None
        return lambda text, around: (
            pattern.search(text.lower()) or (other and other.search(text.lower()))
        )
    if kind in ("phone", "sms_sender", "whatsapp") and value.lstrip("+").isdigit():
        forms = _dialled(value)
        return lambda text, around: any(
            re.sub(r"\D", "", run) in forms
            for found in _NUMBER.findall(text)
            for run in (found, *re.split(r"[\s/]{1,}(?=[+(\d])", found))
        )
    plain = re.escape(value.lower().removeprefix("pub/"))  # a publication of Medium
    if kind == "facebook":  # whose names are the same with dots and without
        plain = r"\.?".join(map(re.escape, value.lower().replace(".", "")))
    pattern = re.compile(rf"(?<![\w.-]){plain}(?![\w-])")
    if kind in ("email", *_IDS):
        pattern = re.compile(rf"(?<![\w.+-]){re.escape(value.lower())}(?![\w-]|\.\w)")
    elif kind == "appstore_id":
        pattern = re.compile(rf"(?<!\d){value}(?!\d)")
    if kind in (*_IDS, "email", "appstore_id"):
        return lambda text, around: pattern.search(text.lower())
    words = re.compile(_ACCOUNT_WORDS.get(kind, re.escape(kind)).replace(".", r"\."))
    return lambda text, around: pattern.search(text.lower()) and words.search(around.lower())


def _dialled(value: str) -> set[str]:
    """The digits under which a number may be written."""
    if not value.startswith("+"):
        return {value}
    import phonenumbers

    try:
        number = phonenumbers.parse(value)
    except phonenumbers.NumberParseException:
        return {value[1:]}
    code, national = str(number.country_code), phonenumbers.national_significant_number(number)
    return {start + national for start in ("", "0", code, f"00{code}", f"{code}0", f"00{code}0")}


def _unicode_host(host: str) -> str:
    try:
        return host.encode("ascii").decode("idna") if "xn--" in host else host
    except UnicodeError:
        return host


def _flat(value: Any, pointer: str, depth: int = 0) -> Iterator[Entry]:
    """The scalars of a JSON value with their pointers (RFC 6901)."""
    if depth > MAX_DEPTH:
        return
    if isinstance(value, dict):
        for key, item in value.items():
            step = str(key).replace("~", "~0").replace("/", "~1")
            yield from _flat(item, f"{pointer}/{step}", depth + 1)
            if isinstance(item, (dict, str)):  # entries are often named by the value itself
                yield f"{pointer}/{step}", str(key)[:4000], f"{pointer}/{step}"[-4000:]
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _flat(item, f"{pointer}/{number}", depth + 1)
    elif value is not None:
        text = str(value)[:4000]
        yield pointer, text, f"{pointer} {text}"[-8000:]


def _record(value: Any, key: str) -> tuple[Any, str]:
    """The object under `key` at most three levels down, and its pointer."""
    level = [(value, "")]
    for _ in range(4):
        below: list[tuple[Any, str]] = []
        for item, pointer in level:
            if isinstance(item, dict):
                if key in item:
                    return item[key], f"{pointer}/{key}"
                below += [(child, f"{pointer}/{name}") for name, child in item.items()]
        level = below
    return None, ""


def _at(value: Any, pointer: str) -> Any:
    for step in pointer.split("/")[1:]:
        name = step.replace("~1", "/").replace("~0", "~")
        value = value[int(name)] if isinstance(value, list) else value.get(name)
        if value is None:
            return None
    return value
