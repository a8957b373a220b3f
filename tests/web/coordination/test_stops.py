"""The coordination's pages of stops: announced, placed, cancelled, published."""

from datetime import time, timedelta

import pytest
from django.utils import timezone

from places import addresses
from places.actions.stops import save_stop
from places.addresses import Address
from places.geo import Position
from places.models import Site, Stop
from places.vocabulary import Publication
from places.web import stop_form

LIST = "/coordination/arrets/"
NEW = f"{LIST}nouveau/"
TODAY = timezone.localdate()
SENT = {
    "spot": "Place de la Liberté",
    "repeat": "semaine",
    "days": ["TU"],
    "start": TODAY.isoformat(),
    "at": "9 h",
    "minutes": "3 h",
}
LANNOY = Address("12 Rue de Lannoy, 59100 Roubaix", Position(50.69, 3.18), True, "Roubaix",
                 "59512", "59100")  # fmt: skip
WASQUEHAL = Address("12 Rue de Lannoy, 59290 Wasquehal", Position(50.67, 3.13), True, "Wasquehal",
                    "59646", "59290")  # fmt: skip


def text(response) -> str:
    return response.content.decode().replace("\xa0", " ")


@pytest.fixture
def known(monkeypatch):
    """known(address, …): what the address service answers."""

    def answer(*found):
        monkeypatch.setattr(stop_form.addresses, "find", lambda typed: list(found))

    assert stop_form.addresses is addresses
    return answer


@pytest.fixture
def bus(make_site):
    return make_site("Bus numérique", mobility=["itinerant"], commune="Roubaix")


@pytest.fixture
def daily(author, bus):
    return save_stop(
        author,
        Stop(site=bus),
        spot="Marché",
        commune="Roubaix",
        rrule="FREQ=DAILY",
        start=TODAY,
        at=time(9),
        minutes=60,
        publication=Publication.PUBLISHED,
    )


def test_a_stop_is_announced_and_placed_by_its_address(signed_in, bus, client, known):
    known(LANNOY)
    response = signed_in.post(NEW, SENT | {"lieu": bus.pk, "address": "12 rue de lannoy"})
    stop = Stop.objects.get()
    assert response.headers["Location"] == f"{LIST}{stop.pk}/"
    assert (stop.rrule, stop.at, stop.minutes) == ("FREQ=WEEKLY;BYDAY=TU", time(9), 180)
    assert (stop.address, stop.postal_code, stop.precision) == (
        *("12 Rue de Lannoy", "59100", "exacte"),
    )
    page = text(client.get("/lieux/bus-numerique-roubaix/"))
    assert "Place de la Liberté" in page
    assert "12 Rue de Lannoy, 59100 Roubaix" in page
    results = text(client.get("/lieux/?itinerant=1"))
    assert "Arrêt : Place de la Liberté, " in results
    assert "de 9 h à 12 h" in results


def test_without_an_address_the_quartier_places_the_stop_and_says_so(signed_in, bus, districts):
    signed_in.post(NEW, SENT | {"lieu": bus.pk, "district": districts[1].pk})
    stop = Stop.objects.get()
    assert (stop.latitude, stop.precision, stop.address) == (50.6885, "quartier", "")


@pytest.mark.parametrize(
    ("found", "typed", "said"),
    [
        ((), "12 rue de lanoy", "Nous ne trouvons pas cette adresse."),
        ((LANNOY, WASQUEHAL), "12 rue de lannoy", "12 Rue de Lannoy, 59290 Wasquehal"),
        ((), "", "Écrivez une adresse ou choisissez un quartier."),
    ],
)
def test_an_address_that_is_not_sure_is_asked_again(signed_in, bus, known, found, typed, said):
    known(*found)
    response = signed_in.post(NEW, SENT | {"lieu": bus.pk, "address": typed})
    assert response.status_code == 400
    assert said in text(response)
    assert 'value="Place de la Liberté"' in text(response)
    assert not Stop.objects.exists()


