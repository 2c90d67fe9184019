"""Named after the attacks of the TUF specification (1.5.2) and what an attacker holds.

After each of them the list that was in use is in use, the reason is one line, and an honest
repository works again.
"""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import timedelta

import list_server as server
import pytest
from tuf.api.metadata import Metadata, Root, TargetFile, Targets, Timestamp
from world import LIMITS, NOW, TARGET, World, listing

from ringtrue.updates.publish.staging import stage_list
from ringtrue.updates.store import find, forget
from ringtrue.updates.trust import check_root


def _list_file(world: World) -> str:
    """The name under which clients fetch the newest list."""
    return next(p.name for p in world.repo.targets.iterdir() if p.read_bytes() == _published(world))


def _published(world: World) -> bytes | None:
    return world.repo.published_list()


# -- rollback -------------------------------------------------------------------------------------


def test_rollback_to_an_older_repository(world: World) -> None:
    old = world.copy("old")
    new = world.publish("one.example", "two.example")
    world.installs(new)
    with world.serving(old):
        world.refused("rollback")
    world.installs(world.publish("three.example"))


def test_rollback_of_the_snapshot_with_a_stolen_timestamp_key(world: World) -> None:
    world.publish("two.example")
    world.installs(world.publish("three.example"))
    evil = world.copy("evil")
    world.forge(evil, "online", timestamp=90, snapshot=2, targets=2)
    with world.serving(evil):
        world.refused("rollback")


def test_rollback_of_the_list_with_stolen_online_keys(world: World) -> None:
    world.publish("two.example")
    world.installs(world.publish("three.example"))
    evil = world.copy("evil")
    world.forge(evil, "online", timestamp=90, snapshot=90, targets=1)
    with world.serving(evil):
        world.refused("rollback")


def test_rollback_of_the_root(world: World) -> None:
    world.stage_root(online="online2")
    world.renew("online2")
    world.update()
    evil = world.copy("evil")
    shutil.copy(evil / "metadata" / "1.root.json", evil / "metadata" / "3.root.json")
    with world.serving(evil):
        world.refused("rollback")
    world.update()


# -- freeze ---------------------------------------------------------------------------------------


def test_freeze_the_same_answer_for_ever(world: World) -> None:
    world.update()
    said = world.refused("expired", NOW + timedelta(days=8))
    assert "timestamp.json" in str(said)
    later = NOW + timedelta(days=8)
    world.installs(world.publish("two.example", now=later), later)


def test_freeze_before_the_first_update(world: World) -> None:
    world.refused("expired", NOW + timedelta(days=8))
    assert world.in_use() == ""


def test_freeze_by_withholding_the_new_snapshot(world: World) -> None:
    world.update()
    world.publish("two.example")
    world.server.rules["2.snapshot.json"] = server.status(404)
    world.refused("unreachable")
    world.server.rules.clear()
    world.update()


@pytest.mark.parametrize(("days", "what"), [(31, "snapshot"), (121, "targets"), (366, "root")])
def test_freeze_with_a_stolen_timestamp_key_ends_with_the_next_role(
    world: World, days: int, what: str
) -> None:
    world.update()
    later = NOW + timedelta(days=days)
    evil = world.copy("evil")
    path = evil / "metadata" / "timestamp.json"
    stamp = Metadata[Timestamp].from_bytes(path.read_bytes())
    if what != "snapshot":
        world.forge(evil, "online", timestamp=9, snapshot=9, targets=1, now=later)
    else:
        stamp.signed.version, stamp.signed.expires = 9, later.replace(microsecond=0) + timedelta(1)
        stamp.sign(world.key("online"))
        path.write_bytes(stamp.to_bytes())
    with world.serving(evil):
        assert what in str(world.refused("expired", later))


# -- fast-forward ---------------------------------------------------------------------------------


def test_fast_forward_recovery_after_stolen_online_keys(world: World) -> None:
    world.update()
    evil = world.copy("evil")
    world.forge(evil, "online", timestamp=2**30, snapshot=2**30, targets=1)
    with world.serving(evil):
        world.update()  # honestly signed as far as a client can tell
    new = world.publish("two.example")
    world.refused("rollback")  # the true versions are far below
    world.stage_root(online="online2")
    world.renew("online2")
    world.installs(new)


