"""Help pages: in the reader's language where it is translated, within the terminal's width, and
with what may have been meant instead of everything that there is.

English stands in the code. Tables (``help_zh.tsv``) have a line for each of its lines; a test
fails for one that it lacks, and for one that nobody says any more.
"""

from __future__ import annotations

import argparse
import os
import sys
from functools import cache

TYPE_CHECKING = False  # importing typing takes time
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from _typeshed import SupportsWrite

    Commands = argparse._SubParsersAction["Parser"]

_TRANSLATED = ("zh", "zh-Hant")
_FEW = 6
"""Choices that can all be told."""
_HAN = "\u2e80-\u2fff\u3040-\u9fff"
_OPENING = "（“《"
_CLOSING = "，。；：、）”》？！…"


class Parser(argparse.ArgumentParser):
    """A parser that speaks the reader's language, and says what may have been meant."""

    def format_help(self) -> str:
        """The help page, translated where there is a table."""
        from ringtrue.cli.defaults import default_language

        lang = default_language()
        if lang in _TRANSLATED:
            _translate(self, lines(lang))
        return translated(super().format_help(), lines(lang), "usage:")

    def _print_message(self, message: str, file: SupportsWrite[str] | None = None) -> None:
        from ringtrue.cli.streams import encodable

        stream = file or sys.stderr
        encoding = getattr(stream, "encoding", None)
        super()._print_message(encodable(message, encoding), stream)

    def understood(self, args: Sequence[str]) -> argparse.Namespace:
        """The options; an option that there is not is answered with the nearest one."""
        if args and args[0][:1] == "-" and args[0] not in self._option_string_actions:
            self.error(f"options stand behind the command: {self.prog} COMMAND {args[0]} ...")
        options, unknown = self.parse_known_args(args)
        if unknown:
            command = self._named(args)
            option = unknown[0].partition("=")[0][:60]
            near = _nearest(option, command._option_string_actions)
            command.error(f"unrecognized: {' '.join(unknown)[:200]}; {near}")
        return options

    def _named(self, args: Sequence[str]) -> Parser:
        """The parser of the command that was named, and of its step."""
        for action in self._actions:
            if isinstance(action, argparse._SubParsersAction):
                named: Parser
                for named in [action.choices[arg] for arg in args if arg in action.choices][:1]:
                    return named._named(args)
        return self

    def _check_value(self, action: argparse.Action, value: object) -> None:
        choices = [str(choice) for choice in action.choices or ()]
        if action.choices is None or value in action.choices or len(choices) < _FEW:
            super()._check_value(action, value)
            return
        given = str(value)[:60]
        raise argparse.ArgumentError(action, f"there is no {given!r}; {_nearest(given, choices)}")


def _nearest(given: str, choices: Iterable[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(given, list(choices), n=2)
    return f"did you mean {' or '.join(near)}?" if near else "see --help"


class Layout(argparse.RawDescriptionHelpFormatter):
    """Help with the terminal's width, asked for once. argparse asks for every argument that is set
    up, and imports `shutil` for it: a check with options takes 38 ms of processor time and not 43.
    """

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=_width())

    def _split_lines(self, text: str, width: int) -> list[str]:
        return super()._split_lines(text, width) if text.isascii() else wrapped(text, width)


def command(commands: Commands, name: str, does: str, epilog: str) -> Parser:
    """Adds a command: what it `does` in a few words, and below its options the `epilog`."""
    return commands.add_parser(
        name,
        help=does,
        description=described(does),
        epilog=epilog,
        formatter_class=Layout,
        allow_abbrev=False,
    )


def described(does: str) -> str:
    """The description of a command as a sentence of its own.

    >>> described("judge contacts: official, unknown ...")
    'Judge contacts: official, unknown ...'
    """
    return does[0].upper() + does[1:] + ("" if does.endswith(".") else ".")


@cache
def lines(lang: str) -> dict[str, str]:
    """Each English line of the help pages in another language; empty for one without a table."""
    if lang not in _TRANSLATED:
        return {}
    path = os.path.join(os.path.dirname(__file__), f"help_{lang.replace('-', '_')}.tsv")
    with open(path, encoding="utf-8") as file:
        rows = [line.rstrip("\n").split("\t") for line in file if line[0] != "#"]
    return dict(rows)


def translated(text: str, table: dict[str, str], head: str = "") -> str:
    """`text` line by line; what the table does not hold stays as it is. Of a text with a `head`,
    the head alone."""
    if head:
        return text.replace(head, table.get(head, head), 1)
    return "\n".join([_line(line, table) for line in text.split("\n")])


def _line(line: str, table: dict[str, str]) -> str:
    if line in table:
        return table[line]
    # A description is the help of its command with a capital letter and a full stop.
    for does in (line[:1].lower() + line[1:], line):
        if (said := table.get(does) or table.get(does.removesuffix("."))) is not None:
            return said if said.endswith("…") else said + "。"
    return line


def wrapped(text: str, width: int) -> list[str]:
    """`text` in lines of at most `width` columns, of which a Chinese character takes two.

    >>> wrapped("判断联系方式 (--kind)，逐行", 14)
    ['判断联系方式', '(--kind)，逐行']
    """
    from ringtrue.render.paint import width as columns

    found, line = [], ""
    for piece in _pieces(text):
        if line and columns(line + piece.rstrip()) > width:
            found.append(line.rstrip())
            line = ""
        line += piece if line else piece.lstrip()
    return [*found, line.rstrip()]


def _pieces(text: str) -> list[str]:
    """Words and Chinese characters, each with the marks that must not be parted from it."""
    import re

    return re.findall(
        rf"[{_OPENING}]*(?:[{_HAN}]|[^\s{_HAN}{_OPENING}{_CLOSING}]*)[{_CLOSING}]* ?", text
    )


def _translate(parser: argparse.ArgumentParser, table: dict[str, str]) -> None:
    parser.description = translated(parser.description or "", table)
    parser.epilog = translated(parser.epilog or "", table)
    for group in parser._action_groups:
        group.title = translated(group.title or "", table)
    for action in parser._actions:
        more = action._choices_actions if isinstance(action, argparse._SubParsersAction) else ()
        for told in (action, *more):
            if told.help and told.help is not argparse.SUPPRESS:
                told.help = translated(told.help, table)


@cache
def _width() -> int:
    columns = os.environ.get("COLUMNS", "")
    if columns.isdecimal() and int(columns) > 0:
        return int(columns) - 2
    try:
        return os.get_terminal_size(sys.__stdout__.fileno()).columns - 2  # type: ignore[union-attr]
    except (AttributeError, ValueError, OSError):
        return 78
