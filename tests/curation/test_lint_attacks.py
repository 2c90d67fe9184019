"""Files that somebody hands in with bad intent or in haste: each is refused, alone, with its line,
the reason and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from ringtrue import AllowlistError, Directory
from ringtrue.cli.lint import judge_of
from ringtrue.curation.lint import Finding, lint
from ringtrue.curation.writing import scaffold
from ringtrue.directory import allowlist

TODAY = "2026-12-01"
ROW = (
    '  { kind = "domain", value = "brovantis.example", region = "global", status = "active", '
    'verified_on = "2026-11-23", review_by = "2027-05-22", sources = ["own"] },'
)
SOURCE = (
    '  { id = "own", ref = "https://www.brovantis.example/contact", grade = "A", '
    'date = "undated, read 2026-11-23", quote = "brovantis.example" },'
)
GOOD = f"""\
schema = 1
id = "brovantis"
name = "Brovantis"
aliases = []
kind = ["bank"]
contacts = [
{ROW}
]
sources = [
{SOURCE}
]
"""


def run(tmp_path: Path, text: str, name: str = "brovantis") -> list[Finding]:
    path = tmp_path / f"{name}.toml"
    path.write_text(text, encoding="utf-8")
    return lint([path], judge_of, None, Directory.default(), TODAY)


def row(**changes: str) -> str:
    """The good file with a second contact."""
    fields = {
        "kind": "x", "value": "brovantis", "region": "global", "status": "active",
        "verified_on": "2026-11-23", "review_by": "2027-02-20",
    } | changes  # fmt: skip
    pairs = ", ".join(f'{key} = "{value}"' for key, value in fields.items())
    return GOOD.replace(ROW, f'{ROW}\n  {{ {pairs}, sources = ["own"] }},')


def host(value: str, kind: str = "domain") -> str:
    return row(kind=kind, value=value, review_by="2027-05-22")


def named(*aliases: str) -> str:
    return GOOD.replace("aliases = []", f"aliases = {list(aliases)!r}".replace("'", '"'))


def sourced(**changes: str) -> str:
    text = GOOD
    for field, value in changes.items():
        start = text.index(f'{field} = "', text.index("sources = [\n")) + len(field) + 4
        text = text[:start] + value + text[text.index('"', start) :]
    return text


def test_the_good_file_is_silent_and_loads(tmp_path: Path) -> None:
    assert run(tmp_path, GOOD) == []
    assert allowlist.load_file(tmp_path / "brovantis.toml").id == "brovantis"


# name of the attack, the file, line, field, what it says, what it tells to do
EVIL = [
    ("takes a domain of a listed brand", host("metamask.io"), 8, "contacts[1].value",
     "is a contact of 'metamask' on the list in use", "one owner"),
    ("takes a host below a listed domain", host("login.metamask.io", "host"), 8,
     "contacts[1].value", "is a contact of 'metamask'", "one owner"),
    ("takes an account of a listed brand", row(kind="telegram", value="tokenPocket_en"), 8,
     "contacts[1].value", "is a contact of 'tokenpocket'", "shared_with"),
    ("takes a mail provider", host("yandex.com"), 8, "contacts[1].value",
     "everybody can have an address at 'yandex.com'", "kind 'email'"),
    ("takes the host of a mail provider", host("gmx.net", "host"), 8, "contacts[1].value",
     "everybody can have an address at 'gmx.net'", "kind 'email'"),
    ("takes a messenger's link host", host("t.me"), 8, "contacts[1].value",
     "everybody can have an account on 't.me'", "the platform's kind"),
    ("takes a whole hosting platform", host("github.io"), 8, "contacts[1].value",
     "github.io", ""),
    ("takes everybody's pages", host("brovantis.pages.dev"), 8, "contacts[1].match",
     "a host that strangers share", "exact host"),
    ("takes a public suffix", host("co.uk"), 8, "contacts[1].value", "co.uk", "correct the value"),
    ("takes a look-alike of a listed brand", host("rnetamask.example"), 8, "contacts[1].value",
     "our own detectors take 'rnetamask.example' for one of 'metamask'", "check whose it is"),
    ("writes a host with foreign letters", host("brоvantis.example"), 8, "contacts[1].value",
     "not in canonical form", "write 'xn--"),
    ("takes another brand's name as alias", named("MetaMask"), 4, "aliases[0]",
     "'MetaMask' is also a name of 'metamask' on the list in use", "a name claims one brand"),
    ("takes a name that looks like another's", named("TokenP0cket"), 4, "aliases[0]",
     "a name of 'tokenpocket' on the list in use", "a name claims one brand"),
    ("takes an article as alias", named("the"), 4, "aliases[0]",
     "'the' is an everyday word", "common_names = ['the']"),
    ("takes a desk's word as alias", named("support"), 4, "aliases[0]",
     "is what impostors and everybody add to names", "drop it"),
    ("takes an everyday word as alias", named("garden"), 4, "aliases[0]",
     "'garden' is an everyday word", "common_names = ['garden']"),
    ("hides a letter in a name", named("Bro\u200bvantis Bank"), 4, "aliases[0]",
     "holds invisible", "write 'Brovantis Bank'"),
    ("misspells a kind of contact", row(kind="telegramm"), 8, "contacts[1].kind",
     "Invalid enum value 'telegramm'", "did you mean 'telegram'?"),
    ("misspells a trade", GOOD.replace('"bank"', '"bnak"'), 5, "kind", "'bnak' is no kind",
     "did you mean 'bank'?"),
    ("misspells a status", row(status="activ"), 8, "contacts[1].status",
     "Invalid enum value 'activ'", "did you mean 'active'?"),
    ("misspells a field", row(verifed_on="2026-11-23"), 8, "contacts[1].verifed_on",
     "unknown field `verifed_on`", "did you mean 'verified_on'?"),
    ("was checked tomorrow", row(verified_on="2026-12-30", review_by="2027-03-01"), 8,
     "contacts[1].verified_on", "2026-12-30 is still to come", "write the day on which you did"),
    ("cites a page of tomorrow", sourced(date="2026-12-24"), 10, "sources[0].date",
     "2026-12-24 is still to come", "the day on which it was read"),
    ("vouches for years", row(review_by="2030-01-01"), 8, "contacts[1].review_by",
     "days after verified_on, and this kind allows 90", "bring it nearer"),
    ("calls a stranger's page the brand's", sourced(ref="http://evil.test/brovantis"), 10,
     "sources[0].grade", "'evil.test' is no host of the brand's", "cite the brand's own page"),
    ("calls a register the brand's word",
     sourced(ref="2factorauth/twofactorauth@f3ac2ab71c6f:entries/b/brovantis.json"), 10,
     "sources[0].grade", "is a list of others", "write grade = 'B'"),
    ("hides the host behind a user name",
     sourced(ref="https://www.brovantis.example@evil.test/contact"), 10, "sources[0].grade",
     "is no host of the brand's", "cite the brand's own page"),
    ("rests on itself alone", sourced(grade="C"), 7, "contacts[0].status", "grade C sources only",
     "cite the brand itself"),
    ("cites what is not there", row().replace('["own"] },\n]', '["onw"] },\n]'), 8,
     "contacts[1].sources", "'onw' is no source of this file", "add it to `sources`"),
    ("leaves the placeholder", host("todo.invalid"), 8, "contacts[1].value",
     "'todo.invalid' stands for nothing", "write a contact"),
    ("lists a short code for the whole world", row(kind="phone", value="95599",
     review_by="2027-05-22"), 8, "contacts[1].region", "is a short code", "write its region"),
    ("brings back a name that was sold", host("hsbc.ca"), 8, "contacts[1].status", "was sold",
     'status = "legacy"'),
    ("binds a path to a whole domain",
     host("brovantis-pay.example").replace('region = "global", status = "active", verified_on = '
     '"2026-11-23", review_by = "2027-05-22", sources = ["own"] },\n]',
     'path = "/x", verified_on = "2026-11-23", review_by = "2027-05-22", sources = ["own"] },\n]'),
     8, "contacts[1].path", "belongs to a host", "kind 'host'"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "line", "field", "says", "remedy"), [e[1:] for e in EVIL], ids=[e[0] for e in EVIL]
)
def test_an_evil_file_is_refused(
    text: str, line: int, field: str, says: str, remedy: str, tmp_path: Path
) -> None:
    assert text != GOOD
    findings = run(tmp_path, text)
    hits = [f for f in findings if f.line == line and f.field == field]
    assert hits, [str(f) for f in findings]
    assert any(says in f.message and remedy in f.remedy for f in hits), [str(f) for f in hits]
    assert all(f.remedy and f.message for f in findings)


def test_there_are_enough_of_them() -> None:
    assert len({name for name, *_ in EVIL}) >= 25


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    text = (
        row(kind="telegramm", status="activ", verifed_on="2026-11-23")
        .replace('kind = ["bank"]', 'kind = ["bnak"]')
        .replace("aliases = []", 'aliases = ["support"]')
        .replace('grade = "A"', 'grade = "AA"')
        + 'colour = "red"\n'
    )
    fields = {f.field for f in run(tmp_path, text)}
    assert fields >= {
        "contacts[1].kind", "contacts[1].status", "contacts[1].verifed_on", "kind", "aliases[0]",
        "sources[0].grade", "colour",
    }  # fmt: skip


def test_rows_behind_a_faulty_one_keep_their_lines(tmp_path: Path) -> None:
    bad = ROW.replace('kind = "domain"', 'kind = "domian"')
    text = host("yandex.com").replace(ROW, f"{bad}\n{ROW}", 1)
    hits = {(f.line, f.field) for f in run(tmp_path, text)}
    assert {(7, "contacts[0].kind"), (9, "contacts[2].value")} <= hits


def test_a_brand_in_the_run_is_asked_in_its_own_file_and_not_on_the_list(tmp_path: Path) -> None:
    """Whoever mends a listed brand is not told that the contacts are that brand's."""
    text = host("metamask.io").replace('id = "brovantis"', 'id = "metamask"')
    text = text.replace('name = "Brovantis"', 'name = "MetaMask"')
    findings = run(tmp_path, text, "metamask")
    assert not [f for f in findings if "list in use" in f.message], [str(f) for f in findings]


