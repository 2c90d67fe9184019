"""Which numbers and guards of detectors and search stages no test row holds in place.

    python benchmarks/detection/mutants.py [--only NAME ...] [--numbers] [--hosts N]

Each mutant changes one thing: a whole number by one up or down, a fraction by 0.05, a guard (``if
...: return``) is left out, or one side of an ``and`` or ``or``. It is noticed by the first answer
that differs: to the detector's own rows, to any row (tests/detectors, tests/golden.toml), or to N
contacts generated from the shipped list. An answer is status, brand, score and the findings with
the strengths that detectors judge (the fit of data/calibration.tsv makes one of many). Asked are
only those contacts whose check comes by the place. Functions of columns (``..._columns``) are left
to the tests of batches.

Printed are the mutants that no row notices, with what notices them ("generated", "nobody"), then a
sum for each file. A number that nobody notices has no evidence: give it a row, or delete it.
`--only` takes names of modules (combosquatting, candidates), `--numbers` leaves guards out.
`--unmet` writes down the numbers of detectors that no row holds, which a test lets only shrink.
"""

from __future__ import annotations

import argparse
import ast
import copy
import functools
import gc
import importlib
import random
import re
import signal
import sys
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any

from ringtrue import Checker, Directory, Policy
from ringtrue.model import ClosedChannel, Complete, Source
from ringtrue.records import forget_memos, replace

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("detectors", "search")
SHARED = {"__init__", "base", "likeness", "plan", "registry"}
"""Modules without judgement."""
STEP = 0.05
"""By how much a fraction is changed."""
UNMET = ROOT / "tests" / "detectors" / "unmet.txt"
TODAY = date(2026, 11, 23)


# -- mutants ---------------------------------------------------------------------------------------


@dataclass
class Mutant:
    """One change of one module's syntax tree, undone by `was`."""

    module: str
    """``detectors.combosquatting``."""
    key: str
    """Where, without line numbers: ``combosquatting._common: length < 5``."""
    change: str
    line: int
    holder: Any
    """The node, or the list, that holds what is changed."""
    place: Any
    """Its attribute, or its index."""
    value: ast.expr
    function: bool
    """Inside a function; else in an assignment of the module."""

    @property
    def place_id(self) -> tuple[str, int, Any]:
        """The same for all mutants of one place."""
        return self.module, id(self.holder), self.place

    @property
    def is_number(self) -> bool:
        return isinstance(self.value, ast.Constant) and not isinstance(self.value.value, bool)


_COLUMNS = re.compile(r"\b(np\.|Batch|Flags|Pairings|Column)")
"""What columns are called in a function's arguments."""


def _numbers(value: Any) -> list[Any]:
    if isinstance(value, int):
        return [value + 1, value - 1]
    return [round(new, 4) for new in (value + STEP, value - STEP) if 0 <= new <= 1]


