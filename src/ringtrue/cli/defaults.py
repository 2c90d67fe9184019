"""What commands take when nothing is said: the language, the directory; and the plainest command
line, read without argparse."""

from __future__ import annotations

import os
from collections.abc import Sequence
from types import SimpleNamespace

from ringtrue.cli.streams import Stop
from ringtrue.messages.catalogue import Catalogue

TYPE_CHECKING = False  # importing typing takes time
if TYPE_CHECKING:
    from typing import Any

    from ringtrue.directory.directory import Directory


def plain_check(argv: Sequence[str]) -> Any:
    """The options of ``check CONTACT ... [--json]``, as argparse would give them; None when there
    is anything else. A check through argparse takes 37 ms of processor time, this way 30."""
    from ringtrue.cli.settings import files

    contacts = [arg for arg in argv[1:] if arg != "--json"]
    if argv[:1] != ["check"] or not contacts or any(arg[:1] in ("-", "") for arg in contacts):
        return None
    if files():
        return None
    return SimpleNamespace(
        command="check", contacts=contacts, json=len(contacts) < len(argv) - 1, claims=None,
        kind=None, region=default_region()[0], allowlist=[], known=[], lang=default_language(),
    )  # fmt: skip


def default_region() -> tuple[str | None, str]:
    """The country that configuration or the environment names (``zh_CN.UTF-8``), and where that
    is said; None and empty when neither does."""
    from ringtrue.cli.settings import files, settings

    if files() and "region" in (held := settings()):
        return held["region"].value, held["region"].file
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            code = value.partition(".")[0].partition("@")[0].partition("_")[2]
            if len(code) == 2 and code.isalpha() and code.isupper():
                return code, name
            return None, ""
    return None, ""


def default_language() -> str:
    """The language of configuration or environment; English when it has no folder."""
    from ringtrue.cli.settings import files, settings

    if files() and "lang" in (held := settings()):
        return Catalogue.load(held["lang"].value).lang
    named = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    return Catalogue.load(named).lang


def directory_of(allowlists: list[str], known: Sequence[str] = ()) -> Directory:
    """The shipped directory, joined with the user's allowlists and tables of known names.

    Raises `Stop` for a broken one.
    """
    from ringtrue.directory.directory import Directory
    from ringtrue.errors import RingtrueError

    try:
        directory = Directory.default()
    except (OSError, RingtrueError) as error:
        raise Stop(f"the shipped directory cannot be read: {error}; install again") from error
    for path in allowlists:
        try:
            directory = directory | Directory.load(path)
        except RingtrueError as error:
            raise Stop(str(error)) from error
        except (OSError, ValueError) as error:
            reason = error.strerror if isinstance(error, OSError) else str(error)
            raise Stop(f"cannot read the allowlist {path}: {reason or error}") from error
    for path in known:
        from ringtrue.directory.known import Known

        try:
            directory = directory.with_known(Known.load(path))
        except RingtrueError as error:
            raise Stop(str(error)) from error
    return directory
