"""The editor of a week: what it shows is what the hours say, what it reads is what was typed."""

import csv
import itertools
import json
import random
from datetime import date, time

import pytest
from django.conf import settings

from places.hours.editor import EditableWeek, compose, fill, row_sentence, same_meaning, week_of
from places.hours.french import MONDAY
from places.hours.osm import parse
from places.hours.wording import hours_sentence

WEEKDAYS = ["9h-12h"] * 5 + ["", ""]
FIXTURES = settings.BASE_DIR / "fixtures"


def known_hours() -> list[str]:
    """Every hours text of the fixtures."""
    found: dict[str, None] = {}
    for site in _walk(json.loads((FIXTURES / "roubaix.json").read_text(encoding="utf-8"))):
        found.setdefault(site)
    with (FIXTURES / "hinaura-sample.csv").open(encoding="utf-8") as sample:
        for row in csv.DictReader(sample):
            found.setdefault(row.get("horaires") or "")
    return [hours for hours in found if hours.strip()]


def _walk(held) -> list[str]:
    if isinstance(held, dict):
        own = [held["hours"]] if isinstance(held.get("hours"), str) else []
        return own + [text for one in held.values() for text in _walk(one)]
    return [text for one in held for text in _walk(one)] if isinstance(held, list) else []


def plain(text: str) -> str:
    return text.replace("\xa0", " ")


# ── Showing ─────────────────────────────────────────────────────────────────────────────────────


def test_a_week_is_shown_as_seven_rows():
    week = week_of("Tu-Fr 09:00-12:00,14:00-17:30; Sa 09:00-12:00; PH off")
    assert week.rows == (
        "fermé",
        *(["9 h à 12 h et 14 h à 17 h 30"] * 4),
        "9 h à 12 h",
        "fermé",
    )
    assert week.extras == ("Fermé les jours fériés",)


@pytest.mark.parametrize(
    ("osm", "extra"),
    [
        ('Mo-Fr 09:00-12:00 || "sur rendez-vous"', "Le reste du temps : sur rendez-vous"),
        ('"sur rendez-vous"', "sur rendez-vous"),
        ("Mo-Fr 09:00-12:00; We[1] off", "Fermé le premier mercredi du mois"),
        ("Mo-Fr 09:00-12:00; Sa[-1] 14:00-17:00", "dernier samedi du mois : 14 h à 17 h"),
        (
            "Mo-Fr 09:00-12:00; We[1] 14:00-17:00",
            "premier mercredi du mois : 14 h à 17 h à la place",
        ),
        ("week 02-52/2 We 09:00-12:00", "mercredi des semaines paires : 9 h à 12 h"),
        ("Mo-Fr 09:00-12:00; Jul-Aug off", "De juillet à août : fermé"),
        (
            "Mo-Fr 09:00-12:00; Jul,Aug off; Jul,Aug Mo 10:00-12:00",
            "En juillet et août : lundi 10 h à 12 h, fermé les autres jours",
        ),
        ('Mo 09:00-12:00; Sa 09:00-12:00 unknown "un samedi sur deux"', "un samedi sur deux : "),
    ],
)
def test_what_is_not_a_row_is_a_line_in_words(osm, extra):
    assert week_of(osm).extras[-1].startswith(extra)


def test_hours_of_a_day_may_have_a_condition():
    week = week_of('Fr 09:00-12:00, Fr 14:00-17:00 "sur rendez-vous"')
    assert week.rows[4] == "9 h à 12 h, et sur rendez-vous de 14 h à 17 h"


@pytest.mark.parametrize(
    "osm",
    [
        'Mo-Fr 09:00-12:00; Su off "marché"',
        'Fr 13:30-17:15 unknown "après-midi non connu"',
        "Mo 10:00-12:00; SH off",
        "1,5 jour par semaine, sur rendez-vous par téléphone",
        'Mo 09:00-12:00 "sur rendez-vous", Mo 14:00-17:00',
        "Mo-Fr sunrise-sunset",
        "2026 Mo-Fr 09:00-12:00",
    ],
)
def test_what_rows_would_say_otherwise_is_not_shown_as_rows(osm):
    assert week_of(osm) is None


