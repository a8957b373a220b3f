"""Months kept: an address for each, and one beside another."""

import csv
import io
import re
from datetime import date, datetime

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from places.actions.snapshots import take_snapshot
from places.diagnosis.landscape.kept import encoded, kept
from places.directory import load
from places.hours.osm import ZONE
from places.models import LandscapeSnapshot

PAGE = "/etat-des-lieux/"


@pytest.fixture
def month(town) -> date:
    """The month that was kept, when the town had three places."""
    load.forget()
    return take_snapshot(timezone.now())[0].month


@pytest.fixture
def grown(month, make_site) -> str:
    """A place more since; « 2026-11 »."""
    make_site("École", kinds=["association"], services=[{"category": "acces"}])
    load.forget()
    return f"{month:%Y-%m}"


def plain(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page).replace("\xa0", " "))


def test_a_month_has_its_own_page_that_does_not_change(grown, html):
    page = html(f"{PAGE}{grown}/")
    assert "calculés à partir de 3 lieux" in plain(page)
    assert "gardé tel qu’il était" in page
    assert "calculés à partir de 4 lieux" in plain(html(PAGE))


def test_files_of_a_month_are_those_of_that_month(grown, client):
    def first(address):
        rows = csv.reader(
            io.StringIO(client.get(address).content.decode("utf-8-sig")), delimiter=";"
        )
        return next(row for row in rows if row[0] == "Ensemble")[1]

    assert first(f"{PAGE}{grown}/quartiers.csv") == "3"
    assert first(f"{PAGE}quartiers.csv") == "4"
    book = load_workbook(io.BytesIO(client.get(f"{PAGE}{grown}/tableaux.xlsx").content))
    assert book["chiffres"].cell(2, 2).value == 3
    assert client.get(f"{PAGE}{grown}/document.docx").status_code == 200


@pytest.mark.parametrize("asked", ["2020-01/", "2026-13/", "2020-01/tableaux.xlsx", "rien/"])
def test_a_month_that_was_not_kept_is_absent(month, client, asked):
    assert client.get(f"{PAGE}{asked}").status_code == 404


def test_page_lists_the_months_kept(grown, html):
    assert f'href="{PAGE}{grown}/"' in html(PAGE)


def test_without_any_month_nothing_is_offered(town, html):
    page = html(PAGE)
    assert "Comparer" not in page and "mois gardés" not in page


def test_each_figure_says_what_it_was_and_the_change(grown, html):
    page = plain(html(f"{PAGE}?avec={grown}"))
    assert "Avant : 3. Écart : +1." in page
    assert "Avant : non connu (0 sur 0). Écart non connu." in page  # labels
    assert "Sans changement." in page


def test_tables_say_what_changed_and_nothing_else(grown, html):
    page = html(f"{PAGE}?avec={grown}")
    table = page.split('id="c-quartiers"')[1].split("</table>")[0]
    assert plain(table).count("avant :") == 4  # places and services: without quartier, in all
    assert "avant : 3 (+1)" in plain(table)
    rows = page.split('id="c-actions-privees"')[1].split("</section>")[0]
    assert re.search(r"École</a> <span class=\"was\">nouveau</span>", rows)


def test_what_went_and_what_was_redefined_is_said(month, html):
    then = kept(month)
    told = encoded(then).replace("Lieux montrés sur le site aujourd’hui.", "Autre définition.")
    told = told.replace('"label":"Association"', '"label":"Guilde"')
    LandscapeSnapshot.objects.create(
        month=date(2020, 1, 1), day=date(2020, 1, 2), payload=told.replace('"epn"', '"vieux"')
    )
    page = plain(html(f"{PAGE}?avec=2020-01"))
    assert "La définition a changé. Le 3 " not in page
    assert "« Autre définition. »" in page
    assert "Lignes qui n’y sont plus : Guilde." in page
    assert "Ce tableau n’existait pas." in page
    assert "Tableaux qui n’existent plus" in page


@pytest.mark.parametrize("asked", ["2020-01", "hier", "2026-13", "<b>"])
def test_a_month_that_is_not_kept_is_said_beside_the_field(month, html, asked):
    page = html(f"{PAGE}?avec={asked}", 400)
    assert "Ce mois n’a pas été gardé" in page
    assert "<b>" not in page.split('id="id_avec"')[1].split("</select>")[0]


def test_a_year_is_put_beside_the_one_before(month, html):
    now = kept(month)
    earlier = month.replace(year=month.year - 1)
    LandscapeSnapshot.objects.create(month=earlier, day=earlier, payload=encoded(now))
    page = html(f"{PAGE}{month:%Y-%m}/?avec={earlier:%Y-%m}")
    assert f'<option value="{earlier:%Y-%m}" selected>' in page
    assert "(un an avant)" in page
    assert f'<option value="{month:%Y-%m}"' not in page  # itself


def test_a_list_of_a_page_that_is_no_more_has_no_link(month, html):
    told = encoded(kept(month)).replace('"route":"to-complete"', '"route":"disparue"')
    LandscapeSnapshot.objects.filter(month=month).delete()
    LandscapeSnapshot.objects.create(month=month, day=month, payload=told)
    page = html(f"{PAGE}{month:%Y-%m}/")
    assert reverse("to-complete") not in page


def test_comparing_costs_one_query_more(grown, client, django_assert_num_queries):
    client.get(PAGE)
    with django_assert_num_queries(3):
        client.get(f"{PAGE}?avec={grown}")


def test_paris_decides_of_the_month(town):
    load.forget()
    midnight = datetime(2026, 12, 1, 0, 30, tzinfo=ZONE)
    assert take_snapshot(midnight)[0].month == date(2026, 12, 1)
