"""What names share at their ends, as the list has it."""

from __future__ import annotations

from ringtrue import Directory

TRADE = [(f"{name}bank", f"{name}bank", "domain", f"{name}bank.example") for name in "pqrstuvw"]
LIST = Directory.from_rows([*TRADE, ("metamask", "MetaMask", "domain", "metamask.io")])
BITS = 24.0


def test_a_word_of_the_trade_leaves_a_name_its_own_letters() -> None:
    edges = LIST.names.edges
    assert edges.own("zbank", "pbank", BITS) < BITS / 5  # one letter of five is its own
    assert edges.own("metamsk", "metamask", BITS) == BITS  # nobody else begins or ends so


def test_what_is_not_shared_with_the_seen_name_counts_for_nothing() -> None:
    assert LIST.names.edges.own("pbamk", "pbank", BITS) == BITS
