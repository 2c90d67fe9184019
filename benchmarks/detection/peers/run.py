"""Who the peers are, and how one is asked: a process of its own with a time limit.

A peer works in its own environment, with an empty home folder there, so that neither its settings
nor its lists come from whoever runs the benchmark. Peers under other licences are only run.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from peers.install import HERE, Installed, install, python


@dataclass(frozen=True, slots=True)
class Peer:
    """One column of the table: a title of at most two short lines, and what runs it."""

    package: str
    title: str
    script: str
    how: str
    setting: str = ""
    """First argument of a Python adapter that has one."""

    @property
    def node(self) -> bool:
        return self.script.endswith(".cjs")


@dataclass(frozen=True, slots=True)
class Answers:
    """What one tool said of all hosts, in their order."""

    levels: list[int] = field(default_factory=list)
    """0 quiet, 1 flagged, 2 flagged in its sternest words."""
    named: list[str] = field(default_factory=list)
    """An official domain, a label of one or a brand; empty where none was named."""
    seconds: float = 0.0
    build: float = 0.0
    failed: int = 0
    """Hosts at which it crashed; they count as quiet."""
    problem: str = ""
    """Why there are no answers."""


PEERS = (
    Peer(
        "impersonation-detector",
        "impers.\ndetector",
        "run_impersonation.py",
        "all layers, a message that is one link; flagged from warn, sternest: block; names a "
        "brand in its layer 1 only",
    ),
    Peer(
        "scamgate",
        "scamgate",
        "run_scamgate.py",
        "brands replaced, no feeds; flagged from ask, sternest: deny",
    ),
    Peer(
        "barb-phish",
        "barb\nphish",
        "run_barb.py",
        "brand tables patched; flagged from SUSPICIOUS, sternest: HIGH_RISK",
    ),
    Peer(
        "andy-fraud",
        "andy\nfraud 0.8",
        "run_andy.py",
        "threshold 0.8, no keywords; names no brand",
    ),
    Peer(
        "dnstwist",
        "dnstwist\nset",
        "run_dnstwist.py",
        "all permutations of the official domains; half a minute to build, then kept",
    ),
    Peer(
        "opensquat",
        "openSquat\nconf. 1",
        "run_opensquat.py",
        "confidence 1, the default of its command; has no official list, so flags official hosts",
        setting="1",
    ),
    Peer(
        "opensquat",
        "openSquat\nconf. 2",
        "run_opensquat.py",
        "confidence 2, the default of its detector class",
        setting="2",
    ),
    Peer(
        "eth-phishing-detect",
        "eth-ph.\ndetect",
        "run_metamask.cjs",
        "tolerance 2, no blocklist",
    ),
    Peer(
        "@metamask/phishing-controller",
        "phishing\ncontrol.",
        "run_metamask.cjs",
        "tolerance 2, no blocklist; messenger 1.2.0 and two empty modules stand in for "
        "dependencies that its detector does not use",
    ),
)


def prepare(folder: Path) -> dict[str, Installed]:
    """Install what is missing; by package name."""
    return install(folder, {peer.package for peer in PEERS if peer.node})


def ask(peer: Peer, where: Installed, task: dict[str, Any], folder: Path, limit: float) -> Answers:
    """The answers of one peer to `task`, or the problem in their place."""
    if where.problem:
        return Answers(problem=f"did not install: {where.problem}")
    script = str(HERE / peer.script)
    if peer.node:
        command = [shutil.which("node") or "node", script, peer.package, str(where.folder)]
    else:
        command = [str(python(folder)), "-s", script, *filter(None, [peer.setting])]
    home = folder / "home"
    home.mkdir(exist_ok=True)
    cache = str(folder / "cache")
    own = {"HOME": str(home), "USERPROFILE": str(home), "XDG_CACHE_HOME": cache}
    kept = {k: v for k, v in os.environ.items() if k in ("PATH", "SYSTEMROOT", "LANG", "LC_ALL")}
    try:
        done = subprocess.run(
            command,
            input=json.dumps({**task, "cache": cache}),
            capture_output=True,
            encoding="utf-8",
            env={**kept, **own},
            timeout=limit,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Answers(problem=f"did not finish in {limit:.0f} s")
    if done.returncode != 0:
        last = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        return Answers(problem=f"did not run: {last[:160]}")
    return Answers(**json.loads(done.stdout))
