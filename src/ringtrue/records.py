"""Frozen records: what ``dataclass(frozen=True, slots=True)`` makes, without its price.

The price: importing `dataclasses` (with `inspect` behind it) takes 14 ms, where a whole check of
one address takes 40; each frozen dataclass takes 0.5 ms to define, and 0.57 us to make an object
of five fields, for it sets each through ``object.__setattr__``. Here a class takes 0.01 ms, its
constructor 0.05 to 0.2 when the first object is made, and an object 0.22 us; open slots, with
nothing frozen, take 0.14 (``benchmarks/speed/records.py`` prints all of these).

``dataclasses.fields``, ``replace`` and ``asdict`` work on records as on any dataclass.
"""

from __future__ import annotations

from operator import attrgetter

TYPE_CHECKING = False  # what type checkers know; importing typing adds 6 ms to a check of 30
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any, TypeVar, dataclass_transform

    T = TypeVar("T")
    R = TypeVar("R")
else:

    def dataclass_transform(**_):
        return lambda made: made


class _Absent:
    __slots__ = ()

    def __repr__(self) -> str:
        return "<made anew>"


_ABSENT = _Absent()


class _Made:
    """The default of a field that each object gets one of its own of."""

    __slots__ = ("default_factory",)

    def __init__(self, default_factory: Callable[[], Any]) -> None:
        self.default_factory = default_factory


def made(*, default_factory: Callable[[], Any]) -> Any:
    """A default that each object gets one of its own of: ``made(default_factory=dict)``."""
    return _Made(default_factory)


@dataclass_transform(frozen_default=True, field_specifiers=(made,))
def record(cls: type[T]) -> type[T]:
    """The class with its annotated fields as slots: frozen, final, comparable, hashable, picklable.

    >>> @record
    ... class Point:
    ...     x: int
    ...     y: int = 0
    >>> Point(1), Point(1) == Point(x=1, y=0), replace(Point(1), y=2)
    (Point(x=1, y=0), True, Point(x=1, y=2))
    """
    space = dict(cls.__dict__)
    annotations = cls.__annotations__
    names = tuple(annotations)
    defaults = {name: space.pop(name) for name in names if name in space}
    more = space.pop("__slots__", ())  # no fields: what fields are worked out from when read
    for gone in ("__dict__", "__weakref__", *more):
        space.pop(gone, None)
    values: Callable[[Any], Any] = attrgetter(*names) if names else lambda _: ()

    def __eq__(self: Any, other: object) -> Any:
        if self.__class__ is other.__class__:
            return values(self) == values(other)
        return NotImplemented

    def __hash__(self: Any) -> int:
        return hash(values(self))

    own = {
        "__annotations__": annotations,
        "__slots__": (*names, *more),
        "__match_args__": names,
        "__new__": _Constructor(defaults, annotations),
        "__dataclass_fields__": _Fields(defaults, annotations),
        "__eq__": __eq__,
        "__hash__": __hash__,
        "__init_subclass__": classmethod(_final),
        "__setattr__": _frozen,
        "__delattr__": _frozen,
        "__reduce__": _reduced,
        "__replace__": replace,
    }
    space |= own | ({} if "__repr__" in space else {"__repr__": _shown})
    kind: Any = type(cls)
    found: type[T] = kind(cls.__name__, cls.__bases__, space)
    return found


def replace(obj: T, /, **changes: Any) -> T:
    """A copy with some fields changed, as `dataclasses.replace`."""
    names: tuple[str, ...] = obj.__match_args__  # type: ignore[attr-defined]
    same = {name: getattr(obj, name) for name in names if name not in changes}
    return obj.__class__(**same, **changes)


MOST_MEMOS = 2048
"""Objects for which `memoised` remembers what was worked out."""
_memos: list[dict[int, tuple[Any, Any]]] = []


