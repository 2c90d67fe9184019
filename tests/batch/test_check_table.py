"""Tables get the verdicts that single checks get, whatever form the table has."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ringtrue import Checker, Directory, Policy

pa = pytest.importorskip("pyarrow")

from ringtrue.batch.table import (  # noqa: E402
    COLUMNS,
    MANY,
    check_each,
    check_table,
    quiet_hosts,
    schema_of,
)
from ringtrue.errors import BatchError  # noqa: E402

CHECKER = Checker(
    Directory.from_rows(
        [
            ("metamask", "MetaMask", "domain", "metamask.io"),
            ("metamask", "MetaMask", "alias", "小狐狸钱包"),
            ("acme", "Acme", "domain", "acme-wallet.example"),
            ("acme", "Acme", "phone", "+18005550142"),
        ]
    )
)
HOSTS = [
    "metamask.io",
    "metmask.io",
    "metamask-support.example",
    "plain.example",
    "xn--mtamask-bya.io",
    "метамask.io",
    "XXXX-XXXXXXX",
    "",
    "+1 800 555 0142",
    "a" * 9000,
]


def single(contact: str, claim: str | None = None) -> tuple:
    verdict = CHECKER.check(contact, None, claim)
    return (
        verdict.status.value,
        verdict.score,
        verdict.brand.id if verdict.brand else None,
        verdict.imitates.brand.id if verdict.imitates else None,
        [item.code for item in verdict.evidence],
    )


def rows(table: pa.Table) -> list[tuple]:
    return list(zip(*(table[name].to_pylist() for name in COLUMNS), strict=True))


def test_rows_are_those_of_single_checks() -> None:
    table = check_table(pa.table({"id": range(len(HOSTS)), "host": HOSTS}), "host", checker=CHECKER)
    assert rows(table) == [single(host) for host in HOSTS]
    assert table["id"].to_pylist() == list(range(len(HOSTS)))
    assert table.schema == schema_of(pa.schema([("id", pa.int64()), ("host", pa.string())]))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=40) | st.sampled_from(HOSTS), max_size=20))
def test_any_text(contacts: list[str]) -> None:
    kept = [c for c in contacts if c.encode("utf-8", "ignore").decode() == c]
    table = check_table(pa.table({"c": pa.array(kept, pa.string())}), "c", checker=CHECKER)
    assert rows(table) == [single(contact) for contact in kept]


def test_claims_count() -> None:
    data = pa.table({"c": ["+1 800 555 0199"] * 3, "who": ["Acme", None, "小狐狸钱包"]})
    table = check_table(data, "c", "who", checker=CHECKER)
    assert rows(table) == [single("+1 800 555 0199", claim) for claim in ("Acme", None, "MetaMask")]
    assert table["status"].to_pylist()[0] == "suspicious"


def test_null_stays_null() -> None:
    table = check_table(pa.table({"c": ["metmask.io", None]}), "c", checker=CHECKER)
    assert [table[name].to_pylist()[1] for name in COLUMNS] == [None] * len(COLUMNS)


@pytest.mark.parametrize("kind", [pa.large_string(), pa.dictionary(pa.int32(), pa.string())])
def test_other_text_types(kind: pa.DataType) -> None:
    data = pa.table({"c": pa.array(["metmask.io", "plain.example"]).cast(kind)})
    assert rows(check_table(data, "c", checker=CHECKER))[0] == single("metmask.io")


def test_a_reader_streams() -> None:
    pulled = []

    def batches():
        for number in range(3):
            pulled.append(number)
            yield pa.record_batch({"c": HOSTS[:4]})

    schema = pa.schema([("c", pa.string())])
    reader = check_table(pa.RecordBatchReader.from_batches(schema, batches()), "c", checker=CHECKER)
    assert isinstance(reader, pa.RecordBatchReader)
    first = reader.read_next_batch()
    assert pulled == [0]
    assert first["status"].to_pylist() == [single(host)[0] for host in HOSTS[:4]]
    assert sum(batch.num_rows for batch in reader) == 8


def test_an_empty_table_has_the_columns() -> None:
    data = pa.table({"c": pa.array([], pa.string())})
    assert check_table(data, "c", checker=CHECKER).schema.names == ["c", *COLUMNS]


@pytest.mark.parametrize(
    ("data", "column", "claims", "told"),
    [
        ({"c": ["x"]}, "host", None, "no column 'host'; there are: c"),
        ({"c": [1]}, "c", None, "holds int64, not text"),
        ({"c": ["x"], "score": [1.0]}, "c", None, "columns score are there already"),
        ({"c": ["x"], "who": ["Nobody Inc"]}, "c", "who", "'Nobody Inc' is no brand"),
    ],
)
def test_what_is_wrong_is_said(data: dict, column: str, claims: str | None, told: str) -> None:
    with pytest.raises(BatchError, match=told):
        check_table(pa.table(data), column, claims, checker=CHECKER)


@pytest.mark.parametrize("most", [32, 1])
def test_long_lists_get_the_verdicts_of_single_checks(most: int) -> None:
    checker = Checker(CHECKER.directory, Policy(max_candidates=most))
    contacts = [*HOSTS, "\ud800.example", "acme-wallet-metamask.example"]
    contacts += [f"garden{i}.example" for i in range(MANY)] + [f"metamaks{i}.io" for i in range(9)]
    for kind, region in ((None, "us"), ("domain", None)):
        found = check_each(contacts, checker=checker, kind=kind, region=region)
        assert found == [checker.check(contact, kind, None, region) for contact in contacts]
    table = check_table(pa.table({"c": contacts[: -len(HOSTS)][-MANY:]}), "c", checker=checker)
    singles = [checker.check(contact) for contact in contacts[: -len(HOSTS)][-MANY:]]
    assert table["status"].to_pylist() == [verdict.status.value for verdict in singles]


def test_links_and_addresses_of_quiet_hosts_get_the_verdicts_of_single_checks() -> None:
    """What else is in them is still looked at: the path, the user's name, the mailbox."""
    hosts = [f"garden{i}.example" for i in range(MANY)]
    odd = [
        "https://{}/metamask", "https://metamask.io@{}/", "https://{}/?to=https://rnetamask.io/",
        "https://rnetamask.io\\@{}/", "javascript://{}/", "metamask@{}", "MetaMask <a@{}>",
        "https://{}:8443/x", "{}", "https://{}/garden/7", "HTTPS://{}/A", "a@b@{}", "https://{}.",
    ]  # fmt: skip
    contacts = [odd[at % len(odd)].format(host) for at, host in enumerate(hosts)]
    contacts += ["https://metamask.io/support", "https://rnetamask.io/garden", "http:///x", "://"]
    quiet = quiet_hosts(contacts, CHECKER)
    assert set(hosts[::13]) <= quiet
    assert not quiet & {"metamask.io", "rnetamask.io"}
    found = check_each(contacts, checker=CHECKER)
    assert found == [CHECKER.check(contact) for contact in contacts]
    assert sum(bool(verdict.evidence) for verdict in found) > 100


def test_few_contacts_are_looked_at_one_by_one() -> None:
    assert quiet_hosts(["garden.example"] * (MANY - 1), CHECKER) == frozenset()
