"""Read the items of a text from left to right and fill a week (« days, then their hours »)."""

from dataclasses import replace

from .clauses import days_first, split
from .conditions import (
    WHICH_DAYS,
    WHICH_HOURS,
    Conditions,
)
from .exceptions import WHICH_DATES, WHICH_WEEKS
from .items import (
    Days,
    Element,
    Hours,
    Item,
    Mark,
    Months,
    Season,
    Single,
    Unknown,
    is_mark,
    is_separator,
)
from .pending import Clause, Pending
from .week import CONTRADICTION, Record, Timed, fits, overlap
from .words import Kind

SCHOOL_DOUBT = "vacances scolaires : à écrire avec leurs dates"
TERM_NOTE = "hors vacances scolaires"
#: doubts about a span that leave it readable
_READABLE = ("« à » ou « et » ?",)
_WEEKDAYS = range(5)
_AFTER_OR = (Kind.ASK, Kind.FREE, Kind.ELSE)


class Reader(Conditions):
    """Fills `week`; every item is either used there or listed in `week.issues`."""

    def __init__(self, items: list[Item]):
        super().__init__()
        self.months: Months = ()  # of all that follows a title: « De septembre à juin : … »
        self.season: Item | None = None  # a season that nothing uses yet
        # « Du mardi au samedi : mercredi 10h-18h, les autres jours 14h-18h »
        self.container: Days | None = None
        for statement in split(items):
            self._read(days_first(statement, self.pending is not None))
        self._end()

    def _read(self, statement: list[Item]) -> None:
        self.items, self.at = statement, 0
        self.clause = Clause()
        self.week.scope = self.months
        while self.at < len(self.items):
            item = self.items[self.at]
            self.at += 1
            if not is_separator(item):
                self._on(item)
            elif is_mark(item, Kind.OR) and not is_mark(self.following(), *_AFTER_OR):
                self.doubt(item, "l’un ou l’autre ?")
        if self.season and self.clause.months and not (self.clause.groups or self.pending):
            self.doubt(self.season, WHICH_HOURS)
            self.season = None
        self._carry()
        self.run_deferred()

    def _carry(self) -> None:
        """Days that end a statement keep what it said of them until their hours come."""
        clause, pending = self.clause, self.pending
        if pending:
            pending.months = pending.months or clause.months
            pending.note = pending.note or clause.note
            if pending.parity is None:
                pending.parity = clause.parity

    def _end(self) -> None:
        self._drop_pending()
        self.run_deferred()
        if self.season:
            self.doubt(self.season, WHICH_HOURS)
        if self.closed and (self.week.records or self.orphans):
            self.doubt(self.closed, CONTRADICTION)
        self.week.closed = bool(self.closed)
        days = {record.day for record in self.week.records}
        if self.container and not self.container.numbers <= days:
            self.doubt(self.container, WHICH_HOURS)
        self.end_conditions()
        self.week.settle()

    def _on(self, item: Item) -> None:
        if isinstance(item, Unknown):
            self.doubt(item, item.doubt)
        elif isinstance(item, Days):
            self._on_days(item)
        elif isinstance(item, Hours):
            self._on_hours(item)
        elif isinstance(item, Single):
            self.on_single(item)
        elif isinstance(item, Season):
            self._on_season(item)
        elif isinstance(item, Mark):
            self._on_mark(item)

    def _on_mark(self, item: Mark) -> None:
        readers = {
            Kind.ASK: self.on_condition,
            Kind.FREE: self.on_condition,
            Kind.PART: self._on_part,
            Kind.CLOSED: self.on_closed,
            Kind.EXCEPT: self.on_except,
            Kind.REST: self._on_rest,
            Kind.ELSE: self.on_else,
            Kind.PARITY: self._on_parity,
            Kind.ALTERNATE: self._on_alternate,
            Kind.IN_TERM: self._on_term,
        }
        if item.kind is Kind.NOON_BREAK:
            self._on_hours(Hours(item.start, item.end, spans=(item.value,)))
        elif item.kind in readers:
            readers[item.kind](item)
        else:
            self.doubt(item, "")

    # ── Days and hours ──────────────────────────────────────────────────────────────────────────

    def _on_days(self, item: Days) -> None:
        if self.pending and self._refines(item):
            return
        self._drop_pending()
        self.pending = Pending(item)
        if item.doubt:
            self.doubt(item, item.doubt)
        elif any(element.alternate for element in item.elements):
            self.doubt(item, WHICH_WEEKS)

    def _refines(self, item: Days) -> bool:
        """« Dimanche (2e dimanche du mois) », « Du mardi au samedi : mercredi 10h-18h »."""
        before = self.pending.item
        if before.numbers == item.numbers and len(item.elements) == 1:
            special = item.elements[0].nth or item.elements[0].alternate
            if special and not before.elements[0].nth:
                if item.elements[0].alternate:
                    self.doubt(item, WHICH_WEEKS)
                self.pending.item = replace(before, elements=item.elements)
                return True
        if item.numbers < before.numbers and is_mark(self.previous(), Kind.COLON):
            self.container = self.free_pending()
        return False

    def _drop_pending(self) -> None:
        if self.pending:
            self.doubt(self.pending.item, WHICH_HOURS)
            self.pending = None

    def _on_hours(self, item: Hours) -> None:
        if item.doubt:
            self.doubt(self._with_days(item), item.doubt)
            if item.doubt not in _READABLE:
                self.pending, self.current, self.orphans = None, [], True
                return
        spans = [Timed(start, end) for start, end in item.spans]
        if self.pending:
            self._new_group(item, spans)
        elif self.current:
            self._more_hours(item, spans)
        else:
            self.orphans = True
            self.doubt(item, WHICH_DAYS)

    def _with_days(self, item: Item) -> Item:
        return replace(item, start=self.pending.item.start) if self.pending else item

    def _new_group(self, item: Hours, spans: list[Timed]) -> None:
        pending, self.pending = self.pending, None
        elements = pending.item.elements
        parts = {element.part for element in elements} - {""}
        if any(not fits(*span, part) for span in item.spans for part in parts):
            self.doubt(replace(item, start=pending.item.start), "matin ou après-midi ?")
            self.current, self.orphans = [], True
            return
        self.group += 1
        self.clause.groups.append(self.group)
        note = pending.note or self.clause.note
        self.fresh = 0 if note else len(spans)
        self.season = None
        self.current = [
            Record(
                replace_alternate(element, pending.alternate),
                self.group,
                [replace(span, note=note) for span in spans],
                (pending.item.start, item.end),
                months=pending.months or self.clause.months or self.months,
                parity=self.clause.parity if pending.parity is None else pending.parity,
                labelled=bool(element.part) or is_mark(self.previous_content(), Kind.PART),
            )
            for element in elements
        ]
        self.week.records += self.current

    def _more_hours(self, item: Hours, spans: list[Timed]) -> None:
        """« 9h-12h … et 14h-17h »: more hours for the same days."""
        note = self.clause.note
        added = [replace(span, note=note) for span in spans]
        if any(overlap([*record.spans, *added]) for record in self.current):
            self.doubt(item, CONTRADICTION)
            return
        for record in self.current:
            record.spans = [*record.spans, *added]
        self.fresh += len(added)

    def _on_part(self, item: Mark) -> None:
        """« le matin », said before or after its hours."""
        following = self.following(Kind.COLON, Kind.COMMA)
        before = self.previous_content()
        if isinstance(following, Hours) and all(
            fits(*span, item.value) for span in following.spans
        ):
            return
        if is_mark(following, Kind.CLOSED):
            self.go_past(following)
            if self.pending:
                return
            doubt = self.week.exclude_part(self.current, item.value)
            if doubt or not self.current:
                self.doubt(item, doubt or WHICH_DAYS)
            return
        if is_mark(following, Kind.ASK, Kind.FREE) and not self.pending:
            self.go_past(following)
            self.note_part(replace(item, end=following.end), item.value, following.value)
            return
        apart = is_separator(self.previous()) and isinstance(following, Hours)
        if isinstance(before, Hours) and fits(*before.spans[-1], item.value) and not apart:
            return
        self.doubt(item, WHICH_HOURS)

    def _on_rest(self, item: Mark) -> None:
        """« les autres jours 14h-18h »: exact only when the days of the week were announced."""
        following = self.following(Kind.COLON, Kind.COMMA)
        known = {record.day for record in self.week.records}
        if is_mark(following, Kind.CLOSED):
            self.go_past(following)
            return
        if is_mark(following, Kind.ASK):
            self.go_past(following)
            item = replace(item, end=following.end)
        if not isinstance(following, Hours) or not known:
            self._drop_pending()
            self.doubt(item, WHICH_HOURS if known else WHICH_DAYS)
            return
        self._drop_pending()
        announced = self.container.numbers if self.container else set(_WEEKDAYS)
        days = sorted(announced - known)
        doubt = "" if self.container else "du lundi au vendredi ?"
        elements = tuple(Element(day) for day in days)
        self.pending = Pending(Days(item.start, item.end, doubt, elements=elements))
        if doubt:
            self.doubt(item, doubt)

    # ── Seasons and weeks ───────────────────────────────────────────────────────────────────────

    def _on_season(self, item: Season) -> None:
        before, after = self.previous(), self.following()
        title = is_mark(after, Kind.COLON) or len(self.items) == 1
        if self._is_closed_season():
            self.week.months_off.append(item.months)
        elif isinstance(before, Unknown) or is_mark(before, Kind.CLOSED, Kind.EXCEPT):
            self.doubt(item, WHICH_DATES)  # « fermeture inattendue en août » opens nothing
        elif self.clause.months or (self.pending and self.pending.months):
            self.doubt(item, WHICH_DATES)
        elif self.pending:
            self.pending.months = item.months
        elif title:
            self.months, self.season, self.current = item.months, item, []
            self.week.scope = item.months
        elif before is None or (is_separator(before) and isinstance(after, Days | Hours)):
            self.clause.months, self.season = item.months, item
            self.week.scope = item.months
        elif self.current:
            if len(self.clause.groups) > 1 and self._undated_groups():
                self.doubt(item, WHICH_DAYS)
            if any(record.months for record in self.current):
                self.doubt(item, WHICH_DATES)
            for record in self.current:
                record.months = item.months
        else:
            self.doubt(item, WHICH_HOURS)

    def _is_closed_season(self) -> bool:
        """« Juillet et août : fermé »; moves past « fermé »."""
        closed = self.following(Kind.COLON, Kind.COMMA)
        if not is_mark(closed, Kind.CLOSED):
            return False
        end = self.following_after(closed)
        if end is not None and not is_separator(end):
            return False
        self.go_past(closed)
        return True

    def _undated_groups(self) -> bool:
        mine = self.current[0].group
        return any(
            not record.months and record.group in self.clause.groups and record.group != mine
            for record in self.week.records
        )

    def _on_parity(self, item: Mark) -> None:
        following = self.following(Kind.COLON, Kind.COMMA)
        if self.pending:
            self.pending.parity = item.value
            if len(self.pending.item.elements) > 1:
                self.doubt(item, WHICH_DAYS)
        elif isinstance(following, Days) and not isinstance(self.previous(), Hours):
            self.clause.parity = item.value
        elif self.current:
            for record in self.current:
                record.parity = item.value
        else:
            self.doubt(item, WHICH_DAYS)

    def _on_alternate(self, item: Mark) -> None:
        self.doubt(item, WHICH_WEEKS)
        if self.pending:
            self.pending.alternate = item.value
        for record in () if self.pending else self.current:
            record.element = replace_alternate(record.element, item.value)

    def _on_term(self, item: Mark) -> None:
        """« hors vacances scolaires »: said to residents, and asked to the volunteer."""
        self.doubt(item, SCHOOL_DOUBT)
        if self.pending:
            self.pending.note = TERM_NOTE
            return
        if self.previous() is None:
            self.clause.note = TERM_NOTE
        for record in self.current:
            record.spans = [replace(span, note=span.note or TERM_NOTE) for span in record.spans]


def replace_alternate(element: Element, alternate: str) -> Element:
    return element._replace(alternate=alternate) if alternate else element
