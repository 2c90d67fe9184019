"""Hosts of links as we read them, beside Node's URL: random strings, the differences by reason.

    python benchmarks/attack/url_reading.py [--number N] [--seed N] [--show]

Needs `node`. A difference has a reason, or it is unexplained: Node's copy of ada is older (it
refuses A-labels that do not decode, which the standard of 2025 passes on, and takes a capital sharp
s for two letters), names that no resolver
can look up are refused here, and NUL is in no contact.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
from collections import Counter
from random import Random

from ringtrue import UnparseableContact, parse
from ringtrue.kinds.facets import DomainName, IpAddress

_NODE = """
const lines = require('fs').readFileSync(0, 'utf8').split('\\n');
for (const line of lines) { if (!line) continue;
  let host = null;
  try { host = new URL(JSON.parse(line)).hostname } catch (e) {}
  console.log(JSON.stringify(host)); }
"""
PIECES = (
    "https://",
    "http:",
    "https:\\\\",
    "//",
    "/",
    "\\",
    "@",
    ":",
    "?",
    "#",
    ".",
    "..",
    "。",
    "．",
    "%2e",
    "%40",
    "%00",
    "%",
    "xn--",
    "xn--bcher-kva",
    "xn--a",
    "ß",
    "ẞ",
    "ς",
    "İ",
    "ı",
    "metamask",
    "io",
    "com",
    "metamask.io",
    "evil.example",
    "127.0.0.1",
    "0x7f",
    "017700000001",
    "2130706433",
    "[::1]",
    "[",
    "]",
    "::ffff:1.2.3.4",
    "\t",
    "\n",
    "\r",
    " ",
    "\u00a0",
    "\u200b",
    "\u200d",
    "\u202e",
    "\u00ad",
    "\u2044",
    "\u2215",
    "ａ",
    "①",
    "㎏",
    "\u0301",
    "🙂",
    "a",
    "Z",
    "9",
    "-",
    "_",
    "~",
    "*",
    "!",
    "$",
    "&",
    "'",
    "(",
    ")",
    "+",
    ",",
    ";",
    "=",
    "<",
    ">",
    "^",
    "`",
    "{",
    "|",
    "}",
    '"',
    ":443",
    ":80",
    ":0",
    ":65536",
    "user:pw@",
    "ws://",
    "wss:",
    "ftp://",
    "HTTPS://",
    "ht\ntps://",
    "\x01",
    "\x7f",
)


def _ours(text: str) -> str | None:
    try:
        contact = parse(text, "url")
    except UnparseableContact:
        return None
    first = contact.facets[0] if contact.facets else None
    if isinstance(first, DomainName):
        return first.host
    return first.address if isinstance(first, IpAddress) else ""


def reason(text: str, mine: str | None, node: str | None) -> str:
    """Why two readings differ; empty when nothing explains it."""
    bare = (node or "").rstrip(".")
    if mine is None and node is not None:
        if "\0" in text:
            return "NUL"
        labels = bare.split(".")
        if not bare or len(bare) > 253 or any(not 0 < len(label) <= 63 for label in labels):
            return "no resolver can look it up"
    if "xn--" in (node or mine or "") and not (node and mine):
        return "A-label that does not decode"
    if "ẞ" in text and mine and node:
        return "capital sharp s, which Unicode 15.1 maps anew"
    if node is None and text.strip() != text:
        return "white space about it, which people copy along"
    return ""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--number", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--show", action="store_true")
    given = parser.parse_args()
    node = shutil.which("node")
    if node is None:
        sys.exit("url_reading: node is not installed; nothing was compared")
    random = Random(given.seed)
    starts = ("https://", "http://", "https:", "https:/", "https:\\\\", "HTTPS://", "ht\ttps://",
              "ftp://")  # fmt: skip
    texts = [
        random.choice(starts) + "".join(random.choices(PIECES, k=random.randrange(1, 8)))
        for _ in range(given.number)
    ]
    done = subprocess.run(
        [node, "-e", _NODE], input="\n".join(map(json.dumps, texts)), text=True,
        capture_output=True, check=True,
    )  # fmt: skip
    theirs = [json.loads(line) for line in done.stdout.split("\n") if line]
    counts: Counter[str] = Counter()
    for text, node_host in zip(texts, theirs, strict=True):
        mine = _ours(text)
        if mine == (node_host.rstrip(".") if node_host else node_host):
            counts["same host" if mine else "both refuse"] += 1
            continue
        why = reason(text, mine, node_host) or "UNEXPLAINED"
        counts[why] += 1
        if given.show and why == "UNEXPLAINED" and counts[why] <= 60:
            print(repr(text), "ours", mine, "Node's", node_host)
    for why, count in counts.most_common():
        print(f"{count:9,} {why}")
    sys.exit(counts["UNEXPLAINED"] > 0)


if __name__ == "__main__":
    main()
