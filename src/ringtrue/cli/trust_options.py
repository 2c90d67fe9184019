"""The arguments of ``update``, ``diff`` and ``publish``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ringtrue.cli.help import command

if TYPE_CHECKING:
    from ringtrue.cli.help import Commands, Parser

UPDATE_EXITS = """exit codes:
  0  the list in use is the newest
  1  what was offered cannot be trusted (signature, rollback, expired ...)
  2  the command was not understood, or a file cannot be read or written
  3  not reached, too slow, or another update is at work: try again later
Unless the code is 0, the list that was in use stays in use.
Proxies: HTTPS_PROXY, NO_PROXY; certificates: REQUESTS_CA_BUNDLE; names and passwords: ~/.netrc.
Lists are kept in the user's data folder; RINGTRUE_DATA names another one."""

DIFF_EXITS = """exit codes:
  0  the same trust
  1  differences
  2  the command was not understood, or a file cannot be read"""

PUBLISH_EXITS = """exit codes:
  0  done (status: nothing is missing)
  1  lint findings; signatures are missing
  2  the command was not understood, the step must not be taken, or a file cannot be read
The key ceremony and every step: docs/publishing.md."""

WELL_KNOWN_EXITS = """exit codes:
  0  written
  2  no such brand, or the folder cannot be written
The files and what each proves: docs/well-known.md."""

AUDIT_EXITS = """exit codes:
  0  the site and the list say the same
  1  they do not: each contradiction is told
  2  the command was not understood, or a file cannot be read
The folder is the site as `wget --mirror` saves it; nothing is fetched."""


def add(commands: Commands) -> None:
    """Adds the three commands."""
    update = command(commands, "update", "fetch newer signed lists", UPDATE_EXITS)
    update.add_argument(
        "--feed", metavar="NAME", help="only this feed (default: all that were added, or main)"
    )
    update.add_argument("--url", default="", help="address of the repository, the first time")
    update.add_argument("--root", metavar="FILE", help="its trusted root.json, the first time")
    update.add_argument(
        "--brands", default="", metavar="ID,ID", help="the only brands a private feed may speak for"
    )
    update.add_argument("--remove", action="store_true", help="forget the feed and its list")
    update.add_argument("--list", action="store_true", help="show the feeds, fetch nothing")
    update.add_argument("--json", action="store_true", help="one JSON object a feed")
    diff = command(commands, "diff", "what trust a new list adds and takes away", DIFF_EXITS)
    for name in ("old", "new"):
        diff.add_argument(
            name, metavar=name.upper(), help="compiled list, TOML allowlist or folder of them"
        )
    diff.add_argument("--json", action="store_true", help="one JSON object")
    _publish(command(commands, "publish", "build and sign a repository", PUBLISH_EXITS))
    audit = command(commands, "audit", "where a site and its list contradict", AUDIT_EXITS)
    audit.add_argument("folder", metavar="FOLDER", help="the site, saved")
    audit.add_argument("--ref", required=True, metavar="URL", help="its address: https://HOST/")
    audit.add_argument("--brand", default="", help="id or name (default: who lists the host)")
    audit.add_argument(
        "--allowlist", action="append", default=[], metavar="FILE", help="this list (repeatable)"
    )
    audit.add_argument("--json", action="store_true", help="one JSON object a line")


def _publish(publish: Parser) -> None:
    steps = publish.add_subparsers(dest="step", metavar="STEP", required=True)
    keygen = command(steps, "keygen", "make a key pair, KEYFILE and KEYFILE.pub", PUBLISH_EXITS)
    keygen.add_argument("keyfile", metavar="KEYFILE")
    keygen.add_argument(
        "--no-passphrase",
        action="store_true",
        help="leave the private key plain (online keys and throw-away keys only)",
    )
    _passphrase(keygen)
    root = _step(steps, "root", "stage the first or the next root")
    for role, what in (
        ("root", "who decides on keys; offline"),
        ("targets", "who decides what is listed; offline"),
        ("snapshot", "online"),
        ("timestamp", "online"),
    ):
        root.add_argument(
            f"--{role}", nargs="+", metavar="PUB", required=True, help=f"public keys: {what}"
        )
    root.add_argument(
        "--threshold",
        type=int,
        default=2,
        metavar="N",
        help="signatures that root and targets ask for (2 or more; default: 2)",
    )
    listing = _step(steps, "list", "lint and stage allowlists; show what trust they add")
    listing.add_argument("allowlists", metavar="ALLOWLISTS", help="folder of TOML files")
    listing.add_argument("--json", action="store_true", help="the changes as one JSON object")
    sign = _step(steps, "sign", "sign whatever is staged and is this key's to sign")
    sign.add_argument("--key", metavar="KEYFILE", required=True)
    _passphrase(sign)
    release = _step(steps, "release", "publish what is staged, or renew the timestamp")
    release.add_argument(
        "--key", metavar="KEYFILE", action="append", required=True, help="online (repeatable)"
    )
    _passphrase(release)
    _step(steps, "status", "versions, expiry, missing signatures")
    own = command(
        steps, "well-known", "write the contacts of a brand for its own site", WELL_KNOWN_EXITS
    )
    own.add_argument("brand", metavar="BRAND", help="id or name")
    own.add_argument("--dir", default="site", help="folder to write into (default: site)")
    own.add_argument(
        "--allowlist", action="append", default=[], metavar="FILE", help="this list (repeatable)"
    )


def _step(steps: Commands, name: str, does: str) -> Parser:
    step = command(steps, name, does, PUBLISH_EXITS)
    step.add_argument("repo", metavar="REPO", help="folder of the repository")
    return step


def _passphrase(command: Parser) -> None:
    command.add_argument(
        "--passphrase-file",
        metavar="FILE",
        help="read the passphrase from the first line of FILE instead of asking for it",
    )
