import pytest
from django.contrib.auth.models import User


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
def signed_in(client, coordinator):
    client.force_login(coordinator, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def mail_at_once(monkeypatch):
    """What waits for the end of the transaction is done at once: a test's never ends."""
    monkeypatch.setattr("django.db.transaction.on_commit", lambda call, **options: call())
