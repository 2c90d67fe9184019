"""Build hook: compiles allowlists/*.toml and the tables into src/ringtrue/data/index.bin.

Runs for wheels and for editable installs alike, so that an installed ringtrue never reads TOML.
The compiled index is no part of the repository: allowlists and tables are what people review.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

TARGET = Path("src", "ringtrue", "data")


class CompileAllowlists(BuildHookInterface):
    """hatchling's custom hook, named in pyproject.toml."""

    def dependencies(self) -> list[str]:
        """Values are brought to canonical form by ringtrue's own parsers, which need these."""
        return ["ada-url>=1.15", "phonenumbers>=9.0"]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Writes the compiled index before the files of a wheel are collected."""
        root = Path(self.root)
        if self.target_name != "wheel":
            return  # the source distribution carries the allowlists themselves
        sys.path.insert(0, str(root / "src"))
        try:
            from ringtrue.curation import build

            build.write(root / "allowlists", root / TARGET)
        finally:
            sys.path.remove(str(root / "src"))
