"""In which order the places found are shown: one rule, told on each card.

1. Places whose own name was typed.
2. Who is sure to come to the home of the person, before those to be asked, when that is asked.
3. Places within an hour on foot, then farther and farther: nobody crosses a country because a
   door is open there. Only when a point is known; unknown positions come last. How far away
   somebody helps by telephone says nothing.
4. Places that say they serve every need asked, before those to be asked.
5. Open now; then the day of the next opening, the soonest first; then hours unknown; then
   closed for longer than a week. The same for all when another day was asked.
6. The nearest, by steps of 100 m.
7. The soonest opening of the day.
8. Confirmed within FRESH_MONTHS, once, never.
9. The most complete listing.
10. The name, in alphabetical order.
"""

from dataclasses import dataclass

import numpy as np

from .columns import Directory
from .spans import DAY_MIN, NO_OPENING

REACHES_M = (5_000, 20_000, 100_000)  # an hour on foot; the next towns; the region
UNKNOWN_HOURS, CLOSED_LONG = 9, 10  # after the eight days of the week table
STEP_M = 100
FARTHEST_STEP = 2**13 - 1
SOON_STEP_MIN = 2


@dataclass(frozen=True)
class Standing:
    """What a search knows of each row of the directory; every array has one entry a row."""

    named: np.ndarray  # bool: its own name was typed
    sure: np.ndarray | None  # bool: says it serves every need asked; None without a need
    homes: np.ndarray | None  # bool: sure to come to the person; None when nobody is to come
    waits: np.ndarray | None  # int32, minutes until it is open; None when another day is asked
    minute: int  # of the moment, since midnight of the table's first day
    distances: np.ndarray | None  # metres; None without a point


def rank(directory: Directory, matched: np.ndarray, standing: Standing) -> np.ndarray:
    """One uint64 for each of the rows `matched`: the smaller, the better, all different."""
    fields = (
        (~standing.named[matched], 1),
        (0 if standing.homes is None else ~standing.homes[matched], 1),
        (_reach(standing, matched), 2),
        (0 if standing.sure is None else ~standing.sure[matched], 1),
        (_opening(directory, standing, matched), 4),
        (_steps(standing, matched), 13),
        (_soon(standing, matched), 10),
        (directory.freshness[matched], 2),
        (directory.gaps[matched], 3),
        (directory.name_ranks[matched], 24),
    )
    keys = np.zeros(len(matched), dtype=np.uint64)
    for values, width in fields:
        keys = (keys << np.uint64(width)) | np.asarray(values).astype(np.uint64)
    return keys


def _reach(standing: Standing, matched: np.ndarray) -> np.ndarray | int:
    if standing.distances is None:
        return 0
    metres = np.nan_to_num(standing.distances[matched], nan=np.inf)
    return np.searchsorted(REACHES_M, metres)


def _steps(standing: Standing, matched: np.ndarray) -> np.ndarray | int:
    if standing.distances is None:
        return 0
    steps = np.nan_to_num(standing.distances[matched] / STEP_M, nan=FARTHEST_STEP)
    return np.minimum(steps, FARTHEST_STEP)


def _opening(directory: Directory, standing: Standing, matched: np.ndarray) -> np.ndarray | int:
    """0 open, 1 today … 8 in a week, then UNKNOWN_HOURS, CLOSED_LONG."""
    if standing.waits is None:
        return 0
    waits = standing.waits[matched]
    days = (standing.minute + waits) // DAY_MIN - standing.minute // DAY_MIN
    found = np.where(waits == 0, 0, days + 1)
    found[waits == NO_OPENING] = CLOSED_LONG
    found[~directory.week.known[matched]] = UNKNOWN_HOURS
    return found


def _soon(standing: Standing, matched: np.ndarray) -> np.ndarray | int:
    if standing.waits is None:
        return 0
    waits = standing.waits[matched]
    at = (standing.minute + waits) % DAY_MIN // SOON_STEP_MIN
    return np.where((waits == 0) | (waits == NO_OPENING), 0, at)
