import pytest
from django.contrib.auth.models import Group, User

from places.actions.accounts import settle_access
from places.web.accounts import sessions

BACKEND = "django.contrib.auth.backends.ModelBackend"


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
    """sign_in(user) → the client, in a session of this account that has just begun."""

    def enter(user: User):
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
