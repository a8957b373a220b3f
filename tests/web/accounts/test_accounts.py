"""Accounts: one's own password, and what a coordinator may do with those of others."""

import re

import pytest
from axes.models import AccessAttempt
from django.contrib.auth.models import Group, Permission, User
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django_otp.plugins.otp_totp.models import TOTPDevice

from places.actions import accounts
from places.actions.recording import Author
from places.models import Act
from places.vocabulary import Origin

PASSWORD = "phrase-longue-1"
NEW = "quatre mots tirés au hasard"
BACKEND = "django.contrib.auth.backends.ModelBackend"
LIST = "/coordination/admin/auth/user/"


@pytest.fixture
def coordination(account, sign_in):
    """A browser of a member of « Coordination »."""
    return sign_in(account("Coordination", "lea"))


@pytest.fixture
def root(db) -> User:
    return User.objects.create_superuser("racine", password=PASSWORD)


def change(client, user: User, **data):
    """Send the form of an account; what is not said stays as it is."""
    kept = {
        "username": user.username,
        "first_name": user.first_name,
        "last_name": user.last_name,
        "email": user.email,
        "groups": list(user.groups.values_list("pk", flat=True)),
        **({"is_active": "on"} if user.is_active else {}),
    }
    sent = {name: value for name, value in (kept | data).items() if value is not None}
    return client.post(f"{LIST}{user.pk}/change/", sent)


def role(name: str) -> int:
    return Group.objects.get(name=name).pk


# ------------------------------------------------------------------ one's own


def test_changing_ones_password_ends_the_other_sessions(town, account, sign_in):
    user = account("Mairie")
    elsewhere = Client()
    elsewhere.force_login(user, backend=BACKEND)
    assert elsewhere.get("/coordination/").status_code == 200
    client = sign_in(user)
    data = {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW}
    response = client.post(reverse("password"), data, follow=True)
    assert "Mot de passe changé" in response.content.decode()
    assert client.get("/coordination/").status_code == 200
    assert elsewhere.get("/coordination/").status_code == 302
    user.refresh_from_db()
    assert user.check_password(NEW)


@pytest.mark.parametrize(
    ("new", "said"),
    [
        ("court", "au minimum 12"),
        ("123456789012", "entièrement numérique"),
        ("mairie-motdepasse", "trop semblable"),
        ("password1234", "trop courant"),
    ],
)
def test_password_rules_are_said_in_french_and_kept(town, account, sign_in, new, said):
    user = account("Mairie", "mairie-motdepasse")
    client = sign_in(user)
    assert "au minimum 12" in client.get(reverse("password")).content.decode()
    data = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    response = client.post(reverse("password"), data)
    assert response.status_code == 400
    assert said in response.content.decode()
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_the_old_password_is_asked_and_its_failures_count(town, account, sign_in):
    client = sign_in(account("Mairie"))
    data = {"old_password": "faux", "new_password1": NEW, "new_password2": NEW}
    statuses = [client.post(reverse("password"), data).status_code for _ in range(5)]
    assert statuses == [400, 400, 400, 400, 429]


def test_a_refused_form_leaves_no_password_in_the_base(town, account, sign_in):
    client = sign_in(account("Mairie"))
    data = {"old_password": "secret-faux", "new_password1": NEW, "new_password2": NEW}
    client.post(reverse("password"), data)
    kept = " ".join(attempt.post_data for attempt in AccessAttempt.objects.all())
    assert "old_password" in kept
    assert "secret-faux" not in kept
    assert NEW not in kept


def test_ones_account_tells_the_role_and_leads_to_the_password(town, account, sign_in):
    page = sign_in(account("Accueil")).get("/coordination/mon-compte/").content.decode()
    assert "Accueil : lire les fiches et les contacts" in page
    assert "Changer mon mot de passe" in page


# ------------------------------------------------------------------ others'


def test_a_coordinator_opens_an_account_whose_owner_chooses_the_password(town, coordination):
    response = coordination.post(
        f"{LIST}add/",
        {"username": "nadia", "first_name": "Nadia", "groups": [role("Mairie")], "is_active": "on"},
    )
    assert response.status_code == 302
    nadia = User.objects.get(username="nadia")
    assert (nadia.is_staff, nadia.is_superuser, nadia.has_usable_password()) == (True, False, False)

    page = coordination.post(reverse("password-link", args=[nadia.pk])).content.decode()
    link = re.search(r"http://testserver(\S+?)<", page)[1]
    assert link not in coordination.get(reverse("password-link", args=[nadia.pk])).content.decode()
    visitor = Client()
    for _ in range(2):  # a mail scanner may open it first
        shown = visitor.get(link, follow=True)
        assert "Choisir un mot de passe" in shown.content.decode()
    form = shown.redirect_chain[-1][0]
    refused = visitor.post(form, {"new_password1": "court", "new_password2": "court"})
    assert refused.status_code == 400
    done = visitor.post(form, {"new_password1": NEW, "new_password2": NEW})
    assert done["Location"] == "/coordination/connexion/"
    nadia.refresh_from_db()
    assert nadia.check_password(NEW)
    assert Client().get(link, follow=True).status_code == 410


def test_a_link_opens_an_account_locked_by_failures(town, coordination, account):
    user = account("Mairie")
    login = {"username": "mairie", "password": "faux"}
    for _ in range(5):
        last = Client().post("/coordination/connexion/", login)
    assert last.status_code == 429
    coordination.post(reverse("password-link", args=[user.pk]))
    right = {"username": "mairie", "password": PASSWORD}
    assert Client().post("/coordination/connexion/", right).status_code == 302


