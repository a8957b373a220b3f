"""What residents read about a place now."""

from datetime import date, datetime, time

import pytest

from places.hours.osm import ZONE, State, StateKind, state
from places.hours.wording import clock, day_name, long_date, state_sentence
from tests.hours.examples import TUESDAY, WEEKDAYS, Closure, plain


def said(text: str, moment: str, *closures: Closure, can_call: bool = True) -> str:
    at = datetime.fromisoformat(moment).replace(tzinfo=ZONE)
    return plain(state_sentence(state(text, closures, at), at, can_call=can_call))


# ── Hours and dates ─────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("hour", "expected"),
    [
        (time(9), "9\u00a0h"),
        (time(9, 30), "9\u00a0h\u00a030"),
        (time(17, 5), "17\u00a0h\u00a005"),
        (time(12), "midi"),
        (time(12, 15), "12\u00a0h\u00a015"),
        (time(0), "minuit"),
        (time(0, 30), "0\u00a0h\u00a030"),
    ],
)
def test_clock_is_said_as_people_say_it(hour, expected):
    assert clock(hour) == expected


def test_dates_are_said_as_people_say_them():
    assert day_name(date(2026, 11, 3)) == "mardi"
    assert long_date(date(2026, 11, 3)) == "mardi 3 novembre"
    assert long_date(date(2026, 12, 1)) == "mardi 1er décembre"
    assert long_date(date(2026, 12, 1), date(2026, 11, 3)) == "mardi 1er décembre"
    assert long_date(date(2027, 2, 1), date(2026, 11, 3)) == "lundi 1er février 2027"


# ── The state now ───────────────────────────────────────────────────────────────────────────────

WORKS = Closure(date(2026, 11, 23), date(2026, 11, 26))
LONG = Closure(date(2026, 11, 23), date(2027, 3, 1), "")
ENDLESS = Closure(date(2026, 11, 23), None, "incendie.")
PAUSED = Closure(date.min, date(2026, 11, 26), "", outranks=True)
AFTERNOON = 'Mo-Fr 08:00-12:00, Mo-Fr 13:00-17:00 unknown "après-midi non connu"'


