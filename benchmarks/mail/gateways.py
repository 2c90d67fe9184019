"""How many mails a second the gateways pass, with ringtrue and without, side by side in one run.

    python benchmarks/mail/gateways.py [--mails 500] [--seed 1] [--rounds 3]

`POST /v1/mail` asked straight; Debian's Rspamd with nothing in it, then with gateway/ringtrue.lua;
Debian's Postfix with each of the two as its milter. `ringtrue serve` has the shipped list
and one core, everything else the other one. Each way is taken `--rounds` times in turn, and the
median counts. "a core" are mails by second of the server's own processor time, which other work on
the machine disturbs less than the clock. Half of the mails are honest, half pose as a listed brand;
each is text and HTML, none is equal to another (nothing is answered from memory). The mails are
made here: they say what a mail costs, not how well it is judged.
"""

from __future__ import annotations

import argparse
import http.client
import os
import random
import re
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from email.message import EmailMessage
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tests" / "server"))
from postfix import Postfix  # noqa: E402
from rspamd import Rspamd  # noqa: E402
from serving import Server  # noqa: E402

CALLERS = 4
WORDS = re.findall(
    r"\w+",
    "meeting order project report minutes tomorrow invoice garden school travel ticket music"
    " review budget weather lunch family birthday printer keyboard window coffee holiday photo",
)


def letter(n: int, rng: random.Random) -> bytes:
    """The n-th mail: odd ones pose as MetaMask, even ones are honest. About 3 KB."""
    message = EmailMessage()
    text = "\n\n".join(" ".join(rng.choices(WORDS, k=60)).capitalize() + "." for _ in range(3))
    name = f"{rng.choice(WORDS)}-{rng.choice(WORDS)}-{n}"
    if n % 2:
        message["From"] = f"MetaMask Support <desk{n}@{name}.example>"
        text += f"\n\nYour wallet is locked. Open https://rnetamask-{name}.example/login now."
    else:
        message["From"] = f"Maria <maria{n}@{name}.example>"
        text += (
            f"\n\nThe photos are at https://{name}.example/album/{n}, call 020 7946 0{n % 900:03}."
        )
    message["To"], message["Subject"] = "box@example.test", f"{rng.choice(WORDS)} {n}"
    message["Message-Id"] = f"<{n}.{rng.random()}@mail.example>"
    message.set_content(text)
    message.add_alternative("<p>" + text.replace("\n\n", "</p><p>") + "</p>", subtype="html")
    return message.as_bytes()


def on_core(core: int, pids: list[int]) -> None:
    """Keeps processes, and their threads, on a core."""
    for pid in pids:
        for thread in os.listdir(f"/proc/{pid}/task"):
            os.sched_setaffinity(int(thread), {core})


def used(pid: int) -> float:
    """Seconds of processor time that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def timed(work: Callable[[list[bytes]], None], mails: list[bytes]) -> float:
    """Mails a second, over `CALLERS` connections."""
    parts = [mails[i::CALLERS] for i in range(CALLERS)]
    with ThreadPoolExecutor(CALLERS) as pool:
        began = time.perf_counter()
        list(pool.map(work, parts))
        return len(mails) / (time.perf_counter() - began)


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--mails", type=int, default=500)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    rng = random.Random(options.seed)
    cores = sorted(os.sched_getaffinity(0))
    alone, rest = cores[-1], cores[0]
    server = Server(log_requests=False)
    on_core(alone, [server.process.pid])
    os.sched_setaffinity(0, {rest})  # what is started from here on stays there
    url = f"{server.url}/v1/mail"
    base = Path(tempfile.mkdtemp(prefix="ringtrue-mail-"))
    base.chmod(0o755)
    heads_alone = "reject = 1000;"
    asked = {"plain": "", "asking": url}
    scanners, milters = {}, {}
    for name, to in asked.items():
        for kind, found in (("scan", scanners), ("milter", milters)):
            folder = base / f"{name}-{kind}"
            folder.mkdir()
            milter = "" if kind == "milter" else None
            found[name] = Rspamd(folder, to, milter=milter, actions=heads_alone, timeout=10.0)
    for running in (*scanners.values(), *milters.values()):
        running.started()
    # By TCP each answer of a milter waits 40 ms for an acknowledgement.
    postfix = Postfix({name: f"unix:{milter.socket}" for name, milter in milters.items()})

    def straight(mails: list[bytes]) -> None:
        link = http.client.HTTPConnection(server.host, server.port, timeout=60)
        for mail in mails:
            link.request("POST", "/v1/mail", mail, {"Content-Type": "message/rfc822"})
            answer = link.getresponse()
            assert answer.status == 200, answer.read()
            answer.read()
        link.close()

    def rspamd(which: Rspamd) -> Callable[[list[bytes]], None]:
        return lambda mails: [which.scan(mail) for mail in mails] and None

    ways = {
        "POST /v1/mail": straight,
        "rspamd alone": rspamd(scanners["plain"]),
        "rspamd with ringtrue.lua": rspamd(scanners["asking"]),
        "postfix, rspamd alone": lambda mails: postfix.send("plain", *mails),
        "postfix, rspamd, ringtrue.lua": lambda mails: postfix.send("asking", *mails),
    }
    rates: dict[str, list[float]] = {name: [] for name in ways}
    a_core: dict[str, list[float]] = {name: [] for name in ways}
    try:
        timed(straight, [letter(n, rng) for n in range(50)])
        for _ in range(options.rounds):
            for name, work in ways.items():
                before = used(server.process.pid)
                rates[name].append(timed(work, [letter(n, rng) for n in range(options.mails)]))
                if "alone" not in name:
                    a_core[name].append(options.mails / (used(server.process.pid) - before))
        unchecked = sum(
            b"unchecked" in mail
            for mail in postfix.arrived("asking", options.mails * options.rounds)
        )
    finally:
        postfix.stop()
        for daemon in (*scanners.values(), *milters.values()):
            daemon.stop()
        server.stop()
        shutil.rmtree(base, ignore_errors=True)
    print(f"{options.mails} mails of about 3 KB, half of them fakes; {CALLERS} connections;")
    print(f"median of {options.rounds} rounds; seed {options.seed}\n")
    middle = {name: statistics.median(found) for name, found in rates.items()}
    print(f"{'way':30}{'mails/s':>9}{'least':>8}{'most':>8}{'beside':>10}{'a core':>9}")
    beside = {"rspamd with ringtrue.lua": "rspamd alone",
              "postfix, rspamd, ringtrue.lua": "postfix, rspamd alone"}  # fmt: skip
    for name, rate in middle.items():
        ratio = f"{rate / middle[beside[name]]:9.2f}x" if name in beside else ""
        core = f"{statistics.median(a_core[name]):.0f}" if a_core[name] else ""
        print(
            f"{name:30}{rate:9.0f}{min(rates[name]):8.0f}{max(rates[name]):8.0f}{ratio:>10}{core:>9}"
        )
    print(f"\nmails that passed unchecked: {unchecked}")


if __name__ == "__main__":
    main()
