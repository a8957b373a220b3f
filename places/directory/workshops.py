"""The workshops of a directory, and their sessions, computed once for each copy of it."""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from typing import NamedTuple

from ..hours.sessions import Session, sessions
from ..press.document import PublicWorkshop, SiteDocument

MOST_SPANS = 64  # stretches of days remembered


class Held(NamedTuple):
    """One session of a workshop, at its place."""

    session: Session
    workshop: PublicWorkshop
    place: SiteDocument


class Workshops:
    """The workshops of some documents. `read_at`: when this copy was made (UTC)."""

    def __init__(self, documents: Iterable[SiteDocument]):
        self.places = tuple(documents)
        self.read_at = datetime.now(UTC)
        self._spans: dict[tuple[date, date], tuple[Held, ...]] = {}
        self._calendars: dict[tuple, bytes] = {}

    def __len__(self) -> int:
        return sum(len(place.workshops) for place in self.places)

    def between(self, first: date, last: date) -> tuple[Held, ...]:
        """All the sessions of the Paris days [first, last], cancelled ones too, in order."""
        found = self._spans.get((first, last))
        if found is None:
            found = held(self.places, first, last)
            if len(self._spans) >= MOST_SPANS:
                self._spans.clear()
            self._spans[first, last] = found
        return found

    def calendar(self, key: tuple, make: Callable[[], bytes]) -> bytes:
        """What `make` gives, made once for `key`: thousands of sessions take a second to write."""
        found = self._calendars.get(key)
        if found is None:
            found = make()
            if len(self._calendars) >= MOST_SPANS:
                self._calendars.clear()
            self._calendars[key] = found
        return found


def held(places: Iterable[SiteDocument], first: date, last: date) -> tuple[Held, ...]:
    """The sessions of some places, by their beginning, then by place."""
    found = [
        Held(session, workshop, place)
        for place in places
        for workshop in place.workshops
        for session in sessions(workshop, place.closures, first, last)
    ]
    return tuple(sorted(found, key=lambda one: (one.session.start, one.place.name)))