def test_who_enters_the_back_office_is_settled_by_the_roles(town, coordination, account):
    user = account("Partenaires")
    assert not user.is_staff
    change(coordination, user, groups=[role("Partenaires"), role("Accueil")])
    user.refresh_from_db()
    assert user.is_staff
    change(coordination, user, groups=[role("Partenaires")])
    user.refresh_from_db()
    assert not user.is_staff


def test_an_account_is_closed_not_deleted(town, coordination, account):
    user = account("Mairie")
    assert coordination.post(f"{LIST}{user.pk}/delete/", {"post": "yes"}).status_code == 403
    assert "delete_selected" not in coordination.get(LIST).content.decode()
    assert change(coordination, user, is_active=None).status_code == 302
    user.refresh_from_db()
    assert not user.is_active


@pytest.mark.parametrize(
    "smuggled",
    [
        {"is_superuser": "on"},
        {"is_staff": "on", "is_superuser": "on"},
        {"user_permissions": ["1"]},
        {"password": "x"},
    ],
)
def test_a_coordinator_cannot_smuggle_rights_in_a_form(town, coordination, account, smuggled):
    user = account("Partenaires")
    before = user.password
    change(coordination, user, **smuggled)
    user.refresh_from_db()
    assert (user.is_superuser, user.is_staff, user.password) == (False, False, before)
    assert not user.user_permissions.exists()


def test_a_coordinator_gives_only_the_roles_whose_rights_it_has(town, coordination, account):
    strong = Group.objects.create(name="Informatique")
    strong.permissions.add(Permission.objects.get(codename="delete_user"))
    user = account("Accueil")
    assert change(coordination, user, groups=[strong.pk]).status_code == 200
    assert list(user.groups.values_list("name", flat=True)) == ["Accueil"]
    Group.objects.get(name="Mairie").permissions.add(*strong.permissions.all())
    page = coordination.get(f"{LIST}{user.pk}/change/").content.decode()
    offered = re.findall(r'name="groups"[^>]*>\s*([^<]+)<', page)
    assert [name.strip() for name in offered] == ["Accueil", "Coordination", "Partenaires"]


def test_a_coordinator_touches_no_superuser(town, coordination, root):
    assert change(coordination, root, username="moi").status_code == 403
    for name in ("password-link", "forget-device"):
        assert coordination.get(reverse(name, args=[root.pk])).status_code == 403
        assert coordination.post(reverse(name, args=[root.pk])).status_code == 403
    root.refresh_from_db()
    assert root.username == "racine"


def test_a_coordinator_touches_no_account_with_rights_beyond_its_own(town, coordination, account):
    user = account("Accueil", is_active=False)
    user.user_permissions.add(Permission.objects.get(codename="delete_user"))
    assert change(coordination, user, username="moi").status_code == 403
    assert coordination.post(reverse("password-link", args=[user.pk])).status_code == 403


def test_nobody_shuts_oneself_out_nor_changes_ones_own_role(town, coordination):
    me = User.objects.get(username="lea")
    response = change(coordination, me, is_active=None, groups=[], first_name="Léa")
    assert response.status_code == 302
    me.refresh_from_db()
    assert (me.is_active, me.is_staff, me.first_name) == (True, True, "Léa")
    assert me.groups.get().name == "Coordination"


def test_a_lost_telephone_is_forgotten_by_the_coordination(town, coordination, account):
    user = account("Mairie")
    TOTPDevice.objects.create(user=user, name="Téléphone")
    url = reverse("forget-device", args=[user.pk])
    assert coordination.get(url).status_code == 200
    assert TOTPDevice.objects.filter(user=user).exists()
    assert coordination.post(url).status_code == 302
    assert not TOTPDevice.objects.filter(user=user).exists()
    assert Act.objects.get(reason="Compte mairie : appareil retiré").user.username == "lea"


def test_ones_own_device_and_password_are_not_changed_by_the_pages_for_others(town, coordination):
    me = User.objects.get(username="lea")
    for name in ("password-link", "forget-device"):
        response = coordination.post(reverse(name, args=[me.pk]))
        assert response["Location"] == "/coordination/mon-compte/"
    for act in (accounts.password_ticket, accounts.reset_device):
        with pytest.raises(PermissionDenied):
            act(Author.of_user(me), me)


def test_a_superuser_manages_everybody(town, root, sign_in, coordinator):
    client = sign_in(root)
    TOTPDevice.objects.create(user=coordinator, name="Téléphone")
    assert client.post(reverse("forget-device", args=[coordinator.pk])).status_code == 302
    assert not TOTPDevice.objects.exists()
    assert change(client, coordinator, is_superuser=None).status_code == 302
    coordinator.refresh_from_db()
    assert (coordinator.is_superuser, coordinator.is_staff) == (False, False)


@pytest.mark.parametrize("name", ["Mairie", "Accueil", "Partenaires"])
def test_other_roles_manage_nobody(account, name):
    user, other = account(name), account("Accueil", "autre")
    assert not accounts.may_manage(user, other)
    with pytest.raises(PermissionDenied):
        accounts.reset_device(Author.of_user(user, Origin.ADMIN), other)


def test_the_list_of_accounts_costs_the_same_for_one_and_for_many(
    town, coordination, account, django_assert_max_num_queries
):
    coordination.get(LIST)
    with django_assert_max_num_queries(12) as few:
        coordination.get(LIST)
    for number in range(8):
        account("Mairie", f"agent{number}")
    with django_assert_max_num_queries(12) as many:
        coordination.get(LIST)
    assert len(many) == len(few)
