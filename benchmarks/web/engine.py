"""What the engine in a browser costs beside native Python: its start, first answers, memory.

    python benchmarks/web/engine.py [--runs N] [--contacts N] [--save FILE]

Chromium holds the bundle in a page of a bare extension, under the policy of ours. The first start
makes the memory that is kept; then, `runs` times, the browser is started anew and the engine from
that memory, and questions are timed that no start has asked: a link at once; then, when the engine
has come to rest, one contact of each sort, each once, and a page of N links after them or, in every
other run, before them. Native Python answers the same in the same minute, in a process of its own
whose checker is prepared, as the backend's is. Answers are told in milliseconds of processor time
of the one thread that makes them, which other work on the machine changes little; starts by the
clock too, with the load of the machine beside it.
Memory is what the kernel holds for the page's whole process, shared pages left out.
Needs the engine: make web-engine.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests" / folder) for folder in ("server", "extension", "web")]

import browsing  # noqa: E402
import questions  # noqa: E402

from ringtrue import data  # noqa: E402

SINGLES = {
    "link, a look-alike": "https://trezzor-wallet.example/start",
    "link, a stranger": "https://garden-of-lilies.example.org/spring",
    "number": "+44 20 7946 0018",
    "mail": "coinbase.helpdesk@gmail.com",
    "account": "telegram:@kraken_support_team",
    "message": "Binance security: your account is locked, open binance-unlock.example or call "
    "+1 877 555 0118 and tell us the code",
}
PAGE = "<!doctype html><meta charset=utf-8><title>engine</title>"
MANIFEST = {
    "manifest_version": 3, "name": "engine", "version": "1",
    "background": {"service_worker": "worker.js"},
}  # fmt: skip
START = """async () => {
  const from = performance.now();
  const { Engine } = await import("./engine/engine.mjs");
  globalThis.engine = await Engine.start();
  return { from: engine.from, start: performance.now() - from };
}"""
ASK = "([path, body]) => void engine.ask(path, body)"
AT_ONCE = "link, a look-alike, at once after the start"
FIRST = "https://coinbasse-login.example/start"
NATIVE = """
import sys, json, time
from importlib.util import module_from_spec, spec_from_file_location
spec = spec_from_file_location("ringtrue_web", {door!r})
ringtrue_web = module_from_spec(spec)
spec.loader.exec_module(ringtrue_web)
ringtrue_web.checker().prepare()
for path, body in json.load(sys.stdin):
    start = time.thread_time()
    ringtrue_web.answer(path, body)
    print((time.thread_time() - start) * 1000)
