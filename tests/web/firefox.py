"""Firefox, driven by WebDriver BiDi, which it speaks itself: no other program stands between."""

from __future__ import annotations

import itertools
import json
import os
import re
import shutil
import subprocess
from collections import deque
from contextlib import ExitStack
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from typing import IO, Any

from websockets.sync.client import connect

FIREFOX = shutil.which("firefox-esr") or shutil.which("firefox") or ""
ATTEMPTS, PATIENCE = 3, 40
"""How often it is started, and seconds for each start."""
PREFERENCES = {
    "app.normandy.enabled": False,
    "app.update.enabled": False,
    "browser.safebrowsing.malware.enabled": False,
    "browser.safebrowsing.phishing.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.homepage_override.mstone": "ignore",
    "datareporting.policy.dataSubmissionEnabled": False,
    "extensions.update.enabled": False,
    "intl.accept_languages": "en-US",
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "network.dns.localDomains": "forum.example,rnetamask.example",
    "network.proxy.allow_hijacking_localhost": True,
    "remote.active-protocols": 1,
    "services.settings.server": "data:,",
    "toolkit.telemetry.enabled": False,
    "xpinstall.signatures.required": False,
}


class Firefox:
    """One browser with a profile of its own."""

    def __init__(self, profile: Path, preferences: dict[str, Any] | None = None) -> None:
        profile.mkdir(parents=True, exist_ok=True)
        told = PREFERENCES | (preferences or {})
        lines = [f"user_pref({json.dumps(k)}, {json.dumps(v)});" for k, v in told.items()]
        (profile / "user.js").write_text("\n".join(lines), encoding="utf-8")
        self._numbers = itertools.count(1)
        self.events: deque[dict[str, Any]] = deque(maxlen=10_000)
        self._open = ExitStack()
        address = self._started(profile)
        self._socket = self._open.enter_context(
            connect(f"{address}/session", max_size=None, open_timeout=60)
        )
        self.ask("session.new", capabilities={})

    def _started(self, profile: Path) -> str:
        """Where it listens. At times it starts without ever telling: then it is started again."""
        # Without a folder for settings it starts and then waits for ever.
        homes = ("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME")
        own = dict.fromkeys(homes, str(profile)) | {"MOZ_HEADLESS": "1"}
        for _ in range(ATTEMPTS):
            # Pages of extensions count as the browser's own.
            self.process = subprocess.Popen(
                [FIREFOX, "--headless", "--no-remote", "--profile", str(profile),
                 "--remote-debugging-port", "0", "--remote-allow-system-access", "about:blank"],
                stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
                env=os.environ | own,
            )  # fmt: skip
            told: Queue[str] = Queue()
            assert self.process.stderr is not None
            Thread(target=_read, args=(self.process.stderr, told), daemon=True).start()
            try:
                return told.get(timeout=PATIENCE)
            except Empty:
                self._stop()
        raise RuntimeError(f"Firefox, started {ATTEMPTS} times, does not tell where it listens")

    def _stop(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(timeout=15)

    def ask(self, method: str, **params: Any) -> Any:
        """The result of a command of the protocol."""
        number = next(self._numbers)
        self._socket.send(json.dumps({"id": number, "method": method, "params": params}))
        while True:
            told = json.loads(self._socket.recv(timeout=180))
            if told.get("id") == number:
                if told["type"] == "error":
                    raise RuntimeError(f"{method}: {told['error']}: {told['message']}")
                return told["result"]
            self.events.append(told)

    def open(self, url: str, wait: str = "complete") -> str:
        """A new tab; gives its id. With ``wait="none"`` the page may be taken away meanwhile."""
        tab: str = self.ask("browsingContext.create", type="tab")["context"]
        self.ask("browsingContext.navigate", context=tab, url=url, wait=wait)
        return tab

    def evaluate(self, tab: str, script: str) -> Any:
        """The value of an expression, which may be a promise, by way of JSON."""
        wrapped = f"(async () => JSON.stringify(await ({script})))()"
        found = self.ask(
            "script.evaluate", expression=wrapped, target={"context": tab}, awaitPromise=True
        )
        if found["type"] == "exception":
            raise RuntimeError(found["exceptionDetails"]["text"])
        value = found["result"].get("value")
        return json.loads(value) if value is not None else None

    def close(self) -> None:
        self._open.close()
        self._stop()


def _read(lines: IO[str], told: Queue[str]) -> None:
    """Read what Firefox says to its end, so that it never waits for a reader."""
    with lines:
        for line in lines:
            found = re.search(r"ws://[\d.:]+", line)
            if found:
                told.put(found[0])
