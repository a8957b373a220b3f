"""An association's round: its own stops, and nobody else's."""

from datetime import time

import pytest
from django.utils import timezone

from places.actions.edit import edit_site
from places.actions.recording import act
from places.actions.stops import save_stop
from places.models import Act, Stop
from places.vocabulary import Direct, Publication

TODAY = timezone.localdate()
SENT = {
    "spot": "Marché de l’Alma",
    "unplaced": "on",
    "repeat": "mois",
    "nth": "1",
    "days": ["WE"],
    "start": TODAY.isoformat(),
    "at": "14h",
    "minutes": "2 h",
}


def text(response) -> str:
    return response.content.decode().replace("\xa0", " ")


def announce(author, site, spot="Mairie"):
    return save_stop(
        author,
        Stop(site=site),
        spot=spot,
        commune="Roubaix",
        rrule="FREQ=DAILY",
        start=TODAY,
        at=time(9),
        minutes=60,
        publication=Publication.PUBLISHED,
    )


@pytest.fixture
def mine(author, place):
    return announce(author, place)


@pytest.fixture
def theirs(author, make_site, make_actor):
    other = make_actor("Secours de l’Alma", email="ali@exemple.fr", contact="Ali")
    return announce(author, make_site("Camion de l’Alma", actor=other))


@pytest.fixture
def read_first(actor, author):
    """An actor whose hours the coordination publishes."""
    with act(author, "droits"):
        actor.direct = [one for one in actor.direct if one != Direct.HOURS]
        actor.save()


def test_a_stop_is_published_at_once_under_the_name_of_its_author(as_partner, place):
    page = f"/maj/{place.pk}/arrets/"
    assert as_partner.post(f"{page}nouveau/", SENT).headers["Location"] == page
    stop = Stop.objects.get()
    assert (stop.rrule, stop.publication) == ("FREQ=MONTHLY;BYDAY=1WE", Publication.PUBLISHED)
    assert Act.objects.latest("pk").author.startswith("Yvette")
    shown = text(as_partner.get(page))
    assert "Le premier mercredi du mois de 14 h à 16 h" in shown
    assert "Le passage" not in shown  # nothing cancelled yet


def test_the_page_of_what_roves_says_its_stops(as_partner, place, mine, author):
    edit_site(author, place, mobility=["itinerant"])
    page = text(as_partner.get(f"/maj/{place.pk}/"))
    assert "Mairie : tous les jours de 9 h à 10 h." in page
    assert "Vos arrêts" in page


def test_what_is_refused_is_said_and_kept(as_partner, place):
    response = as_partner.post(f"/maj/{place.pk}/arrets/nouveau/", SENT | {"at": "tôt"})
    assert response.status_code == 400
    assert 'value="Marché de l’Alma"' in text(response)
    assert not Stop.objects.exists()


def test_a_day_is_cancelled_and_a_stop_ended(as_partner, place, mine):
    page = f"/maj/{place.pk}/arrets/"
    sent = {"day": TODAY.isoformat(), "act": "annuler"}
    assert as_partner.post(f"{page}{mine.pk}/passage/", sent).status_code == 302
    assert mine.sessions.get().cancelled
    as_partner.post(f"{page}{mine.pk}/fini/")
    mine.refresh_from_db()
    assert mine.publication == Publication.ARCHIVED


def test_who_does_not_publish_proposes_and_changes_nothing_shown(
    as_partner, place, mine, read_first
):
    page = f"/maj/{place.pk}/arrets/"
    as_partner.post(f"{page}nouveau/", SENT)
    assert Stop.objects.latest("pk").publication == Publication.DRAFT
    for path in ("", "passage/", "fini/"):
        assert as_partner.post(f"{page}{mine.pk}/{path}", SENT).status_code == 403
    mine.refresh_from_db()
    assert (mine.spot, mine.publication) == ("Mairie", Publication.PUBLISHED)


def test_nobody_reaches_the_stops_of_another(as_partner, place, theirs):
    for site in (place.pk, theirs.site_id):
        for path in ("", "passage/", "fini/"):
            address = f"/maj/{site}/arrets/{theirs.pk}/{path}"
            assert as_partner.post(address, SENT).status_code == 404
    assert as_partner.get(f"/maj/{theirs.site_id}/arrets/").status_code == 404


def test_help_without_travel_is_proposed_or_published(as_partner, place, actor, author, districts):
    page = f"/maj/{place.pk}/sans-se-deplacer/"
    sent = {"remote_means": ["telephone"], "home_visits": "oui", "home_visit_districts": ["epeule"]}
    assert "La coordination relit" in text(as_partner.get(page))
    assert as_partner.post(page, sent).status_code == 302
    place.refresh_from_db()
    assert place.remote_means == []
    assert place.proposals.get().changes["home_visit_districts"] == ["epeule"]
    with act(author, "droits"):
        actor.direct = [*actor.direct, Direct.SERVICES]
        actor.save()
    as_partner.post(page, sent)
    place.refresh_from_db()
    assert (place.remote_means, place.home_visit_districts) == (["telephone"], ["epeule"])
