"""Allowlist files: what is read, and that each fault names its place and its remedy."""

from __future__ import annotations

import typing
from pathlib import Path

import pytest

from ringtrue import Checker, Directory, Status
from ringtrue.directory import allowlist, schema
from ringtrue.directory.refs import corroborated, owner_of
from ringtrue.errors import AllowlistError
from ringtrue.index.protected import protected_names
from ringtrue.kinds.registry import KINDS, UNLISTED
from ringtrue.model import Source

GOOD = """\
schema = 1
id = "examplewallet"
name = "Example Wallet"
aliases = ["例子钱包", "liziqianbao"]
kind = ["wallet"]

contacts = [
  { kind = "domain", value = "ExampleWallet.example", purpose = "website", verified_on = "2026-11-23", review_by = "2027-05-22", sources = ["readme", "register"] },
  { kind = "phone", value = "+1 800 555 0142", verified_on = "2026-11-23", review_by = "2027-05-22", sources = ["readme"] },
  { kind = "host", value = "sites.example", path = "/wallet/", status = "legacy", successor = "examplewallet.example", verified_on = "2026-11-23", review_by = "2027-05-22", sources = ["register"] },
]

closed_channels = [
  { channel = "sms", statement = "We never text.", source = "readme", verified_on = "2026-11-23", review_by = "2027-11-23" },
]

sources = [
  { id = "readme", ref = "examplewallet/app@0123abc:README.md", grade = "A", date = "2026-05-20", quote = "[site](https://examplewallet.example)" },
  { id = "register", ref = "register@1.2:wallets.json", grade = "B", date = "2026-11" },
]
"""  # noqa: E501


def test_a_file_becomes_a_brand() -> None:
    brand = allowlist.loads(GOOD, "examplewallet.toml")
    site, phone, old = brand.contacts
    assert (brand.id, brand.kind, brand.aliases[0]) == ("examplewallet", ("wallet",), "例子钱包")
    assert (site.value, site.match, site.use) == ("examplewallet.example", "registrable", "link")
    assert site.corroborated
    assert not phone.corroborated
    assert [source.grade for source in site.sources] == ["A", "B"]
    assert (phone.value, phone.use) == ("+18005550142", "call-to")
    assert (old.match, old.path, old.successor) == ("exact", "/wallet", "examplewallet.example")
    assert brand.closed_channels[0].source.ref.startswith("examplewallet/app")
    whole = (
        'complete = [\n  { kinds = ["x", "phone"], source = "readme", region = "US", '
        'verified_on = "2026-11-23", review_by = "2027-05-22" },\n]\n\nsources = ['
    )
    complete = allowlist.loads(GOOD.replace("sources = [\n", whole + "\n", 1)).complete
    assert [(c.kind, c.region, c.source.grade) for c in complete] == [
        ("x", "US", "A"),
        ("phone", "US", "A"),
    ]
    assert complete[0].review_by == "2027-05-22"


def test_whom_a_contact_serves_and_what_is_never_asked_for() -> None:
    never = (
        'never_asks = [\n  { request = "credentials", over = "sms", statement = "We never ask.", '
        'source = "readme", verified_on = "2026-11-23", review_by = "2027-11-23" },\n]\n\n'
        "sources = ["
    )
    text = GOOD.replace("sources = [\n", never + "\n", 1)
    text = text.replace(
        '"+1 800 555 0142",', '"+1 800 555 0142", scope = "unit", audience = "press",'
    )
    with pytest.raises(AllowlistError, match="audience"):
        allowlist.loads(text)
    brand = allowlist.loads(text.replace('"press"', '"business"'))
    assert [(c.scope, c.audience) for c in brand.contacts] == [
        ("", ""),
        ("unit", "business"),
        ("", ""),
    ]
    (said,) = brand.never_asks
    assert (said.request, said.over, said.source.grade) == ("credentials", "sms", "A")
    impossible = text.replace('"press"', '""').replace(
        '"2027-11-23" },\n]\n\nsources', '"2027-13-01" },\n]\n\nsources'
    )
    with pytest.raises(AllowlistError, match=r"never_asks\[0\]\.review_by"):
        allowlist.loads(impossible)


def test_names_by_language_and_everyday_names() -> None:
    more = 'common_names = ["例子钱包"]\nnames = { zh = "例子钱包", ja = "エグザンプル" }\n\n'
    brand = allowlist.loads(GOOD.replace("contacts = [", more + "contacts = [", 1))
    assert brand.names == (("ja", "エグザンプル"), ("zh", "例子钱包"))
    names = {name.text: name.common for name in protected_names([brand])}
    assert names["例子钱包"]
    assert not names["examplewallet"]
    with pytest.raises(AllowlistError):
        allowlist.loads(GOOD.replace("contacts = [", 'names = { Chinese = "x" }\ncontacts = [', 1))