"""


def asked(contact: str) -> tuple[str, str]:
    if " " in contact and contact[0] != "+":
        return "/v1/scan", json.dumps({"text": contact})
    return "/v1/check", json.dumps({"contacts": [contact]})


def linked(count: int) -> list[str]:
    """Links as pages have them: six in ten to popular sites, three to strangers, one of
    `questions`, most of which are names like others."""
    rng = random.Random("linked")
    words = data.lines("words.txt")
    popular = [line.split("\t")[0] for line in data.lines("popular.txt")]
    odd = questions.hosts(2 * count)[count:]
    rows = [
        f"https://{rng.choice(popular)}/{rng.choice(words)}" if n % 10 < 6
        else f"https://{rng.choice(words)}-{rng.choice(words)}.com/" if n % 10 < 9
        else odd[n]
        for n in range(count)
    ]  # fmt: skip
    rng.shuffle(rows)
    return rows


def page(count: int) -> tuple[str, str]:
    """A page of `count` links as the reader of pages hands it on."""
    text, links, sections, lines = "", [], [], []
    for n, host in enumerate(linked(count)):
        shown = f"{n} see here "
        links.append([len(text), len(text) + len(shown), host])
        text += shown
    text += "\n"
    for start, end, host in links:
        target = host if "://" in host else f"https://{host}/"
        sections.append([len(text), len(text) + len(target), "link"])
        lines.append([start, end, len(text), len(text) + len(target), False])
        text += target + "\n"
    told = {"text": text, "sections": sections, "links": lines, "forms": []}
    return "/v1/scan", json.dumps({"document": told, "url": "https://forum.example.org/"})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--runs", type=int, default=6)
    parser.add_argument("--contacts", type=int, default=300)
    parser.add_argument("--save", type=Path)
    options = parser.parse_args()
    whole = {f"page of {options.contacts} links": page(options.contacts)}
    singles = {name: asked(contact) for name, contact in SINGLES.items()}
    found: dict[str, list[float]] = {}
    native: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as folder, browsing.playwright.sync_playwright() as driver:
        extension = unpacked(Path(folder, "extension"))
        for run in range(options.runs + 1):
            turns = {**whole, **singles} if run % 2 == 0 else {**singles, **whole}
            told = once(driver, extension, Path(folder, "profile"), turns if run else {})
            start = "start from its memory" if run else "first start"
            if told["from"] != ("memory" if run else "files"):
                raise RuntimeError(f"run {run} began with {told['from']}")
            found.setdefault(f"{start}, by the clock", []).append(told["start"])
            found.setdefault(f"{start}, its thread", []).append(told["thread"])
            if not run:
                continue
            found.setdefault("memory of the process, MiB", []).append(told["memory"])
            first = next(iter(turns))
            beside = natively({AT_ONCE: asked(FIRST)} | turns)
            for name, answer in told["answers"].items():
                first_of = f"{name}, first of all" if name == first else name
                found.setdefault(first_of, []).append(answer)
                native.setdefault(first_of, []).append(beside[name])
    load = f"load {os.getloadavg()[0]:.0f} on {os.cpu_count()} processors"
    lines = [
        f"{options.runs} runs, medians, ms; {load}",
        f"{'':46}{'browser':>9}{'most':>9}{'native':>9}",
    ]
    for name in sorted(found, key=lambda name: ("start" not in name, "memory" not in name)):
        row = found[name]
        beside_it = f"{statistics.median(native[name]):>9.1f}" if name in native else ""
        lines.append(f"{name:46}{statistics.median(row):>9.1f}{max(row):>9.1f}{beside_it}")
    print("\n".join(lines))
    if options.save:
        options.save.write_text("\n".join(lines) + "\n", encoding="utf-8")


def unpacked(folder: Path) -> Path:
    made = browsing.packer()
    told = made.manifest("chromium")
    keys = ("key", "content_security_policy")
    folder.mkdir()
    (folder / "manifest.json").write_text(
        json.dumps(MANIFEST | {key: told[key] for key in keys}), encoding="utf-8"
    )
    (folder / "page.html").write_text(PAGE, encoding="utf-8")
    (folder / "worker.js").write_text("", encoding="utf-8")
    made.bundle().build(folder / "engine")
    return folder


def once(
    driver: Any, extension: Path, profile: Path, turns: dict[str, tuple[str, str]]
) -> dict[str, Any]:
    context = driver.chromium.launch_persistent_context(
        str(profile),
        executable_path=browsing.CHROMIUM,
        headless=False,
        args=[
            "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run",
            f"--disable-extensions-except={extension}", f"--load-extension={extension}",
        ],
    )  # fmt: skip
    tab = context.new_page()
    tab.goto(f"{browsing.ORIGIN}/page.html")
    session = context.new_cdp_session(tab)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def spent(script: str, told: list[str] | None = None) -> tuple[float, Any]:
        """Milliseconds of the page's thread for a script, and what it gives."""
        before = _thread(session)
        given = tab.evaluate(script, told)
        return 1000 * (_thread(session) - before), given

    thread, told = spent(START)
    told["thread"] = thread
    told["answers"] = {}
    if turns:
        told["answers"][AT_ONCE] = spent(ASK, list(asked(FIRST)))[0]
        tab.evaluate("async () => void (await engine.warm)")
        told["answers"] |= {name: spent(ASK, list(turn))[0] for name, turn in turns.items()}
    session.send("HeapProfiler.enable")
    session.send("HeapProfiler.collectGarbage")
    tab.wait_for_timeout(1000)
    told["memory"] = _memory(context)
    if not turns:
        tab.evaluate("async () => void (await engine.kept)")
    context.close()
    return told


def _thread(session: Any) -> float:
    rows = session.send("Performance.getMetrics")["metrics"]
    return float(next(row["value"] for row in rows if row["name"] == "TaskDuration"))


def _memory(context: Any) -> float:
    """MiB that the largest page's process has for itself, after a collection."""
    browser = context.browser.new_browser_cdp_session()
    most = 0.0
    for process in browser.send("SystemInfo.getProcessInfo")["processInfo"]:
        if process["type"] != "renderer":
            continue
        text = Path(f"/proc/{process['id']}/smaps_rollup").read_text("ascii")
        own = sum(int(line.split()[1]) for line in text.splitlines() if line.startswith("Private_"))
        most = max(most, own / 1024)
    return most


def natively(turns: dict[str, tuple[str, str]]) -> dict[str, float]:
    door = str(ROOT / "web" / "python" / "ringtrue_web.py")
    run = subprocess.run(
        [sys.executable, "-c", NATIVE.format(door=door)],
        input=json.dumps(list(turns.values())), text=True, capture_output=True, check=True,
    )  # fmt: skip
    return dict(zip(turns, map(float, run.stdout.split()), strict=True))


if __name__ == "__main__":
    main()