# -- mix and match --------------------------------------------------------------------------------


def test_mix_and_match_targets_of_another_release(world: World) -> None:
    world.update()
    world.publish("two.example")
    meta = world.repo.metadata
    world.server.rules["2.targets.json"] = server.answer((meta / "1.targets.json").read_bytes())
    world.refused("mismatch")
    world.server.rules.clear()
    world.update()


def test_mix_and_match_snapshot_of_another_release(world: World) -> None:
    world.update()
    world.publish("two.example")
    meta = world.repo.metadata
    world.server.rules["2.snapshot.json"] = server.answer((meta / "1.snapshot.json").read_bytes())
    world.refused("mismatch")


def test_mix_and_match_the_list_of_another_release(world: World) -> None:
    old = _published(world)
    world.update()
    world.publish("two.example")
    assert old is not None
    world.server.rules[_list_file(world)] = server.answer(old)
    world.refused("mismatch")
    world.server.rules.clear()
    world.update()


# -- arbitrary software ---------------------------------------------------------------------------


def test_arbitrary_list_in_place_of_the_signed_one(world: World) -> None:
    world.update()
    data = world.publish("two.example")
    evil = data.replace(b"two.example", b"tw0.example")
    world.server.rules[_list_file(world)] = server.answer(evil)
    world.refused("mismatch")


def test_arbitrary_repository_signed_by_strangers(world: World) -> None:
    world.update()
    stranger = World(world.repo.folder.with_name("stranger"))
    try:
        stranger.stage_root()
        stranger.publish("evil.example")
        stranger.publish("evil.example", "more.example")
        with world.serving(stranger.repo.folder):
            world.refused("signature")
    finally:
        stranger.server.stop()


def test_arbitrary_repository_on_the_first_update(world: World) -> None:
    stranger = World(world.repo.folder.with_name("stranger"))
    try:
        stranger.stage_root()
        stranger.publish("evil.example")
        with world.serving(stranger.repo.folder):
            world.refused("signature")
        assert world.in_use() == ""
    finally:
        stranger.server.stop()
    world.update()


def test_a_login_page_in_place_of_everything(world: World) -> None:
    world.update()
    world.server.rules[""] = server.answer(b"<html>Welcome to the airport</html>")
    world.refused("broken")


@pytest.mark.parametrize(
    "data", [b"", b"null", b"[]", b"{}", b"[" * 10_000, b'{"signed":{},"signatures":[]}', b"\xff"]
)
def test_nonsense_in_place_of_the_timestamp(world: World, data: bytes) -> None:
    world.update()
    world.server.rules["timestamp.json"] = server.answer(data)
    world.refused("broken")


def test_a_signed_list_that_is_not_sound(world: World) -> None:
    world.update()
    world.publish("two.example")
    evil = world.copy("evil")
    broken = listing("two.example").replace(b"registrable", b"everything.")
    targets = world.repo.published(Targets)
    assert targets is not None
    info = TargetFile.from_data(TARGET, broken, ["sha256"])
    targets.signed.targets[TARGET] = info
    path = evil / "metadata" / "2.targets.json"
    path.write_bytes(targets.to_bytes())
    world.resign_targets(evil, 2, ["t1", "t2"])
    (evil / "targets" / f"{info.hashes['sha256']}.{TARGET}").write_bytes(broken)
    with world.serving(evil):
        assert "damaged in its section" in str(world.refused("broken"))


# -- endless data ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "end", ["2.root.json", "timestamp.json", "2.snapshot.json", "2.targets.json"]
)
def test_endless_metadata(world: World, end: str) -> None:
    world.update()
    world.publish("two.example")
    world.server.rules[end] = server.endless
    world.refused("too_large")
    world.server.rules.clear()
    world.update()


def test_endless_list(world: World) -> None:
    world.update()
    world.publish("two.example")
    world.server.rules[_list_file(world)] = server.endless
    world.refused("too_large")


