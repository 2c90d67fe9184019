"""Two thousand verdicts are what they were when digests.tsv was written."""

from __future__ import annotations

import answers
import pytest

from ringtrue import Checker

COMMAND = ".venv/bin/python tests/identity/answers.py"


def test_answers_are_what_they_were() -> None:
    found = answers.changed()
    assert not found, (
        f"{len(found)} contacts are answered otherwise (o, i, s, n, x: official, impersonation, "
        f"suspicious, unknown, invalid; with lists {', '.join(answers.LISTS)}), among them\n  "
        + "\n  ".join(found[:12])
        + f"\nSee all with `{COMMAND}`. If that is wanted, renew them with `{COMMAND} --renew` and "
        "say in the commit which changed and why."
    )


def test_every_status_is_among_them() -> None:
    text = answers.FILE.read_text(encoding="utf-8").splitlines()
    letters = [cell[0] for line in text for cell in line.split("\t")[1:]]
    assert {letter: letters.count(letter) for letter in "oisnx" if letters.count(letter) < 30} == {}
    assert 1_900 <= len(text) <= 2_300


@pytest.mark.parametrize("name", answers.LISTS)
def test_a_table_of_them_is_judged_alike(name: str) -> None:
    pa = pytest.importorskip("pyarrow")
    from ringtrue.batch.table import COLUMNS, check_table

    checker = Checker(answers.directory(name), today=answers.TODAY)
    asked = [contact for contact in answers.contacts() if "\n" not in contact]
    table = check_table(pa.table({"contact": asked}), "contact", checker=checker)
    columns = [table[name].to_pylist() for name in COLUMNS]
    for contact, *row in zip(asked, *columns, strict=True):
        verdict = checker.check(contact)
        assert row == [
            verdict.status.value,
            verdict.score,
            verdict.brand.id if verdict.brand else None,
            verdict.imitates.brand.id if verdict.imitates else None,
            [item.code for item in verdict.evidence],
        ], contact
