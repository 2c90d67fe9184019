"""The same service as most would write it: FastAPI around impersonation-detector, all layers.

Its protected names are the domains of the same directory, one a line in the file PEER_DOMAINS.
"""

from __future__ import annotations

import os
from pathlib import Path

from fastapi import FastAPI
from impersonation_detector import Detector, Message
from pydantic import BaseModel, Field

app = FastAPI()
domains = Path(os.environ["PEER_DOMAINS"]).read_text(encoding="utf-8").split()
detector = Detector(domains, skip_protected_subdomains=True)


class Body(BaseModel):
    contacts: list[str] = Field(min_length=1, max_length=1000)


class Verdict(BaseModel):
    raw: str
    status: str
    imitates: str | None


@app.post("/v1/check")
def check(body: Body) -> list[Verdict]:
    verdicts = []
    for contact in body.contacts:
        found = detector.analyze(Message(body=contact))
        name = found.lookalikes[0].protected if found.lookalikes else None
        verdicts.append(Verdict(raw=contact, status=found.action, imitates=name))
    return verdicts
