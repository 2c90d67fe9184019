"""Real servers on loopback: a process each, stopped at the end of the test or of the session."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from serving import ROWS, Server, write_directory

for needed in ("starlette", "uvicorn", "httptools"):
    pytest.importorskip(needed, reason="needs the extra [server]")


@pytest.fixture(scope="session")
def example_list(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A compiled directory of one invented brand."""
    return write_directory(tmp_path_factory.mktemp("directory") / "directory.bin", ROWS, "v1")


@pytest.fixture(scope="session")
def server(example_list: Path) -> Iterator[Server]:
    """A server with the invented brand and the default limits; slow machines get more time."""
    running = Server(directory=str(example_list), answer_seconds=120)
    yield running
    assert running.stop() == 0
    assert not running.events("fault"), "".join(running.log)
    assert not running.events("server_fault"), "".join(running.log)


@pytest.fixture
def start() -> Iterator[Any]:
    """Starts servers with settings of their own; they are stopped when the test ends."""
    running: list[Server] = []

    def begin(**settings: Any) -> Server:
        running.append(Server(**settings))
        return running[-1]

    yield begin
    for each in running:
        each.stop()
