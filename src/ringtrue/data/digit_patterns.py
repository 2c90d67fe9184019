"""Regular expressions over digits, followed digit by digit (Thompson's construction, 1968).

For `ringtrue.data.numbering`, which follows some three hundred of them at once.
"""

from __future__ import annotations

from typing import Any

DIGITS = "0123456789"

Set = frozenset[int]
NONE: Set = frozenset()


class Pattern:
    """A regular expression over digits as the sets of states that a prefix can lead to."""

    def __init__(self, source: str, *, loose: bool = False) -> None:
        """`loose`: it may match more than it does, as if no end of the number stood in it."""
        self._loose = loose
        self._free: list[list[int]] = []
        self._by_digit: list[list[tuple[str, int]]] = []
        self._done: dict[tuple[Set, str], Set] = {}
        first, self._last = self._state(), self._state()
        self._sequence(_parsed(source), first, self._last)
        self.first = self._closed({first})

    def step(self, states: Set, digit: str) -> Set:
        found = self._done.get((states, digit))
        if found is None:
            reached = {to for state in states for c, to in self._by_digit[state] if c == digit}
            found = self._done[states, digit] = self._closed(reached)
        return found

    def ends(self, states: Set) -> bool:
        return self._last in states

    def _state(self) -> int:
        self._free.append([])
        self._by_digit.append([])
        return len(self._free) - 1

    def _closed(self, states: set[int]) -> Set:
        todo = list(states)
        while todo:
            for to in self._free[todo.pop()]:
                if to not in states:
                    states.add(to)
                    todo.append(to)
        return frozenset(states)

    def _sequence(self, items: Any, begin: int, end: int) -> None:
        for name, argument in items:
            after = self._state()
            self._item(str(name), argument, begin, after)
            begin = after
        self._free[begin].append(end)

    def _item(self, name: str, argument: Any, begin: int, end: int) -> None:
        if name == "LITERAL":
            self._by_digit[begin].append((chr(argument), end))
        elif name == "IN":
            self._by_digit[begin] += [(c, end) for c in _members(argument)]
        elif name == "BRANCH":
            for choice in argument[1]:
                self._sequence(choice, begin, end)
        elif name == "SUBPATTERN":
            self._sequence(argument[3], begin, end)
        elif name == "AT" and self._loose:
            self._free[begin].append(end)
        elif name == "MAX_REPEAT":
            least, most, inner = argument
            for i in range(int(most)):
                if i >= least:
                    self._free[begin].append(end)
                after = self._state()
                self._sequence(inner, begin, after)
                begin = after
            self._free[begin].append(end)
        else:
            raise ValueError(f"patterns of numbering plans hold no {name}: a new kind of pattern?")


def _parsed(source: str) -> Any:
    from re import _parser  # type: ignore[attr-defined]  # what `re` itself reads patterns with

    return _parser.parse(source)


def _members(items: Any) -> set[str]:
    found: set[str] = set()
    for name, argument in items:
        if str(name) == "LITERAL":
            found.add(chr(argument))
        elif str(name) == "RANGE":
            found |= {chr(c) for c in range(argument[0], argument[1] + 1)}
        else:  # CATEGORY: \d
            found |= set(DIGITS)
    return found
