"""Who reads does not write: every way to write in the admin, asked by the wrong role."""

import pytest
from django.urls import reverse

from places.actions.edit import edit_site
from places.actions.recording import Author
from places.models import Act, Closure, Service, Site
from places.vocabulary import Origin


@pytest.fixture
def site(town) -> Site:
    return Site.objects.get(slug="comite-de-l-epeule-roubaix")


@pytest.mark.parametrize("role", ["Accueil", "Partenaires"])
def test_who_only_reads_writes_nowhere(site, account, sign_in, author, role):
    edit_site(Author("Autre", Origin.LINK), site, name="Nom changé")
    client, acts = sign_in(account(role)), Act.objects.count()
    base, data = "/coordination/admin/places/site/", {"name": "Pirate", "commune": "Roubaix"}
    old = site.history.last().pk
    for path in ("add/", f"{site.pk}/change/", f"{site.pk}/history/{old}/", f"{site.pk}/delete/"):
        assert client.post(base + path, data).status_code == 403, path
    for action in ("confirm", "publish", "archive"):
        client.post(base, {"action": action, "_selected_action": [site.pk]})
    client.post(reverse("confirm"), {"lieux": [site.pk], "comment": "appel"})
    site.refresh_from_db()
    assert (site.name, site.publication, site.confirmed_at) == ("Nom changé", "publie", None)
    assert Act.objects.count() == acts


def test_the_town_hall_edits_a_listing_but_removes_no_part_of_it(site, account, sign_in):
    client = sign_in(account("Mairie"))
    url = f"/coordination/admin/places/site/{site.pk}/change/"
    page = client.get(url).content.decode()
    assert 'name="name"' in page
    assert "services-0-DELETE" not in page
    service = site.services.get()
    form = {
        bound.html_name: bound.value()
        for bound in client.get(url).context["adminform"].form
        if bound.value() not in (None, False)
    }
    data = {
        **form,
        "name": "Comité refait",
        **dict.fromkeys(["awards-TOTAL_FORMS", "awards-INITIAL_FORMS"], "0"),
        **dict.fromkeys(["equipment-TOTAL_FORMS", "equipment-INITIAL_FORMS"], "0"),
        "closures-TOTAL_FORMS": "1",
        "closures-INITIAL_FORMS": "0",
        "closures-0-start": "2026-12-24",
        "closures-0-site": site.pk,
        "services-TOTAL_FORMS": "1",
        "services-INITIAL_FORMS": "1",
        "services-0-id": service.pk,
        "services-0-site": site.pk,
        "services-0-category": service.category,
        "services-0-position": service.position,
        "services-0-needs": service.needs,
        "services-0-DELETE": "on",
    }
    response = client.post(url, data)
    assert response.status_code == 302, response.context["errors"]
    site.refresh_from_db()
    assert site.name == "Comité refait"
    assert Service.objects.filter(pk=service.pk).exists()
    assert Closure.objects.filter(site=site).exists()


@pytest.mark.parametrize("model", ["district", "need", "label", "source", "errorreport"])
def test_the_town_hall_only_reads_the_rest(town, account, sign_in, model):
    client = sign_in(account("Mairie"))
    assert client.get(f"/coordination/admin/places/{model}/").status_code == 200
    assert client.post(f"/coordination/admin/places/{model}/add/", {"name": "x"}).status_code == 403


def test_the_town_hall_manages_no_account(account, sign_in):
    other = account("Accueil")
    client = sign_in(account("Mairie"))
    for path in ("", "add/", f"{other.pk}/change/"):
        assert client.post(f"/coordination/admin/auth/user/{path}", {}).status_code == 403
