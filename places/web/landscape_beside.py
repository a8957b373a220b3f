"""Which month kept an état des lieux is put beside: « Comparer avec »."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ..diagnosis.landscape import Landscape
from ..diagnosis.landscape.compare import Comparison, compared
from ..diagnosis.landscape.kept import kept, kept_months
from ..diagnosis.oriented import month_name, months_before

NOT_KEPT = "Ce mois n’a pas été gardé. Choisissez un mois de la liste."


class MonthConverter:
    """« 2026-11 » in an address, the first day of the month in Python."""

    regex = "[0-9]{4}-(?:0[1-9]|1[0-2])"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(f"{value}-01")

    def to_url(self, value: date) -> str:
        return f"{value:%Y-%m}"


@dataclass(frozen=True)
class Asked:
    """What the form offers and what was chosen in it."""

    months: tuple[tuple[date, str, str], ...] = ()  # first day, value, name of each month kept
    typed: str = ""
    comparison: Comparison | None = None
    error: str = ""
    year_before: str = ""  # the month kept a year earlier, to be offered first

    @property
    def name(self) -> str:
        """« novembre 2025 », of the month beside."""
        return next((name for _, value, name in self.months if value == self.typed), "")


NOTHING_ASKED = Asked()


def asked(params: Mapping[str, str], found: Landscape, month: date | None) -> Asked:
    """One query, two with a month to compare. `month`: that of the page, None for today's.

    Raises DatabaseError.
    """
    known = [one for one in kept_months() if one != month]
    months = tuple((one, f"{one:%Y-%m}", month_name(one)) for one in known)
    earlier = months_before(found.day.replace(day=1), 12)
    year_before = f"{earlier:%Y-%m}" if earlier in known else ""
    typed = params.get("avec", "").strip()
    chosen = next((one for one, value, _ in months if value == typed), None)
    then = kept(chosen) if chosen else None
    if then is None:
        return Asked(months, typed, None, NOT_KEPT if typed else "", year_before)
    return Asked(months, typed, compared(found, then), "", year_before)
