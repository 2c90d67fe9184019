"""rapidfuzz: a host whose registered label is 85 or more like that of an official domain (ratio),
and is not that domain. Texts: the hosts in them, found by a pattern."""

from __future__ import annotations

import re

import rapidfuzz
from common import serve
from rapidfuzz import fuzz, process

HOST = re.compile(r"(?:[\w-]+\.)+[a-z]{2,}", re.IGNORECASE)


def hosts(official: list[str]):
    labels = {domain.split(".")[0]: domain for domain in official}

    def judge(host: str) -> tuple[int, str]:
        if host in official or any(host.endswith(f".{domain}") for domain in official):
            return 0, ""
        parts = host.split(".")
        label = parts[-2] if len(parts) > 1 else host
        found = process.extractOne(label, list(labels), scorer=fuzz.ratio, score_cutoff=85)
        return (1, labels[found[0]]) if found else (0, "")

    return judge


def texts(official: list[str]):
    judge = hosts(official)
    return lambda text: max((judge(host.lower())[0] for host in HOST.findall(text)), default=0)


serve(f"rapidfuzz {rapidfuzz.__version__} >= 85", hosts, texts)
