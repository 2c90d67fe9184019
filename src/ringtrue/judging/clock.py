"""Today, and the day a grace of some days ago, as ISO dates.

Without `datetime`, whose import takes as long as many checks.
"""

from __future__ import annotations

from functools import lru_cache
from time import gmtime, localtime, strftime, time

_1970 = 719469
"""Days from 0000-03-01 to 1970-01-01, and one more: the first of a month is day 1."""


def today_here() -> str:
    """The local date, asked for once a minute: finding the time zone takes time."""
    return _date_of(int(time() / 60))


@lru_cache(maxsize=4)
def _date_of(minute: int) -> str:
    return strftime("%Y-%m-%d", localtime())


@lru_cache(maxsize=16)
def day_before(today: str, days: int) -> str:
    """The date so many days before `today`, but none before 1970.

    >>> day_before("2026-03-01", 1), day_before("2026-11-28", 90)
    ('2026-02-28', '2026-08-30')
    """
    year, month, day = map(int, today.split("-"))
    year -= month < 3  # years that begin in March have their leap day last
    months = (153 * ((month + 9) % 12) + 2) // 5
    number = 365 * year + year // 4 - year // 100 + year // 400 + months + day - _1970
    return strftime("%Y-%m-%d", gmtime(86400 * max(0, number - days)))


def dates(today: str, grace_days: int) -> tuple[str, str]:
    """`today`, or the date here where it is empty, and the day a grace before it."""
    today = today or today_here()
    return today, day_before(today, grace_days)
