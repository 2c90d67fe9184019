"""The peers' own environment: a virtual environment with Node packages beside it.

Versions are pinned in requirements.txt and package.json. Every peer is installed by itself with the
ordinary clients (pip, npm); one that does not install is reported with the reason and leaves the
others alone. What is there in the right version is not installed again.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import venv
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
PATIENCE = 600
"""Seconds that one installation may take."""
STUBS = {
    "@metamask/address-book-controller": "7.1.2",
    "@metamask/transaction-controller": "69.4.0",
}
"""Dependencies of a peer that its detector never calls: an empty module of a fitting version."""


@dataclass(frozen=True, slots=True)
class Installed:
    """One peer: where it runs, or why it does not."""

    version: str
    folder: Path
    problem: str = ""


def install(folder: Path, node: set[str]) -> dict[str, Installed]:
    """Every pinned peer by package name; those in `node` come from package.json."""
    found = {name: _python(folder, name, version) for name, version in _pinned_python().items()}
    package = json.loads((HERE / "package.json").read_text(encoding="utf-8"))
    for name in sorted(node):
        found[name] = _node(folder, name, package)
    return found


def python(folder: Path) -> Path:
    """The interpreter of the peers' environment."""
    return folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


def _pinned_python() -> dict[str, str]:
    """The peers of requirements.txt, without what they bring along."""
    text = (HERE / "requirements.txt").read_text(encoding="utf-8").split("# brought along")[0]
    return dict(re.findall(r"^([\w.-]+)==(\S+)", text, flags=re.MULTILINE))


def _python(folder: Path, name: str, version: str) -> Installed:
    if not python(folder).is_file():
        venv.create(folder, with_pip=True)
    probe = f"from importlib.metadata import version; print(version({name!r}))"
    there = subprocess.run(
        [python(folder), "-c", probe], capture_output=True, text=True, check=False
    )
    if there.stdout.strip() == version:
        return Installed(version, folder)
    command = [python(folder), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    constraints = str(HERE / "requirements.txt")
    problem = _run([*command, "--constraint", constraints, f"{name}=={version}"], folder)
    return Installed(version, folder, problem)


def _node(folder: Path, name: str, package: dict) -> Installed:
    """`name` in a folder of its own, with the stubs and overrides of package.json."""
    version = package["dependencies"][name]
    place = folder / "node" / name.rpartition("/")[2]
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        return Installed(version, place, "no node and npm on this machine")
    kept = {k: v for k, v in package["dependencies"].items() if k == name or v.startswith("file:")}
    wanted = json.dumps({**package, "dependencies": kept}, indent=2)
    stamp = place / ".installed"
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted:
        return Installed(version, place)
    for stub, stub_version in STUBS.items():
        target = place / "stubs" / stub.rpartition("/")[2]
        target.mkdir(parents=True, exist_ok=True)
        described = json.dumps({"name": stub, "version": stub_version})
        (target / "package.json").write_text(described, encoding="utf-8")
        (target / "index.js").write_text("module.exports = {}\n", encoding="utf-8")
    (place / "package.json").write_text(wanted, encoding="utf-8")
    flags = ["--no-audit", "--no-fund", "--ignore-scripts", "--no-package-lock"]
    problem = _run([npm, "install", *flags], place)
    if not problem:
        stamp.write_text(wanted, encoding="utf-8")
    return Installed(version, place, problem)


def _run(command: list, folder: Path) -> str:
    """Why the installation failed, in one line; empty when it did not."""
    try:
        done = subprocess.run(
            command, cwd=folder, capture_output=True, text=True, timeout=PATIENCE, check=False
        )
    except subprocess.TimeoutExpired:
        return f"the installation took longer than {PATIENCE} s"
    if done.returncode == 0:
        return ""
    lines = [line.strip() for line in done.stderr.splitlines() if "error" in line.lower()]
    told = [line for line in lines if "No matching" in line] or lines or ["no reason given"]
    return re.sub(r"^(npm error|ERROR:)\s*(notarget)?\s*", "", told[0])[:160]
