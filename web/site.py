"""Builds the web page as static files for any host: the engine is in it, and it works offline.

    python web/site.py [FOLDER]      (dist/site by default)

The page is the one of ``ringtrue serve``, and the same Python makes its answers, in a worker of
the browser. Nothing is asked of others: no server, no fonts, no counters. A service worker keeps
the files, a manifest makes the page installable and, on Android, a target for sharing.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import sys
from pathlib import Path
from types import ModuleType

HERE = Path(__file__).parent
ROOT = HERE.parent
STATIC = ROOT / "src" / "ringtrue" / "server" / "static"
NAMES = {"en": "index.html"}
"""Files of languages; others are called by their code."""
POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; "
    "form-action 'none'"
)


def build(folder: Path, engine: Path) -> Path:
    """Writes the site with the engine's bundle into `folder` and returns it."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    shutil.copytree(engine, folder / "engine")
    for name in ("tokens.css", "parts.css", "page.css", "page.js", "icon.svg"):
        shutil.copy(STATIC / name, folder / name)
    for name in ("site.js", "manifest.webmanifest"):
        shutil.copy(HERE / "site" / name, folder / name)
    shutil.copy(ROOT / "extension" / "icons" / "128.png", folder / "128.png")
    for name, text in _pages().items():
        (folder / name).write_text(text, encoding="utf-8")
    files = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    digest = hashlib.sha256()
    for name, data in files.items():
        digest.update(f"{name} {len(data)}\n".encode() + data)
    worker = (HERE / "site" / "sw.js").read_text(encoding="utf-8")
    worker = worker.replace('"VERSION"', json.dumps(digest.hexdigest()[:16]))
    worker = worker.replace('["FILES"]', json.dumps(["./", *files]))
    (folder / "sw.js").write_text(worker, encoding="utf-8")
    return folder


def _pages() -> dict[str, str]:
    """The page in every language, by file."""
    from ringtrue import Directory
    from ringtrue.messages.catalogue import Catalogue, languages
    from ringtrue.server import page_html
    from ringtrue.server.page_judge import Form

    directory = Directory.default()
    brands = directory.brands.values()
    held: dict[str, object] = {
        "brands": len(brands),
        "contacts": sum(len(brand.contacts) for brand in brands),
        "date": "",
    }
    skeleton = (STATIC / "page.html").read_text(encoding="utf-8")
    skeleton = skeleton.replace('"/static/', '"').replace('action="/"', 'action="#"')
    skeleton = skeleton.replace(
        '<meta charset="utf-8">',
        '<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<link rel="manifest" href="manifest.webmanifest">\n'
        '<script src="site.js" defer></script>',
    )
    found = {}
    for lang in languages():
        say = Catalogue.load(lang)
        text = page_html.whole(skeleton, Form(lang=lang), say, "", held, languages())
        for other in languages():
            text = text.replace(f'href="?lang={other}"', f'href="{_name(other)}"')
        found[_name(lang)] = text
    return found


def _name(lang: str) -> str:
    return NAMES.get(lang, f"{lang}.html")


def _bundle() -> ModuleType:
    import importlib.util

    spec = importlib.util.spec_from_file_location("bundle", HERE / "bundle.py")
    assert spec is not None
    assert spec.loader is not None
    found = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(found)
    return found


if __name__ == "__main__":
    where = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "dist" / "site"
    print(build(where, _bundle().build(ROOT / "build" / "web-engine")))