def test_the_tier_of_a_brand_is_that_of_its_best_site() -> None:
    assert (allowlist.loads(GOOD).tier, allowlist.loads(GOOD).head) == ("vouches", False)
    told = GOOD.replace('["readme", "register"]', '["register"]', 1)
    told = told.replace("contacts = [", "head = true\ncontacts = [", 1)
    assert (allowlist.loads(told).tier, allowlist.loads(told).head) == ("register", True)
    gone = GOOD.replace('purpose = "website"', 'status = "unverified"')
    assert allowlist.loads(gone).tier == "register"


def test_a_brand_that_protects_no_name_is_official_and_accuses_nobody() -> None:
    fake, official = "https://examplewallet-login.com", "https://examplewallet.example"
    statuses = []
    for said in ("", "protects = false\n"):
        text = GOOD.replace('kind = ["wallet"]\n', f'kind = ["wallet"]\n{said}')
        brand = allowlist.loads(text, "examplewallet.toml")
        checker = Checker(Directory([brand]))
        statuses.append([checker.check(one).status for one in (official, fake)])
        claimed = checker.check(fake, claims=["examplewallet"])
        assert claimed.is_alarm  # who names it still speaks for it
    assert statuses == [
        [Status.OFFICIAL, Status.IMPERSONATION],
        [Status.OFFICIAL, Status.UNKNOWN],
    ]


@pytest.mark.parametrize(
    ("row", "date", "until"),
    [
        ('kind = "x", value = "examplewallet"', "2025-03-01", "2027-03-01"),
        ('kind = "x", value = "examplewallet"', "2023", "2025-12-30"),
        ('kind = "x", value = "examplewallet"', "undated, read 2026-11-23", "2027-05-22"),
        ('kind = "discord", value = "examplewallet"', "2023-01-12", "2025-01-11"),
        ('kind = "email", value = "desk@other.example"', "2023-01-12", "2025-01-11"),
        # The brand's own to give away, or never given out twice.
        ('kind = "email", value = "desk@examplewallet.example"', "2023-01-12", "2027-05-22"),
        ('kind = "github", value = "examplewallet"', "2023-01-12", "2027-05-22"),
        ('kind = "youtube", value = "UCudaS5hcbqUaMtOGHmQ2e0A"', "2023-01-12", "2027-05-22"),
        ('kind = "domain", value = "example-wallet.example"', "2023-01-12", "2027-05-22"),
    ],
)
def test_an_account_vouches_for_two_years_after_what_was_said(
    row: str, date: str, until: str
) -> None:
    rest = 'verified_on = "2026-11-23", review_by = "2027-05-22", sources = ["said"]'
    source = f'id = "said", ref = "examplewallet/app@0123abc:A.md", grade = "A", date = "{date}"'
    text = GOOD.replace("contacts = [\n", f"contacts = [\n  {{ {row}, {rest} }},\n", 1)
    text = text.replace("\nsources = [\n", f"\nsources = [\n  {{ {source} }},\n", 1)
    assert allowlist.loads(text).contacts[0].review_by == until


def test_what_a_list_gives_to_a_brand_is_not_accused_of_resembling_another() -> None:
    row = '{ source = "readme", read_on = "2026-11-23", values = ["rnetamask.io"] }'
    given = f"own_domains = [\n  {row},\n]\n\nsources = [\n"
    mine = Directory([allowlist.loads(GOOD.replace("sources = [\n", given, 1))])
    lists = mine | Directory.from_rows([("metamask", "MetaMask", "domain", "metamask.io")])
    assert Checker(lists).check("rnetamask.io").status is Status.UNKNOWN
    assert Checker(lists).check("rnetamask.com").status is Status.IMPERSONATION


def test_a_kind_that_is_complete_names_its_place() -> None:
    row = '{ kinds = ["pager"], source = "readme", verified_on = "2026-11-23", review_by = "-" }'
    with pytest.raises(AllowlistError) as caught:
        allowlist.loads(GOOD.replace("sources = [\n", f"complete = [\n  {row},\n]\nsources = [\n"))
    assert caught.value.line == 18


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("schema = 1", "schema = 2", 1, "schema"),
        ("schema = 1", "schema = 1\ncolour = 3", 2, "remove it or correct its spelling"),
        ("schema = 1", "schema = ", 1, "is no TOML"),
        ('name = "Example Wallet"\n', "", 1, "add it"),
        ('purpose = "website"', 'purpos = "website"', 8, "purpos"),
        ('value = "+1 800 555 0142"', "value = 18005550142", 9, "write it in quotes"),
        ('value = "+1 800 555 0142"', 'value = "call us"', 9, "correct the value"),
        ('kind = "phone"', 'kind = "pager"', 9, "contacts[1].kind"),
        ('status = "legacy"', 'status = "dead"', 10, "contacts[2].status"),
        ('kind = "host"', 'kind = "host", match = "registrable"', 10, "contradicts"),
        ('kind = "phone"', 'kind = "phone", path = "/a"', 9, "belongs to a host"),
        ('value = "ExampleWallet.example"', 'value = "co.uk"', 8, "public suffix"),
        ('["readme", "register"]', '["readme", "rumour"]', 8, "'rumour' is no source"),
        ('source = "readme"', 'source = "rumour"', 14, "'rumour' is no source"),
        ('review_by = "2027-11-23"', 'review_by = "2027-13-23"', 14, "no day of the calendar"),
        ('review_by = "2027-11-23"', 'review_by = "soon"', 14, "closed_channels[0].review_by"),
        ('review_by = "2027-11-23"', "review_by = 2027-11-23", 14, "write it in quotes"),
        ('"liziqianbao"', '"' + "x" * 300 + '"', 4, "length"),
        ('grade = "B"', 'grade = "Z"', 19, "sources[1].grade"),
    ],
)
def test_a_broken_file_names_line_field_and_remedy(
    old: str, new: str, line: int, says: str
) -> None:
    assert GOOD.count(old) >= 1
    with pytest.raises(AllowlistError) as caught:
        allowlist.loads(GOOD.replace(old, new, 1), "examplewallet.toml")
    assert caught.value.line == line
    assert str(caught.value).startswith(f"examplewallet.toml:{line}: ")
    assert says in str(caught.value)
    assert "; " in str(caught.value)


