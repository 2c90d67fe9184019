"""Names of people, so that a surname which is a brand's name too is not taken for the brand's."""

from __future__ import annotations

from functools import cache

from ringtrue import data

MOST_WORDS = 4
"""Words of the longest name of a person."""


@cache
def _names() -> tuple[frozenset[str], frozenset[str]]:
    """Given names and surnames."""
    rows = data.lines("person_names.txt")
    border = rows.index("[surnames]")
    return frozenset(rows[1:border]), frozenset(rows[border + 1 :])


def is_given(word: str) -> bool:
    """Whether somebody is called so by a given name, or it is an initial.

    >>> is_given("andreas"), is_given("b"), is_given("support")
    (True, True, False)
    """
    return len(word) == 1 or word in _names()[0]


def is_name(word: str) -> bool:
    """Whether a word is a given name or a surname.

    >>> is_name("federico"), is_name("schwab"), is_name("metamsk")
    (True, True, False)
    """
    given, surnames = _names()
    return word in given or word in surnames


def is_surname(word: str) -> bool:
    """Whether a word is a surname of four letters or more.

    >>> is_surname("shin"), is_surname("metamsk")
    (True, False)
    """
    return len(word) >= 4 and word in _names()[1]


def are_people(words: list[str]) -> bool:
    """Whether all of two words and more are given names, initials and surnames.

    >>> are_people(["dan", "murphy"]), are_people(["bank", "of", "amreica"]), are_people(["murphy"])
    (True, False, False)
    """
    given, surnames = _names()
    return (
        2 <= len(words) <= MOST_WORDS
        and any(word in given for word in words)
        and all(len(word) == 1 or word in given or word in surnames for word in words)
    )


def is_person(words: list[str], surname: str) -> bool:
    """Whether `words` (case-folded) are given names or initials beside `surname`, which is one.

    >>> is_person(["andreas", "schwab"], "schwab"), is_person(["schwab"], "schwab")
    (True, False)
    >>> is_person(["schwab", "support"], "schwab"), is_person(["ada", "tokenpocket"], "tokenpocket")
    (False, False)
    """
    if not 2 <= len(words) <= MOST_WORDS or words.count(surname) != 1:
        return False
    given, surnames = _names()
    others = [word for word in words if word != surname]
    return (
        surname in surnames and all(map(is_given, others)) and any(word in given for word in others)
    )
