"""The interface as it is described, and schemathesis asking a running server about it."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from serving import Server

HERE = Path(__file__).parent


def test_every_route_is_described(server: Server) -> None:
    from ringtrue.server.app import application
    from ringtrue.server.settings import Settings
    from ringtrue.server.state import Service

    described = server.ask("GET", "/v1/openapi.json").json()
    assert described["openapi"].startswith("3.1")
    routes = application(Service(Settings()))._app.router.routes  # type: ignore[attr-defined]
    paths = {route.path.replace(":path", "") for route in routes}
    assert set(described["paths"]) == paths - {"/", "/static/{name}"}
    assert "securitySchemes" not in described["components"]


def test_tokens_are_described_where_they_are_asked_for(start: Any, example_list: Path) -> None:
    token = "a-token-of-16-characters"
    server = start(directory=str(example_list), tokens=[token])
    sent = {"Authorization": f"Bearer {token}"}
    described = server.ask("GET", "/v1/openapi.json", headers=sent).json()
    assert described["security"] == [{"token": []}]
    assert "401" in described["paths"]["/v1/check"]["post"]["responses"]
    assert described["paths"]["/healthz"]["get"]["security"] == []


@pytest.mark.skipif(find_spec("schemathesis") is None, reason="needs schemathesis")
def test_the_server_does_what_it_says(server: Server, tmp_path: Path) -> None:
    done = subprocess.run(
        [
            Path(sys.executable).parent / "schemathesis", "run", f"{server.url}/v1/openapi.json",
            "--max-examples", "20", "--seed", "1", "--generation-deterministic",
            "--no-color", "--continue-on-failure",
        ],
        cwd=tmp_path,
        env={
            **os.environ,
            "SCHEMATHESIS_HOOKS": "schemathesis_hooks",
            "PYTHONPATH": os.pathsep.join([str(HERE), os.environ.get("PYTHONPATH", "")]),
        },
        capture_output=True,
        text=True,
        timeout=600,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-8000:] + done.stderr[-2000:]
    assert "Tested: 10" in done.stdout  # all but the description itself
    assert "2 covered / 2 selected" in done.stdout  # links: one answer leads to the next question
