"""Nothing that the public can read names an account, or the person behind it."""

import io
import json
import re

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import timezone

from places.actions import searches
from places.actions.confirm import confirm_sites
from places.actions.edit import edit_site
from places.actions.recording import Author, act
from places.actions.report import handle_reports
from places.directory import load
from places.interop.export import FORMATS, export
from places.models import (
    Actor,
    Contact,
    ErrorReport,
    PublishedList,
    PublishedSite,
    Site,
    UnknownText,
)
from places.vocabulary import Confirmation

NAMED = {
    "username": "zkowalski",
    "first_name": "Zbigniew",
    "last_name": "Kowalski",
    "email": "z.k@ville.example",
}
SECRETS = (*NAMED.values(), "Ouarda Benali", "ouarda@perso.example")


@pytest.fixture(params=["full name", "username alone"])
def person(request, db) -> User:
    kept = NAMED if request.param == "full name" else {"username": NAMED["username"]}
    return User.objects.create_user(**kept, is_staff=True)


@pytest.fixture
def worked_on(town, person, districts):
    """Everything a coordinator can sign was signed by this person."""
    author = Author.of_user(person)
    ways = [*Confirmation, ""]
    with act(author, "essai"):
        actor = Actor.objects.create(name="Comité")
        Contact.objects.create(actor=actor, name=SECRETS[-2], email=SECRETS[-1])
    sites = list(Site.objects.order_by("pk"))
    for site, how in zip(sites * 2, ways, strict=False):
        edit_site(author, site, reason=f"dit par {author.name}", actor=actor, summary="Refait")
        confirm_sites(author, [site], how)
    report = ErrorReport.objects.create(site=sites[0], topics=["horaires"], email=NAMED["email"])
    handle_reports(author, [report], timezone.now())
    searches.hide_text(author, UnknownText.objects.create(digest="x", text="borne"))
    load.forget()
    return sites


def public_pages(site: Site) -> dict[str, str]:
    place = reverse("place", args=[site.slug])
    return {
        "home": "/",
        "needs": "/besoins/",
        "results": "/lieux/",
        "points": "/lieux/carte.json",
        "place": place,
        "report": f"{place}erreur/",
        "suggestions": "/suggestions/?q=zb",
        "suggestions for a place": "/suggestions/?q=mai",
        "about": "/a-propos/",
        "landscape": "/etat-des-lieux/",
        "landscape table": "/etat-des-lieux/services-publics.csv",
        "robots": "/robots.txt",
        "sitemap": "/sitemap.xml",
        "sitemap of places": "/sitemap-lieux.xml",
        "login": "/coordination/connexion/",
        "nowhere": "/nulle-part/",
    }


def named_in(text: str) -> list[str]:
    return [secret for secret in SECRETS if secret.lower() in text.lower()]


def test_no_public_page_names_an_account(worked_on, client):
    for site in worked_on:
        for name, path in public_pages(site).items():
            response = client.get(path)
            assert named_in(f"{response.content.decode()} {dict(response.headers)}") == [], name


def test_no_document_and_no_list_names_an_account(worked_on):
    for payload in PublishedSite.objects.values_list("payload", flat=True):
        assert named_in(payload) == []
    for payload in PublishedList.objects.values_list("payload", flat=True):
        assert named_in(payload) == []


@pytest.mark.parametrize("form", FORMATS)
def test_no_export_names_an_account(worked_on, form):
    output = io.StringIO()
    assert export(output, form, with_examples=True) == 3
    assert named_in(output.getvalue()) == []


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ("appel", "la coordination"),
        ("visite", "la coordination"),
        ("courriel", "la coordination"),
        ("", "la coordination"),
        ("lien", "le lieu"),
        ("import", "la source"),
    ],
)
def test_a_place_says_in_what_quality_it_was_confirmed(town, person, html, how, said):
    site = Site.objects.get(slug="mairie-lille")
    confirm_sites(Author.of_user(person), [site], how)
    document = json.loads(PublishedSite.objects.get(site=site).payload)
    assert document["confirmed_by"] == said
    page = re.sub(r"\s+", " ", html("/lieux/mairie-lille/"))
    assert f"Confirmé par {said} le" in page


def test_the_coordinator_still_sees_who(town, person):
    site = Site.objects.get(slug="mairie-lille")
    confirm_sites(Author.of_user(person), [site], "appel")
    site.refresh_from_db()
    assert site.confirmed_by == (person.get_full_name() or person.username)
