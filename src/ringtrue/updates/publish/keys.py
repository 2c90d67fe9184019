"""Ed25519 key pairs in files: the private half stays with one person, on one machine.

A public file is JSON: ``{"keyid": …, "keytype": "ed25519", "scheme": "ed25519", "keyval": …}``.
A private file is PKCS #8 PEM, encrypted with a passphrase unless that was refused on purpose,
readable by its owner only, and never inside a repository: not a git one, not a published one.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization as pem
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from securesystemslib.signer import ED25519, CryptoSigner, Key, SSlibKey

from ringtrue.errors import PublishError

_MAX_FILE = 64 << 10


def generate(path: Path, passphrase: bytes | None) -> Key:
    """Writes a new pair, ``path`` and ``path.pub``, and gives the public key.

    `passphrase` encrypts the private file; None leaves it plain (throw-away keys, or online keys
    on a machine that must sign by itself). Raises `PublishError`, `OSError`.
    """
    refuse_inside_repository(path)
    made = Ed25519PrivateKey.generate()
    key = CryptoSigner(made).public_key
    scheme: pem.KeySerializationEncryption = pem.NoEncryption()
    if passphrase:
        scheme = pem.BestAvailableEncryption(passphrase)
    private = made.private_bytes(pem.Encoding.PEM, pem.PrivateFormat.PKCS8, scheme)
    try:
        number = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise PublishError(
            f"{path} exists; a key is never overwritten, name another file"
        ) from error
    with os.fdopen(number, "wb") as file:
        file.write(private)
    public = {"keyid": key.keyid, **key.to_dict()}
    public_path(path).write_text(json.dumps(public, indent=2) + "\n", encoding="utf-8")
    return key


def public_path(path: Path) -> Path:
    """The public file beside a private one."""
    return path.with_name(path.name + ".pub")


def read_public(path: Path) -> Key:
    """A public key from its file. Raises `PublishError`."""
    try:
        known = json.loads(_read(path))
        keyid = known.pop("keyid")
        key = Key.from_dict(keyid, known)
        if not isinstance(key, SSlibKey) or key.scheme != ED25519 or not isinstance(keyid, str):
            raise PublishError(f"{path} holds no ed25519 key; make one: ringtrue publish keygen")
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        if isinstance(error, PublishError):
            raise
        raise PublishError(f"{path} is no public key file; give the .pub file") from error
    return key


def read_private(path: Path, passphrase: bytes | None = None) -> CryptoSigner:
    """A signer from a private file. Raises `PublishError`, `NeedsPassphrase`."""
    refuse_inside_repository(path)
    data = _read(path)
    try:
        private = pem.load_pem_private_key(data, passphrase)
    except TypeError as error:
        if passphrase is None:
            raise NeedsPassphrase(f"{path} is encrypted; give its passphrase") from error
        raise PublishError(f"{path} is not encrypted; give no passphrase") from error
    except (ValueError, UnsupportedAlgorithm) as error:
        raise PublishError(
            f"{path} cannot be opened: it is no PKCS #8 PEM file, or the passphrase is wrong"
        ) from error
    if not isinstance(private, Ed25519PrivateKey):
        raise PublishError(f"{path} holds no ed25519 key; make one: ringtrue publish keygen")
    return CryptoSigner(private)


class NeedsPassphrase(PublishError):
    """The key is encrypted and no passphrase was given."""


def refuse_inside_repository(path: Path) -> None:
    """Raises `PublishError` for a private key inside a git working tree or a published folder."""
    for folder in path.absolute().resolve().parents:
        if (folder / ".git").exists():
            raise PublishError(
                f"{path} lies in the git repository {folder}; keep private keys outside of it"
            )
        if (folder / "metadata" / "timestamp.json").exists() or (folder / "staged").is_dir():
            raise PublishError(
                f"{path} lies in the published repository {folder}; keep private keys outside"
            )


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_MAX_FILE)
    except OSError as error:
        raise PublishError(f"{path} cannot be read ({error.strerror})") from error
