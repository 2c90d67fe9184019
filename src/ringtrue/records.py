"""Frozen records: what ``dataclass(frozen=True, slots=True)`` makes, for a third of the price.

A check makes a dozen small objects, and a frozen dataclass sets each field through
``object.__setattr__``; here the slots are set directly. A process that checks one address defines
fifty classes and makes objects of ten: ``__init__`` is compiled when the first object is made, and
the `dataclasses` module (with `inspect` behind it) is imported only when somebody asks for its
fields: ``dataclasses.fields``, ``replace`` and ``asdict`` work on records as on any dataclass.
"""

from __future__ import annotations

from operator import attrgetter

TYPE_CHECKING = False  # the name that type checkers know; importing typing takes time
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
    for gone in ("__dict__", "__weakref__"):
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
        "__slots__": names,
        "__match_args__": names,
        "__init__": _Init(names, defaults, annotations),
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
    kept = {name: getattr(obj, name) for name in names if name not in changes}
    return obj.__class__(**kept, **changes)


MOST_KEPT = 2048
"""Objects of which `kept` keeps what was worked out."""


def kept(build: Callable[[T], R]) -> Callable[[T], R]:
    """`build`, called once for an object for as long as it is in use: told by which object it is,
    for the hash of a brand reads all its contacts."""
    held: dict[int, tuple[T, R]] = {}
    _all_held.append(held)

    def answer(obj: T) -> R:
        found = held.get(id(obj))
        if found is not None and found[0] is obj:
            return found[1]
        if len(held) >= MOST_KEPT:
            held.clear()
        made = build(obj)
        held[id(obj)] = obj, made
        return made

    return answer


_FEW = 16
"""Objects of a class that are filled field by field before its ``__init__`` is compiled: a process
that checks one address makes one or two of each, and compiling takes as long as filling fifty."""


_all_held: list[dict[int, Any]] = []


def forget_kept() -> None:
    """Lets go of what `kept` keeps, for whoever has replaced a directory: its brands would live on
    until as many others were asked for."""
    for held in _all_held:
        held.clear()


class _Init:
    """``__init__``, compiled when it pays."""

    def __init__(
        self, names: tuple[str, ...], defaults: Mapping[str, Any], annotations: Mapping[str, Any]
    ) -> None:
        self._names, self._defaults, self._annotations = names, defaults, annotations
        self._filled = 0

    def __set_name__(self, owner: type, name: str) -> None:
        self._owner = owner

    def __get__(self, instance: Any, owner: type | None = None) -> Any:
        if instance is not None and self._filled < _FEW:
            self._filled += 1
            return lambda *given, **named: self._fill(instance, given, named)
        init = self._compiled()
        self._owner.__init__ = init  # type: ignore[misc]
        return init if instance is None else init.__get__(instance)

    def _fill(self, obj: Any, given: tuple[Any, ...], named: dict[str, Any]) -> None:
        values = dict(zip(self._names, given, strict=False)) | named
        told = len(values) == len(given) + len(named)
        for name, default in self._defaults.items():
            if name not in values:
                values[name] = default.default_factory() if isinstance(default, _Made) else default
        if not told or values.keys() != set(self._names):
            self._compiled()(obj, *given, **named)  # which says what is wrong
        for name, value in values.items():
            object.__setattr__(obj, name, value)
        if hasattr(obj, "__post_init__"):
            obj.__post_init__()

    def _compiled(self) -> Any:
        """Sets the slots while the object is of an open twin class: a plain assignment takes a
        third of the time of a slot's own setter, which `__setattr__` leaves as the other way.
        """
        owner = self._owner
        twin = type(owner.__name__, owner.__bases__, {"__slots__": self._names})
        space = {"_absent": _ABSENT, "__name__": owner.__module__, "_open": twin, "_owner": owner}
        space["_become"] = object.__setattr__
        head, body = ["self"], [" _become(self, '__class__', _open)"]
        for name in self._names:
            if name not in self._defaults:
                head.append(name)
            else:
                default = self._defaults[name]
                if isinstance(default, _Made):
                    space[f"_make_{name}"], default = default.default_factory, _ABSENT
                    body.append(f" if {name} is _absent: {name} = _make_{name}()")
                space[f"_default_{name}"] = default
                head.append(f"{name}=_default_{name}")
            body.append(f" self.{name} = {name}")
        body.append(" self.__class__ = _owner")
        if hasattr(owner, "__post_init__"):
            body.append(" self.__post_init__()")
        exec("\n".join([f"def __init__({', '.join(head)}):", *body, " return"]), space)
        init: Any = space["__init__"]
        init.__qualname__ = f"{owner.__qualname__}.__init__"
        init.__annotations__ = {**self._annotations, "return": None}
        return init


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
