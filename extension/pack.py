"""Packs the extension for Chromium and for Firefox: two archives, the same bytes every time.

    python extension/pack.py [FOLDER]      (dist/ by default; ``--words``: the locale files alone)

The engine (web/bundle.py) and the style sheets (web/design) go into it; what its scripts need of
ringtrue's tables is written as scripts.

The words come from ringtrue's languages (src/ringtrue/messages/*/extension*.toml): the folder
_locales, from which a browser reads them, is written anew first.

Firefox wants a page for what runs in the background, and an id instead of the key that fixes
Chromium's id.
"""

from __future__ import annotations

import importlib.util
import json
import re
import sys
import tomllib
import zipfile
from pathlib import Path
from types import ModuleType

HERE = Path(__file__).parent
MOMENT = (2026, 1, 1, 0, 0, 0)
LEFT_OUT = {"pack.py", "manifest.json"}
ROOT = HERE.parent
ROLES = {"block": " ", "cell": " ", "skip": " ", "asks_secret": "|", "asks_card": "|"}
"""What the page's reader takes of data/html_tags.tsv, and what parts the names there."""
OVER = ("tokens", "parts", "marks", "banner")
"""Style sheets of what lies over a page."""
MESSAGES = HERE.parent / "src" / "ringtrue" / "messages"


def locales() -> dict[str, str]:
    """The text of each ``_locales/<name>/messages.json``, by name."""
    written = {path: tomllib.loads(path.read_text("utf-8")) for path in MESSAGES.glob("*/*.toml")}
    languages = {
        path.parent.name: texts["name"]
        for path, texts in written.items()
        if path.stem == "language"
    }
    # Its own list of languages, for the page of options: "en English; zh 中文".
    known = "; ".join(f"{code} {name}" for code, name in sorted(languages.items()))
    found = {}
    for path, texts in written.items():
        if path.stem.startswith("extension"):
            served = texts.pop("locales").split()
            steps = written[path.with_name("step.toml")]
            texts |= {f"step_{code}": text for code, text in steps.items()} | {"languages": known}
            lines = [
                f"  {json.dumps(code)}: {json.dumps({'message': text}, ensure_ascii=False)}"
                for code, text in texts.items()
            ]
            found |= dict.fromkeys(served, "{\n" + ",\n".join(lines) + "\n}\n")
    return found


def write_locales() -> None:
    """Writes `locales` where browsers look for them."""
    for name, text in locales().items():
        path = HERE / "_locales" / name / "messages.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def tables() -> str:
    """A script with the names of elements and words of fields that the page's reader knows."""
    found: dict[str, list[str]] = {role.removeprefix("asks_"): [] for role in ROLES}
    table = ROOT / "src" / "ringtrue" / "data" / "html_tags.tsv"
    for line in table.read_text(encoding="utf-8").splitlines():
        role, _, names = line.partition("\t")
        if role in ROLES:
            found[role.removeprefix("asks_")] += names.split(ROLES[role])
    return f"globalThis.ringtrueTables = {json.dumps(found, ensure_ascii=False)};\n"


def sheets() -> dict[str, Path]:
    """Style sheets by name: the page's, and those of the extension alone."""
    folders = (ROOT / "src" / "ringtrue" / "server" / "static", ROOT / "web" / "design")
    return {path.name: path for folder in folders for path in sorted(folder.glob("*.css"))}


def styles() -> str:
    """A script with the styles of what lies over a page. A page's own root decides what a ``rem``
    is, so lengths are pixels there."""
    text = "\n".join(sheets()[f"{name}.css"].read_text(encoding="utf-8") for name in OVER)
    text = text.replace(":root", ":host")
    text = re.sub(r"(?<![\w.])(\d*\.?\d+)rem\b", lambda m: f"{float(m[1]) * 16:g}px", text)
    text += sheets()["over.css"].read_text(encoding="utf-8")
    return f"globalThis.ringtrueStyles = {json.dumps(text, ensure_ascii=False)};\n"


def manifest(browser: str) -> dict[str, object]:
    """The manifest for ``chromium`` or ``firefox``."""
    told: dict[str, object] = json.loads((HERE / "manifest.json").read_text(encoding="utf-8"))
    if browser == "firefox":
        del told["key"], told["minimum_chrome_version"]
        told["permissions"] = ["storage"]
        names = ("documents", "codes", "held", "engines", "models", "background")
        told["background"] = {"scripts": [f"{name}.js" for name in names]}
        told["browser_specific_settings"] = {
            "gecko": {
                "id": "ringtrue@ringtrue.example",
                "strict_min_version": "140.0",
                # The engine is in the browser; a backend, where somebody sets one, gets contacts.
                "data_collection_permissions": {
                    "required": ["none"],
                    "optional": ["websiteContent"],
                },
            },
            "gecko_android": {"strict_min_version": "142.0"},
        }
        del told["storage"]  # Firefox takes policies from managed manifests, without a schema
    return told


def contents(browser: str, engine: Path) -> dict[str, bytes]:
    """The files of the extension by name."""
    files = {
        file.relative_to(HERE).as_posix(): file.read_bytes()
        for file in sorted(HERE.rglob("*"))
        if file.is_file() and file.name not in LEFT_OUT and "__pycache__" not in file.parts
    }
    # Each browser has one way to hold the engine, and carries no other's.
    held = {name: files.pop(f"held/{name}.js") for name in ("chromium", "firefox")}
    files["held.js"] = held[browser]
    if browser == "firefox":
        del files["offscreen.html"], files["offscreen.mjs"]
    for file in engine.iterdir():
        if file.name != "worker.mjs":
            files[f"engine/{file.name}"] = file.read_bytes()
    for name, sheet in sheets().items():
        files[f"design/{name}"] = sheet.read_bytes()
    files["tables.js"] = tables().encode()
    files["styles.js"] = styles().encode()
    files["manifest.json"] = (json.dumps(manifest(browser), indent=2) + "\n").encode()
    return files


def unpacked(browser: str, folder: Path, engine: Path) -> Path:
    """Writes the files of the extension into `folder`, as a browser loads them in development."""
    for name, data in contents(browser, engine).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


def pack(browser: str, folder: Path, engine: Path) -> Path:
    """Writes the archive for `browser` into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"ringtrue-{browser}.zip"
    files = contents(browser, engine)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, files[name], compresslevel=9)
    return path


def bundle() -> ModuleType:
    """The builder of the engine."""
    spec = importlib.util.spec_from_file_location("bundle", ROOT / "web" / "bundle.py")
    assert spec is not None
    assert spec.loader is not None
    found = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(found)
    return found


if __name__ == "__main__":
    write_locales()
    if "--words" not in sys.argv:
        where = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "dist"
        made = bundle().build(ROOT / "build" / "web-engine")
        for name in ("chromium", "firefox"):
            print(pack(name, where, made))
