"""What the hours engine promises: certain openings only, in Paris wall time."""

from datetime import date, datetime, timedelta

import pytest
from opening_hours import OpeningHours

from places.hours import osm
from places.hours.osm import Opening, StateKind, UnreadableHours, openings, parse, state
from tests.hours.examples import WEEKDAYS, Closure, kind, naive, paris

K = StateKind

# ── Reading ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "sur rendez-vous",
        "Lundi 9h-12h",
        "Mo 10h-12h",
        "SH Mo-We 09:00-11:00",
        "SH off",
        "Mo-Fr 09:00-12:00; PH,SH off",
        "Mo sunrise-sunset",
        "dawn-dusk",
        "Sunset-22:00",
        "Mo 14:00+",
        "Mo-Fr 09:00-12:00 || Sa 10:00-12:00",
    ],
)
def test_parse_refuses_what_would_be_misread(text):
    with pytest.raises(UnreadableHours) as refusal:
        parse(text)
    assert str(refusal.value).endswith(".")
    with pytest.raises(UnreadableHours):
        openings(text, (), date(2026, 11, 23), 7)


@pytest.mark.parametrize(
    "text",
    [
        "Mo-Fr",
        "Mo-Su",
        "open",
        "Sa open",
        "Jul-Aug",
        "Mo 09:00-12:00; Tu-Fr",
        "Tu-Fr; Mo 09:00-12:00",
        "Mo 09:00-12:00, Tu",
        "Mo 00:00-24:00; Tu",
        'Mo "atelier"; Tu',
        "Mo-Fr 09:00-12:00; PH open",
        # With a space after the comma, the library reads « Monday, day and night ».
        "Mo, Tu 09:00-12:00",
        "Mo, 09:00-12:00",
        "Mo 09:00-12:00; PH, Su off",
    ],
)
def test_parse_refuses_open_days_without_hours(text):
    with pytest.raises(UnreadableHours, match="sans leurs heures"):
        parse(text)
    assert kind(text, "2026-11-24T10:00") is K.UNREADABLE


@pytest.mark.parametrize(
    "text",
    [
        "PH",
        "PH off",
        "PH closed",
        'PH off "férié"',
        "PH 10:00-12:00, 14:00-17:00",
        "PH off; easter off",
    ],
)
def test_parse_refuses_rules_for_holidays_only(text):
    with pytest.raises(UnreadableHours, match="jours fériés"):
        parse(text)
    assert kind(text, "2026-11-24T10:00") is K.UNREADABLE


@pytest.mark.parametrize(
    "text",
    [
        "off",
        "closed",
        "off; PH off",
        "PH,Su off",
        "Mo 09:00-12:00, 14:00-17:00",
        "Mo,Tu 09:00-12:00",
        "Mo 09:00-12:00, Tu 14:00-17:00",
        "Mo 09:00-12:00; Tu-Fr off",
        "Mo 09:00-12:00; Tu-Fr unknown",
        'Mo 09:00-12:00; Tu-Fr "a; b, c"',
        'PH off || "sur rendez-vous"',
    ],
)
def test_parse_reads_days_whose_hours_are_said_or_not_needed(text):
    assert parse(text).text == text


@pytest.mark.parametrize("words", ["SH", "sunrise", "vacances SH", "PH", "14:00+", "a || b"])
def test_words_in_comments_are_not_selectors(words):
    hours = parse(f'Mo 09:00-12:00 "{words}"')
    assert not hours.mentions_holidays
    assert openings(hours.text, (), date(2026, 11, 23), 1) == [
        Opening(naive("2026-11-23T09:00"), naive("2026-11-23T12:00"))
    ]


@pytest.mark.parametrize("text", ["Mo  09:00-12:00", "Mo 09:00-12:00;", " Mo 09:00-12:00 ;\n"])
def test_parse_forgives_spaces_and_a_final_semicolon(text):
    assert len(openings(text, (), date(2026, 11, 23), 7)) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Mo 09:00-12:00; PH off", True), ("PH,Su 10:00-12:00", True), ("Mo 09:00-12:00", False)],
)
def test_parse_says_whether_public_holidays_are_mentioned(text, expected):
    assert parse(text).mentions_holidays is expected


def test_holiday_calendars_agree_every_day_from_2024_to_2034():
    library = OpeningHours("PH", country="FR")
    day = date(2024, 1, 1)
    while day.year < 2035:
        noon = datetime(day.year, day.month, day.day, 12)
        assert library.is_open(noon) == bool(osm.holiday_name(day)), day
        day += timedelta(days=1)


# ── Openings ────────────────────────────────────────────────────────────────────────────────────