@pytest.mark.parametrize(
    ("text", "moment", "closures", "expected"),
    [
        (WEEKDAYS, "2026-11-24T16:00", (), "Ouvert jusqu'à 17 h"),
        (WEEKDAYS, "2026-11-24T10:00", (), "Ouvert jusqu'à midi"),
        (WEEKDAYS, "2026-11-24T16:45", (), "Ferme bientôt (17 h)"),
        (WEEKDAYS, "2026-11-24T12:30", (), "Fermé, ouvre à 14 h"),
        (WEEKDAYS, "2026-11-24T18:00", (), "Ouvre demain à 9 h"),
        (WEEKDAYS, "2026-11-27T18:00", (), "Ouvre lundi à 9 h"),
        ("Tu 12:00-14:00", "2026-11-23T18:00", (), "Ouvre demain à midi"),
        ("Mo 09:30-12:00", "2026-11-24T10:00", (), "Ouvre lundi à 9 h 30"),
        ("Tu 09:00-12:00", "2026-11-24T18:00", (), "Ouvre le mardi 1er décembre à 9 h"),
        ("Mo[1] 09:00-12:00", "2026-11-24T18:00", (), "Ouvre le lundi 7 décembre à 9 h"),
        ("Mo[1] 09:00-12:00", "2026-12-08T18:00", (), "Ouvre le lundi 4 janvier 2027 à 9 h"),
        ("Fr 20:00-02:00", "2026-11-27T21:00", (), "Ouvert jusqu'à 2 h"),
        ("Fr 20:00-24:00", "2026-11-27T21:00", (), "Ouvert jusqu'à minuit"),
        ("Sa 00:00-24:00", "2026-11-27T21:00", (), "Ouvre demain à 0 h"),
        ("24/7", "2026-11-24T10:00", (), "Ouvert jour et nuit"),
        (
            "Mo-Fr 00:00-24:00",
            "2026-11-24T10:00",
            (),
            "Ouvert jour et nuit jusqu'à vendredi, minuit",
        ),
        (
            "24/7; Dec 25 off",
            "2026-11-24T10:00",
            (),
            "Ouvert jour et nuit jusqu'au jeudi 24 décembre",
        ),
        ("off", "2026-11-24T10:00", (), "Fermé jusqu'à nouvel ordre"),
        (
            "Jul-Aug Mo 10:00-12:00",
            "2026-11-24T10:00",
            (),
            "Fermé en ce moment. Ouvre le lundi 5 juillet 2027 à 10 h",
        ),
        (
            WEEKDAYS,
            "2026-11-24T10:00",
            (WORKS,),
            "Fermé en ce moment : travaux. Rouvre vendredi à 9 h",
        ),
        (
            WEEKDAYS,
            "2026-11-26T10:00",
            (WORKS,),
            "Fermé en ce moment : travaux. Rouvre demain à 9 h",
        ),
        (
            WEEKDAYS,
            "2026-11-24T10:00",
            (LONG,),
            "Fermé en ce moment. Rouvre le mardi 2 mars 2027 à 9 h",
        ),
        (WEEKDAYS, "2026-11-24T10:00", (ENDLESS,), "Fermé jusqu'à nouvel ordre : incendie"),
        ("", "2026-11-24T10:00", (WORKS,), "Fermé jusqu'au jeudi 26 novembre inclus : travaux"),
        (
            WEEKDAYS,
            "2026-12-25T10:00",
            (),
            "Jour férié (Noël) : horaires à confirmer, appelez avant",
        ),
        (
            f"{WEEKDAYS}; PH off",
            "2026-12-25T10:00",
            (),
            "Fermé en ce moment : Noël. Rouvre lundi à 9 h",
        ),
        ('"sur rendez-vous"', "2026-11-24T10:00", (), "Sur rendez-vous"),
        ('"selon ateliers"', "2026-11-24T10:00", (), "À confirmer : selon ateliers"),
        ('Mo-Fr 08:00-12:00 "Fermé"', "2026-11-24T10:00", (), "À confirmer : Fermé"),
        (AFTERNOON, "2026-11-24T10:00", (), "Ouvert jusqu'à midi"),
        (AFTERNOON, "2026-11-24T15:00", (), "À confirmer : après-midi non connu"),
        (
            'Mo-Fr 08:00-12:00 || unknown "après-midi non connu"',
            "2026-11-24T15:00",
            (),
            "À confirmer : après-midi non connu",
        ),
        ('Mo-Fr unknown "à la demande"', "2026-11-24T15:00", (), "Sur rendez-vous"),
        ('unknown "À confirmer."', "2026-11-24T10:00", (), "Horaires à confirmer, appelez avant"),
        ('Tu " "', "2026-11-24T10:00", (), "Horaires à confirmer, appelez avant"),
        ('"à confirmer par mail"', "2026-11-24T10:00", (), "À confirmer par mail"),
        ("Mo-Fr", "2026-11-24T10:00", (), "Horaires à confirmer, appelez avant"),
        ("PH off", "2026-11-24T10:00", (), "Horaires à confirmer, appelez avant"),
        (
            WEEKDAYS,
            "2026-11-24T10:00",
            (PAUSED,),
            "Fermé en ce moment. Rouvre vendredi à 9 h",
        ),
        ("", "2026-11-24T10:00", (PAUSED,), "Fermé jusqu'au jeudi 26 novembre inclus"),
        ("unknown", "2026-11-24T10:00", (), "Horaires à confirmer, appelez avant"),
        ("", "2026-11-24T10:00", (), "Horaires non connus, appelez avant"),
        ("le matin", "2026-11-24T10:00", (), "Horaires à confirmer, appelez avant"),
    ],
)
def test_state_sentence_says_what_to_do(text, moment, closures, expected):
    assert said(text, moment, *closures) == expected


@pytest.mark.parametrize(
    "kind", [k for k in StateKind if k not in (StateKind.CLOSED, StateKind.CLOSING_SOON)]
)
def test_state_sentence_has_words_for_a_bare_state(kind):
    assert state_sentence(State(kind), TUESDAY)


@pytest.mark.parametrize(
    ("text", "moment", "expected"),
    [
        ("", "2026-11-24T10:00", "Horaires non connus"),
        ("le matin", "2026-11-24T10:00", "Horaires à confirmer"),
        ("unknown", "2026-11-24T10:00", "Horaires à confirmer"),
        (AFTERNOON, "2026-11-24T15:00", "À confirmer : après-midi non connu"),
        ('"sur rendez-vous"', "2026-11-24T10:00", "Sur rendez-vous"),
        (WEEKDAYS, "2026-12-25T10:00", "Jour férié (Noël) : horaires à confirmer"),
        (WEEKDAYS, "2026-11-24T10:00", "Ouvert jusqu'à midi"),
        ("off", "2026-11-24T10:00", "Fermé jusqu'à nouvel ordre"),
    ],
)
def test_state_sentence_does_not_tell_to_call_a_place_without_phone(text, moment, expected):
    assert said(text, moment, can_call=False) == expected


@pytest.mark.parametrize("kind", StateKind)
def test_no_state_tells_to_call_a_place_without_phone(kind):
    full = State(kind, until=TUESDAY, opens=TUESDAY, reason="à confirmer")
    sentence = state_sentence(full, TUESDAY, can_call=False)
    assert sentence
    assert "appel" not in sentence
