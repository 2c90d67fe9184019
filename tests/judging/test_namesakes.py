"""Brands that share a name: what stands beside it decides."""

from __future__ import annotations

import pytest

from ringtrue import Checker, Directory

ROWS = [
    ("numa", "Numa Bank", "domain", "numabank.example"),
    ("numa", "Numa Bank", "alias", "Numa"),
    ("numa", "Numa Bank", "host", "bk.numabank.example"),
    ("numa-card", "Numa Card", "domain", "numa-card.example"),
    ("numa-card", "Numa Card", "domain", "numapass.example"),
    ("numa-card", "Numa Card", "host", "cr.numabank.example"),
    ("trala", "Trala Rail", "domain", "trala.example"),
    ("trala-card", "Trala View", "url", "https://www.trala.example/card"),
]
CHECKER = Checker(Directory.from_rows(ROWS))


@pytest.mark.parametrize(
    ("seen", "brand"),
    [
        ("numa-card.test", "numa-card"),
        ("www.numacards.x7k2q.test", "numa-card"),
        ("numa-crad-login.test", "numa-card"),
        ("cr.numabank.x7k2q.test", "numa-card"),
        ("bk.numabank.x7k2q.test", "numa"),
        ("numabank-login.test", "numa"),
        ("numabank.example.x7k2q.test", "numa"),
        ("trala-card.x7k2q.test", "trala-card"),
        ("trala-tickets.x7k2q.test", "trala"),
    ],
)
def test_the_word_beside_a_shared_name_decides(seen: str, brand: str) -> None:
    verdict = CHECKER.check(seen)
    assert verdict.imitates is not None, verdict
    assert verdict.imitates.brand.id == brand


def test_ties_are_settled_the_same_way_whatever_the_order_of_the_list() -> None:
    turned = Checker(Directory.from_rows(reversed(ROWS)))
    for seen in ("numa-login.test", "trala.x7k2q.test", "numabank.x7k2q.test", "numa-pass.test"):
        one, other = CHECKER.check(seen), turned.check(seen)
        assert one.imitates == other.imitates
        assert one.score == other.score


def test_brands_without_a_common_name_do_not_take_from_each_other() -> None:
    """``card`` is in a name of the one, and the other has no part in that name."""
    rows = [
        ("velora", "Velora Bank", "domain", "velorabank.example"),
        ("card", "Orla Card", "domain", "orlacard.example"),
    ]
    verdict = Checker(Directory.from_rows(rows)).check("velorabank.orlacad.card.test")
    assert {"velora", "card"} <= {item.brand_id for item in verdict.evidence}
    assert verdict.imitates is not None
    assert verdict.imitates.brand.id == "velora"