def test_a_stop_may_stay_off_the_map(signed_in, bus, known):
    known()
    signed_in.post(NEW, SENT | {"lieu": bus.pk, "address": "Le vieux puits", "unplaced": "on"})
    stop = Stop.objects.get()
    assert (stop.address, stop.commune, stop.latitude) == ("Le vieux puits", "Roubaix", None)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"spot": ""}, "Écrivez le nom de l’endroit."),
        ({"days": []}, "Cochez au moins un jour."),
        ({"at": ""}, "Écrivez l’heure d’arrivée."),
        ({"lieu": ""}, "Choisissez le lieu qui s’arrête là."),
    ],
)
def test_what_is_missing_is_said(signed_in, bus, known, change, said):
    known(LANNOY)
    response = signed_in.post(NEW, SENT | {"lieu": bus.pk, "address": "12"} | change)
    assert response.status_code == 400
    assert said in text(response)


def test_a_stop_is_corrected_and_keeps_its_place_when_the_address_does_not_change(
    signed_in, bus, known
):
    known(LANNOY)
    signed_in.post(NEW, SENT | {"lieu": bus.pk, "address": "12 rue de Lannoy"})
    stop = Stop.objects.get()
    known()
    sent = SENT | {"address": "12 Rue de Lannoy, 59100 Roubaix", "repeat": "dates",
                   "dates": f"{TODAY + timedelta(days=3):%d/%m/%Y}"}  # fmt: skip
    assert signed_in.post(f"{LIST}{stop.pk}/", sent).status_code == 302
    stop.refresh_from_db()
    assert (stop.rrule, stop.latitude) == ("", 50.69)
    assert stop.sessions.get().day == TODAY + timedelta(days=3)


def test_a_day_is_cancelled_and_comes_back(signed_in, client, daily):
    day = TODAY + timedelta(days=1)
    address = f"{LIST}{daily.pk}/passage/"
    signed_in.post(address, {"day": day.isoformat(), "act": "annuler", "reason": "Panne"})
    page = text(client.get("/lieux/bus-numerique-roubaix/"))
    assert "Annulé : Panne" in page
    signed_in.post(address, {"day": day.isoformat(), "act": "retablir"})
    assert "Annulé" not in text(client.get("/lieux/bus-numerique-roubaix/"))
    refused = signed_in.post(address, {"day": day.isoformat(), "act": "places", "places_left": "3"})
    assert refused.status_code == 400


def test_an_archived_round_is_announced_nowhere(signed_in, client, daily):
    signed_in.post(f"{LIST}{daily.pk}/etat/", {"geste": "archiver"})
    page = text(client.get("/lieux/?itinerant=1"))
    assert "Pas d’arrêt annoncé" in page
    assert "Pas d’arrêt annoncé" in text(client.get("/lieux/bus-numerique-roubaix/"))


def test_a_place_that_may_have_a_door_keeps_it_until_somebody_says_not(signed_in, make_site):
    site = make_site("Camion", address="2 rue du Dépôt", mobility=["itinerant", "fixe"])
    assert "Il n’est qu’à ses arrêts" in text(signed_in.get(f"{LIST}?lieu={site.pk}"))
    signed_in.post(f"/coordination/lieux/{site.pk}/sans-adresse-fixe/")
    assert Site.objects.get(pk=site.pk).mobility == ["itinerant"]
    assert "Il n’est qu’à ses arrêts" not in text(signed_in.get(f"{LIST}?lieu={site.pk}"))


def test_stops_are_an_agenda_for_telephones(client, daily):
    response = client.get("/lieux/bus-numerique-roubaix/arrets.ics")
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    told = response.content.decode()
    assert f"UID:arret-{daily.pk}-{TODAY:%Y%m%d}@testserver" in told
    assert "SUMMARY:Bus numérique : Marché" in told
    assert client.get("/lieux/rien/arrets.ics").status_code == 404
