"""The unreviewed tail: what lists give to brands never vouches, and is accused of nothing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from ringtrue import Checker, Directory, Status
from ringtrue.curation.batches import SAMPLE, check, counted, draw, overlap, read_sample
from ringtrue.directory import allowlist
from ringtrue.directory.imported import (
    COLUMNS,
    COUNTED,
    DRAWN,
    FOLDER,
    Batch,
    Row,
    admit,
    list_sources,
    read_batch,
    read_batches,
    with_tail,
)
from ringtrue.errors import AllowlistError
from ringtrue.model import Brand, Listed, Source
from ringtrue.text.skeleton import fold

SHIPPED = Path(__file__).parents[2] / "allowlists"
BATCHES = read_batches(SHIPPED / FOLDER)
OWN = Source("https://acmebank.example/", "A", "2026-05-20")
ACME = Brand(
    "acme-bank",
    "Acme Bank",
    aliases=("Zephyrine",),
    contacts=(
        Listed("acme-bank", "domain", "acmebank.example", "registrable", verified_on="2026-11-23",
               review_by="2099-01-01", sources=(OWN,)),
    ),
)  # fmt: skip
HEAD = {
    "source": "name-suggestion-index@8.0.20260918", "grade": "B", "licence": "BSD-3-Clause",
    "read on": "2026-11-30", "sampled": "60", "confirmed": "50", "level": "0", "wrong": "0",
}  # fmt: skip


def row(domain: str, name: str, kind: str, value: str) -> Row:
    return Row(domain, name, kind, value, "global", "", f"list.json#{domain}", "/a", "2026-09-18")


def batch(*rows: Row, name: str = "nsi", **head: str) -> Batch:
    return Batch(f"{name}.tsv", HEAD | {k.replace("_", " "): v for k, v in head.items()}, rows)


def two(*rows: Row) -> list[Batch]:
    """The same rows by two owners."""
    return [batch(*rows), batch(*rows, name="twofactorauth", source="2factorauth/twofactorauth@f3")]


# -- the shipped batches ---------------------------------------------------------------------------


@pytest.mark.parametrize("batch", BATCHES, ids=lambda batch: batch.name)
def test_a_shipped_batch_is_admitted_by_the_sample_that_is_kept(batch: Batch) -> None:
    admit(batch)
    kept = [r for r in read_sample(SHIPPED / FOLDER).values() if r.batch == batch.name]
    drawn = {(batch.name, r.domain, r.kind, r.value) for r in draw(batch)}
    assert {r.key for r in kept} == drawn, "run: ringtrue batches --renew"
    assert len(drawn) >= len(batch.rows) * DRAWN / 100
    counts = counted(kept)[batch.name]
    assert {key: batch.head[key] for key in COUNTED} == {k: str(v) for k, v in counts.items()}
    pinned = list_sources()[batch.name]
    assert batch.head["source"] == pinned.ref
    assert batch.head["licence"] == pinned.licence
    assert all(r.path and r.place for r in batch.rows), "every citation was opened"


def test_the_tail_is_broad_and_kept_apart() -> None:
    brands = Directory.default().brands.values()
    tail = [brand for brand in brands if brand.tier == "own"]
    assert len(tail) >= 2000
    assert sum(len(brand.contacts) for brand in brands) >= 12000
    assert {brand.id for brand in tail}.isdisjoint(
        brand.id for brand in allowlist.load_reviewed(SHIPPED)
    )
    listed = [contact for brand in tail for contact in brand.contacts]
    assert {contact.status for contact in listed} == {"unverified"}
    assert all(contact.sources and not contact.review_by for contact in listed)


def test_nothing_of_the_tail_is_official_or_accused() -> None:
    directory = Directory.default()
    checker = Checker(directory)
    tail = [brand for brand in directory.brands.values() if brand.tier == "own"]
    asked = 0
    for brand in tail[::7]:
        for contact in brand.contacts:
            if contact.kind in ("domain", "x", "email", "phone") and contact.region != "CN":
                verdict = checker.check(contact.value, contact.kind)
                assert verdict.status is not Status.OFFICIAL, contact
                if contact.kind == "domain":
                    assert verdict.status is Status.UNKNOWN, (contact, verdict.evidence)
                    asked += 1
    assert asked > 400


def test_a_protected_name_of_the_tail_is_one_that_nobody_else_has() -> None:
    directory = Directory.default()
    guarded = [b for b in directory.brands.values() if b.tier == "own" and b.aliases]
    assert len(guarded) > 300
    checker = Checker(directory)
    for brand in guarded[::40]:
        label = fold(brand.aliases[0])
        bait = checker.check(f"{label}-login.example")
        assert bait.status in (Status.IMPERSONATION, Status.SUSPICIOUS), brand.id
        assert bait.imitates is not None
        abroad = checker.check(f"{label}.fr")
        assert abroad.status is Status.UNKNOWN, (brand.id, "its own site abroad stands on no list")


# -- whose a row is --------------------------------------------------------------------------------


def test_rows_of_a_reviewed_domain_go_to_its_brand_and_vouch_for_nothing() -> None:
    rows = (
        row("acmebank.example", "Acme", "domain", "acmebank.example"),
        row("acmebank.example", "Acme", "x", "acmebank"),
    )
    tail = with_tail([ACME], two(*rows))
    (brand,) = tail.brands
    assert (brand.id, brand.tier != "own", tail.own, tail.covered) == ("acme-bank", True, 1, 1)
    assert [(c.kind, c.status) for c in brand.contacts] == [
        ("domain", "active"), ("x", "unverified"),
    ]  # fmt: skip
    checker = Checker(Directory(tail.brands))
    assert checker.check("acmebank.example").status is Status.OFFICIAL
    assert checker.check("acmebank", "x").status is Status.UNKNOWN


def test_a_namesake_is_no_owner() -> None:
    rows = (row("zephyrine-tiles.example", "Zephyrine", "domain", "zephyrine-tiles.example"),)
    tail = with_tail([ACME], two(*rows))
    directory = Directory(tail.brands)
    assert [b.id for b in tail.brands] == ["acme-bank", "zephyrine-tiles-example"]
    named = directory.brand_for("Zephyrine")
    assert named is not None
    assert named.id == "acme-bank", "a name of the tail never stands for a reviewed one"
    assert not tail.brands[1].aliases


def test_a_contact_that_lists_give_to_two_brands_is_nobodys() -> None:
    rows = (
        row("brovantis.example", "Brovantis", "domain", "brovantis.example"),
        row("brambleton.example", "Brambleton", "domain", "brambleton.example"),
        row("brovantis.example", "Brovantis", "facebook", "sharedpage"),
        row("brambleton.example", "Brambleton", "facebook", "sharedpage"),
    )
    tail = with_tail([ACME], two(*rows))
    assert tail.disputed == 2
    assert all(len(brand.contacts) == 1 for brand in tail.brands)


def test_one_list_alone_protects_no_name() -> None:
    rows = (row("brovantis.example", "Brovantis", "domain", "brovantis.example"),)
    alone = with_tail([ACME], [batch(*rows)]).brands[-1]
    agreed = with_tail([ACME], two(*rows)).brands[-1]
    assert (alone.aliases, agreed.aliases) == ((), ("Brovantis",))


@pytest.mark.parametrize(
    ("domain", "name"),
    [
        ("garden.example", "Garden"),  # a word
        ("goodfood.example", "Goodfood"),  # two words
        ("ilka.example", "Ilka"),  # short
        ("brovantis.example", "Brovantis Holding"),  # the domain is another name
        ("zephyrlne.example", "Zephyrlne"),  # looks like a reviewed name
        ("facebok.example", "Facebok"),  # one slip from a popular site
    ],
)
def test_names_that_do_not_tell_are_not_protected(domain: str, name: str) -> None:
    tail = with_tail([ACME], two(row(domain, name, "domain", domain)))
    assert not tail.brands[-1].aliases


def test_a_faint_likeness_to_the_tail_is_no_alarm_and_bait_is() -> None:
    rows = (row("brovantis.example", "Brovantis", "domain", "brovantis.example"),)
    checker = Checker(Directory(with_tail([ACME], two(*rows)).brands))
    for quiet in ("brovantis.fr", "brovantis-group.com", "brovantiscdn.net", "brovamtis.com"):
        assert checker.check(quiet).status is Status.UNKNOWN, quiet
    for loud in ("brovantis-login.com", "secure-brovantis.example", "brovantis.verify-id.example"):
        assert checker.check(loud).status is not Status.UNKNOWN, loud


def test_of_a_reviewed_brand_the_same_is_an_alarm() -> None:
    mine = replace(ACME, aliases=("Brovantis",))
    assert Checker(Directory([mine])).check("brovamtis.com").status is not Status.UNKNOWN


def test_a_host_that_a_list_gives_to_one_brand_is_not_accused_of_another() -> None:
    """A brand of the tail is honest as far as lists know, whatever its name looks like."""
    like = row("acmebanq.example", "Acmebanq Tiles", "domain", "acmebanq.example")
    without, given = Directory([ACME]), Directory(with_tail([ACME], two(like)).brands)
    assert Checker(without).check("acmebanq.example").status is not Status.UNKNOWN
    assert Checker(given).check("acmebanq.example").status is Status.UNKNOWN
    claimed = Checker(given).check("acmebanq.example", claims="Acme Bank")
    assert claimed.status is not Status.UNKNOWN, "but it is not Acme Bank's, whoever says so"


# -- what is refused -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "said"),
    [
        ({"sampled": ""}, "no '# sampled: N'"),
        ({"wrong": "-1"}, "no '# wrong: N'"),
        ({"confirmed": "3"}, "3 rows of its sample were checked"),
        ({"confirmed": "90"}, "90 rows of its sample were checked"),
        ({"confirmed": "48", "wrong": "1"}, "1 of 49 checked rows are wrong, more than 2 %"),
    ],
)
def test_a_batch_without_a_good_sample_is_refused(head: dict[str, str], said: str) -> None:
    rows = [
        row(f"brand{n}.example", f"Brand {n}", "domain", f"brand{n}.example") for n in range(60)
    ]
    bad = batch(*rows, **head)
    with pytest.raises(AllowlistError, match=said):
        with_tail([ACME], [bad])


def test_one_in_fifty_is_admitted() -> None:
    admit(batch(row("a.example", "A", "domain", "a.example"), confirmed="49", wrong="1"))


@pytest.mark.parametrize(
    ("text", "said", "line"),
    [
        ("", "no '# source: ...'", 1),
        ("# source: a@1\n# grade: B\n# licence: MIT\n# read on: 2026-13-01\n", "is no day", 1),
        ("# source: a@1\nname\tkind\n", "needs the columns", 2),
        ("# source: a@1\n{columns}\na.example\tA\n", "has 2 cells instead of 9", 3),
    ],
)
def test_a_damaged_batch_is_refused(text: str, said: str, line: int, tmp_path: Path) -> None:
    file = tmp_path / "nsi.tsv"
    file.write_text(text.format(columns="\t".join(COLUMNS)), encoding="utf-8")
    with pytest.raises(AllowlistError, match=said) as caught:
        read_batch(file)
    assert caught.value.line == line


def test_a_row_that_is_no_contact_names_its_batch() -> None:
    bad = row("brovantis.example", "Brovantis", "domain", "no domain")
    with pytest.raises(AllowlistError, match="row 1"):
        with_tail([ACME], [batch(bad)])


def test_an_id_that_a_reviewed_brand_has_stays_that_brands() -> None:
    taken = replace(ACME, id="brovantis-example", contacts=())
    tail = with_tail([taken], two(row("brovantis.example", "B", "domain", "brovantis.example")))
    assert [b.id for b in tail.brands] == ["brovantis-example", "brovantis-example-imported"]
    assert tail.brands[1].contacts[0].brand_id == tail.brands[1].id


# -- samples ---------------------------------------------------------------------------------------


def test_the_draw_hangs_on_rows_and_not_on_their_order() -> None:
    rows = [row(f"b{n}.example", f"B{n}", "domain", f"b{n}.example") for n in range(3000)]
    one, other = batch(*rows), batch(*reversed(rows))
    assert draw(one) == draw(other)
    assert len(draw(one)) == 150
    assert len(draw(batch(*rows[:40]))) == 40, "of a small batch every row"


def test_another_list_confirms_and_another_value_is_a_question() -> None:
    mine = batch(
        row("q.example", "Q", "domain", "q.example"),
        row("q.example", "Q", "x", "q_main"),
        row("q.example", "Q", "instagram", "q_gram"),
    )
    theirs = batch(
        row("q.example", "Q", "domain", "q.example"), row("q.example", "Q", "x", "q_help"),
        name="twofactorauth", source="2factorauth/twofactorauth@f3",
    )  # fmt: skip
    found = {(r.kind, r.verdict) for r in check([mine, theirs], {}) if r.batch == "nsi"}
    assert found == {("domain", "confirmed"), ("x", "differs"), ("instagram", "none")}
    assert counted(check([mine, theirs], {}))["nsi"]["wrong"] == 1, "until somebody has decided"
    assert overlap([mine, theirs]) == (0, 1)


def test_what_a_person_has_decided_stands(tmp_path: Path) -> None:
    mine = batch(row("q.example", "Q", "x", "q_main"))
    path = tmp_path / SAMPLE
    path.write_text(
        "batch\tdomain\tkind\tvalue\tverdict\twitness\n"
        "nsi\tq.example\tx\tq_main\twrong\tby hand: a fan's account\n", encoding="utf-8",
    )  # fmt: skip
    assert [r.verdict for r in check([mine], read_sample(tmp_path))] == ["wrong"]
    path.write_text("head\nnsi\tq.example\tx\tq_main\tfine\t\n", encoding="utf-8")
    with pytest.raises(AllowlistError, match="no row of a sample"):
        read_sample(tmp_path)
