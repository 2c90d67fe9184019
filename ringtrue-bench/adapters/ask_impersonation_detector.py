"""impersonation-detector, all layers, with the official domains as its protected names and its
option to skip their subdomains. A host is asked as a message that is one link. Flagged is any
action but allow, sternest is block."""

from __future__ import annotations

from importlib.metadata import version

from common import serve
from impersonation_detector import Detector, Message


def hosts(official: list[str]):
    detector = Detector(official, skip_protected_subdomains=True)

    def judge(host: str) -> tuple[int, str]:
        verdict = detector.analyze(Message(body=f"https://{host}/"))
        named = verdict.lookalikes[0].protected if verdict.lookalikes else ""
        return {"allow": 0, "block": 2}.get(verdict.action, 1), named

    return judge


def texts(official: list[str]):
    detector = Detector(official, skip_protected_subdomains=True)
    levels = {"allow": 0, "block": 2}
    return lambda text: levels.get(detector.analyze(Message(body=text)).action, 1)


serve(f"impersonation-detector {version('impersonation-detector')}", hosts, texts)
