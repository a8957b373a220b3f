"""The second factor: who is asked, the way in with a telephone, and when it is lost."""

import re
from base64 import b32decode

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django_otp.oath import totp
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from places.actions import second_factor
from places.models import Act

ASKED, ADD = "/coordination/connexion/code/", "/coordination/mon-compte/appareil/ajouter/"
CODES, DEVICE = "/coordination/mon-compte/appareil/secours/", "/coordination/mon-compte/appareil/"
HOME, ADMIN = "/coordination/", "/coordination/admin/places/site/"


def code_of(key: bytes, steps: int = 0) -> str:
    """What the telephone shows, so many half-minutes from now."""
    return f"{totp(key, t0=-30 * steps):06}"


def key_read_on(page: str) -> bytes:
    """The secret as a person copies it from the page."""
    letters = re.search(r'class="secret">([A-Z2-7 ]+)<', page)[1].replace(" ", "")
    return b32decode(letters + "=" * (-len(letters) % 8))


@pytest.fixture
def required(settings):
    settings.REQUIRE_SECOND_FACTOR = True


@pytest.fixture
def with_device(account):
    """with_device("Mairie") → the account and the key of its telephone."""

    def make(role="Mairie", username="") -> tuple[User, bytes]:
        user = account(role, username)
        device = TOTPDevice.objects.create(user=user, name="Téléphone")
        second_factor.renew_codes(user)
        return user, device.bin_key

    return make


def first_page(client, path=HOME) -> str:
    """Where the door leads first; "" when the page opens."""
    response = client.get(path)
    return response["Location"].split("?")[0] if response.status_code == 302 else ""


def test_nobody_is_asked_by_default(town, account, sign_in):
    assert first_page(sign_in(account("Coordination"))) == ""


@pytest.mark.parametrize(
    ("role", "first"), [("Coordination", ADD), ("Mairie", ""), ("Accueil", ""), ("racine", ADD)]
)
def test_who_can_do_everything_must_have_a_device_when_it_is_required(
    town, account, sign_in, required, role, first
):
    user = User.objects.create_superuser("racine") if role == "racine" else account(role)
    client = sign_in(user)
    for path in (
        HOME,
        ADMIN,
        "/coordination/mon-compte/",
        "/coordination/mon-compte/mot-de-passe/",
    ):
        assert first_page(client, path) == first


def test_who_has_a_device_is_asked_even_when_nothing_is_required(town, with_device, sign_in):
    user, _ = with_device("Accueil")
    client = sign_in(user)
    for path in (HOME, ADMIN, DEVICE, CODES, ADD, "/coordination/mon-compte/mot-de-passe/"):
        assert first_page(client, path) == ASKED


def test_enrolment_from_the_password_to_the_page_asked(town, account, client, required):
    account("Coordination", "lea")
    client.post(
        "/coordination/connexion/",
        {"username": "lea", "password": "phrase-longue-1", "next": ADMIN},
    )
    response = client.get(ADMIN, follow=True)
    page = response.content.decode()
    assert "<svg" in page
    assert "<script" not in page
    key = key_read_on(page)
    assert client.post(ADD, {"code": "000000"}).status_code == 400
    assert first_page(client, ADMIN) == ADD
    TOTPDevice.objects.update(throttling_failure_count=0, throttling_failure_timestamp=None)

    response = client.post(ADD, {"code": code_of(key)}, follow=True)
    assert response.redirect_chain[-1][0] == CODES
    shown = re.findall(r"<li>([a-z2-7]{8})</li>", response.content.decode())
    assert len(set(shown)) == 10
    assert not re.findall(r"<li>([a-z2-7]{8})</li>", client.get(CODES).content.decode())
    assert client.get(ADMIN).status_code == 200


def test_the_drawing_holds_the_secret_and_is_kept_by_no_cache(account, sign_in):
    client = sign_in(account("Mairie"))
    response = client.get(ADD)
    assert "no-store" in response["Cache-Control"]
    device = TOTPDevice.objects.get()
    assert key_read_on(response.content.decode()) == device.bin_key
    assert not device.confirmed


def test_another_session_does_not_learn_a_secret_under_way(account, sign_in):
    user = account("Mairie")
    first = key_read_on(sign_in(user).get(ADD).content.decode())
    other = Client()
    other.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    assert key_read_on(other.get(ADD).content.decode()) != first


@pytest.mark.parametrize("spaced", [False, True])
def test_the_code_opens_the_door_once(town, with_device, sign_in, spaced):
    user, key = with_device()
    client = sign_in(user)
    code = code_of(key)
    typed = f"{code[:3]} {code[3:]}" if spaced else code
    old_session = client.session.session_key
    response = client.post(ASKED, {"code": typed, "next": ADMIN})
    assert response["Location"] == ADMIN
    assert client.session.session_key != old_session
    assert client.get(HOME).status_code == 200

    other = Client()
    other.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    assert other.post(ASKED, {"code": code}).status_code == 400


def test_a_code_of_long_ago_or_of_another_account_is_refused(town, with_device, sign_in):
    user, key = with_device()
    _, other_key = with_device("Accueil")
    for wrong in (code_of(key, steps=-4), code_of(key, steps=4), code_of(other_key)):
        TOTPDevice.objects.update(throttling_failure_count=0, throttling_failure_timestamp=None)
        client = sign_in(user)
        response = client.post(ASKED, {"code": wrong})
        assert response.status_code == 400
        assert "n’est pas le bon" in response.content.decode()
        assert first_page(client) == ASKED


