"""Hosts of links as we read them, beside Node's URL and Chromium's: random strings, by reason.

    python benchmarks/attack/url_reading.py [--number N] [--seconds N] [--seed N] [--show]

Needs `node`, and Chromium with playwright. Node's reading is an older ada, of the family that we
read with; Chromium's is code of its own. A difference has a reason, or it is unexplained: one of
them is older than the standard of 2025 or leaves it (`reason`), or we refuse what nobody can look
up. Whatever one of them sends elsewhere must not be official, whatever the reason is.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from random import Random

from listed import Same

from ringtrue import Checker, Status, UnparseableContact, parse
from ringtrue.kinds.facets import DomainName, IpAddress

Hosts = list[str | None]
Reader = Callable[[list[str]], Hosts]
CHUNK = 20_000
UNEXPLAINED, ELSEWHERE = "unexplained", "official, though it opens another host"
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


@contextlib.contextmanager
def chromium() -> Iterator[Reader]:
    """Reads hosts as Chromium does."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as played:
        command = shutil.which("chromium") or shutil.which("google-chrome")
        page = played.chromium.launch(executable_path=command, args=["--no-sandbox"]).new_page()
        code = f"(all) => all.map(t => {{ {_READ} return h }})"
        yield lambda texts: page.evaluate(code, texts)


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
    if other is None and text.strip(" \t\r\n\xa0\u00ad\u200b\x01") != text:
        return "white space or a sign nobody sees about it, which people copy along"
    return ""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--number", type=int, default=100_000)
    parser.add_argument("--seconds", type=float, default=float("inf"))
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--show", action="store_true")
    given = parser.parse_args()
    random, checker = Random(given.seed), Checker()
    same = Same(checker.directory)
    counts: dict[str, Counter[str]] = {"Node": Counter(), "Chromium": Counter()}
    until = time.monotonic() + given.seconds
    with chromium() as browser:
        for left in range(given.number, 0, -CHUNK):
            if time.monotonic() > until:
                break
            texts = [
                random.choice(STARTS) + "".join(random.choices(PIECES, k=random.randrange(1, 8)))
                for _ in range(min(CHUNK, left))
            ]
            for name, reader in (("Node", node), ("Chromium", browser)):
                for text, other in zip(texts, reader(texts), strict=True):
                    mine = ours(text)
                    if mine == (other.rstrip(".") if other else other):
                        counts[name]["same host" if mine else "both refuse"] += 1
                        continue
                    why = reason(text, mine, other) or UNEXPLAINED
                    counts[name][why] += 1
                    elsewhere = (
                        _openable(other)
                        and not same.host(other or "")
                        and checker.check(text).status is Status.OFFICIAL
                    )
                    counts[name][ELSEWHERE] += elsewhere
                    if given.show and (elsewhere or why == UNEXPLAINED):
                        print(repr(text), "ours", mine, f"{name}'s", other)
    for name, told in counts.items():
        print(f"{name}: {sum(told.values()) - told[ELSEWHERE]:,} strings, {told[UNEXPLAINED]} "
              f"unexplained, {told[ELSEWHERE]} official that open another host")  # fmt: skip
        for why, count in told.most_common():
            if why not in (UNEXPLAINED, ELSEWHERE):
                print(f"    {count:9,} {why}")
    sys.exit(any(told[UNEXPLAINED] + told[ELSEWHERE] for told in counts.values()))


if __name__ == "__main__":
    main()
