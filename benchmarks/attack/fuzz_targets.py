"""What the fuzzer asks: each target takes bytes and raises for a fault, never for odd input.

A fault is an exception that is not in the library's error tree, a status 500, a contact that was
lost to a fault of ours, an artefact that was damaged and is taken all the same, or two readers of
one link that open two hosts.
"""

from __future__ import annotations

import asyncio
import contextlib
import io
import os
import sys
import tempfile
import types
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ringtrue import Checker, Directory, Status, UnparseableContact, parse
from ringtrue.asking.guard import guard
from ringtrue.curation import importers
from ringtrue.data.arrays import Arrays
from ringtrue.directory import allowlist, imported, signed
from ringtrue.errors import RingtrueError
from ringtrue.index import compiled
from ringtrue.kinds import KINDS
from ringtrue.scanning import inputs, lists
from ringtrue.server.app import application
from ringtrue.server.settings import Settings
from ringtrue.server.state import Service
from ringtrue.updates import trust

ROOT = Path(__file__).resolve().parents[2]
ROWS = [
    ("metamask", "MetaMask", "domain", "metamask.io"),
    ("coinbase", "Coinbase", "domain", "coinbase.com"),
    ("coinbase", "Coinbase", "phone", "+18885550142"),
    ("coinbase", "Coinbase", "email", "help@coinbase.com"),
    ("tokenpocket", "TokenPocket", "alias", "TP钱包"),
    ("tokenpocket", "TokenPocket", "telegram", "tokenpocket_en"),
    ("tokenpocket", "TokenPocket", "play_package", "vip.mytokenpocket"),
]
HOSTS = ("metamask.io", "coinbase.com")
DAY = "2026-12-01"
REGIONS = (None, "CN", "US", "GB")

os.environ["RINGTRUE_DEBUG"] = "1"  # a fault is raised where it happens
DIRECTORY = Directory.from_rows(ROWS)
CHECKER = Checker(DIRECTORY)


def _text(data: bytes) -> str:
    """Any text: lone surrogates too, where the bytes are no UTF-8."""
    return data.decode("utf-8", "surrogateescape")


def check(data: bytes) -> None:
    """The first byte chooses kind, region and claim; the rest is the contact."""
    if not data:
        return
    how, raw = data[0], _text(data[1:])
    kind = KINDS[how % len(KINDS)] if how & 128 else None
    verdict = CHECKER.check(
        raw, kind, "coinbase" if how & 64 and how & 128 else None, REGIONS[how % len(REGIONS)]
    )
    verdict.to_dict()
    verdict.advice("en")
    contact = verdict.contact
    if verdict.status is Status.OFFICIAL and contact is not None and contact.kind == "url":
        host = contact.facets[0].host  # type: ignore[union-attr]
        assert any(host == own or host.endswith("." + own) for own in HOSTS), host


def reread(data: bytes) -> None:
    """A canonical form is its own canonical form."""
    try:
        first = parse(_text(data))
    except UnparseableContact:
        return
    again = parse(first.canonical)
    assert (again.kind, again.canonical) == (first.kind, first.canonical)


def scan_text(data: bytes) -> None:
    CHECKER.scan(_text(data)).to_dict()


def _scanned(data: bytes, form: Any, name: str = "") -> None:
    try:
        document = inputs.read(data, name, form, url="https://page.example/a/")
    except RingtrueError:
        return
    CHECKER.scan(document).to_dict()


def scan_html(data: bytes) -> None:
    _scanned(data, "html")


def scan_mail(data: bytes) -> None:
    _scanned(data, "mail")


def scan_file(data: bytes) -> None:
    """Bytes of any format, which is told by what stands in them, or by their name."""
    names = ("", "a.csv", "a.json", "a.vcf", "a.txt", "a.eml", "a.mbox", "a.har", "a.md", "a.pdf")
    _scanned(data[1:], "auto", names[data[0] % len(names)] if data else "")


def ask(data: bytes) -> None:
    text = _text(data)
    CHECKER.ask(text)
    if text.isprintable():
        guard(text, CHECKER)


def allowlists(data: bytes) -> None:
    with contextlib.suppress(RingtrueError):
        Directory([allowlist.loads(_text(data))])


_INDEX = compiled.dump(DIRECTORY.brands.values(), "2026.12.1")


def index(data: bytes) -> None:
    """Bytes that are written over those of a sound list: it is refused, or it is the same."""
    if len(data) < 4:
        return
    at = int.from_bytes(data[:3], "big") % len(_INDEX)
    broken = _INDEX[:at] + data[3:] + _INDEX[at + len(data) - 3 :]
    for file in (broken, data):
        try:
            compiled.load(file)
            arrays = Arrays(file)
            arrays.verify()
        except RingtrueError:
            continue
        gap = arrays.part(lambda name: True) == Arrays(_INDEX).part(lambda name: True)
        assert file == _INDEX or gap, "a damaged list is taken"


