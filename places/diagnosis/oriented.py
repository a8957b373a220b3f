"""What desks answered over the last twelve whole months, as counts are made of it.

Whole months, so that nobody reads one orientation in the difference between two days.
"""

from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import F

from ..hours.clocks import MONTHS
from ..hours.osm import ZONE
from ..models import Orientation
from ..vocabulary import KIND_LABELS, OrientationOutcome

NUMBER_OF_MONTHS = 12
NO_DESK, NOWHERE = "sans", "ailleurs"
DESK_LABELS = KIND_LABELS | {
    NO_DESK: "Sans guichet choisi",
    NOWHERE: "Guichet hors d’un lieu de l’annuaire",
}


class Period(NamedTuple):
    """Paris days, both included."""

    first: date
    last: date

    @classmethod
    def before(cls, today: date) -> "Period":
        """The last whole months."""
        month = today.replace(day=1)
        return cls(months_before(month, NUMBER_OF_MONTHS), month - timedelta(days=1))

    @classmethod
    def of_month(cls, month: date) -> "Period":
        return cls(month, months_before(month, -1) - timedelta(days=1))

    @property
    def months(self) -> list[date]:
        """The first day of each month of a period that ends with one."""
        after = self.last + timedelta(days=1)
        return [months_before(after, ago) for ago in range(NUMBER_OF_MONTHS, 0, -1)]

    def __str__(self) -> str:
        return f"Du {_day(self.first)} au {_day(self.last)}"


class Asked(NamedTuple):
    """One orientation, without its moment."""

    month: str  # « 2026-10 », in Paris
    needs: tuple[str, ...]
    district: str
    is_nothing: bool
    reason: str
    desk: str  # a code of DESK_LABELS


def asked_during(period: Period) -> list[Asked]:
    """One query."""
    rows = Orientation.objects.on_days(*period).order_by().annotate(kinds=F("desk__at_site__kinds"))
    fields = ("at", "needs", "district", "outcome", "reason", "desk", "kinds")
    return [
        Asked(
            f"{at.astimezone(ZONE):%Y-%m}",
            tuple(dict.fromkeys(needs)),
            district,
            outcome == OrientationOutcome.NOTHING,
            reason,
            desk_code(desk, kinds),
        )
        for at, needs, district, outcome, reason, desk, kinds in rows.values_list(*fields)
    ]


def desk_code(desk: int | None, kinds: list[str] | None) -> str:
    """What a desk is counted as: the first kind of the place where it is."""
    return NO_DESK if desk is None else (kinds or [NOWHERE])[0]


def months_before(month: date, number: int) -> date:
    """The first day of the month that is `number` months earlier (later when negative)."""
    years, rest = divmod(month.year * 12 + month.month - 1 - number, 12)
    return date(years, rest + 1, 1)


def month_name(month: date) -> str:
    """« octobre 2026 »."""
    return f"{MONTHS[month.month - 1]} {month.year}"


def _day(day: date) -> str:
    return f"{'1er' if day.day == 1 else day.day} {month_name(day)}"
