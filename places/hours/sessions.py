"""When a workshop is held: a rule that repeats (RRULE, RFC 5545), its exceptions and the closures.

Paris wall-clock time everywhere: a session at 2 p.m. stays at 2 p.m. when the clocks change.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Protocol

from dateutil.rrule import rrulestr

from .closures import ClosurePeriod, closure_on, replaces
from .public_holidays import holiday_name
from .reading import ZONE

DAY = timedelta(days=1)
CLOSED = "lieu fermé"
KEPT = 16_384  # expansions of rules that are remembered
YEARS_AHEAD = 4  # a rule must give a day within this time
# What a rule may say, by its frequency: one session a day at most, and nothing that costs years
# of computing before its first day.
_COMMON = frozenset({"FREQ", "INTERVAL", "COUNT", "WKST", "BYDAY"})
_MONTHLY = _COMMON | {"BYMONTHDAY", "BYMONTH", "BYSETPOS"}
ALLOWED = {"DAILY": _COMMON, "WEEKLY": _COMMON, "MONTHLY": _MONTHLY, "YEARLY": _MONTHLY}
_NUMBER = re.compile(r"[1-9][0-9]{0,2}")
_STEP = {"DAILY": DAY, "WEEKLY": 7 * DAY}


class WrongRule(ValueError):
    """A rule that cannot be read or never happens; the message is French."""


class Exceptional(Protocol):
    """One dated session: an exception to the rule, or (`added`) a day of its own.

    `at` None: at the usual time. `places_left` None: nobody counts.
    """

    day: date
    at: time | None
    cancelled: bool
    reason: str
    places_left: int | None
    added: bool


class Rule(Protocol):
    """A workshop's days: those of `rrule` ("" for none) from `start` to `ends_on` included, and
    the days added."""

    rrule: str
    start: date
    at: time
    minutes: int
    ends_on: date | None
    sessions: Sequence[Exceptional]


@dataclass(frozen=True, slots=True)
class Session:
    """One session; `start` and `end` are aware Paris datetimes, `day` is its planned day.

    `holiday` names the public holiday on which nobody said that it is held. `moved`: not at the
    usual time. `differs`: the place keeps other hours that day.
    """

    day: date
    start: datetime
    end: datetime
    cancelled: bool = False
    reason: str = ""
    holiday: str = ""
    moved: bool = False
    differs: bool = False
    places_left: int | None = None

    @property
    def is_full(self) -> bool:
        return self.places_left == 0

    @property
    def is_on(self) -> bool:
        """Somebody may come, as far as is known."""
        return not self.cancelled


def parts_of(rrule: str) -> dict[str, str]:
    """« FREQ=WEEKLY;BYDAY=TU » as a dict. Raises WrongRule for what a workshop cannot be."""
    found: dict[str, str] = {}
    for part in rrule.strip().split(";"):
        name, sign, value = part.partition("=")
        if not sign or not value or name in found:
            raise WrongRule(f"« {rrule} » n’est pas une règle de répétition.")
        found[name] = value
    allowed = ALLOWED.get(found.get("FREQ", ""))
    if allowed is None:
        raise WrongRule("La règle dit une fréquence : DAILY, WEEKLY, MONTHLY ou YEARLY.")
    strange = sorted(found.keys() - allowed)
    if strange:
        raise WrongRule(f"La règle ne peut pas dire : {', '.join(strange)}.")
    for name in ("INTERVAL", "COUNT"):  # python-dateutil never ends on INTERVAL=0
        if not _NUMBER.fullmatch(found.get(name, "1")):
            raise WrongRule(f"{name} est un nombre de 1 à 999.")
    return found


def check_rule(rrule: str, start: date) -> None:
    """Raises WrongRule when a rule cannot be read or gives no day in the four years that follow."""
    parts_of(rrule)
    if not rule_days(rrule, start, start, start + 366 * YEARS_AHEAD * DAY):
        raise WrongRule("Cette règle ne donne aucune date.")


@lru_cache(maxsize=KEPT)
def rule_days(rrule: str, start: date, first: date, last: date) -> tuple[date, ...]:
    """The days of [first, last] on which a rule that begins on `start` falls; none for "".

    Raises WrongRule.
    """
    first = max(first, start)
    if not rrule or last < first:
        return ()
    parts = parts_of(rrule)
    begin = _nearer(parts, start, first)
    try:
        rule = rrulestr(rrule, dtstart=datetime.combine(begin, time()))
    except (ValueError, TypeError) as error:
        raise WrongRule(f"« {rrule} » n’est pas une règle de répétition.") from error
    low, high = (datetime.combine(day, time()) for day in (first, last))
    return tuple(moment.date() for moment in rule.between(low, high, inc=True))


def _nearer(parts: dict[str, str], start: date, first: date) -> date:
    """A later start that gives the same days from `first` on: whole periods are skipped."""
    step = _STEP.get(parts["FREQ"])
    if step is None or "COUNT" in parts:
        return start
    period = step * int(parts.get("INTERVAL", "1"))
    return start + max((first - start) // period - 1, 0) * period


def sessions(
    rule: Rule, closures: Iterable[ClosurePeriod], first: date, last: date
) -> list[Session]:
    """The sessions planned on the days [first, last], cancelled ones included, in order.

    A closure of the place cancels those that fall in it, and says why. Raises WrongRule.
    """
    closures = list(closures)
    exceptions = {one.day: one for one in rule.sessions}
    added = {one.day for one in rule.sessions if one.added and first <= one.day <= last}
    last_of_rule = min(last, rule.ends_on or last)
    planned = rule_days(rule.rrule, rule.start, first, last_of_rule)
    found = [
        _session(rule, day, exceptions.get(day), closures, is_sure=day in added)
        for day in sorted(added.union(planned))
    ]
    return sorted(found, key=lambda session: session.start)


def _session(
    rule: Rule,
    day: date,
    exception: Exceptional | None,
    closures: Sequence[ClosurePeriod],
    *,
    is_sure: bool,
) -> Session:
    at = (exception and exception.at) or rule.at
    start, end = span(day, at, rule.minutes)
    closure = closure_on(closures, day) if closures else None
    by_place = closure is not None and not replaces(closure)
    cancelled = bool(exception and exception.cancelled) or by_place
    reason = exception.reason if exception and exception.cancelled else ""
    if by_place and not reason:
        reason = f"{CLOSED} : {closure.reason}" if closure.reason else CLOSED
    return Session(
        day,
        start,
        end,
        cancelled=cancelled,
        reason=reason,
        holiday="" if cancelled or is_sure else holiday_name(day),
        moved=at != rule.at,
        differs=closure is not None and not by_place and not cancelled,
        places_left=exception.places_left if exception and not cancelled else None,
    )


def span(day: date, at: time, minutes: int) -> tuple[datetime, datetime]:
    """Aware Paris beginning and end: the beginning is wall-clock, the length is real minutes."""
    start = datetime.combine(day, at, tzinfo=ZONE).astimezone(UTC)
    return start.astimezone(ZONE), (start + timedelta(minutes=minutes)).astimezone(ZONE)


def is_over(rule: Rule, today: date) -> bool:
    """Nothing is planned from a Paris day on, as far as its end and its dates say."""
    if any(one.added and one.day >= today for one in rule.sessions):
        return False
    return not rule.rrule or (rule.ends_on is not None and rule.ends_on < today)
