"""Search as a specification: what answers, in which order, and what each choice would give."""

import pytest

from places.directory import load
from places.directory.conditions import NOW
from places.directory.facets import CATEGORY, DISTRICT, FREE, KIND, NEED, OPENING, YES
from places.directory.search import Query, search
from places.geo import Box, Position
from places.vocabulary import Publication

WEEKDAYS = "Mo-Fr 09:00-12:00"
EPEULE = Position(50.6885, 3.1640)


def ask(now, **query):
    chosen = {
        group: frozenset([values] if isinstance(values, str) else values)
        for group, values in query.pop("chosen", {}).items()
    }
    directory = load.current().directory.on_day(now.date())
    return search(directory, Query(chosen=chosen, **query), now)


def names(answer):
    directory = answer.directory
    return [directory.document(row).name for row in answer.best(0, answer.total)]


@pytest.fixture
def town(make_site, districts):
    make_site(
        "Comité de l’Épeule",
        kinds=["association"],
        district=districts[1],
        latitude=50.6890,
        longitude=3.1650,
        hours=WEEKDAYS,
        fees=["gratuit"],
        services=[{"category": "acces", "needs": ["imprimer", "wifi"]}],
    )
    make_site(
        "Médiathèque",
        kinds=["bibliotheque"],
        latitude=50.6915,
        longitude=3.1745,
        hours="Tu-Sa 14:00-18:00",
        fees=["payant"],
        languages=["ar"],
        services=[{"category": "acces", "needs": ["ordinateur"]}, {"category": "demarches"}],
    )
    make_site(
        "Centre social",
        kinds=["centre-social", "epn"],
        services=[{"category": "demarches", "needs": ["caf"]}],
    )
    make_site(
        "Brouillon caché",
        publication=Publication.DRAFT,
        services=[{"category": "acces", "needs": ["imprimer"]}],
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("imprimante", ["Comité de l’Épeule"]),
        ("IMPRIMER", ["Comité de l’Épeule"]),
        ("imprimate", ["Comité de l’Épeule"]),
        ("bibliotheque", ["Médiathèque"]),
        ("mediatheque", ["Médiathèque"]),
        ("epeule", ["Comité de l’Épeule"]),
        ("arabe", ["Médiathèque"]),
        ("caf", ["Médiathèque", "Centre social"]),
        ("caf roubaix", ["Médiathèque", "Centre social"]),
        ("xyzzy", []),
    ],
)
def test_text_finds_places_without_accents_case_or_perfect_spelling(
    town, tuesday_at_ten, text, expected
):
    assert sorted(names(ask(tuesday_at_ten, text=text))) == sorted(expected)


def test_words_nobody_knows_are_said(town, tuesday_at_ten):
    assert ask(tuesday_at_ten, text="caf xyzzy").understood.ignored == ("xyzzy",)


def test_drafts_are_never_found(town, tuesday_at_ten):
    assert "Brouillon caché" not in names(ask(tuesday_at_ten))


def test_without_a_point_open_places_come_first_then_known_hours(town, tuesday_at_ten):
    assert names(ask(tuesday_at_ten)) == ["Comité de l’Épeule", "Médiathèque", "Centre social"]


def test_with_a_point_distances_are_known_save_for_the_unlocated(town, tuesday_at_ten):
    answer = ask(tuesday_at_ten, position=Position(50.6915, 3.1745))
    assert names(answer) == ["Comité de l’Épeule", "Médiathèque", "Centre social"]
    assert answer.unlocated == 1
    assert [answer.distance(row) is None for row in answer.best(0, 3)] == [False, False, True]


