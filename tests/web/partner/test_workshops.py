"""An association's workshops: its own, and nobody else's."""

from datetime import time, timedelta

import pytest
from django.utils import timezone

from places.actions.recording import act
from places.actions.workshops import save_workshop
from places.models import Act, Workshop
from places.vocabulary import Direct, Publication

TODAY = timezone.localdate()
TOMORROW = TODAY + timedelta(days=1)
SENT = {
    "title": "Premiers pas",
    "repeat": "semaine",
    "days": ["TU"],
    "start": TODAY.isoformat(),
    "at": "14h",
    "minutes": "2 h",
}


def text(response) -> str:
    return response.content.decode().replace("\xa0", " ")


def announce(author, site, title="Photos"):
    return save_workshop(
        author,
        Workshop(site=site),
        title=title,
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
    return announce(author, make_site("Local de l’Alma", actor=other), "Tablettes")


@pytest.fixture
def read_first(actor, author):
    """An actor whose workshops the coordination publishes."""
    with act(author, "droits"):
        actor.direct = [one for one in actor.direct if one != Direct.WORKSHOPS]
        actor.save()


def test_a_workshop_is_published_at_once_under_the_contacts_name(as_partner, place, client):
    response = as_partner.post(f"/maj/{place.pk}/ateliers/nouveau/", SENT, follow=True)
    assert "les habitants le voient" in text(response)
    assert "Premiers pas" in text(client.get("/lieux/salle-de-l-epeule-roubaix/"))
    assert Act.objects.first().author == "Yvette Martin (Les Amis de l’Épeule)"


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(as_partner, place):
    response = as_partner.post(f"/maj/{place.pk}/ateliers/nouveau/", SENT | {"at": "tôt"})
    assert response.status_code == 400
    assert "Premiers pas" in text(response)
    assert "n’est pas une heure" in text(response)


def test_a_session_is_cancelled_in_two_touches(as_partner, mine, place, client):
    page = text(as_partner.get(f"/maj/{place.pk}/ateliers/"))
    assert "Annuler la séance" in page
    sent = {"day": TOMORROW.isoformat(), "act": "annuler", "reason": "salle prise"}
    as_partner.post(f"/maj/{place.pk}/ateliers/{mine.pk}/seance/", sent)
    assert "Annulé : salle prise" in text(client.get("/lieux/salle-de-l-epeule-roubaix/"))


def test_places_left_are_noted(as_partner, mine, place, client):
    sent = {"day": TOMORROW.isoformat(), "act": "places", "places_left": "3"}
    as_partner.post(f"/maj/{place.pk}/ateliers/{mine.pk}/seance/", sent)
    assert "3 places libres" in text(client.get("/lieux/salle-de-l-epeule-roubaix/"))
    sent["places_left"] = "beaucoup"
    response = as_partner.post(f"/maj/{place.pk}/ateliers/{mine.pk}/seance/", sent)
    assert response.status_code == 400
    assert "Écrivez un nombre" in text(response)


def test_a_workshop_is_corrected_then_announced_no_more(as_partner, mine, place):
    address = f"/maj/{place.pk}/ateliers/{mine.pk}/"
    as_partner.post(address, SENT)
    mine.refresh_from_db()
    assert (mine.title, mine.rrule) == ("Premiers pas", "FREQ=WEEKLY;BYDAY=TU")
    as_partner.post(f"{address}fini/")
    mine.refresh_from_db()
    assert mine.publication == Publication.ARCHIVED
    assert as_partner.get(address).status_code == 404


def test_without_the_right_to_publish_everything_waits(as_partner, read_first, mine, place, client):
    address = f"/maj/{place.pk}/ateliers/"
    response = as_partner.post(f"{address}nouveau/", SENT, follow=True)
    assert "La coordination relit" in text(response)
    as_partner.post(f"{address}{mine.pk}/", SENT | {"title": "Photos de famille"})
    page = text(client.get("/lieux/salle-de-l-epeule-roubaix/"))
    assert "Photos" in page
    assert "famille" not in page
    assert "Premiers pas" not in page
    assert Workshop.objects.drafts().count() == 2
    for path, sent in (("seance/", {"day": TOMORROW, "act": "annuler"}), ("fini/", {})):
        refused = as_partner.post(f"{address}{mine.pk}/{path}", sent)
        assert refused.status_code == 403
        assert "La coordination publie" in text(refused)
    mine.refresh_from_db()
    assert mine.publication == Publication.PUBLISHED


@pytest.mark.parametrize("own_place", [True, False], ids=["my place", "their place"])
@pytest.mark.parametrize("path", ["", "seance/", "fini/"])
def test_another_actors_workshop_does_not_exist(as_partner, place, theirs, own_place, path):
    site = place.pk if own_place else theirs.site_id
    address = f"/maj/{site}/ateliers/{theirs.pk}/{path}"
    sent = SENT | {"day": TOMORROW.isoformat(), "act": "annuler", "site": place.pk}
    assert as_partner.post(address, sent).status_code == 404
    theirs.refresh_from_db()
    assert theirs.title == "Tablettes"
    assert theirs.publication == Publication.PUBLISHED
    assert not theirs.sessions.exists()


def test_another_actors_place_takes_no_workshop(as_partner, theirs):
    for path in ("", "nouveau/"):
        assert as_partner.get(f"/maj/{theirs.site_id}/ateliers/{path}").status_code == 404
    response = as_partner.post(f"/maj/{theirs.site_id}/ateliers/nouveau/", SENT)
    assert response.status_code == 404
    assert Workshop.objects.count() == 1


def test_without_a_link_nothing_opens(client, mine, place):
    for path in ("", "nouveau/", f"{mine.pk}/"):
        response = client.get(f"/maj/{place.pk}/ateliers/{path}")
        assert response.headers["Location"] == "/maj/nouveau-lien/"


def test_the_list_asks_few_queries_whatever_its_length(
    as_partner, mine, place, author, django_assert_max_num_queries
):
    for number in range(5):
        announce(author, place, f"Atelier {number}")
    as_partner.get(f"/maj/{place.pk}/ateliers/")
    with django_assert_max_num_queries(12):
        as_partner.get(f"/maj/{place.pk}/ateliers/")
