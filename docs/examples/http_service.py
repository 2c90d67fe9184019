"""A service of one's own: verdicts are return types of its routes."""

from __future__ import annotations

import asyncio

from pydantic import TypeAdapter

from ringtrue import Answer, Checker, Verdict

CHECKER = Checker().prepare()  # one for all threads: it never changes
OUT: TypeAdapter[Verdict | Answer] = TypeAdapter(Verdict | Answer)


async def check(contact: str) -> Verdict:
    """``GET /check?contact=...``: microseconds of work, so it may stay in the loop."""
    return CHECKER.check(contact)


async def ask(question: str, region: str | None = None) -> Answer:
    """``GET /ask?question=...``: a millisecond, beside the loop."""
    return await asyncio.to_thread(CHECKER.ask, question, region)


if __name__ == "__main__":
    print(OUT.dump_json(asyncio.run(check("rnetamask.io"))).decode()[:80])
    print(OUT.dump_json(asyncio.run(ask("MetaMask support"))).decode()[:80])
