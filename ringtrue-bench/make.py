"""Makes a task: look-alikes by dnstwist, honest hosts, and texts with both.

    python make.py --seed N --honest FILE [--brands FILE] [--count 40] [--each 3] --out task.json

`--brands`: domains, one a line, of which `--count` are drawn (default: brands.txt, official domains
of ringtrue's allowlists). `--honest`: addresses or hosts, one a line.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import re
from pathlib import Path

import dnstwist

HERE = Path(__file__).parent
HONEST = 1500
TEXTS = 400
BAIT = [
    "Your {name} account is limited. Confirm your details at {host} within 24 hours.",
    "{name}: a payment of 489.90 was declined. Log in here: https://{host}/login",
    "Dear customer, your parcel waits for a fee of 1.99. Pay at https://{host}/pay - {name}",
    "{name} Support: we noticed a sign-in from a new device. Was it you? https://{host}/verify",
    "【{name}】您的账户存在异常，请尽快登录 https://{host}/ 验证身份。",
    "Claim the {name} airdrop before Friday: {host}/claim",
]
EVERYDAY = [
    "I read about it on https://{host}/ yesterday, quite good.",
    "The documentation moved: https://{host}/docs. See you at ten.",
    "Minutes of the meeting are on {host}/minutes, photos will follow.",
    "Can you send me the link to {host} again? I lost it.",
    "会议记录在 https://{host}/ ，明天见。",
    "Release notes: https://{host}/news (thanks to everybody who reported bugs)",
]


def hosts_of(path: Path) -> list[str]:
    """Hosts of a file of addresses or hosts, each once, in order."""
    found: dict[str, None] = {}
    for line in path.read_text("utf-8", "replace").splitlines():
        host = re.sub(r"^\w+://", "", line.strip()).split("/")[0].partition(":")[0].lower()
        if re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+", host):
            found[host] = None
    return list(found)


def lookalikes(
    domain: str, words: list[str], each: int, rng: random.Random
) -> list[dict[str, str]]:
    """`each` names by every fuzzer of dnstwist."""
    fuzzer = dnstwist.Fuzzer(domain, dictionary=words)
    fuzzer.generate()
    by_kind: dict[str, list[str]] = {}
    for row in fuzzer.domains:
        if not row["fuzzer"].startswith("*"):
            by_kind.setdefault(row["fuzzer"], []).append(row["domain"])
    rows = []
    for kind, made in sorted(by_kind.items()):
        drawn = rng.sample(sorted(made), min(each, len(made)))
        rows += [{"host": host, "fuzzer": kind, "of": domain} for host in drawn]
    return rows


def main() -> None:
    """Writes the task."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--honest", type=Path, required=True)
    parser.add_argument("--brands", type=Path, default=HERE / "brands.txt")
    parser.add_argument("--count", type=int, default=40)
    parser.add_argument("--each", type=int, default=3)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    rng = random.Random(options.seed)
    pool = hosts_of(options.brands)
    official = sorted(rng.sample(pool, min(options.count, len(pool))))
    every = hosts_of(options.honest)
    words = [host.split(".")[-2] for host in rng.sample(every, min(200, len(every)))]
    words = sorted({word for word in words if word.isalpha() and 4 <= len(word) <= 8})[:40]
    fakes = [row for domain in official for row in lookalikes(domain, words, options.each, rng)]
    own = {row["host"] for row in fakes} | set(official)
    honest = [host for host in every if not any(host == d or host.endswith(f".{d}") for d in own)]
    honest = sorted(rng.sample(honest, min(HONEST, len(honest))))
    texts = []
    for n in range(TEXTS):
        row = rng.choice(fakes)
        name = row["of"].split(".")[0].capitalize()
        texts.append({"text": rng.choice(BAIT).format(name=name, host=row["host"]), "fake": True})
        host = rng.choice(honest) if n % 2 else rng.choice(official)
        texts.append({"text": rng.choice(EVERYDAY).format(host=host), "fake": False})
    task = {
        "seed": options.seed, "generator": f"dnstwist {dnstwist.__version__}",
        "official": official, "fakes": fakes, "honest": honest, "texts": texts,
    }  # fmt: skip
    text = json.dumps(task, indent=0, ensure_ascii=True) + "\n"
    options.out.write_text(text, "utf-8")
    digest = hashlib.sha256(text.encode()).hexdigest()
    print(f"{len(fakes)} look-alikes of {len(official)} brands, {len(honest)} honest hosts, "
          f"{len(texts)} texts; sha256 {digest}")  # fmt: skip


if __name__ == "__main__":
    main()
