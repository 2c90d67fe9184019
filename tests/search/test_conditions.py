"""The conditions of stages and gates of detectors are necessary: hosts and links."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from necessary import every_condition_holds

from ringtrue import Checker, Directory, Policy, Verdict, parse
from ringtrue.detectors.registry import TABLE, Row, module_of
from ringtrue.judging.deciding import Decider
from ringtrue.kinds.facets import DomainName, UrlRest
from ringtrue.model import Claim, ContactPoint
from ringtrue.records import replace
from ringtrue.text.suffix import split
from ringtrue.text.words import bait_words, popular_labels

WORDS = [word for word in popular_labels().split("\n")[:4000] if word.isalpha() and len(word) > 3]
BAIT = sorted(word for word in bait_words() if word.isascii() and word.isalpha())
SUFFIXES = [
    "com", "com", "net", "org", "io", "de", "xyz", "top", "shop", "example", "co.uk", "com.br",
    "co.jp", "gov.uk", "edu", "github.io", "web.app", "pages.dev", "blogspot.com",
    "s3.amazonaws.com", "kawasaki.jp", "city.kawasaki.jp", "compute.amazonaws.com", "wixsite.com",
    "com.au", "notatld",
]  # fmt: skip
SMALL = [
    ("metamask", "MetaMask", "domain", "metamask.io"),
    ("acme", "Acme", "domain", "acme-wallet.example"),
    ("etc", "ETC Meisai", "domain", "etc-meisai.jp"),
    ("okx", "OKX", "domain", "okx.com"),
    ("tp", "TokenPocket", "domain", "tokenpocket.pro"),
    ("tp", "TokenPocket", "play_package", "vip.mytokenpocket"),
    ("kanto", "Kantonalbankvereinigung", "domain", "kantonalbankvereinigung.example"),
    ("line", "LINE", "domain", "line.me"),
    ("bank", "My Bank", "instagram", "my.bank"),
    ("bank", "My Bank", "facebook", "mybankpage.example"),
    ("battle", "Battle", "domain", "battle.net"),
    ("store", "Northwind", "host", "northwind.github.io"),
]
FOREIGN = [("ok", "ОК", "domain", "ok.example"), ("tpqb", "TP钱包", "domain", "tpqianbao.example")]


def _large() -> list[tuple[str, str, str, str]]:
    chance = random.Random(17)
    found: dict[str, str] = {}
    while len(found) < 3000:
        name = "".join(chance.choices(WORDS, k=chance.choice([1, 1, 2])))[:18]
        name += chance.choice(["", "", "", "24", "-pay", "s"])
        host = f"{name}.{chance.choice(['com', 'io', 'co.jp', 'org'])}"
        if split(host)[0]:  # github.io is nobody's name
            found[host] = name
    return [(f"b{i}", name, "domain", host) for i, (host, name) in enumerate(found.items())]


DIRECTORIES = {
    "few": Directory.from_rows(SMALL),
    "foreign": Directory.from_rows(SMALL + FOREIGN),
    "thousands": Directory.from_rows(_large()),
    "shipped": Directory.default(),
}


def _told(verdict: Verdict) -> tuple[object, ...]:
    return verdict.to_dict(), verdict.contact, verdict.evidence, verdict.score


def _slip(text: str, chance: random.Random) -> str:
    at, letter = chance.randrange(len(text)), chance.choice("abcdeilmnorsw01479-")
    return chance.choice(
        [
            text[:at] + text[at + 1 :],
            text[:at] + letter + text[at:],
            text[:at] + letter + text[at + 1 :],
            text[:at] + text[at : at + 2][::-1] + text[at + 2 :],
            text[at:] + text[:at],
        ]
    )


def _label(chance: random.Random, names: list[str]) -> str:
    way = chance.random()
    if way < 0.25:
        parts = [chance.choice(names)]
    elif way < 0.35:
        parts = chance.choices(BAIT, k=chance.choice([1, 2, 2, 3]))
    elif way < 0.45:
        parts = [
            "".join(chance.choices("abcdefghijklmnopqrstuvwxyz0123456789", k=chance.randint(1, 14)))
        ]
    else:
        parts = chance.choices(WORDS, k=chance.choice([1, 1, 2]))
    if chance.random() < 0.2:
        parts.append(
            chance.choice([chance.choice(BAIT), str(chance.randrange(9999)), "com", "co-jp"])
        )
    text = chance.choice(["", "", "-", "-"]).join(parts)
    return _slip(text, chance) if chance.random() < 0.3 else text


def _hosts(directory: Directory, count: int, seed: int) -> list[str]:
    chance = random.Random(seed)
    names = [name.text for name in directory.protected if name.text.isascii()]
    found = []
    for _ in range(count):
        below = [
            chance.choice(["www", "mail", "login", "com", "co", "a", _label(chance, names)])
            for _ in range(chance.choice([0, 0, 0, 0, 1, 1, 2, 3, 9]))
        ]
        found.append(".".join([*below, _label(chance, names), chance.choice(SUFFIXES)])[:120])
    return found


def _links(directory: Directory, count: int, seed: int) -> list[str]:
    """Such hosts in links: with names, their slips, bait words and other links behind them."""
    chance = random.Random(seed)
    names = [name.text for name in directory.protected]
    hosts = [row.value for brand in directory.brands.values() for row in brand.contacts
             if row.kind == "domain"]  # fmt: skip
    found = []
    for host in _hosts(directory, count, seed):
        words = [
            chance.choice([
                _label(chance, names), chance.choice(names), chance.choice(hosts), "OKX-id", "ok_x",
                "%D0%BE%D0%BA", "tp", "l1ne", "a", "", "9c8e", f"https://{chance.choice(hosts)}",
            ])
            for _ in range(chance.choice([0, 1, 1, 2, 3, 30]))
        ]  # fmt: skip
        user = chance.choice(["", "", "", "", "", "", f"{chance.choice(hosts)}@", "user@"])
        mark = chance.choice(["/", "/", "/", "?q=", "#", "/?a=1&b="])
        where = chance.choice([host, host, host, host, "bit.ly"])
        scheme = chance.choice(["https", "https", "http", "ftp"])
        found.append(f"{scheme}://{user}{where}{mark}{chance.choice('/&-').join(words)}")
    odd = ["javascript:alert(1)", "https://evil.example\\.metamask.io/", "data:text/html,hi"]
    return found + odd


@pytest.mark.parametrize("made", [_hosts, _links], ids=["hosts", "links"])
@pytest.mark.parametrize("kind", DIRECTORIES)
def test_the_early_way_out_is_the_every_condition_holds(
    kind: str,
    made: Callable[[Directory, int, int], list[str]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    directory = DIRECTORIES[kind]
    checker, hosts = Checker(directory), made(directory, 1200, len(kind))
    early: list[str] = []
    nothing = Decider.unrelated

    def watched(self: Decider, contact: ContactPoint, *rest: tuple[Claim, ...]) -> Verdict:
        early.append(contact.raw)
        return nothing(self, contact, *rest)

    with monkeypatch.context() as patch:
        patch.setattr(Decider, "unrelated", watched)
        quick = [_told(checker.check(host)) for host in hosts]
    with every_condition_holds(monkeypatch):
        assert [_told(checker.check(host)) for host in hosts] == quick
    assert len(early) > len(hosts) / 20  # some go out early, and
    assert len(hosts) - len(early) > len(hosts) / 5  # some do not


PARTS = st.sampled_from(
    [
        "metamask", "metmask", "acme", "wallet", "etc", "meisai", "okx", "0kx", "token", "pocket",
        "support", "login", "help", "secure", "line", "bank", "my", "com", "co", "jp", "net", "www",
        "battle", "northwind", "rn", "vv", "cl", "-", ".", "1", "0", "q7", "xq7z", "vip", "github",
    ]
)  # fmt: skip
HOSTS = st.tuples(
    st.lists(PARTS | st.text("abcdeilnorstw0179-.", max_size=6), min_size=1, max_size=6),
    st.sampled_from(SUFFIXES),
).map(lambda parts: f"{''.join(parts[0])}.{parts[1]}")


@given(HOSTS)
@settings(max_examples=400, deadline=None)
def test_whatever_the_host(host: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        for kind in ("few", "foreign"):
            checker = Checker(DIRECTORIES[kind])
            for written in (
                host,
                f"https://stranger.example/{host}/x",
                f"https://{host}/?u={host}",
            ):
                quick = _told(checker.check(written))
                with every_condition_holds(patch):
                    assert _told(checker.check(written)) == quick


@pytest.mark.parametrize("code", ["generated_domain", "embedded_suffix", "bait", "typosquatting"])
def test_a_disabled_detector_changes_both_ways_alike(
    code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    checker = Checker(DIRECTORIES["few"], replace(Policy(), disabled=frozenset({code})))
    hosts = _hosts(DIRECTORIES["few"], 400, seed=3)
    quick = [_told(checker.check(host)) for host in hosts]
    with every_condition_holds(monkeypatch):
        assert [_told(checker.check(host)) for host in hosts] == quick


@pytest.mark.parametrize(
    "row",
    [r for r in TABLE if hasattr(module_of(r.code), "may") and {DomainName, UrlRest} & r.reads],
    ids=lambda row: row.code,
)
def test_a_gate_opens_for_some_only(row: Row) -> None:
    """A gate that is always open saves nothing, and one that never is would be a detector lost."""
    directory, may = DIRECTORIES["few"], module_of(row.code).may  # type: ignore[attr-defined]
    made, kind = (_hosts, "domain") if DomainName in row.reads else (_links, "url")
    contacts = [parse(text) for text in [*made(directory, 400, 5), "my.bank"]]
    opened = [may(contact, directory) for contact in contacts if contact.kind == kind]
    assert 0 < sum(opened) < len(opened) * 0.6


def test_a_listed_app_written_like_a_host_is_not_foreign() -> None:
    directory = DIRECTORIES["few"]
    assert not directory.is_foreign(parse("vip.mytokenpocket"))
    assert not directory.is_foreign(parse("a.metamask.io"))
    assert directory.is_foreign(parse("metamask.example"))
    assert Checker(directory).check("vip.mytokenpocket").status.value == "official"
