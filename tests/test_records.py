"""Records are what frozen dataclasses with slots are, to whoever uses them."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import pickle
import subprocess
import sys

import pytest

from ringtrue.judging.policy import Policy
from ringtrue.model import Evidence, Family, Listed
from ringtrue.records import forget_memos, made, memoised, record, replace


@record
class Plain:
    """A record of each kind of field."""

    name: str
    count: int = 3
    parts: dict[str, int] = made(default_factory=dict)


def test_values_and_defaults():
    plain = Plain("a")
    assert (plain.name, plain.count, plain.parts) == ("a", 3, {})
    assert repr(plain) == "Plain(name='a', count=3, parts={})"
    assert Plain("a").parts is not plain.parts
    with pytest.raises(TypeError, match="name"):
        Plain()  # type: ignore[call-arg]


def test_frozen():
    plain = Plain("a")
    for change in (lambda: setattr(plain, "name", "b"), lambda: delattr(plain, "name")):
        with pytest.raises(dataclasses.FrozenInstanceError):
            change()
    with pytest.raises(AttributeError):
        plain.other = 1  # type: ignore[attr-defined]
    assert not hasattr(plain, "__dict__")


def test_final():
    with pytest.raises(TypeError, match="cannot be extended"):
        type("More", (Plain,), {})


def test_equality_and_hash():
    first, second = Listed("b", "domain", "a.example"), Listed("b", "domain", "a.example")
    assert first == second
    assert hash(first) == hash(second)
    assert first != replace(first, kind="url")
    assert first != ("b", "domain", "a.example")


@pytest.mark.parametrize("way", [copy.copy, copy.deepcopy, lambda x: pickle.loads(pickle.dumps(x))])
def test_copies(way):
    item = Evidence("code", Family.BAIT, 0.5, {"seen": "x"})
    assert way(item) == item


def test_as_dataclass():
    assert [f.name for f in dataclasses.fields(Plain)] == ["name", "count", "parts"]
    assert dataclasses.asdict(Plain("a", 1)) == {"name": "a", "count": 1, "parts": {}}
    assert dataclasses.replace(Policy(), grace_days=1).grace_days == 1
    assert str(inspect.signature(Plain)).startswith("(name: 'str', count: 'int' = 3")
    match Plain("a", 7):
        case Plain(name, count):
            assert (name, count) == ("a", 7)


def test_checks_after_construction():
    with pytest.raises(ValueError, match="grace_days"):
        Policy(grace_days=-1)


def test_a_check_needs_no_dataclasses():
    code = "import sys, ringtrue; ringtrue.check('a.example'); print('dataclasses' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_every_way_of_giving_fields() -> None:
    @record
    class Point:
        x: int
        y: int = 2
        z: dict[str, int] = made(default_factory=dict)

        def __post_init__(self) -> None:
            if self.x < 0:
                raise ValueError("negative")

    found = []
    for _ in range(2):
        found.append([Point(1), Point(1, 3), Point(y=4, x=1), Point(1, z={"a": 1})])
        for wrong in ((), (1, 2, {}, 4)):
            with pytest.raises(TypeError, match="positional argument"):
                Point(*wrong)
        for given, named in (((1,), {"x": 1}), ((1,), {"w": 1})):
            with pytest.raises(TypeError, match=r"Point\(\) got"):
                Point(*given, **named)
        with pytest.raises(ValueError, match="negative"):
            Point(-1)
    assert all(row == found[0] for row in found)
    assert found[0][0].z is not found[1][0].z


def test_what_is_kept_for_an_object_can_be_let_go():
    built = []

    @memoised
    def named(plain):
        built.append(plain)
        return plain.name.upper()

    plain = Plain("a")
    assert [named(plain), named(plain), len(built)] == ["A", "A", 1]
    built.clear()
    held = sys.getrefcount(plain)
    forget_memos()
    assert sys.getrefcount(plain) < held
    assert [named(plain), len(built)] == ["A", 1]
