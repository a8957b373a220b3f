"""Directory × query × moment → ranked answer with counts. Pure: no database, no request.

Each condition of the query is one bit set. The answer is their intersection; the count shown
beside a choice is the size of the answer with that choice made; when nothing answers, each
condition is left out in turn to say what would.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

import numpy as np

from .. import geo
from ..geo import Box, Position
from ..hours.osm import ZONE
from ..text import STOP_WORDS, words
from . import bits
from .columns import Directory
from .facets import ALL_OF, GROUPS, NEED, OPENING, SURE_NEED, Key
from .facets import KIND as KIND_GROUP
from .ranking import Standing, rank
from .understand import Part, Understood, understand
from .understand.phrasebook import CONSTRAINT, KIND
from .understand.phrasebook import NEED as NEED_PART
from .understand.reading import STREET, WORDS

NOW, TODAY, TONIGHT, EVENING = "maintenant", "aujourd-hui", "ce-soir", "soir"
WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
SATURDAY = WEEKDAYS[5]
TEXT, COMMUNE, RADIUS, ZONE_BOX, MOMENT = "q", "commune", "rayon", "zone", "moment"
NAMING = (NEED_PART, KIND, WORDS)  # parts of a text that may name a place


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
    box: Box | None = None


@dataclass(frozen=True)
class Condition:
    """One reason for a place to be in the answer: what it is about, and who meets it."""

    group: str
    value: str  # "" for a group that holds as one (any of its values)
    rows: np.ndarray  # bit set


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

    @cached_property
    def sure(self) -> int | None:
        """How many of the places found say they serve every need asked; None without a need."""
        sure = _sure(self.directory, self.understood, self.query)
        if sure is None:
            return None
        return int(bits.unpack(sure, self.directory.size)[self.matched].sum())

    @cached_property
    def unlocated(self) -> int:
        """How many of the places found have no known position."""
        return int(np.isnan(self.directory.latitudes[self.matched]).sum())


class _Searcher:
    """The bit sets of one search; everything is computed once at most."""

    def __init__(self, directory: Directory, query: Query, moment: datetime):
        self.directory, self.query = directory, query
        self.size = directory.size
        self.now = moment.astimezone(ZONE).replace(tzinfo=None)
        self.understood = query.understood or understand(query.text, directory.lexicon)
        self.dropped: list[str] = []
        located = query.position is not None
        self.distances = geo.distances_m(directory.vectors, query.position) if located else None

    @cached_property
    def openings(self) -> dict[str, np.ndarray]:
        week = self.directory.week
        return {
            NOW: week.open_at(self.now),
            TODAY: week.still_open_today(self.now),
            TONIGHT: week.open_tonight,
            EVENING: week.open_in_the_evening,
            **{name: week.open_on(number) for number, name in enumerate(WEEKDAYS)},
        }

    def conditions(self) -> list[Condition]:
        return [*self._text(), *self._chosen(), *self._place(), *self._moment()]

    def _text(self):
        """Meanings are conditions. Words are conditions as long as some place still answers:
        beside something understood, or a first word, the others are only dropped. A street that
        nobody could locate never hides the places."""
        found = self.directory.alive_bits
        for part in sorted(self.understood.parts, key=lambda part: part.what == WORDS):
            rows = self._rows_of_part(part)
            is_first = found is self.directory.alive_bits
            holds_none = not (found & rows).any()
            if part.what == STREET and holds_none:
                continue
            if part.what == WORDS and not is_first and holds_none:
                self.dropped.append(part.typed)
                continue
            found = found & rows
            yield Condition(TEXT, part.typed, rows)
        if self.understood.is_nothing:
            nothing = np.zeros_like(self.directory.alive_bits)
            yield Condition(TEXT, " ".join(self.understood.ignored), nothing)

    def _rows_of_part(self, part: Part) -> np.ndarray:
        """Who answers to a part: one of its meanings, or all its words."""
        if part.what == CONSTRAINT:
            return np.bitwise_or.reduce([self._rows_of(*key) for key in part.values])
        found = self._holding(part.stems)
        for kind in part.kinds:
            found = found | self.directory.keys.get((KIND_GROUP, kind))
        group = {NEED_PART: NEED, KIND: KIND_GROUP}.get(part.what)
        for value in part.values if group else ():
            found = found | self.directory.keys.get((group, value))
        return found

    def _holding(self, stems: tuple[str, ...]) -> np.ndarray:
        """Rows that hold every one of some stems; none for no stem."""
        if not stems:
            return np.zeros_like(self.directory.alive_bits)
        rows = [bits.from_rows(self.directory.words.rows(stem), self.size) for stem in stems]
        return np.bitwise_and.reduce(rows)

    def _chosen(self):
        for group, values in self.query.chosen.items():
            if group in ALL_OF:
                for value in sorted(values):
                    yield Condition(group, value, self._rows_of(group, value))
            elif values:
                rows = np.bitwise_or.reduce([self._rows_of(group, value) for value in values])
                yield Condition(group, "", rows)

    def _rows_of(self, group: str, value: str) -> np.ndarray:
        if group == OPENING:
            return self.openings[value]
        return self.directory.keys.get((group, value))

    def _place(self):
        directory, query = self.directory, self.query
        if query.commune:
            _, rows = directory.communes.get(query.commune, ("", np.zeros(0, dtype=np.int32)))
            yield Condition(COMMUNE, query.commune, bits.from_rows(rows, self.size))
        if self.distances is not None and query.radius_m is not None:
            yield Condition(RADIUS, "", bits.pack(self.distances <= query.radius_m))
        if query.box is not None:
            yield Condition(ZONE_BOX, "", bits.pack(_inside(directory, query.box)))

    def _moment(self):
        if self.query.moment is not None:
            yield Condition(MOMENT, "", self.directory.week.open_at(self.query.moment))

    def standing(self) -> Standing:
        """What the ranking compares."""
        at = self.query.moment or self.now
        sure = _sure(self.directory, self.understood, self.query)
        return Standing(
            named=self._named(),
            sure=None if sure is None else bits.unpack(sure, self.size),
            waits=None if self._another_day_is_asked() else self.directory.week.waits(at),
            minute=self.directory.week.minute(at),
            distances=self.distances,
        )

    def _another_day_is_asked(self) -> bool:
        said = {value for group, value in self.understood.values(CONSTRAINT) if group == OPENING}
        return bool({*self.query.chosen.get(OPENING, ()), *said} - {NOW, TODAY})

    def _named(self) -> np.ndarray:
        """Rows whose name was typed, as bools: it holds every word that may name a place.

        A need must be spelled whole in the name (« imprimer » is not « L’Imprimerie »); a kind
        alone (« centre social ») names the places called that and nothing else.
        """
        parts = [part for part in self.understood.parts if part.what in NAMING]
        typed = [one for part in parts for one in _as_in_names(part)]
        if not typed:
            return np.zeros(self.size, dtype=bool)
        holding = [
            bits.from_rows(self.directory.names.rows(one), self.size)
            for one in dict.fromkeys(typed)
        ]
        named = bits.unpack(np.bitwise_and.reduce(holding), self.size)
        if all(part.what == KIND for part in parts):
            return named & (self.directory.name_sizes == len({*typed}))
        return named

    def counts(self, conditions: list[Condition]) -> dict[Key, int]:
        """For each choice, the size of the answer with it made (its group's other choices
        left out where one choice of the group is enough)."""
        directory = self.directory
        everything = _intersection(directory.alive_bits, conditions)
        by_key = directory.keys.counts(everything).tolist()
        counts = {key: by_key[at] for key, at in directory.keys.keys.items() if key[0] in GROUPS}
        for value, rows in self.openings.items():
            counts[OPENING, value] = bits.count(everything & rows)
        for group in {c.group for c in conditions if c.group in GROUPS} - ALL_OF:
            others = [c for c in conditions if c.group != group]
            by_key = directory.keys.counts(_intersection(directory.alive_bits, others)).tolist()
            for key, at in directory.keys.keys.items():
                if key[0] == group:
                    counts[key] = by_key[at]
        return counts


def search(directory: Directory, query: Query, moment: datetime) -> Answer:
    """Answer a query at an aware `moment`."""
    searcher = _Searcher(directory, query, moment)
    conditions = searcher.conditions()
    matched = bits.rows_of(_intersection(directory.alive_bits, conditions), directory.size)
    return Answer(
        directory=directory,
        query=query,
        understood=searcher.understood,
        total=len(matched),
        matched=matched,
        keys=rank(directory, matched, searcher.standing()),
        distances=searcher.distances,
        counts=searcher.counts(conditions),
        relaxations=_relaxations(directory, conditions) if not len(matched) else (),
        dropped=tuple(searcher.dropped),
    )


def _as_in_names(part: Part) -> tuple[str, ...]:
    """What the index of names must hold: whole words for a need, stems for the others."""
    if part.what != NEED_PART:
        return part.stems
    return tuple(w for w in words(part.corrected or part.typed) if w not in STOP_WORDS)


def _sure(directory: Directory, understood: Understood, query: Query) -> np.ndarray | None:
    """The rows that say they serve every need asked, as a bit set; None when none is asked."""
    asked = {*understood.needs, *query.chosen.get(NEED, ())}
    if not asked:
        return None
    return np.bitwise_and.reduce([directory.keys.get((SURE_NEED, need)) for need in asked])


def _intersection(base: np.ndarray, conditions: list[Condition]) -> np.ndarray:
    for condition in conditions:
        base = base & condition.rows
    return base


def _relaxations(directory: Directory, conditions: list[Condition]) -> tuple[Relaxation, ...]:
    """What would answer with one condition left out, the most places first."""
    found = []
    for left_out in conditions:
        others = [c for c in conditions if c is not left_out]
        count = bits.count(_intersection(directory.alive_bits, others))
        if count:
            found.append(Relaxation(left_out.group, left_out.value, count))
    return tuple(sorted(found, key=lambda r: -r.count))


def _inside(directory: Directory, box: Box) -> np.ndarray:
    lat, lon = directory.latitudes, directory.longitudes
    return (lat >= box.south) & (lat <= box.north) & (lon >= box.west) & (lon <= box.east)
