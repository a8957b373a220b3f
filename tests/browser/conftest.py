"""Residents' browsers: the system's Chromium, driven by Playwright, against the real server.

Run by hand with `python -m pytest -o addopts="-ra" tests/browser` (needs `.[test,browser]`).
The map's provider is never reached: every test proves that the page is whole without a tile.
"""

import os
import shutil
from dataclasses import dataclass, field
from importlib import import_module
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from places.actions.recording import Author
from places.interop.town import load_town
from places.vocabulary import Origin

# Playwright keeps an event loop in this thread; the tests still read the database from it.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PHONE = {"width": 320, "height": 640}
DESK = {"width": 1280, "height": 800}
TILES_HOST = urlsplit(settings.TILES_URL).netloc
# Notes what the Content-Security-Policy refused, which some refusals do not write anywhere.
WATCH = """
window.refused = [];
document.addEventListener("securitypolicyviolation", (e) => {
  window.refused.push(`${e.violatedDirective} ${e.blockedURI} ${e.sourceFile}:${e.lineNumber}`);
});
"""


def pytest_collection_modifyitems(items):
    for item in items:
        if "tests/browser" in item.path.as_posix():
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
def django_db_modify_db_settings(django_db_modify_db_settings, tmp_path_factory):
    """SQLite in a file, as in production: the server's threads have their own connections."""
    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        path = tmp_path_factory.mktemp("base") / "browser.sqlite3"
        database.setdefault("TEST", {})["NAME"] = str(path)


@pytest.fixture(scope="session")
def browser() -> Browser:
    path = chromium()
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def as_migrated(django_db_setup, django_db_blocker):
    """The models as the seed's migration sees them, without history."""
    with django_db_blocker.unblock():
        return MigrationLoader(connection).project_state(("places", "0002_seed")).apps


@pytest.fixture(autouse=True)
def town(transactional_db, live_server, as_migrated):
    """The seed of the migrations and the places of Roubaix, for every test.

    A serialized rollback would lose its copy: with an event loop running in the thread, Django
    hands out another connection than the one that was serialized.
    """
    seed = import_module("places.migrations.0002_seed").seed
    seed(as_migrated, SimpleNamespace(connection=connection))
    return load_town(
        settings.BASE_DIR / "fixtures" / "roubaix.json", Author("Essai", Origin.IMPORT)
    )


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
def visitor(browser, live_server):
    """Opens browsers: visitor(), visitor(viewport=PHONE, java_script_enabled=False)…"""
    contexts = []

    def open_one(**options) -> Visitor:
        options.setdefault("viewport", DESK)
        context = browser.new_context(locale="fr-FR", timezone_id="Europe/Paris", **options)
        contexts.append(context)
        return Visitor(context, live_server.url)

    yield open_one
    for context in contexts:
        context.close()


@pytest.fixture
def coordinator_cookie(live_server) -> dict:
    """A session of the coordinator, ready for `context.add_cookies`."""
    user = get_user_model().objects.create_superuser("camille", password="un-long-secret-pour-voir")
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    return {"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}
