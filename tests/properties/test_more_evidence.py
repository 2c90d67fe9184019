"""More evidence never says less: what impostors add to a name that is told alone lowers no verdict,
over kinds and languages."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ringtrue import Checker, Directory

NAMES = ("Quillonpay", "Vorntalo", "Harrowgate", "Zuvoletta", "Metrazen", "Tavixo")
CHECKER = Checker(
    Directory.from_rows(
        row
        for name in NAMES
        for row in (
            (name.lower(), name, "domain", f"{name.lower()}.example"),
            (name.lower(), name, "x", name.lower()),
            (name.lower(), name, "play_package", f"com.{name.lower()}.app"),
        )
    )
)
RANKS = {"unknown": 0, "suspicious": 1, "impersonation": 2}
SUPPORT = {
    "en": ("support", "help", "helpdesk", "service", "official", "team"),
    "es": ("soporte", "ayuda", "oficial"),
    "pt": ("suporte", "ajuda"),
    "de": ("hilfe", "kundenservice"),
    "fr": ("assistance", "officiel"),
    "pinyin": ("kefu", "guanfang"),
}
NATIVE = ("客服", "官方", "官方客服", "サポート", "고객센터", "поддержка")


def swapped(name: str) -> str:
    return name[:3] + name[4] + name[3] + name[5:]


def dropped(name: str) -> str:
    return name[:4] + name[5:]


def doubled(name: str) -> str:
    return name[:3] + name[2] + name[3:]


def drawn(name: str) -> str:
    return name.replace("o", "0", 1).replace("l", "1", 1)


SLIPS = (swapped, dropped, doubled, drawn, str)
SPELLINGS = [pytest.param(slip(name.lower()), id=f"{slip.__name__}-{name}")
             for name in NAMES for slip in SLIPS]  # fmt: skip


def rank(contact: str, kind: str | None = None) -> int:
    return RANKS.get(CHECKER.check(contact, kind).status.value, -1)


def told_alone(contact: str, kind: str | None = None) -> int:
    """The rank alone; the listed name itself is official, and then anything added tells more."""
    return max(0, rank(contact, kind))


def test_most_slips_are_told_alone() -> None:
    spelled = [slip(name.lower()) for name in NAMES for slip in SLIPS if slip is not str]
    assert sum(told_alone(f"instagram:@{seen}") > 0 for seen in spelled) >= 0.9 * len(spelled)


@pytest.mark.parametrize("seen", SPELLINGS)
def test_accounts(seen: str) -> None:
    alone = told_alone(f"instagram:@{seen}")
    for words in SUPPORT.values():
        for word in words:
            for made in (f"{seen}{word}", f"{word}{seen}", f"{seen}_{word}", f"{word}.{seen}",
                         f"{seen}_{word}24", f"{seen}{word}_us"):  # fmt: skip
                assert rank(f"instagram:@{made}") >= alone, made
    for made in (f"{seen}_", f"{seen}24", f"{seen}_us", f"{seen}.hq", f"us_{seen}"):
        assert rank(f"instagram:@{made}") >= alone, made


@pytest.mark.parametrize("seen", SPELLINGS)
@pytest.mark.parametrize("word", NATIVE)
def test_accounts_in_other_scripts(seen: str, word: str) -> None:
    alone = told_alone(seen, "weibo")
    assert rank(f"{seen}{word}", "weibo") >= alone
    assert rank(f"{word}{seen}", "weibo") >= alone


SHOWN: list[Callable[[str, str], str]] = [
    lambda name, word: f"{name} {word}",
    lambda name, word: f"{word} {name}",
    lambda name, word: f"{name}{word}",
    lambda name, word: f"{name} | {word}",
    lambda name, word: f"[{name}] {word}",
    lambda name, word: f"【{name}】{word}",
    lambda name, word: f"{name}™ {word}",
    lambda name, word: f"{name}: {word} 24/7",
    lambda name, word: f"✅ {name} {word} ✅",
    lambda name, word: f"{name} US {word}",
    lambda name, word: f"«{name}» • {word}",
    lambda name, word: f"{name}/{word}",
]


@pytest.mark.parametrize("seen", SPELLINGS)
@pytest.mark.parametrize("beside", ["{} (telegram:@qv_142)", '"{}" <desk142@mail.example>'])
def test_shown_names(seen: str, beside: str) -> None:
    name = seen.capitalize()
    alone = told_alone(beside.format(name))
    for word in ("Support", "Help", "Soporte", "Hilfe", "Kefu", "客服", "官方", "サポート"):
        for write in SHOWN:
            made = beside.format(write(name, word))
            assert rank(made) >= alone, made


@pytest.mark.parametrize("seen", SPELLINGS)
def test_mailboxes(seen: str) -> None:
    alone = told_alone(f"{seen}@outlook.com")
    for words in SUPPORT.values():
        for word in words:
            for made in (f"{seen}.{word}", f"{word}.{seen}", f"{seen}{word}", f"{seen}-{word}24"):
                for mailer in ("outlook.com", "gmail.com", "163.com"):
                    assert rank(f"{made}@{mailer}") >= alone, made
    assert rank(f"{seen}24@outlook.com") >= alone


@pytest.mark.parametrize("seen", SPELLINGS)
def test_app_ids(seen: str) -> None:
    alone = told_alone(f"com.{seen}.app", "play_package")
    for word in ("support", "help", "wallet", "update"):
        for made in (f"com.{seen}.app.{word}", f"com.{seen}.{word}", f"com.{seen}{word}.app"):
            assert rank(made, "play_package") >= min(alone, 1), made
