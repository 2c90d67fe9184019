"""Builds the engine for browsers: ringtrue as it is, on CPython compiled to WebAssembly.

    python web/bundle.py [FOLDER]      (build/web-engine by default)

The folder holds static files alone, and whoever loads `engine.mjs` from it has the answers of
``ringtrue serve`` without a server: nothing is fetched but these files. The interpreter (Pyodide)
and the reader of QR codes (zxing) are those that web/package-lock.json pins; ``make web-engine``
installs them. What is compiled elsewhere is plain Python here: rapidfuzz has such a part of its
own, ada's place takes the browser's own URL, eth-hash's a few lines (web/python).

The same sources give the same bytes.
"""

from __future__ import annotations

import hashlib
import io
import json
import sys
import zipfile
from collections.abc import Callable, Iterator
from importlib import metadata, util
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent
MODULES = HERE / "node_modules"
MOMENT = (2026, 1, 1, 0, 0, 0)

DOORS = {
    "server", "cli", "batch", "assistants", "curation", "updates", "gateway", "reporting",
    "watching", "scanning/formats", "scanning/lists",
}  # fmt: skip
"""Rooms of ringtrue that a browser has no use for, but for `OPEN`."""
FILES = {
    *(f"scanning/{name}.py" for name in (
        "decoding", "html_bounds", "html_page", "html_parts", "inputs", "mail_head", "mails",
        "pictures", "targets",
    )),
    *(f"render/{name}.py" for name in (
        "brands", "changes", "coverage", "listed", "scan_html", "scan_lines", "scan_markdown",
        "scan_sarif", "scan_text",
    )),
}  # fmt: skip
"""What reads files, and writes for others than pages."""
PAGE = {"__init__.py", "page_html.py", "page_judge.py"}
"""What makes the answers of the web page, of the room `server`."""
OPEN = {
    "server": PAGE,
    "updates": {"__init__.py", "address.py", "client.py", "limits.py", "store.py", "trust.py"},
    "curation": {"__init__.py", "changes.py"},
    "scanning/formats": {"__init__.py", "marked.py"},
}
"""Modules of these rooms that answers and signed updates are made with."""
UNUSED = {
    "_pyrepl", "asyncio/__main__.py", "bdb.py", "cProfile.py", "cmd.py",
    "compileall.py", "ctypes", "curses", "dbm", "doctest.py", "ensurepip", "filecmp.py",
    "fileinput.py", "ftplib.py", "getpass.py", "idlelib", "imaplib.py", "lib2to3", "mailbox.py",
    "modulefinder.py", "multiprocessing", "netrc.py", "nturl2path.py", "optparse.py", "pdb.py",
    "pickletools.py", "poplib.py", "profile.py", "pstats.py", "pty.py", "pyclbr.py", "pydoc.py",
    "pydoc_data", "rlcompleter.py", "sched.py", "shelve.py", "smtplib.py", "socketserver.py",
    "sqlite3", "symtable.py", "tabnanny.py", "tarfile.py", "this.py", "timeit.py", "tkinter",
    "trace.py", "tracemalloc.py", "turtle.py", "unittest", "venv", "wave.py", "wsgiref", "xml",
    "xmlrpc", "zipapp.py",
}  # fmt: skip
"""Parts of the standard library that nothing here imports (tests/web asks for every answer)."""
USED = {
    "pyodide": "MPL-2.0",
    "zxing-wasm": "MIT, with ZXing-C++ under Apache-2.0",
}
"""Packages of npm in the bundle, with their licences."""


class Missing(Exception):
    """What the bundle is made of is not installed."""


