"""Hosts of links as we read them, beside Node's URL and Chromium's: random strings, by reason.

    python benchmarks/attack/url_reading.py [--number N] [--seed N] [--show]

Needs `node`, and Chromium with playwright. Node's reading is an older ada, of the family that we
read with; Chromium's is code of its own. A difference has a reason, or it is unexplained: one of
them is older than the standard of 2025 or leaves it (`reason`), or we refuse what nobody can look
up. Whatever one of them sends elsewhere must not be official, whatever the reason is.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from random import Random

from listed import Same

from ringtrue import Checker, Status, UnparseableContact, parse
from ringtrue.kinds.facets import DomainName, IpAddress

Hosts = list[str | None]
_READ = "let h = null; try { h = new URL(t).hostname } catch (e) {}"
_NODE = f"""
for (const line of require('fs').readFileSync(0, 'utf8').split('\\n')) {{
  if (!line) continue; const t = JSON.parse(line); {_READ} console.log(JSON.stringify(h)); }}
"""
STARTS = ("https://", "http://", "https:", "https:/", "https:\\\\", "HTTPS://", "ht\ttps://",
          "ftp://")  # fmt: skip
PIECES = (
    *"/\\@:?#.%[]-_~*!$&'()+,;=<>^`{|}\"aZ9 \t\n\r\x01\x7f。．ßẞςİıａ①㎏🙂",
    *"\u00a0\u200b\u200d\u202e\u00ad\u2044\u2215\u0301",
    "https://", "http:", "https:\\\\", "//", "..", "%2e", "%40", "%00", "xn--", "xn--bcher-kva",
    "xn--a", "metamask", "io", "com", "metamask.io", "coinbase.com", "evil.example", "127.0.0.1",
    "0x7f", "017700000001", "2130706433", "[::1]", "::ffff:1.2.3.4", ":443", ":80", ":0", ":65536",
    "user:pw@", "ws://", "wss:", "ftp://", "HTTPS://", "ht\ntps://",
)  # fmt: skip


def node(texts: list[str]) -> Hosts:
    """The hosts that Node reads."""
    command = shutil.which("node")
    if command is None:
        sys.exit("url_reading: node is not installed; nothing was compared")
    done = subprocess.run(
        [command, "-e", _NODE], input="\n".join(map(json.dumps, texts)), text=True,
        capture_output=True, check=True,
    )  # fmt: skip
    return [json.loads(line) for line in done.stdout.split("\n") if line]


def chromium(texts: list[str]) -> Hosts:
    """The hosts that Chromium reads."""
    from playwright.sync_api import sync_playwright

    hosts: Hosts = []
    with sync_playwright() as played:
        command = shutil.which("chromium") or shutil.which("google-chrome")
        page = played.chromium.launch(executable_path=command, args=["--no-sandbox"]).new_page()
        for at in range(0, len(texts), 20_000):
            code = f"(all) => all.map(t => {{ {_READ} return h }})"
            hosts += page.evaluate(code, texts[at : at + 20_000])
    return hosts


def ours(text: str) -> str | None:
    """The host that we read."""
    try:
        contact = parse(text, "url")
    except UnparseableContact:
        return None
    first = contact.facets[0] if contact.facets else None
    if isinstance(first, DomainName):
        return first.host
    return first.address if isinstance(first, IpAddress) else ""


def _openable(host: str | None) -> bool:
    """Whether somebody could own `host`: wildcards below a domain answer for any label."""
    labels = (host or "").rstrip(".").split(".")
    owned = "".join(labels[-2:]).replace("-", "")
    return sum(map(len, labels)) < 253 and all(0 < len(x) <= 63 for x in labels) and owned.isalnum()


def reason(text: str, mine: str | None, other: str | None) -> str:
    """Why two readings differ; empty when nothing explains it."""
    if "(.)" in text:
        return "a dot in brackets, as people write it"
    if "%" in (other or "") or (mine and other and "*" in mine and "*" not in other):
        return "signs that Chromium escapes, which the standard forbids or keeps"
    if mine is None and other is not None:
        if "\0" in text:
            return "NUL"
        if not _openable(other):
            return "no resolver can look it up"
    if "xn--" in (other or mine or "") and not (other and mine):
        return "A-label that does not decode"
    if "ẞ" in text and mine and other:
        return "capital sharp s, which Unicode 15.1 maps anew"
    if other is None and text.strip() != text:
        return "white space about it, which people copy along"
    return ""


READERS: dict[str, Callable[[list[str]], Hosts]] = {"Node": node, "Chromium": chromium}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--number", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--show", action="store_true")
    given = parser.parse_args()
    random, checker = Random(given.seed), Checker()
    texts = [
        random.choice(STARTS) + "".join(random.choices(PIECES, k=random.randrange(1, 8)))
        for _ in range(given.number)
    ]
    read = [ours(text) for text in texts]
    same = Same(checker.directory)
    failed = False
    for name, reader in READERS.items():
        counts: Counter[str] = Counter()
        for text, mine, other in zip(texts, read, reader(texts), strict=True):
            if mine == (other.rstrip(".") if other else other):
                counts["same host" if mine else "both refuse"] += 1
                continue
            why = reason(text, mine, other) or "UNEXPLAINED"
            counts[why] += 1
            elsewhere = (
                _openable(other)
                and not same.host(other or "")
                and checker.check(text).status is Status.OFFICIAL
            )
            counts["OFFICIAL, though it opens another host"] += elsewhere
            if given.show and (elsewhere or (why == "UNEXPLAINED" and counts[why] <= 60)):
                print(repr(text), "ours", mine, f"{name}'s", other)
        for why, count in counts.most_common():
            print(f"{name}: {count:9,} {why}")
        failed |= counts["UNEXPLAINED"] + counts["OFFICIAL, though it opens another host"] > 0
    sys.exit(failed)


if __name__ == "__main__":
    main()
