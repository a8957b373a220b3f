"""What desks answered, counted by hand; fewer than five are never told.

| number | needs         | quartier | answer      | months ago | desk          |
|--------|---------------|----------|-------------|------------|---------------|
| 12     | imprimer      | Épeule   | a place     | 1          | médiathèque   |
| 6      | imprimer      | Alma     | pas de lieu | 2          | médiathèque   |
| 7      | CAF           | Épeule   | complet     | 2          | elsewhere     |
| 5      | imprimer, CAF | Épeule   | complet     | 3          | none          |
| 2      | CV            | Pile     | a place     | 3          | médiathèque   |
| 3      | –             | –        | a place     | 4          | none          |
| 9      | CV            | Alma     | autre       | 0, 13      | not counted   |
"""

from datetime import date, timedelta
from functools import partial

import pytest

from places.actions.recording import act
from places.actions.thesaurus import save_districts
from places.diagnosis.landscape.masking import HIDDEN
from places.diagnosis.landscape.orientations import orientations
from places.diagnosis.oriented import Period
from places.directory import load
from places.models import Desk

TODAY = date(2026, 11, 26)
FEW = "moins de 5"
MASKED = (FEW, HIDDEN, HIDDEN)
ALL_MASKED = (HIDDEN, HIDDEN, HIDDEN)


@pytest.fixture
def note(note_orientations):
    return partial(note_orientations, TODAY)


@pytest.fixture
def noted(note, make_site, author):
    site = make_site("Médiathèque", kinds=["bibliotheque", "epn"])
    save_districts(
        author,
        [
            {"slug": slug, "name": name, "commune": "Roubaix"}
            for slug, name in {"epeule": "Épeule", "alma": "Alma", "pile": "Pile"}.items()
        ],
    )
    with act(author, "guichets"):
        library = Desk.objects.create(name="Médiathèque, accueil", at_site=site)
        phone = Desk.objects.create(name="Téléphone")
    note(12, ["imprimer"], "epeule", ago=1, desk=library)
    note(6, ["imprimer"], "alma", "pas-de-lieu", ago=2, desk=library)
    note(7, ["caf"], "epeule", "complet", ago=2, desk=phone)
    note(5, ["imprimer", "caf"], "epeule", "complet", ago=3)
    note(2, ["cv"], "pile", ago=3, desk=library)
    note(3, [], ago=4)
    note(8, ["cv"], "alma", "autre", ago=0)
    note(1, ["cv"], "alma", "autre", ago=13)
    load.forget()


@pytest.fixture
def found(noted):
    section, figures = orientations(load.current().directory, TODAY)
    return {table.code: table for table in section.tables}, figures, section.said


def test_figures_equal_the_hand_count(found):
    _, figures, said = found
    told = [(one.code, one.value, one.numerator, one.denominator) for one in figures]
    assert told == [("orientations", 35, 35, 35), ("rien-adapte", 51.4, 18, 35)]
    assert said == (
        "Du 1er novembre 2025 au 31 octobre 2026, 35 orientations. Rien d’adapté : 18 fois."
    )


@pytest.mark.parametrize(
    ("table", "rows"),
    [
        (
            "besoins",
            [
                ("Imprimer", (23, 11, 47.8)),
                ("CAF", (12, 12, 100.0)),
                ("Faire un CV", MASKED),
                ("Sans besoin précis", MASKED),
                ("Ensemble", (35, 18, 51.4)),
            ],
        ),
        (
            "raisons",
            [
                ("Pas de lieu", (6,)),
                *((name, (0,)) for name in ("Trop loin", "Fermé")),
                ("Complet", (12,)),
                *((name, (0,)) for name in ("Langue", "Coût", "Compétence", "Autre")),
            ],
        ),
        (
            "quartiers",
            [
                ("Épeule", (24, 12, 50.0)),
                ("Alma", (6, 6, 100.0)),
                ("Pile", MASKED),
                ("Quartier non dit", MASKED),
                ("Ensemble", (35, 18, 51.4)),
            ],
        ),
        ("manques", [("CAF, Épeule", (12,)), ("Imprimer, Alma", (6,)), ("Imprimer, Épeule", (5,))]),
        (
            "guichets",  # without a desk: 5 found nothing and 3 a place; the others would tell it
            [
                ("Bibliothèque, médiathèque", (20, HIDDEN, HIDDEN)),
                ("Sans guichet choisi", (8, HIDDEN, HIDDEN)),
                ("Guichet hors d’un lieu de l’annuaire", (7, HIDDEN, HIDDEN)),
                ("Ensemble", (35, 18, 51.4)),
            ],
        ),
        (
            "mois",  # the 3 of July would be 35 − 32
            [
                *((f"{name} 2025", (0, 0, None)) for name in ("novembre", "décembre")),
                *(
                    (f"{name} 2026", (0, 0, None))
                    for name in ("janvier", "février", "mars", "avril", "mai", "juin")
                ),
                ("juillet 2026", ALL_MASKED),
                ("août 2026", ALL_MASKED),
                ("septembre 2026", (13, 13, 100.0)),
                ("octobre 2026", (12, 0, 0.0)),
                ("Ensemble", (35, 18, 51.4)),
            ],
        ),
    ],
)
def test_tables_equal_the_hand_count(found, table, rows):
    shown = found[0][f"orientations-{table}"].rows
    assert [(row.label, row.cells) for row in shown] == rows


def test_every_table_says_its_period_its_denominator_and_its_list(found):
    for table in found[0].values():
        assert "Du 1er novembre 2025 au 31 octobre 2026. Sur " in table.denominator
        assert table.definition and not table.listing.is_public


def test_fewer_than_five_orientations_tell_nothing(note):
    note(4, ["imprimer"], reason="complet")
    section, figures = orientations(load.current().directory, TODAY)
    assert (section.tables, figures) == ((), ())
    assert "moins de 5 orientations" in section.said


def test_how_many_found_nothing_is_hidden_with_how_many_found_a_place(note):
    note(20, ["imprimer"])
    note(3, ["imprimer"], reason="complet")
    section, figures = orientations(load.current().directory, TODAY)
    assert [one.code for one in figures] == ["orientations"]
    tables = {table.code: table for table in section.tables}
    assert tables["orientations-besoins"].cell("Ensemble", "Rien d’adapté") == HIDDEN
    assert tables["orientations-raisons"].rows == tables["orientations-manques"].rows == ()


def test_nothing_is_told_when_all_parts_are_small(note):
    note(4, ["imprimer"], ago=1)
    note(4, ["caf"], ago=2)
    section, _ = orientations(load.current().directory, TODAY)
    tables = {table.code: table for table in section.tables}
    assert tables["orientations-besoins"].rows == tables["orientations-mois"].rows == ()


def test_figures_hold_still_until_the_month_ends(noted):
    directory = load.current().directory
    same = orientations(directory, TODAY + timedelta(days=4))
    assert same == orientations(directory, TODAY)


@pytest.mark.parametrize(
    ("today", "first", "last"),
    [("2026-01-01", "2025-01-01", "2025-12-31"), ("2024-03-31", "2023-03-01", "2024-02-29")],
)
def test_period_is_twelve_whole_months(today, first, last):
    found = Period.before(date.fromisoformat(today))
    assert (found.first.isoformat(), found.last.isoformat()) == (first, last)
