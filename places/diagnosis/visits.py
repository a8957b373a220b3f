"""What a place counted, month by month. Read-only."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ..hours.periods import Period, months_back, of_month
from ..models import Site, VisitCount
from ..models.visit import MOST_A_DAY, MOST_A_MONTH, VISITS, too_many

EARLIEST = date(2000, 1, 1)
MONTHS_SHOWN = 12


@dataclass(frozen=True)
class Month:
    """What is known of a month of a place; `rows` is empty when nothing is."""

    month: date
    rows: tuple[VisitCount, ...] = ()

    @property
    def period(self) -> Period:
        return Period(self.month)

    @property
    def visits(self) -> int | None:
        """People who came; None: not counted."""
        return next((row.count for row in self.rows if row.need == VISITS), None)

    @property
    def helps(self) -> int | None:
        """Accompaniments, all needs together; None: not counted."""
        numbers = [row.count for row in self.rows if row.need != VISITS]
        return sum(numbers) if numbers else None

    @property
    def days(self) -> list[Period]:
        """The days counted one by one."""
        days = {int(day) for row in self.rows for day in row.days}
        return [Period(self.month, day) for day in sorted(days)]

    def numbers(self, period: Period) -> dict[str, int]:
        """What was counted of the month, or of one of its days: need → number."""
        if not period.day:
            return {row.need: row.count for row in self.rows}
        day = str(period.day)
        return {row.need: row.days[day] for row in self.rows if day in row.days}

    def refusal(self, period: Period) -> str:
        """Why the month, or a day of it, cannot be noted beside what already is: a month and its
        days would be added twice. "" when it can."""
        if period.day and any(not row.days for row in self.rows):
            return f"Le mois {of_month(self.month)} est déjà noté en entier."
        days = len(self.days)
        if period.day or not days:
            return ""
        if days == 1:
            return f"Un jour {of_month(self.month)} est déjà noté."
        return f"{days} jours {of_month(self.month)} sont déjà notés, un par un."


def months_of(site: Site, today: date, number: int = MONTHS_SHOWN) -> list[Month]:
    """The last months of a place, this one first. One query."""
    wanted = list(months_back(today, number))
    held = by_month(site.visit_counts.between(wanted[-1], wanted[0]))
    return [held.get((site.pk, month)) or Month(month) for month in wanted]


def month_of(site: Site, month: date) -> Month:
    """One query."""
    return Month(month, tuple(site.visit_counts.filter(month=month)))


def by_month(rows: Iterable[VisitCount]) -> dict[tuple[int, date], Month]:
    """(site, month) → what was counted."""
    found: dict[tuple[int, date], list[VisitCount]] = defaultdict(list)
    for row in rows:
        found[row.site_id, row.month].append(row)
    return {key: Month(key[1], tuple(held)) for key, held in found.items()}


def wrong_period(period: Period, today: date) -> str:
    """Why nothing can have been counted then; "" when it can."""
    if period.start > today:
        return "Ce jour n’est pas encore passé." if period.day else "Ce mois n’est pas commencé."
    if period.start < EARLIEST:
        return f"C’est trop ancien : pas avant {EARLIEST.year}."
    return ""


def wrong_number(number: int, period: Period) -> str:
    """Why a number cannot be true; "" when it can."""
    most = MOST_A_DAY if period.day else MOST_A_MONTH
    if number < 0:
        return "Un nombre ne peut pas être négatif."
    return too_many(most) if number > most else ""
