"""Months and days as people, and their spreadsheets, write them."""

from datetime import date

import pytest

from places.hours.periods import (
    NotAPeriod,
    Period,
    months_back,
    next_month,
    read_day,
    read_month,
)

NOVEMBER = date(2026, 11, 1)


@pytest.mark.parametrize(
    "text",
    [
        *("novembre 2026", "Novembre 2026", "nov-26", "nov. 2026", "11/2026", "11-2026"),
        *("2026-11", "01/11/2026", "1er novembre 2026", "2026-11-01", "2026-11-01 00:00:00"),
    ],
)
def test_a_month_is_read_however_it_is_written(text):
    assert read_month(text) == Period(NOVEMBER)


@pytest.mark.parametrize(("text", "month"), [("févr-26", 2), ("août 2026", 8), ("déc. 26", 12)])
def test_short_and_accented_months_are_read(text, month):
    assert read_month(text) == Period(date(2026, month, 1))


@pytest.mark.parametrize(
    "text", ["03/11/2026", "3/11/26", "3 novembre 2026", "mardi 3 nov. 2026", "2026-11-03"]
)
def test_a_day_is_read_however_it_is_written(text):
    assert read_day(text) == Period(NOVEMBER, 3)


@pytest.mark.parametrize("text", ["", "novembre", "13/2026", "2026", "zorg 2026", "00/2026"])
def test_what_is_no_month_is_told(text):
    with pytest.raises(NotAPeriod, match="Écrivez par exemple : novembre 2026"):
        read_month(text)


def test_a_day_among_months_is_told_apart():
    with pytest.raises(NotAPeriod, match="dans la colonne « jour »"):
        read_month("03/11/2026")


@pytest.mark.parametrize("text", ["", "30/02/2026", "3 novembre", "32/11/2026"])
def test_what_is_no_day_is_told(text):
    with pytest.raises(NotAPeriod, match="Écrivez par exemple : 03/11/2026"):
        read_day(text)


@pytest.mark.parametrize(
    ("period", "code", "words"),
    [
        (Period(NOVEMBER), "2026-11", "novembre 2026"),
        (Period(NOVEMBER, 3), "2026-11-03", "mardi 3 novembre 2026"),
    ],
)
def test_a_period_has_an_address_and_words(period, code, words):
    assert (period.code, period.words) == (code, words)
    assert Period.of_code(code) == period


@pytest.mark.parametrize("code", ["2026-13", "2026-02-30", "2026", "", "2026-11-3", "٢٠٢٦-11"])
def test_an_address_that_names_no_period_is_refused(code):
    with pytest.raises(ValueError):
        Period.of_code(code)


def test_months_follow_each_other_across_years():
    assert list(months_back(date(2026, 1, 15), 2)) == [date(2026, 1, 1), date(2025, 12, 1)]
    assert next_month(date(2025, 12, 1)) == date(2026, 1, 1)
