"""The publisher's steps, through the command line, with throw-away keys."""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from world import NOW, World, contact, listing

from ringtrue.cli import main
from ringtrue.directory import allowlist
from ringtrue.directory.signed import TARGET
from ringtrue.errors import PublishError
from ringtrue.index import compiled
from ringtrue.model import Brand
from ringtrue.updates.client import update
from ringtrue.updates.publish import keys
from ringtrue.updates.publish.release import missing, release
from ringtrue.updates.publish.repository import CHANGES, Lifetimes, Repository
from ringtrue.updates.publish.staging import stage_list

ROOT = Path(__file__).parents[2]
Capture = pytest.CaptureFixture[str]
NAMES = ("r1", "r2", "r3", "t1", "t2", "t3", "online")

ALLOWLIST = """schema = 1
id = "examplewallet"
name = "Example Wallet"
kind = ["wallet"]
contacts = [
  { kind = "domain", value = "examplewallet.example", verified_on = "2026-11-23",\
 review_by = "2027-05-22", sources = ["own"] },
]
sources = [
  { id = "own", ref = "example/app@0123abc:README.md", grade = "A", date = "2026-11-20" },
]
"""
MORE = """  { kind = "host", value = "help.examplewallet.example", verified_on = "2026-11-23",\
 review_by = "2027-05-22", sources = ["own"] },
]
sources"""


