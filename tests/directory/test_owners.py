"""Who owns exactly this contact: every kind of row, in every writing of the contact."""

from __future__ import annotations

from datetime import date

import pytest

from ringtrue import AllowlistError, Checker, Directory, Status
from ringtrue.model import Brand, Listed, Source

ROWS = [
    ("b", "Brand", "domain", "brand.example"),
    ("b", "Brand", "host", "app.other.example"),
    ("b", "Brand", "url", "https://sites.google.com/view/brand"),
    ("b", "Brand", "email", "help@brand.example"),
    ("b", "Brand", "phone", "+1 800 555 0142"),
    ("b", "Brand", "phone", "95588", "CN"),
    ("b", "Brand", "x", "@Brand"),
    ("b", "Brand", "telegram", "https://t.me/brand_en"),
    ("b", "Brand", "discord", "AbCdEf"),
    ("b", "Brand", "facebook", "brand"),
    ("b", "Brand", "instagram", "brand"),
    ("b", "Brand", "youtube", "UCudaS5hcbqUaMtOGHmQ2e0A"),
    ("b", "Brand", "medium", "@brand"),
    ("b", "Brand", "reddit", "brand"),
    ("b", "Brand", "github", "brand"),
    ("b", "Brand", "weibo", "1234567"),
    ("b", "Brand", "wechat", "brand_official"),
    ("b", "Brand", "qq", "12345678"),
    ("b", "Brand", "whatsapp", "+447700900123"),
    ("b", "Brand", "line", "@brand"),
    ("b", "Brand", "linkedin", "brand"),
    ("b", "Brand", "tiktok", "brand"),
    ("b", "Brand", "play_package", "com.brand.app"),
    ("b", "Brand", "appstore_id", "6444625622"),
    ("b", "Brand", "chrome_extension_id", "mfgccjchihfkkindfppnaooecgfneiii"),
    ("b", "Brand", "wallet", "0xeca41281c24451168a37211f0bc2b8645af45092"),
    ("b", "Brand", "alias", "布兰德"),
]
CHECKER = Checker(Directory.from_rows(ROWS))

OWNED = [
    "https://www.brand.example/x",
    "deep.below.brand.example",
    "app.other.example",
    "https://sites.google.com/view/brand/help",
    "help@brand.example",
    "Help <HELP@brand.example>",
    "anyone@brand.example",
    "+1 (800) 555-0142",
    "tel:+18005550142",
    "95588",
    "x:@BRAND",
    "https://twitter.com/brand/with_replies",
    "https://telegram.me/s/brand_en",
    "tg://resolve?domain=brand_en",
    "https://discord.com/invite/AbCdEf",
    "https://m.facebook.com/brand",
    "https://www.instagram.com/brand/",
    "https://brand.github.io/help/",
    "Brand.GitHub.io",
    "https://www.youtube.com/channel/UCudaS5hcbqUaMtOGHmQ2e0A",
    "https://medium.com/@brand",
    "https://old.reddit.com/r/brand/",
    "https://github.com/Brand",
    "https://weibo.com/u/1234567",
    "微信:brand_official",
    "QQ:12345678",
    "https://wa.me/447700900123",
    "https://line.me/R/ti/p/@brand",
    "https://www.linkedin.com/company/brand/",
    "https://www.tiktok.com/@brand",
    "https://play.google.com/store/apps/details?id=com.brand.app",
    "https://apps.apple.com/us/app/brand/id6444625622",
    "chrome:mfgccjchihfkkindfppnaooecgfneiii",
    "0xECA41281c24451168a37211F0bc2b8645AF45092",
]
NOT_OWNED = [
    "brandy.github.io",
    "x.brand.github.io",
    "brand.gitlab.io",
    "github.io",
    "x.app.other.example",
    "https://sites.google.com/view/brandy",
    "https://sites.google.com/",
    "brand.example.x.example",
    "help@brand.example.x.example",
    "+18005550143",
    "discord.gg/abcdef",
    "https://github.com/brand/repository",
    "instagram:@brand_",
    "android:com.brand.app.pro",
    "chrome:mfgccjchihfkkindfppnaooecgfneiij",
    "0xeca41281c24451168a37211f0bc2b8645af45093",
]


