"""Proposals: files that a person reviews, and that nothing loads before."""

from __future__ import annotations

from pathlib import Path

import pytest

from ringtrue import AllowlistError, Checker, Directory
from ringtrue.curation.importers import Proposal, Unread
from ringtrue.curation.lint import lint
from ringtrue.curation.normalise_row import settle
from ringtrue.curation.proposals import MAX_ROWS, UNREAD, chosen, propose
from ringtrue.directory import allowlist
from ringtrue.model import Listed

TODAY = "2026-11-23"
OWN = Directory.from_rows(
    [
        ("acme", "Acme", "domain", "acme.example"),
        ("acme", "Acme", "x", "acme"),
        ("other", "Other", "domain", "other.example"),
    ]
)


def proposal(kind: str, value: str, name: str = "Bee Bank", **more: object) -> Proposal:
    fields = {
        "entity": name, "ref": "register@1.0:list.json", "grade": "B", "date": "2026-09-18",
        "where": "list.json:1", "quote": f"value: {value}",
    } | more  # fmt: skip
    return Proposal(name=name, kind=kind, value=value, **fields)  # type: ignore[arg-type]


def text_of(folder: Path, name: str) -> str:
    return (folder / f"{name}.toml").read_text(encoding="utf-8")


# -- one row --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "value", "as_kind", "as_value"),
    [
        ("website", "https://www.Bee.example/", "domain", "bee.example"),
        ("website", "bee.example", "domain", "bee.example"),
        ("website", "https://shop.bee.example/de", "host", "shop.bee.example"),
        ("website", "https://bee.github.io/", "host", "bee.github.io"),
        ("website", "https://sites.google.com/view/bee", "url", "sites.google.com/view/bee"),
        ("website", "https://twitter.com/BeeBank", "x", "beebank"),
        ("facebook", "https://www.facebook.com/BeeBank", "facebook", "beebank"),
        ("website", "https://bücher.example", "domain", "xn--bcher-kva.example"),
        ("url", "https://bee.example/contact", "url", "bee.example/contact"),
        ("url", "https://bee.example/", "domain", "bee.example"),
        ("email", "mailto:Help@Bee.example", "email", "help@bee.example"),
        ("x", "@BeeBank", "x", "beebank"),
        ("phone", "+1 (800) 555-0142", "phone", "+18005550142"),
    ],
)
def test_a_row_becomes_a_contact_in_our_terms(
    kind: str, value: str, as_kind: str, as_value: str
) -> None:
    listed = settle(proposal(kind, value))
    assert isinstance(listed, Listed), listed
    assert (listed.kind, listed.value + listed.path) == (as_kind, as_value)
    assert listed.status == "unverified"


@pytest.mark.parametrize(
    ("kind", "value", "says"),
    [
        ("website", "https://www.gov.uk/", "public suffix"),
        ("website", "https://sites.google.com/", "everybody's host"),
        ("website", "http://192.0.2.7/", "names no host"),
        ("website", "not a host", "no contact"),
        ("myspace", "bee", "no kind"),
        ("handle", "bee", "no kind"),
        ("x", "b" * 30, "no contact"),
        ("email", "a" * 400, "longer than"),
    ],
)
def test_a_row_that_is_no_contact_is_told(kind: str, value: str, says: str) -> None:
    found = settle(proposal(kind, value))
    assert isinstance(found, Unread), found
    assert says in found.why
    assert found.where == "list.json:1"


# -- files ----------------------------------------------------------------------------------------


def test_a_proposal_is_refused_until_a_person_has_read_it(tmp_path: Path) -> None:
    report = propose([proposal("website", "https://bee.example")], tmp_path, OWN, TODAY)
    assert report.files == [str(tmp_path / "bee-bank.toml")]
    with pytest.raises(AllowlistError, match="nobody has reviewed"):
        Directory.load(tmp_path)
    with pytest.raises(AllowlistError, match="nobody has reviewed"):
        allowlist.compile_folder(tmp_path)
    findings = lint([tmp_path])
    assert {f.field for f in findings} == {"proposed", "kind"}
    assert all(f.remedy for f in findings)

    file = tmp_path / "bee-bank.toml"
    read = file.read_text().replace("proposed = true\n", "").replace('"todo"', '"bank"')
    file.write_text(read)
    assert lint([tmp_path]) == []
    verdict = Checker(Directory.load(tmp_path)).check("bee.example")
    assert verdict.status.value == "unknown"  # still unverified: the line alone vouches for nothing
    assert [e.code for e in verdict.evidence] == ["listing_unverified"]

    file.write_text(read.replace('"unverified"', '"active"'))
    assert lint([tmp_path]) == []
    verdict = Checker(Directory.load(tmp_path)).check("bee.example")
    assert (verdict.status.value, verdict.assurance and verdict.assurance.level) == (
        "official", "register",
    )  # fmt: skip