class _Finder(ast.NodeVisitor):
    """Finds what can be changed in one module, in the order of its lines."""

    def __init__(self, module: str) -> None:
        self.module, self.name = module, module.rpartition(".")[2]
        self.found: list[Mutant] = []
        self._stack: list[str] = []
        self._told = ""
        self._seen: Counter[str] = Counter()

    def _add(self, node: ast.expr, told: str, change: str, at: tuple[Any, Any], new: Any) -> None:
        value = ast.copy_location(ast.Constant(new), node)
        where = ".".join([self.name, *self._stack])
        inside = bool(self._stack)
        key = f"{where}: {told}"
        found = Mutant(self.module, key, change, node.lineno, *at, value, inside)
        self.found.append(found)

    def _within(self, told: str, node: ast.AST) -> None:
        before, self._told = self._told, told
        self.generic_visit(node)
        self._told = before

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        if node.name.endswith("columns") or _COLUMNS.search(ast.unparse(node.args)):
            return
        self._stack.append(node.name)
        for line in node.body:
            self.visit(line)
        self._stack.pop()

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self._stack.append(node.name)
        for line in node.body:
            if isinstance(line, ast.FunctionDef):
                self.visit(line)
        self._stack.pop()

    def visit_Subscript(self, node: ast.Subscript) -> None:
        self.visit(node.value)  # what stands between the brackets is form, not judgement

    def visit_Assign(self, node: ast.Assign) -> None:
        self._within(ast.unparse(node.targets[0]), node)

    def visit_Compare(self, node: ast.Compare) -> None:
        self._within(ast.unparse(node), node)

    def visit_Call(self, node: ast.Call) -> None:
        self._within(ast.unparse(node) if self._stack else self._told, node)

    def visit_Return(self, node: ast.Return) -> None:
        self._within(ast.unparse(node), node)

    def visit_If(self, node: ast.If) -> None:
        leaves = len(node.body) == 1 and isinstance(node.body[0], (ast.Return, ast.Continue))
        if leaves and self._stack and not isinstance(node.test, ast.Constant):
            told = f"if {ast.unparse(node.test)}: {ast.unparse(node.body[0])}"
            self._add(node.test, told, "guard left out", (node, "test"), False)
        self.generic_visit(node)

    def visit_BoolOp(self, node: ast.BoolOp) -> None:
        for at, side in enumerate(node.values):
            if self._stack:
                told = ast.unparse(node)
                change = f"without: {ast.unparse(side)}"
                self._add(side, told, change, (node.values, at), isinstance(node.op, ast.And))
        self.generic_visit(node)

    def generic_visit(self, node: ast.AST) -> None:
        for name, field in ast.iter_fields(node):
            if isinstance(field, ast.Constant):
                self._constant(field, node, name)
            elif isinstance(field, list):
                for at, item in enumerate(field):
                    if isinstance(item, ast.Constant):
                        self._constant(item, field, at)
                    elif isinstance(item, ast.AST):
                        self.visit(item)
            elif isinstance(field, ast.AST):
                self.visit(field)

    def _constant(self, node: ast.Constant, holder: Any, place: Any) -> None:
        if type(node.value) not in (int, float):
            return
        told = self._told or ast.unparse(node)
        same = f"{'.'.join(self._stack)} {told} {node.value}"
        self._seen[same] += 1
        more = f" ({self._seen[same]})" if self._seen[same] > 1 else ""
        told += ("" if str(node.value) in told else f" = {node.value}") + more
        for new in _numbers(node.value):
            self._add(node, told, f"{node.value} -> {new}", (holder, place), new)


def modules(rooms: Iterable[str] = ROOMS) -> list[str]:
    """Names of the modules with judgement, below ``ringtrue``."""
    found = []
    for room in rooms:
        folder = Path(importlib.import_module(f"ringtrue.{room}").__file__ or "").parent
        found += [f"{room}.{p.stem}" for p in sorted(folder.glob("*.py")) if p.stem not in SHARED]
    return found


