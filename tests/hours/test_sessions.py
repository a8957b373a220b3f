"""When workshops are held, and how it is said. A workshop is written as a rule and exceptions."""

from datetime import UTC, date, datetime, time

import pytest

from places.hours.sessions import WrongRule, check_rule, is_over, rule_days, sessions
from places.hours.sessions_wording import rule_sentence, session_hours
from places.press.document import PublicClosure, PublicSession, PublicWorkshop

TUESDAY = date(2026, 11, 3)
TODAY = date(2026, 11, 24)


def workshop(rrule="FREQ=WEEKLY;BYDAY=TU", start=TUESDAY, at=time(14), minutes=120, **others):
    return PublicWorkshop(
        id=1,
        title="Découvrir l’ordinateur",
        rrule=rrule,
        start=start,
        at=at,
        minutes=minutes,
        updated_at=datetime(2026, 11, 1, tzinfo=UTC),
        **{name: tuple(value) if name == "sessions" else value for name, value in others.items()},
    )


def days(rule, first=date(2026, 11, 1), last=date(2026, 11, 30), closures=()):
    return [session.day.day for session in sessions(rule, closures, first, last)]


@pytest.mark.parametrize(
    ("rrule", "expected"),
    [
        ("FREQ=WEEKLY;BYDAY=TU", [3, 10, 17, 24]),
        ("FREQ=WEEKLY;BYDAY=TU,TH", [3, 5, 10, 12, 17, 19, 24, 26]),
        ("FREQ=WEEKLY", [3, 10, 17, 24]),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", [3, 17]),
        ("FREQ=MONTHLY;BYDAY=1TU", [3]),
        ("FREQ=MONTHLY;BYDAY=-1MO", [30]),
        ("FREQ=WEEKLY;BYDAY=TU;COUNT=2", [3, 10]),
        ("FREQ=DAILY;INTERVAL=10", [3, 13, 23]),
        ("FREQ=MONTHLY;BYMONTHDAY=15", [15]),
        ("", []),
    ],
)
def test_a_rule_gives_its_days(rrule, expected):
    assert days(workshop(rrule)) == expected


def test_every_two_weeks_keeps_the_parity_of_its_first_week_for_years():
    found = rule_days("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH", date(2020, 1, 2), TUESDAY, TODAY)
    assert found == rule_days(
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH;COUNT=999", date(2020, 1, 2), TUESDAY, TODAY
    )
    assert len(found) == 3


def test_a_fifth_wednesday_comes_only_in_some_months():
    rule = workshop("FREQ=MONTHLY;BYDAY=5WE", start=date(2026, 1, 1))
    found = sessions(rule, (), date(2026, 1, 1), date(2026, 12, 31))
    assert [session.day.month for session in found] == [4, 7, 9, 12]


def test_nothing_before_the_start_nor_after_the_last_day():
    rule = workshop(start=date(2026, 11, 10), ends_on=date(2026, 11, 17))
    assert days(rule) == [10, 17]


def test_the_hour_stays_the_same_when_the_clocks_change():
    rule = workshop("FREQ=WEEKLY;BYDAY=SU", start=date(2026, 10, 18))
    before, after = sessions(rule, (), date(2026, 10, 18), date(2026, 10, 25))
    assert (before.start.hour, after.start.hour) == (14, 14)
    assert before.start.astimezone(UTC).hour == 12
    assert after.start.astimezone(UTC).hour == 13


def test_an_hour_that_does_not_exist_is_the_one_after():
    night = workshop("FREQ=WEEKLY;BYDAY=SU", start=date(2026, 3, 29), at=time(2, 30), minutes=60)
    (session,) = sessions(night, (), date(2026, 3, 29), date(2026, 3, 29))
    assert (session.start.hour, session.end.hour) == (3, 4)


def test_a_cancelled_session_stays_with_its_reason():
    told = PublicSession(day=date(2026, 11, 10), cancelled=True, reason="formation", places_left=3)
    session = sessions(workshop(sessions=[told]), (), date(2026, 11, 10), date(2026, 11, 10))[0]
    assert session.cancelled
    assert session.reason == "formation"
    assert session.places_left is None


def test_a_session_may_have_its_own_time_and_places_left():
    told = PublicSession(day=date(2026, 11, 10), at=time(9, 30), places_left=0)
    session = sessions(workshop(sessions=[told]), (), date(2026, 11, 10), date(2026, 11, 10))[0]
    assert session.moved
    assert session.is_full
    assert session_hours(session).replace("\xa0", " ") == "de 9 h 30 à 11 h 30"


def test_days_are_added_to_a_rule_and_exceptions_to_other_days_say_nothing():
    added = PublicSession(day=date(2026, 11, 12), added=True)
    stray = PublicSession(day=date(2026, 11, 13), cancelled=True)
    assert days(workshop(sessions=[added, stray])) == [3, 10, 12, 17, 24]


def test_closures_cancel_the_sessions_that_fall_in_them_and_say_why():
    works = PublicClosure(start=date(2026, 11, 9), end=date(2026, 11, 15), reason="travaux")
    found = sessions(workshop(), [works], date(2026, 11, 1), date(2026, 11, 30))
    assert [session.cancelled for session in found] == [False, True, False, False]
    assert found[1].reason == "lieu fermé : travaux"