def test_brands_are_recognised_by_what_they_hold_not_by_name(tmp_path: Path) -> None:
    found = [
        proposal("website", "https://acme.example", "Totally Different Ltd"),
        proposal("x", "acme_help", "Totally Different Ltd"),
        proposal("x", "acme", "Totally Different Ltd"),
        proposal("website", "https://impostor.example", "Acme"),
    ]
    report = propose(found, tmp_path, OWN, TODAY)
    assert report.listed == 2
    assert sorted(Path(f).name for f in report.files) == ["acme-2.toml", "acme.toml"]
    assert "acme_help" in text_of(tmp_path, "acme")
    assert 'name = "Acme"' in text_of(tmp_path, "acme")
    assert "impostor.example" in text_of(tmp_path, "acme-2")
    assert "impostor.example" not in text_of(tmp_path, "acme")


def test_another_brands_contact_is_a_conflict(tmp_path: Path) -> None:
    found = [proposal("website", "https://other.example"), proposal("x", "acme")]
    report = propose(found, tmp_path, OWN, TODAY)
    assert not report.files
    assert ["'acme'" in row.why for row in report.unread] == [True]
    assert "acme" in (tmp_path / UNREAD).read_text()


def test_sources_are_kept_and_equal_rows_joined(tmp_path: Path) -> None:
    found = [
        proposal("x", "beebank", ref="one@1:a"),
        proposal("x", "BeeBank", ref="two@2:b", grade="C"),
        proposal("x", "beebank", ref="one@1:a"),
    ]
    report = propose(found, tmp_path, OWN, TODAY)
    assert (report.contacts, report.repeated) == (1, 2)
    document = allowlist.read(text_of(tmp_path, "bee-bank"))
    (row,) = document.data.contacts
    assert {(s.ref, s.grade) for s in document.data.sources} == {("one@1:a", "B"), ("two@2:b", "C")}
    assert len(row.sources) == len(document.data.sources) == 2
    assert (row.verified_on, row.review_by) == (TODAY, "2027-02-21")


@pytest.mark.parametrize(
    "name",
    [
        'Bee"\nstatus = "active"\n#', "Bee\\", "Bee\u202eknab", "Bee\x00\x7f\x1b[31m", "例子银行",
        "../../etc/passwd", "CON", "B" * 500, "💳", " ", "]}", "'''",
    ],
)  # fmt: skip
def test_no_text_breaks_out_of_its_place(tmp_path: Path, name: str) -> None:
    found = [
        proposal("website", "https://bee.example", name, quote=name, ref=name or "r", purpose=name,
                 aliases=(name, "Bee"), date=name)
    ]  # fmt: skip
    report = propose(found, tmp_path, OWN, TODAY)
    (file,) = report.files
    assert Path(file).parent == tmp_path
    document = allowlist.read(Path(file).read_text(encoding="utf-8"), file)
    assert document.data.proposed
    assert [c.status for c in document.data.contacts] == ["unverified"]
    assert all(c.isprintable() for c in document.data.name)


def test_existing_files_stay_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "bee-bank.toml").write_text("reviewed")
    report = propose([proposal("x", "beebank")], tmp_path, OWN, TODAY)
    assert text_of(tmp_path, "bee-bank") == "reviewed"
    assert "exists already" in report.unread[0].why


def test_one_brand_does_not_drown_its_reviewer(tmp_path: Path) -> None:
    found = [proposal("x", f"bee{n}") for n in range(MAX_ROWS + 5)]
    report = propose(found, tmp_path, OWN, TODAY)
    assert (report.contacts, len(report.unread)) == (MAX_ROWS, 5)


def test_names_that_only_say_do_not_flag_are_no_proposals(tmp_path: Path) -> None:
    report = propose([proposal("website", "bee.example", only_known=True)], tmp_path, OWN, TODAY)
    assert (report.files, report.only_known) == ([], 1)


def test_only_some_brands() -> None:
    found = [
        proposal("x", "a", "Bee Bank"),
        proposal("x", "b", "Wasp", entity="Q7"),
        proposal("x", "c", "Ant", aliases=("蚂蚁",)),
        Unread("f:1", "", "is broken"),
        Unread("f:2", "", "is broken", ("Fly",)),
    ]
    kept = list(chosen(found, ["BEE-bank", "q7", "蚂蚁"]))
    assert [item.value for item in kept] == ["a", "b", "c", ""]
    assert list(chosen(found, [])) == found