class Mutated:
    """One module, its mutants, and the functions that are alive of it."""

    def __init__(self, name: str) -> None:
        self.module: ModuleType = importlib.import_module(f"ringtrue.{name}")
        self.path = self.module.__file__ or ""
        self.tree = ast.parse(Path(self.path).read_text(encoding="utf-8"))
        finder = _Finder(name)
        for line in self.tree.body:
            finder.visit(line)
        self.mutants = finder.found
        self._functions: dict[tuple[str, int], list[FunctionType]] = {}
        for thing in gc.get_objects():
            if isinstance(thing, FunctionType) and thing.__module__ == self.module.__name__:
                code = thing.__code__
                self._functions.setdefault((thing.__qualname__, code.co_firstlineno), [])
                self._functions[thing.__qualname__, code.co_firstlineno].append(thing)
        self._codes = dict(_codes(self._compiled()))

    def watch(self, met: Callable[[tuple[str, int, Any]], None]) -> Callable[[], None]:
        """Makes every place that mutants change call `met` when it is come to, until the function
        that is returned is called."""
        named: dict[str, set[tuple[str, int, Any]]] = {}
        undo = []
        for mutant in {m.place_id: m for m in self.mutants}.values():
            if mutant.function:
                undo.append((mutant, _swap(mutant, None)))
            else:
                line = self._line_of(mutant)
                for name in [n.id for n in ast.walk(line) if isinstance(n, ast.Name)]:
                    named.setdefault(name, set()).add(mutant.place_id)
        self._places: list[set[tuple[str, int, Any]]] = []
        for mutant, was in reversed(undo):
            _swap(mutant, self._call({mutant.place_id}, was))
        vars(self.module)[_MET] = lambda at, value: ([met(p) for p in self._places[at]], value)[1]
        watched = (
            _Reading(named, self._call).visit(copy.deepcopy(self.tree)) if named else self.tree
        )
        ast.fix_missing_locations(watched)
        live = self._exchanged(compile(watched, self.path, "exec"))
        for mutant, was in undo:
            _swap(mutant, was)

        def stop() -> None:
            for function, code in live:
                function.__code__ = code
            del vars(self.module)[_MET]

        return stop

    def _call(self, places: set[tuple[str, int, Any]], value: ast.expr) -> ast.expr:
        self._places.append(places)
        at = ast.Constant(len(self._places) - 1)
        return ast.copy_location(ast.Call(ast.Name(_MET, ast.Load()), [at, value], []), value)

    def _exchanged(self, code: CodeType) -> list[tuple[FunctionType, CodeType]]:
        """Gives the functions that are alive their code from `code`; returns what they had."""
        had = []
        for at, new in _codes(code):
            if new != self._codes.get(at):
                for function in self._functions.get(at, ()):
                    had.append((function, function.__code__))
                    function.__code__ = new
        return had

    def _line_of(self, mutant: Mutant) -> ast.stmt:
        return next(x for x in self.tree.body if x.lineno <= mutant.line <= (x.end_lineno or 0))

    def _compiled(self) -> CodeType:
        return compile(self.tree, self.path, "exec")

    @contextmanager
    def changed(self, mutant: Mutant) -> Iterator[None]:
        """The change, while it lasts, in every function and in every copy of a constant."""
        was = _swap(mutant, mutant.value)
        live: list[tuple[FunctionType, CodeType]] = []
        undo: list[tuple[ModuleType, str, Any]] = []
        try:
            if mutant.function:
                live = self._exchanged(self._compiled())
            else:
                undo = self._reassigned(mutant)
            forget()
            yield
        finally:
            for function, code in live:
                function.__code__ = code
            for module, name, value in undo:
                setattr(module, name, value)
            _swap(mutant, was)
            forget()

    def _reassigned(self, mutant: Mutant) -> list[tuple[ModuleType, str, Any]]:
        space = dict(vars(self.module))
        exec(compile(ast.Module([self._line_of(mutant)], []), self.path, "exec"), space)
        undo: list[tuple[ModuleType, str, Any]] = []
        for name, old in list(vars(self.module).items()):
            if name in space and space[name] is not old and space[name] != old:
                for module in [m for n, m in sys.modules.items() if n.startswith("ringtrue.")]:
                    if vars(module).get(name) is old:
                        undo.append((module, name, old))
                        setattr(module, name, space[name])
        return undo


def _swap(mutant: Mutant, value: ast.expr) -> ast.expr:
    if isinstance(mutant.holder, list):
        was: ast.expr = mutant.holder[mutant.place]
        mutant.holder[mutant.place] = value
    else:
        was = getattr(mutant.holder, mutant.place)
        setattr(mutant.holder, mutant.place, value)
    return was


_MET = "__met__"


class _Reading(ast.NodeTransformer):
    """Makes functions that read a constant of the module tell so."""

    def __init__(self, named: dict[str, Any], call: Callable[..., ast.expr]) -> None:
        self._named, self._call, self._depth = named, call, 0

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        self._depth += 1
        node.body = [self.visit(line) for line in node.body]
        self._depth -= 1
        return node

    def visit_Name(self, node: ast.Name) -> ast.AST:
        if self._depth and isinstance(node.ctx, ast.Load) and node.id in self._named:
            return self._call(self._named[node.id], node)
        return node


def _codes(code: CodeType) -> Iterator[tuple[tuple[str, int], CodeType]]:
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield (inner.co_qualname, inner.co_firstlineno), inner
            yield from _codes(inner)


_caches: list[Any] = []


def forget() -> None:
    """Empties what functions remember of their answers; tables stay."""
    if not _caches:
        rooms = ("detectors", "search", "reading", "index", "directory", "judging")
        for thing in gc.get_objects():
            if isinstance(thing, functools._lru_cache_wrapper):
                function = thing.__wrapped__
                room = function.__module__.partition(".")[2].partition(".")[0]
                if room in rooms and function.__code__.co_argcount:
                    _caches.append(thing)
    for cache in _caches:
        cache.cache_clear()
    forget_memos()


# -- what notices them -----------------------------------------------------------------------------

Question = tuple[Checker, dict[str, Any]]
Answer = tuple[object, ...]
POLICY = Policy(calibrated=False)


def answer(question: Question) -> Answer:
    checker, asked = question
    verdict = checker.check(**asked)
    imitated = verdict.imitates.brand.id if verdict.imitates is not None else ""
    found = tuple((e.code, e.strength, e.brand_id) for e in verdict.evidence)
    return verdict.status, verdict.score, imitated, found


