"""The hours understood so far, one record a day, and what later words do to them."""

from dataclasses import dataclass, field, replace
from itertools import pairwise

from .items import Element, Months, Span
from .words import AFTERNOON, EVENING, HOLIDAYS, MORNING

NOON = 720
CONTRADICTION = "contredit le reste"
NOTHING_THERE = "rien n’est ouvert alors"
CROSSING = "à quelle heure ?"
ADDED = "en plus, ou à la place ?"
OTHER_DAYS = "et les autres jours, à cette période ?"


@dataclass(frozen=True, slots=True)
class Timed:
    """A span of a day and its condition, "" when people simply come."""

    start: int
    end: int
    note: str = ""


@dataclass(slots=True)
class Record:
    """The hours of one day of the week; without spans, `note` is all that is known of the day."""

    element: Element
    group: int
    spans: list[Timed]
    source: Span  # where the words stand
    note: str = ""
    months: Months = ()
    parity: int | None = None
    labelled: bool = False  # « le matin », « l’après-midi » was said

    @property
    def day(self) -> int:
        return self.element.day

    @property
    def key(self) -> tuple:
        """Records of one key speak of the same dates."""
        element = self.element
        return element.day, element.nth, element.alternate, self.months, self.parity


@dataclass(slots=True)
class Week:
    """What the reader has understood; `issues` are (start, end, question) on the cleaned text."""

    records: list[Record] = field(default_factory=list)
    months_off: list[Months] = field(default_factory=list)
    holidays_off: bool = False
    fallback: str = ""
    closed: bool = False
    #: months of the statement being read: exceptions touch no other season
    scope: Months = ()
    #: « fermé le 1er mardi du mois »
    ranks_off: list[Element] = field(default_factory=list)
    issues: list[tuple[int, int, str]] = field(default_factory=list)

    def of_day(self, day: int) -> list[Record]:
        """The records of a day in the season spoken of."""
        found = [record for record in self.records if record.day == day]
        if self.scope or len({record.months for record in found}) > 1:
            return [record for record in found if record.months == self.scope]
        return found

    def exclude(self, elements: tuple[Element, ...]) -> str:
        """Close these days, or these parts of days; a doubt, NOTHING_THERE when none was open."""
        days = {element.day for element in elements}
        touched, doubt = False, ""
        for element in elements:
            for record in self.of_day(element.day):
                touched = True
                if element.nth:
                    doubt = doubt or self._exclude_rank(element, record)
                elif element.part:
                    doubt = doubt or _without_part(record, element.part)
                elif days >= {one.day for one in self.records if one.group == record.group}:
                    doubt = doubt or CONTRADICTION
                else:
                    record.spans, record.note = [], ""
        self._forget_empty()
        if touched:
            return doubt
        elsewhere = any(record.day in days for record in self.records)
        ranked = any(element.nth for element in elements)
        return CONTRADICTION if elsewhere or ranked else NOTHING_THERE

    def _exclude_rank(self, element: Element, record: Record) -> str:
        if element.part or record.element.nth or record.months:
            return CROSSING
        self.ranks_off.append(element)
        return ""

    def exclude_part(self, records: list[Record], part: str) -> str:
        doubts = [_without_part(record, part) for record in records]
        self._forget_empty()
        return next(filter(None, doubts), "")

    def close_at(self, days: set[int], minute: int) -> str:
        """Change the closing time of these days; a doubt, or ""."""
        for day in sorted(days):
            records = [record for record in self.of_day(day) if record.spans]
            if len(records) != 1:
                return CONTRADICTION if records else NOTHING_THERE
            record = records[0]
            record.spans.sort(key=lambda span: span.start)
            kept = [span for span in record.spans if span.start < minute]
            if not kept:
                return CONTRADICTION
            record.spans = [*kept[:-1], replace(kept[-1], end=minute)]
        return ""

    def substitute(self, elements: tuple[Element, ...], spans: list[Timed]) -> str:
        """Give other hours to days that already have some; a doubt, or ""."""
        for element in elements:
            records = self.of_day(element.day)
            if len(records) != 1 or element.nth:
                return NOTHING_THERE
        for element in elements:
            self.of_day(element.day)[0].spans = list(spans)
        return ""

    def cut(self, records: list[Record], span: Span) -> str:
        """Close [start, end) inside the hours of these records; a doubt, or ""."""
        start, end = span
        if not any(record.spans for record in records):
            return NOTHING_THERE
        for record in records:
            pieces = []
            for timed in record.spans:
                if timed.start < min(start, timed.end):
                    pieces.append(replace(timed, end=min(start, timed.end)))
                if timed.end > max(end, timed.start):
                    pieces.append(replace(timed, start=max(end, timed.start)))
            record.spans = pieces
        self._forget_empty()
        return ""

    def settle(self) -> None:
        """Merge the records of the same dates, reporting those that contradict one another."""
        merged: dict[tuple, Record] = {}
        groups = {record.group: set() for record in self.records}
        for record in self.records:
            groups[record.group].add(record.day)
        for record in self.records:
            before = merged.get(record.key)
            if before is None:
                merged[record.key] = record
            elif doubt := self._merge(before, record, groups):
                self.issues.append((*record.source, doubt))
        self.records = list(merged.values())
        self._check_refinements()
        if self.holidays_off:
            holidays = self.of_day(HOLIDAYS)
            self.issues += [(*record.source, CONTRADICTION) for record in holidays]

    def _merge(self, before: Record, record: Record, groups: dict[int, set[int]]) -> str:
        """Add `record` to `before`, or replace it when they overlap; a doubt, or ""."""
        if before.spans == record.spans and before.note == record.note:
            return ""
        if not (before.spans and record.spans):
            return CONTRADICTION
        if overlap([*before.spans, *record.spans]):
            before.spans = record.spans
            return CONTRADICTION
        before.spans = [*before.spans, *record.spans]
        narrower = groups[record.group] < groups[before.group]
        return ADDED if narrower and not record.labelled else ""

    def _check_refinements(self) -> None:
        """Hours of some dates only, on a day or a season that already has hours."""
        plain = [one for one in self.records if one.key[1:] == ((), "", (), None)]
        days = {record.day for record in plain}
        seasons = {one.months for one in self.records if one.months}
        for record in self.records:
            special = record.element.nth or record.element.alternate or record.parity is not None
            if special and record.day in days and not record.months:
                self.issues.append((*record.source, ADDED))
        for months in seasons if plain else ():
            of_season = [one for one in self.records if one.months == months]
            if not days <= {one.day for one in of_season}:
                self.issues.append((*of_season[0].source, OTHER_DAYS))

    def _forget_empty(self) -> None:
        self.records = [record for record in self.records if record.spans or record.note]


def overlap(spans: list[Timed]) -> bool:
    ordered = sorted(spans, key=lambda span: span.start)
    runs_over = bool(ordered) and ordered[-1].end > ordered[0].start + 1440
    return runs_over or any(one.end > other.start for one, other in pairwise(ordered))


def fits(start: int, end: int, part: str) -> bool:
    """Whether a span can be called « le matin », « l’après-midi », « le soir »."""
    if part == MORNING:
        return start < NOON and end <= 840
    return start >= (NOON if part == AFTERNOON else 960)


def _without_part(record: Record, part: str) -> str:
    if not record.spans:
        return CROSSING
    kept = []
    for span in record.spans:
        if fits(span.start, span.end, part):
            continue
        if part == MORNING and span.start < NOON:
            return CROSSING
        if part == AFTERNOON and span.end > 840:
            return CROSSING
        if part == EVENING and span.end > 1140:
            return CROSSING
        kept.append(span)
    record.spans = kept
    return ""
