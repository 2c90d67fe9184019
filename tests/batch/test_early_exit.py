"""The early exit of columns loses nothing: of what it leaves out, a check has nothing to say."""

from __future__ import annotations

import random
import tomllib
from functools import cache
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ringtrue import Checker, Directory
from ringtrue.detectors import plan, registry
from ringtrue.detectors.registry import Row
from ringtrue.kinds.facets import DomainName
from ringtrue.text.words import bait_words, popular_labels

pa = pytest.importorskip("pyarrow")
pytest.importorskip("numpy")

from ringtrue.batch import early_exit as early_exit_module  # noqa: E402
from ringtrue.batch.early_exit import EarlyExit  # noqa: E402

DETECTORS = Path(__file__).parents[1] / "detectors"
SUFFIXES = [
    "com",
    "net",
    "org",
    "io",
    "co.uk",
    "com.br",
    "xyz",
    "online",
    "de",
    "jp",
    "gov.example",
]
SMALL = Directory.from_rows(
    [
        ("acme", "Acme", "domain", "acme-wallet.example"),
        ("acme", "Acme", "host", "login.acme-pay.example"),
        ("line", "LINE", "domain", "line.me"),
        ("gate", "Gate", "domain", "gate.io"),
        ("ok", "ОК", "domain", "ok.example"),  # Cyrillic: its key is two Latin letters
        ("crn", "Cornvalley", "domain", "cornvalley.example"),
        ("tp", "TP钱包", "domain", "tokenpocket.pro"),
        ("bank", "My Bank", "instagram", "my.bank"),
        ("bank", "My Bank", "facebook", "mybankpage.example"),
        ("short", "UPS", "domain", "ups.com"),
        ("long", "Kantonalbankvereinigung", "domain", "kantonalbankvereinigung.example"),
    ]
)


LABELS = popular_labels().split("\n")
BAITS = sorted(word for word in bait_words("high", "medium") if word.isascii())


@cache
def early_exit(directory: Directory) -> tuple[EarlyExit, Checker]:
    return EarlyExit(directory), Checker(directory)


def lost(directory: Directory, hosts: list[str]) -> list[str]:
    """Hosts that fell through although a check finds something."""
    found, checker = early_exit(directory)
    kept = found.keeps(pa.array(hosts, pa.string()))
    assert len(kept) == len(hosts)
    dropped = [host for host, keep in zip(hosts, kept.tolist(), strict=True) if not keep]
    verdicts = [(host, checker.check(host)) for host in dropped]
    return [h for h, v in verdicts if v.status.value != "unknown" or v.evidence or v.score]


def altered(name: str, chance: random.Random) -> str:
    """A name as impostors change it."""
    at = chance.randrange(len(name))
    letter = chance.choice("abcdefghijklmnopqrstuvwxyz0123456789")
    bait, other = chance.choice(BAITS), chance.choice(LABELS) or "x"
    return chance.choice(
        [
            name,
            name[:at] + name[at + 1 :],
            name[:at] + letter + name[at:],
            name[:at] + letter + name[at + 1 :],
            name[:at] + name[at : at + 2][::-1] + name[at + 2 :],
            name.replace("m", "rn").replace("w", "vv").replace("d", "cl"),
            name.replace("l", "1").replace("o", "0").replace("i", "l"),
            f"{name}-{bait}",
            f"{bait}{name}",
            f"{name}{other}",
            f"{other}{name[:at]}{letter}{name[at:]}",
            f"{other}-{name[:at]}{letter}{name[at:]}-{bait}",
            f"{bait}-{bait}",
            f"{name[:at]}-{name[at:]}",
            f"{name[:at]}.{name[at:]}",
            f"{name[at:]}{name[:at]}",
            f"{name}.{other}",
            f"www.{name}-com.{other}",
            f"{name}{chance.randrange(999)}",
            f"{other}.com.{other[:3]}xq7z2kj",
            other,
        ]
    )


@pytest.mark.parametrize("size", [460, 40])
def test_nothing_is_lost_of_altered_names(size: int) -> None:
    chance = random.Random(size)
    brands = list(Directory.default().brands.values())
    directory = Directory.default() if size == 460 else Directory(chance.sample(brands, size))
    names = [
        listed.value.partition(".")[0].lower()
        for brand in directory.brands.values()
        for listed in brand.contacts
        if listed.kind in ("domain", "host", "x") and listed.value.isascii()
    ]
    hosts = [
        f"{altered(chance.choice(names), chance)}.{chance.choice(SUFFIXES)}" for _ in range(4000)
    ]
    assert lost(directory, hosts) == []


