"""Counts what people search, without a page ever waiting for the database.

Each process holds its counts in memory. They are written by a thread apart when FLUSH_AFTER_S
have passed or FLUSH_FROM are held, and when the process ends; what it held is lost if it is
killed at once.
"""

import atexit
import logging
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime

from django.db import Error, connections
from django.http import HttpRequest, HttpResponse

from ..actions.searches import record_searches
from ..directory.demand import Demand, demands_of, district_of, unknown_texts
from ..directory.search import Answer
from ..hours.osm import ZONE
from .new_search import is_new_search
from .query import Asked

log = logging.getLogger(__name__)
THREAD = "recherches"
FLUSH_AFTER_S, FLUSH_FROM = 60, 500
MOST_HELD = 5000  # different counts held while the database is away; then new ones are let go


class Buffer:
    """Counts of one process, waiting to be written. Safe to use from several threads."""

    def __init__(self, clock: Callable[[], float] = time.monotonic):
        """`clock`: seconds."""
        self._clock = clock
        self._lock, self._writing = threading.Lock(), threading.Lock()
        self._demands: Counter[tuple[date, Demand]] = Counter()
        self._unknown: Counter[tuple[date, str]] = Counter()
        self._emptied_at, self._has_failed = clock(), False

    def add(self, day: date, demands: Iterable[Demand], unknown: Iterable[str]) -> None:
        """Hold one search, made on a Paris day."""
        self._hold(
            Counter((day, demand) for demand in demands), Counter((day, text) for text in unknown)
        )

    @property
    def is_due(self) -> bool:
        """Something is held, for long enough or in number; a refused write is not hurried."""
        number = len(self._demands) + len(self._unknown)
        is_late = self._clock() - self._emptied_at >= FLUSH_AFTER_S
        return number > 0 and (is_late or (number >= FLUSH_FROM and not self._has_failed))

    def flush_if_due(self) -> None:
        """Have what is held written by a thread apart, when it is time."""
        if self.is_due:
            threading.Thread(target=self.flush_apart, name=THREAD).start()

    def flush_apart(self) -> None:
        """Write on a connection of its own: at the end, one idle for long may be dead."""
        connections.close_all()  # of this thread
        try:
            self.flush()
        finally:
            connections.close_all()

    def flush(self) -> None:
        """Write what is held; what the database refuses is held again, for the next time."""
        if not self._writing.acquire(blocking=False):
            return  # another thread is at it
        try:
            demands, unknown = self.empty()
            if demands:
                self._write(demands, unknown)
        finally:
            self._writing.release()

    def empty(self) -> tuple[Counter, Counter]:
        """Hold nothing any more; returns the demands and the unknown texts held, by day."""
        with self._lock:
            held = self._demands, self._unknown
            self._demands, self._unknown = Counter(), Counter()
            self._emptied_at = self._clock()
        return held

    def _write(self, demands: Counter, unknown: Counter) -> None:
        try:
            record_searches(demands, unknown)
        except Error as error:
            log.warning("Les recherches comptées seront écrites plus tard : %s", error)
            self._has_failed = True
            self._hold(demands, unknown)
        else:
            self._has_failed = False

    def _hold(self, demands: Mapping, unknown: Mapping) -> None:
        with self._lock:
            for held, counts in ((self._demands, demands), (self._unknown, unknown)):
                for key, number in counts.items():
                    if key in held or len(held) < MOST_HELD:
                        held[key] += number


buffer = Buffer()
atexit.register(buffer.flush_apart)


def count(
    request: HttpRequest, response: HttpResponse, asked: Asked, answer: Answer, moment: datetime
) -> None:
    """Count a person's new search, made at an aware `moment` and answered by `response`."""
    if response.status_code == 200 and is_new_search(request, answer):
        day = moment.astimezone(ZONE).date()
        district = district_of(answer, asked.located)
        buffer.add(day, demands_of(answer, district), unknown_texts(answer))
    buffer.flush_if_due()