@pytest.mark.parametrize(
    "text",
    [
        host("brovantis-mail.example"),
        row(kind="email", value="help@brovantis.example", review_by="2027-05-22"),
        row(kind="email", value="brovantis@gmail.com", review_by="2027-05-22"),
        named("Brovantis Bank", "布罗万蒂斯"),
        GOOD.replace("brovantis.example", "garden.example").replace(
            "aliases = []", 'aliases = ["garden"]'
        ),
        sourced(ref="https://www.bank-register.gov.uk/brovantis"),
        sourced(ref="https://medium.com/brovantis/contact"),
        sourced(ref="brovantis/website@0123abc:README.md"),
    ],
    ids=["domain", "own mail", "its mailbox elsewhere", "names", "its domain is a word",
         "a government's page", "its page on a platform", "its repository"],
)  # fmt: skip
def test_honest_files_stay_silent(text: str, tmp_path: Path) -> None:
    assert run(tmp_path, text) == []


def test_a_scaffold_is_a_proposal_and_nothing_loads_it(tmp_path: Path) -> None:
    path = tmp_path / "brovantis.toml"
    path.write_text(scaffold("brovantis", "Brovantis", TODAY), encoding="utf-8")
    with pytest.raises(AllowlistError, match="proposal that nobody has reviewed"):
        allowlist.load_file(path)
    path.write_text(path.read_text().replace("proposed = true\n", ""), encoding="utf-8")
    with pytest.raises(AllowlistError, match=r"'todo\.invalid' stands for nothing"):
        allowlist.load_file(path)
