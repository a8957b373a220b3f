"""Exceptional closures decide whole days; what they do not say is not guessed."""

from datetime import date

import pytest

from places.hours.osm import Opening, StateKind, openings, state
from places.hours.wording import state_sentence, week
from tests.hours.examples import WEEKDAYS, Closure, kind, naive, paris

K = StateKind

# ── Closures ────────────────────────────────────────────────────────────────────────────────────

WORKS = Closure(date(2026, 11, 24), date(2026, 11, 26))
SHORTER = Closure(date(2026, 11, 24), date(2026, 11, 26), "congés", "Tu-We 10:00-11:00")
ENDLESS = Closure(date(2026, 11, 24), None, "incendie")


@pytest.mark.parametrize(
    ("closure", "moment", "expected", "opens"),
    [
        (WORKS, "2026-11-23T23:59", K.CLOSED, "2026-11-27T09:00"),
        (WORKS, "2026-11-24T00:00", K.CLOSED, "2026-11-27T09:00"),
        (WORKS, "2026-11-26T10:00", K.CLOSED, "2026-11-27T09:00"),
        (WORKS, "2026-11-27T10:00", K.OPEN, None),
        (SHORTER, "2026-11-24T09:30", K.CLOSED, "2026-11-24T10:00"),
        (SHORTER, "2026-11-24T10:00", K.OPEN, None),
        (SHORTER, "2026-11-26T10:30", K.CLOSED, "2026-11-27T09:00"),
        (ENDLESS, "2026-11-23T10:00", K.OPEN, None),
        (ENDLESS, "2026-11-24T10:00", K.CLOSED_LONG, None),
        (ENDLESS, "2030-01-01T10:00", K.CLOSED_LONG, None),
        (
            Closure(date(2026, 11, 24), date(2027, 3, 1)),
            "2026-11-24T10:00",
            K.CLOSED_LONG,
            "2027-03-02T09:00",
        ),
        (Closure(date(2026, 11, 24), date(9999, 12, 31)), "2026-11-24T10:00", K.CLOSED_LONG, None),
    ],
)
def test_state_around_a_closure(closure, moment, expected, opens):
    found = state(WEEKDAYS, [closure], paris(moment))
    assert found.kind is expected
    assert found.opens == (paris(opens) if opens else None)


def test_closure_gives_its_reason_and_its_end():
    found = state(WEEKDAYS, [WORKS], paris("2026-11-24T10:00"))
    assert (found.reason, found.until) == ("travaux", paris("2026-11-27T00:00"))
    assert state(WEEKDAYS, [ENDLESS], paris("2026-11-24T10:00")).until is None


def test_closures_that_follow_each_other_end_together():
    following = Closure(date(2026, 11, 27), date(2026, 11, 29))
    found = state(WEEKDAYS, [following, WORKS], paris("2026-11-24T10:00"))
    assert (found.until, found.opens) == (paris("2026-11-30T00:00"), paris("2026-11-30T09:00"))


def test_closure_that_starts_last_decides_the_day():
    day = Closure(date(2026, 11, 25), date(2026, 11, 25), "permanence", "10:00-11:00")
    for closures in ([WORKS, day], [day, WORKS], [ENDLESS, day]):
        assert kind(WEEKDAYS, "2026-11-25T10:15", *closures) is K.OPEN
        assert kind(WEEKDAYS, "2026-11-26T10:15", *closures) is not K.OPEN


@pytest.mark.parametrize("start", [date.min, date(2000, 1, 1)])
def test_closure_that_outranks_beats_every_other_on_its_days(start):
    paused = Closure(start, date(2026, 11, 26), "pause", outranks=True)
    day = Closure(date(2026, 11, 25), date(2026, 11, 25), "permanence", "10:00-11:00")
    following = Closure(date(2026, 11, 25), date(2026, 11, 27), "congés")
    for closures in ([paused, day], [day, paused]):
        found = state(WEEKDAYS, closures, paris("2026-11-25T10:15"))
        assert (found.kind, found.reason) == (K.CLOSED, "pause")
        assert (found.until, found.opens) == (paris("2026-11-27T00:00"), paris("2026-11-27T09:00"))
    found = state(WEEKDAYS, [paused, following], paris("2026-11-25T10:15"))
    assert (found.reason, found.until) == ("pause", paris("2026-11-28T00:00"))
    assert kind(WEEKDAYS, "2026-11-27T10:15", paused) is K.OPEN