@pytest.mark.parametrize("raw", OWNED)
def test_every_writing_of_a_listed_contact_is_official(raw: str) -> None:
    verdict = CHECKER.check(raw, region="CN" if raw == "95588" else None)
    assert verdict.status is Status.OFFICIAL, verdict.evidence
    assert verdict.assurance is not None
    assert verdict.assurance.level == "own"


@pytest.mark.parametrize("raw", NOT_OWNED)
def test_what_is_not_listed_is_not_official(raw: str) -> None:
    assert CHECKER.check(raw).status is not Status.OFFICIAL


@pytest.mark.parametrize(
    ("row", "word"),
    [
        (("a", "A", "domain", "co.uk"), "public suffix"),
        (("a", "A", "domain", "github.io"), "public suffix"),
        (("a", "A", "phone", "hello"), "not_a_phone"),
        (("a", "A", "fax", "+18005550142"), "no kind"),
        (("a", "A", "x"), "3 fields"),
        (("a", "A", "x", "not-possible-on-x"), "bad_handle"),
    ],
)
def test_a_row_that_cannot_be_listed_says_why(row: tuple[str, ...], word: str) -> None:
    with pytest.raises(AllowlistError, match=word):
        Directory.from_rows([row])


def test_two_directories_merge() -> None:
    both = Directory.from_rows([("b", "Brand", "domain", "brand2.example")]) | CHECKER.directory
    checker = Checker(both)
    assert checker.check("brand.example").status is Status.OFFICIAL
    assert checker.check("brand2.example").status is Status.OFFICIAL
    assert both.version != CHECKER.directory.version


def _listing(**changes: object) -> Checker:
    fields: dict = {
        "brand_id": "b",
        "kind": "domain",
        "value": "brand.example",
        "match": "registrable",
        "verified_on": "2026-01-01",
        "review_by": "2026-06-30",
        "sources": (Source("brand.example/contact", "A", "2026-01-01"),),
    }
    fields.update(changes)
    directory = Directory([Brand("b", "Brand", contacts=(Listed(**fields),))])
    return Checker(directory, today=date(2026, 6, 1))


@pytest.mark.parametrize(
    ("changes", "status", "code"),
    [
        ({}, "official", ""),
        ({"status": "legacy", "successor": "new.example"}, "unknown", "listing_legacy"),
        ({"status": "unverified"}, "unknown", "listing_unverified"),
        ({"status": "disputed"}, "unknown", "listing_disputed"),
        ({"status": "retired"}, "suspicious", "listing_retired"),
        ({"status": "revoked"}, "impersonation", "listing_revoked"),
        ({"review_by": "2025-12-31"}, "unknown", "listing_expired"),
        (
            {"sources": (Source("forum.example", "C", "2026-01-01"),)},
            "unknown",
            "listing_weak_assurance",
        ),
    ],
)
def test_only_a_sound_listing_vouches(changes: dict, status: str, code: str) -> None:
    verdict = _listing(**changes).check("https://brand.example/")
    assert verdict.status.value == status
    assert not code or code in {e.code for e in verdict.evidence}


def test_past_its_review_date_a_listing_speaks_with_weaker_words_then_not_at_all() -> None:
    directory = _listing().directory
    for day, status, stale in (
        (date(2026, 6, 30), "official", False),
        (date(2026, 8, 1), "official", True),
        (date(2026, 12, 1), "unknown", None),
    ):
        verdict = Checker(directory, today=day).check("brand.example")
        assert verdict.status.value == status
        assert (verdict.assurance.stale if verdict.assurance else None) is stale
