"""Wall-clock time in Paris: nights of change, any server zone, and a property that always holds."""

import time
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from places.hours.osm import (
    ZONE,
    Opening,
    StateKind,
    openings,
    state,
)
from tests.hours.examples import WEEKDAYS, Closure, kind, naive, paris

K = StateKind


@pytest.fixture(params=["UTC", "America/Los_Angeles", "Pacific/Auckland", "Europe/Paris"])
def server_zone(request):
    """Run the test as if the server lived in several time zones."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", request.param)
        time.tzset()
        yield request.param
    time.tzset()


# ── Changes of time, and the server's zone ──────────────────────────────────────────────────────


def test_spring_change_skips_the_hour_that_does_not_exist():
    at = datetime(2026, 3, 29, 0, 59, tzinfo=UTC)  # 1:59 in Paris, 3:00 comes next
    assert state("Sa 20:00-02:30", (), at).kind is K.CLOSING_SOON
    assert state("Sa 20:00-02:30", (), at).until == at + timedelta(minutes=1)
    assert state("Sa 20:00-02:30", (), at + timedelta(minutes=1)).kind is K.CLOSED
    assert state("Su 03:15-05:00", (), at).opens == at + timedelta(minutes=16)


def test_spring_change_counts_real_minutes_before_closing():
    assert kind("Sa 20:00-03:15", "2026-03-29T01:45") is K.CLOSING_SOON
    assert kind("Sa 20:00-03:20", "2026-03-29T01:45") is K.OPEN


def test_autumn_change_lives_the_same_hour_twice():
    text = "Sa 20:00-03:00"
    first, second = paris("2026-10-25T02:45"), paris("2026-10-25T02:45", fold=1)
    assert state(text, (), first).kind is K.OPEN  # an hour and a quarter is left
    assert state(text, (), second).kind is K.CLOSING_SOON
    assert state(text, (), first).until == paris("2026-10-25T03:00")


def test_autumn_closing_in_the_second_hour_is_never_in_the_past():
    moment = paris("2026-10-25T02:15", fold=1)
    until = state("Sa 20:00-02:30", (), moment).until
    assert until.astimezone(UTC) - moment.astimezone(UTC) == timedelta(minutes=15)


@pytest.mark.parametrize("night", ["2026-03-28T20:00", "2026-10-24T20:00"])
def test_state_follows_the_wall_clock_on_nights_of_change(server_zone, night):
    text = "Sa 21:00-02:30; Su 03:10-04:00"
    sunday = paris(night).date() + timedelta(days=1)
    inside = openings(text, (), sunday - timedelta(days=1), 2)
    start = paris(night).astimezone(UTC)
    for minute in range(10 * 60):
        moment = start + timedelta(minutes=minute)
        wall = moment.astimezone(ZONE).replace(tzinfo=None)
        found = state(text, (), moment)
        is_open = any(o.start <= wall < o.end for o in inside)
        assert (found.kind in (K.OPEN, K.CLOSING_SOON)) is is_open, wall
        change = found.until or found.opens
        assert change.astimezone(UTC) > moment


def test_state_does_not_depend_on_the_zone_of_the_server_or_of_the_moment(server_zone):
    elsewhere = datetime(2026, 11, 24, 23, 30, tzinfo=timezone(timedelta(hours=14)))  # 10:30 Paris
    for moment in (elsewhere, elsewhere.astimezone(UTC), paris("2026-11-24T10:30")):
        found = state(WEEKDAYS, (), moment)
        assert (found.kind, found.until) == (K.OPEN, paris("2026-11-24T12:00"))


# ── A property that holds everywhere ────────────────────────────────────────────────────────────

TEXTS = [
    WEEKDAYS,
    "24/7",
    "24/7; PH off",
    "Fr 20:00-02:00",
    "Mo-Su 22:00-06:00",
    "Mo-Su 22:00-06:00; PH off",
    "Mo-Fr 00:00-24:00",
    "Tu,Th 00:00-12:00",
    "week 1-53/2 Mo-Fr 10:00-12:00",
    "Mo-Sa 09:00-12:00; PH 10:00-11:00",
    'Mo-Fr 09:00-12:00 "sur rendez-vous"; Sa-Su 08:00-20:00',
    'Mo-Fr 09:00-12:00 || "RDV"; PH off',
]
CASES = [
    (),
    (Closure(date(2026, 12, 24), date(2026, 12, 24)),),
    (Closure(date(2026, 12, 22), date(2026, 12, 28), "", "Mo-Su 21:00-03:00"),),
    (Closure(date(2026, 12, 26), None), Closure(date(2026, 12, 27), date(2026, 12, 27), "", "?")),
]


@pytest.mark.parametrize("closures", CASES)
@pytest.mark.parametrize("text", TEXTS)
def test_state_is_open_exactly_within_openings(text, closures):
    inside = openings(text, closures, date(2026, 12, 20), 20)
    assert inside == sorted(inside)
    for step in range(0, 10 * 24 * 60, 37):
        wall = naive("2026-12-21") + timedelta(minutes=step)
        found = state(text, closures, wall.replace(tzinfo=ZONE))
        current = next((o for o in inside if o.start <= wall < o.end), None)
        assert (found.kind in (K.OPEN, K.CLOSING_SOON)) is (current is not None), wall
        if current and found.until and current.end < naive("2027-01-09"):
            assert found.until.replace(tzinfo=None) == current.end
        if found.opens and found.opens < paris("2027-01-08T00:00"):
            later = [o.start for o in inside if o.start > wall]
            assert found.opens.replace(tzinfo=None) == later[0]


@pytest.mark.parametrize("text", TEXTS)
def test_openings_of_a_day_are_the_same_in_any_window(text):
    whole = openings(text, CASES[2], date(2026, 12, 20), 12)
    for shift in range(12):
        day = date(2026, 12, 20) + timedelta(days=shift)
        start, end = naive(day.isoformat()), naive(day.isoformat()) + timedelta(days=1)
        clipped = [Opening(max(o.start, start), min(o.end, end)) for o in whole]
        assert openings(text, CASES[2], day, 1) == [o for o in clipped if o.start < o.end], day
