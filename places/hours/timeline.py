"""Lay hours, closures and public holidays on the days of a window (naive Paris wall time)."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from enum import Enum
from itertools import groupby
from typing import NamedTuple

from places.hours.closures import ClosurePeriod, closure_on, relevant, replaces
from places.hours.public_holidays import holidays_between
from places.hours.reading import DAY, MIDNIGHT, Hours, Opening, UnreadableHours, parse


class Status(Enum):
    """What is known of a piece of time."""

    CERTAIN = "open"
    ON_REQUEST = "by appointment, or to confirm"
    HOLIDAY = "open on ordinary weeks, nothing said for this public holiday"
    UNREADABLE = "the text of that day cannot be read"


class Piece(NamedTuple):
    """A stretch of one day; after midnight it still belongs to the day when it started."""

    day: date
    start: datetime
    end: datetime
    status: Status
    comment: str = ""


def openings(text: str, closures: Iterable[ClosurePeriod], first: date, days: int) -> list[Opening]:
    """When the place is certainly open in [first 00:00, first + days 00:00), Paris wall time.

    Sorted, merged across midnight, clipped to the window. Raises UnreadableHours when `text` is
    unreadable; a day whose replacement hours are unreadable is never open.
    """
    hours = parse(text)
    start = datetime.combine(first, MIDNIGHT)
    end = start + timedelta(days=days)
    closures = relevant(closures, first - DAY, end.date()) if closures else []
    silent = not hours.mentions_holidays and not hours.always
    holiday = silent and holidays_between(first - DAY, end.date())
    if not closures and not holiday and not hours.spill_ends:
        return hours.open_intervals(start, end)
    return merged_openings(timeline(text, closures, first, days), start, end)


def merged_openings(pieces: Iterable[Piece], start: datetime, end: datetime) -> list[Opening]:
    """The certain pieces, joined when they touch and clipped to [start, end)."""
    found: list[Opening] = []
    for piece in pieces:
        begin, finish = max(piece.start, start), min(piece.end, end)
        if piece.status is not Status.CERTAIN or begin >= finish:
            continue
        if found and found[-1].end >= begin:
            previous = found.pop()
            begin, finish = previous.start, max(previous.end, finish)
        found.append(Opening(begin, finish))
    return found


def timeline(text: str, closures: Iterable[ClosurePeriod], first: date, days: int) -> list[Piece]:
    """Every piece of the days [first - 1, first + days), sorted; never raises for any text.

    The day before is there for what runs past midnight. A day without piece is closed.
    """
    last = first + timedelta(days=days)
    closures = relevant(closures, first - DAY, last)
    pieces: list[Piece] = []
    for closure, begin, end in _segments(closures, first - DAY, last):
        if closure is None:
            found = _pieces(text, begin, end, dated=False)
        elif replaces(closure):
            found = _pieces(closure.replacement, begin, end, dated=closure.start == closure.end)
        else:
            continue
        following = closure_on(closures, end)
        pieces += _cut(found, end) if following and following is not closure else found
    return pieces


def _segments(
    closures: list[ClosurePeriod], first: date, last: date
) -> Iterator[tuple[ClosurePeriod | None, date, date]]:
    """Runs of days [begin, end) decided by the same closure, or by none."""
    if not closures:
        yield None, first, last
        return
    days = (first + timedelta(days=shift) for shift in range((last - first).days))
    decided = [(day, closure_on(closures, day)) for day in days]
    for _, run in groupby(decided, key=lambda pair: id(pair[1])):
        run_days = list(run)
        yield run_days[0][1], run_days[0][0], run_days[-1][0] + DAY


def _cut(pieces: list[Piece], day: date) -> list[Piece]:
    """End at midnight what would run into `day`, which a closure decides."""
    limit = datetime.combine(day, MIDNIGHT)
    return [piece._replace(end=min(piece.end, limit)) for piece in pieces]


def _pieces(text: str, begin: date, end: date, *, dated: bool) -> list[Piece]:
    """Pieces of the days [begin, end); `dated`: the text was written for that very day."""
    try:
        hours = parse(text)
    except UnreadableHours:
        return [_unreadable(begin + timedelta(days=n)) for n in range((end - begin).days)]
    silent = not (hours.mentions_holidays or hours.always or dated)
    unsaid = holidays_between(begin, end) if silent else frozenset()
    return [
        piece._replace(status=Status.HOLIDAY)
        if piece.day in unsaid and piece.status is Status.CERTAIN
        else piece
        for piece in day_pieces(hours, begin, end)
    ]


def _unreadable(day: date) -> Piece:
    start = datetime.combine(day, MIDNIGHT)
    return Piece(day, start, start + DAY, Status.UNREADABLE)


def day_pieces(hours: Hours, begin: date, end: date) -> list[Piece]:
    """What the text says of the days [begin, end), each piece given to the day it starts on."""
    # One day more at each end: nights that began the day before, nights that end the day after.
    periods = hours.periods(begin - DAY, end + DAY)
    pieces = [
        Piece(day, start, finish, _status(period.certain), period.comment)
        for period in periods
        for day, start, finish in _by_day(hours, period.start, period.end)
    ]
    return [piece for piece in pieces if begin <= piece.day < end]


def _status(certain: bool) -> Status:
    return Status.CERTAIN if certain else Status.ON_REQUEST


def _by_day(
    hours: Hours, start: datetime, end: datetime
) -> Iterator[tuple[date, datetime, datetime]]:
    while True:
        midnight = datetime.combine(start.date() + DAY, MIDNIGHT)
        spill = end > midnight and hours.is_spill(midnight, end)
        if end <= midnight or spill:
            yield start.date(), start, end
            return
        yield start.date(), start, midnight
        start = midnight
