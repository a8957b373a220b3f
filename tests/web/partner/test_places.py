"""A partner's pages: what residents see, and nothing of other actors."""

import pytest

from places.models import Site
from places.vocabulary import Publication


@pytest.fixture
def elsewhere(make_site, make_actor):
    other = make_actor("Secours de l’Alma", email="ali@exemple.fr", contact="Ali")
    return make_site("Local de l’Alma", actor=other, hours="Mo 09:00-12:00")


def text(response) -> str:
    return response.content.decode().replace("\xa0", " ")


def test_one_place_is_shown_at_once(as_partner, place):
    response = as_partner.get("/maj/")
    assert response.headers["Location"] == f"/maj/{place.pk}/"
    page = text(as_partner.get(f"/maj/{place.pk}/"))
    assert "du mardi au vendredi" in page
    assert "Publié tout de suite" in page
    assert "Relu d’abord par la coordination" in page


def test_several_places_are_listed(as_partner, place, make_site, actor):
    make_site("Annexe", actor=actor)
    page = text(as_partner.get("/maj/"))
    assert "Annexe" in page
    assert "Salle de l’Épeule" in page


def test_confirming_says_thanks_and_when_we_write_again(as_partner, place):
    response = as_partner.post(f"/maj/{place.pk}/confirmer/", follow=True)
    assert "Nous vous écrirons à nouveau" in text(response)
    place.refresh_from_db()
    assert place.confirmed_at is not None


@pytest.mark.parametrize("address", ["/maj/{}/", "/maj/{}/confirmer/"])
def test_another_actors_place_does_not_exist_for_a_partner(as_partner, elsewhere, address):
    path = address.format(elsewhere.pk)
    send = as_partner.post if "confirmer" in path else as_partner.get
    assert send(path).status_code == 404
    assert "Alma" not in text(as_partner.get("/maj/"))
    assert Site.objects.get(pk=elsewhere.pk).confirmed_at is None


def test_an_archived_place_is_not_shown(as_partner, place, make_site, actor):
    gone = make_site("Ancienne salle", actor=actor, publication=Publication.ARCHIVED)
    assert as_partner.get(f"/maj/{gone.pk}/").status_code == 404


def test_without_a_link_nothing_opens(client, place):
    for path in ("/maj/", f"/maj/{place.pk}/", "/maj/merci/"):
        assert client.get(path).headers["Location"] == "/maj/nouveau-lien/"
    assert client.post(f"/maj/{place.pk}/confirmer/").headers["Location"] == "/maj/nouveau-lien/"
