"""Four ordinary weeks: when a place is open when nothing special happens.

They begin on ANY_WEEK, a Monday followed by no public holiday for four weeks, so that fortnights
and « the first Monday of the month » are seen. Closures are not looked at: they are not ordinary.
Times are minutes of Paris wall-clock time since that Monday at midnight.
"""

from datetime import date, datetime
from functools import lru_cache

import numpy as np

from ..hours.osm import UnreadableHours, openings, parse

ANY_WEEK = date(2026, 3, 2)
WEEKS = 4
DAY_MIN = 24 * 60
WEEK_MIN = 7 * DAY_MIN
KEPT = 65_536  # texts whose openings are remembered
_START = datetime.combine(ANY_WEEK, datetime.min.time())

Span = tuple[int, int]  # [start, end)


@lru_cache(maxsize=KEPT)
def spans(hours: str) -> tuple[Span, ...] | None:
    """Openings of the four weeks; None for hours that are empty or that nobody can read."""
    if not hours:
        return None
    try:
        week = _spans(hours, 1)
        if _repeats(hours, week):
            return tuple(
                (a + n * WEEK_MIN, b + n * WEEK_MIN) for n in range(WEEKS) for a, b in week
            )
        return _spans(hours, WEEKS)
    except UnreadableHours:
        return None


def _spans(hours: str, weeks: int) -> tuple[Span, ...]:
    """Raises UnreadableHours."""
    found = openings(hours, (), ANY_WEEK, weeks * 7)
    return tuple((_minute(opening.start), _minute(opening.end)) for opening in found)


def _repeats(hours: str, week: tuple[Span, ...]) -> bool:
    """Whether every week is the first one, which no night begins or ends: three weeks fewer to
    ask."""
    return not parse(hours).varies and all(start > 0 and end < WEEK_MIN for start, end in week)


@lru_cache(maxsize=512)
def minutes(hours: str) -> np.ndarray | None:
    """Each minute of the four weeks, True when open; None as for `spans`."""
    found = spans(hours)
    if found is None:
        return None
    opened = np.zeros(WEEKS * WEEK_MIN, dtype=bool)
    for start, end in found:
        opened[start:end] = True
    return opened


def weeks_open_at(texts: tuple[str, ...], minute: int) -> int:
    """In how many of the four weeks all these hours are open at a minute of the week."""
    return sum(
        all(
            any(start <= minute + week * WEEK_MIN < end for start, end in spans(hours) or ())
            for hours in texts
        )
        for week in range(WEEKS)
    )


def open_together(texts: tuple[str, ...]) -> bool:
    """Whether all these hours are open at some minute of the four weeks."""
    opened = [minutes(hours) for hours in texts]
    return all(one is not None for one in opened) and bool(np.logical_and.reduce(opened).any())


def _minute(moment: datetime) -> int:
    since = moment - _START
    return since.days * DAY_MIN + since.seconds // 60
