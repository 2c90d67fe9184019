"""Hosts are read as browsers read them: the vectors of web-platform-tests, each with its outcome.

Where we differ, a rule says why, and nothing else may: what no resolver could look up (RFC 1035:
labels of 63 octets, names of 253, no empty label), and NUL, which is in no contact.
"""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from ringtrue import UnparseableContact, parse
from ringtrue.kinds.facets import DomainName, IpAddress

VECTORS = json.loads(
    gzip.decompress((Path(__file__).parent / "wpt" / "url_vectors.json.gz").read_bytes())
)


def _host(text: str) -> str | None:
    try:
        contact = parse(text, "url")
    except UnparseableContact:
        return None
    first = contact.facets[0]
    if isinstance(first, DomainName):
        return first.host
    return first.address if isinstance(first, IpAddress) else ""


def _unresolvable(host: str) -> bool:
    bare = host.rstrip(".")
    labels = bare.split(".")
    return not bare or len(bare) > 253 or any(not 0 < len(label) <= 63 for label in labels)


def test_there_are_vectors() -> None:
    assert len(VECTORS["urls"]) > 350
    assert len(VECTORS["names"]) > 2_700


@pytest.mark.parametrize(("text", "host"), VECTORS["urls"])
def test_urls(text: str, host: str | None) -> None:
    found = _host(text)
    if host is None:  # without a scheme of a link it is a host that somebody wrote down
        assert found is None or "://" not in text
    elif found is None:
        assert "\0" in text or _unresolvable(host)
    else:
        assert found == host.rstrip(".")


def test_names() -> None:
    wrong = []
    for name, host in VECTORS["names"]:
        found = _host(f"https://{name}/x")
        if host is None or found is None:
            agreed = found is None and (host is None or _unresolvable(host))
        else:
            agreed = found == host.rstrip(".")
        if not agreed:
            wrong.append((name, host, found))
    assert not wrong, wrong[:10]


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("ht\ntps://rnetamask.io/", "rnetamask.io"),
        ("h\tttp://wallet.example/", "wallet.example"),
        ("https://wallet\r\n.example/", "wallet.example"),
        ("https:\\\\wallet.example\\a", "wallet.example"),
    ],
)
def test_line_ends_are_taken_out_as_browsers_do(text: str, host: str) -> None:
    assert _host(text) == host
