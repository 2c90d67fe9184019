"""barb-phish with its two brand tables replaced (it has no option for them).

Flagged: ``SUSPICIOUS`` and above; sternest: ``HIGH_RISK`` and above (``PHISHING`` is out of reach
of a bare host). Its list of known sites stays as shipped.
"""

import re

from barb.analyzers import brand, typosquat
from barb.config import AppConfig
from barb.main import _analyze_single
from worker import Answer, Task, labels, longest, serve

_QUOTED_BRAND = re.compile(r"(?:contains|brand) '([^']{1,80})'")


def make(task: Task):
    brand._brands = typosquat._brands = labels(task["official"])
    config = AppConfig()

    def judge(host: str) -> Answer:
        result = _analyze_single(f"https://{host}/", config)
        level = {"SAFE": 0, "LOW_RISK": 0, "SUSPICIOUS": 1}.get(result.verdict.value, 2)
        details = [s.detail for s in result.signals if s.analyzer in ("brand", "typosquat")]
        return level, longest(name for d in details for name in _QUOTED_BRAND.findall(d))

    return judge


serve(make)
