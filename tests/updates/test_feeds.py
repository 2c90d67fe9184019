"""Feeds: remembered, merged, seen by every process at its next start, never waited for."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import list_server as server
import pytest
from world import NOW, World, brands

import ringtrue
from ringtrue import Checker, Directory
from ringtrue.cli import main
from ringtrue.directory.installed import data_folder, feed_names, parts
from ringtrue.index import compiled
from ringtrue.updates.client import update
from ringtrue.updates.publish.staging import stage_list

Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _mine(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """This process reads the world's data folder."""
    monkeypatch.setenv("RINGTRUE_DATA", str(world.data))


@pytest.fixture
def acme(tmp_path: Path) -> Iterator[World]:
    """An exchange with a list, a root and a server of its own."""
    made = World(tmp_path / "acme")
    made.stage_root()
    made.publish("acme.example")
    yield made
    made.server.stop()


def _ask(*words: str) -> int:
    return main(["update", *words])


def test_address_and_root_are_given_once(world: World, capsys: Capture, tmp_path: Path) -> None:
    root = tmp_path / "trusted.json"
    root.write_bytes(world.first_root)
    assert _ask() == 2
    assert "--url" in capsys.readouterr().err
    assert _ask("--url", world.server.url, "--root", str(root)) == 0
    assert "main: 2026.1.1+shipped -> 2090.1.1+one.example: " in capsys.readouterr().out
    world.publish("one.example", "two.example")
    assert _ask() == 0
    assert "1 added" in capsys.readouterr().out
    assert _ask("--json") == 0
    said = json.loads(capsys.readouterr().out)
    assert said["old"] == said["new"] == "2090.1.2+one.example-two.example"
    assert _ask("--list") == 0
    assert world.server.url in capsys.readouterr().out


def test_a_feed_that_failed_at_first_is_not_remembered(world: World, capsys: Capture) -> None:
    world.server.rules["timestamp.json"] = server.status(404)
    world.refused("unreachable")
    assert feed_names(world.data) == []
    assert _ask() == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_a_feed_can_move(world: World) -> None:
    world.update()
    moved = server.Server(world.repo.folder)
    try:
        world.update(url=moved.url)
        world.server.seen.clear()
        world.update()
        assert not world.server.seen
        assert moved.seen
    finally:
        moved.stop()


def test_a_running_process_sees_the_new_list_after_reload(world: World) -> None:
    Directory.reload()
    assert ringtrue.check("two.example").status.value == "unknown"
    before = Checker()
    world.publish("one.example", "two.example")
    world.update()
    assert Directory.default().version == "2026.1.1+shipped"
    assert Directory.reload() is Directory.default()
    verdict = ringtrue.check("two.example")
    assert verdict.status.value == "official"
    assert verdict.directory_version == "2090.1.2+one.example-two.example"
    assert before.check("two.example").status.value == "unknown"
    assert Checker().check("two.example").status.value == "official"


def test_another_process_sees_it_at_its_start_without_any_network(world: World) -> None:
    world.update()
    world.server.stop()
    code = (
        "import sys, ringtrue; v = ringtrue.check('one.example');"
        "print(v.status.value, v.directory_version, 'socket' in sys.modules,"
        "'tuf.ngclient' in sys.modules)"
    )
    env = os.environ | {"RINGTRUE_DATA": str(world.data)}
    done = subprocess.run(
        [sys.executable, "-c", code], env=env, capture_output=True, text=True, timeout=60
    )
    assert done.stdout.split() == ["official", "2090.1.1+one.example", "False", "False"]


def test_a_private_feed_is_merged_beside_ours(world: World, acme: World, capsys: Capture) -> None:
    world.update()
    update("acme", url=acme.server.url, root=acme.first_root, folder=world.data, now=NOW)
    assert feed_names(world.data) == ["acme", "main"]
    merged = Directory.reload()
    assert merged.version == "2090.1.1+one.example|2090.1.1+acme.example"
    for contact in ("one.example", "acme.example"):
        verdict = ringtrue.check(contact)
        assert (verdict.status.value, verdict.directory_version) == ("official", merged.version)
    # Each feed has its own root: the one's keys say nothing in the other.
    with world.serving(acme.repo.folder):
        acme.publish("acme.example", "one.example")
        world.refused("signature")
    assert _ask() == 0  # all of them
    assert "acme: " in capsys.readouterr().out


def test_a_private_feed_without_the_main_one_joins_the_shipped_list(
    world: World, acme: World
) -> None:
    update("acme", url=acme.server.url, root=acme.first_root, folder=world.data, now=NOW)
    assert Directory.reload().version == "2026.1.1+shipped|2090.1.1+acme.example"
    assert ringtrue.check("shipped.example").status.value == "official"