def test_endless_length_promised(world: World) -> None:
    world.update()
    world.server.rules["timestamp.json"] = lambda h: h.content(b"{}", length=10**15)
    world.refused("too_large")


def test_a_signed_list_over_the_limit(world: World) -> None:
    world.refused("too_large", limits=replace(LIMITS, directory_bytes=100))


# -- slow retrieval -------------------------------------------------------------------------------


@pytest.mark.parametrize("rule", [server.drip, server.drip_headers, server.silence])
def test_slow_retrieval(world: World, rule: server.Rule) -> None:
    world.update()
    quick = replace(LIMITS, grace_seconds=0.5)
    world.server.rules["timestamp.json"] = rule
    world.refused("too_slow", limits=quick)
    world.server.closing.set()  # lets the reader that was left behind go
    world.server.rules.clear()
    world.update()


# -- wrong or too few keys ------------------------------------------------------------------------


@pytest.mark.parametrize("names", [[], ["t1"], ["t1", "r1"], ["t1", "online"], ["r1", "r2"]])
def test_targets_with_too_few_of_the_right_keys(world: World, names: list[str]) -> None:
    world.update()
    world.publish("two.example")
    evil = world.copy("evil")
    world.resign_targets(evil, 2, names)
    with world.serving(evil):
        world.refused("signature")


def test_one_key_that_signs_twice_counts_once(world: World) -> None:
    world.update()
    world.publish("two.example")
    evil = world.copy("evil")
    world.resign_targets(evil, 2, ["t1"])
    path = evil / "metadata" / "2.targets.json"
    data = path.read_bytes()
    keyid = world.key("t1").public_key.keyid.encode()
    start = data.index(b'"signatures"')
    entry = data[data.index(b"{", start) : data.index(b"}", start) + 1]
    path.write_bytes(data.replace(entry, entry + b"," + entry))
    assert path.read_bytes().count(keyid) == 2
    world.forge(evil, "online", timestamp=50, snapshot=50, targets=2)
    with world.serving(evil):
        world.refused("broken")  # the format forbids it


def test_a_first_root_that_asks_for_one_signature(world: World) -> None:
    weak = world.copy("weak")
    for role in ("root", "targets"):
        world.resign_root(weak, 1, ["r1", "r2"], **{role: 1})
        root = (weak / "metadata" / "1.root.json").read_bytes()
        world.refused("weak_root", root=root)
        world.resign_root(weak, 1, ["r1", "r2"], **{role: 2})


def test_a_next_root_that_asks_for_one_signature(world: World) -> None:
    world.update()
    world.stage_root()
    world.renew()
    evil = world.copy("evil")
    world.resign_root(evil, 2, ["r1", "r2"], targets=1)
    with world.serving(evil):
        world.refused("weak_root")
        world.refused("weak_root")  # and it stays refused though it is remembered


def test_one_key_under_two_names_is_no_threshold(world: World) -> None:
    path = world.repo.metadata / "1.root.json"
    found = Metadata[Root].from_bytes(path.read_bytes())
    twin = type(world.key("t1").public_key).from_dict(
        "ab" * 32, world.key("t1").public_key.to_dict()
    )
    found.signed.roles["targets"].keyids = [world.key("t1").public_key.keyid]
    found.signed.add_key(twin, "targets")
    found.signatures.clear()
    for name in ("r1", "r2"):
        found.sign(world.key(name), append=True)
    assert "same key twice" in str(world.refused("weak_root", root=found.to_bytes()))


def test_a_root_whose_online_key_decides_on_lists(world: World) -> None:
    path = world.repo.metadata / "1.root.json"
    found = Metadata[Root].from_bytes(path.read_bytes())
    found.signed.add_key(world.key("online").public_key, "targets")
    found.signatures.clear()
    for name in ("r1", "r2"):
        found.sign(world.key(name), append=True)
    assert "shares a key" in str(world.refused("weak_root", root=found.to_bytes()))


