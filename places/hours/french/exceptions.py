"""What takes away from the hours already read: « sauf », « fermé », « 17h30 le mercredi »."""

from collections.abc import Callable
from dataclasses import replace

from .items import (
    Days,
    Hours,
    Item,
    Mark,
    Season,
    Single,
    is_mark,
    is_separator,
)
from .pending import Clause, Pending
from .week import CONTRADICTION, NOTHING_THERE, Record, Timed, Week
from .words import HOLIDAYS, Kind

EXCEPT_WHAT, CLOSED_WHEN = "sauf quoi ?", "fermé quand ?"
WHICH_WEEKS = "quelles semaines ?"
WHICH_DATES = "à quelles dates ?"


class Exceptions:
    """The half of the reader that changes hours; `reader.Reader` adds them."""

    def __init__(self):
        self.week = Week()
        self.items: list[Item] = []
        self.at = 0
        self.group = 0
        self.pending: Pending | None = None
        self.clause = Clause()
        self.current: list[Record] = []
        self.closed: Item | None = None  # « Fermé. »
        self.deferred: list[tuple[Item, Callable[[], str]]] = []

    # ── The cursor ──────────────────────────────────────────────────────────────────────────────

    def doubt(self, item: Item, question: str) -> None:
        self.week.issues.append((item.start, item.end, question))

    def previous(self) -> Item | None:
        return self.items[self.at - 2] if self.at > 1 else None

    def previous_content(self) -> Item | None:
        before = reversed(self.items[: self.at - 1])
        return next((item for item in before if not is_separator(item)), None)

    def following(self, *skipped: Kind) -> Item | None:
        """The next item, after separators of these kinds."""
        return next((item for item in self.items[self.at :] if not is_mark(item, *skipped)), None)

    def following_after(self, item: Item) -> Item | None:
        at = self.items.index(item, self.at) + 1
        return self.items[at] if at < len(self.items) else None

    def go_past(self, item: Item) -> None:
        self.at = self.items.index(item, self.at) + 1

    def use(self, days: Days) -> None:
        """Go past days that an exception speaks of, reporting what is not sure in them."""
        self.go_past(days)
        if days.doubt:
            self.doubt(days, days.doubt)
        elif any(element.alternate for element in days.elements):
            self.doubt(days, WHICH_WEEKS)

    def apply(self, item: Item, change: Callable[[], str]) -> None:
        """Do `change` now, or at the end of the statement when its hours have not come yet."""
        if self.pending:
            self.deferred.append((item, change))
        elif doubt := change():
            self.doubt(item, doubt)

    def free_pending(self) -> Days:
        """The days that waited for hours and will have none; what was said of them is lost."""
        pending, self.pending = self.pending, None
        said = (pending.note, pending.months, pending.alternate, pending.parity is not None)
        if any(said) or self.clause.parity is not None:
            self.doubt(pending.item, WHICH_DATES)
        return pending.item

    def run_deferred(self) -> None:
        """Do the changes that waited for their hours, unless these still have not come."""
        if self.pending:
            return
        for item, change in self.deferred:
            if doubt := change():
                self.doubt(item, doubt)
        self.deferred = []

    # ── Sauf ────────────────────────────────────────────────────────────────────────────────────

    def on_except(self, item: Mark) -> None:
        if self.clause.parity is not None:
            self.doubt(item, WHICH_WEEKS)
        following = self.following(Kind.COLON, Kind.AND)
        if isinstance(following, Season):
            self.go_past(following)
            self.week.months_off.append(following.months)
        elif is_mark(following, Kind.NOON_BREAK):
            self.go_past(following)
            whole = replace(item, end=following.end)
            self.apply(whole, lambda: self.week.cut(self.week.records, following.value))
        elif isinstance(following, Days):
            self.use(following)
            self._except_days(replace(item, end=following.end), following)
        else:
            self.doubt(item, EXCEPT_WHAT)

    def _except_days(self, item: Mark, days: Days) -> None:
        after = self.following(Kind.COMMA, Kind.COLON)
        if is_mark(after, Kind.CLOSED):
            self.go_past(after)
        elif isinstance(after, Single):
            self.go_past(after)
            self._close_at(replace(after, start=item.start), days)
            return
        elif isinstance(after, Hours) and not self.pending:
            self.go_past(after)
            self._substitute(replace(item, end=after.end), days, after)
            return
        self.close_days(item, days, expected=True)
        self.current = []

    def _substitute(self, item: Mark, days: Days, hours: Hours) -> None:
        spans = [Timed(start, end) for start, end in hours.spans]
        between = self.items[self.items.index(days) + 1]
        unclear = is_mark(between, Kind.COMMA) or (days.listed and len(days.elements) > 1)
        if hours.doubt or unclear or any(one.part for one in days.elements):
            self.doubt(item, hours.doubt or "quelles heures pour quels jours ?")
            return
        self.apply(item, lambda: self.week.substitute(days.elements, spans))

    # ── Fermé ───────────────────────────────────────────────────────────────────────────────────

    def on_closed(self, item: Mark) -> None:
        if self.clause.parity is not None:
            self.doubt(item, WHICH_WEEKS)
        following = self.following(Kind.COLON)
        # « lundi, mardi (fermé le mercredi) 9h-17h »: an aside, the hours are still to come
        aside = is_mark(self.previous(), Kind.PAREN) and isinstance(following, Days)
        if self.pending and not aside:
            self._close_pending(item)
            return
        if isinstance(following, Days):
            self.use(following)
            self._closed_days(replace(item, end=following.end), following)
        elif isinstance(following, Season):
            self.go_past(following)
            self.week.months_off.append(following.months)
        elif is_mark(following, Kind.NOON_BREAK) or isinstance(following, Hours):
            self.go_past(following)
            self._closed_hours(replace(item, end=following.end), following)
        elif is_mark(following, Kind.PART):
            self.go_past(following)
            records = self.current or self.week.records
            whole = replace(item, end=following.end)
            doubt = self.week.exclude_part(records, following.value)
            if doubt or not records:
                self.doubt(whole, doubt or CLOSED_WHEN)
        elif is_mark(following, Kind.REST, Kind.ELSE):
            self.go_past(following)
        elif following is None and not self.week.records:
            self.closed = item
        else:
            self.doubt(item, CLOSED_WHEN)

    def _close_pending(self, item: Mark) -> None:
        """« Lundi : fermé », « mardi fermé le matin, 14h-17h »."""
        following = self.following()
        if is_mark(following, Kind.PART) and any(
            isinstance(one, Hours) for one in self.items[self.at :]
        ):
            self.go_past(following)
            return
        if is_mark(following, Kind.PART):
            self.go_past(following)
            days, part = self.pending.item, following.value
            elements = tuple(element._replace(part=part) for element in days.elements)
            self.pending.item = replace(days, end=following.end, elements=elements)
        days = self.free_pending()
        self.close_days(replace(item, start=days.start, end=max(days.end, item.end)), days)

    def _closed_days(self, item: Mark, days: Days) -> None:
        after = self.following(Kind.COLON)
        if not isinstance(after, Hours | Single) and not is_mark(after, Kind.NOON_BREAK):
            self.close_days(item, days)
            self.current = []
            return
        self.go_past(after)
        whole = replace(item, end=after.end)
        records = [record for day in days.numbers for record in self.week.of_day(day)]
        ranked = any(one.part or one.nth or one.alternate for one in days.elements)
        if isinstance(after, Single) or days.listed or ranked or not records:
            self.doubt(whole, CLOSED_WHEN)
            return
        self.current = records
        self._closed_hours(whole, after)

    def _closed_hours(self, item: Mark, following: Item) -> None:
        if isinstance(following, Hours) and (following.doubt or len(following.spans) > 1):
            self.doubt(item, CLOSED_WHEN)
            return
        span = following.spans[0] if isinstance(following, Hours) else following.value
        # A sentence of its own speaks of every day.
        alone = all(one is following or is_separator(one) for one in self.items[1:])
        records = self.week.records if alone or not self.current else self.current
        if doubt := self.week.cut(records, span):
            self.doubt(item, doubt)

    def close_days(self, item: Mark, days: Days, expected: bool = False) -> None:
        """Close days or parts of days; `expected`: « sauf » speaks of days that are open."""
        elements = tuple(one for one in days.elements if one.day != HOLIDAYS)
        holidays = [one for one in days.elements if one.day == HOLIDAYS]
        if len({one.part for one in elements}) > 1 or any(one.part for one in holidays):
            self.doubt(item, "tout le jour, ou une partie ?")
            return
        if holidays:
            self.week.holidays_off = True
        if not elements:
            return
        self.apply(item, lambda: self._excluded(elements, expected))

    def _excluded(self, elements: tuple, expected: bool) -> str:
        doubt = self.week.exclude(elements)
        return "" if doubt == NOTHING_THERE and not expected else doubt

    # ── Closing times ───────────────────────────────────────────────────────────────────────────

    def on_single(self, item: Single) -> None:
        """« (17h30 le mercredi) », « vendredi jusqu’à 15h30 »."""
        if self.clause.parity is not None:
            self.doubt(item, WHICH_WEEKS)
        following = self.following()
        if self.pending:
            days = self.free_pending()
            whole = replace(item, start=days.start)
            if not item.until:
                self.doubt(whole, "de quelle heure à quelle heure ?")
            else:
                self._close_at(whole, days)
        elif isinstance(following, Days) and not item.doubt:
            self.use(following)
            self._close_at(replace(item, end=following.end), following)
            self.current = []
        else:
            self.doubt(item, "de quelle heure à quelle heure ?")

    def _close_at(self, item: Single, days: Days) -> None:
        if item.doubt or any(one.part or one.nth for one in days.elements):
            self.doubt(item, item.doubt or CONTRADICTION)
        elif self.pending:
            self.apply(item, lambda: self.week.close_at(days.numbers, item.minute))
        elif doubt := self.week.close_at(days.numbers, item.minute):
            self.doubt(item, doubt)
