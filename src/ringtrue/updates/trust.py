"""The rules of an update: bytes and a clock in, a list or a reason out; no socket and no path.

Signatures, versions, expiry, lengths and hashes are `tuf.ngclient`'s, which follows the client
workflow of the TUF specification (section 5). Ours are: how strong a root must be, and what a
compiled list must look like before it may take the place of the one in use.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Literal, get_args, get_type_hints

from tuf.api import exceptions as tuf
from tuf.api.metadata import Metadata, Root

from ringtrue.directory.signed import TARGET
from ringtrue.errors import AllowlistError, UpdateError
from ringtrue.index import compiled
from ringtrue.kinds import KINDS
from ringtrue.model import Brand, Listed

__all__ = ["TARGET", "admit", "check_root", "reason", "root_problem"]

MIN_THRESHOLD = 2
"""Signatures that a root must ask for, for itself and for targets: one stolen key is no list."""
_OFFLINE = ("root", "targets")
_ONLINE = ("snapshot", "timestamp")


def check_root(data: bytes) -> Root:
    """The root, when it is strong enough to trust. Raises `UpdateError`.

    Both roles that decide what is listed ask for two different keys or more, and none of these
    keys is one of those that lie on a server.
    """
    try:
        root = Metadata[Root].from_bytes(data).signed
    except tuf.RepositoryError as error:
        raise UpdateError("broken", f"the root is no TUF root ({_first(error)})") from error
    if not isinstance(root, Root):
        raise UpdateError("broken", f"the root is TUF metadata of another role ({root.type})")
    problem = root_problem(root)
    if problem:
        raise UpdateError("weak_root", f"the root is too weak to trust: {problem}")
    return root


def root_problem(root: Root) -> str:
    """What makes a root too weak, or an empty string."""
    online = {_material(root, keyid) for role in _ONLINE for keyid in root.roles[role].keyids}
    for role in _OFFLINE:
        keys = [_material(root, keyid) for keyid in root.roles[role].keyids]
        threshold = root.roles[role].threshold
        if threshold < MIN_THRESHOLD:
            return f"{role} asks for {threshold} signature, {MIN_THRESHOLD} is the least"
        if len(set(keys)) < len(keys):
            return f"{role} holds the same key twice"
        if len(keys) < threshold:
            return f"{role} asks for {threshold} signatures and has {len(keys)} keys"
        if online & set(keys):
            return f"{role} shares a key with snapshot or timestamp"
    return ""


def _material(root: Root, keyid: str) -> str:
    key = root.keys[keyid]
    return f"{key.keytype} {key.keyval.get('public', '')}"


# -- what a list must look like -------------------------------------------------------------------


def admit(data: bytes, max_brands: int = 200_000) -> tuple[str, list[Brand]]:
    """Version and brands of a compiled list that may be installed. Raises `UpdateError`.

    Signed is not the same as sound: a fault of the publisher's must not break every user. The
    list has to be whole, of our format (whose fields can hold nothing but text), with known
    kinds, real dates, and at least one contact; and written again it has to give the same bytes.
    """
    try:
        version, brands = compiled.load(data, "the list")
    except AllowlistError as error:
        said = str(error).removeprefix("the list: ").partition(";")[0]
        raise UpdateError("broken", f"the list {said}") from error
    if len(brands) > max_brands:
        raise UpdateError("too_large", f"the list holds {len(brands)} brands, over {max_brands}")
    problem = _problem(brands)
    if not problem and compiled.dump(brands, version) != data:
        problem = "written again it gives other bytes"
    if problem:
        raise UpdateError("broken", f"the list is not well-formed: {problem}")
    return version, brands


def _problem(brands: Sequence[Brand]) -> str:
    if not any(brand.contacts for brand in brands):
        return "it holds no contact"
    if len({brand.id for brand in brands}) < len(brands):
        return "it holds a brand twice"
    for brand in brands:
        said = next(filter(None, (_wrong_row(row, brand.id) for row in brand.contacts)), "")
        if said:
            return f"{brand.id[:64]}: {said}"
    return ""


def _wrong_row(row: Listed, brand_id: str) -> str:
    if row.brand_id != brand_id:
        return f"lists a contact of {row.brand_id!r}"
    if row.kind not in KINDS:
        return f"{row.kind[:40]!r} is no kind"
    for name, known in _CHOICES.items():
        if getattr(row, name) not in known:
            return f"{str(getattr(row, name))[:40]!r} is no {name}"
    # What vouches for nothing need not be looked at again by a day.
    unreviewed = row.status == "unverified" and not row.review_by
    for day in (row.verified_on,) if unreviewed else (row.verified_on, row.review_by):
        try:
            date.fromisoformat(day)
        except ValueError:
            return f"{day[:40]!r} is no day"
    return ""


_HINTS = get_type_hints(Listed, localns={"Literal": Literal})
_CHOICES = {name: frozenset(get_args(_HINTS[name])) for name in ("match", "use", "status")}


# -- why an update did not happen -----------------------------------------------------------------


def reason(error: Exception, now: datetime) -> UpdateError:
    """The one line that says why, and its code, for any error of the way. `now`: the clock used."""
    if isinstance(error, UpdateError):
        return error
    said = _first(error)
    if isinstance(error, tuf.SlowRetrievalError):
        return UpdateError("too_slow", f"the server is too slow: {said}")
    if isinstance(error, tuf.DownloadLengthMismatchError):
        return UpdateError("too_large", f"more data than is due: {said}")
    if isinstance(error, tuf.DownloadError):
        return UpdateError("unreachable", f"not reached: {said}")
    if isinstance(error, tuf.ExpiredMetadataError):
        return UpdateError(
            "expired",
            f"{said}: somebody holds back newer metadata, the publisher is late, or the clock of "
            f"this machine is wrong ({now:%Y-%m-%d %H:%M} UTC)",
        )
    if isinstance(error, tuf.BadVersionNumberError):
        return UpdateError("rollback", f"older than what was seen before, or mixed: {said}")
    if isinstance(error, tuf.UnsignedMetadataError):
        return UpdateError("signature", f"not signed by enough of the trusted keys: {said}")
    if isinstance(error, tuf.LengthOrHashMismatchError):
        return UpdateError("mismatch", f"not the file that was signed: {said}")
    if isinstance(error, tuf.RepositoryError):
        return UpdateError("broken", f"no valid TUF metadata ({said})")
    if isinstance(error, OSError):
        what = error.strerror or said
        where = f" ({error.filename})" if error.filename else ""
        return UpdateError("disk", f"cannot be written: {what}{where}")
    raise error


def _first(error: BaseException) -> str:
    return str(error).split("\n")[0][:300] or type(error).__name__