def test_a_private_feed_can_be_confined_to_its_own_brands(
    world: World, acme: World, capsys: Capture
) -> None:
    world.update()
    data = compiled.dump(
        [*brands("acme.example", brand="acme", name="Acme"), *brands("evil.example")], "2090.2.1"
    )
    stage_list(acme.repo, data, NOW)
    acme.sign("t1 t2")
    acme.renew()
    root = world.data.parent / "acme-root.json"
    root.write_bytes(acme.first_root)
    words = ("--feed", "acme", "--url", acme.server.url, "--root", str(root))
    assert _ask(*words, "--brands", "acme,acme-pay") == 0
    assert sorted(Directory.reload().brands) == ["acme", "examplewallet"]
    assert ringtrue.check("acme.example").status.value == "official"
    assert ringtrue.check("evil.example").status.value == "unknown"
    assert _ask() == 0  # remembered
    capsys.readouterr()
    assert _ask("--list") == 0
    assert "only acme, acme-pay" in capsys.readouterr().out
    Directory.reload()
    assert ringtrue.check("evil.example").status.value == "unknown"
    assert _ask("--brands", "acme") == 2  # the main feed cannot be
    assert _ask("--feed", "acme", "--brands", "Acme Wallet") == 2
    # A record that cannot be read must not set the feed free.
    (world.data / "feeds/acme/feed.json").write_bytes(b'{"url": "x"')
    assert sorted(Directory.reload().brands) == ["examplewallet"]


def test_one_bad_feed_does_not_keep_the_others_back(
    world: World, acme: World, capsys: Capture
) -> None:
    world.update()
    update("acme", url=acme.server.url, root=acme.first_root, folder=world.data, now=NOW)
    world.publish("one.example", "two.example")
    acme.server.rules["timestamp.json"] = server.answer(b"{}")
    assert _ask() == 1
    out, err = capsys.readouterr()
    assert "main: 2090.1.1+one.example -> 2090.1.2" in out
    assert err.startswith("ringtrue: update of acme: ")
    assert "the list 2090.1.1+acme.example stays in use" in err


def test_a_feed_is_removed(world: World, capsys: Capture) -> None:
    world.update()
    assert _ask("--remove") == 0
    assert feed_names(world.data) == []
    assert Directory.reload().version == "2026.1.1+shipped"
    assert _ask("--remove") == 2
    assert "no such feed" in capsys.readouterr().err


def test_the_newer_of_shipped_and_updated_list_is_in_use(world: World) -> None:
    world.update()
    path = Path(compiled.default_file())
    for version, wins in (("2090.1.1+zz", False), ("2090.1.2+zz", True), ("2089.12.31+zz", False)):
        path.write_bytes(compiled.dump(brands("shipped.example"), version))
        assert (parts(world.data)[0][0] == version) is wins, version


@pytest.mark.parametrize("name", ["", "../x", "A", "a/b", "-a", "a" * 33, ".hidden", "a\n"])
def test_names_that_are_no_feed(world: World, name: str) -> None:
    world.refused("setup", name=name)


def test_exit_codes_of_an_update(world: World, capsys: Capture) -> None:
    world.update()
    world.publish("one.example", "two.example")
    rules = world.server.rules
    rules["timestamp.json"] = server.answer(b"{}")
    assert _ask() == 1
    rules["timestamp.json"] = server.status(404)
    assert _ask() == 3
    rules.clear()
    assert _ask("--url", "http://lists.example") == 2
    assert _ask("--root", "/no/such/file") == 2
    assert _ask() == 0
    assert all(line.startswith("ringtrue: ") for line in capsys.readouterr().err.splitlines())


def test_without_the_extra_one_line_names_it(
    capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "tuf", None)
    assert _ask() == 2
    assert "pip install 'ringtrue[update]'" in capsys.readouterr().err
    assert main(["publish", "status", "nowhere"]) == 2
    assert "pip install 'ringtrue[publish]'" in capsys.readouterr().err


def test_the_data_folder_follows_the_platform(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("RINGTRUE_DATA")
    monkeypatch.setenv("XDG_DATA_HOME", "/xdg")
    monkeypatch.setattr(sys, "platform", "linux")
    assert data_folder() == Path("/xdg/ringtrue")
    monkeypatch.setattr(sys, "platform", "darwin")
    assert data_folder().parts[-3:] == ("Library", "Application Support", "ringtrue")
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setenv("LOCALAPPDATA", "/local")
    assert data_folder() == Path("/local/ringtrue")
