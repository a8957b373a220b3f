"""Directory × query × moment → ranked answer with counts. Pure: no database, no request.

Each condition of the query is one bit set. The answer is their intersection; the count shown
beside a choice is the size of the answer with that choice made; when nothing answers, each
condition is left out in turn to say what would. A place that roves answers where and when it
stops: one of its halts must meet every condition on where and when.
"""

from collections.abc import Mapping
from datetime import datetime
from functools import cached_property

import numpy as np

from .. import geo
from ..geo import Box
from ..hours.osm import ZONE
from ..text import STOP_WORDS, words
from . import bits, spans
from .answer import Answer, Query, Relaxation, sure_rows
from .columns import Directory
from .conditions import (
    NOW,
    TODAY,
    Condition,
    Who,
    any_of,
    halts_meeting,
    meeting,
    openings,
)
from .facets import (
    ALL_OF,
    DISTRICT,
    FROM_AFAR,
    GROUPS,
    HOME,
    NEED,
    NO_TRAVEL,
    OPENING,
    REMOTE,
    YES,
    Key,
)
from .facets import KIND as KIND_GROUP
from .homes import helping_there, sure_to_visit, visiting
from .ranking import Standing, rank
from .understand import Part, understand
from .understand.phrasebook import CONSTRAINT, KIND
from .understand.phrasebook import NEED as NEED_PART
from .understand.reading import STREET, WORDS

