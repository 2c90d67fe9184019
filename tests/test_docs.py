"""The documentation is built as a site, strictly: a link that leads nowhere fails."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import ringtrue
from ringtrue.detectors.registry import TABLE

pytest.importorskip("mkdocs", reason="needs the packages of the extra [dev]")
ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built."""
    folder = tmp_path_factory.mktemp("site")
    quiet = {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)],
        cwd=ROOT, capture_output=True, text=True, timeout=300,
        env=os.environ | quiet | {"PYTHONPATH": str(ROOT / "src")},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    return folder


def test_every_finding_has_its_page(site: Path) -> None:
    pages = {row.code: site / "findings" / row.code / "index.html" for row in TABLE}
    assert not [code for code, page in pages.items() if not page.exists()]


def test_everything_public_is_in_the_reference(site: Path) -> None:
    page = (site / "reference" / "index.html").read_text("utf-8")
    names = [name for name in ringtrue.__all__ if name != "KINDS"]
    assert not [name for name in names if f'id="ringtrue.{name}"' not in page]


def test_nothing_is_loaded_from_elsewhere(site: Path) -> None:
    for path in [site / "index.html", site / "python" / "index.html"]:
        page = path.read_text("utf-8")
        scripts = re.findall(r'<script[^>]+src="(https?://[^"]+)"', page)
        styles = re.findall(r'<link[^>]+rel="stylesheet"[^>]+href="(https?://[^"]+)"', page)
        assert not scripts + styles
