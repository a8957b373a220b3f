from datetime import date

import pytest
from django.core.cache import cache
from django.test import Client

from places.actions.access import make_link
from places.web.partner import correct

from .correction_page import Page


@pytest.fixture(autouse=True)
def nobody_asked_yet():
    cache.clear()


@pytest.fixture
def actor(make_actor):
    return make_actor()


@pytest.fixture
def contact(actor):
    return actor.contacts.get()


@pytest.fixture
def place(make_site, actor):
    return make_site("Salle de l’Épeule", actor=actor, hours="Tu-Fr 09:00-12:00,14:00-17:00")


@pytest.fixture
def address_for():
    """address_for(contact) → the address of a new link, as the e-mail gives it."""

    def make(contact) -> str:
        _, token = make_link("Camille", contact)
        return f"/maj/lien/{token}/"

    return make


@pytest.fixture
def as_partner(contact, place, address_for):
    """A browser that came in by a link of `contact`."""
    client = Client()
    client.post(address_for(contact), {"geste": "corriger"})
    return client


@pytest.fixture
def on_a_known_day(monkeypatch):
    """A Tuesday: the week and the coming holidays are known."""
    monkeypatch.setattr(correct, "_today", lambda: date(2026, 11, 24))


@pytest.fixture
def open_page(as_partner, place) -> Page:
    """« Corriger », opened by the partner."""
    return Page(as_partner, place)
