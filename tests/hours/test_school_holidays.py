"""School calendars are data: read by zone, days without school only."""

import json
from datetime import date, timedelta

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from mediation import environment as env
from places.hours.school_holidays import ZONES, school_holidays

FILE = settings.SCHOOL_HOLIDAYS


@pytest.mark.parametrize(
    ("zone", "winter"),
    [
        ("A", (date(2027, 2, 13), date(2027, 2, 28))),
        ("B", (date(2027, 2, 20), date(2027, 3, 7))),
        ("C", (date(2027, 2, 6), date(2027, 2, 21))),
    ],
)
def test_each_zone_has_its_winter(zone, winter):
    found = [one for one in school_holidays(FILE, zone) if one.name == "Vacances d’hiver"]
    assert [(one.start, one.end) for one in found] == [winter]


@pytest.mark.parametrize("zone", ZONES)
def test_holidays_begin_on_a_saturday_in_order_and_apart(zone):
    found = school_holidays(FILE, zone)
    assert all(one.start.weekday() == 5 for one in found)
    ends = [one.end for one in found[:-1]]
    assert all(end is not None for end in ends)
    assert all(end < after.start for end, after in zip(ends, found[1:], strict=True))
    assert all((one.end or one.start) - one.start < timedelta(days=20) for one in found)


def test_the_file_says_where_it_comes_from():
    assert json.loads(FILE.read_text(encoding="utf-8"))["source"]


def test_a_return_not_published_yet_stays_unknown():
    assert school_holidays(FILE, "B")[-1].end is None


def test_an_unknown_zone_is_refused(monkeypatch):
    monkeypatch.setenv("SCHOOL_ZONE", "D")
    with pytest.raises(ImproperlyConfigured, match="SCHOOL_ZONE"):
        env.one_of("SCHOOL_ZONE", "B", ZONES)