@pytest.mark.parametrize("start", [date.min, date(2000, 1, 1)])
def test_closure_that_outranks_without_end_is_until_further_notice(start):
    paused = Closure(start, None, "pause", outranks=True)
    found = state(WEEKDAYS, [paused, SHORTER, WORKS], paris("2026-11-24T10:15"))
    assert (found.kind, found.until, found.opens) == (K.CLOSED_LONG, None, None)
    assert openings(WEEKDAYS, [paused, SHORTER], date(2026, 11, 23), 30) == []


@pytest.mark.parametrize("outranks", [False, True])
@pytest.mark.parametrize("end", [date.min, date(2026, 11, 26), date(9999, 12, 30), date.max, None])
@pytest.mark.parametrize("replacement", ["", "Mo-Su 20:00-02:00"])
def test_closure_as_long_as_the_calendar_does_not_overflow(end, replacement, outranks):
    closure = Closure(date.min, end, "travaux", replacement, outranks)
    found = state(WEEKDAYS, [closure], paris("2026-11-25T21:00"))
    over = end == date.min
    assert (found.kind is K.OPEN) is (bool(replacement) and not over)
    assert state_sentence(found, paris("2026-11-25T21:00"))
    assert len(week(WEEKDAYS, [closure], paris("2026-11-25T21:00"))) == 7


@pytest.mark.parametrize("replacement", ["n'importe quoi", "SH 10:00-12:00"])
def test_unreadable_replacement_is_neither_open_nor_closed(replacement):
    closure = Closure(date(2026, 11, 24), date(2026, 11, 24), "été", replacement)
    found = state(WEEKDAYS, [closure], paris("2026-11-24T10:00"))
    assert (found.kind, found.reason) == (K.UNREADABLE, "été")
    assert found.opens == paris("2026-11-25T09:00")
    assert [o.start.day for o in openings(WEEKDAYS, [closure], date(2026, 11, 24), 2)] == [25, 25]


@pytest.mark.parametrize("text", ["", "illisible"])
def test_closure_is_known_even_when_the_hours_are_not(text):
    assert kind(text, "2026-11-25T10:00", WORKS) is K.CLOSED_LONG
    assert kind(text, "2026-11-25T10:15", SHORTER) is K.OPEN
    assert kind(text, "2026-11-27T10:00", WORKS) in (K.UNKNOWN, K.UNREADABLE)


def test_night_is_cut_at_the_midnight_of_a_covered_day():
    closure = Closure(date(2026, 11, 28), date(2026, 11, 28))
    assert openings("Fr 20:00-02:00", [closure], date(2026, 11, 27), 3) == [
        Opening(naive("2026-11-27T20:00"), naive("2026-11-28"))
    ]


def test_night_of_a_covered_day_does_not_end_open():
    closure = Closure(date(2026, 11, 27), date(2026, 11, 27))
    assert openings("Fr 20:00-02:00", [closure], date(2026, 11, 27), 3) == []
    assert kind("Fr 20:00-02:00", "2026-11-28T01:00", closure) is K.CLOSED


def test_replacement_starts_on_its_own_day_and_ends_its_own_night():
    closure = Closure(date(2026, 11, 28), date(2026, 11, 28), "fête", "Mo-Su 20:00-02:00")
    assert openings(WEEKDAYS, [closure], date(2026, 11, 28), 2) == [
        Opening(naive("2026-11-28T20:00"), naive("2026-11-29T02:00"))
    ]


def test_replacement_for_one_holiday_confirms_it_but_a_fortnight_does_not():
    christmas = Closure(date(2026, 12, 25), date(2026, 12, 25), "Noël", "10:00-11:00")
    fortnight = Closure(date(2026, 12, 21), date(2027, 1, 3), "vacances", "Mo-Fr 10:00-11:00")
    assert kind(WEEKDAYS, "2026-12-25T10:15", christmas) is K.OPEN
    assert kind(WEEKDAYS, "2026-12-25T10:15", fortnight) is K.HOLIDAY_UNCONFIRMED