def test_tables_written_out_are_found_too() -> None:
    text = (
        'schema = 1\nid = "a"\nname = "A"\nkind = ["wallet"]\n\n'
        '[[contacts]]\nkind = "domain"\nvalue = 5\n'
    )
    with pytest.raises(AllowlistError) as caught:
        allowlist.loads(text)
    assert caught.value.line == 8


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"\xff\xfe", "not UTF-8"),
        (b"x = " + b"[" * 5000, "is no TOML"),
        (b"#" * (allowlist.MAX_FILE + 1), "larger"),
        (b"a = 1\x00", "is no TOML"),
    ],
)
def test_odd_bytes_are_one_clear_error(tmp_path: Path, raw: bytes, says: str) -> None:
    file = tmp_path / "odd.toml"
    file.write_bytes(raw)
    with pytest.raises(AllowlistError, match=says):
        allowlist.load_file(file)


def test_the_mark_of_windows_editors_is_no_fault(tmp_path: Path) -> None:
    file = tmp_path / "marked.toml"
    file.write_bytes(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())
    assert allowlist.load_file(file) == allowlist.loads(GOOD, str(file))


def test_a_folder_holds_each_id_once(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.toml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "README.md").write_text("no list")
    with pytest.raises(AllowlistError, match=r"b\.toml:2: id: .*a\.toml"):
        allowlist.load_folder(tmp_path)
    (tmp_path / "b.toml").unlink()
    assert [brand.id for brand in allowlist.load_folder(tmp_path)] == ["examplewallet"]


@pytest.mark.parametrize("name", ["no-such-file.toml", "no-such-folder"])
def test_missing_paths(tmp_path: Path, name: str) -> None:
    with pytest.raises(AllowlistError, match="cannot be read"):
        allowlist.load_file(tmp_path / name)
    with pytest.raises(AllowlistError, match="cannot be read"):
        allowlist.load_folder(tmp_path / name)


def test_schema_kinds_are_the_kinds_of_rows() -> None:
    assert set(typing.get_args(schema.Kind)) == set(KINDS) - set(UNLISTED)


@pytest.mark.parametrize(
    ("ref", "owner"),
    [
        ("TP-Lab/tokens@a41d374:README.md", "github.com/tp-lab"),
        ("TP-Lab/Document@078178e:EOS resource payment.md", "github.com/tp-lab"),
        ("https://github.com/TP-Lab/tokens", "github.com/tp-lab"),
        ("https://raw.githubusercontent.com/tp-lab/tokens/HEAD/a", "github.com/tp-lab"),
        ("ccxt@4.5.90:ccxt/htx.py", "ccxt"),
        ("thirdweb", "thirdweb"),
        ("@scope/package@1.0:a.json", "@scope"),
        ("https://help.examplewallet.example/hc/1", "examplewallet.example"),
        ("help.examplewallet.example/hc/1", "examplewallet.example"),
    ],
)
def test_owner_of_a_reference(ref: str, owner: str) -> None:
    assert owner_of(ref) == owner


@pytest.mark.parametrize(
    ("sources", "expected"),
    [
        ([("a/x@1:r", "A"), ("https://a.example/", "A")], False),  # the brand twice
        ([("a/x@1:r", "B"), ("a/y@2:r", "B")], False),
        ([("a/x@1:r", "B"), ("thirdweb", "C")], True),
        ([("b@1:r", "C"), ("thirdweb", "C")], False),
        ([("b@1:r", "B")], False),
    ],
)
def test_corroboration_takes_two_owners(sources: list[tuple[str, str]], expected: bool) -> None:
    assert corroborated(Source(ref, grade, "2026") for ref, grade in sources) is expected
