"""The sessions of one week, from the directory in memory. Days are Paris dates."""

from datetime import date, datetime, timedelta

from ..directory.columns import Directory
from ..directory.workshops import Held
from ..hours.clocks import monday_of
from ..hours.osm import ZONE

WEEK = timedelta(days=7)


def coming(directory: Directory, moment: datetime, monday: date | None = None) -> list[Held]:
    """Sessions of a week that are not over at an aware `moment`, cancelled ones included."""
    monday = monday or monday_of(moment.astimezone(ZONE).date())
    found = directory.workshops.between(monday, monday + WEEK - timedelta(days=1))
    return [one for one in found if one.session.end > moment]


def number_this_week(directory: Directory, moment: datetime) -> int:
    """How many sessions are still to come this week."""
    return sum(one.session.is_on for one in coming(directory, moment))
