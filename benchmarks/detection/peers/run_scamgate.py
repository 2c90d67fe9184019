"""scamgate with its brands replaced by the official list, without feeds and without a blocklist.

Flagged: ``ask`` or ``deny``; sternest: ``deny``. The brand is read from the explanation of its
rule on look-alikes, which shows the real site.
"""

import copy

from scamgate.config import load_config
from scamgate.engine import check_url
from scamgate.feeds import FeedIndex
from worker import Answer, Task, labels, longest, serve


def make(task: Task):
    config = copy.deepcopy(load_config())
    config["lists"]["brands"] = labels(task["official"])
    feeds, blocklist = FeedIndex(), frozenset[str]()

    def judge(host: str) -> Answer:
        verdict = check_url(f"https://{host}/", config=config, blocklist=blocklist, feeds=feeds)
        level = {"allow": 0, "deny": 2}.get(verdict.decision.value, 1)
        texts = [r.explanation for r in verdict.reasons if r.rule_id == "url.lookalike_brand"]
        words = texts[0].replace(f"'{host}'", "") if texts else ""
        return level, longest(d for d in task["official"] if d in words) if words else ""

    return judge


serve(make)
