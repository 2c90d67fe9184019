"""Half-written disks, two updaters, a full disk, and the power cut between any two writes."""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
import threading
from pathlib import Path

import list_server as server
import pytest
from world import NOW, World

from ringtrue.directory.installed import installed, parts
from ringtrue.errors import UpdateError
from ringtrue.index import compiled
from ringtrue.updates.client import update

PROCESS = [sys.executable, "-m", "ringtrue", "update"]
HERE = Path(__file__).parent
NO_BYTECODE = {"PYTHONDONTWRITEBYTECODE": "1"}
"""Of a process that is cut off: what it left of its bytecode would be read by the next one."""
OLD, NEW = "2090.1.1+one.example", "2090.1.2+one.example-two.example"


def _environment(world: World) -> dict[str, str]:
    return os.environ | {"RINGTRUE_DATA": str(world.data)}


def _strikes(world: World, mode: str) -> list[dict]:
    world.data.parent.joinpath("root.json").write_bytes(world.first_root)
    done = subprocess.run(
        [sys.executable, str(HERE / "power.py"), str(world.data), world.server.url,
         str(world.data.parent / "root.json"), compiled.default_file(), mode],
        capture_output=True, text=True, timeout=300, check=False, env=os.environ | NO_BYTECODE,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


# -- power cut ------------------------------------------------------------------------------------


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="needs /proc")
@pytest.mark.parametrize("mode", ["data", "renames"])
def test_power_cut_between_any_two_writes_of_an_update(world: World, mode: str) -> None:
    world.update()
    world.publish("one.example", "two.example")
    rows = _strikes(world, mode)
    assert len(rows) > 30
    for n, row in enumerate(rows, 1):
        assert row["in_use"] in (OLD, NEW), (n, row)
        assert not row["warned"], (n, row)
        assert (row["again"], row["after"], row["left"]) == (0, NEW, []), (n, row)
    assert {row["in_use"] for row in rows} == {OLD, NEW}
    assert (rows[-1]["code"], rows[-1]["in_use"]) == (0, NEW)


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="needs /proc")
@pytest.mark.parametrize("mode", ["data", "renames"])
def test_power_cut_between_any_two_writes_of_the_first_update(world: World, mode: str) -> None:
    rows = _strikes(world, mode)
    assert len(rows) > 20
    for n, row in enumerate(rows, 1):
        assert row["readable"], (n, row)
        assert not row["warned"], (n, row)
        assert (row["again"], row["after"], row["left"]) == (0, OLD, []), (n, row)
    assert (rows[-1]["code"], rows[-1]["in_use"]) == (0, OLD)


# -- half-written disk ----------------------------------------------------------------------------


@pytest.mark.parametrize("kept", [0.0, 0.3, 0.99])
def test_half_written_list_gives_way_to_the_one_before(
    world: World, kept: float, caplog: pytest.LogCaptureFixture
) -> None:
    world.update()
    world.publish("one.example", "two.example")
    world.update()
    path = world.data / "feeds/main/directory.bin"
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * kept)])
    assert world.in_use() == OLD
    (said,) = {record.getMessage() for record in caplog.records if record.name == "ringtrue"}
    assert "ringtrue update --feed main" in said
    assert "\n" not in said
    world.update()
    assert world.in_use() == NEW


def test_half_written_list_and_no_other_gives_way_to_the_shipped_one(world: World) -> None:
    world.update()
    (world.data / "feeds/main/directory.bin").write_bytes(b"")
    assert parts(world.data)[0][0] == compiled.load_default()[0]
    world.update()
    assert world.in_use() == OLD


@pytest.mark.parametrize("name", ["root.json", "timestamp.json", "snapshot.json", "targets.json"])
@pytest.mark.parametrize("data", [b"", b"{", b"\xff\xfe"])
def test_half_written_metadata_is_fetched_again(world: World, name: str, data: bytes) -> None:
    world.stage_root()
    world.renew()
    world.update()
    (world.data / "feeds/main/tuf" / name).write_bytes(data)
    world.installs(world.publish("one.example", "two.example"))


