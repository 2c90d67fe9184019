"""Files that somebody puts into the user's data folder make nothing official."""

from __future__ import annotations

import json
import os
import shutil
import sys
from pathlib import Path

import pytest
from world import World, brands, listing

from ringtrue import Checker, Directory, Status
from ringtrue.directory.installed import CURRENT, FEED, PREVIOUS, lists
from ringtrue.index import compiled

EVIL = "rnetamask.example"


def _status(data: Path, contact: str = EVIL) -> Status:
    first, *others = map(Directory.opened, lists(data))
    for other in others:
        first = first | other
    return Checker(first).check(contact).status


def _plant(folder: Path, name: str, file: str = CURRENT) -> Path:
    feed = folder / "feeds" / name
    feed.mkdir(parents=True, exist_ok=True, mode=0o700)
    planted = compiled.dump(brands(EVIL, brand="metamask", name="MetaMask"), "2099.1.1+planted")
    (feed / file).write_bytes(planted)
    if not (feed / FEED).exists():
        (feed / FEED).write_text(
            json.dumps({"schema": 1, "name": name, "url": "https://x.example/"})
        )
    return feed


@pytest.mark.parametrize("name", ["main", "evil"])
@pytest.mark.parametrize("file", [CURRENT, PREVIOUS])
def test_a_planted_pair(tmp_path: Path, name: str, file: str) -> None:
    _plant(tmp_path, name, file)
    assert _status(tmp_path) is not Status.OFFICIAL


def test_a_list_put_in_the_place_of_a_signed_one(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    world.update()
    assert _status(world.data, "one.example") is Status.OFFICIAL
    for file in (CURRENT, PREVIOUS):
        _plant(world.data, "main", file)
    assert _status(world.data) is not Status.OFFICIAL
    assert "is not what was signed" in caplog.text


def test_with_the_metadata_of_another_publisher(world: World, tmp_path: Path) -> None:
    world.update()
    other = World(tmp_path / "other")
    other.stage_root()
    other.publish(EVIL)
    other.update()
    mine, theirs = world.data / "feeds/main", other.data / "feeds/main"
    for name in (CURRENT, "directory.json"):
        shutil.copy(theirs / name, mine / name)
    shutil.copytree(theirs / "tuf", mine / "tuf", dirs_exist_ok=True)
    other.server.stop()
    assert _status(world.data) is not Status.OFFICIAL


def test_an_older_signed_list_is_still_the_publishers(world: World) -> None:
    """Rolling back by hand is no forgery; expiry and the next update look after it."""
    world.update()
    before = (world.data / "feeds/main" / CURRENT).read_bytes()
    world.publish("one.example", "two.example")
    world.update()
    (world.data / "feeds/main" / CURRENT).write_bytes(before)
    assert _status(world.data, "one.example") is Status.OFFICIAL
    assert listing("one.example") == before


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of POSIX")
@pytest.mark.parametrize("place", [".", "feeds", "feeds/main", f"feeds/main/{CURRENT}"])
def test_a_folder_that_others_can_write(
    world: World, place: str, caplog: pytest.LogCaptureFixture
) -> None:
    world.update()
    path = world.data / place
    os.chmod(path, os.stat(path).st_mode | 0o002)
    assert _status(world.data, "one.example") is not Status.OFFICIAL
    assert "can be written by others" in caplog.text


def test_the_answer_names_the_feed(world: World) -> None:
    world.update()
    first = Directory.opened(lists(world.data)[0])
    verdict = Checker(first).check("one.example")
    assert verdict.assurance is not None
    assert "feed main" in verdict.assurance.sources


def test_a_confined_feed_is_named_too(world: World) -> None:
    world.update()
    feed = world.data / "feeds" / "main"
    shutil.copytree(feed, world.data / "feeds" / "acme")
    record = json.loads((feed / FEED).read_text()) | {"brands": ["examplewallet"]}
    (world.data / "feeds" / "acme" / FEED).write_text(json.dumps(record))
    private = lists(world.data)[1].brand("examplewallet").contacts[0]
    assert "feed acme" in [source.ref for source in private.sources]
