"""The tables of platforms."""

from __future__ import annotations

from ringtrue.kinds import platforms


def test_places_are_those_of_the_links() -> None:
    hosts, parents = platforms._places()
    assert hosts == platforms._links().keys()
    written = (*platforms._links(), *platforms._by_host())
    assert parents == {host.partition(".")[2] for host in written if host[0] in "*?"}
    assert platforms._written()[1] == set(written)
