"""When each row is open over the coming week: intervals as columns.

Times are minutes of Paris wall-clock time since midnight of `first`; an interval is
[start, end). Rows whose hours are unknown or unreadable have none and are not `known`.
"""

from collections.abc import Iterable
from datetime import date, datetime
from functools import cached_property

import numpy as np

from ..hours.osm import UnreadableHours, openings
from ..press.document import SiteDocument
from . import bits, spans
from .facets import keeps_paris_time
from .rounds import halts_of
from .spans import DAYS, NO_OPENING


class WeekTable:
    def __init__(self, first: date, size: int, columns: tuple, known: np.ndarray):
        self.first = first
        self.size = size
        self.rows, self.starts, self.ends = columns  # int32, shape (intervals,)
        self.known = known  # bool, shape (size,): hours that a machine can read
        self._by_weekday: dict[int, np.ndarray] = {}
        self._last_asked: tuple[int | None, np.ndarray | None] = (None, None)
        self._last_waits: tuple[int | None, np.ndarray | None] = (None, None)

    @classmethod
    def build(cls, first: date, documents: Iterable[SiteDocument | None]) -> "WeekTable":
        empty = tuple(np.zeros(0, dtype=np.int32) for _ in range(3))
        return cls(first, 0, empty, np.zeros(0, dtype=bool)).extended(documents)

    def extended(self, documents: Iterable[SiteDocument | None]) -> "WeekTable":
        """A new table with rows added at the end (None: a dead row); this one is not changed."""
        rows: list[int] = []
        starts: list[int] = []
        ends: list[int] = []
        known: list[bool] = []
        size = self.size
        for document in documents:
            found = self._openings(document)
            known.append(found is not None)
            for start, end in found or ():
                rows.append(size)
                starts.append(start)
                ends.append(end)
            size += 1
        added = (np.array(part, dtype=np.int32) for part in (rows, starts, ends))
        columns = tuple(
            np.concatenate(pair)
            for pair in zip((self.rows, self.starts, self.ends), added, strict=True)
        )
        return WeekTable(
            self.first, size, columns, np.concatenate([self.known, known]).astype(bool)
        )

    def open_at(self, moment: datetime) -> np.ndarray:
        """Rows open at a naive Paris time within the table, as a bit set."""
        minute = self.minute(moment)
        kept, rows = self._last_asked
        if kept != minute:
            rows = self._bits(spans.open_at(self.starts, self.ends, minute))
            self._last_asked = (minute, rows)
        return rows

    def waits(self, moment: datetime) -> np.ndarray:
        """Minutes from a naive Paris time within the table until each row is open: 0 when it
        is, NO_OPENING when nothing is known to open before the table ends. int32, (size,)."""
        minute = self.minute(moment)
        kept, waits = self._last_waits
        if kept != minute:
            waits = np.full(self.size, NO_OPENING, dtype=np.int32)
            if len(self.rows):
                wait = np.where(self.ends > minute, np.maximum(self.starts - minute, 0), NO_OPENING)
                firsts = np.flatnonzero(np.diff(self.rows, prepend=-1))
                waits[self.rows[firsts]] = np.minimum.reduceat(wait, firsts)
            self._last_waits = (minute, waits)
        return waits

    def minute(self, moment: datetime) -> int:
        """Of a naive Paris time, since midnight of the first day."""
        return spans.minutes(moment, self.first)

    def open_on(self, weekday: int) -> np.ndarray:
        """Rows open at some time of the coming Monday (0) … Sunday (6), today included."""
        if weekday not in self._by_weekday:
            ahead = (weekday - self.first.weekday()) % 7
            rows = self._bits(spans.on_day(self.starts, self.ends, ahead))
            self._by_weekday[weekday] = rows
        return self._by_weekday[weekday]

    def still_open_today(self, moment: datetime) -> np.ndarray:
        """Rows open at a naive Paris time of the first day or later that day, as a bit set."""
        return self._bits(spans.later_that_day(self.starts, self.ends, self.minute(moment)))

    @cached_property
    def open_tonight(self) -> np.ndarray:
        """Rows open today after 18:00."""
        return self._bits(spans.tonight(self.starts, self.ends))

    @cached_property
    def open_in_the_evening(self) -> np.ndarray:
        """Rows open after 18:00 on some day of the coming seven, as a bit set."""
        return self._bits(spans.in_the_evening(self.starts, self.ends))

    def _bits(self, chosen: np.ndarray) -> np.ndarray:
        return bits.from_rows(self.rows[chosen], self.size)

    def _openings(self, document: SiteDocument | None) -> list[tuple[int, int]] | None:
        if document is None or not keeps_paris_time(document):
            return None
        if document.roves:  # open where and when it stops
            return [(halt.start, halt.end) for halt in halts_of(document, self.first, DAYS)]
        if not document.hours:
            return None
        try:
            found = openings(document.hours, document.closures, self.first, DAYS)
        except UnreadableHours:
            return None
        return [(self.minute(o.start), self.minute(o.end)) for o in found]
