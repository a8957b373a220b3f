"""Which intervals answer to a moment: the one place where « open on Saturday » is computed.

Minutes of Paris wall-clock time since midnight of a table's first day; an interval is
[start, end). Every function takes the arrays of starts and ends and gives bools.
"""

from datetime import date, datetime

import numpy as np

EVENING_MIN = 18 * 60
DAY_MIN = 24 * 60
DAYS = 8  # of a table: from today to the same weekday next week
NO_OPENING = DAYS * DAY_MIN * 2  # minutes to wait when nothing opens within the table


def minutes(moment: datetime, first: date) -> int:
    """Of a naive Paris time, since midnight of `first`."""
    days = moment.toordinal() - first.toordinal()
    return days * DAY_MIN + moment.hour * 60 + moment.minute


def open_at(starts: np.ndarray, ends: np.ndarray, minute: int) -> np.ndarray:
    return (starts <= minute) & (minute < ends)


def later_that_day(starts: np.ndarray, ends: np.ndarray, minute: int) -> np.ndarray:
    """Open at a minute, or later on its day."""
    day_end = (minute // DAY_MIN + 1) * DAY_MIN
    return (ends > minute) & (starts < day_end)


def on_day(starts: np.ndarray, ends: np.ndarray, ahead: int) -> np.ndarray:
    """Open at some time of the day that is `ahead` days after the first."""
    start = ahead * DAY_MIN
    return (starts < start + DAY_MIN) & (ends > start)


def tonight(starts: np.ndarray, ends: np.ndarray) -> np.ndarray:
    """Open on the first day after 18:00."""
    return (starts < DAY_MIN) & (ends > EVENING_MIN)


def in_the_evening(starts: np.ndarray, ends: np.ndarray) -> np.ndarray:
    """Open after 18:00 on some day of the first seven."""
    day_end = (starts // DAY_MIN + 1) * DAY_MIN
    return (ends > day_end - DAY_MIN + EVENING_MIN) & (starts < 7 * DAY_MIN)
