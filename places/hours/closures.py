"""Exceptional closures: which one decides a day, and until when a place stays closed."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Protocol

_DAY = timedelta(days=1)


class ClosurePeriod(Protocol):
    """Whole calendar days, both ends included; `end` None means until further notice.

    `replacement` is the OSM text that applies instead, "" when the place is closed. A closure
    may also have `outranks`: when true, it beats every other one on the days it covers.
    """

    start: date
    end: date | None
    reason: str
    replacement: str


def replaces(closure: ClosurePeriod) -> bool:
    """Whether the closure announces other hours instead of closed days."""
    return bool((closure.replacement or "").strip())


def relevant(closures: Iterable[ClosurePeriod], first: date, last: date) -> list[ClosurePeriod]:
    """The closures that cover at least one day of [first, last]."""
    return [c for c in closures if c.start <= last and (c.end is None or c.end >= first)]


def closure_on(closures: Iterable[ClosurePeriod], day: date) -> ClosurePeriod | None:
    """The closure that decides this day.

    One that outranks the others, then the last to start, then the shortest, then closed.
    """
    covering = relevant(closures, day, day)
    return max(covering, key=_precision, default=None)


def closed_until(closures: Sequence[ClosurePeriod], day: date) -> date | None:
    """First day after `day` that closures leave open; None when no end is known."""
    while (closure := closure_on(closures, day)) and not replaces(closure):
        steps = [c.start for c in closures if c.start > day]
        if closure.end and closure.end < date.max:
            steps.append(closure.end + _DAY)
        if not steps:
            return None
        day = min(steps)
    return day


def _precision(closure: ClosurePeriod) -> tuple[bool, date, int, bool]:
    last = closure.end.toordinal() if closure.end else date.max.toordinal()
    outranks = bool(getattr(closure, "outranks", False))
    return outranks, closure.start, -last, not replaces(closure)
