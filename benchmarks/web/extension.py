"""What the browser extension costs a page: processor time of the page's renderer, with and without.

    python benchmarks/web/extension.py [--links N] [--runs N] [--save FILE]

Opens a page of N links (and as many words of text) in headless Chromium, plain and with the
extension and the engine in it, in turns, and prints medians of what Chromium counts for the page
(Performance.getMetrics): all tasks, scripts, layout. With the extension the whole page has been
read when the counters are. Needs the engine: make web-engine.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests" / "server"), str(ROOT / "tests" / "extension")]

import browsing  # noqa: E402

COUNTERS = ("TaskDuration", "ScriptDuration", "LayoutDuration", "RecalcStyleDuration")


def page(links: int) -> str:
    words = [
        "the",
        "garden",
        "is",
        "open",
        "and",
        "the",
        "shop",
        "sells",
        "seeds",
        "in",
        "spring",
        "and",
        "bulbs",
        "in",
        "autumn",
    ]
    parts = [
        f"<a href='https://plain{i}.example.org/a'>{words[i % len(words)]} {i}</a> "
        f"<p>{words[i % 7]} {words[i % 11]} {i}</p>"
        for i in range(links)
    ]
    parts.append("<a href='https://rnetamask.io/'>fake</a> ")
    return "".join(parts)


def once(driver: object, folder: Path, address: str, extended: bool) -> dict[str, float]:
    flags = ["--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run"]
    flags.append("--host-resolver-rules=MAP * 127.0.0.1")
    if extended:
        flags += [f"--disable-extensions-except={folder}", f"--load-extension={folder}"]
    with tempfile.TemporaryDirectory() as profile:
        context = driver.chromium.launch_persistent_context(  # type: ignore[attr-defined]
            profile, executable_path=browsing.CHROMIUM, headless=False, args=flags
        )
        browser = None
        if extended:
            workers = context.service_workers
            worker = workers[0] if workers else context.wait_for_event("serviceworker")
            browser = browsing.Browser(context, worker, folder, driver)
            worker.evaluate("() => engines.visit('https://example.org/')")
        tab = context.new_page()
        session = context.new_cdp_session(tab)
        session.send("Performance.enable", {"timeDomain": "threadTicks"})
        tab.goto(address)
        if browser is not None:
            # The last link is found when all has been read; the page itself is not asked meanwhile.
            key = f"tab:{browser.number(tab)}"
            for _ in range(300):
                held = browser.worker.evaluate("key => chrome.storage.session.get(key)", key)
                if held.get(key, {}).get("frames", {}).get("0", {}).get("found"):
                    break
                tab.wait_for_timeout(200)
            else:
                raise RuntimeError("the fake link was not found")
        tab.wait_for_timeout(4000)
        told = session.send("Performance.getMetrics")["metrics"]
        context.close()
    found = {row["name"]: row["value"] for row in told}
    return {name: found.get(name, 0.0) for name in COUNTERS}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--links", type=int, default=5000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--save", type=Path)
    options = parser.parse_args()
    site, made = browsing.Site(), browsing.packer()
    address = site.put("/many", page(options.links))
    runs: dict[bool, list[dict[str, float]]] = {False: [], True: []}
    try:
        with (
            tempfile.TemporaryDirectory() as folder,
            browsing.playwright.sync_playwright() as driver,
        ):
            unpacked = Path(folder, "extension")
            made.unpacked("chromium", unpacked, made.bundle().build(Path(folder, "engine")))
            for _ in range(options.runs):
                for extended in runs:
                    runs[extended].append(once(driver, unpacked, address, extended))
    finally:
        site.server.shutdown()
    head = f"{options.links:,} links, medians of {options.runs} runs, ms of the main thread"
    lines = [head, f"{'':22}{'plain':>10}{'extension':>11}{'more':>8}"]
    for name in COUNTERS:
        plain, more = (1000 * statistics.median(r[name] for r in runs[x]) for x in (False, True))
        lines.append(f"{name:22}{plain:>10.0f}{more:>11.0f}{more - plain:>8.0f}")
    print("\n".join(lines))
    if options.save:
        options.save.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