def test_openings_merge_across_midnight_and_clip_to_the_window():
    assert openings("Mo-We 00:00-24:00", (), date(2026, 11, 22), 3) == [
        Opening(naive("2026-11-23"), naive("2026-11-25"))
    ]
    assert openings("Fr 20:00-02:00", (), date(2026, 11, 27), 2) == [
        Opening(naive("2026-11-27T20:00"), naive("2026-11-28T02:00"))
    ]
    assert openings("Fr 20:00-02:00", (), date(2026, 11, 28), 2) == [
        Opening(naive("2026-11-28"), naive("2026-11-28T02:00"))
    ]
    assert openings("Fr 20:00-02:00", (), date(2026, 11, 27), 1) == [
        Opening(naive("2026-11-27T20:00"), naive("2026-11-28"))
    ]


def test_openings_merge_neighbours_with_different_comments():
    text = 'Mo 09:00-10:00 "accueil", Mo 10:00-12:00 "atelier"'
    assert openings(text, (), date(2026, 11, 23), 1) == [
        Opening(naive("2026-11-23T09:00"), naive("2026-11-23T12:00"))
    ]


@pytest.mark.parametrize(
    "text",
    [
        '"sur rendez-vous"',
        '"selon les ateliers"',
        '24/7 "sur rendez-vous"',
        'Sa "ateliers"',
        'Mo-Fr 09:00-12:00 "sur rendez-vous"',
        'Mo-Fr 09:00-12:00 "Sur RDV au 03 20 00 00 00"',
        'Mo-Fr 09:00-12:00 "sur demande"',
        'Mo-Fr 09:00-12:00 "sans rendez-vous le lundi, sur rendez-vous ensuite"',
        'Mo-Fr 09:00-12:00 "à la demande"',
        'Mo-Fr 08:00-12:00 "Fermé"',
        'Mo-Fr 08:00-12:00 "closed"',
        'Mo-Fr 08:00-12:00 open "clos en été"',
        '24/7 "fermé"',
        'open "ateliers"',
        "Mo-Fr 09:00-12:00 unknown",
        "unknown",
        "off",
    ],
)
def test_openings_never_hold_words_without_certain_hours(text):
    assert openings(text, (), date(2026, 11, 23), 14) == []


@pytest.mark.parametrize(
    "comment", ["sans rendez-vous", "accueil sans RDV", "atelier", "pas de rendez-vous"]
)
def test_openings_keep_hours_whose_comment_asks_nothing(comment):
    assert len(openings(f'Mo-Fr 09:00-12:00 "{comment}"', (), date(2026, 11, 23), 7)) == 5


@pytest.mark.parametrize("span", ["00:00-24:00", "00:00-00:00", "0:00 - 24:00", "24/7"])
def test_whole_day_is_certain_when_it_is_written(span):
    text = span if span == "24/7" else f"Mo-Su {span}"
    assert openings(f'{text} "accueil"', (), date(2026, 11, 23), 2) == [
        Opening(naive("2026-11-23"), naive("2026-11-25"))
    ]
    assert kind(text, "2026-11-24T03:00") is K.OPEN


def test_whole_day_is_certain_only_for_the_days_it_is_written_for():
    text = 'Mo 00:00-24:00; Tu "atelier"; We 00:00-12:00 "atelier"'
    assert openings(text, (), date(2026, 11, 23), 7) == [
        Opening(naive("2026-11-23"), naive("2026-11-24")),
        Opening(naive("2026-11-25"), naive("2026-11-25T12:00")),
    ]
    assert state(text, (), paris("2026-11-24T10:00")).reason == "atelier"


def test_fallback_words_do_not_hide_the_hours():
    # The library, given `||` with words, forgets every day after the first.
    text = 'Mo-Fr 09:00-12:00 || "sur rendez-vous"'
    assert len(openings(text, (), date(2026, 11, 23), 7)) == 5
    assert kind(text, "2026-11-24T10:00") is K.OPEN
    assert kind(text, "2026-11-24T15:00") is K.BY_APPOINTMENT
    assert kind(text, "2026-11-24T15:00", Closure(date(2026, 11, 24), None)) is K.CLOSED_LONG


