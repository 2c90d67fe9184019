"""Every shipped contact, harmlessly rewritten, stays official; attacked, it never is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import pytest

from ringtrue import Checker, Directory, Status
from ringtrue.directory.directory import PLATFORM
from ringtrue.kinds.platforms import is_platform_host
from ringtrue.model import Listed
from ringtrue.text.hosts import hosting_of
from ringtrue.text.user_pages import user_page

DIRECTORY = Directory.default()
TODAY = max(
    date.fromisoformat(c.verified_on) for b in DIRECTORY.brands.values() for c in b.contacts
)
CHECKER = Checker(DIRECTORY, today=TODAY)
WEB = ("domain", "host")


def _vouching(*kinds: str) -> list[Listed]:
    return [
        c
        for b in DIRECTORY.brands.values()
        for c in b.contacts
        if c.kind in kinds
        and c.status == "active"
        and c.use != "sender"
        and CHECKER.check(*_raw(c)).status is Status.OFFICIAL
    ]


def _raw(c: Listed) -> tuple[str, str, None, str | None]:
    return c.value, c.kind, None, None if c.region == "global" else c.region


def test_most_active_contacts_vouch() -> None:
    active = [
        c
        for b in DIRECTORY.brands.values()
        for c in b.contacts
        if c.status == "active" and c.use != "sender" and not c.path and c.kind != "url"
    ]
    weak = [
        c
        for c in active
        if CHECKER.check(*_raw(c)).status is not Status.OFFICIAL
        and "listing_weak_assurance" not in {e.code for e in CHECKER.check(*_raw(c)).evidence}
    ]
    assert not weak, weak[:5]


HARMLESS: dict[str, dict[str, Callable[[str], str]]] = {
    "web": {
        "scheme": lambda v: f"https://{v}",
        "http": lambda v: f"http://{v}/",
        "capitals": lambda v: v.upper(),
        "path": lambda v: f"https://{v}/a/b?x=1#y",
        "trailing dot": lambda v: f"{v}.",
        "spaces": lambda v: f"  {v}\n",
        "port": lambda v: f"https://{v}:443/",
        "tracking": lambda v: f"https://{v}/?utm_source=newsletter&utm_id=20261123",
    },
    "email": {
        "capitals": lambda v: v.upper(),
        "mailto": lambda v: f"mailto:{v}?subject=hi",
        "angle": lambda v: f"<{v}>",
    },
    "phone": {
        "spaces": lambda v: f"{v[:4]} {v[4:8]} {v[8:]}",
        "hyphens": lambda v: f"{v[:4]}-{v[4:8]}-{v[8:]}".strip("-"),
        "tel": lambda v: f"tel:{v}",
        "extension": lambda v: f"{v}转8",
        "circled": lambda v: v.translate(dict(zip(range(48, 58), "⓪①②③④⑤⑥⑦⑧⑨", strict=True))),
        "international prefix": lambda v: f"00{v[1:]}" if v[0] == "+" else v,
        "fullwidth": lambda v: v.translate({ord(c): chr(ord(c) + 0xFEE0) for c in "0123456789"}),
    },
}

ATTACKS: dict[str, dict[str, Callable[[str], str]]] = {
    "web": {
        "bait": lambda v: f"{v.replace('.', '-')}-support.example",
        "embedded": lambda v: f"{v}.secure-login.example",
        "userinfo": lambda v: f"https://{v}@x.example/",
        "backslash": lambda v: f"https://x.example\\@{v}/",
        "letter doubled": lambda v: v[0] + v,
        "ending": lambda v: v.rsplit(".", 1)[0] + ".example",
        "prefix": lambda v: "x" + v,
        "path": lambda v: f"https://x.example/{v}",
        "planted": lambda v: f"https://{v}/?q=call+%2B1-800-555-0199",
    },
    "email": {
        "other domain": lambda v: v.split("@")[0] + "@x.example",
        "domain as prefix": lambda v: f"{v}.x.example",
        "display name": lambda v: f'"{v}" <desk@x.example>',
    },
    "phone": {
        "digit added": lambda v: v + "7",
        "prefix": lambda v: v + "7" if v[0] == "+" else f"+86{v}",
        "last digit": lambda v: v[:-1] + str((int(v[-1]) + 1) % 10),
    },
}


def _shared(listed: Listed) -> bool:
    """Whether a path on the listed host may be a stranger's."""
    host = listed.value
    if PLATFORM in DIRECTORY.brands[listed.brand_id].kind:
        return True
    strange = user_page(host, "/a/b", "x=1", "y") is not None
    return strange or is_platform_host(host) or hosting_of(host) == host


def _cases(table: dict[str, dict[str, Callable[[str], str]]]) -> Iterator[object]:
    kinds = {"web": WEB, "email": ("email",), "phone": ("phone",)}
    for family, changes in table.items():
        for name, change in changes.items():
            yield pytest.param(kinds[family], change, id=f"{family}: {name}")


@pytest.mark.parametrize(("kinds", "change"), list(_cases(HARMLESS)))
def test_harmless_change_stays_official(kinds: tuple, change: Callable[[str], str]) -> None:
    lost = []
    for c in _vouching(*kinds):
        if "/a/b" in change("x") and _shared(c):
            continue  # a path on a platform is somebody's account, not the platform
        region = None if c.region == "global" else c.region
        verdict = CHECKER.check(change(c.value), region=region)
        if verdict.status is not Status.OFFICIAL:
            lost.append((change(c.value), verdict.status.value, [e.code for e in verdict.evidence]))
    assert not lost, lost[:5]


@pytest.mark.parametrize(("kinds", "change"), list(_cases(ATTACKS)))
def test_attack_is_never_official(kinds: tuple, change: Callable[[str], str]) -> None:
    vouched = []
    whole = tuple(
        "." + c.value
        for b in DIRECTORY.brands.values()
        for c in b.contacts
        if c.match == "registrable"
    )
    listed = {c.value for b in DIRECTORY.brands.values() for c in b.contacts}
    for c in _vouching(*kinds):
        attacked = change(c.value)
        if attacked in listed or attacked.endswith(whole):
            continue  # a name below the brand's own domain is the brand's
        region = None if c.region == "global" else c.region
        verdict = CHECKER.check(attacked, region=region)
        if verdict.status is Status.OFFICIAL:
            vouched.append(attacked)
    assert not vouched, vouched[:5]


@pytest.mark.parametrize("kind", ["x", "telegram", "instagram", "github", "facebook", "tiktok"])
def test_account_links_are_official_and_their_shadows_never(kind: str) -> None:
    link = {
        "x": "https://x.com/{}",
        "telegram": "https://t.me/{}",
        "instagram": "https://www.instagram.com/{}/",
        "github": "https://github.com/{}",
        "facebook": "https://m.facebook.com/{}/about",
        "tiktok": "https://www.tiktok.com/@{}?lang=en",
    }[kind]
    for c in _vouching(kind):
        assert CHECKER.check(link.format(c.value)).status is Status.OFFICIAL
        assert CHECKER.check(f"{kind}:@{c.value}").status is Status.OFFICIAL
        shadow = f"{kind}:@{c.value[:6]}0help"
        assert CHECKER.check(shadow).status is not Status.OFFICIAL
