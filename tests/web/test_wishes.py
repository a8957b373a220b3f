"""Wishes for workshops: sent without an account, read before they are shown, private where due."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from places.actions.labels import paris_today
from places.actions.wishes import accept, close, make_wish, names_somebody, refuse
from places.models import Need, Wish
from places.vocabulary import WishState
from places.web import human, wishes

PATH = "/envies/nouvelle/"
SENT = {"kind": "demande", "author": "habitant", "text": "Apprendre à envoyer une photo"}
EMAIL = "habitante@exemple.fr"


@pytest.fixture(autouse=True)
def quick_form(monkeypatch, db):
    monkeypatch.setattr(human, "FASTEST_SECONDS", -1)
    cache.clear()


@pytest.fixture
def wish():
    return make_wish(**SENT, email=EMAIL)


def send(client, **data):
    opened = re.search(r'name="opened" value="([^"]+)"', client.get(PATH).content.decode())[1]
    return client.post(PATH, SENT | {"opened": opened} | data)


def test_a_wish_waits_to_be_read(client):
    response = send(client, moments=["soir"], email=EMAIL, association="ignorée")
    page = client.get(response["Location"]).content.decode()
    assert "Merci." in page
    assert SENT["text"] not in page
    kept = Wish.objects.get()
    assert (kept.state, kept.moments, kept.association) == (WishState.WAITING, ["soir"], "")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"text": ""}, "Écrivez quelques mots sur l’atelier."),
        ({"kind": ""}, "Choisissez une réponse."),
        ({"author": "association"}, "Écrivez le nom de l’association."),
        (
            {"author": "association", "association": "Chez Léa 06 12 34 56 78"},
            "Écrivez le nom seul, sans téléphone ni courriel.",
        ),
        ({"need": "inconnu"}, "Choisissez une réponse."),
        ({"email": "pas-une-adresse"}, "adresse"),
        ({"website": "http://spam"}, "Votre message n’est pas parti."),
        ({"opened": "faux"}, "Votre message n’est pas parti."),
    ],
)
def test_a_wish_refused_says_why_and_keeps_what_was_typed(client, data, said):
    response = send(client, **data)
    page = response.content.decode()
    assert response.status_code == 400
    assert said in page
    assert data.get("text", SENT["text"]) in page
    assert not Wish.objects.exists()


def test_one_address_cannot_flood(client, monkeypatch):
    monkeypatch.setattr(wishes, "MOST_AN_HOUR", 1)
    assert send(client).status_code == 302
    response = send(client)
    assert response.status_code == 429
    assert SENT["text"] in response.content.decode()


def test_residents_read_the_moderated_text_and_never_the_address(client, author, wish):
    accept(author, wish, "Envoyer une photo", "Merci, c’est publié.")
    page = client.get("/envies/").content.decode()
    assert "Envoyer une photo" in page
    assert SENT["text"] not in page
    assert EMAIL not in page


def test_an_answer_leaves_once_decided_and_the_address_goes(
    author, wish, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        refuse(author, wish, "Hors sujet", "Nous ne faisons pas cela.")
    assert [one.to for one in mail.outbox] == [[EMAIL]]
    assert Wish.objects.get().email == ""


def test_an_address_is_forgotten_after_ninety_days(wish):
    Wish.objects.update(created_at=timezone.now() - timedelta(days=91))
    call_command("forget_addresses", verbosity=0)
    assert Wish.objects.get().email == ""


def test_a_wish_ends_or_is_closed(client, author, wish):
    accept(author, wish, "Envoyer une photo")
    Wish.objects.update(expires_on=paris_today() - timedelta(days=1))
    assert "Envoyer une photo" not in client.get("/envies/").content.decode()
    Wish.objects.update(expires_on=paris_today())
    assert "Envoyer une photo" in client.get("/envies/").content.decode()
    close(author, wish)
    assert "Envoyer une photo" not in client.get("/envies/").content.decode()


def link_to(client, wish, route: str) -> str:
    """The only link of the page of a wish that begins with the address of `route`."""
    page = client.get(f"/coordination/envies/{wish.pk}/").content.decode()
    links = [unescape(one) for one in re.findall(r'href="([^"]+)"', page)]
    (link,) = [one for one in links if one.startswith(reverse(route))]
    return link


def test_an_accepted_offer_starts_a_workshop(author, signed_in):
    offer = make_wish(**SENT | {"kind": "offre"})
    accept(author, offer, "Je montre comment trier ses photos")
    form = signed_in.get(link_to(signed_in, offer, "workshop-new")).content.decode()
    assert "Je montre comment trier ses photos" in form


def test_a_request_starts_an_action(signed_in):
    need = Need.objects.get(code="photos")
    asked = make_wish(**SENT, need=need)
    form = signed_in.get(link_to(signed_in, asked, "plan-new")).content.decode()
    assert f'value="Un atelier : {need.name}"' in form
    assert 'value="photos" selected' in form


def test_two_people_do_not_decide_twice(author, wish, signed_in):
    accept(author, wish, "Envoyer une photo")
    with pytest.raises(ValidationError, match="déjà décidée"):
        refuse(author, wish, "Non")
    sent = {"decision": "refuser", "reason": "Non"}
    assert signed_in.post(f"/coordination/envies/{wish.pk}/", sent).status_code == 409


def test_a_text_that_names_somebody_is_flagged_and_not_published(signed_in, author):
    text = "Appelez le 06 12 34 56 78"
    wish = make_wish(**SENT | {"text": text})
    url = f"/coordination/envies/{wish.pk}/"
    assert "semble contenir un courriel" in signed_in.get(url).content.decode()
    response = signed_in.post(url, {"decision": "publier", "text": text})
    assert response.status_code == 400
    assert "Enlevez le courriel ou le téléphone" in response.content.decode()
    assert signed_in.post(url, {"decision": "publier", "text": "Le soir"}).status_code == 302


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("lea@exemple.fr", True),
        ("0612345678", True),
        ("+33 6 12 34 56 78", True),
        ("le 12 mars 2026 à 18 h", False),
        ("de 9 h 30 à 12 h", False),
    ],
)
def test_an_address_or_a_number_is_seen(text, expected):
    assert names_somebody(text) is expected
