"""The fixtures of `browsing`, for every test of this folder."""

from __future__ import annotations

from browsing import backend, browser, extension, packed, profile, site
from engines import bundle

__all__ = ["backend", "browser", "bundle", "extension", "packed", "profile", "site"]
