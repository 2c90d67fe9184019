"""Whether an installed list is still the one that was signed: bytes in, a reason out.

The chain is looked at anew whenever a list is opened: the root that was trusted on the first
update, every newer root that the one before signed, the signed metadata that names the list, and
the list itself. Expiry is not asked for here: `ringtrue update` does, and listings expire by
themselves. Whoever can write the folder and knows no key of the publisher's can put nothing into
the list; who brings a root of his own with it could have added the feed as well, which is why
folders that others may write are refused (`writable_by_others`).
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from ringtrue.index import compiled

TYPE_CHECKING = False  # importing typing takes time
if TYPE_CHECKING:
    from pathlib import Path

TARGET = f"directory-v{compiled.FORMAT}.bin"
"""The signed file that holds the compiled list in the format that we read."""
MAX_ROOTS = 256
"""Roots that followed the first one, at most."""
_GROUP, _OTHERS = 0o020, 0o002


def problem(root: bytes, newer: Sequence[bytes], targets: bytes, data: bytes) -> str:
    """Why the list `data` is not the one that was signed; empty when it is.

    `root`: the one trusted first; `newer`: those that followed, in their order; `targets`: the
    signed metadata that names the list.
    """
    try:
        from tuf.api.exceptions import RepositoryError
        from tuf.api.metadata import Metadata, Root, Targets
        from tuf.api.serialization import DeserializationError
    except ImportError:
        return "its signatures cannot be verified (pip install 'ringtrue[update]')"
    try:
        trusted = Metadata[Root].from_bytes(root)
        trusted.verify_delegate("root", trusted)
        for following in newer[:MAX_ROOTS]:
            try:
                made = Metadata[Root].from_bytes(following)
            except DeserializationError:
                continue  # half written: the next update brings it again
            if made.signed.version <= trusted.signed.version:
                continue
            trusted.verify_delegate("root", made)
            made.verify_delegate("root", made)
            trusted = made
        signed = Metadata[Targets].from_bytes(targets)
        trusted.verify_delegate("targets", signed)
        target = signed.signed.targets.get(TARGET)
        if target is None:
            return f"no {TARGET} was signed"
        target.verify_length_and_hashes(data)
    except (RepositoryError, ValueError, AttributeError, KeyError, TypeError) as error:
        return f"it is not what was signed ({type(error).__name__})"
    return ""


def writable_by_others(folder: Path) -> str:
    """Which of a feed's folders, or the files in it, others than its user can write; empty when
    none. The folder itself, its feeds' and the data folder are looked at. Raises `OSError`."""
    if sys.platform == "win32":
        return ""  # permissions are lists there, and a user's profile is the user's
    mine = {0, os.getuid()}
    places = [str(folder), str(folder.parent), str(folder.parent.parent)]
    with os.scandir(folder) as entries:
        places += [entry.path for entry in entries]
    for place in places:
        try:
            found = os.stat(place)
        except FileNotFoundError:
            continue  # an update at work renames its files
        shared = found.st_mode & _GROUP and found.st_gid != os.getgid()
        if found.st_uid not in mine or found.st_mode & _OTHERS or shared:
            return place
    return ""
