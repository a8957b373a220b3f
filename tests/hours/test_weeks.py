"""What residents read about the ordinary week, and about this one."""
# ruff: noqa: E501

from datetime import date, datetime

import pytest

from places.hours.osm import ZONE, openings
from places.hours.wording import hours_sentence, schema_org, week
from tests.hours.examples import MONDAY, REAL, TUESDAY, WEEKDAYS, Closure, plain

# ── The ordinary week ───────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("text", "expected"), REAL)
def test_hours_sentence_says_real_texts(text, expected):
    assert plain(hours_sentence(text, MONDAY)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mo-Su 09:00-18:00", "Ouvert tous les jours de 9 h à 18 h."),
        ("24/7", "Ouvert jour et nuit, tous les jours."),
        ("Mo-Fr 00:00-24:00", "Ouvert du lundi au vendredi jour et nuit."),
        ("Fr 20:00-02:00", "Ouvert le vendredi de 20 h à 2 h du matin."),
        ("Fr 18:00-24:00", "Ouvert le vendredi de 18 h à minuit."),
        (
            "Mo 08:00-09:00,10:00-11:00,12:00-13:00",
            "Ouvert le lundi de 8 h à 9 h, de 10 h à 11 h et de 12 h à 13 h.",
        ),
        ("off", "Fermé."),
        (
            'Mo-Sa 09:00-12:00; Su off "marché"',
            "Ouvert du lundi au samedi de 9 h à 12 h. Fermé le dimanche (marché).",
        ),
        (
            "Mo-Fr 09:00-12:00; PH off",
            "Ouvert du lundi au vendredi de 9 h à 12 h. Fermé les jours fériés.",
        ),
        (
            "Mo-Su,PH 09:00-12:00",
            "Ouvert tous les jours de 9 h à 12 h. Mêmes horaires les jours fériés.",
        ),
        (
            "Mo-Fr 09:00-17:00; PH 10:00-12:00",
            "Ouvert du lundi au vendredi de 9 h à 17 h. Ouvert les jours fériés de 10 h à 12 h.",
        ),
        ('"sur rendez-vous"', "Sur rendez-vous."),
        ('"Sur rendez-vous au 03 20 00 00 00"', "Sur rendez-vous au 03 20 00 00 00."),
        ('"selon ateliers"', "Horaires à confirmer : selon ateliers."),
        ('Sa "RDV"', "Sur rendez-vous le samedi."),
        ('Mo-Fr 09:00-12:00 "sur RDV"', "Sur rendez-vous du lundi au vendredi de 9 h à 12 h."),
        (
            'Mo-Fr 09:00-12:00; Sa 09:00-12:00 "RDV par mail"',
            "Ouvert du lundi au vendredi de 9 h à 12 h. Sur rendez-vous le samedi de 9 h à 12 h (RDV par mail).",
        ),
        (
            'Mo 09:00-12:00; We 14:00-17:00 "atelier"',
            "Ouvert le lundi de 9 h à 12 h, le mercredi de 14 h à 17 h (atelier).",
        ),
        (
            'Mo 09:00-12:00, Mo 14:00-17:00 "atelier"',
            "Ouvert le lundi de 9 h à 12 h et de 14 h à 17 h (atelier).",
        ),
        ("Mo-Fr 09:00-12:00 unknown", "Horaires à confirmer du lundi au vendredi de 9 h à 12 h."),
        (
            'Mo-Fr 09:00-12:00 || "sur rendez-vous"',
            "Ouvert du lundi au vendredi de 9 h à 12 h. Le reste du temps, sur rendez-vous.",
        ),
        (
            "week 1-53/2 Mo 10:00-12:00",
            "Ouvert le lundi des semaines impaires de 10 h à 12 h.",
        ),
        (
            "Mo[1] 10:00-12:00",
            "Ouvert le premier lundi du mois de 10 h à 12 h.",
        ),
        (
            "Mo-Fr 09:00-12:00; Sa[2,4] 10:00-12:00; We[1] 14:00-17:00,18:00-19:30; Th[-1] off",
            "Ouvert du lundi au vendredi de 9 h à 12 h. "
            "Aussi le deuxième et quatrième samedi du mois de 10 h à 12 h. "
            "Le premier mercredi du mois, plutôt de 14 h à 17 h et de 18 h à 19 h 30. "
            "Fermé le dernier jeudi du mois.",
        ),
        (
            "Tu 14:00-17:00; Aug 01-15 off; Dec 24 off",
            "Ouvert le mardi de 14 h à 17 h. Du 1er août au 15 août : fermé. "
            "Le 24 décembre : fermé.",
        ),
        (
            "Tu-Sa 10:00-18:00; Oct-Mar Su 14:00-18:00",  # is Tuesday closed in winter?
            "Ouvert du mardi au samedi de 10 h à 18 h, le dimanche de 14 h à 18 h. "
            "Les horaires changent selon la période de l'année.",
        ),
        (
            "Sep-Jun Mo 10:00-12:00; Jul-Aug off",
            "Ouvert le lundi de 10 h à 12 h. Les horaires changent selon la période de l'année.",
        ),
        (
            "Jul-Aug Mo 10:00-12:00",
            "De juillet à août : le lundi de 10 h à 12 h.",
        ),
        ("", "Horaires non connus."),
        ("le matin", "Horaires indiqués par le lieu : « le matin »."),
        ("Mo-Fr", "Horaires indiqués par le lieu : « Mo-Fr »."),
        ("PH off", "Horaires indiqués par le lieu : « PH off »."),
        (
            'Mo-Fr 08:00-12:00 "Fermé"',
            "Horaires à confirmer du lundi au vendredi de 8 h à 12 h (Fermé).",
        ),
        ("SH Mo 09:00-11:00", "Horaires indiqués par le lieu : « SH Mo 09:00-11:00 »."),
        ("2025 Mo 10:00-12:00", "Horaires indiqués par le lieu : « 2025 Mo 10:00-12:00 »."),
    ],
)
def test_hours_sentence_says_special_texts(text, expected):
    assert plain(hours_sentence(text, MONDAY)) == expected


