import pytest
from django.contrib.auth.models import Group, User

from places.actions.accounts import settle_access
from places.web.accounts import sessions

BACKEND = "django.contrib.auth.backends.ModelBackend"

WEEKDAYS = "Mo-Fr 09:00-12:00,14:00-17:00; PH off"


@pytest.fixture
def town(make_site, districts, source):
    """Three places: one full, one bare, one elsewhere."""
    make_site(
        "Comité de l’Épeule",
        kinds=["association"],
        district=districts[1],
        latitude=50.6890,
        longitude=3.1650,
        postal_code="59100",
        address="3 rue de l’Épeule",
        hours=WEEKDAYS,
        phone="+33320664500",
        fees=["gratuit"],
        languages=["ar"],
        access_modes=["se-presenter"],
        wheelchair="oui",
        to_bring="Vos papiers",
        source=source,
        external_id="1",
        services=[
            {"category": "acces", "needs": ["imprimer", "wifi"], "support_modes": ["individuel"]}
        ],
        equipment=[{"kind": "ordinateur", "count": 6}, {"kind": "imprimante", "price_cents": 10}],
    )
    make_site(
        "Centre social <b>Alma</b>", hours="un jour sur deux", services=[{"category": "demarches"}]
    )
    make_site("Mairie", commune="Lille", latitude=50.63, longitude=3.06)


@pytest.fixture
def html(client):
    """html("/lieux/", 200) → the page as text, its status checked."""

    def get(path, status=200, **headers):
        response = client.get(path, headers=headers)
        assert response.status_code == status
        return response.content.decode()

    return get


@pytest.fixture
def coordinator(db):
    return User.objects.create_user(
        "camille",
        password="phrase-longue-1",
        is_staff=True,
        is_superuser=True,
        first_name="Camille",
        last_name="Durand",
    )


@pytest.fixture
def sign_in(client):
    """sign_in(user) → the client, in a session of this account that has just begun; another client
    may be given."""

    def enter(user: User, client=client):
        client.force_login(user, backend=BACKEND)
        session = client.session
        request = type("Request", (), {"session": session})
        sessions.begin(request)
        session.save()
        return client

    return enter


@pytest.fixture
def signed_in(sign_in, coordinator):
    return sign_in(coordinator)


@pytest.fixture
def account(db):
    """account("Mairie", username="lea") → an account of that role; "" for none."""

    def make(role: str = "", username: str = "", **fields) -> User:
        name = username or (role or "sans-role").lower()
        user = User.objects.create_user(name, password="phrase-longue-1", **fields)
        if role:
            user.groups.add(Group.objects.get(name=role))
        settle_access(user)
        return user

    return make


@pytest.fixture
def mail_at_once(monkeypatch):
    """What waits for the end of the transaction is done at once: a test's never ends."""
    monkeypatch.setattr("django.db.transaction.on_commit", lambda call, **options: call())