TEXT, COMMUNE, RADIUS, ZONE_BOX, MOMENT = "q", "commune", "rayon", "zone", "moment"
NAMING = (NEED_PART, KIND, WORDS)  # parts of a text that may name a place


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
    def openings(self) -> dict[str, Who]:
        return openings(self.directory, self.now)

    def _where(self, rows: np.ndarray, halts: np.ndarray) -> Who:
        """Who is there: rows with a door, and the halts of the coming days."""
        rounds = self.directory.rounds
        if not rounds:
            return Who(rows)
        soon = rounds.soon(self.directory.week.minute(self.at)) & halts
        return Who(rows | rounds.rows_with(soon, self.size), soon)

    @property
    def at(self) -> datetime:
        """The naive Paris time from which openings count."""
        return self.query.moment or self.now

    @cached_property
    def halt_metres(self) -> np.ndarray | None:
        """Of each halt from the point asked."""
        rounds, origin = self.directory.rounds, self.query.position
        return geo.distances_m(rounds.vectors, origin) if rounds and origin else None

    def conditions(self) -> list[Condition]:
        return [*self._text(), *self._chosen(), *self._place(), *self._moment()]

    def _text(self):
        """Meanings are conditions. Words are conditions as long as some place still answers:
        beside something understood, or a first word, the others are only dropped. A street that
        nobody could locate never hides the places."""
        found = self.directory.alive_bits
        for part in sorted(self.understood.parts, key=lambda part: part.what == WORDS):
            who = self._who_of_part(part)
            is_first = found is self.directory.alive_bits
            holds_none = not (found & who.rows).any()
            if part.what == STREET and holds_none:
                continue
            if part.what == WORDS and not is_first and holds_none:
                self.dropped.append(part.typed)
                continue
            found = found & who.rows
            yield Condition(TEXT, part.typed, who)
        if self.understood.is_nothing:
            nothing = np.zeros_like(self.directory.alive_bits)
            yield Condition(TEXT, " ".join(self.understood.ignored), Who(nothing))

    def _who_of_part(self, part: Part) -> Who:
        """Who answers to a part: one of its meanings, or all its words."""
        if part.what == CONSTRAINT:
            return any_of(self._who(*key) for key in part.values)
        found = self._holding(part.stems)
        for kind in part.kinds:
            found = found | self.directory.keys.get((KIND_GROUP, kind))
        group = {NEED_PART: NEED, KIND: KIND_GROUP}.get(part.what)
        for value in part.values if group else ():
            found = found | self.directory.keys.get((group, value))
        return Who(found)

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
                    yield Condition(group, value, self._who(group, value))
            elif values:
                yield Condition(group, "", any_of(self._who(group, value) for value in values))

    def _who(self, group: str, value: str) -> Who:
        if group == OPENING:
            return self.openings[value]
        if group == HOME:
            return Who(visiting(self.directory, self.query.area))
        if group == NO_TRAVEL:
            return Who(helping_there(self.directory, self.query.area))
        rows = self.directory.keys.get((group, value))
        if group == DISTRICT:
            return self._where(rows, self._halts_in(self.directory.rounds.districts, value))
        return Who(rows)

    def _halts_in(self, areas: Mapping[str, np.ndarray], name: str) -> np.ndarray:
        return areas.get(name, np.zeros(len(self.directory.rounds), dtype=bool))

    def _place(self):
        directory, query, rounds = self.directory, self.query, self.directory.rounds
        if query.commune:
            _, rows = directory.communes.get(query.commune, ("", np.zeros(0, dtype=np.int32)))
            halts = self._halts_in(rounds.communes, query.commune)
            yield Condition(
                COMMUNE, query.commune, self._where(bits.from_rows(rows, self.size), halts)
            )
        if self.distances is not None and query.radius_m is not None:
            near = bits.pack(self.far(self.distances, 0) <= query.radius_m)
            halts = self.halt_metres <= query.radius_m if rounds else None
            yield Condition(RADIUS, "", self._where(near, halts))
        if query.box is not None:
            rows = bits.pack(_inside(directory.latitudes, directory.longitudes, query.box))
            halts = _inside(rounds.latitudes, rounds.longitudes, query.box)
            yield Condition(ZONE_BOX, "", self._where(rows, halts))

    def _moment(self):
        if self.query.moment is None:
            return
        week, rounds = self.directory.week, self.directory.rounds
        rows, halts = week.open_at(self.query.moment), None
        if rounds:
            minute = week.minute(self.query.moment)
            halts = spans.open_at(rounds.starts, rounds.ends, minute)
        yield Condition(MOMENT, "", Who(rows, halts))

    def halts(self, matched: np.ndarray, conditions: list[Condition]) -> dict[int, int]:
        """Row → index of the halt where each place that roves is found, of the rows `matched`."""
        rounds = self.directory.rounds
        if not rounds:
            return {}
        wanted = np.zeros(self.size, dtype=bool)
        wanted[matched] = True
        met = halts_meeting(conditions)
        metres = self.halt_metres if self._a_day_is_asked() else None
        return rounds.chosen(wanted, self.directory.week.minute(self.at), met, metres)

    def standing(self, halts: dict[int, int], distances: np.ndarray | None) -> Standing:
        """What the ranking compares; `distances` are those of the halts for what roves."""
        week = self.directory.week
        sure = sure_rows(self.directory, self.understood, self.query)
        waits = None
        if not self._openings_asked() - {NOW, TODAY}:
            waits = self.directory.rounds.waits(week.waits(self.at), halts, week.minute(self.at))
        return Standing(
            named=self._named(),
            sure=None if sure is None else bits.unpack(sure, self.size),
            homes=self.homes,
            waits=waits,
            minute=week.minute(self.at),
            distances=distances,
        )

    @cached_property
    def from_afar(self) -> np.ndarray | None:
        """The rows that help from afar, as bools, when that is asked: how far they are says
        nothing. None when it is not."""
        if not any(self._values_asked(group) for group in FROM_AFAR):
            return None
        return bits.unpack(self.directory.keys.get((REMOTE, YES)), self.size)

    @cached_property
    def homes(self) -> np.ndarray | None:
        """The rows that are sure to come where the person is, as bools; None when nobody is to
        come, or when nobody knows where."""
        area = self.query.area
        if area is None or not (self._values_asked(HOME) or self._values_asked(NO_TRAVEL)):
            return None
        sure = bits.unpack(sure_to_visit(self.directory, area), self.size)
        return sure if self.from_afar is None else sure | self.from_afar

    def _openings_asked(self) -> set[str]:
        return self._values_asked(OPENING)

    def _values_asked(self, group: str) -> set[str]:
        said = {value for one, value in self.understood.values(CONSTRAINT) if one == group}
        return {*self.query.chosen.get(group, ()), *said}

    def _a_day_is_asked(self) -> bool:
        return self.query.moment is not None or bool(self._openings_asked() - {NOW})

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
        keys = self.directory.keys
        by_key = keys.counts(self.meeting(conditions)).tolist()
        counts = {key: by_key[at] for key, at in keys.keys.items() if key[0] in GROUPS}
        for value, who in self.openings.items():
            opening = Condition(OPENING, value, who)
            counts[OPENING, value] = bits.count(self.meeting([*conditions, opening]))
        for group in {c.group for c in conditions if c.group in GROUPS} - ALL_OF:
            others = [c for c in conditions if c.group != group]
            by_key = keys.counts(self.meeting(others)).tolist()
            for key, at in keys.keys.items():
                if key[0] == group:
                    counts[key] = by_key[at]
        for group in (HOME, NO_TRAVEL) if self.query.area else ():
            others = [c for c in conditions if c.group != group]
            there = Condition(group, YES, self._who(group, YES))
            counts[group, YES] = bits.count(self.meeting([*others, there]))
        others = [c for c in conditions if c.group != DISTRICT]
        for slug in self.directory.rounds.districts:  # what roves has no quartier of its own
            there = Condition(DISTRICT, slug, self._who(DISTRICT, slug))
            counts[DISTRICT, slug] = bits.count(self.meeting([*others, there]))
        return counts

    def far(self, distances: np.ndarray | None, value: float) -> np.ndarray | None:
        """The distances, where those that say nothing have this value."""
        if distances is None or self.from_afar is None:
            return distances
        return np.where(self.from_afar, value, distances)

    def meeting(self, conditions: list[Condition]) -> np.ndarray:
        return meeting(self.directory, conditions)


