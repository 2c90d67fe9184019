"""What sentences say of verdicts, and what they must not say (languages: `test_languages`)."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from ringtrue import Checker, Directory, Evidence, Status, Verdict
from ringtrue.messages import catalogue
from ringtrue.messages.advice import advice, sentence
from ringtrue.messages.catalogue import Catalogue, languages
from ringtrue.messages.shown import shown
from ringtrue.model import Assurance, BrandRef, ContactPoint, Family, Imitated

ROWS = Path(__file__).parents[1] / "detectors"
LANGUAGES = languages()
FOLDER = Path(catalogue.__file__).parent


# "safe" is said only to deny it, or as the scammers' own word.
DENIALS = re.compile(
    'does not mean (?:that )?it is safe|: not safe,|["“]safe account["”]|不代表安全|“安全账户”'
)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nothing_is_ever_called_safe(lang: str) -> None:
    for path in sorted((FOLDER / lang).glob("*.toml")):
        for code, text in tomllib.loads(path.read_text(encoding="utf-8")).items():
            rest = DENIALS.sub("", text).lower()
            assert not re.search(r"\bsafe\b|\blegit|\bclean\b|\btrusted\b|安全", rest), code


def test_saying_never_raises() -> None:
    say = Catalogue.load("en")
    assert say.say("evidence", "homograph") == "“?” is written with characters that look like “?”."
    assert say.say("evidence", "no_such_code") == "no such code"
    assert say.say("advice", "unknown", section="x", code="y", self="z")
    assert "{x}" in say.say("evidence", "homograph", seen="{x}", official="{0.__class__}")


def test_an_optional_part_leaves_with_its_parameter(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text('b = "One.[[ Newer: {new}.]] Two [[({x})]]end."')
    say = Catalogue("xx", str(tmp_path))
    assert say.say("a", "b") == "One. Two end."
    assert say.say("a", "b", new="n", x="") == "One. Newer: n. Two end."
    assert say.say("a", "b", new=None, x=5) == "One. Two (5)end."


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        ("zh", "zh"),
        ("zh_CN.UTF-8", "zh"),
        ("zh-Hans", "zh"),
        ("ZH", "zh"),
        ("en_GB", "en"),
        ("C", "en"),
        ("", "en"),
        ("../en", "en"),
        ("xx", "en"),
    ],
)
def test_a_language_is_found_by_its_locale_name(asked: str, given: str) -> None:
    assert Catalogue.load(asked).lang == given


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("plain text, 中文 and emoji 🙂", "plain text, 中文 and emoji 🙂"),
        ("\x1b[31mred\x07", "\\u001b[31mred\\u0007"),
        ("abc\u202edcba", "abc\\u202edcba"),
        ("a\u200bb\u2060c\ufeff", "a\\u200bb\\u2060c\\ufeff"),
        ("\ud800", "\\ud800"),
        ("a\U000e0041b", "a\\U000e0041b"),
        ("a\u3164b\ufe0f", "a\\u3164b\\ufe0f"),
        ("two\nlines\u2028three", "two\\u000alines\\u2028three"),
        ("\x9b2J", "\\u009b2J"),
        ("x" * 400, "x" * 300 + "…"),
    ],
)
def test_foreign_text_is_shown_harmless(text: str, safe: str) -> None:
    assert shown(text) == safe
    assert shown(text).isprintable()


# -- advice ---------------------------------------------------------------------------------------

BRAND = BrandRef("example", "Example Bank")
OTHER = BrandRef("other", "Other Post")
SITE = Imitated(BRAND, "domain", "bank.example")
POINT = ContactPoint("domain", "b4nk.example", "b4nk.example")
LOOKS = Evidence(
    "homograph", Family.RESEMBLANCE, 0.9, {"seen": "b4nk", "official": "bank"}, "example"
)
FORMER = Evidence(
    "listing_revoked",
    Family.LISTING,
    0.95,
    {"official": "b4nk.example", "date": "", "successor": "bank.example", "region": "global"},
    "example",
)
NOWHERE = Evidence(
    "listing_region_unsaid", Family.LISTING, 0.0, {"official": "95588", "region": "CN"}
)
UNNAMED = Evidence("platform_unnamed", Family.LISTING, 0.0, {"platforms": 2, "listed": "x:@bank"})
VERDICTS = {
    "impersonation": Verdict(Status.IMPERSONATION, 0.9, "b4nk", POINT, None, SITE, (LOOKS,)),
    "nothing to show": Verdict(
        Status.IMPERSONATION, 0.9, "b4nk", POINT, None, Imitated(BRAND, "", ""), (LOOKS,)
    ),
    "of another": Verdict(Status.IMPERSONATION, 0.9, "b4nk", POINT, OTHER, SITE, (LOOKS,)),
    "former": Verdict(Status.IMPERSONATION, 0.95, "b4nk", POINT, BRAND, SITE, (FORMER,)),
    "carrier": Verdict(Status.IMPERSONATION, 0.9, "b4nk", POINT, BRAND, SITE, (LOOKS,)),
    "suspicious": Verdict(Status.SUSPICIOUS, 0.6, "b4nk", POINT, None, SITE, (LOOKS,)),
    "suspicious, nobody": Verdict(Status.SUSPICIOUS, 0.6, "b4nk", POINT, None, None, (LOOKS,)),
    "unknown": Verdict(Status.UNKNOWN, 0.0, "b4nk", POINT),
    "unknown, weak": Verdict(Status.UNKNOWN, 0.2, "b4nk", POINT, None, None, (LOOKS,)),
    "unknown, listed": Verdict(Status.UNKNOWN, 0.0, "b4nk", POINT, BRAND, None, (FORMER,)),
    "unknown, nowhere": Verdict(Status.UNKNOWN, 0.0, "95588", POINT, BRAND, None, (NOWHERE,)),
    "unknown, unnamed": Verdict(Status.UNKNOWN, 0.0, "@bank", POINT, BRAND, None, (UNNAMED,)),
    "invalid": Verdict(Status.INVALID, 0.0, "", problem="empty"),
    "placeholder": Verdict(Status.INVALID, 0.0, "XXXX-XXXXXXX", problem="placeholder"),
    "too long": Verdict(
        Status.INVALID, 0.0, "x", problem="too_long", problem_details={"limit": 8192}
    ),
    **{
        f"official, {level}, {kind}{', stale' if stale else ''}": Verdict(
            Status.OFFICIAL,
            0.0,
            "bank.example",
            ContactPoint(kind, "bank.example", "bank.example"),
            BRAND,
            assurance=Assurance(level, "2026-11-01", "2027-11-01", ("x",), stale),  # type: ignore[arg-type]
        )
        for level in ("brand", "corroborated", "register", "own")
        for kind in ("domain", "phone", "email")
        for stale in (False, True)
    },
}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", VERDICTS)
def test_advice_is_one_to_three_complete_sentences(
    name: str, lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catalogue, "UNSAID", "⁇")
    said = VERDICTS[name].advice(lang)
    assert said == advice(VERDICTS[name], lang)
    assert 1 <= len(said) <= 3
    for text in said:
        assert "⁇" not in text
        assert text == text.strip()
        assert text.endswith((".", "。"))


def test_every_message_of_advice_is_used() -> None:
    said = " ".join(text for verdict in VERDICTS.values() for text in verdict.advice("en"))
    for code in Catalogue.load("en").codes("advice"):
        start = re.split(r"\[\[.*?\]\]|\{\w+\}", Catalogue.load("en").template("advice", code))
        assert max(start, key=len).strip() in said, code


def test_wording_by_status() -> None:
    assert VERDICTS["impersonation"].advice("en")[-1].startswith("Did you mean bank.example?")
    assert "Did you mean" not in VERDICTS["nothing to show"].advice("en")[-1]
    assert VERDICTS["impersonation"].advice("zh")[-1].startswith("您要找的是不是 bank.example？")
    assert "does not mean it is safe" in VERDICTS["unknown"].advice("en")[0]
    assert "不代表安全" in VERDICTS["unknown"].advice("zh")[0]
    official = VERDICTS["official, brand, phone"].advice("en")
    assert "2026-11-01" in official[0]
    assert "does not prove who is calling" in official[-1]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_finding_fills_its_sentence(lang: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogue, "UNSAID", "⁇")
    say, unsaid = Catalogue.load(lang), Counter[str]()
    for path in sorted(ROWS.glob("*.toml")):
        rows = tomllib.loads(path.read_text(encoding="utf-8"))
        checkers: dict[str, Checker] = {}
        for row in rows["fires"]:
            official = row.get("official", rows["official"])
            checker = checkers.setdefault(
                str(official), Checker(Directory.from_rows([tuple(line) for line in official]))
            )
            verdict = checker.check(
                row["contact"], row.get("kind"), row.get("claims"), row.get("region")
            )
            unsaid.update(e.code for e in verdict.evidence if "⁇" in sentence(verdict, e, say))
    assert not unsaid
