"""Packs the extension for Chromium and for Firefox: two archives, the same bytes every time.

    python extension/pack.py [FOLDER]      (dist/ by default)

The words come from ringtrue's languages (src/ringtrue/messages/*/extension*.toml): the folder
_locales, from which a browser reads them, is written anew first.

Firefox wants a page for what runs in the background, and an id instead of the key that fixes
Chromium's id.
"""

from __future__ import annotations

import json
import sys
import tomllib
import zipfile
from pathlib import Path

HERE = Path(__file__).parent
MOMENT = (2026, 1, 1, 0, 0, 0)
LEFT_OUT = {"pack.py", "manifest.json"}
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
            lines = [
                f"  {json.dumps(code)}: {json.dumps({'message': text}, ensure_ascii=False)}"
                for code, text in {**texts, "languages": known}.items()
            ]
            found |= dict.fromkeys(served, "{\n" + ",\n".join(lines) + "\n}\n")
    return found


def write_locales() -> None:
    """Writes `locales` where browsers look for them."""
    for name, text in locales().items():
        path = HERE / "_locales" / name / "messages.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def manifest(browser: str) -> dict[str, object]:
    """The manifest for ``chromium`` or ``firefox``."""
    told: dict[str, object] = json.loads((HERE / "manifest.json").read_text(encoding="utf-8"))
    if browser == "firefox":
        del told["key"], told["minimum_chrome_version"]
        told["background"] = {"scripts": ["background.js"]}
        told["browser_specific_settings"] = {
            "gecko": {
                "id": "ringtrue@ringtrue.example",
                "strict_min_version": "140.0",
                # Contacts that a page shows go to the backend, wherever the reader runs it.
                "data_collection_permissions": {"required": ["websiteContent"]},
            },
            "gecko_android": {"strict_min_version": "142.0"},
        }
    return told


def pack(browser: str, folder: Path) -> Path:
    """Writes the archive for `browser` into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"ringtrue-{browser}.zip"
    files = {
        file.relative_to(HERE).as_posix(): file.read_bytes()
        for file in sorted(HERE.rglob("*"))
        if file.is_file() and file.name not in LEFT_OUT and "__pycache__" not in file.parts
    }
    files["manifest.json"] = (json.dumps(manifest(browser), indent=2) + "\n").encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, files[name])
    return path


if __name__ == "__main__":
    write_locales()
    where = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE.parent / "dist"
    for name in ("chromium", "firefox"):
        print(pack(name, where))
