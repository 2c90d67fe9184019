"""What a scan finds in texts: the gold set, real messages, pages; beside other finders.

    python benchmarks/contacts/scans.py [--data DIR] [--peers] [--pages DIR] [--show]

First table: the gold set of tests/scanning/gold (contacts marked by span and group). A find
counts as right when its span and its group are exactly those marked; "touching" counts a find that
overlaps a marked contact of its group, which is kinder to tools that cut elsewhere. The set's hosts
end in .example, which other tools do not know: there all read .company, which is as long and real.
"hard" are the files of that name: written and marked before any finder ran on them.

Second table: real messages (``messages_dev.tsv.gz``). What a smishing message holds is told by a
reference that shares no code with ringtrue: links and mail addresses by plain patterns, bare hosts
by tldextract, telephone numbers by phonenumbers' matcher or a word such as "call" before them.
A contact counts as found when a find overlaps it. Contacts found in honest messages are false,
except those that were looked at one by one and are contacts (ham_reviewed.tsv: ids and spans).

``--peers`` installs ioc-finder and iocsearcher into .venv-peers (requirements-peers.txt).
``--pages`` prints the summary of every page of a folder.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import gold
import phonenumbers
import tldextract
from gold import Span

from ringtrue import Checker
from ringtrue.scanning.inputs import read

HERE = Path(__file__).resolve().parent
ENVIRONMENT = HERE.parents[1] / ".venv-peers"
HONEST = ("ham", "ham(zh)", "youtube-comment:ham", "x-post:clean")
PATIENCE = 600
_SUFFIXES = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)
_LINK = re.compile(r"\bhttps?://[^\s<>\"]+|\bwww\.[^\s<>\"]+", re.IGNORECASE)
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
_HOST = re.compile(r"(?<![\w@./-])(?:[\w-]+\.)+[a-z]{2,}(?:/[^\s<>\"]*)?", re.ASCII | re.IGNORECASE)
_COMMON = frozenset(
    "com net org info co us uk cc xyz top site online club shop vip link biz".split()  # noqa: SIM905
)
_SPOKEN = re.compile(
    r"\b(?:call|text|txt|dial|ring|tel|phone)\b\D{0,12}(\+?\d[\d ()-]{5,16}\d)", re.I
)


def messages(folder: Path) -> Iterator[tuple[str, str, str]]:
    """``(id, label, text)`` of the messages."""
    with gzip.open(folder / "messages_dev.tsv.gz", "rt", encoding="utf-8") as lines:
        next(lines)
        for line in lines:
            name, label, _, text, *_ = line.rstrip("\n").split("\t")
            yield name, label, text


def reference(text: str) -> list[tuple[int, int]]:
    """Spans of contacts, by means that are not ours."""
    found = [match.span() for match in (*_LINK.finditer(text), *_MAIL.finditer(text))]
    for match in _HOST.finditer(text):
        host, _, path = match[0].partition("/")
        suffix = _SUFFIXES(host).suffix
        if suffix and (path or suffix.rpartition(".")[2].lower() in _COMMON):
            found.append(match.span())
    for region in ("US", "GB"):
        found += [(m.start, m.end) for m in phonenumbers.PhoneNumberMatcher(text, region)]
    found += [match.span(1) for match in _SPOKEN.finditer(text)]
    return _apart(found)


def _apart(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    kept: list[tuple[int, int]] = []
    for start, end in sorted(spans, key=lambda s: (s[0], -s[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept


Finder = Callable[[list[str]], tuple[list[set[Span]], float]]


def ours(texts: list[str]) -> tuple[list[set[Span]], float]:
    """What ringtrue finds."""
    directory = Checker().directory
    gold.ours("warm up +1 800 555 0142 https://x.example", directory)
    begin = time.process_time()
    return [gold.ours(text, directory) for text in texts], time.process_time() - begin


def matcher(texts: list[str]) -> tuple[list[set[Span]], float]:
    """What phonenumbers' matcher finds, read as American or Chinese numbers."""

    def find(text: str) -> set[Span]:
        found = (phonenumbers.PhoneNumberMatcher(text, region) for region in ("US", "CN"))
        return {(m.start, m.end, "phone") for one in found for m in one}

    begin = time.process_time()
    return [find(text) for text in texts], time.process_time() - begin