def search(directory: Directory, query: Query, moment: datetime) -> Answer:
    """Answer a query at an aware `moment`."""
    searcher = _Searcher(directory, query, moment)
    conditions = searcher.conditions()
    matched = bits.rows_of(searcher.meeting(conditions), directory.size)
    halts, rounds = searcher.halts(matched, conditions), directory.rounds
    distances = rounds.laid(searcher.distances, searcher.halt_metres, halts)
    return Answer(
        directory=directory,
        query=query,
        understood=searcher.understood,
        total=len(matched),
        matched=matched,
        keys=rank(directory, matched, searcher.standing(halts, searcher.far(distances, 0))),
        distances=searcher.far(distances, np.nan),
        homes=searcher.homes,
        latitudes=rounds.laid(directory.latitudes, rounds.latitudes, halts),
        longitudes=rounds.laid(directory.longitudes, rounds.longitudes, halts),
        halts={row: rounds.halts[at] for row, at in halts.items()},
        counts=searcher.counts(conditions),
        relaxations=_relaxations(searcher, conditions) if not len(matched) else (),
        dropped=tuple(searcher.dropped),
    )


def _as_in_names(part: Part) -> tuple[str, ...]:
    """What the index of names must hold: whole words for a need, stems for the others."""
    if part.what != NEED_PART:
        return part.stems
    return tuple(w for w in words(part.corrected or part.typed) if w not in STOP_WORDS)


def _relaxations(searcher: _Searcher, conditions: list[Condition]) -> tuple[Relaxation, ...]:
    """What would answer with one condition left out, the most places first."""
    found = []
    for left_out in conditions:
        count = bits.count(searcher.meeting([c for c in conditions if c is not left_out]))
        if count:
            found.append(Relaxation(left_out.group, left_out.value, count))
    return tuple(sorted(found, key=lambda r: -r.count))


def _inside(latitudes: np.ndarray, longitudes: np.ndarray, box: Box) -> np.ndarray:
    """Which of some points are in a box, as bools."""
    tall = (latitudes >= box.south) & (latitudes <= box.north)
    return tall & (longitudes >= box.west) & (longitudes <= box.east)
