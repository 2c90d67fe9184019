"""Every fault that fuzzing found, once more; and the fuzzer's corpus through its targets."""

from __future__ import annotations

from base64 import b64decode
from pathlib import Path

import pytest

from ringtrue import AllowlistError, Checker, Directory, Status, parse
from ringtrue.directory import allowlist
from ringtrue.scanning import inputs

FOLDER = Path(__file__).resolve().parents[2] / "benchmarks/attack"


@pytest.fixture(scope="module")
def targets() -> dict:
    with pytest.MonkeyPatch.context() as patch:  # which the module sets for its whole process
        patch.setenv("RINGTRUE_DEBUG", "1")
        patch.syspath_prepend(str(FOLDER))
        import fuzz_targets
    return fuzz_targets.TARGETS


@pytest.fixture(autouse=True)
def _faults_are_raised(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RINGTRUE_DEBUG", "1")


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(path.stem for path in (FOLDER / "corpus").glob("*.txt")))
def test_corpus(targets: dict, name: str) -> None:
    lines = (FOLDER / "corpus" / f"{name}.txt").read_text().split()
    assert lines
    for line in lines:
        targets[name](b64decode(line))


@pytest.mark.parametrize(
    "text",
    [
        "hxxp\u20e3/metam+44 20 794ask[.]6\x070i9o91",
        "https://wallet.example/a[.]b",
        "https://wallet.example/a(.)b c",
    ],
)
def test_signs_in_a_path_are_no_disguise(text: str) -> None:
    first = parse(text)
    assert parse(first.canonical).canonical == first.canonical


def test_a_disguised_link_is_read_whole() -> None:
    assert parse("hxxps://wallet[.]example/a[.]b").canonical == "https://wallet.example/a.b"
    assert parse("wallet[.]example").canonical == "wallet.example"


def test_half_a_character_in_an_allowlist_is_an_error_of_ours() -> None:
    with pytest.raises(AllowlistError, match="half a character"):
        allowlist.loads('schema = 1\nid = "a\udc9b"\n')


def test_a_letter_of_two_marks_in_bytes_of_no_charset() -> None:
    """Big5-HKSCS has codes for a letter and its mark, which alone have none."""
    raw = "<p>客服 \u00ca\u030c 電話</p>".encode("big5hkscs")
    assert "電話" in inputs.read(raw, reading="html").text


@pytest.mark.parametrize(
    "named", ['name*0="a"; name="b"; name*1*="c"', "name*=a; name*0*=b; name*0=c"]
)
def test_a_parameter_given_twice_over_in_a_mail(named: str) -> None:
    raw = f"From: a@b.example\nContent-Type: application/pdf; {named}\n\nx".encode()
    assert "parts_faulty" not in inputs.read(raw, reading="mail").notes


@pytest.mark.parametrize("written", ["Instagram @ubsschweiz", "instagram @ubsschweiz"])
def test_a_platform_before_a_name_is_no_shown_name(written: str) -> None:
    assert parse(written).canonical == "instagram:@ubsschweiz"
    assert parse("UBS Schweiz @ubsschweiz").kind == "handle"


def test_a_place_that_the_browser_looks_for_is_no_page() -> None:
    from ringtrue.text.own_places import is_own

    assert is_own("ebay", "www", "/", "", ":~:text=hello")
    assert not is_own("ebay", "www", "/", "", "/user/desk0142:~:text=hello")


def test_what_a_link_is_does_not_hang_on_the_dots_behind_it() -> None:
    dotted = parse("https://t.me/evil_desk_24..")
    assert (dotted.kind, dotted.canonical) == ("telegram", "telegram:@evil_desk_24")
    assert parse("é.io;\u200b").canonical == parse("é.io").canonical


@pytest.mark.parametrize(
    "text",
    ["https://wallet.exampleẞ。", "https://wallet.exampleé。", "ftp://xn--a-.wallet.example∕ςZ"],
)
def test_a_letter_behind_a_host_belongs_to_it(text: str) -> None:
    """Found beside Node and Chromium, which open another host."""
    directory = Directory.from_rows([("wallet", "Wallet", "domain", "wallet.example")])
    assert Checker(directory).check(text).status is not Status.OFFICIAL


def test_a_question_mark_inside_a_link_asks_nothing() -> None:
    directory = Directory.from_rows([("wallet", "Wallet", "domain", "wallet.example")])
    assert Checker(directory).check("https://wallet.example/?q=1 ।").answer is None


def test_marks_behind_a_link_that_come_back_are_taken_off_once() -> None:
    link = "sk.io/a?u=javascript:locatl-desk.exa://evilesk.exa://evil-desk.example'"
    assert parse(link).kind == "url"


def test_a_link_inside_dots_is_no_package() -> None:
    """It was read as an app that is stated by a link, over and over."""
    assert parse("sk.io/a?u=x.exa://evil-desk.example").kind == "url"
