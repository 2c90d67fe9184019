"""A real Rspamd of its own with nothing in it but our plug-in, on loopback: asked over its own
protocol, or as a milter by a mail server."""

from __future__ import annotations

import http.client
import json
import shutil
import socket
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest
from postfix import free_port

PLUGIN = Path(__file__).parents[2] / "gateway" / "ringtrue.lua"


class Rspamd:
    """Rspamd with the plug-in that asks `url` (none: without it). `port` speaks Rspamd's protocol,
    or with `milter`, which holds settings of its proxy worker, `socket` the milter's. `actions` are
    scores."""

    def __init__(
        self,
        folder: Path,
        url: str,
        *,
        milter: str | None = None,
        actions: str = "reject = 7; add_header = 3;",
        **settings: Any,
    ) -> None:
        tool = shutil.which("rspamd")
        if tool is None:
            pytest.skip("needs rspamd")
        self.port, self.socket = free_port(), folder / "milter"
        given = {"url": url, "timeout": 5.0, **settings}
        lines = "\n".join(f"  {name} = {json.dumps(value)};" for name, value in given.items())
        loaded = f'lua = "{PLUGIN}";' if url else ""
        worker = f'worker "normal" {{ bind_socket = "127.0.0.1:{self.port}"; count = 1; }}'
        if milter is not None:
            worker = f"""
worker "rspamd_proxy" {{
  bind_socket = "{self.socket} mode=0666"; count = 1; milter = yes; {milter}
  upstream "local" {{ default = yes; self_scan = yes; }}
}}"""
        config = folder / "rspamd.conf"
        config.write_text(
            f"""
options {{
  pidfile = "{folder}/rspamd.pid"; filters = ""; tempdir = "{folder}";
  dns {{ nameserver = ["127.0.0.1"]; timeout = 0.1s; }}
}}
logging {{ type = "console"; level = "info"; }}
{worker}
metric "default" {{ actions {{ {actions} }} }}
actions {{ {actions} }}
ringtrue {{
{lines}
}}
{loaded}
""",
            "utf-8",
        )
        self.log = folder / "log"
        self._out = self.log.open("wb")
        folder.chmod(0o777)
        self.process = subprocess.Popen(
            [tool, "-f", "-i", "-c", str(config)], stdout=self._out, stderr=subprocess.STDOUT,
            env={"PATH": "/usr/bin:/bin", "TMPDIR": str(folder)},
        )  # fmt: skip
        self._milter = milter is not None

    def started(self) -> Rspamd:
        """Waits until it answers."""
        until = time.monotonic() + 60
        while time.monotonic() < until:
            try:
                if self._milter:
                    with socket.socket(socket.AF_UNIX) as link:
                        link.connect(str(self.socket))
                else:
                    socket.create_connection(("127.0.0.1", self.port), 1).close()
                return self
            except OSError:
                if self.process.poll() is not None:
                    break
                time.sleep(0.1)
        self.stop()
        raise AssertionError(self.log.read_text("utf-8", "replace")[-3000:])

    def scan(self, message: bytes) -> dict[str, Any]:
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        link.request("POST", "/checkv2", message)
        found: dict[str, Any] = json.loads(link.getresponse().read())
        link.close()
        return found

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(30)
        self._out.close()