def test_nothing_is_lost_beside_names_that_come_by_chance() -> None:
    """Listed names beside and inside parts of other names, under every kind of ending."""
    chance = random.Random(11)
    labels = [label for label in LABELS if label.isascii() and label]
    forms = [f for f in Directory.default().names.by_key if f.isascii() and 2 <= len(f) <= 9]
    endings = [*SUFFIXES, "top", "icu", "shop", "store", "site", "cn", "ru", "in", "info"]
    hosts = []
    for _ in range(5000):
        first, last = chance.choice(labels)[: chance.randint(0, 6)], chance.choice(labels)
        middle = chance.choice(["", "", "-", str(chance.randrange(99))])
        parts = [first, middle, chance.choice(forms), chance.choice(["", "-"]), last[-4:]]
        name = "".join(parts if chance.random() < 0.8 else parts[2:]).strip("-")
        below = chance.choice(["", "", "", "www.", "mail.", f"{chance.choice(labels)}."])
        hosts.append(f"{below}{name}.{chance.choice(endings)}")
    assert lost(Directory.default(), hosts) == []


@pytest.mark.parametrize("directory", [SMALL, Directory.default()], ids=["small", "shipped"])
def test_nothing_is_lost_of_the_detectors_rows(directory: Directory) -> None:
    tables = [tomllib.loads(p.read_text("utf-8")) for p in sorted(DETECTORS.glob("*.toml"))]
    contacts = [row["contact"] for table in tables for row in (*table["fires"], *table["quiet"])]
    assert lost(directory, [c for c in contacts if c]) == []


def test_a_crowd_of_brands_of_one_everyday_name_is_told() -> None:
    """A check says that it did not compare them all, so a sweep says it too."""
    endings = (
        "com",
        "net",
        "org",
        "io",
        "de",
        "fr",
        "it",
        "es",
        "nl",
        "be",
        "at",
        "ch",
        "se",
        "pl",
    )
    crowd = Directory.from_rows(
        (f"b{at}", "Time", "domain", f"time.{ending}") for at, ending in enumerate(endings)
    )
    hosts = ["summertimex.example", "qtimeq.example", "timeless.example", "bedtimestory.com"]
    assert Checker(crowd).check("qtimeq.example").evidence[0].code == "comparison_limit"
    assert lost(crowd, hosts) == []
    few = Directory.from_rows(
        (f"b{at}", word.title(), "domain", f"{word}.com")
        for at, word in enumerate(("time", "house", "river", "stone", "table", "water", "green"))
    )
    label = "xtimehouseriverstonetablewatergreentimeq"
    assert lost(few, [f"{label}.example", f"{label[:30]}.example", "xtimeq.example"]) == []


def test_a_misspelt_piece_beside_digits_is_compared_by_itself() -> None:
    directory = Directory.from_rows([("andre", "André", "domain", "andre.example")])
    verdict = Checker(directory).check("adre8484.top")
    assert [item.code for item in verdict.evidence] == ["cheap_ending"]
    assert lost(directory, ["adre8484.top", "8484adre.top", "adre-login.top", "adrex.top"]) == []


def test_names_of_one_key_and_addresses_that_are_names_are_told_apart() -> None:
    """``1010`` and ``lolo`` are one key; ``bereal`` is a name and bere.al without its dot."""
    tricky = Directory.from_rows(
        [
            ("n", "1010", "domain", "1010.example"),
            ("lolo", "Lolo", "domain", "lolo.example"),
            ("bere", "Bere", "domain", "bere.al"),
            ("bereal", "BeReal", "domain", "bereal.example"),
            ("itau", "Itaú", "domain", "itau.example"),
            ("ouyi", "Ouyi", "domain", "ouyi.example"),
        ]
    )
    ends = ["com", "ru", "top", "cn"]
    names = [
        "stre1010", "toastov1010", "1010shop", "lolo1010", "bereal-a64xjump", "xbereal-a64",
        "itauth", "itaugame", "itau-asso", "ouyl-asso", "ouyl5nx4", "cs-cs", "kf-kf", "cs-help",
    ]  # fmt: skip
    assert lost(tricky, [f"{name}.{end}" for name in names for end in ends]) == []
    assert early_exit(tricky)[0].keeps(pa.array(["bereal-a64xjump.com", "cs-cs.ru"])).all()


