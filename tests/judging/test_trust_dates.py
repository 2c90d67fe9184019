"""Dates without `datetime`: the day before which a listing had to be reviewed."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ringtrue.judging.clock import day_before


@given(st.dates(date(1970, 1, 1), date(2400, 1, 1)), st.integers(0, 2000))
def test_days_are_counted_as_the_calendar_does(today: date, days: int) -> None:
    wanted = max(date(1970, 1, 1), today - timedelta(days=days))
    assert day_before(today.isoformat(), days) == wanted.isoformat()
