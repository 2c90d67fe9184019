"""impersonation-detector, all layers: a message whose text is one link to the host.

Flagged: any action but ``allow``; sternest: ``block``. The official domains are its protected
names, and by an option of its own their subdomains are skipped. It names a brand in its layer 1
only.
"""

from impersonation_detector import Detector, Message
from worker import Answer, Task, serve


def make(task: Task):
    detector = Detector(task["official"], skip_protected_subdomains=True)

    def judge(host: str) -> Answer:
        verdict = detector.analyze(Message(body=f"https://{host}/"))
        name = verdict.lookalikes[0].protected if verdict.lookalikes else ""
        return {"allow": 0, "block": 2}.get(verdict.action, 1), name

    return judge


serve(make)
