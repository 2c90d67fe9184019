"""The arguments of the command line, and what several commands make of them."""

from __future__ import annotations

import argparse

from ringtrue.cli.defaults import default_language, default_region
from ringtrue.cli.help import Layout, Parser, command
from ringtrue.kinds import KINDS
from ringtrue.messages.catalogue import languages

TYPE_CHECKING = False  # importing typing takes time
if TYPE_CHECKING:
    from ringtrue.cli.help import Commands

_CODES = {
    "": ("0  done", "1  something to act on", "3, 4  nothing worse than unknown, than invalid"),
    "check": (
        "0  every contact is official",
        "1  something impersonates or is suspicious",
        "3  nothing worse than unknown",
        "4  nothing worse than invalid, or a question that was answered",
        'No answer means "safe".',
    ),
    "sweep": ("1  something was found", "3  nothing was found"),
    "ask": (
        "0  the list has a contact to turn to",
        "1  a contact in the question is not the brand's",
        "3  the list has none",
    ),
    "lint": ("0  nothing found", "1  findings"),
}
_CODES["scan"] = _CODES["check"]
_ALWAYS = "2  the command was not understood, or a file cannot be read"


def exits(command: str = "") -> str:
    """The exit codes of a command, as its help tells them."""
    codes = list(_CODES.get(command, ("0  done",)))
    codes.insert(sum(code[0] in "01" for code in codes), _ALWAYS)
    return "\n".join(["exit codes:", *(f"  {c}" if c[0].isdigit() else c for c in codes)])


