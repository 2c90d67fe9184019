"""What commands take from configuration files.

Two TOML files, the nearer one first: a project's (`PROJECT`) in the working folder or one above,
and ``config.toml`` in a folder ``ringtrue`` of the user's configuration folder. Both may say
``region`` and ``lang``; only the user's own may name lists (``allowlist``, ``known``): who makes
a folder must not decide what is official for whoever works in it.
"""

from __future__ import annotations

import os

from ringtrue.cli.streams import Stop
from ringtrue.records import record

TYPE_CHECKING = False  # importing typing takes time
if TYPE_CHECKING:
    from typing import Any

PROJECT = "ringtrue.toml"
USERS = ("allowlist", "known")
_KEYS = ("region", "lang", *USERS)
_MOST_FOLDERS = 20
"""Folders above the working one that are looked into."""
_MAX_BYTES = 65_536


@record
class Setting:
    """One value, and the file that says it."""

    value: Any
    file: str


def files() -> list[str]:
    """The configuration files that exist, the nearer one first."""
    found = []
    folder = os.getcwd()
    for _ in range(_MOST_FOLDERS):
        path = os.path.join(folder, PROJECT)
        if os.path.isfile(path):
            found.append(path)
            break
        above = os.path.dirname(folder)
        if above == folder:
            break
        folder = above
    users = user_file()
    if os.path.isfile(users):
        found.append(users)
    return found


def user_file() -> str:
    """Where the user's own configuration is looked for."""
    home = os.environ.get("XDG_CONFIG_HOME") or os.path.join(os.path.expanduser("~"), ".config")
    return os.path.join(home, "ringtrue", "config.toml")


def settings() -> dict[str, Setting]:
    """The values in force by their key. Raises `Stop` for a file that cannot be read."""
    found: dict[str, Setting] = {}
    for path in files():
        for key, value in _read(path).items():
            found.setdefault(key, Setting(value, path))
    return found


def _read(path: str) -> dict[str, Any]:
    import tomllib

    try:
        with open(path, "rb") as file:
            values = tomllib.loads(file.read(_MAX_BYTES).decode("utf-8"))
    except (OSError, ValueError) as error:
        raise Stop(f"{path}: cannot be read: {error}") from error
    is_users = path == user_file()
    for key, value in values.items():
        if key not in _KEYS:
            from difflib import get_close_matches

            near = get_close_matches(key, _KEYS, n=1)
            raise Stop(f"{path}: {key}: no such setting; {_meant(near)}")
        if key in USERS:
            if not is_users:
                raise Stop(
                    f"{path}: {key}: only your own {user_file()} may name lists, "
                    "or the option of the command"
                )
            if not (isinstance(value, list) and all(isinstance(item, str) for item in value)):
                raise Stop(f"{path}: {key}: a list of paths is wanted")
        elif not isinstance(value, str):
            raise Stop(f"{path}: {key}: a text is wanted")
    if "region" in values:
        from ringtrue.errors import UnknownRegion
        from ringtrue.kinds.regions import country_code

        try:
            values["region"] = country_code(values["region"])
        except UnknownRegion as error:
            raise Stop(f"{path}: region: {error}") from None
    folder = os.path.dirname(path)
    for key in USERS:
        if key in values:
            values[key] = [os.path.join(folder, os.path.expanduser(item)) for item in values[key]]
    return values


def _meant(near: list[str]) -> str:
    return f"did you mean {near[0]}?" if near else f"there are {', '.join(_KEYS)}"
