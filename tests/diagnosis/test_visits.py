"""« Fréquentation » in the état des lieux, counted by hand.

Last twelve whole months before 24 November 2026: November 2025 to October 2026.

| place  | quartier | October 2026                   | September 2026   | outside            |
|--------|----------|--------------------------------|------------------|--------------------|
| Comité | Épeule   | 100 visits, 40 prints, 3 CAF   | 20 visits (days) | November 2026: 999 |
| Mairie | Alma     | 7 prints, visits not counted   | –                | October 2025: 999  |
| Centre | Alma     | –                              | –                | –                  |
| Fermé  | Alma     | 5000 visits: closed, not shown | –                | –                  |
"""

from datetime import date

import pytest

from places.actions.edit import edit_site
from places.actions.labels import paris_today
from places.actions.recording import Author
from places.actions.visits import Counting, save_counting
from places.diagnosis.landscape.reading import Places
from places.diagnosis.landscape.visits import Visits, visit_figures, visits
from places.directory import load
from places.hours.periods import Period, months_back
from places.models.visit import VISITS
from places.vocabulary import Origin, SiteStatus

TODAY = date(2026, 11, 24)
OCTOBER, SEPTEMBER = date(2026, 10, 1), date(2026, 9, 1)
AUTHOR = Author("Yvette", Origin.LINK)


def note(site, month: date, numbers: dict[str, int], day: int = 0) -> None:
    save_counting(AUTHOR, Counting(site, Period(month, day), numbers))


@pytest.fixture
def town(make_site, districts, author):
    comite = make_site("Comité", district=districts[1])
    mairie = make_site("Mairie", district=districts[2])
    make_site("Centre", district=districts[2])
    closed = make_site("Fermé", district=districts[2])
    note(comite, OCTOBER, {VISITS: 100, "imprimer": 40, "caf": 3})
    note(comite, SEPTEMBER, {VISITS: 12}, day=3)
    note(comite, SEPTEMBER, {VISITS: 8}, day=9)
    note(comite, date(2026, 11, 1), {VISITS: 999})
    note(mairie, OCTOBER, {"imprimer": 7})
    note(mairie, date(2025, 10, 1), {VISITS: 999})
    note(closed, OCTOBER, {VISITS: 5_000})
    edit_site(author, closed, status=SiteStatus.CLOSED)


def read() -> Visits:
    return Visits(Places.of(load.current().directory), TODAY)


def tables(counted: Visits):
    return {table.code: table for table in visits(counted).tables}


def test_months_are_told_with_how_many_places_counted(town):
    table = tables(read())["visites-par-mois"]
    assert [row.label for row in table.rows][::11] == ["Novembre 2025", "Octobre 2026"]
    assert table.rows[-1].cells == (100, 1, 50, 2)
    assert table.rows[-2].cells == (20, 1, None, 0)
    assert table.rows[0].cells == (None, 0, None, 0)  # unknown, not zero
    assert table.denominator == "2 lieux sur 3 ont compté."


def test_needs_are_told_and_small_numbers_are_not(town):
    table = tables(read())["aides-par-besoin"]
    assert [(row.label, row.cells) for row in table.rows] == [
        ("Imprimer", (47, 2)),
        ("CAF", ("moins de 5", 1)),
    ]


def test_quartiers_are_those_of_the_places(town):
    table = tables(read())["visites-par-quartier"]
    assert {row.label: row.cells for row in table.rows} == {
        "Alma": (None, 0, 7, 1, 2),
        "Épeule": (120, 1, 43, 1, 1),
    }


def test_every_table_says_its_denominator_and_its_definition(town):
    for table in tables(read()).values():
        assert table.denominator == "2 lieux sur 3 ont compté."
        assert "n’est pas à zéro" in table.definition


def test_figures_of_the_summary(town):
    figures = {figure.code: figure for figure in visit_figures(read())}
    assert figures["visites"].value == 120
    assert "Selon 1 lieu sur 3" in figures["visites"].definition
    assert (figures["comptent"].value, figures["comptent"].numerator) == (66.7, 2)


def test_nothing_counted_is_not_known(make_site, districts):
    make_site("Centre")
    counted = read()
    figures = {figure.code: figure.value for figure in visit_figures(counted)}
    assert figures == {"visites": None, "comptent": 0.0}
    assert "On ne sait pas encore" in visits(counted).said


def test_it_costs_three_queries(town, django_assert_num_queries):
    places = Places.of(load.current().directory)
    with django_assert_num_queries(3):
        counted = Visits(places, TODAY)
        visits(counted), visit_figures(counted)


def test_the_page_and_its_files_show_it_without_the_small_numbers(make_site, client):
    note(make_site("Comité"), list(months_back(paris_today(), 2))[1], {"caf": 3})
    page = client.get("/etat-des-lieux/").content.decode()
    assert "Combien de personnes viennent ?" in page
    file = client.get("/etat-des-lieux/aides-par-besoin.csv").content.decode("utf-8-sig")
    assert "CAF;moins de 5;1" in file
