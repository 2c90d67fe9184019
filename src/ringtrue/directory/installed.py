"""The lists in use: the shipped one or a newer signed update of it, and private feeds beside it.

Reads only what `ringtrue update` left in the user's data folder: no network, no lock, no waiting.
Layout, a folder a feed::

    DATA/feeds/NAME/feed.json                  address, and the brands a private feed may speak
                                               for; without this file the feed does not count
                    root.json                  the root that was trusted on the first update
                    directory.bin              the list in use
                    directory.json             the signed metadata that names it
                    directory.previous.bin     the one before, for when the first is damaged
                    directory.previous.json    and its metadata
                    tuf/                       what the updater has verified so far

Signatures are verified again whenever a list is opened (`ringtrue.directory.signed`), and folders
that others can write are not read. A list that is damaged or not the signed one gives way to the
one before it, that one to the shipped one, and a line in the log says so. What a feed lists names
the feed among its sources.
Listings also expire on their own dates, so a list that is never updated stops vouching.
"""

from __future__ import annotations

import os
import sys

from ringtrue.data.arrays import Arrays
from ringtrue.errors import AllowlistError
from ringtrue.index import compiled
from ringtrue.index.contacts import Contacts
from ringtrue.model import Brand

TYPE_CHECKING = False  # importing typing takes time
if TYPE_CHECKING:
    from pathlib import Path


MAIN = "main"
"""The feed that follows the shipped list and takes its place when it is as new or newer."""
VARIABLE = "RINGTRUE_DATA"
"""Environment variable that moves the data folder."""
CURRENT = compiled.FILE
PREVIOUS = "directory.previous.bin"
ROOT = "root.json"
METADATA = "tuf"
_MAX_SMALL = 1 << 20
_MAX_LIST = 1 << 30
FEED = "feed.json"

Part = tuple[str, list[Brand]]


def data_folder() -> Path:
    """Where updates live: ``$RINGTRUE_DATA`` or the platform's folder for a user's data."""
    from pathlib import Path

    return Path(_data_folder())


def _data_folder() -> str:
    """`data_folder` as text: whoever has no feeds, as most, does not pay for importing pathlib."""
    chosen = os.environ.get(VARIABLE)
    if chosen:
        return chosen
    home = os.path.expanduser("~")
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or os.path.join(home, "AppData", "Local")
    elif sys.platform == "darwin":
        base = os.path.join(home, "Library", "Application Support")
    else:
        base = os.environ.get("XDG_DATA_HOME") or os.path.join(home, ".local", "share")
    return os.path.join(base, "ringtrue")


def feed_folder(name: str, folder: Path | None = None) -> Path:
    """The folder of one feed, whether it exists or not."""
    return (folder or data_folder()) / "feeds" / name


def feed_names(folder: Path | None = None) -> list[str]:
    """The feeds that have been added, by name."""
    try:
        with os.scandir(os.path.join(folder or _data_folder(), "feeds")) as entries:
            names = sorted(entry.name for entry in entries if not entry.name.startswith("."))
    except OSError:
        return []  # nothing was ever installed, which is the usual case
    return [name for name in names if (feed_folder(name, folder) / FEED).is_file()]


def lists(folder: Path | None = None) -> list[Contacts]:
    """Every list in use: the main one first, then private feeds by name.

    Raises `AllowlistError` when the shipped list is needed and damaged.
    """
    names = feed_names(folder)
    main = _main(folder) if MAIN in names else None
    found = [main or compiled.open_default()]
    for name in names:
        private = None if name == MAIN else _confined(name, folder)
        if private is not None:
            found.append(private)
    return found


def parts(folder: Path | None = None) -> list[Part]:
    """Version and brands of every list in use, as `lists`."""
    return [(found.version, found.brands()) for found in lists(folder)]


