"""Chinese in traditional characters: made of the simplified texts, whole, and spoken where it is
read."""

from __future__ import annotations

import re

import pytest

from ringtrue import ask, check
from ringtrue.cli import main
from ringtrue.curation.traditional import PACKAGE
from ringtrue.messages.catalogue import Catalogue
from ringtrue.messages.next_steps import hotlines

HANT, HANS = Catalogue.load("zh-Hant"), Catalogue.load("zh")
SECTIONS = sorted(path.stem for path in (PACKAGE / "messages" / "zh_Hant").glob("*.toml"))


def test_the_files_are_those_that_the_converter_makes() -> None:
    pytest.importorskip("opencc", reason="needs opencc-python-reimplemented")
    from ringtrue.curation.traditional import made

    for path, text in made().items():
        assert path.read_text("utf-8") == text, f"{path.name}: run ringtrue.curation.traditional"
    assert {path.stem for path in made() if path.suffix == ".toml"} == set(SECTIONS)


@pytest.mark.parametrize("section", SECTIONS)
def test_each_text_is_there_with_its_parameters(section: str) -> None:
    assert HANT.codes(section) == HANS.codes(section)
    for code in HANS.codes(section):
        mine, theirs = HANT.template(section, code), HANS.template(section, code)
        assert re.findall(r"{\w+}|\[\[|\]\]", mine) == re.findall(r"{\w+}|\[\[|\]\]", theirs)


@pytest.mark.parametrize("locale", ["zh_TW.UTF-8", "zh_HK", "zh-Hant", "zh-hant-HK", "zh_MO"])
def test_locales_that_write_it(locale: str) -> None:
    assert Catalogue.load(locale) is HANT
    assert HANT.lang == "zh-Hant"
    assert "聯絡方式" in check("rnetamask.io").summary(locale)


@pytest.mark.parametrize("locale", ["zh", "zh_CN.UTF-8", "zh-Hans", "zh_SG"])
def test_locales_that_do_not(locale: str) -> None:
    assert Catalogue.load(locale) is HANS


def test_names_and_help_lines_follow() -> None:
    told = ask("去哪儿旅行 电话").summary("zh-Hant")
    assert "去哪兒旅行" in told
    assert "工商" in ask("icbc phone").summary("zh-Hant")  # a name for all scripts
    assert {line.country for line in hotlines(None, "zh-Hant")} == {"TW", "HK"}


def test_the_command_line_speaks_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LC_ALL", "zh_TW.UTF-8")
    assert main(["check", "rnetamask.io"]) == 1
    assert "聯絡方式" in capsys.readouterr().out
    assert main(["check", "--help"]) == 0
    assert "聯絡方式" in capsys.readouterr().out
    monkeypatch.setenv("LC_ALL", "C")
    assert main(["check", "rnetamask.io", "--lang", "zh-Hant"]) == 1
    assert "聯絡方式" in capsys.readouterr().out
