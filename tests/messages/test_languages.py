"""A language is a folder: what is missing in it or still English is named."""

from __future__ import annotations

import re
import runpy
import string
import tomllib
from functools import cache
from pathlib import Path

import pytest

import ringtrue
from ringtrue.messages import catalogue
from ringtrue.messages.catalogue import Catalogue, languages, read
from ringtrue.messages.names import country
from ringtrue.messages.next_steps import hotlines

FOLDER = Path(catalogue.__file__).parent
ROOT = Path(__file__).parents[2]
OTHERS = [lang for lang in languages() if lang != "en"]
FILES = sorted(path.stem for path in (FOLDER / "en").glob("*.toml"))


@cache
def parsed(lang: str, file: str) -> dict[str, str]:
    """The texts of a file as TOML has them; none where the file is missing."""
    path = FOLDER / lang / f"{file}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


def parameters(text: str) -> set[str]:
    """``{name}`` of our sentences, ``$1`` of the browser's."""
    named = {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
    return named | set(re.findall(r"\$\d", text))


def files(lang: str) -> list[str]:
    """Files of a language: those of English, and further words for the extension."""
    return sorted({*FILES, *(path.stem for path in (FOLDER / lang).glob("*.toml"))})


@pytest.mark.parametrize("lang", languages())
def test_the_quick_reader_reads_what_toml_says(lang: str) -> None:
    for file in files(lang):
        source = (FOLDER / lang / f"{file}.toml").read_text(encoding="utf-8")
        assert read(source) == parsed(lang, file), file


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("lang", OTHERS)
def test_a_language_lacks_nothing(lang: str, file: str) -> None:
    wanted, held = parsed("en", file), parsed(lang, file)
    faults = [f"{file}.{code} is missing" for code in wanted if code not in held]
    faults += [f"{file}.{code} is no text of English" for code in held if code not in wanted]
    assert not faults, f"messages/{lang}/{file}.toml: {', '.join(faults)}"


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("lang", OTHERS)
def test_a_language_is_translated(lang: str, file: str) -> None:
    wanted, held = parsed("en", file), parsed(lang, file)
    alike = {f"{file}.{code}" for code, text in held.items() if wanted.get(code) == text}
    alike -= {"language.same_as_english", *parsed(lang, "language")["same_as_english"].split()}
    said = "is still the English one (or name it in language.same_as_english)"
    assert not alike, f"messages/{lang}/{file}.toml: {', '.join(sorted(alike))} {said}"


@pytest.mark.parametrize("lang", OTHERS)
def test_what_is_named_as_the_same_is_the_same(lang: str) -> None:
    for name in parsed(lang, "language")["same_as_english"].split():
        file, _, code = name.partition(".")
        assert parsed(lang, file)[code] == parsed("en", file)[code], name


@pytest.mark.parametrize("lang", OTHERS)
def test_further_words_of_the_extension_are_whole(lang: str) -> None:
    for file in set(files(lang)) - set(FILES):
        assert file.startswith("extension_"), f"messages/{lang}/{file}.toml: nobody reads it"
        assert parsed(lang, file).keys() == parsed("en", "extension").keys()


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("lang", languages())
def test_parameters_are_those_of_english(lang: str, file: str) -> None:
    for code, text in parsed(lang, file).items():
        assert parameters(text) == parameters(parsed("en", file)[code]), f"{lang}/{file}.{code}"
        assert all(name.isidentifier() or name[0] == "$" for name in parameters(text))


@pytest.mark.parametrize("lang", languages())
def test_texts_keep_to_plain_placeholders(lang: str) -> None:
    for file in files(lang):
        for code, text in parsed(lang, file).items():
            bare = re.sub(r"\{[a-z_]+\}", "", text)
            assert "{" not in bare, code
            assert "}" not in bare, code
            optional = re.findall(r"\[\[|\]\]", bare)
            assert optional == ["[[", "]]"] * (len(optional) // 2), code


@pytest.mark.parametrize("lang", languages())
def test_the_facts_of_a_language(lang: str) -> None:
    facts = parsed(lang, "language")
    assert re.fullmatch(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?", facts["tag"])
    assert facts["tag"].startswith(lang)
    assert facts["countries"]
    assert all(re.fullmatch("[A-Z]{2}", country) for country in facts["countries"].split())


def test_the_locales_of_the_extension_are_those_of_the_languages() -> None:
    made = runpy.run_path(str(ROOT / "extension" / "pack.py"))["locales"]()
    held = {
        path.parent.name: path.read_text(encoding="utf-8")
        for path in (ROOT / "extension" / "_locales").glob("*/messages.json")
    }
    assert held == made, "run: python extension/pack.py"


def test_every_text_is_found_where_it_is_looked_for() -> None:
    for lang in languages():
        say = Catalogue.load(lang)
        for file in files(lang):
            assert say.codes(file) == list(parsed(lang, file))
            assert all(say.template(file, c) == text for c, text in parsed(lang, file).items())
    assert Catalogue.load("en").template("status", "none") == ""
    assert Catalogue.load("en").codes("none") == []


@pytest.mark.parametrize("lang", languages())
def test_somebody_listens_in_a_country_of_each_language(lang: str) -> None:
    lines = hotlines(None, lang)
    countries = Catalogue.load(lang).template("language", "countries").split()
    assert lines
    assert lines[0].country == next(c for c in countries if hotlines(c, lang))
    for line in lines:
        assert line.source.startswith(("https://", "http://")) or "@" in line.source
        assert line.date
        assert line.name(lang) != line.code.replace("_", " ")


@pytest.mark.parametrize("lang", languages())
def test_where_nobody_is_known_to_listen_the_report_says_so(lang: str) -> None:
    report = ringtrue.scan("PayPal: your account is locked, call +1 888 555 0142 and pay now.")
    told, elsewhere = report.to_dict(lang, "KG"), report.to_dict(lang, "MX")
    assert told["hotlines"] == []
    assert told["next_steps"][-1] == "no_line"
    assert country("KG", lang) in told["advice"][-1]
    assert elsewhere["next_steps"][-1] == "report"
    assert [line["value"] for line in elsewhere["hotlines"]] == ["088"]
