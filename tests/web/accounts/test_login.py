"""Signing in: one answer for all that fails, a lock after five failures, sessions that end."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth import get_user
from django.contrib.auth.hashers import MD5PasswordHasher
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from places.web.accounts import sessions

LOGIN = "/coordination/connexion/"
PASSWORD = "phrase-longue-1"


def attempt(client, username, password=PASSWORD, address="127.0.0.1", next=""):
    data = {"username": username, "password": password, "next": next}
    return client.post(LOGIN, data, REMOTE_ADDR=address)


def words_of(response, username: str) -> str:
    """The page without what must differ: the name that was typed, the form's token."""
    page = response.content.decode().replace(username, "…")
    return re.sub(r'csrfmiddlewaretoken" value="\w+"', "", page)


def test_a_right_password_leads_to_the_page_that_was_asked(account, client):
    account("Mairie")
    response = attempt(client, "mairie", next="/coordination/lieux/")
    assert response["Location"] == "/coordination/lieux/"
    assert client.get("/coordination/lieux/").status_code == 200


def test_an_address_elsewhere_is_not_followed(account, client):
    account("Mairie")
    assert attempt(client, "mairie", next="https://exemple.fr/")["Location"] == "/coordination/"


def test_who_does_not_enter_the_back_office_is_led_to_the_account(account, client):
    account("Partenaires")
    assert attempt(client, "partenaires")["Location"] == "/coordination/mon-compte/"


def test_a_failure_says_nothing_of_the_account(account):
    account("Mairie")
    account("Accueil", "nadia", is_active=False)
    seen = {
        (answer.status_code, words_of(answer, name))
        for name, password in (
            ("mairie", "mauvais"),
            ("inconnu", "mauvais"),
            ("nadia", "mauvais"),
            ("nadia", PASSWORD),
        )
        for answer in [attempt(Client(), name, password)]
    }
    assert len(seen) == 1
    ((status, page),) = seen
    assert status == 400
    assert "ne vont pas ensemble" in page


