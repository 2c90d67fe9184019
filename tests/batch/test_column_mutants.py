"""Change a number of a condition, and single check and batch change alike.

Every number that a column form names is made one more and one less (a strength by 0.05): the batch
must still lose nothing. What a number moves is seen in hosts made for it: names of every length,
everyday and famous ones, with letters, hyphens, dots and bait words at and in them.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import random
import sys
from functools import cache
from types import ModuleType

import pytest

from ringtrue import Checker, Directory
from ringtrue.records import forget_memos
from ringtrue.text.words import popular_labels

pa = pytest.importorskip("pyarrow")
pytest.importorskip("numpy")

from ringtrue.batch.early_exit import EarlyExit  # noqa: E402

MODULES = (
    "detectors.combosquatting", "detectors.typosquatting", "detectors.homograph",
    "detectors.cheap_ending", "detectors.context", "detectors.bait", "search.across",
    "search.bait_off", "search.hyphen_parts", "search.short_pieces",
)  # fmt: skip
NAMES = {
    3: ("jcb", "ups", "wax"), 4: ("line", "eset", "epos"), 5: ("chase", "aiful", "orico", "bitme"),
    6: ("ledger", "amazon", "aleph0", "ebanks"), 7: ("phantom", "binance", "twitter"),
    8: ("metamask", "coinbase", "balancer"), 9: ("etherscan", "citicbank"),
    10: ("smbc-cards", "walletpays", "tokenpocket"),
}  # fmt: skip
FAMOUS = ("amazon", "binance", "twitter", "coinbase", "chase", "line")
BAITS = ("login", "support", "pay", "24", "docs", "kf", "my")


def is_of_columns(function: ast.FunctionDef) -> bool:
    return function.name.endswith("columns") or function.name == "counts"


def numbers(module: ModuleType) -> set[str]:
    """Numbers (or ranges of them) that a module sets and its column forms name."""
    body = ast.parse(inspect.getsource(module)).body
    own = {
        target.id
        for line in body
        if isinstance(line, ast.Assign)
        for target in line.targets
        if isinstance(target, ast.Name)
    }
    forms = [f for f in body if isinstance(f, ast.FunctionDef) and is_of_columns(f)]
    named = {n.id for f in forms for n in ast.walk(f) if isinstance(n, ast.Name)} | {"SHARED"}
    return {n for n in own & named if isinstance(getattr(module, n), (int, float, range))}


def changed(value: float | range) -> list[float | range]:
    if isinstance(value, range):  # shorter words than the least stand in no table of words
        begin, end = value.start, value.stop
        return [range(begin + 1, end), range(begin, end - 1), range(begin, end + 1)]
    step = 0.05 if isinstance(value, float) else 1
    return [round(value - step, 2), round(value + step, 2)]


CASES = [
    (name, number, new)
    for name in MODULES
    for number in sorted(numbers(importlib.import_module(f"ringtrue.{name}")))
    for new in changed(getattr(importlib.import_module(f"ringtrue.{name}"), number))
]


@cache
def directory() -> Directory:
    rows = [
        (name, name.title(), "domain", f"{name}.example") for row in NAMES.values() for name in row
    ]
    real = Directory.default().brands.values()
    known = [brand for brand in real if brand.name.lower() in FAMOUS]
    return Directory.from_rows(rows) | Directory(known)


@cache
def hosts() -> list[str]:
    chance = random.Random(5)
    labels = [label for label in popular_labels().split("\n") if label.isalpha()][:5000]
    found = []
    for name in [name for row in NAMES.values() for name in row]:
        for _ in range(45):
            at, letter = chance.randrange(1, len(name)), chance.choice("aeinorstx")
            bait, word = chance.choice(BAITS), chance.choice(labels)
            few = "".join(chance.choices("aeioxqz", k=chance.randint(1, 3)))
            worn = chance.choice(
                (name, name, name, name[:at] + letter + name[at:], name[:at] + name[at + 1 :],
                 name[:at] + letter + name[at + 1 :], name.replace("i", "l"), f"{letter}{name[1:]}",
                 f"{name[:at]}-{name[at:]}", name.replace("m", "rn").replace("o", "0"))
            )  # fmt: skip
            form = chance.choice(
                (f"{worn}{few}", f"{few}{worn}", f"{worn}-{bait}", f"{bait}{worn}", f"{worn}{bait}",
                 f"{worn}{word[:5]}", f"{word[-5:]}{worn}", f"{word[-2:]}{worn}{word[:2]}",
                 f"{few}{worn}{bait}", f"{worn}-{few}7x", f"{word[:6]}-{worn}", f"{worn}s{bait}",
                 f"{bait}-{chance.choice(BAITS)}", f"{worn[:at]}.{worn[at:]}", worn, f"www{worn}")
            )  # fmt: skip
            found.append(f"{form}.{chance.choice(('com', 'net', 'top', 'icu', 'co.uk'))}")
    return sorted(set(found))


def forget() -> None:
    """Empties what detectors remember of their answers."""
    for name, module in list(sys.modules.items()):
        if name.startswith("ringtrue.detectors."):
            for thing in vars(module).values():
                if hasattr(thing, "cache_clear") and inspect.signature(thing).parameters:
                    thing.cache_clear()
    forget_memos()


def lost() -> list[str]:
    """Hosts that are left out although a check finds something."""
    checker = Checker(directory())
    kept = EarlyExit(directory()).keeps(pa.array(hosts())).tolist()
    out = [host for host, is_kept in zip(hosts(), kept, strict=True) if not is_kept]
    return [host for host in out if checker.check(host).evidence]


def test_hosts_show_something_and_none_is_lost_today() -> None:
    checker = Checker(directory())
    found = [host for host in hosts() if checker.check(host).evidence]
    assert 0.3 < len(found) / len(hosts()) < 0.95
    assert lost() == []


@pytest.mark.parametrize(("module", "number", "new"), CASES)
def test_a_batch_follows_a_changed_number(
    module: str, number: str, new: float | range, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importlib.import_module(f"ringtrue.{module}"), number, new)
    forget()
    try:
        wrong = lost()
    finally:
        monkeypatch.undo()
        forget()
    assert wrong == []