# ── The state of an ordinary day ────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "moment", "expected", "until", "opens"),
    [
        (WEEKDAYS, "2026-11-24T08:59", K.CLOSED, None, "2026-11-24T09:00"),
        (WEEKDAYS, "2026-11-24T09:00", K.OPEN, "2026-11-24T12:00", None),
        (WEEKDAYS, "2026-11-24T11:29:59", K.OPEN, "2026-11-24T12:00", None),
        (WEEKDAYS, "2026-11-24T11:30", K.CLOSING_SOON, "2026-11-24T12:00", None),
        (WEEKDAYS, "2026-11-24T11:59:59", K.CLOSING_SOON, "2026-11-24T12:00", None),
        (WEEKDAYS, "2026-11-24T12:00", K.CLOSED, None, "2026-11-24T14:00"),
        (WEEKDAYS, "2026-11-27T17:00", K.CLOSED, None, "2026-11-30T09:00"),
        ("Fr 20:00-02:00", "2026-11-28T01:00", K.OPEN, "2026-11-28T02:00", None),
        ("Fr 20:00-02:00", "2026-11-28T02:00", K.CLOSED, None, "2026-12-04T20:00"),
        ("24/7", "2026-11-24T03:00", K.OPEN, None, None),
        ("Mo-Su 00:00-24:00", "2026-12-25T03:00", K.OPEN, None, None),
        ("Mo-Su 00:00-00:00", "2026-12-25T03:00", K.OPEN, None, None),
        ("Mo-Fr 00:00-24:00", "2026-11-24T23:50", K.OPEN, "2026-11-28T00:00", None),
        ("off", "2026-11-24T10:00", K.CLOSED_LONG, None, None),
        ("Jul-Aug Mo 10:00-12:00", "2026-11-24T10:00", K.CLOSED_LONG, None, "2027-07-05T10:00"),
        ("Mo[1] 10:00-12:00", "2026-11-24T10:00", K.CLOSED, None, "2026-12-07T10:00"),
    ],
)
def test_state_of_an_ordinary_day(text, moment, expected, until, opens):
    found = state(text, (), paris(moment))
    assert found.kind is expected
    assert found.until == (paris(until) if until else None)
    assert found.opens == (paris(opens) if opens else None)


@pytest.mark.parametrize(
    ("text", "expected", "reason"),
    [
        ("", K.UNKNOWN, ""),
        ("  ", K.UNKNOWN, ""),
        ("tous les matins", K.UNREADABLE, ""),
        ("SH Mo-We 09:00-11:00", K.UNREADABLE, ""),
        ('"sur rendez-vous"', K.BY_APPOINTMENT, "sur rendez-vous"),
        ("unknown", K.BY_APPOINTMENT, "à confirmer"),
        ('Tu 09:00-12:00 "RDV"', K.BY_APPOINTMENT, "RDV"),
        ('Th 09:00-12:00 "RDV"', K.BY_APPOINTMENT, "RDV"),
        ('We 09:00-12:00; Tu 09:00-12:00 "RDV"', K.BY_APPOINTMENT, "RDV"),
        ('We 09:00-12:00; Th 09:00-12:00 "RDV"', K.CLOSED, ""),
    ],
)
def test_state_without_certain_hours(text, expected, reason):
    found = state(text, (), paris("2026-11-24T10:00"))
    assert (found.kind, found.reason) == (expected, reason)


def test_state_refuses_a_moment_without_zone():
    with pytest.raises(ValueError, match="aware"):
        state(WEEKDAYS, (), naive("2026-11-24T10:00"))


# ── Public holidays ─────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "moment", "expected", "reason"),
    [
        (WEEKDAYS, "2026-12-25T10:00", K.HOLIDAY_UNCONFIRMED, "Noël"),
        (WEEKDAYS, "2026-12-25T08:00", K.HOLIDAY_UNCONFIRMED, "Noël"),
        (WEEKDAYS, "2026-11-11T10:00", K.HOLIDAY_UNCONFIRMED, "Armistice"),
        ("Mo-We 09:00-12:00", "2026-12-25T10:00", K.CLOSED, ""),
        (WEEKDAYS, "2026-11-01T10:00", K.CLOSED, ""),
        (f"{WEEKDAYS}; PH off", "2026-12-25T10:00", K.CLOSED, "Noël"),
        (f"{WEEKDAYS}; PH 10:00-12:00", "2026-12-25T10:00", K.OPEN, ""),
        ("24/7", "2026-12-25T10:00", K.OPEN, ""),
        ("24/7; Dec 25 off", "2026-12-25T10:00", K.CLOSED, ""),
        ('"sur rendez-vous"', "2026-12-25T10:00", K.BY_APPOINTMENT, "sur rendez-vous"),
        # The night of a holiday that may not have begun, and the night before that did.
        ("Fr 20:00-02:00", "2026-12-26T01:00", K.HOLIDAY_UNCONFIRMED, "Noël"),
        ("Th 20:00-02:00", "2026-12-25T01:00", K.OPEN, ""),
        # The library opens the second half of a night whose first half PH closed.
        ("Th-Fr 20:00-02:00; PH off", "2026-12-26T01:00", K.CLOSED, ""),
    ],
)
def test_state_on_a_public_holiday(text, moment, expected, reason):
    found = state(text, (), paris(moment))
    assert (found.kind, found.reason) == (expected, reason)


def test_openings_leave_out_holidays_nobody_confirmed():
    days = [o.start.day for o in openings("Mo-Su 10:00-12:00", (), date(2026, 12, 24), 3)]
    assert days == [24, 26]
    assert len(openings("24/7", (), date(2026, 12, 24), 3)) == 1


def test_next_opening_skips_an_unconfirmed_holiday():
    assert state(WEEKDAYS, (), paris("2026-12-24T18:00")).opens == paris("2026-12-28T09:00")
