"""What each branch of detectors and search stages is worth: how many contacts it changes.

    python benchmarks/detection/branches.py [--data DIR] [--seed N] [--only NAME ...] [--all]

Every ``if`` of a function (statement or expression) is forced to be false, one at a time, and all
contacts are asked again whose check calls that function. Printed is on how many of each set status,
brand or evidence change: names and accounts that operators made (``made``), labelled hosts and URLs
(``labelled``), honest names and accounts (``honest``), rows of tests (``rows``). A branch that
changes none is printed with "nothing": give it a row that needs it, or delete it. ``--all`` prints
the others too. Guards of types (``is None``, ``isinstance``) and functions of columns are left out.
"""

from __future__ import annotations

import argparse
import ast
import gc
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

import hosts
import mutants
import urls

sys.path.append(str(Path(__file__).resolve().parents[1] / "generalisation"))

import contact_names
import honest_contacts
import measure
import names

from ringtrue import Checker, Directory

SETS = ("made", "labelled", "honest", "rows")
Key = tuple[str, str, int]
"""File, qualified name and first line of a function."""
Question = tuple[str, Checker, dict[str, Any]]


def questions(folder: Path, seed: int) -> list[Question]:
    """What is asked: set, checker, and what `Checker.check` takes."""
    found: list[Question] = []

    def ask(group: str, checker: Checker, raw: str, **more: str) -> None:
        found.append((group, checker, {"raw": raw, **more}))

    rng = random.Random(seed)
    brands = names.sample(folder, rng, 100, "test")
    sampled = Directory.from_rows((b.domain, b.label, "domain", b.domain) for b in brands)
    checker, shipped, maker = Checker(sampled), Checker(), names.maker_of(rng)
    for variant in names.variants(brands, rng, maker, 1):
        ask("made", checker, variant.host)
    targets, directory = contact_names.sample(folder, rng, 60)
    checker = Checker(directory)
    for operators in (contact_names.ACCOUNTS, contact_names.SHOWN, contact_names.MAIL):
        for contact, *_ in contact_names.made(targets, operators, maker, 1):
            ask("made", checker, contact)
    data = hosts.load(folder)
    checker = Checker(Directory.from_rows(hosts.rows(data)))
    for row in data["pos"]:
        ask("labelled", checker, row["host"].strip("/"))
    for row in data["neg"]:
        ask("honest", checker, row["host"])
    directory, labels, _ = urls.brand_table()
    checker, taken = Checker(directory), Counter[str]()
    for row in urls.read(folder / "pos_urls_dev_labelled.tsv.gz"):
        brand = labels.get(row["brand"], "")
        taken[brand] += 1
        if brand and taken[brand] <= 12 and urls.host_visible(row):
            ask("labelled", checker, row["url_or_domain"])
    for domains in measure.honest(folder).values():
        for domain in domains[:1500]:
            ask("honest", shipped, domain)
    for number, row in enumerate(honest_contacts.accounts(folder, "work")):
        if number % 8 == 0:
            ask("honest", shipped, row["handle"], kind=row["platform"])
    for asked in mutants.rows().values():
        found += [("rows", checker, more) for checker, more in asked]
    return found


def answer(question: Question) -> tuple[object, ...]:
    verdict = question[1].check(**question[2])
    named = verdict.imitates.brand.id if verdict.imitates else ""
    return verdict.status, named, tuple((e.code, e.brand_id) for e in verdict.evidence)


# -- branches --------------------------------------------------------------------------------------


def _is_of_types(test: ast.expr) -> bool:
    told = ast.unparse(test)
    return told.endswith(("is None", "is not None")) or "isinstance(" in told


def branches(tree: ast.Module) -> Iterator[ast.If | ast.IfExp]:
    """The branches inside functions, those of columns left out."""
    stack: list[tuple[ast.AST, bool]] = [(tree, False)]
    while stack:
        node, inside = stack.pop()
        if isinstance(node, ast.FunctionDef):
            if node.name.endswith("columns") or node.name == "counts":
                continue
            inside = True
        if inside and isinstance(node, (ast.If, ast.IfExp)) and not _is_of_types(node.test):
            yield node
        stack += [(child, inside) for child in reversed(list(ast.iter_child_nodes(node)))]


