"""Build hook: compiles allowlists/*.toml and the tables into src/ringtrue/data/index.bin, and
writes the wheel's bill of materials.

The index is compiled for wheels and for editable installs alike, so that an installed ringtrue
never reads TOML. It is no part of the repository: allowlists and tables are what people review.

The bill of materials (CycloneDX 1.6, in .dist-info/sboms by PEP 770) names what the wheel holds of
others: tables, and the lists of which the index holds entries. What it needs besides stands in its
METADATA. Plain JSON, so that a build needs no library for it; the tests hold it to the schema.
"""

from __future__ import annotations

import hashlib
import json
import sys
import tomllib
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

TARGET = Path("src", "ringtrue", "data")
SBOM = Path("build", "ringtrue.cdx.json")


class CompileAllowlists(BuildHookInterface):
    """hatchling's custom hook, named in pyproject.toml."""

    def dependencies(self) -> list[str]:
        """Values are brought to canonical form by ringtrue's own parsers, which need these."""
        return ["ada-url>=4.0", "phonenumbers>=9.0"]

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
        if version != "editable":
            path = root / SBOM
            path.parent.mkdir(exist_ok=True)
            bill = bill_of_materials(root, self.metadata.name, self.metadata.version)
            path.write_text(json.dumps(bill, indent=1, ensure_ascii=False) + "\n", "utf-8")
            build_data["sbom_files"].append(str(SBOM))


def bill_of_materials(root: Path, name: str, version: str) -> dict[str, Any]:
    """What of others the wheel holds, as CycloneDX; the same files give the same bytes."""
    components = [*_tables(root), *_lists(root / TARGET / "list_sources.tsv")]
    whole = json.dumps([version, components])
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid5(NAMESPACE_URL, whole)}",
        "version": 1,
        "metadata": {
            "component": {
                "type": "library", "bom-ref": "ringtrue", "name": name, "version": version,
                "licenses": [{"license": {"id": "Apache-2.0"}}],
                "purl": f"pkg:pypi/{name}@{version}",
            },
        },
        "components": components,
        "dependencies": [{"ref": "ringtrue", "dependsOn": [c["bom-ref"] for c in components]}],
    }  # fmt: skip


def _tables(root: Path) -> list[dict[str, Any]]:
    """Tables that are not ours, by REUSE.toml, each with what its head says of it."""
    rows = tomllib.loads((root / "REUSE.toml").read_text("utf-8"))["annotations"]
    found = []
    for row in rows:
        paths = [row["path"]] if isinstance(row["path"], str) else row["path"]
        for path in paths:
            if not path.startswith(TARGET.as_posix()):
                continue
            text = (root / path).read_bytes()
            head = text.decode("utf-8").split("\n", 9)[:9]
            source = [line[2:] for line in head if line.startswith(("# Source:", "# Version"))]
            found.append(
                {
                    "type": "data", "bom-ref": path, "name": Path(path).name,
                    "description": " ".join(source) or "See the head of the file.",
                    "copyright": row["SPDX-FileCopyrightText"],
                    "licenses": [{"license": {"id": row["SPDX-License-Identifier"]}}],
                    "hashes": [{"alg": "SHA-256", "content": hashlib.sha256(text).hexdigest()}],
                }
            )  # fmt: skip
    return found


def _lists(path: Path) -> list[dict[str, Any]]:
    """Lists of others of which the index holds entries, each at its revision."""
    lines = path.read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and line[0] != "#"]
    return [
        {
            "type": "data", "bom-ref": f"list:{row[0]}", "name": row[1], "version": row[2],
            "description": "Unreviewed entries in index.bin.",
            "licenses": [{"license": {"id": row[4]}}],
        }
        for row in rows
    ]  # fmt: skip