def _asked(row: dict[str, Any]) -> dict[str, Any]:
    asked = {name: row[name] for name in ("kind", "claims", "region") if name in row}
    return {"raw": row["contact"], **asked}


def rows() -> dict[str, list[Question]]:
    """What the rows of tests ask: by detector, and ``golden``."""
    checkers: dict[object, Checker] = {}
    found: dict[str, list[Question]] = {}
    for path in sorted((ROOT / "tests" / "detectors").glob("*.toml")):
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        more = [tuple(map(tuple, table.get(name, ()))) for name in ("closed", "complete")]
        told = (*more, tuple(table.get("cited", ())))
        for row in (*table["fires"], *table["quiet"]):
            official = tuple(map(tuple, row.get("official", table["official"])))
            if (official, told) not in checkers:
                checkers[official, told] = Checker(_directory(official, *told), POLICY, TODAY)
            asked = _asked(row)
            found.setdefault(path.stem, []).append((checkers[official, told], asked))
    golden = tomllib.loads((ROOT / "tests" / "golden.toml").read_text(encoding="utf-8"))
    shipped = Checker(None, POLICY, TODAY)
    found["golden"] = [(shipped, _asked(row)) for row in golden["verdict"]]
    return found


def _directory(
    official: Iterable[Any],
    closed: Iterable[tuple[str, str, str]],
    complete: Iterable[tuple[str, str]] = (),
    cited: Iterable[str] = (),
) -> Directory:
    directory = Directory.from_rows(official)
    source = Source("help.example/statement", "A", "2026-11-23")
    stated: dict[str, tuple[ClosedChannel, ...]] = {}
    for brand, channel, statement in closed:
        one = ClosedChannel(channel, statement, source, "2026-11-23", "")
        stated[brand] = (*stated.get(brand, ()), one)
    whole = [(brand, Complete(kind, source, "2026-11-23", "")) for brand, kind in complete]
    made = []
    for brand in directory.brands.values():
        contacts = brand.contacts
        if brand.id in cited:
            contacts = tuple([replace(listed, sources=(source,)) for listed in contacts])
        all_of = tuple([one for owner, one in whole if owner == brand.id])
        off = stated.get(brand.id, ())
        made.append(replace(brand, contacts=contacts, closed_channels=off, complete=all_of))
    return Directory(made)


LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789-"
AFFIXES = (
    "support", "help", "login", "my", "app", "wallet", "pay", "bank", "24", "x", "qz", "io",
    "group", "docs", "status", "garden", "team", "kefu", "secure-login", "verify-account", "river",
)  # fmt: skip
ENDINGS = ("com", "net", "org", "io", "top", "xyz", "shop", "de", "co.uk", "web.app", "example")


def generated(count: int) -> list[Question]:
    """Contacts made from the shipped list by a fixed seed: slips, affixes, other endings, names in
    subdomains and paths, accounts, mailboxes, numbers."""
    chance, checker = random.Random(20261130), Checker(None, POLICY, TODAY)
    listed = [c for brand in checker.directory.brands.values() for c in brand.contacts]
    hosts = [c.value for c in listed if c.kind in ("domain", "host")]
    numbers = [c.value for c in listed if c.kind == "phone" and c.value.startswith("+")]
    found: list[Question] = []
    while len(found) < count:
        name, ending = chance.choice(hosts).split(".")[0], chance.choice(ENDINGS)
        for _ in range(chance.choice((0, 0, 1, 1, 2))):
            name = _slipped(name, chance)
        glue = chance.choice(("", "-", "-", "."))
        word = chance.choice(AFFIXES)
        both = chance.choice((name, f"{name}{glue}{word}", f"{word}{glue}{name}"))
        host = f"{both}.{ending}".strip("-.")
        bare = both.replace(".", "").replace("-", "_")
        made = chance.choice(
            [
                host, host, host, host, f"{name}.{word}-{ending}.x.example",
                f"www.{both}.{chance.choice(('com', 'co.jp'))}.q7x.{ending}", f"https://{host}/a",
                f"https://{word}.example/{both}/login", f"https://{word}.web.app/{both}",
                f"x:@{bare}", f"telegram:@{bare}", f"{bare}@gmail.com", f"{word}@{host}",
                f"{both.title()} <{word}@mail.example>", _slipped(chance.choice(numbers), chance),
            ]
        )  # fmt: skip
        found.append((checker, {"raw": made}))
    return found