def test_half_written_feed_record_asks_for_address_and_root_again(world: World) -> None:
    world.update()
    (world.data / "feeds/main/feed.json").write_bytes(b'{"url"')
    with pytest.raises(UpdateError, match="--url"):
        update(folder=world.data)
    update(folder=world.data, url=world.server.url, root=world.first_root, now=NOW)
    assert world.in_use() == OLD


def test_the_pinned_root_lost(world: World) -> None:
    world.update()
    (world.data / "feeds/main/root.json").unlink()
    assert "root.json" in str(world.refused("disk"))


# -- full disk ------------------------------------------------------------------------------------


def _limited(world: World, size: int) -> subprocess.CompletedProcess[str]:
    """The command in a process that may not write files of more than `size` bytes."""
    return subprocess.run(
        PROCESS, env=_environment(world) | NO_BYTECODE, capture_output=True, text=True, timeout=60,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)),
    )  # fmt: skip


def test_disk_full_at_any_size(world: World) -> None:
    world.update()
    names = [f"n{n}.example" for n in range(300)]
    data = world.publish(*names)
    sizes = sorted(p.stat().st_size for p in world.repo.metadata.iterdir())
    assert sizes[-1] < len(data) - 1
    for size in (0, 10, sizes[0] + 1, sizes[-1] + 1, len(data) - 1):
        done = _limited(world, size)
        assert done.returncode == 2, (size, done)
        assert done.stderr.count("\n") == 1
        assert f"the list {OLD} stays in use [disk]" in done.stderr
        assert world.in_use() == OLD
        assert not list(world.data.rglob("*.tmp")) or size
    done = _limited(world, len(data))
    assert done.returncode == 0, done
    assert (world.data / "feeds/main/directory.bin").read_bytes() == data


def test_a_data_folder_that_cannot_be_made(world: World) -> None:
    world.data.write_bytes(b"a file is in its way")
    world.refused("disk")


# -- two updaters ---------------------------------------------------------------------------------


def test_two_updaters_at_once(world: World) -> None:
    world.update()
    world.publish("one.example", "two.example")
    asked, go_on = threading.Event(), threading.Event()

    def wait(handler: server.Handler) -> None:
        asked.set()
        go_on.wait(30)
        handler.file(handler.server.folder / handler.path.lstrip("/"))

    world.server.rules["timestamp.json"] = server.times(1, wait)
    env = _environment(world)
    with subprocess.Popen(PROCESS, env=env, stdout=subprocess.PIPE, text=True) as first:
        assert asked.wait(30)
        second = subprocess.run(PROCESS, env=env, capture_output=True, text=True, timeout=60)
        go_on.set()
        assert first.wait(30) == 0
    assert second.returncode == 3
    assert "another update is at work" in second.stderr
    assert second.stderr.count("\n") == 1
    assert world.in_use() == NEW


def test_an_updater_that_was_killed_leaves_no_lock(world: World) -> None:
    world.update()
    world.publish("one.example", "two.example")
    asked = threading.Event()

    def hold(handler: server.Handler) -> None:
        asked.set()
        server.silence(handler)

    world.server.rules["timestamp.json"] = server.times(1, hold)
    with subprocess.Popen(PROCESS, env=_environment(world)) as first:
        assert asked.wait(30)
        first.send_signal(signal.SIGKILL)
        first.wait(30)
    world.update()
    assert world.in_use() == NEW


def test_readers_always_see_a_whole_list(world: World, caplog: pytest.LogCaptureFixture) -> None:
    world.update()
    seen: set[str] = set()
    stop = threading.Event()

    def read() -> None:
        while not stop.is_set():
            found = installed("main", world.data)
            seen.add(found[0] if found else "none")
            stop.wait(0.002)

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    try:
        for count in range(2, 8):
            world.installs(world.publish(*[f"n{n}.example" for n in range(count)]))
    finally:
        stop.set()
        for reader in readers:
            reader.join()
    assert "none" not in seen
    assert not caplog.records
