"""Dates, times and lengths as people type them."""

from datetime import date, time

import pytest

from places.hours.dates_typed import NotRead, read_dated, read_length, read_time

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("24/11/2026", (date(2026, 11, 24), None)),
        ("24/11/26", (date(2026, 11, 24), None)),
        ("2026-12-01", (date(2026, 12, 1), None)),
        ("24.12.2026", (date(2026, 12, 24), None)),
        ("le mardi 1er décembre", (date(2026, 12, 1), None)),
        ("Mardi 24 novembre 2026", (date(2026, 11, 24), None)),
        ("3 février", (date(2027, 2, 3), None)),
        ("5/1", (date(2027, 1, 5), None)),
        ("mardi 1 décembre à 9 h 30", (date(2026, 12, 1), time(9, 30))),
        ("1/12/2026 14:30", (date(2026, 12, 1), time(14, 30))),
        ("29 février", (date(2028, 2, 29), None)),
    ],
)
def test_dates_are_read(typed, expected):
    assert read_dated(typed, TODAY) == expected


@pytest.mark.parametrize(
    "typed", ["", "demain", "31/11/2026", "lundi 24 novembre 2026", "24/13", "24", "1/1/2026 25 h"]
)
def test_what_is_not_a_date_is_refused(typed):
    with pytest.raises(NotRead):
        read_dated(typed, TODAY)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("14 h", time(14)), ("14h30", time(14, 30)), ("9:05", time(9, 5)), ("midi", time(12))],
)
def test_times_are_read(typed, expected):
    assert read_time(typed) == expected


@pytest.mark.parametrize("typed", ["", "14", "25 h", "14 h 75", "24 h", "le soir"])
def test_what_is_not_a_time_is_refused(typed):
    with pytest.raises(NotRead):
        read_time(typed)


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [("2 h", 120), ("1h30", 90), ("90", 90), ("45 min", 45), ("1:15", 75), ("2 heures", 120)],
)
def test_lengths_are_read(typed, minutes):
    assert read_length(typed) == minutes


@pytest.mark.parametrize("typed", ["", "longtemps", "h"])
def test_what_is_not_a_length_is_refused(typed):
    with pytest.raises(NotRead):
        read_length(typed)
