"""Where itinerant places are, and when: the days of their stops, as columns.

A place that roves has no door: at a moment it is at the stop in progress, or else at the next one.
A condition on where or when (a quartier, a distance, Saturday…) is met by its halts one by one,
so that « samedi » and « Épeule » mean a halt of a Saturday in that quartier.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from functools import cached_property
from itertools import islice
from typing import NamedTuple

import msgspec
import numpy as np

from .. import geo
from ..hours.osm import ZONE
from ..hours.sessions import Session, sessions
from ..press.document import PublicStop, SiteDocument
from ..text import normalise
from . import bits, spans

SOON_DAYS = 14  # where a place stops later than that is not yet a place near somebody
NEAR_DAYS = SOON_DAYS + spans.DAYS  # a moment may be asked within the coming week
FAR_DAYS = 92  # later, of a place that stops rarely, only its next halt is looked for
STEP_M = 100
NO_STEP = 2**31 - 1


class Held(NamedTuple):
    """One day of a stop, as announced: cancelled ones and those to confirm too."""

    session: Session
    stop: PublicStop


class Halt(NamedTuple):
    """A stay that is sure; minutes of Paris wall-clock time since midnight of the first day."""

    start: int
    end: int
    session: Session
    stop: PublicStop


def held(document: SiteDocument, first: date, last: date) -> list[Held]:
    """The days of a place's stops from a Paris day to another, both included, in order."""
    found = [
        Held(session, stop)
        for stop in document.stops
        for session in sessions(stop, document.closures, first, last)
    ]
    return sorted(found, key=lambda one: (one.session.start, one.stop.id))


def halts_of(document: SiteDocument, first: date, days: int) -> Iterator[Halt]:
    """What is sure of some Paris days: not cancelled, nor on a day to confirm. In order."""
    last = first + timedelta(days=days - 1)
    for session, stop in held(document, first - timedelta(days=1), last):
        if session.cancelled or session.holiday or session.differs:
            continue
        start, end = (_minute(moment, first) for moment in (session.start, session.end))
        if end > 0:
            yield Halt(start, end, session, stop)


def _minute(moment: datetime, first: date) -> int:
    return spans.minutes(moment.astimezone(ZONE), first)


def at_stop(document: SiteDocument, stop: PublicStop) -> SiteDocument:
    """The place as it is there: with the address and the position of the stop."""
    return msgspec.structs.replace(
        document,
        address=stop.address,
        address_complement=stop.note,
        postal_code=stop.postal_code,
        insee_code="",
        commune=stop.commune,
        district=stop.district,
        sector=stop.sector,
        latitude=stop.latitude,
        longitude=stop.longitude,
        precision=stop.precision,
        hours="",
    )


def nowhere(document: SiteDocument) -> SiteDocument:
    """A place that roves, of which no stop is announced: no address of its is true today."""
    return msgspec.structs.replace(
        document,
        address="",
        address_complement="",
        district="",
        sector="",
        latitude=None,
        longitude=None,
        precision="",
        hours="",
    )


def next_halt(document: SiteDocument, moment: datetime) -> Halt | None:
    """The halt in progress at an aware moment, or else the next one."""
    today = moment.astimezone(ZONE).date()
    coming = (halt for halt in _coming(document, today) if halt.session.end > moment)
    return next(coming, None)


def _coming(document: SiteDocument, first: date) -> list[Halt]:
    """The halts of the near days; the next one after them when they are few."""
    near = list(halts_of(document, first, NEAR_DAYS))
    if near and near[-1].start >= spans.DAYS * spans.DAY_MIN:
        return near
    far = halts_of(document, first, FAR_DAYS)
    return [*near, *islice((halt for halt in far if not near or halt.start > near[-1].start), 1)]


def found_at(document: SiteDocument, moment: datetime) -> tuple[SiteDocument, Halt | None]:
    """A place as it is found at an aware moment when nobody said which day or where: one that
    roves is at the halt in progress or else the next one, or nowhere."""
    if not document.roves:
        return document, None
    halt = next_halt(document, moment)
    return (at_stop(document, halt.stop), halt) if halt else (nowhere(document), None)


