"""One sign may stand for eighteen letters (U+FDFA): reading thousands of them took long."""

from __future__ import annotations

import pytest

from ringtrue import UnparseableContact, parse


@pytest.mark.parametrize("form", ["{}", "view-source:{}", "name (at) {}", "https://a.example/{}"])
def test_a_long_run_of_the_longest_ligature_is_refused(form: str) -> None:
    with pytest.raises(UnparseableContact) as refused:
        parse(form.format("\ufdfa" * 9))
    assert refused.value.code == "too_long"


def test_a_few_are_read() -> None:
    assert parse("https://a.example/" + "\ufdfa" * 8).kind == "url"
