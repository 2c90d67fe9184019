"""A brand's own site: what it publishes is read as its own word, and nothing that others could have
planted there."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from ringtrue import Directory
from ringtrue.cli import main
from ringtrue.curation import importers
from ringtrue.curation.auditing import audit
from ringtrue.curation.importers import Proposal, Unread
from ringtrue.curation.publish_own import files_of, write
from ringtrue.errors import AllowlistError
from ringtrue.model import Brand, ClosedChannel, Listed, Source

TODAY, HOST = "2026-12-01", "brovantis.example"
REF = f"https://{HOST}/"
OWN = Source(REF, "A", "2026-11-20")
ORGANISATION = {
    "@context": "https://schema.org", "@type": "Organization", "name": "Brovantis", "url": REF,
    "sameAs": ["https://x.com/brovantis"],
    "contactPoint": {"@type": "ContactPoint", "telephone": "+49 30 901820", "areaServed": "DE",
                     "contactType": "support", "email": "help@brovantis.example"},
}  # fmt: skip
CONTACTS = {
    "version": 1, "host": HOST, "name": "Brovantis", "updated": "2026-11-20",
    "expires": "2027-05-20",
    "contacts": [{"kind": "phone", "value": "+4930901820", "region": "DE", "purpose": "support"}],
}  # fmt: skip
Files = dict[str, str]


def page(head: str = "", body: str = "") -> str:
    return f"<!doctype html><html><head>{head}</head><body><p>Hi{body}</body></html>"


def ld(value: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'


def read(folder: Path, files: Files, ref: str = REF) -> tuple[list[Proposal], list[Unread]]:
    write(files, folder)
    found = list(importers.read("site", [str(folder)], today=TODAY, ref=ref))
    given = [item for item in found if isinstance(item, Proposal)]
    return given, [item for item in found if isinstance(item, Unread)]


def test_an_honest_site_is_read_with_path_and_pointer(tmp_path: Path) -> None:
    mastodon = "https://mastodon.social/@brovantis"
    files = {
        f"{HOST}/.well-known/brand-contacts.json": json.dumps(CONTACTS),
        f"{HOST}/trust.txt": "# us\nsocial=https://t.me/brovantis\ncontact=press@brovantis.example\n"
        "belongto=https://association.example/\n",
        f"{HOST}/.well-known/security.txt": "Contact: mailto:sec@brovantis.example\n"
        "Expires: 2027-01-01T00:00:00Z\n",
        f"{HOST}/.well-known/assetlinks.json": json.dumps(
            [{"target": {"namespace": "android_app", "package_name": "example.brovantis.app"}}]
        ),
        f"{HOST}/.well-known/matrix/support": json.dumps(
            {"contacts": [{"email_address": "matrix@brovantis.example"}],
             "support_page": "https://brovantis.example/help"}
        ),
        f"{HOST}/index.html": page(
            f'{ld(ORGANISATION)}<meta name="apple-itunes-app" content="app-id=123456789">'
            f'<link rel="me" href="{mastodon}"><link rel="canonical" href="/">'
        ),
        "mastodon.social/@brovantis": page(f'<a rel="me" href="https://www.{HOST}">us</a>'),
    }  # fmt: skip
    given, unread = read(tmp_path, files)
    assert unread == []
    assert {(p.kind, p.value) for p in given} == {
        ("phone", "+4930901820"), ("website", "https://t.me/brovantis"),
        ("email", "press@brovantis.example"), ("email", "sec@brovantis.example"),
        ("play_package", "example.brovantis.app"), ("email", "matrix@brovantis.example"),
        ("url", "https://brovantis.example/help"), ("appstore_id", "123456789"),
        ("website", "https://x.com/brovantis"), ("phone", "+49 30 901820"),
        ("email", "help@brovantis.example"), ("website", mastodon),
    }  # fmt: skip
    assert {p.grade for p in given} == {"A"}
    assert all(p.ref.startswith(REF) and ":" in p.where for p in given)
    phone = next(p for p in given if p.kind == "phone")
    assert phone.where == ".well-known/brand-contacts.json:/contacts/0"
    assert (phone.region, phone.date) == ("DE", "2026-11-20")


EVIL: list[tuple[str, Callable[[], Files], str]] = [
    ("a user's page with an organisation of its own",
     lambda: {"index.html": page(), "forum/42.html": page(ld(ORGANISATION))}, ""),
    ("an organisation planted in a comment on the front page",
     lambda: {"index.html": page(body=f"<div class=comment>{ld(ORGANISATION)}</div>")},
     "inside of the page's content"),
    ("an organisation of another host",
     lambda: {"index.html": page(ld(ORGANISATION | {"url": "https://evil.test/"}))},
     "whose url is not this site"),
    ("an organisation without an address",
     lambda: {"index.html": page(ld({k: v for k, v in ORGANISATION.items() if k != "url"}))},
     "whose url is not this site"),
    ("an organisation whose address only begins like the host",
     lambda: {"index.html": page(ld(ORGANISATION | {"url": "https://brovantis.example.evil.test/"}))},
     "whose url is not this site"),
    ("an organisation whose address hides the host behind a user name",
     lambda: {"index.html": page(ld(ORGANISATION | {"url": "https://brovantis.example@evil.test/"}))},
     "whose url is not this site"),
    ("a contacts file of another host",
     lambda: {".well-known/brand-contacts.json": json.dumps(CONTACTS | {"host": "evil.test"})},
     "speaks for 'evil.test'"),
    ("a contacts file that has expired",
     lambda: {".well-known/brand-contacts.json": json.dumps(CONTACTS | {"expires": "2026-11-30"})},
     "expired on 2026-11-30"),
    ("a contacts file that never expires",
     lambda: {".well-known/brand-contacts.json": json.dumps(CONTACTS | {"expires": "never"})},
     "does not say until when"),
    ("a contacts file of a later version",
     lambda: {".well-known/brand-contacts.json": json.dumps(CONTACTS | {"version": 2})},
     "no version 1"),
    ("a contacts file that is no JSON",
     lambda: {".well-known/brand-contacts.json": "{"}, "is no JSON"),
    ("a contacts file where it is not looked for",
     lambda: {"index.html": page(), "uploads/brand-contacts.json": json.dumps(CONTACTS)}, ""),
    ("an expired security.txt",
     lambda: {".well-known/security.txt":
              "Contact: mailto:a@evil.test\nExpires: 2025-01-01T00:00:00Z\n"}, "expired"),
    ("a security.txt that belongs elsewhere",
     lambda: {".well-known/security.txt": "Contact: mailto:a@evil.test\n"
              "Expires: 2027-01-01T00:00:00Z\n"
              "Canonical: https://evil.test/.well-known/security.txt\n"},
     "says that it belongs to"),
    ("a front page that is another site's",
     lambda: {"index.html": page(f'<link rel="canonical" href="https://evil.test/">{ld(ORGANISATION)}')},
     "leads to 'https://evil.test/'"),
    ("a front page that sends readers on",
     lambda: {"index.html": page(
         f'<meta http-equiv="refresh" content="0; url=https://evil.test/">{ld(ORGANISATION)}')},
     "leads to 'https://evil.test/'"),
    ("a profile that does not link back",
     lambda: {"brovantis.example/index.html": page(body='<a rel="me" href="https://x.com/evil">x</a>'),
              "x.com/evil": page("nothing")}, "goes one way"),
    ("a profile that links back to somebody else",
     lambda: {"brovantis.example/index.html": page(body='<a rel="me" href="https://x.com/evil">x</a>'),
              "x.com/evil": page('<a rel="me" href="https://brovantis.example.evil.test/">x</a>')},
     "goes one way"),
    ("a profile that nobody has saved",
     lambda: {"index.html": page(body='<a rel="me" href="https://x.com/evil">x</a>')},
     "is not saved beside the site"),
    ("a mailbox that cannot link back",
     lambda: {"index.html": page('<link rel="me" href="mailto:a@evil.test">')},
     "cannot link back"),
    ("a matrix support page of another host",
     lambda: {".well-known/matrix/support": json.dumps({"support_page": "https://evil.test/help"})},
     "is on another host"),
    ("a trust.txt that speaks of others",
     lambda: {"trust.txt": "member=https://evil.test/\nvendor=https://evil.test/\n"
              "contact=https://evil.test/help\n"}, "is no address that ringtrue lists"),
    ("an association of Apple's, whose ids no store shows",
     lambda: {".well-known/apple-app-site-association":
              json.dumps({"applinks": {"details": [{"appID": "TEAM.example.evil"}]}})},
     "bundle id"),
    ("an organisation a thousand levels down",
     lambda: {"index.html": page(
         f'<script type="application/ld+json">{"[" * 900}{json.dumps(ORGANISATION)}{"]" * 900}'
         "</script>")}, ""),
    ("a page of megabytes", lambda: {"index.html": page("x" * (3 << 20))}, "holds more than"),
]  # fmt: skip


@pytest.mark.parametrize(("files", "says"), [e[1:] for e in EVIL], ids=[e[0] for e in EVIL])
def test_what_others_can_plant_proves_nothing(
    files: Callable[[], Files], says: str, tmp_path: Path
) -> None:
    given, unread = read(tmp_path, files())
    assert given == []
    assert not says or any(says in item.why for item in unread), unread


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.json"
    secret.write_text(json.dumps(CONTACTS))
    well_known = tmp_path / "site" / ".well-known"
    well_known.mkdir(parents=True)
    (well_known / "brand-contacts.json").symlink_to(secret)
    given, _ = read(tmp_path / "site", {})
    assert given == []


@pytest.mark.parametrize(
    ("ref", "says"),
    [
        ("", "does not say whose site it is"),
        ("http://brovantis.example/", "does not say whose site it is"),
        ("https://brovantis.example@evil.test/", "does not say whose site it is"),
        ("https://brovantis.example/forum/", "does not say whose site it is"),
        ("https://github.io/", "everybody's host"),
        ("https://t.me/", "everybody's host"),
    ],
)
def test_a_folder_needs_the_host_that_it_speaks_for(ref: str, says: str, tmp_path: Path) -> None:
    files = {".well-known/brand-contacts.json": json.dumps(CONTACTS)}
    given, unread = read(tmp_path, files, ref)
    assert given == []
    assert [says in item.why for item in unread] == [True]


# -- publishing and auditing -----------------------------------------------------------------------


def listed(kind: str, value: str, **more: str) -> Listed:
    match = "registrable" if kind == "domain" else "exact"
    return Listed("brovantis", kind, value, match, verified_on="2026-11-20",
                  review_by="2099-01-01", sources=(OWN,), **more)  # type: ignore[arg-type]  # fmt: skip


BRAND = Brand(
    "brovantis",
    "Brovantis </script> & Söhne",
    contacts=(
        listed("domain", HOST, purpose="website"),
        listed("x", "brovantis"),
        listed("youtube", "UCudaS5hcbqUaMtOGHmQ2e0A"),
        listed("phone", "+4930901820", region="DE", purpose="support", use="call-to"),
        listed("email", "help@brovantis.example", purpose="support"),
        listed("email", "sec@brovantis.example", purpose="security"),
        listed("appstore_id", "123456789"),
        listed("play_package", "example.brovantis.app"),
        listed("telegram", "old_brovantis", status="retired"),
    ),
    closed_channels=(
        ClosedChannel("whatsapp", "Not on WhatsApp.", OWN, "2026-11-20", "2099-01-01"),
    ),
)


def published(folder: Path) -> None:
    files = files_of(BRAND, TODAY)
    files["index.html"] = page(files.pop("snippets/head.html"))
    write(files, folder)


def contradictions(folder: Path, brand: Brand = BRAND) -> list[tuple[str, str]]:
    found = importers.read("site", [str(folder)], today=TODAY, ref=REF)
    return [(one.code, one.value) for one in audit(found, brand)]


def test_what_is_published_is_read_back_as_it_was_listed(tmp_path: Path) -> None:
    published(tmp_path)
    given, _ = read(tmp_path, {})
    file = [(p.kind, p.value) for p in given if "brand-contacts" in p.where]
    assert file == [(c.kind, c.value) for c in BRAND.contacts if c.status == "active"]
    assert "old_brovantis" not in str(given)
    head = (tmp_path / "index.html").read_text()
    assert head.count("</script>") == 1, "a name cannot end the script"
    # The site and the list agree; only profiles that nobody has saved are told.
    assert {code for code, _ in contradictions(tmp_path)} == {"unread"}


def test_a_brand_without_a_site_publishes_nothing() -> None:
    with pytest.raises(AllowlistError, match="list its main site first"):
        files_of(Brand("brovantis", "Brovantis"), TODAY)


def test_contradictions_are_told(tmp_path: Path) -> None:
    published(tmp_path)
    path = tmp_path / ".well-known" / "brand-contacts.json"
    data = json.loads(path.read_text())
    rows = [row for row in data["contacts"] if row["value"] != "brovantis"]
    rows += [{"kind": "x", "value": "brovantis_new"}, {"kind": "whatsapp", "value": "+4930901821"}]
    rows += [{"kind": "telegram", "value": "old_brovantis"}]
    path.write_text(json.dumps(data | {"contacts": rows}))
    told = [(code, value) for code, value in contradictions(tmp_path) if code != "unread"]
    assert set(told) == {
        ("unlisted", "brovantis_new"), ("unpublished", "brovantis"), ("alone", "brovantis"),
        ("unlisted", "+4930901821"), ("closed", "+4930901821"), ("not_vouched", "old_brovantis"),
    }  # fmt: skip


def test_the_commands(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name = next(b.id for b in Directory.default().brands.values() if b.id == "tokenpocket")
    folder = str(tmp_path / "site")
    assert main(["publish", "well-known", name, "--dir", folder]) == 0
    host = json.loads((tmp_path / "site" / ".well-known" / "brand-contacts.json").read_text())[
        "host"
    ]
    capsys.readouterr()
    assert main(["audit", folder, "--ref", f"https://{host}/"]) == 0
    out, err = capsys.readouterr()
    assert out == ""
    assert "0 to look at" in err
    (tmp_path / "site" / "trust.txt").write_text("social=https://t.me/somebody_else\n")
    assert main(["audit", folder, "--ref", f"https://{host}/", "--json"]) == 1
    row = json.loads(capsys.readouterr().out.splitlines()[0])
    assert (row["code"], row["value"]) == ("unlisted", "somebody_else")
    assert main(["audit", folder, "--ref", "https://nobody.example/"]) == 2
    assert main(["publish", "well-known", "no such brand", "--dir", folder]) == 2
    assert main(["import", "site", folder, "--ref", f"https://{host}/", "--propose", folder]) == 0
