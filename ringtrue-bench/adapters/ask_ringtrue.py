"""ringtrue with a list of the official domains alone, not the shipped one. Flagged is suspicious,
sternest impersonation."""

from __future__ import annotations

from importlib.metadata import version

from common import serve

from ringtrue import Checker, Directory

LEVELS = {"impersonation": 2, "suspicious": 1}


def checker(official: list[str]) -> Checker:
    """A checker that knows the official domains, each as a brand of its label's name."""
    rows = [(domain, domain.split(".")[0], "domain", domain) for domain in official]
    return Checker(Directory.from_rows(rows)).prepare()


def hosts(official: list[str]):
    check = checker(official).check

    def judge(host: str) -> tuple[int, str]:
        verdict = check(host, "domain")
        imitated = verdict.imitates.brand.id if verdict.imitates is not None else ""
        return LEVELS.get(verdict.status.value, 0), imitated

    return judge


def texts(official: list[str]):
    scan = checker(official).scan
    return lambda text: LEVELS.get(scan(text).status.value, 0)


serve(f"ringtrue {version('ringtrue')}", hosts, texts)