def test_most_of_what_is_unrelated_falls_through() -> None:
    chance = random.Random(7)
    labels = LABELS
    hosts = [f"{chance.choice(labels)}{chance.choice(labels)}.com" for _ in range(2000)]
    assert early_exit(Directory.default())[0].keeps(pa.array(hosts)).mean() < 0.12
    zone = [f"{chance.choice(labels)[:8]}{chance.choice(labels)[:5]}.org" for _ in range(2000)]
    assert early_exit(Directory.default())[0].keeps(pa.array(zone)).mean() < 0.06


@pytest.mark.parametrize(
    "host",
    [
        "acme-wallet.example", "x.login.acme-pay.example", "acme-walet.example", "lineme.example",
        "onlinegateway-line.example", "a.line.b.example", "rn.cornvalley.example",
        "corn-valley.example", "c-ornvalley.example", "valleycorn.example",
        "my.bank", "mybankpage.example", "mybank-page.example", "ups.example", "my-ups-24.example",
        "kantonalbank.vereinigung.example", "help-support-login.example", "cs-cs.example",
        "T.example", "a_b.eg",
        "xn--80ak6aa92e.com", "bank.com.tuyrfhjg.example", "name.t.me", "acme.blogspot.com",
        "1.2.3.4", "https://acme.example/", "+18005550142", "", " ", "\n",
        "acme.example\nline.me", "é.eg",
    ],
)  # fmt: skip
def test_kept(host: str) -> None:
    found, _ = early_exit(SMALL)
    assert found.keeps(pa.array(["plain.example", host, "other.example"]))[1]


@pytest.mark.parametrize(
    "host",
    ["stranger.example", "airlines.example", "gateway-shop.example", "sunflower.co.uk",
     "www.sunflower.example", "a-b-c-d.example", "shop24.example", "sunflowers.online",
     "ups-garden.example", "my-lime.example",
     "www.airlines.example", "tclk-ingtech.example", "car-news.example",
     "blogspot.com", "garden.blogspot.com", "support.garden.blogspot.com"],
)  # fmt: skip
def test_not_kept(host: str) -> None:
    found, _ = early_exit(SMALL)
    assert not found.keeps(pa.array([host]))[0]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.text("acmelinegtkorv0159-.wups", min_size=1, max_size=24), max_size=40))
def test_nothing_is_lost_of_any_letters(labels: list[str]) -> None:
    assert lost(SMALL, [f"{label}.example" for label in labels]) == []


def test_slices_and_empty_arrays() -> None:
    found, _ = early_exit(SMALL)
    column = pa.array(["x.example", "acme-wallet.example", "stranger.example", "ups.example"])
    assert found.keeps(column.slice(1, 2)).tolist() == [True, False]
    assert found.keeps(column.slice(4)).tolist() == []


def test_endings_of_several_labels_are_no_names() -> None:
    assert lost(SMALL, ["k12.ca.us", "a.k12.ca.us", "www.k12.ca.us", "acme.a.k12.ca.us"]) == []


# -- what has no column form -----------------------------------------------------------------------

PLAIN = ["sunflower.example", "rainy-garden.example", "a.rainy-garden.example"]


def kept_with(monkeypatch: pytest.MonkeyPatch, row: Row | None, **functions: object) -> list[bool]:
    """What is kept of `PLAIN` and of a host that holds a name, with one more detector."""
    if row is not None:
        toy, known = SimpleNamespace(**functions), registry.module_of
        found = lambda code: toy if code == row.code else known(code)  # noqa: E731
        for module in (early_exit_module, plan):
            monkeypatch.setattr(module, "TABLE", (*registry.TABLE, row))
            monkeypatch.setattr(module, "module_of", found)
    hosts = [*PLAIN, "airlines.example"]
    return EarlyExit(SMALL).keeps(pa.array(hosts)).tolist()


def test_a_detector_without_a_column_form_keeps_what_it_may_speak_about(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    host, inside = frozenset({DomainName}), frozenset({"token"})
    assert kept_with(monkeypatch, None) == [False] * 4
    always = Row("toy", host, inspects="always")
    assert kept_with(monkeypatch, always, inspect=list) == [True] * 4
    assert kept_with(monkeypatch, always, inspect=list, may=lambda *_: False) == [False] * 4
    below = Row("toy", host, inspects="subdomain")
    assert kept_with(monkeypatch, below, inspect=list) == [False, False, True, False]
    compares = Row("toy", host, inside)
    assert kept_with(monkeypatch, compares, compare=len) == [False] * 3 + [True]


def test_a_stage_without_a_column_form_is_asked_about_each_host(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stage = (0, lambda reading: ["found"] if "flower" in reading.letters else [])
    monkeypatch.setattr(early_exit_module, "EVERY", (*early_exit_module.EVERY, stage))
    assert kept_with(monkeypatch, None) == [True, False, False, False]
