"""What every test shares: a directory forgotten between tests, and places made by actions."""

import gc
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date, datetime

import pytest
from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.db import transaction

from places.actions.edit import create_site
from places.actions.recording import Author, act
from places.actions.thesaurus import save_districts
from places.diagnosis.oriented import months_before
from places.directory import load
from places.hours.osm import ZONE
from places.models import Actor, Contact, Document, Orientation, Source
from places.vocabulary import OrientationOutcome, Origin, Publication

from . import processes


def pytest_configure(config):
    settings.SECURE_SSL_REDIRECT = False  # the test client speaks http
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.GEOCODER_URL = ""  # no test asks the national service


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings):
    """Migrations make thousands of classes, all still in use: looking for cycles meanwhile takes a
    fifth of their time."""
    gc.disable()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup):
    gc.enable()


@pytest.fixture(autouse=True)
def fresh_directory():
    """Versions restart with each test's transaction: no copy may outlive it."""
    load.forget()
    yield
    load.forget()


@pytest.fixture
def author() -> Author:
    return coordination()


@pytest.fixture(scope="module")
def lasting(django_db_setup, django_db_blocker) -> Iterator[Callable]:
    """lasting(make) → what `make()` gives. Its rows stay for all the tests of the module, each of
    which still undoes what it writes itself: for data that many tests only read."""
    outside = transaction.atomic()

    def keep(make: Callable):
        with django_db_blocker.unblock():
            return make()

    keep(outside.__enter__)
    yield keep
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        outside.__exit__(None, None, None)
    load.forget()


def coordination() -> Author:
    return Author("Camille, coordination", Origin.ADMIN)


def publish_site(
    name="Comité de quartier",
    *,
    commune="Roubaix",
    services=(),
    equipment=(),
    closures=(),
    by=None,
    **fields,
):
    """Publishes a place: publish_site("Nom", services=[…], hours=…) → Site."""
    fields.setdefault("publication", Publication.PUBLISHED)
    if fields.get("latitude") is not None:
        fields.setdefault("precision", "exacte")
    parts = {
        "services": list(services),
        "equipment": list(equipment),
        "closures": list(closures),
    }
    parts = {key: rows for key, rows in parts.items() if rows}
    return create_site(by or coordination(), name=name, commune=commune, parts=parts, **fields)


@pytest.fixture
def make_site(db):
    """make_site("Nom", services=[…], hours=…) → Site."""
    return publish_site


@pytest.fixture
def source(db, author) -> Source:
    with act(author, "source"):
        return Source.objects.create(name="Essai", licence="Licence Ouverte 2.0")


def save_quartiers():
    """Ouest, of which Épeule is a part, and Alma."""
    return save_districts(
        coordination(),
        [
            {"slug": "ouest", "name": "Ouest", "commune": "Roubaix"},
            {
                "slug": "epeule",
                "name": "Épeule",
                "commune": "Roubaix",
                "parent": "ouest",
                "latitude": 50.6885,
                "longitude": 3.1640,
            },
            {
                "slug": "alma",
                "name": "Alma",
                "commune": "Roubaix",
                "latitude": 50.6975,
                "longitude": 3.1690,
            },
        ],
    )


@pytest.fixture
def districts(db):
    return save_quartiers()


@pytest.fixture
def tuesday_at_ten() -> datetime:
    """A plain working day: Tuesday 24 November 2026, 10:00 in Paris."""
    return datetime(2026, 11, 24, 10, 0, tzinfo=ZONE)


@pytest.fixture(autouse=True)
def private_documents(tmp_path, monkeypatch) -> FileSystemStorage:
    """Documents that a test uploads leave with it."""
    options = settings.STORAGES["documents"]["OPTIONS"] | {"location": tmp_path / "documents"}
    storage = FileSystemStorage(**options)
    monkeypatch.setattr(Document._meta.get_field("file"), "storage", storage)
    return storage


@pytest.fixture
def make_actor(db, author):
    """make_actor("Nom", email="…") → an actor with one contact."""

    def make(name="Les Amis de l’Épeule", *, email="yvette@exemple.fr", contact="Yvette Martin"):
        with act(author, "Acteur"):
            actor = Actor.objects.create(name=name)
            Contact.objects.create(actor=actor, name=contact, email=email)
        return actor

    return make


@pytest.fixture
def note_orientations(make_site):
    """note_orientations(today, 3, ["imprimer"], "epeule", "complet", ago=2) keeps three
    orientations, on the first days of the month two months before today's."""

    def keep(today: date, number, needs, district="", reason="", *, ago=1, desk=None):
        first = months_before(today.replace(day=1), ago)
        chosen = None if reason else make_site("Lieu donné")
        outcome = OrientationOutcome.NOTHING if reason else OrientationOutcome.GIVEN
        told = {"needs": needs, "district": district, "reason": reason, "outcome": outcome}
        Orientation.objects.bulk_create(
            Orientation(
                at=datetime(first.year, first.month, 1 + day, 10, tzinfo=ZONE),
                desk=desk,
                chosen=chosen,
                **told,
            )
            for day in range(number)
        )

    return keep


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory) -> Iterator[processes.Base]:
    with processes.demonstration(tmp_path_factory.mktemp("demo")) as made:
        yield made


@pytest.fixture
def base(demonstration, tmp_path) -> Iterator[processes.Base]:
    """A database of its own with the places of Roubaix, that can go away and come back."""
    with processes.copy_of(demonstration, tmp_path) as made:
        yield made


@pytest.fixture
def serve(base) -> Iterator[Callable[[], str]]:
    """serve() starts a server of its own on the base and gives its address."""
    with ExitStack() as running:
        yield lambda: running.enter_context(processes.server(base))
