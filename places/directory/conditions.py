"""What a condition of a search holds: who meets it, among the rows and among the halts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

import numpy as np

from . import spans
from .columns import Directory

NOW, TODAY, TONIGHT, EVENING = "maintenant", "aujourd-hui", "ce-soir", "soir"
WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
SATURDAY = WEEKDAYS[5]


class Who(NamedTuple):
    """Who meets a condition. `halts`: which halts of the rounds do, as bools; None when the
    condition says nothing of where or when, or when nothing roves."""

    rows: np.ndarray  # bit set
    halts: np.ndarray | None = None


@dataclass(frozen=True)
class Condition:
    """One reason for a place to be in the answer: what it is about, and who meets it."""

    group: str
    value: str  # "" for a group that holds as one (any of its values)
    who: Who


def any_of(who: Iterable[Who]) -> Who:
    """Who meets one condition or the other."""
    who = list(who)
    rows = np.bitwise_or.reduce([one.rows for one in who])
    if any(one.halts is None for one in who):
        return Who(rows)
    return Who(rows, np.logical_or.reduce([one.halts for one in who]))


def meeting(directory: Directory, conditions: Sequence[Condition]) -> np.ndarray:
    """The rows that meet every condition, as a bit set; of what roves, those of which one halt
    meets all those on where and when."""
    found = directory.alive_bits
    for condition in conditions:
        found = found & condition.who.rows
    if sum(condition.who.halts is not None for condition in conditions) > 1:
        found = found & directory.rounds.allowed(halts_meeting(conditions), directory.size)
    return found


def halts_meeting(conditions: Iterable[Condition]) -> np.ndarray | None:
    """The halts that meet every condition on where and when, as bools; None without any."""
    asked = [condition.who.halts for condition in conditions if condition.who.halts is not None]
    return np.logical_and.reduce(asked) if asked else None


def openings(directory: Directory, now: datetime) -> dict[str, Who]:
    """Who is open at a naive Paris time, that day, that evening, each day of the week."""
    week, rounds = directory.week, directory.rounds
    rows = {
        NOW: week.open_at(now),
        TODAY: week.still_open_today(now),
        TONIGHT: week.open_tonight,
        EVENING: week.open_in_the_evening,
        **{name: week.open_on(number) for number, name in enumerate(WEEKDAYS)},
    }
    if not rounds:
        return {value: Who(found) for value, found in rows.items()}
    span, minute, today = (rounds.starts, rounds.ends), week.minute(now), week.first.weekday()
    halts = {
        NOW: spans.open_at(*span, minute),
        TODAY: spans.later_that_day(*span, minute),
        TONIGHT: spans.tonight(*span),
        EVENING: spans.in_the_evening(*span),
        **{name: spans.on_day(*span, (n - today) % 7) for n, name in enumerate(WEEKDAYS)},
    }
    return {value: Who(found, halts[value]) for value, found in rows.items()}
