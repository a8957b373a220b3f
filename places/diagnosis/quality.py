"""Listings with missing or contradictory data, from the public documents."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import numpy as np
import phonenumbers

from ..directory.columns import Directory
from ..directory.facets import sure_needs
from ..hours.osm import parse
from ..hours.sessions import WrongRule, is_over, rule_days
from ..press.document import PublicWorkshop, SiteDocument, decode_site
from ..vocabulary import Problem, SiteStatus
from .ordinary import ANY_WEEK, DAY_MIN, spans

YEAR = timedelta(days=365)
KEPT = 65_536  # documents whose problems are remembered
_BIT = {problem: 1 << place for place, problem in enumerate(Problem)}


@dataclass(frozen=True)
class Quality:
    """The problems of every listing of a directory."""

    directory: Directory
    flags: np.ndarray  # uint16 a row, one bit a problem

    def count(self, problem: Problem) -> int:
        """How many listings have it."""
        return len(self.rows(problem))

    def rows(self, problem: Problem | None = None) -> np.ndarray:
        """Rows that have the problem, or any of them; by name."""
        wanted = sum(_BIT.values()) if problem is None else _BIT[problem]
        found = np.flatnonzero((self.flags & wanted).astype(bool))
        return found[np.argsort(self.directory.name_ranks[found])]

    def problems(self, row: int) -> list[Problem]:
        return [problem for problem, bit in _BIT.items() if self.flags[row] & bit]


@lru_cache(maxsize=1)  # of the copy in use
def quality(directory: Directory, today: date) -> Quality:
    """The problems of all current listings on a Paris day.

    The first call of a process reads every document; the next only those that changed.
    """
    flags = np.zeros(directory.size, dtype=np.uint16)
    for row in directory.rows().tolist():
        payload = directory.payloads[row]
        flags[row] = _flags(payload)
        for problem, is_true in _ON_A_DAY.items():
            if flags[row] & _BIT[problem] and not is_true(decode_site(payload), today):
                flags[row] &= ~np.uint16(_BIT[problem])
    return Quality(directory, flags)


def problems_of(document: SiteDocument) -> list[Problem]:
    """What is missing, or cannot be true; `_ON_A_DAY` tells whether some are still so."""
    if document.status == SiteStatus.CLOSED:
        return []
    return [
        *_hours_problems(document),
        *_if(not _is_placed(document), Problem.NO_POSITION),
        *_if(not sure_needs(document), Problem.NO_NEED),
        *_if(bool(document.phone) and not can_be_dialled(document.phone), Problem.PHONE),
        *_if(not _can_be_reached(document), Problem.UNREACHABLE),
        *_if(_is_paused_with_an_end(document), Problem.PAUSE_OVER),
    ]


@lru_cache(maxsize=KEPT)
def can_be_dialled(e164: str) -> bool:
    """A telephone number that exists in its country's numbering plan."""
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(e164))
    except phonenumbers.NumberParseException:
        return False


@lru_cache(maxsize=KEPT)
def _flags(payload: bytes) -> int:
    return sum(_BIT[problem] for problem in problems_of(decode_site(payload)))


def _if(true: bool, problem: Problem) -> Iterable[Problem]:
    return (problem,) if true else ()


def _is_placed(document: SiteDocument) -> bool:
    """By its own position, or for what roves by that of every stop."""
    if document.roves and document.stops:
        return all(stop.latitude is not None for stop in document.stops)
    return document.latitude is not None


def _hours_problems(document: SiteDocument) -> Iterable[Problem]:
    if document.roves and document.stops:
        return ()
    if not document.hours:
        return (Problem.NO_HOURS,)
    days = _open_days(document.hours)
    if days is None:
        return (Problem.UNREADABLE_HOURS,)
    if not days:
        return () if _asks_to_call(document.hours) else (Problem.NEVER_OPEN,)
    claimed = [_open_days(service.hours) for service in document.services if service.hours]
    contradicts = any(service and not service & days for service in claimed)
    return (
        *_if(contradicts, Problem.SERVICE_WHILE_CLOSED),
        *_if(any(_closed_workshops(document)), Problem.WORKSHOP_WHILE_CLOSED),
    )


def _closed_workshops(document: SiteDocument) -> Iterator[PublicWorkshop]:
    """Those that claim no weekday on which the place ever opens."""
    days = _open_days(document.hours)
    if not days:
        return
    weekdays = {day.weekday() for day in days}
    for workshop in document.workshops:
        claimed = _weekdays(workshop)
        if claimed and not claimed & weekdays:
            yield workshop


def _weekdays(workshop: PublicWorkshop) -> set[int]:
    """The weekdays of its first year, and of the days added."""
    try:
        days = rule_days(workshop.rrule, workshop.start, workshop.start, workshop.start + YEAR)
    except WrongRule:
        days = ()
    added = [one.day for one in workshop.sessions if one.added and not one.cancelled]
    return {day.weekday() for day in (*days, *added)}


@lru_cache(maxsize=KEPT)
def _open_days(hours: str) -> frozenset[date] | None:
    """Days of four ordinary weeks with some opening; None for a text nobody can read."""
    found = spans(hours)
    if found is None:
        return None
    return frozenset(ANY_WEEK + timedelta(days=start // DAY_MIN) for start, _ in found)


def _asks_to_call(hours: str) -> bool:
    """By appointment or in a season: not open on certain days of March, and yet no mistake."""
    read = parse(hours)
    return '"' in hours or read.varies


def _can_be_reached(document: SiteDocument) -> bool:
    return bool(document.phone or document.emails or document.websites or document.booking_url)


def _is_paused_with_an_end(document: SiteDocument) -> bool:
    return document.status == SiteStatus.PAUSED and document.paused_until is not None


def _pause_is_over(document: SiteDocument, today: date) -> bool:
    return document.paused_until < today


def _has_closed_workshop(document: SiteDocument, today: date) -> bool:
    return any(not is_over(workshop, today) for workshop in _closed_workshops(document))


# Problems that a document cannot tell without knowing the Paris day.
_ON_A_DAY = {
    Problem.PAUSE_OVER: _pause_is_over,
    Problem.WORKSHOP_WHILE_CLOSED: _has_closed_workshop,
}
