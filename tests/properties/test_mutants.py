"""More mutants of test_listed_contacts.py: in a file of their own, which another core may take."""

from __future__ import annotations

import pytest
from test_listed_contacts import test_no_mutant_is_official as no_mutant_is_official


@pytest.mark.slow
@pytest.mark.parametrize("seed", [2, 3, 4])
def test_no_mutant_is_official(seed: int, capsys: pytest.CaptureFixture[str]) -> None:
    no_mutant_is_official(seed, capsys)