@pytest.fixture
def desk(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with throw-away keys and one allowlist."""
    tmp_path = tmp_path_factory.mktemp("desk")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "keys").mkdir()
    for name in NAMES:
        keys.generate(tmp_path / "keys" / name, None)
    (tmp_path / "allowlists").mkdir()
    (tmp_path / "allowlists" / "examplewallet.toml").write_text(ALLOWLIST, encoding="utf-8")
    return tmp_path


def _publish(*words: str) -> int:
    return main(["publish", *words])


def _root(*extra: str) -> int:
    def public(*names: str) -> list[str]:
        return [f"keys/{name}.pub" for name in names]

    return _publish(
        "root", "repo", "--root", *public("r1", "r2", "r3"), "--targets", *public("t1", "t2", "t3"),
        "--snapshot", *public("online"), "--timestamp", *public("online"), *extra,
    )  # fmt: skip


def _sign(*names: str) -> None:
    for name in names:
        assert _publish("sign", "repo", "--key", f"keys/{name}") == 0


def test_the_ceremony_from_keys_to_a_client(desk: Path, capsys: Capture, world: World) -> None:
    assert _root() == 0
    assert _publish("status", "repo") == 1
    assert "root 1 needs 2 more of the new root keys" in capsys.readouterr().err
    _sign("r1", "r3")
    assert _publish("list", "repo", "allowlists") == 0
    said = capsys.readouterr().out
    assert "+ examplewallet" in said
    assert "domain examplewallet.example" in said
    assert _publish("release", "repo", "--key", "keys/online") == 2
    assert "targets 1 needs 2 more of the targets keys" in capsys.readouterr().err
    assert not (desk / "repo" / "metadata").exists()
    _sign("t2", "t3")
    assert _publish("release", "repo", "--key", "keys/online") == 0
    assert _publish("status", "repo") == 0
    assert not list((desk / "repo" / "staged").iterdir())
    with world.serving(desk / "repo"):
        root = (desk / "repo" / "metadata" / "1.root.json").read_bytes()
        done = update(url=world.server.url, root=root, folder=desk / "data")
    assert done.new == compiled.load(allowlist.compile_folder("allowlists"))[0]


def test_the_change_log_is_part_of_what_is_signed(desk: Path, capsys: Capture) -> None:
    _root()
    _sign("r1", "r2")
    _publish("list", "repo", "allowlists")
    _sign("t1", "t2")
    _publish("release", "repo", "--key", "keys/online")
    path = desk / "allowlists" / "examplewallet.toml"
    path.write_text(ALLOWLIST.replace("]\nsources", MORE), encoding="utf-8")
    capsys.readouterr()
    assert _publish("list", "repo", "allowlists", "--json") == 0
    said = json.loads(capsys.readouterr().out)
    assert said["counts"] == {"added": 1}
    assert said["changes"][0]["value"] == "help.examplewallet.example"
    _sign("t1", "t2")
    assert _publish("release", "repo", "--key", "keys/online") == 0
    logs = [json.loads(p.read_text("utf-8")) for p in (desk / "repo/targets").glob(f"*.{CHANGES}")]
    assert said in logs


def test_allowlists_with_findings_are_not_staged(desk: Path, capsys: Capture) -> None:
    _root()
    path = desk / "allowlists" / "examplewallet.toml"
    path.write_text(ALLOWLIST.replace("examplewallet.example", "ExampleWallet.example"), "utf-8")
    assert _publish("list", "repo", "allowlists") == 1
    assert "nothing was staged" in capsys.readouterr().err
    assert not (desk / "repo" / "staged" / "targets.json").exists()


@pytest.mark.parametrize(
    ("extra", "said"),
    [
        (["--threshold", "1"], "2 is the least"),
        (["--threshold", "4"], "has 3 keys"),
        (["--targets", "keys/t1.pub", "keys/online.pub"], "shares a key"),
        (["--root", "keys/r1.pub", "keys/r1.pub"], "has 1 keys"),
        (["--root", "keys/r1", "keys/r2"], "give the .pub file"),
        (["--root", "keys/none.pub", "keys/r2.pub"], "cannot be read"),
    ],
)
def test_roots_that_are_not_staged(
    desk: Path, capsys: Capture, extra: list[str], said: str
) -> None:
    assert _root(*extra) == 2
    assert said in capsys.readouterr().err
    assert not (desk / "repo" / "staged" / "root.json").exists()


def test_a_key_without_a_role_signs_nothing(desk: Path, capsys: Capture) -> None:
    _root()
    assert _publish("sign", "repo", "--key", "keys/t1") == 2
    assert "has no role in it" in capsys.readouterr().err
    assert _publish("status", "nowhere") == 2
    assert "make one: ringtrue publish root" in capsys.readouterr().err


# -- keys -----------------------------------------------------------------------------------------


def test_private_keys_are_encrypted_and_their_owners_only(desk: Path, capsys: Capture) -> None:
    (desk / "phrase").write_text("correct horse\n", encoding="utf-8")
    assert _publish("keygen", "secret") == 2
    assert "--passphrase-file" in capsys.readouterr().err
    assert _publish("keygen", "secret", "--passphrase-file", "phrase") == 0
    assert b"ENCRYPTED" in (desk / "secret").read_bytes()
    assert (desk / "secret").stat().st_mode & 0o077 == 0
    signer = keys.read_private(desk / "secret", b"correct horse")
    assert signer.public_key == keys.read_public(desk / "secret.pub")
    with pytest.raises(keys.NeedsPassphrase):
        keys.read_private(desk / "secret")
    with pytest.raises(PublishError, match="passphrase is wrong"):
        keys.read_private(desk / "secret", b"wrong")
    assert _publish("keygen", "secret", "--passphrase-file", "phrase") == 2
    assert "never overwritten" in capsys.readouterr().err


def test_private_keys_stay_out_of_repositories(desk: Path, capsys: Capture) -> None:
    (desk / "code" / ".git").mkdir(parents=True)
    (desk / "code" / "deep").mkdir()
    assert _publish("keygen", "code/deep/key", "--no-passphrase") == 2
    assert "git repository" in capsys.readouterr().err
    _root()
    assert _publish("keygen", "repo/key", "--no-passphrase") == 2
    shutil.copy(desk / "keys" / "r1", desk / "code" / "r1")
    assert _publish("sign", "repo", "--key", "code/r1") == 2
    assert not (desk / "repo" / "key").exists()


def test_no_private_key_lies_in_this_repository() -> None:
    done = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    names = done.stdout.split("\0") if done.returncode == 0 else []
    paths = [ROOT / name for name in names if name] or [
        path for folder in ("src", "docs", "tests", "allowlists", "benchmarks")
        for path in (ROOT / folder).rglob("*") if path.is_file()
    ]  # fmt: skip
    mark = b"PRIVATE" + b" KEY-----"
    assert len(paths) > 100
    assert not [p for p in paths if p.is_file() and mark in p.read_bytes()]


# -- releases -------------------------------------------------------------------------------------


def test_a_client_in_the_middle_of_a_release_sees_the_old_or_the_new_one(world: World) -> None:
    old = world.copy("before")
    world.stage_root()
    data = listing("one.example", "two.example")
    stage_list(world.repo, data, NOW)
    world.sign("t1 t2")
    written = release(world.repo, [world.key("online")], NOW)
    assert written[-1] == "timestamp.json"
    assert len(written) == 6
    for count in range(len(written) + 1):
        half = Path(shutil.copytree(old, old.with_name(f"half{count}")))
        for name in written[:count]:
            for folder in ("metadata", "targets"):
                found = world.repo.folder / folder / name
                if found.exists():
                    shutil.copy(found, half / folder / name)
        world.data = world.data.with_name(f"client{count}")
        with world.serving(half):
            world.installs(data if count == len(written) else listing("one.example"))


def test_a_release_that_was_interrupted_is_taken_again(world: World) -> None:
    stage_list(world.repo, listing("one.example", "two.example"), NOW)
    world.sign("t1 t2")
    staged = Path(shutil.copytree(world.repo.staged, world.repo.folder.with_name("kept")))
    world.renew()
    for path in staged.iterdir():  # as if the power had gone before they were removed
        shutil.copy(path, world.repo.staged)
    world.renew()
    assert not list(world.repo.staged.iterdir())
    world.installs(listing("one.example", "two.example"))
    world.installs(world.publish("three.example"))


def test_renewing_the_timestamp_leaves_the_rest(world: World) -> None:
    before = {path.name for path in world.repo.metadata.iterdir()}
    world.update()
    later = NOW + timedelta(days=6)
    world.renew(now=later)
    assert {path.name for path in world.repo.metadata.iterdir()} == before
    world.update(NOW + timedelta(days=12))
    world.renew(now=NOW + timedelta(days=16))  # more than half of the snapshot's life is over
    assert (world.repo.metadata / "2.snapshot.json").exists()
    world.update(NOW + timedelta(days=20))


def test_a_timestamp_key_of_its_own_renews_without_the_snapshot_key(world: World) -> None:
    from ringtrue.updates.publish.staging import Keys, stage_root

    def public(*names: str) -> list[object]:
        return [world.key(name).public_key for name in names]

    given = Keys(public("r1", "r2"), public("t1", "t2"), public("snap"), public("stamp"))  # type: ignore[arg-type]
    stage_root(world.repo, given, NOW)
    world.sign("r1 r2")
    with pytest.raises(PublishError, match="snapshot needs its online key"):
        world.renew("stamp")
    release(world.repo, [world.key("snap"), world.key("stamp")], NOW)
    world.renew("stamp")
    with pytest.raises(PublishError, match="timestamp needs its online key"):
        world.renew("online")
    world.update()


def test_what_has_expired_is_not_released_again(world: World) -> None:
    with pytest.raises(PublishError, match="targets 1 has expired"):
        world.renew(now=NOW + timedelta(days=121))


def test_a_list_signed_by_revoked_keys_has_to_be_staged_anew(world: World) -> None:
    world.stage_root(targets="t3 t4 t5")
    with pytest.raises(PublishError, match="targets 1 needs 2 more"):
        world.renew()
    assert [one.role for one in missing(world.repo)] == ["targets"]


def test_a_staged_list_that_was_touched_is_not_released(world: World) -> None:
    stage_list(world.repo, listing("two.example"), NOW)
    world.sign("t1 t2")
    path = world.repo.staged / TARGET
    path.write_bytes(listing("evil.example"))
    with pytest.raises(PublishError, match="is not what was signed"):
        world.renew()
    world.update()
    assert world.in_use() == "2090.1.1+one.example"


def test_a_list_that_clients_would_refuse_is_not_staged(world: World) -> None:
    with pytest.raises(PublishError, match=r"clients would refuse it: .*no contact"):
        stage_list(world.repo, compiled.dump([]), NOW)
    undated = replace(contact("a", "two.example"), review_by="")
    with pytest.raises(PublishError, match="'' is no day"):
        stage_list(world.repo, compiled.dump([Brand("a", "A", contacts=(undated,))]), NOW)


def test_lifetimes_that_contradict_each_other() -> None:
    with pytest.raises(ValueError, match="timestamp <= snapshot"):
        Lifetimes(timestamp=60)


def test_damaged_metadata_of_the_publisher_is_one_error(world: World) -> None:
    (world.repo.metadata / "1.targets.json").write_bytes(b"{")
    with pytest.raises(PublishError, match="restore it"):
        Repository(world.repo.folder).published_list()
