"""The personal link: seen, opened once, in one session, aged, revoked, forged, asked again."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from places.actions.access import revoke_links
from places.actions.recording import act
from places.models import AccessLink, Act, Site
from places.vocabulary import Confirmation, Origin

ASK = "/maj/nouveau-lien/"
ASKED = "/maj/nouveau-lien/envoye/"
THANKS = "/maj/merci/"


@pytest.fixture
def link(contact, place, address_for):
    return address_for(contact)


def text(response) -> str:
    return response.content.decode().replace("\xa0", " ")


def age(days):
    AccessLink.objects.update(created_at=timezone.now() - timedelta(days=days))


def test_the_link_shows_what_residents_read_and_two_buttons(client, link):
    response = client.get(link)
    assert response.status_code == 200
    page = text(response)
    assert "du mardi au vendredi de 9 h à 12 h et de 14 h à 17 h" in page
    assert "C’est toujours exact" in page
    assert "Corriger" in page


def test_looking_does_not_burn_the_link(client, link):
    for scanner in (Client(), Client(), client):
        assert scanner.head(link).status_code == 200
        assert scanner.get(link).status_code == 200
    assert AccessLink.objects.get().opened_at is None
    assert client.post(link, {"geste": "corriger"}).status_code == 302


def test_one_press_confirms_and_signs(client, link, place):
    response = client.post(link, {"geste": "confirmer"})
    assert response.headers["Location"] == THANKS
    place.refresh_from_db()
    assert place.confirmed_how == Confirmation.LINK
    assert "Yvette Martin" in place.confirmed_by
    act = Act.objects.latest("pk")
    assert act.origin == Origin.LINK
    assert "Yvette Martin" in act.author
    assert "Merci" in text(client.get(THANKS))


def test_several_places_are_confirmed_together(client, link, place, make_site, actor):
    other = make_site("Annexe", actor=actor)
    client.post(link, {"geste": "confirmer"})
    other.refresh_from_db()
    assert other.confirmed_at is not None


def test_an_opened_link_works_again_in_its_own_session_only(client, link):
    client.post(link, {"geste": "corriger"})
    assert client.get(link).status_code == 200
    assert client.post(link, {"geste": "confirmer"}).headers["Location"] == THANKS
    stranger = Client()
    response = stranger.get(link)
    assert response.status_code == 410
    assert "déjà servi" in text(response)
    assert stranger.post(link, {"geste": "confirmer"}).status_code == 410
    assert stranger.get("/maj/").headers["Location"] == ASK


def test_an_old_link_offers_a_new_one_to_the_same_address(
    client, link, mailoutbox, django_capture_on_commit_callbacks
):
    age(31)
    response = client.get(link)
    assert response.status_code == 410
    assert "trop vieux" in text(response)
    assert "yvette@exemple.fr" not in text(response)
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(f"{link}nouveau/")
    assert response.headers["Location"] == ASKED
    assert [message.to for message in mailoutbox] == [["yvette@exemple.fr"]]
    new = next(line for line in mailoutbox[0].body.splitlines() if "/maj/lien/" in line)
    assert client.get(new).status_code == 200


def test_the_age_is_a_setting(client, link, settings):
    age(31)
    settings.LINK_DAYS = 40
    assert client.get(link).status_code == 200


def test_a_session_ends_with_its_link(client, link):
    client.post(link, {"geste": "corriger"})
    age(31)
    assert client.get("/maj/").headers["Location"] == ASK


def test_a_revoked_link_opens_nothing_and_ends_its_session(client, link, contact):
    client.post(link, {"geste": "corriger"})
    assert client.get("/maj/").status_code == 302
    revoke_links(contact)
    assert client.get("/maj/").headers["Location"] == ASK
    assert client.get(link).status_code == 410


def test_a_link_sent_to_a_former_address_is_dead(client, link, contact, author):
    with act(author, "Adresse"):
        contact.email = "nouvelle@exemple.fr"
        contact.save()
    assert client.get(link).status_code == 410


@pytest.mark.parametrize(
    "spoil",
    [
        lambda link: link[:-5] + "/",
        lambda link: link[:-2] + ("A/" if link[-2] != "A" else "B/"),
        lambda link: "/maj/lien/x/",
        lambda link: "/maj/lien/%00%F0%9F%98%80/",
        lambda link: f"/maj/lien/{'a' * 3000}/",
    ],
)
def test_forged_and_truncated_links_give_a_calm_page(client, link, spoil):
    response = client.get(spoil(link))
    assert response.status_code == 404
    assert "pas complet" in text(response)
    assert client.post(spoil(link), {"geste": "confirmer"}).status_code == 404
    assert Site.objects.get().confirmed_at is None


def test_a_link_whose_contact_is_gone_is_like_a_forged_one(client, link, contact, author):
    with act(author, "Départ"):
        contact.delete()
    assert client.get(link).status_code == 404


@pytest.mark.parametrize("email", ["yvette@exemple.fr", "YVETTE@exemple.fr", "inconnue@exemple.fr"])
def test_asking_never_tells_whether_an_address_is_known(
    client, place, email, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(ASK, {"email": email}, follow=True)
    assert response.redirect_chain == [(ASKED, 302)]
    assert email not in text(response)
    assert len(mailoutbox) == (0 if "inconnue" in email else 1)


def test_a_wrong_address_is_told_beside_the_field(client, db):
    response = client.post(ASK, {"email": "yvette"})
    assert response.status_code == 400
    assert 'value="yvette"' in text(response)


def test_asking_many_times_is_stopped(client, db):
    for _ in range(5):
        client.post(ASK, {"email": "a@exemple.fr"})
    assert client.post(ASK, {"email": "a@exemple.fr"}).status_code == 429
    assert mail.outbox == []


def test_the_address_of_a_link_is_told_to_nobody(client, link):
    response = client.get(link)
    assert response.headers["Referrer-Policy"] == "same-origin"
    assert "no-store" in response.headers["Cache-Control"]


def test_leaving_closes_the_door(as_partner):
    as_partner.post("/maj/quitter/")
    assert as_partner.get("/maj/").headers["Location"] == ASK


def test_the_database_alone_opens_nothing(link):
    row = AccessLink.objects.values().get()
    assert not any(str(value) in link for value in row.values() if len(str(value)) > 6)