def build(folder: Path) -> Path:
    """Writes the bundle into `folder` and returns it."""
    if not (MODULES / "pyodide" / "pyodide.mjs").is_file():
        raise Missing("the interpreter is not installed: make web-engine")
    if not (ROOT / "src" / "ringtrue" / "data" / "index.bin").is_file():
        raise Missing("the compiled list is missing: make demo")
    folder.mkdir(parents=True, exist_ok=True)
    files = dict(_python())
    listed = files.pop("ringtrue/data/index.bin")
    table, body = _packed(files)
    parts = {
        "engine.mjs": (HERE / "engine" / "engine.mjs").read_bytes(),
        "worker.mjs": (HERE / "engine" / "worker.mjs").read_bytes(),
        "pyodide.mjs": _without_map(MODULES / "pyodide" / "pyodide.mjs"),
        "pyodide.asm.mjs": (MODULES / "pyodide" / "pyodide.asm.mjs").read_bytes(),
        "pyodide.asm.wasm": (MODULES / "pyodide" / "pyodide.asm.wasm").read_bytes(),
        "python_stdlib.zip": _stdlib(MODULES / "pyodide" / "python_stdlib.zip"),
        "python.bin": body,
        "index.bin": listed,
        "zxing.js": (MODULES / "zxing-wasm/dist/iife/reader/index.js").read_bytes(),
        "zxing.wasm": (MODULES / "zxing-wasm/dist/reader/zxing_reader.wasm").read_bytes(),
        "NOTICE": _notice().encode(),
    }
    digest = hashlib.sha256()
    for name, data in sorted(parts.items()):
        digest.update(f"{name} {len(data)}\n".encode() + data)
    lock = json.loads((MODULES / "pyodide" / "pyodide-lock.json").read_text("utf-8"))
    # No package is ever loaded by name: the list is empty.
    told = {
        "id": digest.hexdigest(),
        "lock": {"info": lock["info"], "packages": {}},
        "files": table,
    }
    parts["bundle.json"] = json.dumps(told, separators=(",", ":")).encode()
    for old in folder.iterdir():
        if old.name not in parts:
            old.unlink()
    for name, data in parts.items():
        (folder / name).write_bytes(data)
    return folder


def _packed(files: dict[str, bytes]) -> tuple[list[tuple[str, int]], bytes]:
    """Names with sizes, and all bytes one after another."""
    names = sorted(files)
    return [(name, len(files[name])) for name in names], b"".join(files[n] for n in names)


def _python() -> Iterator[tuple[str, bytes]]:
    """Files of Python that the engine imports and reads, by name."""
    source = ROOT / "src" / "ringtrue"
    yield from _tree(source, "ringtrue/", _wanted)
    pure = {
        "phonenumbers": lambda p: p.parts[0] not in ("geodata", "carrierdata", "tzdata"),
        "rapidfuzz": lambda p: "cpp" not in p.name and p.parts[0] != "__pyinstaller",
        "base58": lambda p: p.name != "__main__.py",
        "bech32": lambda p: True,
        "tuf": lambda p: True,
        # Signatures that browsers verify; others' clouds and machines sign elsewhere.
        "securesystemslib": lambda p: "test" not in p.name,
    }
    for package, keep in pure.items():
        found = util.find_spec(package)
        if found is None or found.origin is None:
            raise Missing(f"{package} is not installed: make web-engine")
        folder = Path(found.origin).parent
        yield from _tree(folder, f"{package}/", lambda p, k=keep: p.suffix == ".py" and k(p))
    yield from _tree(HERE / "python", "", lambda p: p.suffix == ".py")


def _wanted(path: Path) -> bool:
    shut = DOORS.intersection(folder.as_posix() for folder in path.parents)
    if shut:
        return path.name in OPEN.get(path.parent.as_posix(), ())
    return path.as_posix() not in FILES


def _tree(folder: Path, prefix: str, keep: Callable[[Path], bool]) -> Iterator[tuple[str, bytes]]:
    for path in folder.rglob("*"):
        inside = path.relative_to(folder)
        if path.is_file() and "__pycache__" not in path.parts and keep(inside):
            yield prefix + inside.as_posix(), path.read_bytes()


def _stdlib(path: Path) -> bytes:
    """The standard library without its `UNUSED` parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(path) as whole, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as kept:
        for name in sorted(whole.namelist()):
            if name in UNUSED or name.partition("/")[0] in UNUSED or name.endswith("/"):
                continue
            entry = zipfile.ZipInfo(name, MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            kept.writestr(entry, whole.read(name), compresslevel=9)
    return out.getvalue()


def _without_map(path: Path) -> bytes:
    """A script without the line that names its source map, which is left out."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return "\n".join(line for line in lines if not line.startswith("//# sourceMap")).encode()


def _notice() -> str:
    """What of others is in the bundle."""
    lines = [
        "ringtrue (Apache-2.0), and in the same folder the work of others, by package name:",
        "",
    ]
    for name, licence in USED.items():
        version = json.loads((MODULES / name / "package.json").read_text("utf-8"))["version"]
        lines.append(f"{name} {version}: {licence}")
    for name, licence in (
        ("phonenumbers", "Apache-2.0"), ("rapidfuzz", "MIT"), ("base58", "MIT"), ("bech32", "MIT"),
        ("tuf", "MIT or Apache-2.0"), ("securesystemslib", "MIT"),
    ):  # fmt: skip
        lines.append(f"{name} {metadata.version(name)}: {licence}")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    where = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "build" / "web-engine"
    try:
        print(build(where))
    except Missing as error:
        sys.exit(f"web/bundle.py: {error}")
