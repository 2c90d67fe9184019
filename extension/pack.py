"""Packs the extension for Chromium and for Firefox: two archives, the same bytes every time.

    python extension/pack.py [FOLDER]      (dist/ by default)

Firefox wants a page for what runs in the background, and an id instead of the key that fixes
Chromium's id.
"""

from __future__ import annotations

import json
import sys
import zipfile
from pathlib import Path

HERE = Path(__file__).parent
MOMENT = (2026, 1, 1, 0, 0, 0)
LEFT_OUT = {"pack.py", "manifest.json"}


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
    where = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE.parent / "dist"
    for name in ("chromium", "firefox"):
        print(pack(name, where))
