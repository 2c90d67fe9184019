"""Help pages: complete in Chinese, by locale, on any terminal."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

import pytest

from ringtrue.cli import main
from ringtrue.cli.help import described, lines, translated
from ringtrue.cli.options import parser
from ringtrue.render.paint import width

Capture = pytest.CaptureFixture[str]
TABLE = lines("zh")


def pages(root: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    yield root
    for action in root._actions:
        if isinstance(action, argparse._SubParsersAction):
            for command in action.choices.values():
                yield from pages(command)


def said(root: argparse.ArgumentParser) -> set[str]:
    """Every line of the help pages but descriptions, which repeat a command's help."""
    texts = {"usage:"}
    for page in pages(root):
        texts |= {page.epilog or "", *(group.title or "" for group in page._action_groups)}
        for action in page._actions:
            more = action._choices_actions if isinstance(action, argparse._SubParsersAction) else []
            texts |= {told.help for told in (action, *more) if told.help}
    return {line for text in texts - {argparse.SUPPRESS} for line in text.split("\n")} - {""}


def test_the_table_holds_each_line_and_no_other() -> None:
    root = parser()
    assert said(root) - TABLE.keys() == set()
    assert TABLE.keys() - said(root) == {root.description}


def test_a_translation_keeps_codes_placeholders_and_names() -> None:
    for english, chinese in TABLE.items():
        assert (
            english[: len(english) - len(english.lstrip())]
            == chinese[: len(chinese) - len(chinese.lstrip())]
        )
        for word in ("%(default)s", "%(choices)s", "ringtrue.toml", "NO_COLOR", "RINGTRUE_DATA"):
            assert (word in english) == (word in chinese), english
        assert any(ord(c) > 0x2E7F for c in chinese), english


def test_descriptions_are_translated_as_sentences() -> None:
    for page in pages(parser()):
        told = translated(page.description or "", TABLE)
        assert told != page.description
        assert told.endswith(("。", "…", "？"))
    assert described("check files").endswith("files.")


@pytest.mark.parametrize("columns", [30, 40, 80, 200])
@pytest.mark.parametrize("command", ["check", "scan", "sweep", "serve", "brands"])
def test_it_keeps_to_the_terminal(
    command: str, columns: int, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    monkeypatch.setattr("ringtrue.cli.help._width", lambda: columns - 2)
    assert main([command, "--help"]) == 0
    page = capsys.readouterr().out
    assert page.startswith("用法：")
    options = page.partition("选项:")[2].partition("退出码:")[0]
    too_wide = [line for line in options.splitlines() if width(line) > columns - 2]
    assert all(
        not line.strip(" -abcdefghijklmnopqrstuvwxyz_{},ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        for line in too_wide
    )
    assert not any(
        line.strip()[:1] in "，。；：、）" for line in options.splitlines() if line.strip()
    )


@pytest.mark.parametrize("locale", ["C", "POSIX", "de_DE.UTF-8", "xx"])
def test_elsewhere_it_is_english(
    locale: str, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setenv("LC_ALL", locale)
    assert main(["check", "--help"]) == 0
    page = capsys.readouterr().out
    assert page.startswith("usage: ringtrue check")
    assert page.isascii()
