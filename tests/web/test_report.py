"""« Une erreur ? Dites-le » : no account, no JavaScript, no flood, nothing lost."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import OperationalError
from django.test import Client, RequestFactory
from django.utils import timezone

from places.models import ErrorReport, Site
from places.web import human
from places.web import report as report_view
from places.web.middleware import ClientAddressMiddleware

PATH = "/lieux/comite-de-l-epeule-roubaix/erreur/"


@pytest.fixture(autouse=True)
def quick_form(monkeypatch):
    monkeypatch.setattr(human, "FASTEST_SECONDS", -1)
    cache.clear()


def send(client, **data):
    page = client.get(PATH).content.decode()
    opened = re.search(r'name="opened" value="([^"]+)"', page)[1]
    return client.post(PATH, {"opened": opened, **data})


def test_a_report_arrives_and_thanks(town, client):
    response = send(client, topics=["horaires", "telephone"], message="Fermé le mardi", email="")
    assert response.status_code == 302
    assert "Merci." in client.get(response["Location"]).content.decode()
    kept = ErrorReport.objects.get()
    assert (kept.topics, kept.message) == (["horaires", "telephone"], "Fermé le mardi")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"message": ""}, "Cochez une case ou écrivez un message."),
        ({"topics": ["horaires"], "email": "pas-une-adresse"}, "adresse"),
        ({"topics": ["nimporte"]}, "nimporte"),
        ({"topics": ["horaires"], "website": "http://spam"}, "Votre message n’est pas parti."),
    ],
)
def test_a_report_refused_says_why_and_keeps_what_was_typed(town, client, data, message):
    response = send(client, **{"message": "mes mots", **data})
    page = response.content.decode()
    assert response.status_code == 400
    assert message in page
    assert data.get("message", "mes mots") in page
    assert not ErrorReport.objects.exists()


def test_a_form_sent_too_fast_or_never_opened_is_refused(town, client, monkeypatch):
    monkeypatch.setattr(human, "FASTEST_SECONDS", 3)
    assert send(client, topics=["horaires"]).status_code == 400
    assert client.post(PATH, {"topics": ["horaires"], "opened": "faux"}).status_code == 400


def test_one_address_cannot_flood(town, client):
    for _ in range(report_view.MOST_AN_HOUR):
        assert send(client, topics=["horaires"]).status_code == 302
    response = send(client, topics=["horaires"], message="encore")
    assert response.status_code == 429
    assert "encore" in response.content.decode()
    assert ErrorReport.objects.count() == report_view.MOST_AN_HOUR


def test_a_busy_database_loses_nothing(town, client, monkeypatch):
    def busy(*args):
        raise OperationalError("database is locked")

    monkeypatch.setattr(report_view, "report_error", busy)
    response = send(client, topics=["horaires"], message="mes mots")
    assert response.status_code == 503
    assert "mes mots" in response.content.decode()


def test_addresses_are_forgotten_after_ninety_days(town, client, capsys):
    site = Site.objects.first()
    old = ErrorReport.objects.create(site=site, message="a", email="a@exemple.fr")
    ErrorReport.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(days=91))
    recent = ErrorReport.objects.create(site=site, message="b", email="b@exemple.fr")
    call_command("forget_addresses")
    assert "1." in capsys.readouterr().out
    old.refresh_from_db()
    recent.refresh_from_db()
    assert (old.email, recent.email) == ("", "b@exemple.fr")


def test_behind_a_proxy_each_visitor_has_a_quota(town, client):
    middleware = ClientAddressMiddleware(lambda request: request.META["REMOTE_ADDR"])
    request = RequestFactory().get("/", headers={"x-forwarded-for": "spoofed, 203.0.113.9"})
    assert middleware(request) == "203.0.113.9"
    assert middleware(RequestFactory().get("/")) == "127.0.0.1"


def test_a_form_without_its_cookie_says_so_in_plain_french(town):
    strict = Client(enforce_csrf_checks=True)
    response = strict.post(PATH, {"topics": ["horaires"]})
    assert response.status_code == 403
    assert "Le formulaire n’est pas parti." in response.content.decode()