def _slipped(text: str, chance: random.Random) -> str:
    at = chance.randrange(1, len(text)) if len(text) > 1 else 0
    letter = chance.choice("0123456789" if text[at:].isdigit() else LETTERS)
    return chance.choice(
        (
            text[:at] + letter + text[at:],
            text[:at] + letter + text[at + 1 :],
            text[:at] + text[at + 1 :],
        )
    )


ENDLESS = 2.0
"""Seconds of processor time after which an answer is given up."""


def _same(question: Question, right: Answer) -> bool:
    """Whether the answer is the right one; a fault or an endless loop is not."""
    signal.setitimer(signal.ITIMER_VIRTUAL, ENDLESS)
    try:
        return answer(question) == right
    except Exception:
        return False
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


def _give_up(*_: object) -> None:
    raise TimeoutError


class Judge:
    """Knows the answers, and which of them come by a place that a mutant changes."""

    def __init__(self, sources: Iterable[Mutated], hosts: int = 0) -> None:
        self._asked = [(name, q) for name, asked in rows().items() for q in asked]
        self._asked += [("generated", q) for q in generated(hosts)]
        self._right: list[Answer] = []
        self._meeting: dict[tuple[str, int, Any], dict[int, None]] = {}
        signal.signal(signal.SIGVTALRM, _give_up)
        # Else much is built anew for each mutant.
        self._asked[-1][1][0].prepare()
        for checker in {id(checker): checker for _, (checker, _) in self._asked}.values():
            checker.directory.prepare()
        stops = [source.watch(self._met) for source in sources]
        for _, question in self._asked:
            forget()
            self._right.append(answer(question))
        for stop in stops:
            stop()
        forget()

    def _met(self, place: tuple[str, int, Any]) -> None:
        self._meeting.setdefault(place, {})[len(self._right)] = None

    def noticed(self, source: Mutated, mutant: Mutant) -> str:
        """``own``, ``rows``, ``generated`` or ``nobody``."""
        own = mutant.module.rpartition(".")[2]
        ranks = {own: 0, "generated": 2}
        meeting = self._meeting.get(mutant.place_id, {})
        in_turn = sorted(meeting, key=lambda at: (ranks.get(self._asked[at][0], 1), at))
        with source.changed(mutant):
            for at in in_turn:
                name, question = self._asked[at]
                if not _same(question, self._right[at]):
                    return name if name == "generated" else "own" if name == own else "rows"
        return "nobody"


def unmet(sources: Iterable[Mutated]) -> set[str]:
    """The numbers that no row of the tests holds: whichever way they change, no answer does."""
    sources = list(sources)
    judge = Judge(sources)
    noticed: dict[str, bool] = {}
    for source in sources:
        for mutant in source.mutants:
            if mutant.is_number and not noticed.get(mutant.key):
                noticed[mutant.key] = judge.noticed(source, mutant) != "nobody"
    return {key for key, met in noticed.items() if not met}


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--only", nargs="+", default=[], metavar="NAME", help="these modules")
    parser.add_argument("--numbers", action="store_true", help="leave guards out")
    parser.add_argument("--hosts", type=int, default=3000, metavar="N", help="generated contacts")
    parser.add_argument("--unmet", action="store_true", help="write tests/detectors/unmet.txt")
    options = parser.parse_args()
    if options.unmet:
        found = unmet(map(Mutated, modules(["detectors"])))
        UNMET.write_text("".join(f"{key}\n" for key in sorted(found)), encoding="utf-8")
        return
    names = [n for n in modules() if not options.only or n.rpartition(".")[2] in options.only]
    sources = {name: Mutated(name) for name in names}
    judge = Judge(sources.values(), options.hosts)
    sums = {name: Counter[str]() for name in names}
    for name, source in sources.items():
        for mutant in source.mutants:
            if mutant.is_number or not options.numbers:
                by = judge.noticed(source, mutant)
                sums[name][by] += 1
                if by in ("generated", "nobody"):
                    print(
                        f"{by:10}{name}:{mutant.line}  {mutant.key}  [{mutant.change}]", flush=True
                    )
    ways = ("own", "rows", "generated", "nobody")
    print(f"\n{'':34}{'mutants':>8}" + "".join(f"{way:>11}" for way in ways))
    total: Counter[str] = Counter()
    for name, seen in sums.items():
        total += seen
        print(f"{name:34}{sum(seen.values()):8}" + "".join(f"{seen[way]:11}" for way in ways))
    print(f"{'all':34}{sum(total.values()):8}" + "".join(f"{total[way]:11}" for way in ways))


if __name__ == "__main__":
    main()
