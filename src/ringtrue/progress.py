"""How far long work has got, told to whoever listens; a terminal, as a rule.

Loops that may take long go through `over`, and readers of large files tell `at` which byte they
are. Where nobody listens both do nothing, which is what a library owes its callers.
"""

from __future__ import annotations

TYPE_CHECKING = False  # importing typing takes time
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator
    from typing import TypeVar

    T = TypeVar("T")
    Listener = Callable[[int, int, str], None]
    """Called with how much is done, of how much (0: nobody knows), and what is at work."""

_listener: Listener | None = None
_inside = False


class listening:
    """While it lasts, `listener` is told of everything in this process.

    >>> told = []
    >>> with listening(lambda done, total, what: told.append((done, total, what))):
    ...     letters = [letter for letter in over("ab")]
    >>> told
    [(0, 2, 'a'), (1, 2, 'b'), (2, 2, '')]
    """

    def __init__(self, listener: Listener) -> None:
        self._listener = listener
        self._before: Listener | None = None

    def __enter__(self) -> None:
        global _listener
        self._before, _listener = _listener, self._listener

    def __exit__(self, *_: object) -> None:
        global _listener, _inside
        _listener, _inside = self._before, False


def over(items: Collection[T], name: Callable[[T], str] | None = None) -> Iterable[T]:
    """`items` one by one, each told of before it is given out, by its `name`. Of loops inside one
    another the outer one is told, but for one with a single round."""
    if _listener is None or _inside or len(items) < _FEW:
        return items
    return _told(items, name or _name)


_FEW = 2


def _name(item: object) -> str:
    return str(getattr(item, "name", item))


def _told(items: Collection[T], name: Callable[[T], str]) -> Iterator[T]:
    global _inside
    _inside = True
    try:
        for done, item in enumerate(items):
            if _listener is not None:
                _listener(done, len(items), name(item))
            yield item
        if _listener is not None:
            _listener(len(items), len(items), "")
    finally:
        _inside = False


def at(done: int, total: int, what: str = "") -> None:
    """Tells that `done` of `total` bytes or rows are read, inside no loop that is told of."""
    if _listener is not None and not _inside:
        _listener(done, total, what)