def parser(wanted: str = "") -> Parser:
    """The parser of all commands; `command` names the module that runs.

    Of `wanted`, a command that is run once a contact or file, alone: the rest take 9 ms to set up.
    """
    root = Parser(
        prog="ringtrue",
        description="Is this link, number, mail or account really the brand's?",
        epilog=exits(),
        formatter_class=Layout,
        allow_abbrev=False,
    )
    root.add_argument("--version", action=_Version)
    # Without `prog` it is taken from a usage text, which needs the terminal's width.
    commands = root.add_subparsers(
        dest="command", metavar="COMMAND", required=True, prog="ringtrue"
    )
    often = {"check": _add_check, "scan": _add_scan, "sweep": _add_sweep}
    if wanted in often:
        often[wanted](commands)
        return root
    from ringtrue.cli import door_options, trust_options, upkeep_options

    for add in often.values():
        add(commands)
    ask = _command(commands, "ask", "a brand's own contacts for what you ask")
    ask.add_argument("question", nargs="+", metavar="WORD", help="e.g. MetaMask support")
    for option in (_region, _allowlist, _lang, _json, _look):
        option(ask)
    watch = _command(commands, "watch", "new look-alikes in a stream of names, as they come")
    watch.add_argument(
        "file", nargs="?", default="-", metavar="FILE",
        help="a file that grows; - for standard input (default): names, certificates as JSON "
        "lines, zone files and their differences",
    )  # fmt: skip
    watch.add_argument("--state", required=True, metavar="FOLDER", help="what it remembers")
    watch.add_argument("--out", default="", metavar="FILE", help="JSON lines (default: printed)")
    watch.add_argument("--atom", default="", metavar="FILE", help="an Atom feed")
    watch.add_argument("--stix", default="", metavar="FILE", help="a STIX 2.1 bundle")
    watch.add_argument("--webhook", default="", metavar="URL", help="one signed POST a finding")
    watch.add_argument("--webhook-secret", default="", metavar="FILE", help="key of its signature")
    watch.add_argument("--redis", default="", metavar="URL", help="read a stream of Redis instead")
    watch.add_argument("--stream", default="", metavar="KEY", help="the stream's key")
    watch.add_argument("--field", default="name", metavar="FIELD", help="field with the name")
    watch.add_argument(
        "--brand", action="append", default=[], metavar="ID", help="only look-alikes of this brand"
    )
    watch.add_argument("--once", action="store_true", help="stop at the end of what is there")
    _allowlist(watch)
    report = _command(commands, "report", "a finding written for whoever can act on it")
    report.add_argument("contact", metavar="CONTACT", help="what is to be reported")
    report.add_argument(
        "--to", choices=("registrar", "platform", "police", "brand"), default="registrar",
        help="whom it is written for (default: registrar)",
    )  # fmt: skip
    report.add_argument(
        "--format", choices=("markdown", "xarf", "stix"), default="markdown",
        help="default: markdown; the others need ringtrue[report]",
    )  # fmt: skip
    report.add_argument("--reporter", default="", metavar="NAME", help="whose report it is (XARF)")
    report.add_argument("--contact-mail", default="", metavar="MAIL", help="and how to answer it")
    report.add_argument("--claims", action="append", metavar="BRAND", help="whose it is said to be")
    for option in (_region, _allowlist, _lang):
        option(report)
    completion = _command(commands, "completion", "a script with which a shell completes commands")
    completion.add_argument("shell", choices=("bash", "zsh", "tcsh"), help="print it for this one")
    config = _command(commands, "config", "what configuration files and the locale say")
    _json(config)
    explain = _command(commands, "explain", "what a finding means (without CODE: all of them)")
    explain.add_argument("code", nargs="?", metavar="CODE", help="e.g. combosquatting")
    _lang(explain)
    brands = _command(commands, "brands", "the brands that are listed, or one with its contacts")
    brands.add_argument("brand", nargs="?", metavar="BRAND", help="id, name or alias")
    brands.add_argument("--stats", action="store_true", help="count what the list covers")
    brands.add_argument(
        "--support", action="store_true", help="only whom to turn to for help, in a few lines"
    )
    _region(brands)
    _allowlist(brands)
    _lang(brands)
    _json(brands)
    schema = _command(commands, "schema", "the JSON Schema of what --json prints, or of a file")
    schema.add_argument(
        "answer",
        choices=("verdict", "scan", "allowlist"),
        help="of check, of scan, of a file",
    )
    lint = _command(commands, "lint", "check allowlist files")
    lint.add_argument("paths", nargs="+", metavar="PATH", help="TOML file or folder of them")
    lint.add_argument("--deny", action="append", default=[], metavar="FILE", help="a deny list")
    lint.add_argument(
        "--today", type=upkeep_options.day, default=None, metavar="DATE",
        help="no date may lie after it (default: the clock's day)",
    )  # fmt: skip
    _json(lint)
    upkeep_options.add(commands)
    trust_options.add(commands)
    serve = _command(commands, "serve", "answer over HTTP, with a web page")
    door_options.add_serve(serve)
    mcp = _command(commands, "mcp", "answer assistants (Model Context Protocol)")
    door_options.add_mcp(mcp)
    github = _command(commands, "github-comment", "the comment for an issue or comment event")
    door_options.add_github_comment(github)
    for door in (serve, mcp, github):
        _allowlist(door)
    _lang(github)
    return root


class _Version(argparse.Action):
    """``--version``, with the version read only when asked for."""

    def __init__(self, option_strings: list[str], dest: str) -> None:
        super().__init__(option_strings, dest, nargs=0, help="show the version and leave")

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from ringtrue import __version__

        print(f"ringtrue {__version__}")
        parser.exit()


def _add_check(commands: Commands) -> None:
    check = _command(commands, "check", "judge contacts: official, impersonation, unknown ...")
    check.add_argument(
        "contacts",
        nargs="+",
        metavar="CONTACT",
        help="- reads lines from standard input",
    )
    check.add_argument(
        "--claims",
        action="append",
        metavar="BRAND",
        help="whose contact somebody says it is (id, name or alias; may be repeated)",
    )
    check.add_argument("--kind", choices=KINDS, metavar="KIND", help="how to read it: %(choices)s")
    for add in (_region, _allowlist, _known, _lang, _json, _look):
        add(check)