@pytest.mark.parametrize(
    "monday", [date(2026, 12, 21), date(2026, 11, 9), date(2026, 5, 11), date(2026, 11, 12)]
)
def test_hours_sentence_is_not_changed_by_a_holiday_in_the_week(monday):
    expected = (
        "Ouvert du lundi au vendredi de 9 h à 12 h et de 14 h à 17 h. Fermé les jours fériés."
    )
    assert plain(hours_sentence(f"{WEEKDAYS}; PH off", monday)) == expected


@pytest.mark.parametrize("day", [date.min, date(1, 1, 8), date(9999, 12, 30), date.max])
@pytest.mark.parametrize("text", [WEEKDAYS, f"{WEEKDAYS}; PH off", "Mo[1] 09:00-12:00"])
def test_hours_sentence_does_not_overflow_at_the_ends_of_the_calendar(text, day):
    assert hours_sentence(text, day).startswith("Ouvert ")


# ── The week of a moment ────────────────────────────────────────────────────────────────────────


def lines(text: str, moment: datetime, *closures: Closure) -> list[tuple[str, str]]:
    return [(plain(" ; ".join(d.spans)), plain(d.note)) for d in week(text, closures, moment)]


def test_week_has_seven_days_from_monday_and_marks_today():
    found = week(WEEKDAYS, (), TUESDAY)
    assert [line.date for line in found] == [date(2026, 11, day) for day in range(23, 30)]
    assert found[1].label == "mardi 24 novembre"
    assert [line.is_today for line in found] == [False, True, *[False] * 5]
    assert found[1].spans == ("9\u00a0h – 12\u00a0h", "14\u00a0h – 17\u00a0h")
    assert (found[5].spans, found[5].note) == ((), "Fermé")


def test_week_is_the_one_of_paris():
    sunday_in_london = datetime.fromisoformat("2026-11-22T23:30+00:00")
    assert week(WEEKDAYS, (), sunday_in_london)[0].date == MONDAY
    assert week(WEEKDAYS, (), sunday_in_london)[0].is_today


