"""dnstwist as a set: all permutations of the official domains; a host in it is flagged.

The set takes a while to build and is kept in the peers' environment.
"""

import hashlib
import json

import dnstwist
from worker import Answer, Task, cache_file, serve


def permutations(task: Task) -> dict[str, str]:
    """Look-alike -> official domain, of all official domains, the officials themselves left out."""
    key = json.dumps([dnstwist.__version__, sorted(task["official"])])
    path = cache_file(task, f"dnstwist-{hashlib.sha256(key.encode()).hexdigest()[:16]}.json")
    if path.is_file():
        return json.loads(path.read_text(encoding="utf-8"))
    found: dict[str, str] = {}
    for domain in task["official"]:
        fuzzer = dnstwist.Fuzzer(domain)
        fuzzer.generate()
        for permutation in fuzzer.domains:
            found.setdefault(permutation["domain"], domain)
    for domain in task["official"]:
        found.pop(domain, None)
    path.write_text(json.dumps(found), encoding="utf-8")
    return found


def make(task: Task):
    found = permutations(task)

    def judge(host: str) -> Answer:
        name = found.get(host.removeprefix("www."), "")
        return int(bool(name)), name

    return judge


serve(make)
