"""Conditions of the hours: « sur rendez-vous », « accès libre », « le reste du temps »."""

from dataclasses import replace

from .exceptions import Exceptions
from .items import Days, Hours, Item, Mark, is_mark, is_separator
from .pending import Pending
from .week import Record, Timed, fits
from .words import Kind

WHICH_DAYS, WHICH_HOURS = "quels jours ?", "quelles heures ?"
WHICH_ONES = "pour quels horaires ?"


class Conditions(Exceptions):
    """The part of the reader that says under which condition people come."""

    def __init__(self):
        super().__init__()
        self.orphans = False  # hours whose days nobody says
        self.alone: Mark | None = None  # the condition said alone: « Sur rendez-vous. »
        self.general: tuple[Mark, int] | None = None  # one said of all groups so far
        self.fresh = 0  # spans of the current group said since its last condition

    def on_condition(self, item: Mark) -> None:
        """« sur rendez-vous », « sans rendez-vous »: of the hours before, or of those after?"""
        following = self.following(Kind.COLON, Kind.COMMA, Kind.PAREN)
        before = self.previous()
        days = self.following()
        if isinstance(days, Days) and days.listed and len(days.elements) > 1:
            # « sur rendez-vous le lundi, le mardi de 14h à 16h »: of Monday alone, or of both?
            self.doubt(replace(item, end=days.end), WHICH_DAYS)
        if is_mark(following, Kind.ELSE):
            self.go_past(following)
            self.week.fallback = item.value
        elif is_mark(following, Kind.REST):
            self.go_past(following)
            self.doubt(replace(item, end=following.end), WHICH_DAYS)
        elif self.pending:
            self.on_pending_condition(item, following)
        elif before is None:
            self.on_leading_condition(item, following)
        elif self.current and is_mark(before, Kind.AND, Kind.OR) and self._ends_clause():
            self.week.fallback = item.value
        elif isinstance(following, Days | Hours) and self._looks_forward():
            self.on_leading_condition(item, following)
        elif self.current:
            self.on_trailing_condition(item, following)
        else:
            self.alone = item

    def on_pending_condition(self, item: Mark, following: Item | None) -> None:
        if isinstance(following, Hours):
            self.pending.note = item.value
            return
        pending, self.pending = self.pending, None
        self._whole_days(pending, item)

    def _whole_days(self, pending: Pending, item: Mark) -> None:
        """Days without hours: « Mercredi : sur rendez-vous »."""
        days = pending.item
        plain = item.kind is Kind.ASK and not any(one.part for one in days.elements)
        source = (min(days.start, item.start), max(days.end, item.end))
        whole = replace(days, start=source[0], end=source[1])
        if not plain:
            self.doubt(whole, WHICH_HOURS)
            return
        known = [r for r in self.week.records if r.day in days.numbers and r.spans]
        if known and {record.day for record in known} == days.numbers:
            for record in known:
                record.spans = [replace(span, note=item.value) for span in record.spans]
            self.doubt(whole, WHICH_HOURS)
            return
        self.group += 1
        self.clause.groups.append(self.group)
        if pending.note or pending.alternate:
            self.doubt(whole, WHICH_ONES)
        self.week.records += [
            Record(
                element,
                self.group,
                [],
                source,
                note=item.value,
                months=pending.months or self.clause.months or self.months,
                parity=self.clause.parity if pending.parity is None else pending.parity,
            )
            for element in days.elements
        ]
        self.current = []

    def on_leading_condition(self, item: Mark, following: Item | None) -> None:
        rest = self.items[self.at :]
        if isinstance(following, Hours) or any(isinstance(one, Hours) for one in rest):
            self.clause.note = item.value
        elif isinstance(following, Days):
            self.use(following)
            self._whole_days(Pending(following), item)
        elif following is None and self.week.records:
            self._on_all(item)
        else:
            self.alone = item
            if following:
                self.doubt(item, WHICH_ONES)

    def _on_all(self, item: Mark) -> None:
        """A sentence of its own: « Sur rendez-vous. »"""
        self.general = item, self.group
        if any(span.note for record in self.week.records for span in record.spans):
            self.doubt(item, WHICH_ONES)
            return
        for record in self.week.records:
            record.spans = [replace(span, note=item.value) for span in record.spans]

    def on_trailing_condition(self, item: Mark, following: Item | None) -> None:
        before = self.previous()
        if is_mark(following, Kind.PART) and not isinstance(self.following_after(following), Hours):
            self.go_past(following)
            self.note_part(replace(item, end=following.end), following.value, item.value)
            return
        apart = is_mark(before, Kind.COMMA, Kind.PAREN, Kind.AND, Kind.OR) or item.only
        ambiguous = self.fresh != 1 and not apart
        between = is_mark(before, Kind.COMMA) and not self._ends_clause()
        if apart and len(self.clause.groups) > 1 and not is_mark(before, Kind.PAREN):
            ambiguous = True
        if (ambiguous or between) and item.kind is Kind.ASK:
            self.doubt(item, WHICH_ONES)
        for record in self.current:
            self._note(record.spans[len(record.spans) - self.fresh :], item.value)
        self.fresh = 0

    def note_part(self, item: Item, part: str, note: str) -> None:
        """« sur rendez-vous l’après-midi »."""
        spans = [span for record in self.current for span in record.spans]
        chosen = [span for span in spans if fits(span.start, span.end, part)]
        if not chosen:
            self.doubt(item, WHICH_HOURS)
        self._note(chosen, note)

    def _note(self, chosen: list[Timed], note: str) -> None:
        for record in self.current:
            record.spans = [
                replace(span, note=note) if any(span is one for one in chosen) else span
                for span in record.spans
            ]

    def _looks_forward(self) -> bool:
        """Separated from what precedes and not from what follows."""
        before, after = self.previous(), self.following()
        return is_separator(before) and not is_separator(after)

    def _ends_clause(self) -> bool:
        return all(is_separator(item) for item in self.items[self.at :])

    def on_else(self, item: Mark) -> None:
        following = self.following(Kind.COLON, Kind.COMMA)
        if is_mark(following, Kind.ASK, Kind.CLOSED) and self.week.records:
            self.go_past(following)
            if following.kind is Kind.ASK:
                self.week.fallback = following.value
            return
        self.doubt(item, WHICH_HOURS)

    def end_conditions(self) -> None:
        """Conditions that were sentences of their own."""
        if self.general and 1 < self.general[1] < self.group:
            self.doubt(self.general[0], WHICH_ONES)
        if not self.alone:
            return
        if self.week.records:
            self._on_all(self.alone)
        elif self.alone.kind is Kind.FREE or self.orphans:
            self.doubt(self.alone, WHICH_HOURS)
        else:
            self.week.fallback = self.week.fallback or self.alone.value