def test_a_radius_keeps_what_is_near(town, tuesday_at_ten):
    assert names(ask(tuesday_at_ten, position=EPEULE, radius_m=500)) == ["Comité de l’Épeule"]


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ({NEED: "imprimer"}, {"Comité de l’Épeule"}),
        ({NEED: ["imprimer", "wifi"]}, {"Comité de l’Épeule"}),
        ({NEED: ["imprimer", "caf"]}, set()),
        ({CATEGORY: "demarches"}, {"Médiathèque", "Centre social"}),
        ({KIND: ["epn", "bibliotheque"]}, {"Médiathèque", "Centre social"}),
        ({DISTRICT: "epeule"}, {"Comité de l’Épeule"}),
        ({DISTRICT: "ouest"}, {"Comité de l’Épeule"}),
        ({FREE: YES}, {"Comité de l’Épeule"}),
        ({OPENING: "maintenant"}, {"Comité de l’Épeule"}),
        ({OPENING: "samedi"}, {"Médiathèque"}),
        ({OPENING: "soir"}, set()),
        ({"langue": "ar"}, {"Médiathèque"}),
    ],
)
def test_choices_keep_what_answers_them(town, tuesday_at_ten, chosen, expected):
    assert set(names(ask(tuesday_at_ten, chosen=chosen))) == expected


def test_each_count_is_what_the_choice_would_give(town, tuesday_at_ten):
    for chosen in ({}, {KIND: "bibliotheque"}, {CATEGORY: "acces"}, {NEED: "caf", FREE: YES}):
        answer = ask(tuesday_at_ten, chosen=chosen)
        for (group, value), count in answer.counts.items():
            if group in (NEED, CATEGORY, OPENING):
                more = {**chosen, group: [*_listed(chosen.get(group)), value]}
            else:
                more = {**chosen, group: value}
            assert ask(tuesday_at_ten, chosen=more).total == count, (chosen, group, value)


def _listed(values):
    return [values] if isinstance(values, str) else list(values or ())


def test_an_empty_answer_says_what_would_help(town, tuesday_at_ten):
    answer = ask(tuesday_at_ten, chosen={NEED: "caf", FREE: YES})
    assert answer.total == 0
    assert {(r.group, r.value): r.count for r in answer.relaxations} == {
        (NEED, "caf"): 1,
        (FREE, ""): 2,
    }


def test_open_at_a_given_time(town, tuesday_at_ten):
    saturday = tuesday_at_ten.replace(day=28, hour=15, tzinfo=None)
    assert names(ask(tuesday_at_ten, moment=saturday)) == ["Médiathèque"]


def test_a_zone_of_the_map_keeps_what_is_inside(town, tuesday_at_ten):
    box = Box(50.6880, 3.1640, 50.6900, 3.1660)
    assert names(ask(tuesday_at_ten, box=box)) == ["Comité de l’Épeule"]


def test_a_commune_keeps_its_places(town, make_site, tuesday_at_ten):
    make_site("Mairie d’Aix", commune="AIX LES BAINS")
    assert names(ask(tuesday_at_ten, commune="aix les bains")) == ["Mairie d’Aix"]
    assert ask(tuesday_at_ten, commune="nulle part").total == 0


def test_pages_of_results_follow_each_other_without_hole_or_repeat(make_site, tuesday_at_ten):
    for number in range(25):
        make_site(f"Lieu {number:02}", hours=WEEKDAYS if number % 3 else "")
    answer = ask(tuesday_at_ten)
    whole = answer.best(0, 25)
    assert [row for start in (0, 7, 14, 21) for row in answer.best(start, start + 7)] == whole
    assert sorted(whole) == sorted(answer.matched.tolist())
    assert answer.best(25, 35) == []


def test_unreadable_hours_are_neither_open_nor_closed(make_site, tuesday_at_ten):
    make_site("Illisible", hours="un jour sur deux")
    answer = ask(tuesday_at_ten)
    assert answer.counts[OPENING, NOW] == 0
    assert not answer.directory.week.known[answer.matched[0]]


def test_a_closure_hides_a_place_from_open_now(make_site, tuesday_at_ten):
    day = tuesday_at_ten.date()
    make_site("Fermé", hours="24/7", closures=[{"start": day, "end": day}])
    assert ask(tuesday_at_ten).counts[OPENING, NOW] == 0
