"""The cycle collector, kept asleep while many objects without cycles are made."""

from __future__ import annotations

import gc
from collections.abc import Callable
from functools import wraps

TYPE_CHECKING = False  # importing typing, or contextlib, takes time
if TYPE_CHECKING:
    from typing import ParamSpec, TypeVar

    P = ParamSpec("P")
    R = TypeVar("R")


class no_collection:
    """Nothing is collected inside (a block or a function). Python would walk through the growing
    heap again and again, which takes half of the time that a large directory needs to open."""

    def __enter__(self) -> None:
        self._awake = gc.isenabled()
        gc.disable()

    def __exit__(self, *_: object) -> None:
        if self._awake:
            gc.enable()

    def __call__(self, function: Callable[P, R]) -> Callable[P, R]:
        @wraps(function)
        def quiet(*args: P.args, **kwargs: P.kwargs) -> R:
            with no_collection():
                return function(*args, **kwargs)

        return quiet
