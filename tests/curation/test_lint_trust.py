"""The lint on what trust rests on: shared contacts, deny lists, proposals, names, the schema."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest

from ringtrue import Checker
from ringtrue.cli.lint import judge_of
from ringtrue.curation.denying import DenyList
from ringtrue.curation.lint import lint
from ringtrue.curation.writing import brand_file, review_by, scaffold
from ringtrue.directory import allowlist
from ringtrue.directory.directory import Directory
from ringtrue.directory.left_out import Others
from ringtrue.directory.rows import listed_from
from ringtrue.directory.schema import BrandFile, json_schema
from ringtrue.errors import AllowlistError
from ringtrue.kinds import parse
from ringtrue.search.candidates import candidates

ALLOWLISTS = Path(__file__).parents[2] / "allowlists"
DAY = "2026-11-23"


def write(folder: Path, brand_id: str, *values: str, **more: object) -> Path:
    """A good file with these domains; `more` replaces fields of its head or of its rows."""
    own = {k: v for k, v in more.items() if k in ("shared_with", "status", "twin", "kind_of_row")}
    contacts = [
        {"kind": str(own.get("kind_of_row", "domain")), "value": value}
        | {k: v for k, v in own.items() if k != "kind_of_row"}
        | {"verified_on": DAY, "review_by": review_by("domain", DAY), "sources": ["own"]}
        for value in values
    ]
    head = {"id": brand_id, "name": f"{brand_id} name", "aliases": [], "kind": ["bank"]}
    head |= {k: v for k, v in more.items() if k in head or k == "proposed"}
    source = {"id": "own", "ref": f"{brand_id}/site@0123abc:a.md", "grade": "A", "date": "2026-11"}
    path = folder / f"{brand_id}.toml"
    path.write_text(brand_file(head, contacts, [source] if values else []), encoding="utf-8")  # type: ignore[arg-type]
    return path


def said(folder: Path, deny: DenyList | None = None) -> list[str]:
    return [f"{Path(f.file).stem}:{f.line} {f.message}" for f in lint([folder], deny=deny)]


# -- two owners -----------------------------------------------------------------------------------


def test_a_shared_contact_needs_the_word_of_both(tmp_path: Path) -> None:
    write(tmp_path, "ant", "shared.example")
    write(tmp_path, "bee", "shared.example")
    (finding,) = lint([tmp_path])
    assert (Path(finding.file).stem, finding.line, finding.field) == (
        "bee", 8, "contacts[0].value",
    )  # fmt: skip
    assert "'ant'" in finding.message
    assert "shared_with = ['ant']" in finding.remedy
    write(tmp_path, "bee", "shared.example", shared_with=["ant"])
    (finding,) = lint([tmp_path])
    assert (Path(finding.file).stem, "'bee'" in finding.message) == ("ant", True)
    write(tmp_path, "ant", "shared.example", shared_with=["bee"])
    assert lint([tmp_path]) == []
    brands = Directory.load(tmp_path)
    assert {row.brand_id for row in brands.owners(parse("shared.example"))} == {"ant", "bee"}


def test_sharing_with_somebody_who_does_not_list_it(tmp_path: Path) -> None:
    write(tmp_path, "ant", "ant.example", shared_with=["bee"])
    write(tmp_path, "bee", "bee.example")
    assert said(tmp_path) == ["ant:8 'bee' does not list 'ant.example'"]


# -- deny lists -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "value", "entry", "says"),
    [
        ("domain", "acme.example", "acme.example", "'acme.example' is denied"),
        ("domain", "acme.example", "www.acme.example", "'acme.example' is denied"),
        ("domain", "acme.example", "https://login.acme.example/x", "below it is denied"),
        ("host", "help.acme.example", "acme.example", "'acme.example' above it is denied"),
        ("domain", "acme.example", "hxxps://acme[.]example/x?y", "is denied"),
        ("domain", "acme.example", "0.0.0.0 acme.example", "is denied"),
        ("domain", "acme.example", "||acme.example^", "is denied"),
        ("domain", "acme.example", "acme.example # seen 2026-11", "is denied"),
        ("email", "help@acme.example", "help@acme.example", "is denied"),
        ("email", "help@acme.example", "acme.example", "its domain"),
        ("x", "acme", "https://x.com/Acme", "is denied"),
        ("phone", "+18005550142", "+1 800 555 0142", "is denied"),
        ("play_package", "com.example.acme",
         "https://play.google.com/store/apps/details?id=com.example.acme", "is denied"),
        ("wallet", "0x52908400098527886E0F7030069857D2E4169EE7",
         "0x52908400098527886E0F7030069857D2E4169EE7", "is denied"),
        ("url", "https://sites.google.com/view/acme", "https://sites.google.com/view/acme/x",
         "is denied"),
    ],
)  # fmt: skip
def test_what_a_deny_list_hits(
    tmp_path: Path, kind: str, value: str, entry: str, says: str
) -> None:
    (tmp_path / "deny.txt").write_text(f"# feed\n\n{entry}\n")
    deny = DenyList()
    deny.read(tmp_path / "deny.txt")
    hit = deny.hit(listed_from("acme", kind, value))
    assert hit is not None
    assert says in hit[0]
    assert hit[1] == "deny.txt:3"


@pytest.mark.parametrize(
    ("kind", "value", "entry"),
    [
        ("domain", "acme.example", "notacme.example"),
        ("host", "acme.example", "login.acme.example"),
        ("domain", "google.com", "https://sites.google.com/view/fake"),
        ("url", "https://sites.google.com/view/acme", "https://sites.google.com/view/acmee"),
        ("x", "acme", "telegram:@acme"),
        (
            "x",
            "acme",
            "https://x.com/Acme/status/1",
        ),  # a post is somebody's; the name proves nothing
        ("email", "help@acme.example", "sales@acme.example"),
    ],
)
def test_what_a_deny_list_does_not_hit(tmp_path: Path, kind: str, value: str, entry: str) -> None:
    (tmp_path / "deny.txt").write_text(entry)
    deny = DenyList()
    deny.read(tmp_path / "deny.txt")
    assert len(deny) == 1
    assert deny.hit(listed_from("acme", kind, value)) is None


def test_a_denied_contact_is_a_finding_until_it_no_longer_vouches(tmp_path: Path) -> None:
    config = tmp_path / "config.json"
    config.write_text(json.dumps({"blacklist": ["acme.example", 7, "not a contact"]}))
    deny = DenyList()
    deny.read(config)
    lists = tmp_path / "lists"
    lists.mkdir()
    write(lists, "acme", "acme.example")
    assert said(lists, deny) == ["acme:8 'acme.example' is denied (config.json:1)"]
    assert deny.unread == ["config.json:3"]
    write(lists, "acme", "acme.example", status="revoked")
    assert said(lists, deny) == []


@pytest.mark.parametrize("raw", [b'{"a": 1}', b"{", b"[" * 9999])
def test_a_deny_list_that_is_none(tmp_path: Path, raw: bytes) -> None:
    (tmp_path / "deny.json").write_bytes(raw)
    with pytest.raises(AllowlistError, match=r"deny\.json"):
        DenyList().read(tmp_path / "deny.json")
    with pytest.raises(AllowlistError, match="cannot be read"):
        DenyList().read(tmp_path / "none.txt")


# -- names, proposals, scaffolds ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("Аcme", "mixes Latin letters with Cyrillic"),
        ("Acmе Bank", "mixes Latin letters with Cyrillic"),
        ("Ηappy", "mixes Latin letters with Greek"),
        ("Acme\u200b", "invisible"),
    ],
)
def test_names_that_deceive(tmp_path: Path, name: str, says: str) -> None:
    write(tmp_path, "acme", "acme.example", name=name)
    findings = lint([tmp_path])
    assert any(says in f.message and f.field == "name" and f.line == 3 for f in findings), findings


@pytest.mark.parametrize("name", ["Сбербанк", "Τράπεζα", "Acme 银行", "ﾊﾞﾝｸ".encode().decode()])
def test_honest_names_of_other_scripts(tmp_path: Path, name: str) -> None:
    import unicodedata

    write(tmp_path, "acme", "acme.example", name=unicodedata.normalize("NFKC", name))
    assert said(tmp_path) == []


def test_a_name_that_passes_for_anothers(tmp_path: Path) -> None:
    write(tmp_path, "ant", "ant.example", name="Paymill")
    write(tmp_path, "bee", "bee.example", name="Paymi11")
    assert said(tmp_path) == ["bee:3 'Paymi11' looks like 'Paymill', a name of 'ant'"]


def test_a_brand_that_lists_nothing(tmp_path: Path) -> None:
    write(tmp_path, "acme")
    assert said(tmp_path) == ["acme:7 'acme' lists nothing"]


def test_a_scaffold_tells_everything_that_is_missing(tmp_path: Path) -> None:
    path = tmp_path / "acme.toml"
    path.write_text(scaffold("acme", "Acme", DAY))
    findings = lint([path])
    assert [f.field for f in findings] == [
        "kind", "proposed", "contacts[0].value", "sources[0].ref",
    ]  # fmt: skip
    assert all(f.remedy and f.line for f in findings)
    text = path.read_text()
    for old, new in (
        ('kind = ["todo"]', 'kind = ["bank"]'),
        ("todo.invalid", "acme.example"),
        ("todo: address of the brand's own page", "https://acme.example/contact"),
        ("proposed = true\n", ""),
    ):
        assert old in text
        text = text.replace(old, new)
    path.write_text(text)
    assert lint([path]) == []
    assert allowlist.load_file(path).id == "acme"


# -- the judge ------------------------------------------------------------------------------------


def test_the_view_without_a_brand_answers_as_a_directory_without_it() -> None:
    brands = Directory.default().brands
    view = Others(Directory(brands.values()))
    for hidden in ("tokenpocket", "citi", "citic", "hsbc"):
        real = Directory(b for b in brands.values() if b.id != hidden)
        view.hidden = hidden
        for listed in brands[hidden].contacts[:12]:
            kind = "url" if listed.path else listed.kind
            raw = f"https://{listed.value}{listed.path}" if listed.path else listed.value
            contact = parse(raw, kind, None if listed.region == "global" else listed.region)
            assert view.owners(contact) == real.owners(contact)
            assert {(c.brand_id, c.how) for c in candidates(view, contact)} == {
                (c.brand_id, c.how) for c in candidates(real, contact)
            }


def test_the_judge_knows_all_files_and_the_shipped_list(tmp_path: Path) -> None:
    def judged() -> set[tuple[str, str]]:
        found = lint([tmp_path], judge_of)
        return {(Path(f.file).stem, f.message.rpartition(" ")[2]) for f in found}

    write(tmp_path, "acmewallet", "acmewallet.example")
    write(tmp_path, "thief", "acmewa11et.example", "tokenp0cket.example")
    assert judged() == {
        ("acmewallet", "'thief'"),  # likeness goes both ways: a person has to look
        ("thief", "'acmewallet'"),
        ("thief", "'tokenpocket'"),
    }
    write(tmp_path, "thief", "acmewa11et.example", twin=["acmewallet"])
    assert judged() == {("acmewallet", "'thief'")}


# -- the schema -----------------------------------------------------------------------------------


def test_the_published_schema_is_current() -> None:
    published = (ALLOWLISTS / "allowlist.schema.json").read_text(encoding="utf-8")
    assert published == json_schema(), (
        "run: ringtrue schema allowlist > allowlists/allowlist.schema.json"
    )


def test_the_schema_names_every_field_and_no_python_syntax() -> None:
    schema = json.loads(json_schema())
    fields = {field.encode_name for field in msgspec.structs.fields(BrandFile)}
    assert set(schema["$defs"]["BrandFile"]["properties"]) == fields
    assert "\\Z" not in json_schema()
    assert schema["$defs"]["BrandFile"]["additionalProperties"] is False


# -- moved names, own domains, requests never made ------------------------------------------------


def test_a_contact_that_has_moved_does_not_vouch(tmp_path: Path) -> None:
    write(tmp_path, "bankofcanada", "hsbc.ca")
    (finding,) = lint([tmp_path])
    assert finding.field == "contacts[0].status"
    assert "was sold on 2024-03-28" in finding.message
    write(tmp_path, "bankofcanada", "hsbc.ca", status="legacy")
    assert lint([tmp_path]) == []


OWN = 'own_domains = [{{ source = "own", read_on = "2026-11-30", values = ["{}"] }}]\n'
EVIL_OWN = {
    "example.github.io": "strangers share",
    "co.uk": "",
    "goog\u043be.example": "",
    "EXAMPLE.com": "canonical form",
    "https://example.com/": "canonical form",
    "one.example": "is also listed by 'acme'",
    "gmail": "",
}


@pytest.mark.parametrize(("value", "says"), EVIL_OWN.items())
def test_an_own_domain_that_is_none(tmp_path: Path, value: str, says: str) -> None:
    path = write(tmp_path, "acme", "one.example")
    path.write_text(path.read_text(encoding="utf-8") + OWN.format(value), encoding="utf-8")
    findings = lint([tmp_path])
    assert findings
    assert all(f.field == "own_domains[0].values" for f in findings)
    assert says in findings[0].message


def test_an_own_domain_is_neither_official_nor_accused(tmp_path: Path) -> None:
    path = write(tmp_path, "acmebank", "acmebank.example")
    with_own = Checker(Directory.load(tmp_path))
    assert with_own.check("acmebank-cards.example").status == "impersonation"
    path.write_text(
        path.read_text(encoding="utf-8") + OWN.format("acmebank-cards.example"), encoding="utf-8"
    )
    assert lint([tmp_path]) == []
    verdict = Checker(Directory.load(tmp_path)).check("www.acmebank-cards.example")
    assert (verdict.status, [e.code for e in verdict.evidence]) == (
        "unknown",
        ["listing_unverified"],
    )


NEVER = (
    'never_asks = [{{ request = "{}", over = "{}", statement = "We never ask.", source = "own", '
    'verified_on = "2026-11-30", review_by = "{}" }}]\n'
)


@pytest.mark.parametrize(
    ("request_", "over", "until", "field"),
    [
        ("recovery_phrase", "email", "2027-11-30", ""),
        ("recovery_phrase", "pigeon", "2027-11-30", "never_asks[0].over"),
        ("recovery_phrase", "", "2031-11-30", "never_asks[0].review_by"),
        ("your_soul", "", "2027-11-30", "never_asks[0].request"),
    ],
)
def test_a_request_never_made(
    tmp_path: Path, request_: str, over: str, until: str, field: str
) -> None:
    path = write(tmp_path, "acme", "one.example")
    text = path.read_text(encoding="utf-8") + NEVER.format(request_, over, until)
    path.write_text(text, encoding="utf-8")
    assert [finding.field for finding in lint([tmp_path])] == [field] * bool(field)
    path.write_text(text.replace('grade = "A"', 'grade = "B"'), encoding="utf-8")
    assert any("not the brand's own word" in f.message for f in lint([tmp_path])) or field == (
        "never_asks[0].request"
    )


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"kind": ["bnak"]}, "did you mean 'bank'?"),
        ({"kind": ["zzz"]}, "one of airline, bank"),
        ({"aliases": ["support"]}, "drop it"),
        ({"aliases": ["Login"]}, "drop it"),
    ],
)
def test_words_that_are_no_kind_and_no_name(
    tmp_path: Path, changes: dict[str, object], says: str
) -> None:
    write(tmp_path, "acme", "one.example", **changes)
    (finding,) = lint([tmp_path])
    assert says in finding.remedy
