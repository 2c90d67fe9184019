"""Account names: recall of name-like fakes and false alarms on other brands' official accounts.

    python benchmarks/contacts/handles.py [--data DIR] [--peers] [--show]

Official, fake and other accounts of X come from ``crypto_hosts_dev.json``; more official
accounts of others from ``handles_neg.tsv.gz``. Every tool gets the same official names. The row
"rapidfuzz >= 80" is the plain similarity that other tools use; with ``--peers``
x-impersonation-guard is installed into .venv-peers (requirements-peers.txt) and asked too.

The second table asks the shipped directory about the official accounts of others on four
platforms. Those whose brand is in the directory under the name that was pointed at are counted
apart ("own"): they are the brand's own accounts, missing on the list.

The third table alters every shipped Instagram account of five letters or more in the ways that
impostors do, and counts how many of the altered names are flagged. Everyday words (apple, chase)
need a support word beside them on purpose.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).resolve().parent
ENVIRONMENT = HERE.parents[1] / ".venv-peers"
FLAGGED = ("impersonation", "suspicious")
ALTERED: dict[str, Callable[[str], str]] = {
    "_support behind": lambda name: f"{name}_support",
    "official before": lambda name: f"official{name}",
    "soporte_ before": lambda name: f"soporte_{name}",
    "kefu behind": lambda name: f"{name}kefu",
    "_suport behind": lambda name: f"{name}_suport",
    "_1 behind": lambda name: f"{name}_1",
    "last letter twice": lambda name: name + name[-1],
    "separator inside": lambda name: f"{name[: len(name) // 2]}_{name[len(name) // 2 :]}",
    "I for l": lambda name: name.replace("l", "I", 1),
    "0 for o": lambda name: name.replace("o", "0", 1),
    "rn for m": lambda name: name.replace("m", "rn", 1),
    "two letters swapped": lambda name: f"{name[:3]}{name[4:5]}{name[3]}{name[5:]}",
    "a letter dropped": lambda name: name[:4] + name[5:],
    "dropped, and _support": lambda name: f"{name[:4]}{name[5:]}_support",
}
PATIENCE = 600
"""Seconds that the peer may take."""


def honest_rows(folder: Path) -> list[dict[str, str]]:
    """Official accounts of others: handle, platform, brand."""
    path = folder / "handles_neg.tsv.gz"
    if not path.is_file():
        sys.exit(f"missing: {path}\n  give the folder that holds it with --data DIR")
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def accounts(folder: Path) -> tuple[list[str], list[str], list[str]]:
    """Official accounts, name-like fakes, and official accounts of others."""
    hosts = folder / "crypto_hosts_dev.json"
    if not hosts.is_file():
        sys.exit(f"missing: {hosts}\n  give the folder that holds it with --data DIR")
    handles = json.loads(hosts.read_text(encoding="utf-8"))["handles"]
    official = handles["official"]
    known = {name.lower() for name in official}
    fakes = [row["h"] for row in handles["pos"] if row["class"] != "unrelated"]
    honest = dict.fromkeys(handles["neg"])
    for row in honest_rows(folder):
        if row["platform"] == "x" and row["handle"].lower() not in known:
            honest[row["handle"]] = None
    return official, fakes, list(honest)


def ringtrue_judge(official: list[str]) -> Callable[[str], bool]:
    from ringtrue import Checker, Directory

    rows = [(name.lower(), name, "x", name) for name in official]
    checker = Checker(Directory.from_rows(rows))
    return lambda name: checker.check(f"x:@{name}").status.value in FLAGGED


def rapidfuzz_judge(official: list[str]) -> Callable[[str], bool]:
    from rapidfuzz import fuzz, process

    lower = [name.lower() for name in official]

    def judge(name: str) -> bool:
        if name.lower() in lower:
            return False
        return bool(process.extractOne(name.lower(), lower, scorer=fuzz.ratio, score_cutoff=80))

    return judge


def in_process(
    make: Callable[[list[str]], Callable[[str], bool]], official: list[str], groups: list[list[str]]
) -> tuple[list[list[str]], float]:
    """The flagged of each group, and the seconds that all groups took."""
    judge = make(official)
    judge("warm_up")
    begin = time.perf_counter()
    flagged = [[name for name in group if judge(name)] for group in groups]
    return flagged, time.perf_counter() - begin


def guard(official: list[str], groups: list[list[str]]) -> tuple[list[list[str]], float] | str:
    """What x-impersonation-guard flags, or why there is no answer."""
    sys.path.insert(0, str(HERE.parent / "detection"))
    from peers.install import python

    if not python(ENVIRONMENT).is_file():
        import venv

        venv.create(ENVIRONMENT, with_pip=True)
    command = [python(ENVIRONMENT), "-m", "pip", "install", "--quiet"]
    command += ["--disable-pip-version-check", "-r", HERE / "requirements-peers.txt"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        errors = [line for line in done.stderr.splitlines() if "ERROR" in line]
        return f"did not install: {(errors or ['no reason given'])[0][:160]}"
    try:
        done = subprocess.run(
            [python(ENVIRONMENT), "-s", HERE / "run_guard.py"],
            input=json.dumps({"official": official, "groups": groups}),
            capture_output=True,
            encoding="utf-8",
            timeout=PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return f"did not finish in {PATIENCE} s"
    if done.returncode != 0:
        return f"did not run: {(done.stderr.strip().splitlines() or ['no reason given'])[-1][:160]}"
    answer = json.loads(done.stdout)
    return answer["flagged"], answer["seconds"]


def first_table(options: argparse.Namespace) -> None:
    official, fakes, honest = accounts(options.data)
    groups = [fakes, honest, official]
    print(f"{'flagged, %':28}{'name-like':>12}{'others':>12}{'official':>10}{'checks/s':>10}")
    print(f"{'number':28}{len(fakes):12}{len(honest):12,}{len(official):10}")
    answers: dict[str, tuple[list[list[str]], float] | str] = {
        "ringtrue": in_process(ringtrue_judge, official, groups),
        "rapidfuzz >= 80": in_process(rapidfuzz_judge, official, groups),
    }
    if options.peers:
        answers["x-impersonation-guard >= .75"] = guard(official, groups)
    for name, answer in answers.items():
        if isinstance(answer, str):
            print(f"{name:28}  {answer}")
            continue
        flagged, seconds = answer
        shares = [100 * len(f) / len(g) for f, g in zip(flagged, groups, strict=True)]
        rate = sum(map(len, groups)) / seconds
        print(f"{name:28}{shares[0]:12.1f}{shares[1]:12.3f}{shares[2]:10.1f}{rate:10,.0f}")
        if options.show:
            print("  missed:", *sorted(set(fakes) - set(flagged[0])))
            print("  false alarms:", *flagged[1])


def second_table(options: argparse.Namespace) -> None:
    from ringtrue import Checker
    from ringtrue.text.skeleton import fold

    checker = Checker()
    asked: Counter[str] = Counter()
    found: Counter[tuple[str, str]] = Counter()
    shown: list[str] = []
    for row in honest_rows(options.data):
        platform, handle = row["platform"], row["handle"]
        verdict = checker.check(handle, kind=platform)
        asked[platform] += 1
        what = verdict.status.value
        if what in FLAGGED and verdict.imitates is not None:
            brand, theirs = fold(verdict.imitates.brand.name), fold(row["brand"])
            what = "own" if brand in theirs or theirs in brand else "others"
            if what == "others":
                shown.append(
                    f"{platform}:@{handle} ({row['brand']}) -> {verdict.imitates.brand.id}"
                )
        found[platform, what] += 1
    columns = ("official", "own", "others", "invalid")
    print(f"\n{'shipped directory':28}" + "".join(f"{c:>12}" for c in ("accounts", *columns)))
    for platform, number in sorted(asked.items()):
        cells = "".join(f"{found[platform, c]:12,}" for c in columns)
        print(f"{platform:28}{number:12,}{cells}")
    total = sum(asked.values())
    others = sum(found[platform, "others"] for platform in asked)
    print(f"flagged, though others': {others} of {total:,}, {100 * others / total:.3f} %")
    if options.show:
        print("  " + "\n  ".join(shown))


def third_table() -> None:
    from ringtrue import Checker

    checker = Checker()
    names = [
        listed.value
        for brand in checker.directory.brands.values()
        for listed in brand.contacts
        if listed.kind == "instagram" and listed.status == "active" and len(listed.value) >= 5
    ]
    print(f"\n{'altered official names':28}{'names':>12}{'flagged, %':>12}")
    for title, alter in ALTERED.items():
        asked = [alter(name) for name in names if alter(name) != name]
        statuses = [checker.check(name, kind="instagram").status.value for name in asked]
        statuses = [status for status in statuses if status not in ("invalid", "official")]
        share = 100 * sum(status in FLAGGED for status in statuses) / len(statuses)
        print(f"{title:28}{len(statuses):12}{share:12.1f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), metavar="DIR")
    parser.add_argument("--peers", action="store_true", help="install and ask the peer too")
    parser.add_argument("--show", action="store_true", help="list misses and false alarms")
    options = parser.parse_args()
    first_table(options)
    second_table(options)
    third_table()


if __name__ == "__main__":
    main()