def updates(data: bytes) -> None:
    """Four pieces: root, a newer root, targets, list; none of them is signed by anybody."""
    parts = ([*data.split(b"\x00\x00", 3), b"", b"", b"", b""])[:4]
    assert signed.problem(parts[0], [parts[1]], parts[2], parts[3]), "an unsigned list is taken"
    for read in (trust.check_root, trust.admit):
        try:
            read(data)
        except RingtrueError:
            continue


_FORMATS = importers.FORMATS
_FILE = Path(tempfile.mkdtemp(prefix="ringtrue-fuzz-")) / "given"


def importing(data: bytes) -> None:
    """The first byte chooses the importer; the rest is its file."""
    if not data:
        return
    _FILE.write_bytes(data[1:])
    name = _FORMATS[data[0] % len(_FORMATS)].name
    try:
        for count, _ in enumerate(importers.read(name, [str(_FILE)], today=DAY, region="US")):
            if count > 500:
                break
    except RingtrueError:
        pass
    with contextlib.suppress(RingtrueError):
        imported.admit(imported.read_batch(_FILE))


def list_readers(data: bytes) -> None:
    for whole in (False, True):
        try:
            for _ in lists.entries(io.BytesIO(data), whole=whole):
                pass
        except (lists.ColumnMissing, RingtrueError):
            continue
    lists.is_list(data)


def http(data: bytes) -> None:
    """The first byte chooses the path, its highest bit the content type; the rest is the body."""
    paths = ("/v1/check", "/v1/scan", "/v1/ask", "/v1/mail", "/", "/v1/brands/x")
    if not data:
        return
    path = paths[data[0] % len(paths)]
    kind = b"application/json" if not data[0] & 128 else b"application/x-www-form-urlencoded"
    status = _loop().run_until_complete(_asked(path, kind, data[1:]))
    assert status < 500 or status == 503, (path, status)


_KEPT: list[Any] = []


def _loop() -> asyncio.AbstractEventLoop:
    if not _KEPT:
        loop = asyncio.new_event_loop()
        asyncio.set_event_loop(loop)
        service = Service(Settings(), DIRECTORY)
        service.log.request = lambda *_: None  # type: ignore[method-assign]

        def fault(error: BaseException) -> None:
            raise error

        service.log.fault = fault  # type: ignore[method-assign]
        _KEPT.extend((loop, application(service)))
    return _KEPT[0]  # type: ignore[no-any-return]


async def _asked(path: str, kind: bytes, body: bytes) -> int:
    statuses: list[int] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Any) -> None:
        if message["type"] == "http.response.start":
            statuses.append(message["status"])

    method = "GET" if path.startswith("/v1/brands") else "POST"
    scope = {
        "type": "http", "method": method, "path": path, "raw_path": path.encode(),
        "query_string": body[:40], "scheme": "http", "client": ("127.0.0.1", 1), "http_version":
        "1.1", "server": ("127.0.0.1", 80), "root_path": "",
        "headers": [(b"host", b"localhost"), (b"content-type", kind),
                    (b"content-length", b"%d" % len(body))],
    }  # fmt: skip
    await _KEPT[1](scope, receive, send)
    return statuses[0]


def web_adapter(data: bytes) -> None:
    """The web engine's reading of links, over a browser's URL that is ada here, beside ada."""
    theirs, ours = _adapter(), sys.modules["ada_url"]
    text = _text(data)
    hosts = []
    for reader in (ours.URL, theirs.URL):
        try:
            hosts.append(reader(text).hostname)
        except (ValueError, UnicodeError):
            hosts.append(None)
    assert hosts[0] == hosts[1] or None in hosts, hosts


def _adapter() -> Any:
    if "ringtrue_fuzz_adapter" not in sys.modules:
        import ada_url

        class JsException(Exception):
            pass

        class Opened:
            def __init__(self, text: str) -> None:
                try:
                    url = ada_url.URL(text)
                except ValueError as error:
                    raise JsException from error
                self.href, self.hostname, self.protocol = url.href, url.hostname, url.protocol

            new = classmethod(lambda cls, text: cls(text))

        for name, held in (("js", {"URL": Opened}), ("pyodide.ffi", {"JsException": JsException}),
                           ("pyodide", {})):  # fmt: skip
            sys.modules[name] = types.ModuleType(name)
            vars(sys.modules[name]).update(held)
        adapter = types.ModuleType("ringtrue_fuzz_adapter")
        source = (ROOT / "web/python/ada_url.py").read_text(encoding="utf-8")
        exec(compile(source, "ada_url.py", "exec"), vars(adapter))
        sys.modules["ringtrue_fuzz_adapter"] = adapter
    return sys.modules["ringtrue_fuzz_adapter"]


TARGETS: dict[str, Callable[[bytes], None]] = {
    target.__name__: target
    for target in (
        check, reread, scan_text, scan_html, scan_mail, scan_file, ask, allowlists, index, updates,
        importing, list_readers, http, web_adapter,
    )
}  # fmt: skip
