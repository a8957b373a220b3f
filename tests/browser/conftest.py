"""Residents' browsers: the system's Chromium, driven by Playwright, against the real server.

Run by hand with `python -m pytest -o addopts="-ra" tests/browser` (needs `.[test,browser]`).
The map's provider is never reached: every test proves that the page is whole without a tile.
"""

import gc
import os
import shutil
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.test import Client
from django.test.utils import setup_databases, teardown_databases
from django.utils.crypto import get_random_string
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from places.actions.documents import add_document
from places.actions.edit import set_publication
from places.actions.labels import apply_for, take_step
from places.actions.loans import save_loan
from places.actions.propose import propose
from places.actions.recording import Author
from places.interop.town import load_town
from places.models import Document, EquipmentLoan, Label, Site
from places.vocabulary import AwardState, Origin, Publication

# Playwright keeps an event loop in this thread; the tests still read the database from it.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PHONE = {"width": 320, "height": 640}
DESK = {"width": 1280, "height": 800}
LABELLED = "Comité de quartier de l’Hommelet"
GONE = "Comité de quartier du Cul-de-Four"
TILES_HOST = urlsplit(settings.TILES_URL).netloc
# Notes what the Content-Security-Policy refused, which some refusals do not write anywhere.
WATCH = """
window.refused = [];
document.addEventListener("securitypolicyviolation", (e) => {
  window.refused.push(`${e.violatedDirective} ${e.blockedURI} ${e.sourceFile}:${e.lineNumber}`);
});
"""


def pytest_collection_modifyitems(items):
    here = [item for item in items if "tests/browser/" in item.path.as_posix()]
    if len(here) < len(items):  # another database, another use of threads
        raise pytest.UsageError("Les tests de navigateur se lancent seuls : pytest tests/browser")
    for item in here:
        item.add_marker(pytest.mark.browser)


def chromium() -> str:
    """The browser of this machine: the variable CHROMIUM, or the first one found."""
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if not path:
        pytest.fail(
            "Chromium est introuvable : installez-le (apt-get install chromium) ou donnez son "
            "chemin dans la variable CHROMIUM.",
            pytrace=False,
        )
    return path


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment, django_db_modify_db_settings, django_db_blocker, tmp_path_factory
):
    """One test database for all browsers. SQLite is in a file, as in production: the server's
    threads have their own connections."""
    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        folder = tmp_path_factory.mktemp("base")
        database.setdefault("TEST", {})["NAME"] = str(folder / "browser.sqlite3")
    with django_db_blocker.unblock():
        made = setup_databases(verbosity=0, interactive=False)
        gc.enable()  # stopped for the migrations: see tests/conftest.py
        yield
        teardown_databases(made, verbosity=0)


@pytest.fixture(scope="session")
def town(django_db_setup, django_db_blocker, tmp_path_factory):
    """The places of Roubaix, one of which left the directory, one whose label is reviewed and to
    which equipment is lent, and a coordinator.

    Loaded once: few tests write, and each of them looks only at what it wrote. (A serialized
    rollback would lose its copy anyway: with an event loop running in the thread, Django hands
    out another connection than the one that was serialized.)
    """
    folder = tmp_path_factory.mktemp("documents")
    Document._meta.get_field("file").storage = FileSystemStorage(location=folder)
    with django_db_blocker.unblock():
        author = Author("Essai", Origin.IMPORT)
        load_town(settings.BASE_DIR / "fixtures" / "roubaix.json", author)
        set_publication(author, Site.objects.filter(name=GONE), Publication.ARCHIVED)
        follow_a_label(author, Site.objects.get(name=LABELLED))
        get_user_model().objects.create_superuser("camille", password=get_random_string(20))
        site = Site.objects.published().order_by("pk").first()
        changes = {"phone": "+33320000000", "hours": "Mo-Fr 09:00-12:00", "languages": ["ar"]}
        propose(author, site, changes, email="agent@exemple.fr", comment="Vu sur place")
        yield


def follow_a_label(author: Author, site: Site) -> None:
    """A review under way, with a document, and a loan that is late."""
    signed = {"on": date(2026, 1, 5), "signed_by": "Ville"}
    award = apply_for(author, Label.objects.get(code="ecn"), site, **signed)
    take_step(author, award, AwardState.REVIEW, **signed)
    add_document(author, award, SimpleUploadedFile("Charte.pdf", b"%PDF-1.7"))
    loan = {"what": "Portable", "lender": "Ville", "starts_on": date(2025, 1, 6)}
    save_loan(author, EquipmentLoan(), to_site=site, due_on=date(2026, 1, 6), **loan)


@pytest.fixture(scope="session")
def server(town) -> str:
    """The address of the site, served by threads of this process."""
    running = LiveServer("localhost")
    yield running.url
    running.stop()


@pytest.fixture(scope="session")
def browser(server) -> Browser:  # after the server, so that it stops before it
    path = chromium()
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield launched
        launched.close()


@pytest.fixture(autouse=True)
def closed_connections():
    """Leave no connection of a test open: PostgreSQL could not drop the database."""
    yield
    connections.close_all()


@dataclass
class Seen:
    """What a context's pages did and said."""

    hosts: set[str] = field(default_factory=set)
    requests: list[str] = field(default_factory=list)
    console_errors: list[str] = field(default_factory=list)


class Visitor:
    """One resident's browser: its window, what it remembers and what was seen of it."""

    def __init__(self, context: BrowserContext, base: str):
        self.context, self.base, self.seen = context, base, Seen()
        context.set_default_timeout(10_000)
        context.add_init_script(WATCH)
        context.route(lambda url: urlsplit(url).netloc == TILES_HOST, lambda route: route.abort())
        context.on("request", self._note_request)
        context.on("console", self._note_message)
        context.on("weberror", lambda error: self.seen.console_errors.append(str(error.error)))
        self.page: Page = context.new_page()

    def _note_request(self, request) -> None:
        if request.url.startswith("http"):
            self.seen.requests.append(request.url)
            self.seen.hosts.add(urlsplit(request.url).netloc)

    def _note_message(self, message) -> None:
        where = urlsplit(message.location.get("url", "")).netloc
        if message.type == "error" and where != TILES_HOST:  # aborted tiles say so
            self.seen.console_errors.append(f"{message.text} ({message.location})")

    def goto(self, path: str) -> Page:
        self.page.goto(f"{self.base}{path}")
        return self.page

    def goto_results(self, query: str = "") -> Page:
        """The results, once the map has said what it shows."""
        page = self.goto(f"/lieux/{query}")
        self.wait_for_map()
        return page

    def wait_for_map(self) -> None:
        expect(self.page.locator("[data-map-status]")).to_contain_text("en tout")


@pytest.fixture
def visitor(browser, server):
    """Opens browsers: visitor(), visitor(viewport=PHONE, java_script_enabled=False)…"""
    contexts = []

    def open_one(**options) -> Visitor:
        options.setdefault("viewport", DESK)
        context = browser.new_context(locale="fr-FR", timezone_id="Europe/Paris", **options)
        contexts.append(context)
        return Visitor(context, server)

    yield open_one
    for context in contexts:
        context.close()


@pytest.fixture
def coordinator_cookie(server) -> dict:
    """A session of the coordinator, ready for `context.add_cookies`."""
    client = Client()
    user = get_user_model().objects.get(username="camille")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    return {"name": settings.SESSION_COOKIE_NAME, "value": value, "url": server}