def _add_scan(commands: Commands) -> None:
    scan = _command(commands, "scan", "judge every contact in texts, pages, mails, pictures, files")
    scan.add_argument(
        "file",
        nargs="+",
        metavar="FILE",
        help="text, page, mail, mailbox, picture, sheet, JSON, chat, office file, PDF, or a folder "
        "of them; - reads standard input",
    )
    scan.add_argument("--url", metavar="URL", help="where the page was found")
    scan.add_argument(
        "--mail-server",
        dest="servers",
        action="append",
        default=[],
        metavar="NAME",
        help="your own mail server, whose Authentication-Results are believed",
    )
    scan.add_argument(
        "--as",
        dest="read",
        choices=("auto", "text", "html", "mail", "image"),
        default="auto",
        help="how to read the input (default: as what its content says)",
    )
    scan.add_argument(
        "--format",
        choices=("text", "lines", "json", "markdown", "html", "sarif"),
        default="text",
        help="of the report (default: text)",
    )
    scan.add_argument(
        "--listed",
        default="",
        metavar="KINDS",
        help="contacts of these kinds must be on the list (phone, email, account, app, wallet, "
        "web, all; none: only that nothing poses as a brand's); exit 0 when they are, else 1",
    )
    for add in (_region, _allowlist, _known, _lang, _json, _look):
        add(scan)


def _add_sweep(commands: Commands) -> None:
    sweep = _command(commands, "sweep", "judge files of names into a Parquet file of findings")
    sweep.add_argument(
        "files",
        nargs="+",
        metavar="FILE",
        help="list of names (a name a line, hosts, Adblock, zone, CSV, JSON ...) or Parquet, also "
        ".gz and .zst; - reads standard input",
    )
    sweep.add_argument("--out", required=True, metavar="FILE", help="the Parquet file to write")
    sweep.add_argument(
        "--column",
        default="",
        metavar="NAME",
        help="column with the names, or its number (default: the one that looks like it)",
    )
    sweep.add_argument("--all", action="store_true", help="keep names without findings too")
    sweep.add_argument("--jobs", type=int, default=1, metavar="N", help="processes that judge")
    _allowlist(sweep)


def _command(commands: Commands, name: str, does: str) -> Parser:
    return command(commands, name, does, exits(name))


def _region(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--region",
        type=_country,
        default=default_region()[0],
        metavar="CC",
        help="where the reader is, for national and short numbers (ISO 3166: CN, US ...; default: "
        "from ringtrue.toml, the user's configuration or the locale)",
    )


def _allowlist(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--allowlist",
        action="append",
        default=_configured("allowlist"),
        metavar="PATH",
        help="a TOML allowlist or a folder of them, besides the shipped one (may be repeated)",
    )


def _configured(key: str) -> list[str]:
    from ringtrue.cli.settings import files, settings

    held = settings() if files() else {}
    return list(held[key].value) if key in held else []


def _known(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--known",
        action="append",
        default=_configured("known"),
        metavar="FILE",
        help="names of others that are not to be accused, from `ringtrue import --known`",
    )


def _lang(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--lang",
        choices=(*languages(), "zh-Hant"),
        default=default_language(),
        help="language of the sentences (default: from LC_ALL, LC_MESSAGES or LANG)",
    )


def _json(command: argparse.ArgumentParser) -> None:
    command.add_argument("--json", action="store_true", help="one JSON object a line (schema 1)")


def _look(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--quiet", action="store_true", help="print nothing: the exit code is the answer"
    )
    command.add_argument(
        "--color",
        choices=("auto", "always", "never"),
        default="auto",
        help="colours (default: on a terminal, unless NO_COLOR is set)",
    )


def _country(text: str) -> str:
    from ringtrue.errors import UnknownRegion
    from ringtrue.kinds.regions import country_code

    try:
        return country_code(text) or ""
    except UnknownRegion as error:
        raise argparse.ArgumentTypeError(str(error)) from None
