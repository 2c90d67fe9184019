"""A mail domain is judged as the same name in a link is, in both directions."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from ringtrue import Checker, Directory
from ringtrue.errors import UnparseableContact
from ringtrue.kinds import parse
from ringtrue.kinds.facets import DomainName
from ringtrue.text.hosts import is_free_mail

CODES = (
    "homograph",
    "typosquatting",
    "combosquatting",
    "target_embedding",
    "embedded_suffix",
    "generated_domain",
    "tld_swap",
    "soundsquatting",
    "mixed_script",
)


def _rows(direction: str) -> list[object]:
    params: list[object] = []
    for code in CODES:
        path = Path(__file__).with_name(f"{code}.toml")
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        for row in table[direction]:
            host = _host(row["contact"]) if "kind" not in row else ""
            if host and not row.get("claims"):
                official = [tuple(line) for line in row.get("official", table["official"])]
                params.append(pytest.param(code, official, host, id=f"{code}-{host}"))
    return params


def _host(raw: str) -> str:
    """The host of a bare domain or of a link that is no more than its host."""
    bare = raw.partition("://")[2].strip("/") if "://" in raw else raw
    if "/" in bare or "@" in bare or "?" in bare or "#" in bare:
        return ""
    try:
        contact = parse(raw)
    except UnparseableContact:
        return ""
    first = contact.facets[0]
    if contact.kind not in ("domain", "url") or not isinstance(first, DomainName):
        return ""
    return "" if is_free_mail(first.registrable) or "." not in bare else bare


@pytest.mark.parametrize(("code", "official", "host"), _rows("fires"))
def test_fires_on_the_mail_domain(code: str, official: list, host: str) -> None:
    verdict = Checker(Directory.from_rows(official)).check(f"desk@{host}")
    assert code in {item.code for item in verdict.evidence}, verdict


@pytest.mark.parametrize(("code", "official", "host"), _rows("quiet"))
def test_stays_quiet_on_the_mail_domain(code: str, official: list, host: str) -> None:
    checker = Checker(Directory.from_rows(official))
    link, mail = checker.check(host), checker.check(f"desk@{host}")
    strengths = {item.code: item.strength for item in link.evidence}
    for item in mail.evidence:
        if item.code == code:
            assert item.strength <= strengths.get(code, 0.0)