def codes(code: CodeType) -> Iterator[CodeType]:
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield inner
            yield from codes(inner)


def key_of(code: CodeType) -> Key:
    return code.co_filename, code.co_qualname, code.co_firstlineno


def functions(rooms: tuple[str, ...]) -> dict[Key, list[FunctionType]]:
    """The functions of some rooms that are loaded."""
    found: dict[Key, list[FunctionType]] = {}
    for thing in gc.get_objects():
        if isinstance(thing, FunctionType):
            found.setdefault(key_of(thing.__code__), []).append(thing)
    return {
        key: those for key, those in found.items()
        if any(f"/ringtrue/{room}/" in key[0] for room in rooms)
    }  # fmt: skip


def callers(asked: list[Question], known: dict[Key, list[FunctionType]]) -> dict[Key, list[int]]:
    """By function: the questions whose check calls it (nothing is remembered of the one before)."""
    found: dict[Key, list[int]] = {key: [] for key in known}
    seen: set[Key] = set()

    def watch(frame: Any, event: str, _: Any) -> None:
        if event == "call":
            seen.add(key_of(frame.f_code))

    for number, question in enumerate(asked):
        mutants.forget()
        seen.clear()
        sys.setprofile(watch)
        try:
            answer(question)
        finally:
            sys.setprofile(None)
        for key in seen:
            if key in found:
                found[key].append(number)
    return found


def forced(source: Path, tree: ast.Module, node: ast.If | ast.IfExp) -> dict[Key, CodeType]:
    """The code of the functions of a module where one branch is never taken."""
    test, node.test = node.test, ast.copy_location(ast.Constant(False), node.test)
    try:
        made = compile(tree, str(source), "exec")
    finally:
        node.test = test
    return {key_of(code): code for code in codes(made)}


def changed(
    asked: list[Question],
    right: list[tuple[object, ...]],
    numbers: list[int],
    swap: Callable[[bool], None],
) -> Counter[str]:
    swap(True)
    found: Counter[str] = Counter()
    try:
        mutants.forget()
        for number in numbers:
            try:
                differs = answer(asked[number]) != right[number]
            except Exception:  # what breaks without it needs it
                differs = True
            found[asked[number][0]] += differs
    finally:
        swap(False)
        mutants.forget()
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), metavar="DIR")
    parser.add_argument("--seed", type=int, default=20261201)
    parser.add_argument("--only", nargs="*", default=[], metavar="NAME", help="names of modules")
    parser.add_argument("--all", action="store_true", help="branches that change something too")
    options = parser.parse_args()
    asked = questions(options.data, options.seed)
    right = [answer(question) for question in asked]
    known = functions(("detectors", "search"))
    called = callers(asked, known)
    sizes = Counter(question[0] for question in asked)
    print(", ".join(f"{sizes[kind]:,} {kind}" for kind in SETS))
    print(f"{'changed':>9}{'made':>8}{'labelled':>10}{'honest':>8}{'rows':>7}")
    dead = total = 0
    for file in sorted({Path(key[0]) for key in known}):
        if options.only and file.stem not in options.only:
            continue
        tree = ast.parse(file.read_text(encoding="utf-8"))
        original = {key_of(code): code for code in codes(compile(tree, str(file), "exec"))}
        for node in branches(tree):
            other = forced(file, tree, node)
            keys = [k for k in original if k in known and other[k] != original[k]]
            numbers = sorted({number for key in keys for number in called[key]})

            def swap(
                on: bool,
                keys: list[Key] = keys,
                other: dict[Key, CodeType] = other,
                original: dict[Key, CodeType] = original,
            ) -> None:
                for key in keys:
                    for function in known[key]:
                        function.__code__ = other[key] if on else original[key]

            met = changed(asked, right, numbers, swap) if numbers else Counter()
            every = sum(met.values())
            total += 1
            dead += not every
            if not every or options.all:
                cells = f"{every or 'nothing':>9}" + "".join(
                    f"{met[kind]:>{width}}" for kind, width in zip(SETS, (8, 10, 8, 7), strict=True)
                )
                text = ast.unparse(node.test)[:70]
                print(f"{cells}  {file.parent.name}/{file.name}:{node.lineno}: {text}", flush=True)
    print(f"{dead} of {total} branches change nothing")


if __name__ == "__main__":
    main()
