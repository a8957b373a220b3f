"""French public holidays of metropolitan France, with their French names."""

from datetime import date
from functools import lru_cache

import holidays


@lru_cache(maxsize=64)
def _names(year: int) -> dict[date, str]:
    return dict(holidays.country_holidays("FR", years=year, language="fr"))


def holiday_name(day: date) -> str:
    """« Noël » for 25 December, "" for an ordinary day."""
    return _names(day.year).get(day, "")


@lru_cache(maxsize=512)
def holidays_between(first: date, last: date) -> frozenset[date]:
    """The public holidays of [first, last], both included."""
    years = range(first.year, last.year + 1)
    return frozenset(day for year in years for day in _names(year) if first <= day <= last)
