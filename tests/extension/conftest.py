"""The fixtures of `browsing`, for every test of this folder."""

from __future__ import annotations

from browsing import backend, browser, engine_files, extension, site

__all__ = ["backend", "browser", "engine_files", "extension", "site"]
