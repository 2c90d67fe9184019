"""Known names: they silence, they never vouch, and impostors among them stay alarms."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest

from ringtrue import AllowlistError, Checker, Directory, check
from ringtrue.curation.importers import Proposal, Unread
from ringtrue.curation.proposals import accused, know
from ringtrue.directory.known import HEAD, Known, dump, shipped

OWN = Directory.from_rows(
    [
        ("examplewallet", "Example Wallet", "domain", "examplewallet.example"),
        ("examplewallet", "Example Wallet", "telegram", "examplewallet"),
        ("examplewallet", "Example Wallet", "phone", "+18005550142"),
        ("acmebank", "Acmebank", "domain", "acmebank.example"),
    ]
)


def status(contact: str, known: list[str], **more: str) -> str:
    return Checker(OWN.with_known(known)).check(contact, **more).status.value


@pytest.mark.parametrize(
    "contact",
    ["acmebanc.example", "https://www.acmebanc.example/about", "help@acmebanc.example",
     "acmebank.test", "telegram:@examplewalet"],
)  # fmt: skip
def test_a_known_name_is_no_longer_accused(contact: str) -> None:
    known = ["acmebanc.example", "acmebank.test", "telegram:@examplewalet"]
    assert status(contact, []) in ("impersonation", "suspicious")
    assert status(contact, known) == "unknown"


@pytest.mark.parametrize(
    "contact",
    [
        "examplewa11et.example",  # letters that only look alike
        "examplewallet-support.example",  # bait beside the name
        "https://examplewallet.example@stranger.example/",  # deception, not resemblance
        "acmebank.example.stranger.example",  # a brand inside somebody's subdomains
        "telegram:@examplewallet_support",
    ],
)
def test_an_impostor_on_the_table_is_still_an_alarm(contact: str) -> None:
    known = [
        "examplewa11et.example", "examplewallet-support.example", "stranger.example",
        "telegram:@examplewallet_support",
    ]  # fmt: skip
    assert status(contact, []) in ("impersonation", "suspicious")
    assert status(contact, known) == status(contact, [])


@pytest.mark.parametrize("contact", ["stranger.example", "x:@stranger", "+18005550199"])
def test_a_known_name_never_vouches(contact: str) -> None:
    directory = OWN.with_known([contact])
    verdict = Checker(directory).check(contact)
    assert verdict.status.value == "unknown"
    assert verdict.brand is None
    assert directory.owner(verdict.contact) is None


def test_a_claim_is_judged_as_before() -> None:
    claimed = {"claims": "Example Wallet"}
    for contact in ("stranger.example", "x:@stranger", "+18005550199"):
        assert status(contact, [contact], **claimed) == status(contact, [], **claimed)
        assert status(contact, [contact], **claimed) in ("impersonation", "suspicious")


def test_official_contacts_stay_official() -> None:
    assert status("examplewallet.example", ["examplewallet.example"]) == "official"


def test_a_table_is_written_and_read(tmp_path: Path) -> None:
    known = Known({"domain": ["b.example", "a.example"], "x": ["name"], "nonsense": ["x"]})
    path = tmp_path / "known.txt"
    path.write_text(dump(known, ["from\na register"]), encoding="utf-8")
    assert path.read_text().splitlines() == [
        HEAD, "# from a register", "[domain]", "a.example", "b.example", "[x]", "name",
    ]  # fmt: skip
    again = Known.load(path)
    assert (again.version, len(again)) == (known.version, 3)
    assert dump(again) == dump(known)
    both = again | Known({"domain": ["c.example"]})
    assert len(both) == 4
    assert both.version != known.version


@pytest.mark.parametrize(
    "raw", [b"", b"a.example\n", b"\xff\xfe", f"{HEAD}\n[colour]\nred".encode()]
)
def test_other_files_are_refused(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "known.txt"
    path.write_bytes(raw)
    with pytest.raises(AllowlistError, match=r"known\.txt"):
        Known.load(path)
    with pytest.raises(AllowlistError, match="cannot be read"):
        Known.load(tmp_path / "none")


def test_a_directory_says_that_it_is_quieter() -> None:
    quiet = OWN.with_known(["a.example"])
    assert quiet.version.startswith(f"{OWN.version}~")
    more = quiet.with_known(["b.example"])
    assert more.known is not None
    assert len(more.known) == 2
    assert more.version.count("~") == 1
    joined = OWN | quiet
    assert joined.known is not None
    assert Checker(joined).check("a.example").status.value == "unknown"
    with pytest.raises(AllowlistError, match="give hosts"):
        OWN.with_known(["not a host"])


def test_hosts_that_strangers_share_are_nobodys_name() -> None:
    def row(kind: str, value: str) -> Proposal:
        return Proposal("e", "E", kind, value, "f:1", "r@1", "B", "2026")

    known, report = know(
        [
            row("website", "https://acme.example"),
            row("website", "https://shop.acme.example/x"),
            row("website", "https://acme.github.io"),
            row("website", "https://sites.google.com/view/acme"),
            row("discord", "https://discord.gg/NKPM8TXFQk"),
            row("email", "help@acme.example"),
            row("phone", "+1 800 555 0199"),
            row("x", "Acme"),
            Unread("f:2", "", "is broken"),
        ]
    )
    assert dump(known).splitlines()[1:] == [
        "[domain]", "acme.example", "[host]", "shop.acme.example", "[x]", "acme",
        "[phone]", "+18005550199",
    ]  # fmt: skip
    assert len(report.unread) == 1


def test_only_what_is_accused_needs_a_table() -> None:
    table = Known({"domain": ["acmebanc.example", "stranger.example"], "x": ["examplewalet", "me"]})
    kept = accused(table, Checker(OWN))
    assert dump(kept) == dump(Known({"domain": ["acmebanc.example"], "x": ["examplewalet"]}))


def test_the_shipped_list_is_used_with_its_registers() -> None:
    known = Directory.default().known
    assert known is not None
    assert known.version == shipped().version
    assert "fidelitybank.com" in known.names("domain")
    assert check("fidelitybank.com").status.value == "unknown"


def test_a_small_table_takes_little_room(tmp_path):
    """Not the room of the largest one that is read."""
    path = tmp_path / "known.txt"
    path.write_text(dump(Known({"domain": ["acmebanc.example"]})), encoding="utf-8")
    tracemalloc.start()
    try:
        Known.load(path)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 8 << 20
