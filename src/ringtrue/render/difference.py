"""Which characters of what was seen differ from the official counterpart."""

from __future__ import annotations

from ringtrue.text.edits import common_start

LONGEST = 80
"""Characters that are aligned one by one; what is longer between a common start and end is
marked whole, so that the work stays bounded (LONGEST squared steps)."""


def differing(seen: str, official: str) -> list[bool]:
    """For each character of `seen`, whether it is foreign to `official`.

    A minimal edit script (Levenshtein) keeps what is common. A character that `official` has and
    `seen` lacks marks the one that follows the gap. Two strings with little in common give no
    marks at all: everything marked says nothing.

    >>> "".join("^" if d else " " for d in differing("rnetamask.io", "metamask.io"))
    '^^          '
    >>> "".join("^" if d else " " for d in differing("metmask.io", "metamask.io"))
    '   ^      '
    """
    if not seen or not official or seen == official:
        return [False] * len(seen)
    start = common_start(seen, official)
    end = common_start(seen[start:][::-1], official[start:][::-1])
    marks = [False] * len(seen)
    middle, other = seen[start : len(seen) - end], official[start : len(official) - end]
    if not middle:
        marks[min(start, len(seen) - 1)] = True
        return marks
    if len(middle) <= LONGEST and len(other) <= LONGEST:
        inner = _align(middle, other)
        if end and not any(inner):
            inner = [*inner[:-1], True]
    else:
        inner = [True] * len(middle)
    marks[start : start + len(middle)] = _smooth(inner)
    kept = len(marks) - sum(marks)
    return marks if 2 * kept >= min(len(seen), len(official)) else [False] * len(seen)


def _smooth(marks: list[bool]) -> list[bool]:
    """Marks chance agreements too: a kept run that is shorter than the marked runs around it."""
    runs: list[list[int]] = []  # [marked, length]
    for mark in marks:
        if runs and runs[-1][0] == mark:
            runs[-1][1] += 1
        else:
            runs.append([mark, 1])
    for n in range(1, len(runs) - 1):
        before, here, after = runs[n - 1 : n + 2]
        if not here[0] and here[1] < min(before[1], after[1]):
            here[0] = True
            here[1], before[1] = here[1] + before[1], 0
    return [bool(mark) for mark, length in runs for _ in range(length)]


def _align(seen: str, official: str) -> list[bool]:
    """Marks by the cheapest edit script, ties towards substitutions from the end."""
    rows = [list(range(len(official) + 1))]
    for i, x in enumerate(seen, 1):
        above, row = rows[-1], [i]
        for j, y in enumerate(official, 1):
            row.append(min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (x != y)))
        rows.append(row)
    marks = [False] * len(seen)
    i, j = len(seen), len(official)
    while i or j:
        here = rows[i][j]
        if i and j and here == rows[i - 1][j - 1] + (seen[i - 1] != official[j - 1]):
            i, j = i - 1, j - 1
            marks[i] = marks[i] or seen[i] != official[j]
        elif i and here == rows[i - 1][j] + 1:
            i -= 1
            marks[i] = True
        else:
            j -= 1
            if i < len(seen):
                marks[i] = True
    return marks