def peer(tool: str) -> Finder:
    """A tool in the peers' environment."""

    def find(texts: list[str]) -> tuple[list[set[Span]], float]:
        from peers.install import python

        done = subprocess.run(
            [python(ENVIRONMENT), "-s", HERE / "run_iocs.py"],
            input=json.dumps({"tool": tool, "texts": texts}),
            capture_output=True, encoding="utf-8", timeout=PATIENCE, check=False,
        )  # fmt: skip
        if done.returncode:
            raise RuntimeError(done.stderr.strip().split("\n")[-1][:160])
        answer = json.loads(done.stdout)
        return [{(s, e, g) for s, e, g in found} for found in answer["found"]], answer["seconds"]

    return find


def install() -> str:
    """Installs the peers; gives the reason when that fails."""
    sys.path.insert(0, str(HERE.parent / "detection"))
    from peers.install import python

    if not python(ENVIRONMENT).is_file():
        import venv

        venv.create(ENVIRONMENT, with_pip=True)
    command = [
        python(ENVIRONMENT),
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
    ]
    command += ["-r", HERE / "requirements-peers.txt"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    errors = [line for line in done.stderr.splitlines() if "ERROR" in line]
    return "" if done.returncode == 0 else (errors or ["no reason given"])[0][:160]


def gold_table(finders: dict[str, Finder], *, show: bool) -> None:
    """Precision and recall by group, of ringtrue exactly, of all tools by touching."""
    rows = list(gold.rows())
    honest = sum(row.everyday for row in rows)
    print(f"gold set: {len(rows)} texts, {honest} of them honest ones; precision / recall")
    print(f"{'':30}" + "".join(f"{group:>14}" for group in gold.GROUPS.values()))
    wanted = [
        sum(g == group for row in rows for *_, g in row.spans) for group in gold.GROUPS.values()
    ]
    print(f"{'marked contacts':30}" + "".join(f"{count:14}" for count in wanted))
    for name, find in finders.items():
        try:
            found, _ = find([row.text.replace(".example", ".company") for row in rows])
            exact = find([row.text for row in rows])[0] if name == "ringtrue" else []
        except (OSError, RuntimeError, subprocess.TimeoutExpired) as error:
            print(f"{name:30}{error}")
            continue
        if name == "ringtrue":
            _line("ringtrue, exact span", rows, exact, exact=True)
            some = [i for i, row in enumerate(rows) if row.name.startswith("hard")]
            hard = [rows[i] for i in some]
            _line(f"... {len(hard)} hard texts", hard, [exact[i] for i in some], exact=True)
        _line(f"{name}, touching", rows, found, exact=False)
        if show and name == "ringtrue":
            for row, spans in zip(rows, exact, strict=True):
                if spans != row.spans:
                    print("  ", row.name, repr(row.text), row.spans - spans, spans - row.spans)
    print()


def _line(name: str, rows: list[gold.Gold], found: list[set[Span]], *, exact: bool) -> None:
    cells = ""
    for group in gold.GROUPS.values():
        wanted = made = right = hit = 0
        for row, spans in zip(rows, found, strict=True):
            marked = {span for span in row.spans if span[2] == group}
            got = {span for span in spans if span[2] == group}
            wanted, made = wanted + len(marked), made + len(got)
            if exact:
                right, hit = right + len(marked & got), hit + len(marked & got)
            else:
                right += sum(any(_touch(a, b) for b in marked) for a in got)
                hit += sum(any(_touch(a, b) for b in got) for a in marked)
        precision = f"{100 * right / made:.1f}" if made else "-"
        cells += f"{precision + ' / ' + f'{100 * hit / wanted:.1f}':>14}"
    print(f"{name:30}{cells}")


def _touch(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def messages_table(finders: dict[str, Finder], folder: Path, *, show: bool) -> None:
    """Found in smishing messages, false in honest ones."""
    every = list(messages(folder))
    smishing = [(n, t, reference(t)) for n, label, t in every if label.startswith("smishing")]
    smishing = [row for row in smishing if row[2]]
    honest = [(name, text) for name, label, text in every if label in HONEST]
    path = HERE / "ham_reviewed.tsv"
    reviewed: set[tuple[str, int, int]] = set()
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and line[0] != "#":
            name, start, end = line.split("\t")
            reviewed.add((name, int(start), int(end)))
    contacts = sum(len(spans) for *_, spans in smishing)
    print(
        f"{len(smishing)} smishing messages with {contacts} contacts; {len(honest)} honest messages"
    )
    print(f"{'':24}{'rows found %':>14}{'contacts %':>12}{'false per honest':>18}{'MB/s':>8}")
    texts = [text for _, text, _ in smishing] + [text for _, text in honest]
    size = sum(len(text.encode()) for text in texts) / 1e6
    for name, find in finders.items():
        try:
            found, seconds = find(texts)
        except (OSError, RuntimeError, subprocess.TimeoutExpired) as error:
            print(f"{name:24}{error}")
            continue
        met, hits = 0, 0
        for (row, text, spans), got in zip(smishing, found, strict=False):
            seen = [any(_touch(span, other) for other in got) for span in spans]
            met, hits = met + any(seen), hits + sum(seen)
            if show and name == "ringtrue" and not all(seen):
                missed = [text[a:b] for (a, b), ok in zip(spans, seen, strict=True) if not ok]
                print("   missed", row, missed, repr(text[:300]))
        false = 0
        for (row, _), got in zip(honest, found[len(smishing) :], strict=True):
            false += sum(
                not any(row == r and _touch((a, b), s) for r, a, b in reviewed) for s in got
            )
        print(
            f"{name:24}{100 * met / len(smishing):14.2f}{100 * hits / contacts:12.2f}"
            f"{false / len(honest):18.4f}{size / seconds:8.2f}"
        )
    checker = Checker()
    flagged = 0
    for row, text in honest:
        high = [f for f in checker.scan(text).red_flags if f.severity in ("critical", "high")]
        flagged += bool(high)
        if show and high:
            print("   flag", row, [f.quote for f in high])
    share = 100 * flagged / len(honest)
    print(f"honest messages with a request of severity high or above: {flagged} ({share:.2f} %)\n")


def pages_table(folder: Path) -> None:
    """One line a page: status, claims, contacts, requests."""
    checker = Checker()
    for path in sorted(folder.iterdir()):
        if path.suffix not in (".txt", ".html", ".eml"):
            continue
        report = checker.scan(read(path.read_bytes(), path.name))
        claims = [c.brand_id for c in report.claims if c.strength == "speaks_for"]
        high = [f"{f.category} “{f.quote}”" for f in report.red_flags
                if f.severity in ("critical", "high")]  # fmt: skip
        contacts = [f"{c.raw} ({c.verdict.status.value})" for c in report.contacts]
        print(f"{path.name}: {report.status.value} {report.score:.2f}")
        for label, items in (("speaks for", claims), ("contacts", contacts), ("asks", high)):
            print(f"   {label:11} {', '.join(items) or '-'}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), metavar="DIR")
    parser.add_argument("--peers", action="store_true", help="install and ask the peers too")
    parser.add_argument("--pages", type=Path, metavar="DIR", help="summarise the pages of a folder")
    parser.add_argument("--show", action="store_true", help="list misses and false finds")
    options = parser.parse_args()
    finders: dict[str, Finder] = {"ringtrue": ours, "phonenumbers matcher": matcher}
    if options.peers:
        reason = install()
        if reason:
            print(f"peers did not install: {reason}")
        else:
            finders |= {tool: peer(tool) for tool in ("iocsearcher", "ioc-finder")}
    gold_table(finders, show=options.show)
    messages_table(finders, options.data, show=options.show)
    if options.pages:
        pages_table(options.pages)


if __name__ == "__main__":
    main()