def test_nothing_known_is_an_empty_week():
    assert week_of("") == EditableWeek(("",) * 7)


# ── Both ways ───────────────────────────────────────────────────────────────────────────────────


def test_every_known_text_comes_back_the_same_or_is_left_alone():
    shown = 0
    for osm in known_hours():
        week = week_of(osm)
        if week:
            shown += 1
            again = compose(week.rows, week.extras)
            assert again.certain
            assert same_meaning(again.osm, osm), osm
    assert shown >= 0.9 * len(known_hours())


def test_any_rows_come_back_as_each_says_alone():
    """Rows read together say what each says alone, whatever their neighbours."""
    dice = random.Random(5)
    forms = ["9h-12h", "9h12h", "8 h 30 à 12 h et 14h-17h", "fermé", "", "14h-17h sur rendez-vous"]
    forms += ["sur rendez-vous", "9h-12h, et sur rendez-vous de 14h à 17h"]
    forms += ["10h à midi / 13h-16h", "comme lundi", "accès libre de 9h à 12h"]
    for _ in range(25):
        rows = [dice.choice(forms) for _ in range(7)]
        composed = compose(rows, [])
        if rows[0] == "comme lundi":
            assert 0 in composed.row_problems
            continue
        assert composed.certain, rows
        alone = itertools.chain.from_iterable(_alone(rows, number) for number in range(7))
        assert _certain_week(composed.osm) == sorted(alone), rows


def _alone(rows: list[str], number: int) -> list[tuple]:
    row = rows[0] if rows[number] == "comme lundi" else rows[number]
    return _certain_week(compose([row if n == number else "" for n in range(7)], []).osm)


def _certain_week(osm: str) -> list[tuple]:
    if osm in ("", "off"):
        return []
    found = parse(osm).periods(date(2026, 11, 23), date(2026, 11, 30))
    return sorted(tuple(one) for one in found if one.start.time() != time(0))


# ── Reading ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("rows", "osm"),
    [
        (["9h-12h / 14h-17h30"], "Mo 09:00-12:00,14:00-17:30"),
        (["9h12h", "comme lundi", "fermé"], "Mo,Tu 09:00-12:00"),
        (["comme jeudi", "", "", "lundi : fermé", "", "", ""], None),
        (["", "comme le mercredi", "mercredi : 14h-17h"], "Tu,We 14:00-17:00"),
        (["fermé"] * 7, "off"),
        ([""] * 7, ""),
        (["sur rendez-vous"], 'Mo "sur rendez-vous"'),
        (["", "", "", "", "", "un samedi sur deux 9h-12h"], "Sa 09:00-12:00 unknown"),
    ],
)
def test_rows_are_read(rows, osm):
    composed = compose([*rows, *[""] * (7 - len(rows))], [])
    if osm is None:
        assert composed.row_problems
    else:
        assert composed.certain
        assert composed.osm.startswith(osm)


def test_an_empty_row_beside_others_is_closed_and_said_so():
    composed = compose(["9h-12h", "", "", "", "", "", ""], [])
    assert plain(hours_sentence(composed.osm, MONDAY)) == "Ouvert le lundi de 9 h à 12 h."


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("bla", "Nous n’avons pas compris : « bla »"),
        ("17h-14h30h", "Nous n’avons pas compris"),
        ("comme moi", "Écrivez un autre jour"),
        ("9h-12h et mardi 10h-11h", "un seul jour"),
        ("mardi 10h-11h", "un seul jour"),
        ("9h-12h le reste du temps sur rendez-vous", "un seul jour"),
        ("fermé pendant les vacances scolaires", "Les vacances scolaires se disent"),
    ],
)
def test_a_row_that_is_not_understood_is_said_and_nothing_is_guessed(row, said):
    composed = compose(["", "", row, "", "", "", ""], [])
    assert not composed.certain
    assert said in composed.row_problems[2]


def test_days_that_copy_one_another_are_said():
    assert set(compose(["comme mardi", "comme lundi", *[""] * 5], []).row_problems) == {0, 1}


