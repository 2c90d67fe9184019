"""One checker for many threads and processes, and what it does where names crowd."""

from __future__ import annotations

import gc
import multiprocessing
import random
import sys
import threading
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from itertools import product

import pytest

from ringtrue import Checker, Directory
from ringtrue.text.words import popular_labels

ROWS = [
    ("acme", "Acme Wallet", "domain", "acmewallet.example"),
    ("acme", "Acme Wallet", "telegram", "acmewallet"),
    ("bank", "Meridian Bank", "phone", "+18005550142"),
    ("bank", "Meridian Bank", "domain", "meridianbank.example"),
    ("bank", "Meridian Bank", "email", "help@meridianbank.example"),
]


def contacts(seed: int, count: int) -> list[str]:
    chance = random.Random(seed)
    labels = popular_labels().split("\n")
    found = []
    for _ in range(count):
        label = chance.choice(labels)
        found.append(
            chance.choice(
                [
                    f"{label}-acmewalet.example",
                    f"https://acmewallet.{label}.example/login",
                    f"help@meridianbamk.{label}.example",
                    f"telegram:@acmewallet_{label[:9]}",
                    f"+1 800 555 01{chance.randrange(10, 99)}",
                    "acmewallet.example",
                    f"{label}.example",
                ]
            )
        )
    return found


def said(checker: Checker, items: list[str]) -> list[tuple[str, float, tuple[str, ...]]]:
    verdicts = (checker.check(item) for item in items)
    return [(v.status.value, v.score, tuple(e.code for e in v.evidence)) for v in verdicts]


def fresh_process(items: list[str]) -> list[tuple[str, float, tuple[str, ...]]]:
    return said(Checker(Directory.from_rows(ROWS)), items)


def test_threads_that_start_together_agree() -> None:
    """They meet on indexes that nobody has built yet, and switch as often as they can."""
    items = contacts(1, 150)
    expected = fresh_process(items)
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        for _ in range(3):
            checker = Checker(Directory.from_rows(ROWS))
            start = threading.Barrier(8)

            def work(checker: Checker = checker, start: threading.Barrier = start) -> list:
                start.wait()
                return said(checker, items)

            with ThreadPoolExecutor(8) as pool:
                answers = [pool.submit(work) for _ in range(8)]
            assert all(answer.result() == expected for answer in answers)
    finally:
        sys.setswitchinterval(before)


@pytest.mark.parametrize("method", ["spawn", "forkserver"])
def test_processes_agree(method: str) -> None:
    if method not in multiprocessing.get_all_start_methods():
        pytest.skip(f"no {method} here")
    parts = [contacts(seed, 60) for seed in (2, 3)]
    context = multiprocessing.get_context(method)
    with ProcessPoolExecutor(2, mp_context=context) as pool:
        assert list(pool.map(fresh_process, parts)) == [fresh_process(part) for part in parts]


def test_a_checker_that_is_in_use_survives_a_fork() -> None:
    """A pre-forking server builds its checker once; the children go on with it."""
    if "fork" not in multiprocessing.get_all_start_methods():
        pytest.skip("no fork here")
    checker = Checker(Directory.from_rows(ROWS))
    items = contacts(4, 60)
    expected = said(checker, items)
    context = multiprocessing.get_context("fork")
    queue = context.SimpleQueue()
    child = context.Process(target=lambda: queue.put(said(checker, items)))
    child.start()
    assert queue.get() == expected
    child.join()
    assert child.exitcode == 0


def test_work_is_bounded_where_names_crowd_and_the_answer_says_so() -> None:
    letters = "abcdefghijklmnopqrstuvwxyz"
    rows = [
        (f"b{i}", f"paymentservice{tail}", "domain", f"paymentservice{tail}.example")
        for i, tail in enumerate(map("".join, product(letters, letters, letters[:8])))
    ]
    checker = Checker(Directory.from_rows(rows))
    verdict = checker.check("paymentserviceaa.example")
    assert "comparison_limit" in [e.code for e in verdict.evidence]
    few = Checker(Directory.from_rows(rows[:3])).check("paymentserviceaa.example")
    assert "comparison_limit" not in [e.code for e in few.evidence]


def test_a_directory_that_is_let_go_is_gone_at_once() -> None:
    """A server that takes up a new list must not hold the old one until cycles are looked for."""
    asked = (
        "acmewalet.example",
        "+18005550143",
        "@acmewallet_help",
        "acmewallet.example.help.example",
    )

    def use() -> None:
        checker = Checker(Directory.from_rows(ROWS))
        for contact in asked:
            checker.check(contact)
        checker.scan("Acme Wallet support: acmewalet.example")

    use()  # what is made once for all is made
    gc.collect()
    gc.disable()
    try:
        use()
        assert gc.collect() == 0
    finally:
        gc.enable()
