"""x-impersonation-guard, in the peers' own environment: its similarity of two account names.

Only `handle_similarity` is asked: the other signals need a profile (picture, age, followers).
An account is flagged when it reaches 0.75 with any official name and is none of them itself.
Task on stdin: ``{"official": [...], "groups": [[...], ...]}``; answer on stdout: the flagged of
each group, and the seconds that all groups took.
"""

import json
import sys
import time

from x_impersonation_guard.scoring.signals import handle_similarity

THRESHOLD = 0.75


def main() -> None:
    task = json.load(sys.stdin)
    official = task["official"]
    own = {name.lower() for name in official}

    def judge(name: str) -> bool:
        if name.lower() in own:
            return False
        return any(handle_similarity(name, known) >= THRESHOLD for known in official)

    judge("warm_up")
    begin = time.perf_counter()
    flagged = [[name for name in group if judge(name)] for group in task["groups"]]
    seconds = time.perf_counter() - begin
    json.dump({"flagged": flagged, "seconds": seconds}, sys.stdout)


main()
