"""The fixtures of `browsing`, for every test of this folder."""

from __future__ import annotations

import shutil

from browsing import backend, browser, extension, packed, profile, site
from engines import bundle

__all__ = ["backend", "browser", "bundle", "extension", "packed", "profile", "site"]

# CI installs Chromium alone: ten runs of Firefox in a row have not been seen to pass yet.
collect_ignore = (
    [] if shutil.which("firefox-esr") or shutil.which("firefox") else ["test_firefox.py"]
)
