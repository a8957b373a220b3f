"""What a place is doing at one moment: open until when, or closed until when."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import Enum

from places.hours.closures import ClosurePeriod, closed_until, closure_on, replaces
from places.hours.public_holidays import holiday_name
from places.hours.reading import DAY, MIDNIGHT, ZONE, Hours, Opening, UnreadableHours, parse
from places.hours.timeline import Piece, Status, merged_openings, timeline

SOON = timedelta(minutes=30)
#: days looked at: most places open within a week; the last one only names a far reopening
WINDOWS = (8, 61)
FAR = 400
#: reason of BY_APPOINTMENT when the text says « unknown » and gives no words
TO_CONFIRM = "à confirmer"


class StateKind(Enum):
    """What can be said of a place at a moment."""

    OPEN = "open"
    CLOSING_SOON = "closing_soon"
    CLOSED = "closed"
    CLOSED_LONG = "closed_long"
    HOLIDAY_UNCONFIRMED = "holiday_unconfirmed"
    BY_APPOINTMENT = "by_appointment"
    UNKNOWN = "unknown"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class State:
    """A kind, and aware Paris datetimes.

    `until`: end of the opening, None while open without end; when closed, midnight at which an
    exceptional closure ends. `opens`: next certain opening when known.
    `reason`: of the closure, name of the holiday, or words of the text (by appointment).
    """

    kind: StateKind
    until: datetime | None = None
    opens: datetime | None = None
    reason: str = ""


def wall(moment: datetime) -> datetime:
    """Naive Paris wall time of an aware moment. Raises ValueError for a naive one."""
    if moment.tzinfo is None:
        raise ValueError("An aware datetime is needed: a naive one depends on the server's zone.")
    return moment.astimezone(ZONE).replace(tzinfo=None, fold=0)


def state(text: str, closures: Iterable[ClosurePeriod], moment: datetime) -> State:
    """The state of the place at an aware `moment`. Never raises for any text or closure."""
    closures = list(closures)
    text = text or ""
    now = wall(moment)
    view = _View(text, closures, now, WINDOWS[0])
    if view.undecided():
        view = _View(text, closures, now, WINDOWS[1])
    return _open(view, moment) or _unsure(view, moment) or _closed(view, moment)


def state_within(start: datetime, end: datetime, moment: datetime) -> State:
    """The state, at an aware moment before its end, of what is open from `start` to `end` only."""
    if moment < start:
        return State(StateKind.CLOSED, opens=start)
    # Same-zone subtraction would count wall-clock minutes, wrong on the night of a change of time.
    left = end.astimezone(UTC) - moment.astimezone(UTC)
    return State(StateKind.CLOSING_SOON if left <= SOON else StateKind.OPEN, until=end)


class _View:
    """The pieces around one wall-clock moment."""

    def __init__(self, text: str, closures: Sequence[ClosurePeriod], now: datetime, days: int):
        self.text, self.closures, self.now, self.today = text, closures, now, now.date()
        self.end = datetime.combine(self.today, MIDNIGHT) + timedelta(days=days)
        self.pieces = timeline(text, closures, self.today, days)
        start = datetime.combine(self.today, MIDNIGHT) - DAY
        self.openings = merged_openings(self.pieces, start, self.end)

    def current(self) -> Opening | None:
        return next((o for o in self.openings if o.start <= self.now < o.end), None)

    def next_start(self) -> datetime | None:
        return next((o.start for o in self.openings if o.start > self.now), None)

    def undecided(self) -> bool:
        """Whether a longer window could say more."""
        current = self.current()
        return current.end >= self.end if current else self.next_start() is None

    def has(self, status: Status) -> Piece | None:
        """The piece of that status that holds now."""
        return next(
            (p for p in self.pieces if p.status is status and p.start <= self.now < p.end), None
        )

    def holiday(self) -> str:
        """Name of the public holiday whose hours are not confirmed, now or later today."""
        unsaid = [p for p in self.pieces if p.status is Status.HOLIDAY]
        if any(p.day == self.today for p in unsaid):
            return holiday_name(self.today)
        return next((holiday_name(p.day) for p in unsaid if p.start <= self.now < p.end), "")

    def hours(self) -> Hours | None:
        try:
            return parse(self.text)
        except UnreadableHours:
            return None


def _open(view: _View, moment: datetime) -> State | None:
    current = view.current()
    if current is None:
        return None
    if current.end >= view.end:
        return State(StateKind.OPEN)
    return state_within(moment, aware(current.end, moment), moment)


def _unsure(view: _View, moment: datetime) -> State | None:
    closure = closure_on(view.closures, view.today)
    opens = aware(view.next_start(), moment)
    if view.has(Status.UNREADABLE):
        if closure:
            return State(StateKind.UNREADABLE, opens=opens, reason=closure.reason)
        blank = not view.text.strip()
        return State(StateKind.UNKNOWN if blank else StateKind.UNREADABLE, opens=opens)
    if name := view.holiday():
        midnight = aware(datetime.combine(view.today, MIDNIGHT) + DAY, moment)
        return State(StateKind.HOLIDAY_UNCONFIRMED, until=midnight, opens=opens, reason=name)
    if piece := view.has(Status.ON_REQUEST):
        until = aware(piece.end, moment) if piece.end < view.end else None
        return State(StateKind.BY_APPOINTMENT, until, opens, piece.comment or TO_CONFIRM)
    return _otherwise(view, closure, opens)


def _otherwise(view: _View, closure: ClosurePeriod | None, opens: datetime | None) -> State | None:
    """Outside its hours, a place may still see people by appointment (`|| "sur rendez-vous"`)."""
    hours = view.hours()
    if hours is None or hours.otherwise is None or closure or holiday_name(view.today):
        return None
    return State(StateKind.BY_APPOINTMENT, opens=opens, reason=hours.otherwise or TO_CONFIRM)


def _closed(view: _View, moment: datetime) -> State:
    closure = closure_on(view.closures, view.today)
    exceptional = closure is not None and not replaces(closure)
    until = _closure_end(view, moment) if exceptional else None
    reason = closure.reason if exceptional else _holiday_off(view)
    start = view.next_start()
    if start:
        return State(StateKind.CLOSED, until, aware(start, moment), reason)
    if not exceptional and (piece := _later_request(view)):
        return State(StateKind.BY_APPOINTMENT, reason=piece.comment or TO_CONFIRM)
    return State(StateKind.CLOSED_LONG, until, _far_opening(view, moment), reason)


def _closure_end(view: _View, moment: datetime) -> datetime | None:
    end = closed_until(view.closures, view.today)
    return aware(datetime.combine(end, MIDNIGHT), moment) if end else None


def _holiday_off(view: _View) -> str:
    """Name of today's holiday when the text itself has a rule for it."""
    hours = view.hours()
    return holiday_name(view.today) if hours and hours.mentions_holidays else ""


def _later_request(view: _View) -> Piece | None:
    return next(
        (p for p in view.pieces if p.status is Status.ON_REQUEST and p.start > view.now), None
    )


def _far_opening(view: _View, moment: datetime) -> datetime | None:
    far = _View(view.text, view.closures, view.now, FAR)
    return aware(far.next_start(), moment)


def aware(naive: datetime | None, after: datetime) -> datetime | None:
    """The instant, not before `after`, when Paris clocks show `naive`; None stays None."""
    if naive is None:
        return None
    if _skipped(naive):
        # Clocks jump from 2:00 to 3:00: a time in between is over as soon as they have jumped.
        return datetime.combine(naive.date(), time(3), ZONE)
    instant = naive.replace(tzinfo=ZONE)
    # In October the hour from 2:00 to 3:00 comes twice.
    late = instant.replace(fold=1)
    return (
        late if instant.astimezone(UTC) <= after.astimezone(UTC) < late.astimezone(UTC) else instant
    )


def _skipped(naive: datetime) -> bool:
    there = naive.replace(tzinfo=ZONE)
    return there.astimezone(UTC).astimezone(ZONE).replace(tzinfo=None) != naive
