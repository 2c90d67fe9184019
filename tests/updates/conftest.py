"""Fixtures of the update tests: everything real, on loopback, with keys made for one test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from world import World, brands

from ringtrue.index import compiled


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "REQUESTS_CA_BUNDLE"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


SHIPPED = compiled.dump(brands("shipped.example"), "2026.1.1+shipped")


@pytest.fixture(autouse=True)
def _small_shipped_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the package ships is not under test here, and reading 300 brands takes its time."""
    path = tmp_path / "shipped.bin"
    path.write_bytes(SHIPPED)
    monkeypatch.setattr(compiled, "default_file", lambda: str(path))
    monkeypatch.setattr("ringtrue.directory.directory._default", None)  # and afterwards as it was


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """A repository with one list, which the client has not fetched yet."""
    made = World(tmp_path)
    made.stage_root()
    made.publish("one.example")
    yield made
    made.server.stop()
