"""The guard of chat groups: who is told of, who is not, how often."""

from __future__ import annotations

import json
from typing import Any

import pytest

from ringtrue import Directory
from ringtrue.assistants import groups
from ringtrue.assistants.groups import GroupGuard, Person

ADMINS = [
    Person("1", "Maria Ivanova", "maria_iva"),
    Person("2", "CryptoDad", "cryptodad_eth"),
    Person("3", "李雷", "lilei_acme"),
    Person("4", "Jonas | Acme Wallet", "jonas_acme"),
    Person("5", "No Account Here", ""),
]


BRANDS = Directory.from_rows(
    [
        ("metamask", "MetaMask", "domain", "metamask.io"),
        ("acme", "Acme Wallet", "domain", "acmewallet.example"),
    ]
)


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def guard(**settings: Any) -> GroupGuard:
    return GroupGuard("g", ADMINS, directory=BRANDS, **settings)


@pytest.mark.parametrize(
    ("name", "account", "grave"),
    [
        ("Maria Ivanova", "mariaiva_77", True), ("Maria Ivanova", "", False),
        ("maria  ivanova", "qq_ww_ee", False), ("Mаria Ivаnova", "mmm_111", True),
        ("Bob Miller", "maria_ivaa", True), ("CryptoDad Support", "xx_yy1", True),
        ("Crypto Dad", "someone11", False), ("李雷", "wanghai", False),
        ("Jonas | Acme Wallet", "jonnas_acme", True), ("No Account Here", "naa_1", False),
        ("MetaMask Support", "mm_desk_1", True), ("x", "metamask_support_desk", True),
    ],
)  # fmt: skip
def test_who_is_told_of(name: str, account: str, grave: bool) -> None:
    (notice,) = guard().member(Person("99", name, account))
    assert notice.is_grave == grave
    assert notice.verdict.summary("zh")
    assert notice.subject == "member"


@pytest.mark.parametrize(
    ("name", "account"),
    [
        ("Maria", "maria_b"), ("Maria Petrova", "mpetrova"), ("Ivan Ivanov", ""),
        ("Jonas", "jonasm"),
        ("Alex", "alex_1990"), ("Crypto Daddy", "cdaddy88"), ("王海", "wanghai"), ("", ""),
        ("Acme", "acme_fan"), ("Fox fan", "fan_of_foxes"), ("\u202e\u0000", "x" * 99),
        ("A" * 10_000, "!!!"), ("support", "helper_person"),
    ],
)  # fmt: skip
def test_who_is_not(name: str, account: str) -> None:
    assert guard().member(Person("99", name, account)) == []


def test_an_admin_is_never_told_of() -> None:
    watching = guard()
    for admin in ADMINS:
        assert watching.member(admin) == []
    renamed = Person("1", "MetaMask Support", "metamask_help_77")
    assert watching.message(renamed, "write to t.me/metamask_help_77") == []
    watching.set_admins(ADMINS[1:])
    assert watching.message(renamed, "write to t.me/metamask_help_77")
    assert watching.member(Person("77", "Maria Ivanova", "mariaiva_77")) == []


def test_contacts_forwarded_posts_and_hidden_links() -> None:
    someone = Person("50", "Bob Miller", "bobmiller")
    found = guard().message(
        someone,
        "Claim here: https://rnetamask.io/claim, or ask @cryptodad_eth",
        forwarded=Person("-100", "MetaMask Support", "metamask_announce_1"),
        links=["https://metamask-verify.example/login"],
    )
    assert [notice.subject for notice in found] == ["forwarded", "contact", "contact"]
    assert {notice.person.id for notice in found} == {"50"}
    told = {notice.shown for notice in found[1:]}
    assert told == {"https://rnetamask.io/claim", "https://metamask-verify.example/login"}


@pytest.mark.parametrize(
    "text",
    [
        "see https://metamask.io/download", "thanks @maria_iva!", "my mail is bob@mail.example",
        "MetaMask told me to update", "https://stranger.example/a and +1 202 555 0143",
    ],
)  # fmt: skip
def test_honest_messages(text: str) -> None:
    own = Person("1", "Maria Ivanova", "maria_iva")
    assert guard().message(Person("50", "Bob Miller", "bobmiller"), text, forwarded=own) == []


def test_a_case_is_told_once() -> None:
    watching = guard()
    impostor = Person("50", "Maria Ivanova", "mariaiva_77")
    assert len(watching.member(impostor)) == 1
    assert watching.member(impostor) == []
    assert len(watching.message(impostor, "go to https://rnetamask.io/a")) == 1
    assert watching.message(impostor, "again: https://rnetamask.io/a") == []
    assert len(watching.message(impostor, "and https://rnetamask.io/b")) == 1
    assert len(watching.member(Person("51", "Maria Ivanova", "mariaiva_77"))) == 1
    renamed = Person("50", "CryptoDad Support", "mariaiva_77")
    assert [n.verdict.imitates.brand.id for n in watching.member(renamed) if n.verdict.imitates]


def test_no_more_notices_than_may_be() -> None:
    clock = Clock()
    watching = guard(most=3, seconds=60, clock=clock)
    people = [Person(f"p{n}", "Maria Ivanova", f"mariaiva_{n}") for n in range(10)]
    assert sum(len(watching.member(person)) for person in people) == 3
    assert watching.held_back == 7
    clock.now = 61
    assert len(watching.member(people[0])) == 0  # told before
    assert len(watching.member(people[9])) == 1  # held back, told when it happens again


def test_cases_do_not_grow_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    most = 100
    monkeypatch.setattr(groups, "MOST_CASES", most)
    watching = GroupGuard("g", directory=BRANDS, most=10**9)
    for n in range(most + 5):
        watching.member(Person(str(n), "Acme Wallet", ""))
    assert len(watching._cases) == most


def test_settings_that_cannot_be() -> None:
    with pytest.raises(ValueError, match="telegram"):
        GroupGuard("g", platform="irc")
    with pytest.raises(ValueError, match="at least 1"):
        GroupGuard("g", most=0)


@pytest.mark.parametrize(
    ("platform", "event"),
    [
        (
            "discord",
            {"user": {"id": "9", "username": "mariaiva_77", "global_name": "Maria Ivanova"}},
        ),
        (
            "slack",
            {
                "user": {
                    "id": "U9",
                    "name": "mariaiva_77",
                    "profile": {"real_name": "Maria Ivanova"},
                }
            },
        ),
        (
            "matrix",
            {"state_key": "@mariaiva_77:hs.example", "content": {"displayname": "Maria Ivanova"}},
        ),
    ],
)
def test_other_services(platform: str, event: Any) -> None:
    """Events in the shapes that the services document, by the three lines of docs/groups.md."""
    people = {
        "discord": lambda e: Person(
            e["user"]["id"], e["user"]["global_name"], e["user"]["username"]
        ),
        "slack": lambda e: Person(
            e["user"]["id"], e["user"]["profile"]["real_name"], e["user"]["name"]
        ),
        "matrix": lambda e: Person(
            e["state_key"], e["content"]["displayname"], e["state_key"][1:].partition(":")[0]
        ),
    }
    someone = people[platform](json.loads(json.dumps(event)))
    (notice,) = GroupGuard("g", ADMINS, directory=BRANDS, platform=platform).member(someone)
    assert notice.verdict.is_alarm