def _confined(name: str, folder: Path | None) -> Contacts | None:
    """A private feed's list, of the brands that it may speak for."""
    import json

    path = feed_folder(name, folder) / FEED
    try:
        only = json.loads(path.read_bytes()).get("brands", [])
        allowed = frozenset(only)
    except (OSError, ValueError, TypeError, AttributeError):
        _warn(f"{path} is damaged and the feed is not used; add it again with --url and --root")
        return None
    found = _installed(name, folder)
    if found is None or not allowed:
        return found
    return Contacts.of((found.brand(at) for at in found.ids() if at in allowed), found.version)


def installed(name: str, folder: Path | None = None) -> Part | None:
    """Version and brands of the last good list of one feed, or None when it has none."""
    found = _installed(name, folder)
    return None if found is None else (found.version, found.brands())


def _installed(name: str, folder: Path | None) -> Contacts | None:
    from ringtrue.directory import signed  # most have no feed

    place = feed_folder(name, folder)
    try:
        shared = signed.writable_by_others(place)
    except OSError:
        return None  # it is not there
    if shared:
        _warn(f"{place} is not used: {shared} can be written by others than its user")
        return None
    for file in (CURRENT, PREVIOUS):
        path = place / file
        try:
            data = _read(path, _MAX_LIST)
        except FileNotFoundError:
            continue
        except OSError as error:
            _warn(f"{path} is not used: it cannot be read ({error.strerror})")
            continue
        try:
            said = _unsigned(place, file, data)
            if not said:
                arrays = Arrays(data, str(path))
                arrays.verify()  # now, as the list before it can still take its place
                return Contacts(arrays, name)
        except AllowlistError as error:
            said = _short(error, path)
        _warn(f"{path} is not used: {said}; run: ringtrue update --feed {name}")
    return None


def signature_of(file: str) -> str:
    """The file that holds the signed metadata of a list: ``directory.json`` of its ``.bin``."""
    return file.removesuffix(".bin") + ".json"


def _unsigned(place: Path, file: str, data: bytes) -> str:
    """Why a list is not the one that was signed; empty when it is."""
    from ringtrue.directory import signed

    try:
        root = _read(place / ROOT, _MAX_SMALL)
        history = sorted(
            (place / METADATA / "root_history").glob("*.root.json"),
            key=lambda path: (len(path.name), path.name),
        )
        newer = [_read(path, _MAX_SMALL) for path in history[: signed.MAX_ROOTS]]
    except OSError:
        return "its trusted root is not there"
    # A list and its metadata are two files, of which an update that is at work, or was interrupted,
    # has renamed one: whichever metadata is signed and names the list will do.
    said = "its signed metadata is not there"
    own, other = signature_of(file), signature_of(PREVIOUS if file == CURRENT else CURRENT)
    for written in (place / own, place / other, place / METADATA / "targets.json"):
        try:
            found = signed.problem(root, newer, _read(written, _MAX_SMALL), data)
        except OSError:
            continue
        if not found:
            return ""
        said = found
    return said


def _read(path: Path, most: int) -> bytes:
    from ringtrue.data import up_to

    with path.open("rb") as file:
        data = up_to(file, most)
    if len(data) > most:
        raise AllowlistError(f"is larger than {most} bytes", file=str(path))
    return data


def _main(folder: Path | None) -> Contacts | None:
    """The updated list, unless the installed package brought a newer one."""
    found = _installed(MAIN, folder)
    if found is None or _day(found.version) >= _day(_shipped_version()):
        return found
    return None


def _shipped_version() -> str:
    """Empty when the shipped list is damaged."""
    try:
        return compiled.open_default().version
    except AllowlistError:
        return ""


def _day(version: str) -> tuple[int, ...]:
    """``2026.11.23+ab12cd34`` as numbers; a version without a date counts as newest."""
    numbers = version.partition("+")[0].split(".")
    return tuple(map(int, numbers)) if all(n.isdecimal() for n in numbers) else (9999,)


def _short(error: AllowlistError, path: Path) -> str:
    return str(error).removeprefix(f"{path}: ").partition(";")[0]


def _warn(line: str) -> None:
    import logging  # only a damaged list pays for it

    logging.getLogger("ringtrue").warning("ringtrue: %s", line)
