"""openSquat's detector with the labels of the official domains as keywords, at the confidence
(edits allowed) given as first argument.

It has no list of official hosts, and so flags them too. IDN hosts are given decoded: it finds
more of them so.
"""

import io
import sys

from opensquat.squatting_detector import SquattingDetector
from worker import Answer, Task, decoded, labels, longest, serve


def make(task: Task):
    detector = SquattingDetector(confidence_level=int(sys.argv[1]))
    keywords = list(labels(task["official"]))
    sink = io.StringIO()

    def judge(host: str) -> Answer:
        shown = decoded(host)
        hits = [word for word in keywords if detector.check(word, [shown], sink)]
        sink.seek(0)
        sink.truncate()
        return int(bool(hits)), longest(hits)

    return judge


serve(make)