@pytest.mark.parametrize("text", ["", "le matin", "SH Mo 10:00-12:00"])
def test_week_of_unknown_hours_is_empty(text):
    assert week(text, (), TUESDAY) == []


@pytest.mark.parametrize(
    ("text", "closure", "expected"),
    [
        (WEEKDAYS, Closure(MONDAY, MONDAY), ("", "Fermeture exceptionnelle : travaux")),
        (WEEKDAYS, Closure(MONDAY, None, ""), ("", "Fermeture exceptionnelle")),
        (
            WEEKDAYS,
            Closure(date.min, None, "pause", outranks=True),
            ("", "Fermeture exceptionnelle : pause"),
        ),
        (
            WEEKDAYS,
            Closure(MONDAY, MONDAY, "grève", "10:00-11:00"),
            ("10 h – 11 h", "Horaires exceptionnels : grève"),
        ),
        (WEEKDAYS, Closure(MONDAY, MONDAY, "grève", "??"), ("", "Horaires à confirmer : grève")),
        (
            WEEKDAYS,
            Closure(MONDAY, MONDAY, "grève", "Tu 10:00-11:00"),
            ("", "Fermeture exceptionnelle : grève"),
        ),
        ("24/7", None, ("Jour et nuit", "")),
        ("Mo 20:00-02:00", None, ("20 h – 2 h du matin", "")),
        ("Mo 00:00-06:00", None, ("0 h – 6 h", "")),
        ('"sur rendez-vous"', None, ("", "Sur rendez-vous")),
        ('Mo 09:00-12:00 "RDV"', None, ("9 h – 12 h", "Sur rendez-vous")),
        (
            'Mo 09:00-12:00, Mo 14:00-17:00 "RDV"',
            None,
            ("9 h – 12 h", "Sur rendez-vous : 14 h – 17 h"),
        ),
        ('Mo 09:00-12:00 "atelier"', None, ("9 h – 12 h", "atelier")),
        ('Mo off "marché"', None, ("", "Fermé (marché)")),
    ],
)
def test_week_says_what_is_particular_to_a_day(text, closure, expected):
    assert lines(text, TUESDAY, *([closure] if closure else []))[0] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (WEEKDAYS, ("", "Jour férié (Noël) : à confirmer")),
        ("Mo-Th 09:00-12:00", ("", "Fermé")),
        (f"{WEEKDAYS}; PH off", ("", "Fermé, jour férié (Noël)")),
        (f"{WEEKDAYS}; PH 10:00-12:00", ("10 h – 12 h", "Jour férié (Noël)")),
    ],
)
def test_week_announces_public_holidays(text, expected):
    assert lines(text, datetime(2026, 12, 24, 10, tzinfo=ZONE))[4] == expected


@pytest.mark.parametrize(("text", "_"), REAL)
def test_week_shows_as_many_spans_as_there_are_openings(text, _):
    shown = sum(len(line.spans) for line in week(text, (), TUESDAY))
    assert shown == len(openings(text, (), MONDAY, 8)) - len(
        openings(text, (), date(2026, 11, 30), 1)
    )


# ── Search engines ──────────────────────────────────────────────────────────────────────────────


def test_schema_org_groups_days_with_the_same_hours():
    assert schema_org("Mo,Tu 09:00-12:00; Fr 20:00-02:00") == [
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": ["https://schema.org/Monday", "https://schema.org/Tuesday"],
            "opens": "09:00",
            "closes": "12:00",
        },
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": ["https://schema.org/Friday"],
            "opens": "20:00",
            "closes": "02:00",
        },
    ]


def test_schema_org_of_a_place_that_never_closes():
    (only,) = schema_org("24/7")
    assert (only["opens"], only["closes"], len(only["dayOfWeek"])) == ("00:00", "23:59", 7)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "le matin",
        '"sur rendez-vous"',
        'Mo 09:00-12:00 "RDV"',
        "Jul-Aug Mo 10:00-12:00",
        "Mo[1] 10:00-12:00",
    ],
)
def test_schema_org_says_nothing_uncertain(text):
    assert schema_org(text) == []
