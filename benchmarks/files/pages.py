"""Pages of megabytes: time and memory of reading each shape, at two sizes.

    python benchmarks/files/pages.py [--size 5] [--only NAME] [--scan]

Reading is linear when twice the size takes about twice the time. ``--scan`` takes the whole scan.
Memory is what the process holds at most beyond what it held before, per byte of the page, in a
process of its own for each page.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import time

PROSE = "Some words of a paragraph that says nothing in particular about anything, and goes on. "
SHAPES = {
    "prose": lambda n: f"<p>{PROSE * 4}</p>",
    "links": lambda n: f'<li><a class="item" href="/path/{n}/page.html">Item {n}</a></li>',
    "links elsewhere": lambda n: f'<li><a href="https://h{n}.example/p">Item {n}</a></li>',
    "table": lambda n: f"<tr><td>{n}</td><td>cell {n}</td><td><b>{n % 7}</b></td></tr>",
    "nested": lambda n: f"<div class=a><div class=b><i style='color:red'>w{n}</i></div></div>",
    "hidden": lambda n: f'<div class="gone x{n}" style="margin:0"><p hidden>word {n}</p></div>',
    "forms": lambda n: f'<form action=/x{n}><input name=a{n} placeholder="b"></form>',
    "fields": lambda n: f'<input name="n{n}" placeholder="word {n}">',
    "templates": lambda n: f"<template><p>word {n}</p></template>",
    "svg": lambda n: f'<svg><path d="M0 {n}"/><text>w{n}</text></svg>',
    "unclosed": lambda n: f"<b><i><font>w{n}",
    "attributes": lambda n: "<p " + " ".join(f"a{i}=b" for i in range(100)) + ">w",
    "entities": lambda n: "&amp;&lt;&#20449;" * 20 + "<br>",
    "comments": lambda n: f"<!-- {PROSE} --><br>w{n}",
    "script": lambda n: f"<script>var a{n} = '{PROSE}'</script>",
    "styles": lambda n: f"<style>.c{n}{{display:none}}</style><p class=c{n}>w",
    "frames": lambda n: f"<iframe srcdoc='&lt;p&gt;word {n}'></iframe>",
    "numbers": lambda n: f"<p>+1 888 555 {n % 10000:04}, 4000-{n % 1000:03}-142</p>",
    "stray ends": lambda n: "<i></b>",
    "opened again": lambda n: f"<div><b id=q{n}></div>",
    "angle brackets": lambda n: "< <<a <b " * 10,
    "empty blocks": lambda n: "<p>",
    "letters": lambda n: "<li>x",
    "own elements": lambda n: "<x-y a>w</x-y>",
    "flags": lambda n: "<br a b c d e f>",
    "cells with classes": lambda n: f"<td class=x>{n % 10}",
    "open words": lambda n: f"<div>x<b id=q{n}></div>",
}  # fmt: skip


def page(shape: str, size: int) -> str:
    parts, length, n = ["<!doctype html><title>t</title><body>"], 0, 0
    while length < size:
        one = SHAPES[shape](n)
        parts.append(one)
        length += len(one)
        n += 1
    return "".join(parts)


def measured(shape: str, size: int, whole: bool, out: multiprocessing.Queue) -> None:
    from ringtrue import Checker
    from ringtrue.scanning import scan_document
    from ringtrue.scanning.html_page import read_html

    checker = Checker() if whole else None
    read_html("<p>x")
    if checker is not None:
        scan_document(read_html("<p>https://x.example/ 400-000-0142"), checker)
    source = page(shape, size)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    document = read_html(source)
    if checker is not None:
        scan_document(document, checker)
    spent = time.process_time() - start
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    out.put((spent, (after - before) * 1024 / len(source)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=float, default=5.0, help="megabytes of the larger page")
    parser.add_argument("--only", default="")
    parser.add_argument("--scan", action="store_true", help="the whole scan, not only reading")
    options = parser.parse_args()
    context = multiprocessing.get_context("spawn")
    print(f"{'shape':18}{'s/MB, half':>12}{'s/MB':>8}{'bytes/byte':>12}")
    for shape in SHAPES:
        if options.only not in shape:
            continue
        rows = []
        for size in (options.size / 2, options.size):
            queue = context.Queue()
            args = (shape, int(size * 1e6), options.scan, queue)
            process = context.Process(target=measured, args=args)
            process.start()
            spent, held = queue.get()
            process.join()
            rows.append((spent / size, held))
        print(f"{shape:18}{rows[0][0]:12.2f}{rows[1][0]:8.2f}{rows[1][1]:12.0f}", flush=True)


if __name__ == "__main__":
    main()