def memoised(build: Callable[[T], R]) -> Callable[[T], R]:
    """`build`, called once for an object for as long as it is in use: told by which object it is,
    for the hash of a brand reads all its contacts."""
    memo: dict[int, tuple[T, R]] = {}
    _memos.append(memo)

    def answer(obj: T) -> R:
        found = memo.get(id(obj))
        if found is not None and found[0] is obj:
            return found[1]
        if len(memo) >= MOST_MEMOS:
            memo.clear()
        result = build(obj)
        memo[id(obj)] = obj, result
        return result

    return answer


def forget_memos() -> None:
    """Empties the memo of every `memoised` function, for whoever has replaced a directory: its
    brands would live on until as many others were asked for."""
    for memo in _memos:
        memo.clear()


class _Constructor:
    """``__new__`` of a record, compiled when the class is first called: a process that checks one
    address defines seventy records and makes objects of ten."""

    def __init__(self, defaults: Mapping[str, Any], annotations: Mapping[str, Any]) -> None:
        self._defaults, self._annotations = defaults, annotations

    def __get__(self, instance: Any, owner: type) -> Any:
        """Fills an object of a twin class whose slots are open, and closes it by giving it its own
        class: a plain assignment takes a tenth of the time of ``object.__setattr__``."""
        names = self._annotations
        twin = type(owner.__name__, owner.__bases__, {"__slots__": vars(owner)["__slots__"]})
        space = {"_absent": _ABSENT, "__name__": owner.__module__, "_open": twin}
        head, body = ["cls"], ["self = _open()"]
        for name in names:
            if name not in self._defaults:
                head.append(name)
            else:
                default = self._defaults[name]
                if isinstance(default, _Made):
                    space[f"_make_{name}"], default = default.default_factory, _ABSENT
                    body.append(f"if {name} is _absent: {name} = _make_{name}()")
                space[f"_default_{name}"] = default
                head.append(f"{name}=_default_{name}")
            body.append(f"self.{name} = {name}")
        body.append("self.__class__ = cls")
        if hasattr(owner, "__post_init__"):
            body.append("self.__post_init__()")
        lines = [f"def __new__({', '.join(head)}):", *body, "return self"]
        exec("\n ".join(lines), space)
        new: Any = space["__new__"]
        new.__qualname__ = owner.__qualname__
        new.__annotations__ = {**self._annotations, "return": owner.__name__}
        owner.__new__ = staticmethod(new)  # type: ignore[method-assign]
        return new


class _Fields:
    """``__dataclass_fields__``, made when somebody treats a record as a dataclass."""

    def __init__(self, defaults: Mapping[str, Any], annotations: Mapping[str, Any]) -> None:
        self._defaults, self._annotations = defaults, annotations

    def __get__(self, instance: Any, owner: Any) -> Any:
        import dataclasses

        space: dict[str, Any] = {"__annotations__": self._annotations}
        for name, default in self._defaults.items():
            factory = default.default_factory if isinstance(default, _Made) else None
            space[name] = dataclasses.field(default_factory=factory) if factory else default
        twin: Any = dataclasses.dataclass(frozen=True)(type(owner.__name__, (), space))
        owner.__dataclass_params__ = twin.__dataclass_params__
        owner.__dataclass_fields__ = twin.__dataclass_fields__
        return owner.__dataclass_fields__


def _frozen(self: Any, name: str, *_: object) -> None:
    from dataclasses import FrozenInstanceError

    raise FrozenInstanceError(f"{type(self).__name__} is frozen: {name!r} cannot be changed")


def _final(cls: type[Any], /, **_: object) -> None:
    raise TypeError(f"{cls.__name__}: records cannot be extended; give it a record as a field")


def _reduced(self: Any) -> tuple[Any, ...]:
    return self.__class__, tuple([getattr(self, name) for name in self.__match_args__])


def _shown(self: Any) -> str:
    values = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.__match_args__)
    return f"{self.__class__.__qualname__}({values})"
