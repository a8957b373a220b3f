"""What is asked of the directory, and what it answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

import numpy as np

from ..geo import Box, Position
from ..press.document import SiteDocument
from . import bits
from .columns import Directory
from .facets import NEED, SURE_NEED, Key
from .rounds import Halt, at_stop, nowhere
from .understand import Understood
from .where import Area


@dataclass(frozen=True)
class Query:
    """What is asked. `chosen` maps a group to the values chosen in it."""

    text: str = ""
    understood: Understood | None = None  # of the text; None: to be read by the search itself
    chosen: Mapping[str, frozenset[str]] = field(default_factory=dict)
    commune: str = ""  # normalised name
    moment: datetime | None = None  # open at: naive Paris time within the coming week
    position: Position | None = None
    radius_m: float | None = None  # without effect when no position is known
    area: Area | None = None  # where the person is, for who comes to their home
    box: Box | None = None


@dataclass(frozen=True)
class Relaxation:
    """Leaving this condition out would give `count` places (at least one)."""

    group: str
    value: str
    count: int


@dataclass(frozen=True)
class Answer:
    directory: Directory
    query: Query
    understood: Understood
    total: int
    matched: np.ndarray  # row numbers, ascending
    keys: np.ndarray  # uint64, one for each matched row: the smaller, the better
    distances: np.ndarray | None  # metres for every row of the directory; None without a point
    latitudes: np.ndarray  # degrees, of every row; NaN where unknown
    longitudes: np.ndarray
    homes: np.ndarray | None  # bool of every row: sure to come; None when nobody is to come
    halts: Mapping[int, Halt]  # row → the stop at which a place that roves is found
    counts: Mapping[Key, int]
    relaxations: tuple[Relaxation, ...]
    dropped: tuple[str, ...] = ()  # words typed that no place holds together with the rest

    def best(self, start: int, stop: int) -> list[int]:
        """Rows from rank `start` to rank `stop`, best first."""
        stop = min(stop, self.total)
        if start >= stop:
            return []
        if stop < self.total // 2:
            front = np.argpartition(self.keys, stop)[:stop]
        else:
            front = np.arange(self.total)
        order = front[np.argsort(self.keys[front])]
        return self.matched[order[start:stop]].tolist()

    def distance(self, row: int) -> float | None:
        """Metres from the point asked, or None when either is unknown."""
        if self.distances is None or np.isnan(self.distances[row]):
            return None
        return float(self.distances[row])

    def document(self, row: int) -> SiteDocument:
        """The place as it is found: one that roves has the address of its halt, or none."""
        document = self.directory.document(row)
        if not document.roves:
            return document
        halt = self.halts.get(row)
        return at_stop(document, halt.stop) if halt else nowhere(document)

    @cached_property
    def sure(self) -> int | None:
        """How many of the places found say they serve every need asked; None without a need."""
        sure = sure_rows(self.directory, self.understood, self.query)
        if sure is None:
            return None
        return int(bits.unpack(sure, self.directory.size)[self.matched].sum())

    @cached_property
    def unlocated(self) -> int:
        """How many of the places found have no known position."""
        return int(np.isnan(self.latitudes[self.matched]).sum())


def sure_rows(directory: Directory, understood: Understood, query: Query) -> np.ndarray | None:
    """The rows that say they serve every need asked, as a bit set; None when none is asked."""
    asked = {*understood.needs, *query.chosen.get(NEED, ())}
    if not asked:
        return None
    return np.bitwise_and.reduce([directory.keys.get((SURE_NEED, need)) for need in asked])
