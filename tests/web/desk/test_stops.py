"""An itinerant place at the desk: at its stop of the day asked, on the page, paper and by SMS."""

from datetime import date, time
from urllib.parse import unquote

import pytest

from places.actions.stops import save_stop
from places.models import Stop
from places.vocabulary import Publication

LONG_AGO = date(2026, 1, 1)


@pytest.fixture
def bus(make_site, author, districts):
    site = make_site(
        "Bus numérique",
        mobility=["itinerant"],
        address="Dépôt",
        phone="+33320664500",
        services=[{"category": "acces", "needs": ["imprimer"]}],
    )
    for spot, day, district in (("Mairie", "MO,TU,WE,TH,FR,SU", 1), ("Marché", "SA", 2)):
        save_stop(
            author,
            Stop(site=site),
            spot=spot,
            commune="Roubaix",
            district=districts[district],
            latitude=districts[district].latitude,
            longitude=districts[district].longitude,
            precision="exacte",
            rrule=f"FREQ=WEEKLY;BYDAY={day}",
            start=LONG_AGO,
            at=time(0),
            minutes=1439,
            publication=Publication.PUBLISHED,
        )
    return site


def text(response) -> str:
    return response.content.decode().replace("\xa0", " ")


def test_the_stop_of_the_day_asked_is_told_printed_and_sent(signed_in, bus):
    query = "?q=imprimer&ou=Alma&ouvert=samedi"
    page = text(signed_in.get(f"/orienter/{query}"))
    assert "Arrêt : Marché, " in page
    assert "Arrêt : Mairie, " not in page
    assert "Dépôt" not in page
    assert "Arrêt : Marché, " in unquote(page.split('href="sms:?body=')[1].split('"')[0]).replace(
        "\xa0", " "
    )
    sheet = text(signed_in.get(f"/orienter/feuille/{bus.slug}/{query}"))
    assert "Arrêt : Marché, " in sheet
    assert "Mairie : " in sheet  # the other stops, by their rule
    assert "Dépôt" not in sheet


def test_a_round_that_announces_nothing_is_nowhere(signed_in, bus, author):
    for stop in bus.stops.all():
        save_stop(author, stop, ends_on=LONG_AGO.replace(month=2))
    page = text(signed_in.get("/orienter/?q=imprimer&ou=Alma"))
    assert "Pas d’arrêt annoncé" in page
    assert "Dépôt" not in page