def test_wrong_codes_must_wait_even_for_the_right_one(town, with_device, sign_in):
    user, key = with_device()
    client = sign_in(user)
    assert client.post(ASKED, {"code": "123456"}).status_code == 400
    TOTPDevice.objects.update(throttling_failure_count=8)
    response = client.post(ASKED, {"code": code_of(key)})
    assert response.status_code == 429
    assert "Trop d’essais. Attendez 2 minutes" in response.content.decode()
    assert first_page(client) == ASKED


def test_a_recovery_code_opens_once(town, with_device, sign_in):
    user, _ = with_device()
    token = second_factor.codes_left(user)[0]
    client = sign_in(user)
    typed = f" {token[:4].upper()} {token[4:]} "
    assert client.post(ASKED, {"code": typed}).status_code == 302
    assert client.get(HOME).status_code == 200
    assert token not in second_factor.codes_left(user)
    other = Client()
    other.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    assert other.post(ASKED, {"code": token}).status_code == 400
    assert "Il vous reste <b>9</b> codes" in client.get(CODES).content.decode()


def test_recovery_codes_of_another_account_open_nothing(town, with_device, sign_in):
    user, _ = with_device()
    other, _ = with_device("Accueil")
    response = sign_in(user).post(ASKED, {"code": second_factor.codes_left(other)[0]})
    assert response.status_code == 400
    assert StaticToken.objects.filter(device__user=other).count() == 10


def test_new_recovery_codes_end_the_old_ones(town, with_device, sign_in):
    user, key = with_device()
    old = second_factor.codes_left(user)
    client = sign_in(user)
    client.post(ASKED, {"code": code_of(key)})
    page = client.post(CODES, follow=True).content.decode()
    new = second_factor.codes_left(user)
    assert all(code in page for code in new)
    assert not set(old) & set(new)


@pytest.mark.parametrize(
    "data", [{}, {"code": ""}, {"code": "é" * 20}, {"code": "x" * 500}, {"code": "\x00"}]
)
def test_what_is_no_code_is_said_calmly(town, with_device, sign_in, data):
    user, _ = with_device()
    response = sign_in(user).post(ASKED, data)
    assert response.status_code == 400
    assert 'class="error"' in response.content.decode()


def opened(client, key) -> Client:
    client.post(ASKED, {"code": code_of(key)})
    return client


def test_removing_asks_the_password_again(town, with_device, sign_in):
    user, key = with_device()
    client = opened(sign_in(user), key)
    refused = client.post(DEVICE, {"password": "mauvais", "remove": "1"})
    assert refused.status_code == 400
    assert "pas votre mot de passe" in refused.content.decode()
    assert TOTPDevice.objects.filter(user=user).exists()
    assert client.post(DEVICE, {"password": "phrase-longue-1", "remove": "1"}).status_code == 302
    assert not TOTPDevice.objects.filter(user=user).exists()
    assert not StaticToken.objects.filter(device__user=user).exists()
    assert client.get(HOME).status_code == 200
    assert Act.objects.filter(reason="Compte mairie : appareil retiré", user=user).exists()


def test_five_wrong_passwords_there_lock_the_account(town, with_device, sign_in):
    user, key = with_device()
    client = opened(sign_in(user), key)
    statuses = [client.post(DEVICE, {"password": "faux"}).status_code for _ in range(5)]
    assert statuses == [400, 400, 400, 400, 429]


def test_removing_a_required_device_leads_to_another(town, with_device, sign_in, required):
    user, key = with_device("Coordination")
    client = opened(sign_in(user), key)
    client.post(DEVICE, {"password": "phrase-longue-1", "remove": "1"})
    assert first_page(client) == ADD


def test_replacing_keeps_the_old_device_until_the_new_one_works(town, with_device, sign_in):
    user, key = with_device()
    client = opened(sign_in(user), key)
    assert first_page(client, ADD) == DEVICE
    response = client.post(DEVICE, {"password": "phrase-longue-1", "replace": "1"})
    assert response["Location"] == ADD
    new_key = key_read_on(client.get(ADD).content.decode())
    assert TOTPDevice.objects.get(user=user, confirmed=True).bin_key == key
    assert client.post(ADD, {"code": code_of(new_key)})["Location"] == CODES
    assert TOTPDevice.objects.get(user=user).bin_key == new_key
    assert client.get(HOME).status_code == 200
    assert first_page(client, ADD) == DEVICE


def test_other_sessions_are_asked_once_a_device_is_replaced(town, with_device, sign_in):
    user, key = with_device()
    other = Client()
    other.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    opened(other, key)
    assert other.get(HOME).status_code == 200
    second_factor.confirm_device(
        user, (new := second_factor.start_device(user)).pk, code_of(new.bin_key)
    )
    assert first_page(other) == ASKED


def test_public_pages_ask_no_code(town, with_device, sign_in):
    user, _ = with_device()
    assert sign_in(user).get("/lieux/").status_code == 200


def test_a_telephone_slightly_late_is_forgiven(town, with_device, sign_in):
    user, key = with_device()
    late = code_of(key, steps=-1)
    assert sign_in(user).post(ASKED, {"code": late}).status_code == 302