class Rounds:
    """The halts of every row that roves, by row, then in time; `first` is the Paris day from which
    minutes count."""

    def __init__(self, first: date, roving: tuple[int, ...], rows: tuple[int, ...], halts: tuple):
        self.first = first
        self.roving = roving  # rows without a door
        self.halts: tuple[Halt, ...] = halts
        self.rows = np.array(rows, dtype=np.int64)  # of each halt
        self.starts = np.array([halt.start for halt in halts], dtype=np.int64)
        self.ends = np.array([halt.end for halt in halts], dtype=np.int64)
        self._with_a_door: tuple[int, np.ndarray] | None = None

    @classmethod
    def build(cls, first: date, numbered: Iterable[tuple[int, SiteDocument]]) -> "Rounds":
        """Of (row, document) pairs; those that do not rove count for nothing."""
        return cls(first, (), (), ()).extended(numbered)

    def extended(self, numbered: Iterable[tuple[int, SiteDocument]]) -> "Rounds":
        """New rounds with rows added; these are not changed."""
        roving, rows, halts = list(self.roving), self.rows.tolist(), list(self.halts)
        for row, document in numbered:
            if not document.roves:
                continue
            roving.append(row)
            for halt in _coming(document, self.first):
                rows.append(row)
                halts.append(halt)
        if len(roving) == len(self.roving):
            return self
        return Rounds(self.first, tuple(roving), tuple(rows), tuple(halts))

    def __len__(self) -> int:
        return len(self.halts)

    @cached_property
    def latitudes(self) -> np.ndarray:
        return np.array([_number(halt.stop.latitude) for halt in self.halts], dtype=float)

    @cached_property
    def longitudes(self) -> np.ndarray:
        return np.array([_number(halt.stop.longitude) for halt in self.halts], dtype=float)

    @cached_property
    def vectors(self) -> np.ndarray:
        return geo.unit_vectors(self.latitudes, self.longitudes)

    @cached_property
    def districts(self) -> dict[str, np.ndarray]:
        """Slug of a quartier or secteur → which halts are in it, as bools."""
        return self._by(lambda stop: (stop.district, stop.sector))

    @cached_property
    def communes(self) -> dict[str, np.ndarray]:
        """Normalised name → which halts are in it, as bools."""
        return self._by(lambda stop: (normalise(stop.commune),))

    def soon(self, minute: int) -> np.ndarray:
        """Halts of the coming SOON_DAYS that are not over, as bools."""
        last = minute + SOON_DAYS * spans.DAY_MIN
        return (self.ends > minute) & (self.starts < last)

    def rows_with(self, meeting: np.ndarray, size: int) -> np.ndarray:
        """The rows of some halts, as a bit set."""
        return bits.from_rows(self.rows[meeting], size)

    def allowed(self, meeting: np.ndarray, size: int) -> np.ndarray:
        """Every row with a door, and those that have one of these halts, as a bit set."""
        if self._with_a_door is None or self._with_a_door[0] != size:
            doors = ~bits.from_rows(np.array(self.roving), size)
            self._with_a_door = (size, doors)
        return self._with_a_door[1] | self.rows_with(meeting, size)

    def chosen(
        self,
        wanted: np.ndarray,
        minute: int,
        meeting: np.ndarray | None,
        metres: np.ndarray | None,
    ) -> dict[int, int]:
        """Row → index of the halt to show, for the rows `wanted` (bools) that have one to come.

        Those that meet what is asked first, then the nearest of them when `metres` (one a halt)
        is given, then the soonest: the one in progress is.
        """
        found = np.flatnonzero((self.ends > minute) & wanted[self.rows])
        if meeting is not None:
            found = found[np.lexsort((~meeting[found], self.rows[found]))]
        if metres is not None:
            steps = np.nan_to_num(metres[found] // STEP_M, nan=NO_STEP)
            missing = np.zeros(len(found)) if meeting is None else ~meeting[found]
            found = found[np.lexsort((steps, missing, self.rows[found]))]
        firsts = np.flatnonzero(np.diff(self.rows[found], prepend=-1))
        return dict(zip(self.rows[found][firsts].tolist(), found[firsts].tolist(), strict=True))

    @staticmethod
    def laid(
        values: np.ndarray | None, of_halts: np.ndarray | None, chosen: dict[int, int]
    ) -> np.ndarray | None:
        """The values of every row, with those of the halts chosen (row → index) over them."""
        if values is None or not chosen:
            return values
        laid = values.copy()
        laid[list(chosen)] = of_halts[list(chosen.values())]
        return laid

    def waits(self, waits: np.ndarray, chosen: dict[int, int], minute: int) -> np.ndarray:
        """The minutes that every row makes wait, until its halt for what roves."""
        starts = np.maximum(self.starts - minute, 0)
        far = starts >= spans.DAYS * spans.DAY_MIN
        return self.laid(waits, np.where(far, spans.NO_OPENING, starts), chosen)

    def _by(self, names_of) -> dict[str, np.ndarray]:
        found: dict[str, np.ndarray] = {}
        for at, halt in enumerate(self.halts):
            for name in filter(None, names_of(halt.stop)):
                found.setdefault(name, np.zeros(len(self.halts), dtype=bool))[at] = True
        return found


def _number(value: float | None) -> float:
    return np.nan if value is None else value
