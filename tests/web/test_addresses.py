"""« Où ? »: an address typed, located by the server."""

import io
import re

import pytest
from django.core.management import call_command

from places import addresses
from places.addresses import Address, geoplateforme
from places.geo import Position

from ..addresses import SAMPLE

MIDDLE = "Distances comptées depuis le milieu de"
MARSEILLE = Address("Rue Bakounine 13003 Marseille", Position(43.3, 5.4), False, "Marseille")


@pytest.fixture
def streets(town):
    call_command("import_addresses", SAMPLE, stdout=io.StringIO())


@pytest.fixture
def service(monkeypatch):
    """The texts that would be sent to the national service, which knows but one street."""
    asked = []

    def locate(text):
        asked.append(text)
        return MARSEILLE if "bakounine" in text.lower() else None

    monkeypatch.setattr(geoplateforme, "locate", locate)
    return asked


def test_an_address_is_written_whole_and_measured_from_its_door(streets, html):
    page = html("/lieux/?ou=12 rue de lannoy")
    assert "près de 12 Rue de Lannoy, 59100 Roubaix" in page
    assert MIDDLE not in page
    assert "Distances à vol d’oiseau" in page
    assert 'name="ou" type="text" value="12 rue de lannoy"' in page


def test_an_unknown_number_is_the_middle_of_the_street_and_says_so(streets, html):
    page = html("/lieux/?ou=999 rue de lannoy")
    assert f"{MIDDLE} « Rue de Lannoy, 59100 Roubaix »" in page


def test_distances_are_those_of_the_address(streets, html):
    near, far = (html(f"/lieux/?ou={where}") for where in ("7 rue de l'épeule", "1 place liberte"))
    assert re.search(r'<p class="far"><b>(50|100)\xa0m</b>', near)
    assert re.search(r'<p class="far"><b>(950\xa0m|1\xa0km)</b>', far)


def test_an_address_keeps_to_no_commune(streets, html):
    assert "Mairie" in html("/lieux/?ou=1 rue jean jaures croix")


def test_a_street_of_several_communes_is_asked_again(streets, html):
    page = html("/lieux/?ou=rue de la gare")
    assert "Plusieurs adresses répondent à « rue de la gare »" in page
    assert "Rue de la Gare, 59170 Croix ; Rue de la Gare, 59200 Tourcoing" in page
    assert 'value="rue de la gare"' in page


def test_what_the_table_does_not_know_is_asked_of_the_service(streets, service, html):
    page = html("/lieux/?ou=3 rue Bakounine Marseille")
    assert service == ["3 rue Bakounine Marseille"]
    assert f"{MIDDLE} « {MARSEILLE.label} »" in page


@pytest.mark.parametrize("where", ["Épeule", "Lille", "12 rue de lannoy", "rue de la gare", ""])
def test_what_is_known_here_is_not_sent_outside(streets, service, html, where):
    html(f"/lieux/?ou={where}")
    assert service == []


def test_without_an_answer_the_page_offers_quartiers(streets, service, html):
    page = html("/lieux/?ou=rue inconnue")
    assert "Nous ne trouvons pas « rue inconnue ». Essayez le nom d’un quartier" in page
    assert 'value="Épeule"' in page
    assert service == ["rue inconnue"], "once, even to say that it is not found"


def test_a_street_in_the_text_is_located_too(streets, service, html):
    page = html("/lieux/?q=imprimer rue de l'epeule")
    assert f"{MIDDLE} « Rue de l&#x27;Épeule, 59100 Roubaix »" in page
    assert service == []


def test_words_that_are_no_address_are_not_sent_outside(streets, service, html):
    for text in ("imprimer", "imprimer epeule", "imprimer lille", "xyzzy", "caf 59100"):
        html(f"/lieux/?q={text}")
    assert service == []


@pytest.mark.parametrize(
    ("where", "queries"),
    [("Épeule", 1), ("12 rue de lannoy", 3), ("12 rue de lanoy", 4), ("rue de la gare", 3)],
)
def test_an_address_costs_two_or_three_queries(
    streets, client, django_assert_num_queries, where, queries
):
    client.get("/lieux/")
    with django_assert_num_queries(queries):
        client.get("/lieux/", {"ou": where})


def test_the_map_is_centred_on_the_address(streets, client):
    here = client.get("/lieux/carte.json", {"ou": "12 rue de lannoy"}).json()["here"]
    assert tuple(here) == addresses.locate("12 rue de lannoy").position


def test_about_says_where_addresses_come_from(streets, html, settings):
    page = html("/a-propos/")
    assert "Base Adresse Nationale" in page
    assert "service public d’adresses" not in page
    settings.GEOCODER_URL = "https://example.org/"
    assert "service public d’adresses" in html("/a-propos/")


def test_a_place_in_the_text_that_nobody_knows_is_said(town, html):
    assert "Nous ne savons pas où est « gare »" in html("/lieux/?q=imprimer+près+de+la+gare")


def test_near_me_in_the_text_asks_where(town, html):
    assert "Pour chercher près de vous" in html("/lieux/?q=imprimer+près+de+chez+moi")
