"""The fixtures of `engines`, for every test of this folder."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from engines import bundle, engine, files, native

__all__ = ["bundle", "engine", "files", "native"]
