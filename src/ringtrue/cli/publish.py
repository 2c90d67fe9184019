"""``ringtrue publish STEP``: one step of the way from allowlists to a signed repository."""

from __future__ import annotations

import sys
from argparse import Namespace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ringtrue.cli.exits import ALARM, OFFICIAL
from ringtrue.cli.streams import Stop, put, put_json, tell
from ringtrue.errors import PublishError, RingtrueError
from ringtrue.messages.shown import shown

if TYPE_CHECKING:
    from securesystemslib.signer import Signer

    from ringtrue.updates.publish.repository import Repository


def run(options: Namespace) -> int:
    """Takes one step; says what it did."""
    if options.step == "well-known":
        return _well_known(options)
    try:
        import cryptography  # noqa: F401
        import tuf  # noqa: F401
    except ImportError as error:
        raise Stop("publishing needs: pip install 'ringtrue[publish]'") from error
    try:
        return _STEPS[options.step](options)
    except RingtrueError as error:
        raise Stop(str(error)) from error
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            raise
        where = f"{error.filename}: " if error.filename else ""
        raise Stop(f"{where}{error.strerror or error}") from error


def _well_known(options: Namespace) -> int:
    """Writes what a brand can put on its own site."""
    from datetime import date

    from ringtrue.cli.defaults import directory_of
    from ringtrue.curation.publish_own import files_of, main_host, write

    brand = directory_of(options.allowlist).brand_for(options.brand)
    if brand is None:
        raise Stop(f"{options.brand}: no such brand; `ringtrue brands` lists all of them")
    try:
        files = files_of(brand, date.today().isoformat())
        for path in write(files, Path(options.dir)):
            put(str(path))
    except RingtrueError as error:
        raise Stop(str(error)) from error
    except OSError as error:
        raise Stop(f"cannot write {error.filename}: {error.strerror}") from error
    tell(
        f"next: put them below https://{main_host(brand)}/ and snippets/head.html into "
        "the head of its front page. assetlinks.json and apple-app-site-association need the keys "
        "and the team id of your apps, which no list knows: docs/well-known.md"
    )
    return OFFICIAL


def _keygen(options: Namespace) -> int:
    from ringtrue.updates.publish import keys

    path = Path(options.keyfile)
    passphrase = None if options.no_passphrase else _passphrase(options, path, twice=True)
    key = keys.generate(path, passphrase)
    put(f"{key.keyid}  {shown(str(keys.public_path(path)), 1000)}")
    return OFFICIAL


def _root(options: Namespace) -> int:
    from ringtrue.updates.publish import keys, staging

    by_role = {
        role: [keys.read_public(Path(path)) for path in getattr(options, role)]
        for role in ("root", "targets", "snapshot", "timestamp")
    }
    root = staging.stage_root(
        _repo(options), staging.Keys(**by_role), datetime.now(UTC), options.threshold
    )
    put(f"staged root {root.version}, good until {root.expires:%Y-%m-%d}")
    _missing(options)
    return OFFICIAL


def _list(options: Namespace) -> int:
    from ringtrue.curation.changes import ADDS_TRUST, counts
    from ringtrue.directory import allowlist
    from ringtrue.index import compiled
    from ringtrue.render.changes import changes_dict, changes_text
    from ringtrue.updates.publish import staging

    repo = _repo(options)
    findings = _lint(options.allowlists)
    if findings:
        for finding in findings:
            put(shown(finding, 2000))
        tell(f"{len(findings)} findings; nothing was staged")
        return ALARM
    before = repo.published_list()
    old = compiled.load(before)[0] if before is not None else "nothing"
    data = allowlist.compile_folder(options.allowlists)
    found = staging.stage_list(repo, data, datetime.now(UTC))
    new = compiled.load(data)[0]
    if options.json:
        put_json(changes_dict(old, new, found, counts(found)))
    else:
        put(changes_text(old, new, found, ADDS_TRUST))
    return OFFICIAL


def _lint(folder: str) -> list[str]:
    from ringtrue.cli.lint import judge_of
    from ringtrue.curation.lint import lint

    if not Path(folder).is_dir():
        raise Stop(f"{folder}: no such folder")
    return [str(finding) for finding in lint([folder], judge_of)]


def _sign(options: Namespace) -> int:
    from ringtrue.updates.publish.release import sign

    repo = _repo(options)
    for name in sign(repo, _signer(options, options.key)):
        put(f"signed {name}")
    _missing(options)
    return OFFICIAL


def _release(options: Namespace) -> int:
    from ringtrue.updates.publish.release import release

    signers = [_signer(options, path) for path in options.key]
    for name in release(_repo(options), signers, datetime.now(UTC)):
        put(f"wrote {shown(name)}")
    return OFFICIAL


def _status(options: Namespace) -> int:
    repo = _repo(options)
    repo.root()
    now = datetime.now(UTC)
    for place, signed in repo.all_metadata():
        state = "EXPIRED" if signed.is_expired(now) else "good until"
        put(f"{place}  {signed.type} {signed.version}  {state} {signed.expires:%Y-%m-%d}")
    return _missing(options)


def _missing(options: Namespace) -> int:
    """Says what keeps the staged files from being released; exit code 1 when there is any."""
    lines = _lacks(options)
    for line in lines:
        tell(line)
    return ALARM if lines else OFFICIAL


def _lacks(options: Namespace) -> list[str]:
    from ringtrue.updates.publish.release import missing

    return [str(one) for one in missing(_repo(options))]


def _repo(options: Namespace) -> Repository:
    from ringtrue.updates.publish.repository import Repository

    return Repository(Path(options.repo))


def _signer(options: Namespace, path: str) -> Signer:
    from ringtrue.updates.publish import keys

    try:
        return keys.read_private(Path(path))
    except keys.NeedsPassphrase:
        return keys.read_private(Path(path), _passphrase(options, Path(path)))


def _passphrase(options: Namespace, path: Path, *, twice: bool = False) -> bytes:
    if options.passphrase_file:
        with Path(options.passphrase_file).open("rb") as file:
            given = file.readline(4096).rstrip(b"\r\n")
    elif sys.stdin.isatty():
        from getpass import getpass

        given = getpass(f"passphrase of {path}: ").encode()
        if twice and getpass("once more: ").encode() != given:
            raise PublishError("the two passphrases differ; nothing was written")
    else:
        raise PublishError(f"{path} needs a passphrase; give --passphrase-file FILE")
    if not given:
        raise PublishError(f"{path}: the passphrase is empty; give one")
    return given


_STEPS = {
    "keygen": _keygen,
    "root": _root,
    "list": _list,
    "sign": _sign,
    "release": _release,
    "status": _status,
}
