"""Who may open what: every address of the site, every role. One line a page."""

import re
from collections.abc import Iterator
from http.cookies import SimpleCookie

import pytest
from django.contrib.auth.models import Permission, User
from django.db import transaction
from django.urls import URLPattern, get_resolver, reverse

from places.actions.accounts import settle_access
from places.actions.second_factor import start_device
from places.models.roles import RIGHTS, ROLES, rights_of

from .matrix import LINES, ROLES_IN_ORDER
from .things import address, make_things

HOME = "/coordination/"


def routes(resolver=None, before: str = "") -> Iterator[str]:
    """Every address that the site answers, as written in its urls."""
    for one in (resolver or get_resolver()).url_patterns:
        if isinstance(one, URLPattern):
            yield before + str(one.pattern)
        else:
            yield from routes(one, before + str(one.pattern))


def test_the_matrix_names_every_address_of_the_site_and_no_other():
    assert sorted({line.route for line in LINES}) == sorted(routes())


@pytest.fixture
def things(town, author, districts, source) -> dict[str, object]:
    return make_things(author, districts[0], source)


def answer(client, line, path: str) -> str:
    kept = {name: one.value for name, one in client.cookies.items()}
    with transaction.atomic():
        response = (client.post if line.method == "POST" else client.get)(path)
        transaction.set_rollback(True)  # each line finds the same things, and the same session
    client.cookies = SimpleCookie(kept)
    if response.status_code == 302 and response["Location"].startswith("/coordination/connexion/?"):
        return "login"
    return str(response.status_code)


def who(role: str, account) -> User | None:
    if role == "anonyme":
        return None
    if role == "superutilisateur":
        return User.objects.create_superuser("racine")
    return account(role)


@pytest.mark.parametrize("role", ROLES_IN_ORDER)
def test_each_role_sees_what_it_may(role, things, client, sign_in, account):
    """All lines in one test: the town is made once. A failure lists each wrong answer."""
    if user := who(role, account):
        sign_in(user)
    wrong = {}
    for line in LINES:
        found = answer(client, line, address(line.route, things))
        if found != line.expected[role]:
            wrong[f"{line.method} /{line.route}"] = f"{found}, not {line.expected[role]}"
    assert wrong == {}


def test_groups_hold_the_table_once_migrations_have_run(db):
    """A new right needs its line in the table and its migration."""
    found = {}
    for one in Permission.objects.filter(group__isnull=False).select_related("content_type"):
        right = f"{one.content_type.app_label}.{one.codename}"
        found[right] = sorted(one.group_set.values_list("name", flat=True))
    assert found == {right: sorted(roles) for right, roles in RIGHTS.items()}


def test_the_table_names_rights_that_exist(db):
    known = {
        f"{app}.{code}"
        for app, code in Permission.objects.values_list("content_type__app_label", "codename")
    }
    assert set(RIGHTS) - known == set()


def test_no_role_deletes_but_the_coordination_and_partners_have_no_right():
    for role in ROLES:
        if role.name != "Coordination":
            assert not [right for right in rights_of(role.name) if "delete" in right]
    assert rights_of("Partenaires") == frozenset()


def test_nobody_but_a_superuser_may_touch_groups_or_rights():
    assert {right for right in RIGHTS if right.startswith("auth.")} == {
        "auth.view_user",
        "auth.add_user",
        "auth.change_user",
    }


@pytest.mark.parametrize("role", ["", "Partenaires"])
def test_an_account_that_does_not_enter_is_told_calmly(town, account, sign_in, role):
    response = sign_in(account(role)).get(HOME)
    assert response.status_code == 403
    assert "Vous n’avez pas accès à cette page." in response.content.decode()


@pytest.mark.parametrize(
    ("role", "seen", "hidden"),
    [
        ("Accueil", ["Tous les lieux"], ["À confirmer", "À compléter", "Recherches", "Comptes"]),
        ("Mairie", ["Tous les lieux", "À confirmer", "À compléter", "Recherches"], ["Comptes"]),
        ("Coordination", ["Tous les lieux", "À confirmer", "Recherches", "Comptes"], []),
    ],
)
def test_the_navigation_leads_only_where_the_role_may_go(
    town, account, sign_in, role, seen, hidden
):
    client = sign_in(account(role))
    page = client.get(HOME).content.decode()
    nav = page.split('aria-label="Coordination"')[1].split("</nav>")[0]
    for said in seen:
        assert f">{said}</a>" in nav
    for said in hidden:
        assert said not in nav
    for link in re.findall(r'href="([^"]+)"', nav):
        assert client.get(link).status_code == 200


@pytest.mark.parametrize(
    ("role", "tasks"),
    [
        ("Accueil", []),
        ("Mairie", ["Fiches à compléter", "Lieux non confirmés"]),
        ("Coordination", ["Erreurs signalées", "Fiches à compléter", "Lieux non confirmés"]),
    ],
)
def test_today_shows_what_the_role_may_do(things, account, sign_in, role, tasks):
    client = sign_in(account(role))
    page = client.get(HOME).content.decode()
    for task in ("Erreurs signalées", "Fiches à compléter", "Lieux non confirmés"):
        assert (task in page) == (task in tasks)
    body = page.split('<main id="contenu"')[1].split("</main>")[0]
    for link in set(re.findall(r'href="(/[^"#]+)"', body)):
        assert client.get(link.replace("&amp;", "&")).status_code == 200


def test_a_page_costs_a_coordinator_at_most_twelve_queries(
    town, account, sign_in, django_assert_max_num_queries
):
    client = sign_in(account("Coordination"))
    for route in ("coordination-sites", "to-confirm", "call-sheet", "to-complete", "account"):
        with django_assert_max_num_queries(12):
            assert client.get(reverse(route)).status_code == 200


def test_losing_a_role_closes_the_door_at_once(town, account, sign_in):
    user = account("Mairie")
    client = sign_in(user)
    assert client.get(HOME).status_code == 200
    user.groups.clear()
    settle_access(user)
    assert client.get(HOME).status_code == 403


def test_a_device_being_added_asks_nothing_yet(town, account, sign_in):
    user = account("Mairie")
    start_device(user)
    assert sign_in(user).get(HOME).status_code == 200