def test_an_unknown_account_costs_the_time_of_a_known_one(account, client, monkeypatch):
    """As many passwords are hashed for a name that nobody has as for a wrong password."""
    account("Mairie")
    account("Accueil", is_active=False)
    hashed = []
    encode = MD5PasswordHasher.encode

    def counted(self, password, salt):
        hashed.append(password)
        return encode(self, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", counted)
    counts = []
    for name in ("mairie", "inconnu", "accueil"):
        hashed.clear()
        attempt(client, name, "mauvais")
        counts.append(len(hashed))
    assert counts == [1, 1, 1]


@pytest.mark.parametrize("name", ["mairie", "inconnu"])
def test_five_failures_from_anywhere_lock_an_account_for_an_hour(account, name):
    account("Mairie")
    for number in range(4):
        assert attempt(Client(), name, "mauvais", f"192.0.2.{number}").status_code == 400
    locked = attempt(Client(), name, "mauvais", "192.0.2.9")
    assert locked.status_code == 429
    until = timezone.localtime() + timedelta(hours=1)
    page = locked.content.decode()
    assert "Trop d’essais" in page
    said = {f"{one.hour} h {one:%M}" for one in (until, until - timedelta(minutes=1))}
    assert any(time in page for time in said)
    assert 3500 < int(locked["Retry-After"]) <= 3600
    assert attempt(Client(), name, PASSWORD).status_code == 429


def test_the_lock_says_the_same_hour_however_often_one_tries(account, client):
    account("Mairie")
    for _ in range(5):
        attempt(client, "mairie", "mauvais")
    first = attempt(client, "mairie", "mauvais").content.decode()
    assert first == attempt(client, "mairie", "encore").content.decode()


def test_others_are_not_locked_out_with_a_colleague(account, client):
    account("Mairie")
    account("Accueil")
    for _ in range(5):
        attempt(client, "mairie", "mauvais")
    assert attempt(client, "accueil").status_code == 302


def test_a_success_forgets_the_failures_before_it(account, client):
    account("Mairie")
    for _ in range(2):
        for _ in range(4):
            assert attempt(client, "mairie", "mauvais").status_code == 400
        assert attempt(client, "mairie").status_code == 302


def test_leaving_closes_the_session_and_is_a_button(account, sign_in):
    client = sign_in(account("Mairie"))
    assert client.get("/coordination/quitter/").status_code == 405
    assert client.post("/coordination/quitter/")["Location"] == LOGIN
    assert not get_user(client).is_authenticated
    assert client.get("/coordination/")["Location"].startswith(LOGIN)


def test_pages_of_the_back_office_are_kept_by_no_cache(town, account, sign_in):
    client = sign_in(account("Mairie"))
    for path in ("/coordination/", "/coordination/mon-compte/", "/coordination/admin/"):
        assert "no-store" in client.get(path)["Cache-Control"]


@pytest.fixture
def later(monkeypatch):
    """later(minutes=30): sessions are read that much later."""
    begun = timezone.now()

    def move(**passed):
        now = begun + timedelta(**passed)
        monkeypatch.setattr(sessions.timezone, "now", lambda: now)

    return move


def test_a_session_left_alone_ends(account, sign_in, later):
    client = sign_in(account("Mairie"))
    later(minutes=59)
    assert client.get("/coordination/mon-compte/").status_code == 200
    later(minutes=59 + 59)
    assert client.get("/coordination/mon-compte/").status_code == 200
    later(minutes=59 + 59 + 61)
    response = client.get("/coordination/mon-compte/")
    assert response["Location"] == f"{LOGIN}?next=/coordination/mon-compte/"
    assert "Vous êtes parti un moment" in client.get(response["Location"]).content.decode()
    assert not get_user(client).is_authenticated


def test_a_session_ends_after_twelve_hours_even_in_use(account, sign_in, later):
    client = sign_in(account("Mairie"))
    for half_hours in range(1, 25):
        later(minutes=30 * half_hours)
        assert client.get("/coordination/admin/").status_code == 200
    later(hours=12, minutes=1)
    assert client.get("/coordination/admin/").status_code == 302


def test_the_idle_time_is_a_setting(account, sign_in, later, settings):
    settings.SESSION_IDLE_MINUTES = 5
    client = sign_in(account("Mairie"))
    later(minutes=6)
    assert client.get("/coordination/mon-compte/").status_code == 302


def test_signing_in_again_begins_again(account, client, later):
    account("Mairie")
    attempt(client, "mairie")
    later(hours=11)
    attempt(client, "mairie")
    later(hours=11, minutes=50)
    assert client.get("/coordination/mon-compte/").status_code == 200


def test_a_form_sent_too_late_is_not_replayed_by_a_link(account, sign_in, later):
    client = sign_in(account("Mairie"))
    later(minutes=90)
    response = client.post("/coordination/a-confirmer/confirmer/")
    assert response["Location"] == f"{LOGIN}?next=/coordination/"


def test_a_session_is_written_at_most_once_a_minute(account, sign_in, later):
    client = sign_in(account("Mairie"))
    key = client.session.session_key
    before = Session.objects.get(pk=key).session_data
    later(seconds=30)
    client.get("/coordination/mon-compte/")
    assert Session.objects.get(pk=key).session_data == before


def test_the_login_page_has_no_script_and_says_where_residents_go(client, db, settings):
    page = client.get(LOGIN).content.decode()
    assert "<script" not in page
    assert "pas besoin de compte" in page
    assert "testserver" not in page
    assert settings.SITE_NAME in page
    assert 'content="noindex"' in page


def test_an_inactive_account_is_out_at_once(account, sign_in):
    user = account("Mairie")
    client = sign_in(user)
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert client.get("/coordination/mon-compte/").status_code == 302