def test_other_hours_do_not_cancel_but_are_told():
    other = PublicClosure(
        start=date(2026, 11, 10), end=date(2026, 11, 10), replacement="09:00-12:00"
    )
    session = sessions(workshop(), [other], date(2026, 11, 10), date(2026, 11, 10))[0]
    assert not session.cancelled
    assert session.differs


def test_a_public_holiday_is_to_be_confirmed_unless_the_day_was_chosen():
    rule = workshop("FREQ=WEEKLY;BYDAY=WE")
    armistice = date(2026, 11, 11)
    assert sessions(rule, (), armistice, armistice)[0].holiday == "Armistice"
    chosen = workshop("", sessions=[PublicSession(day=armistice, added=True)])
    assert sessions(chosen, (), armistice, armistice)[0].holiday == ""


@pytest.mark.parametrize(
    "rrule",
    [
        "tous les mardis",
        "FREQ=HOURLY",
        "FREQ=WEEKLY;BYHOUR=9,10",
        "FREQ=WEEKLY;UNTIL=20261231T000000Z",
        "FREQ=WEEKLY;BYDAY=XX",
        "FREQ=WEEKLY;INTERVAL=0",
        "FREQ=WEEKLY;INTERVAL=deux",
        "FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=WEEKLY;FREQ=DAILY",
        "DTSTART:20260101T000000",
    ],
)
def test_a_rule_that_is_wrong_is_refused(rrule):
    with pytest.raises(WrongRule):
        check_rule(rrule, TUESDAY)


def test_over_when_its_end_or_its_last_date_is_past():
    assert not is_over(workshop(), TODAY)
    assert is_over(workshop(ends_on=date(2026, 11, 23)), TODAY)
    assert is_over(workshop("", sessions=[PublicSession(day=TUESDAY, added=True)]), TODAY)
    assert not is_over(workshop("", sessions=[PublicSession(day=TODAY, added=True)]), TODAY)


@pytest.mark.parametrize(
    ("rrule", "said"),
    [
        ("FREQ=WEEKLY;BYDAY=TU", "Le mardi"),
        ("FREQ=WEEKLY;BYDAY=TH,TU", "Le mardi et le jeudi"),
        ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU", "Tous les jours"),
        ("FREQ=WEEKLY", "Le mardi"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "Un mardi sur deux"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,FR", "Une semaine sur deux, le mardi et le vendredi"),
        ("FREQ=WEEKLY;INTERVAL=3;BYDAY=TU", "Toutes les 3 semaines, le mardi"),
        ("FREQ=MONTHLY;BYDAY=1TU", "Le premier mardi du mois"),
        ("FREQ=MONTHLY;BYDAY=2TU,4TU", "Le deuxième mardi et le quatrième mardi du mois"),
        ("FREQ=MONTHLY;BYDAY=-1FR", "Le dernier vendredi du mois"),
        ("FREQ=MONTHLY;INTERVAL=2;BYDAY=1TU", "Le premier mardi tous les 2 mois"),
        ("FREQ=MONTHLY;BYMONTHDAY=1,15", "Le 1er et le 15 de chaque mois"),
        ("FREQ=MONTHLY", "Le 3 de chaque mois"),
        ("FREQ=DAILY;INTERVAL=2", "Un jour sur deux"),
        ("FREQ=WEEKLY;BYDAY=TU;COUNT=6", "Le mardi (6 séances en tout)"),
        ("FREQ=YEARLY", "Le 3 novembre de chaque année"),
    ],
)
def test_a_rule_is_said_in_words(rrule, said):
    sentence = rule_sentence(workshop(rrule), TODAY).replace("\xa0", " ")
    assert sentence == f"{said} de 14 h à 16 h"


def test_a_rule_that_has_no_words_says_that_dates_change():
    sentence = rule_sentence(workshop("FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=2"), TODAY)
    assert sentence.replace("\xa0", " ") == "De 14 h à 16 h, à des dates qui changent"


def test_the_end_and_a_coming_start_are_said():
    rule = workshop(start=date(2026, 12, 1), ends_on=date(2027, 6, 30))
    assert rule_sentence(rule, TODAY).replace("\xa0", " ") == (
        "Le mardi de 14 h à 16 h, à partir du 1er décembre, jusqu’au 30 juin 2027"
    )


def test_dates_are_said_one_by_one_then_counted():
    few = [PublicSession(day=date(2026, 11, number), added=True) for number in (25, 27)]
    assert rule_sentence(workshop("", sessions=few), TODAY).replace("\xa0", " ") == (
        "Le mercredi 25 novembre et le vendredi 27 novembre de 14 h à 16 h"
    )
    many = [PublicSession(day=date(2026, 12, number), added=True) for number in range(1, 7)]
    assert rule_sentence(workshop("", sessions=many), TODAY).replace("\xa0", " ") == (
        "6 dates du 1er décembre au 6 décembre, de 14 h à 16 h"
    )