def test_another_role_in_place_of_the_root(world: World) -> None:
    data = (world.repo.metadata / "1.targets.json").read_bytes()
    world.refused("broken", root=data)
    world.refused("broken", root=b"no json")


# -- key rotation and compromise ------------------------------------------------------------------


def test_key_rotation_is_followed_through_every_root(world: World) -> None:
    world.update()
    world.stage_root("r2 r3 r4", signers="r2 r3")
    world.renew()
    world.stage_root("r3 r4 r5", "t2 t3 t4", signers="r3 r4")
    new = listing("two.example")
    stage_list(world.repo, new, NOW)
    world.sign("t2 t4")
    world.stage_root("r3 r4 r5", "t2 t3 t4", "online2", signers="r3 r4")
    world.renew("online2")
    assert world.repo.root_version() == 3
    world.installs(new)
    fresh = world.data.with_name("fresh")
    world.data = fresh
    world.installs(new)  # from the first root through all of them


@pytest.mark.parametrize("names", [["r4", "r5"], ["r1", "r4"], ["r1", "r2"], ["r1", "r2", "r4"]])
def test_a_root_that_old_and_new_keys_did_not_both_sign(world: World, names: list[str]) -> None:
    world.update()
    world.stage_root("r4 r5 r6", signers="r1 r2 r4 r5")
    world.renew()
    evil = world.copy("evil")
    world.resign_root(evil, 2, names)
    with world.serving(evil):
        world.refused("signature")
    world.update()
    assert check_root((world.data / "feeds/main/tuf/root.json").read_bytes()).version == 2


def test_compromise_of_one_targets_key_is_no_list_and_ends_with_a_rotation(world: World) -> None:
    world.update()
    world.stage_root(targets="t2 t3 t4")
    new = listing("two.example")
    stage_list(world.repo, new, NOW)
    world.sign("t2 t4")
    world.renew()
    world.installs(new)
    evil = world.copy("evil")
    world.resign_targets(evil, 2, ["t1", "t2"])  # the revoked key and one that was stolen later
    with world.serving(evil):
        world.refused("signature")


def test_compromise_of_the_online_key_ends_though_the_new_root_is_held_back(world: World) -> None:
    world.update()
    evil = world.copy("evil")
    world.stage_root(online="online2")
    world.renew("online2")
    world.update()  # this client has seen the second root
    world.forge(evil, "online", timestamp=90, snapshot=90, targets=1)
    assert not (evil / "metadata" / "2.root.json").exists()
    with world.serving(evil):
        world.refused("signature")


def test_a_new_root_is_kept_even_when_the_rest_of_the_update_fails(world: World) -> None:
    world.update()
    evil = world.copy("evil")
    world.stage_root(online="online2")
    world.renew("online2")
    world.server.rules["timestamp.json"] = server.status(404)
    world.refused("unreachable")
    world.server.rules.clear()
    world.forge(evil, "online", timestamp=90, snapshot=90, targets=1)
    with world.serving(evil):
        world.refused("signature")


def test_compromise_of_all_root_keys_needs_a_new_root_by_hand(world: World) -> None:
    world.update()
    again = World(world.repo.folder.with_name("again"))
    try:
        again.stage_root()
        new = again.publish("new.example")
        assert "--remove" in str(world.refused("setup", root=again.first_root))
        forget(find("main", world.data))
        again.data = world.data
        again.installs(new)
    finally:
        again.server.stop()


# -- a clock that jumps ---------------------------------------------------------------------------


@pytest.mark.parametrize("days", [-400, -30, -1])
def test_a_clock_set_back_makes_no_old_list_new(world: World, days: int) -> None:
    world.update()
    old = world.copy("old")
    world.installs(world.publish("two.example"))
    with world.serving(old):
        world.refused("rollback", NOW + timedelta(days=days))


@pytest.mark.parametrize("days", [9, 400, 4_000])
def test_a_clock_set_forward_ends_updates_until_it_is_right(world: World, days: int) -> None:
    world.update()
    before = world.in_use()
    world.refused("expired", NOW + timedelta(days=days))
    assert world.in_use() == before
    world.installs(world.publish("two.example"))
