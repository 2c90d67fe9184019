"""Every number of a detector is held by a row: when it changes, the answer to a row does.

Those that are not held yet stand in unmet.txt, and no other may. After writing rows, or renaming:

    python benchmarks/detection/mutants.py --unmet
"""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def test_numbers_that_no_row_holds_are_known_and_grow_fewer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks" / "detection"))
    import mutants

    found = mutants.unmet(map(mutants.Mutated, mutants.modules(["detectors"])))
    known = set(mutants.UNMET.read_text(encoding="utf-8").splitlines())
    new, gone = sorted(found - known), sorted(known - found)
    assert not new, f"give each of these a row that changes with it: {new}"
    assert not gone, f"these are held now, or gone: take them out of unmet.txt: {gone}"