@pytest.mark.parametrize(
    ("extra", "osm"),
    [
        ("sur rendez-vous", 'Mo-Fr 09:00-12:00 "sur rendez-vous"'),
        ("le reste du temps sur rendez-vous", 'Mo-Fr 09:00-12:00 || "sur rendez-vous"'),
        ("fermé les jours fériés", "Mo-Fr 09:00-12:00; PH off"),
        ("1er samedi du mois 9h-11h", "Mo-Fr 09:00-12:00; Sa[1] 09:00-11:00"),
        (
            "premier mercredi du mois : 14h-17h en plus",
            "Mo-Fr 09:00-12:00; We[1] 09:00-12:00,14:00-17:00",
        ),
        (
            "premier mercredi du mois : 14h-17h à la place",
            "Mo-Fr 09:00-12:00; We[1] 14:00-17:00",
        ),
        (
            "mercredi des semaines paires : 8h-11h à la place",
            "Mo-Fr 09:00-12:00; week 02-52/2 We 08:00-11:00",
        ),
        ("fermé en août", "Mo-Fr 09:00-12:00; Aug off"),
        (
            "en juillet : lundi de 10h à 12h, fermé les autres jours",
            "Mo-Fr 09:00-12:00; Jul off; Jul Mo 10:00-12:00",
        ),
    ],
)
def test_other_lines_are_read_with_the_rows(extra, osm):
    composed = compose(WEEKDAYS, [extra])
    assert composed.certain, composed
    assert composed.osm == osm


@pytest.mark.parametrize(
    ("extra", "said"),
    [
        ("premier mercredi du mois : 14h-17h", "« en plus » ou « à la place »"),
        ("en juillet : lundi de 10h à 12h", "Et les autres jours ?"),
        ("vacances scolaires : fermé", "dans « Fermetures »"),
        ("demandez à Paulette", "Nous n’avons pas compris"),
    ],
)
def test_a_line_that_may_mean_two_things_asks(extra, said):
    composed = compose(WEEKDAYS, ["", extra])
    assert said in composed.extra_problems[1]
    assert not composed.row_problems


def test_what_stays_true_without_an_answer_is_advice():
    composed = compose([*WEEKDAYS[:5], "", ""], ["un samedi sur deux : 9h-12h"])
    assert composed.certain
    assert "semaines paires" in composed.notes[0]
    assert "un samedi sur deux" in hours_sentence(composed.osm, MONDAY)


def test_a_whole_sentence_fills_the_rows():
    week, missed = fill("du lundi au vendredi de 9h à 12h, fermé les jours fériés")
    assert week.rows == (*["9 h à 12 h"] * 5, "fermé", "fermé")
    assert week.extras == ("Fermé les jours fériés",)
    assert missed == ()


def test_what_a_sentence_does_not_say_clearly_is_quoted():
    assert fill("venez quand vous voulez") == (None, ("venez quand vous voulez",))
    week, missed = fill("lundi 9h-12h, demandez Paulette")
    assert week.rows[0] == "9 h à 12 h"
    assert "Paulette" in missed[0]


def test_a_row_alone_is_read_back():
    assert plain(row_sentence(2, "9h-12h")[0]) == "Ouvert le mercredi de 9 h à 12 h."
    assert row_sentence(2, "fermé") == ("Fermé le mercredi.", "")
    assert row_sentence(2, "") == ("", "")
    assert row_sentence(2, "bla")[1].startswith("Nous n’avons pas compris")
    rows = ["9h-12h", *[""] * 6]
    assert plain(row_sentence(2, "comme lundi", rows)[0]) == "Ouvert le mercredi de 9 h à 12 h."


def test_a_night_is_not_cut_by_the_hours_of_the_next_day():
    composed = compose(["20h-2h", "9h-12h", *[""] * 5], ["fermé les jours fériés"])
    said = plain(hours_sentence(composed.osm, MONDAY))
    assert "le lundi de 20 h à 2 h du matin, le mardi de 9 h à 12 h" in said
    assert "Fermé les jours fériés" in said
    week = week_of(composed.osm)
    assert week.rows[:2] == ("20 h à 2 h", "9 h à 12 h")
    assert week_of("Mo 20:00-02:00; Tu 09:00-12:00") is None
