"""The coordinator's list and admin: who may, and that every save is an act."""

from urllib.parse import urlencode

import pytest
from django import forms
from django.contrib.auth.models import User

from places.actions.edit import edit_site
from places.actions.recording import Author
from places.models import Act, ErrorReport, PublishedSite, Site
from places.press.document import decode_site
from places.vocabulary import Origin


@pytest.mark.parametrize(
    "path", ["/coordination/", "/coordination/admin/", "/coordination/admin/places/site/"]
)
def test_the_back_office_asks_who_you_are(town, client, path):
    response = client.get(path)
    assert response.status_code == 302
    assert "/coordination/connexion/" in response["Location"]


def test_a_staff_account_without_the_right_is_refused(town, client):
    User.objects.create_user("agent", password="x", is_staff=True)
    client.force_login(
        User.objects.get(username="agent"), backend="django.contrib.auth.backends.ModelBackend"
    )
    assert client.get("/coordination/").status_code == 403


def test_the_list_shows_all_and_filters(town, signed_in, make_site):
    make_site("Brouillon", publication="brouillon")
    page = signed_in.get("/coordination/lieux/").content.decode()
    assert "Brouillon" in page
    assert "Mairie" in page
    page = signed_in.get("/coordination/lieux/?commune=lille&stale=12").content.decode()
    assert "Mairie" in page
    assert "Comité" not in page


def test_the_list_costs_the_same_for_one_place_and_for_many(
    town, signed_in, make_site, django_assert_num_queries
):
    signed_in.get("/coordination/lieux/")
    with django_assert_num_queries(6):
        signed_in.get("/coordination/lieux/")
    for number in range(5):
        make_site(f"Lieu {number}")
    with django_assert_num_queries(6):
        signed_in.get("/coordination/lieux/")


def test_a_save_in_the_admin_is_recorded_and_published(town, signed_in, form_data):
    site = Site.objects.get(slug="mairie-lille")
    url = f"/coordination/admin/places/site/{site.pk}/change/"
    data = form_data(signed_in.get(url))
    response = signed_in.post(url, {**data, "name": "Hôtel de ville", "hours": "Mo 09:00-12:00"})
    assert response.status_code == 302, response.context["errors"]
    document = decode_site(PublishedSite.objects.get(site=site).payload)
    assert (document.name, document.hours) == ("Hôtel de ville", "Mo 09:00-12:00")
    assert Act.objects.first().author == "Camille Durand"
    site.refresh_from_db()
    assert set(site.local_edits) >= {"name", "hours"}
    assert site.history.first().act == Act.objects.first()


def test_a_part_saved_in_the_admin_is_published(town, signed_in, form_data):
    site = Site.objects.get(slug="mairie-lille")
    url = f"/coordination/admin/places/site/{site.pk}/change/"
    data = form_data(signed_in.get(url))
    data |= {
        "services-TOTAL_FORMS": "1",
        "services-0-category": "acces",
        "services-0-position": "0",
        "services-0-needs": ["imprimer"],
        "services-0-id": "",
        "services-0-site": site.pk,
    }
    assert signed_in.post(url, data).status_code == 302
    document = decode_site(PublishedSite.objects.get(site=site).payload)
    assert document.services[0].needs == ("imprimer",)
    site.refresh_from_db()
    assert "services" in site.local_edits


def test_a_value_the_database_refuses_is_said_beside_the_field(town, signed_in, form_data):
    site = Site.objects.get(slug="mairie-lille")
    url = f"/coordination/admin/places/site/{site.pk}/change/"
    data = form_data(signed_in.get(url))
    response = signed_in.post(url, {**data, "latitude": "95"})
    assert response.status_code == 200
    assert "La latitude va de −90 à 90." in response.content.decode()
    assert Act.objects.first().author != "Camille Durand"


def test_a_new_site_gets_an_address(db, signed_in, form_data):
    url = "/coordination/admin/places/site/add/"
    data = form_data(signed_in.get(url))
    data |= {"name": "Nouveau lieu", "commune": "Roubaix", "publication": "publie"}
    assert signed_in.post(url, data).status_code == 302
    assert signed_in.get("/lieux/nouveau-lieu-roubaix/").status_code == 200


@pytest.mark.parametrize(
    ("action", "status"), [("archive", 410), ("publish", 200), ("confirm", 200)]
)
def test_actions_on_several_listings(town, signed_in, action, status):
    ids = list(Site.objects.values_list("pk", flat=True))
    signed_in.post("/coordination/admin/places/site/", {"action": action, "_selected_action": ids})
    assert signed_in.get("/lieux/mairie-lille/").status_code == status


def test_no_listing_can_be_deleted(town, signed_in):
    site = Site.objects.first()
    url = f"/coordination/admin/places/site/{site.pk}/delete/"
    assert signed_in.post(url, {"post": "yes"}).status_code == 403


def test_the_history_of_a_listing_can_be_read(town, signed_in):
    site = Site.objects.get(slug="mairie-lille")
    page = signed_in.get(f"/coordination/admin/places/site/{site.pk}/history/")
    assert page.status_code == 200


@pytest.mark.parametrize("model", ["actor", "district", "need", "label", "source", "errorreport"])
def test_every_family_has_its_pages(town, signed_in, model):
    base = f"/coordination/admin/places/{model}/"
    assert signed_in.get(base).status_code == 200
    assert signed_in.get(base + "add/").status_code == (403 if model == "errorreport" else 200)


def test_reports_are_shown_until_handled(town, signed_in):
    site = Site.objects.get(slug="mairie-lille")
    report = ErrorReport.objects.create(site=site, topics=["horaires"], message="Faux !")
    assert "Faux !" in signed_in.get("/coordination/").content.decode()
    signed_in.post(
        "/coordination/admin/places/errorreport/",
        {"action": "handle", "_selected_action": [report.pk]},
    )
    assert "Faux !" not in signed_in.get("/coordination/").content.decode()


@pytest.fixture
def form_data():
    """What a browser would send of an admin form left as it is."""

    def read(response) -> dict:
        found = [response.context["adminform"].form]
        inlines = response.context.get("inline_admin_formsets") or []
        found += [inline.formset.management_form for inline in inlines]
        for formset in inlines:
            found += formset.formset.initial_forms
        data = {}
        for form in found:
            for bound in form:
                value = bound.value()
                if isinstance(value, bool):
                    value = "on" if value else ""
                empty = [] if isinstance(bound.field, forms.MultipleChoiceField) else ""
                data[bound.html_name] = empty if value is None else value
        return data

    return read


def test_an_old_state_can_be_brought_back(town, signed_in, form_data):
    site = Site.objects.get(slug="mairie-lille")
    edit_site(Author("Autre", Origin.LINK), site, name="Nom faux")
    old = site.history.last()
    url = f"/coordination/admin/places/site/{site.pk}/history/{old.pk}/"
    data = form_data(signed_in.get(url))
    assert signed_in.post(url, data).status_code == 302
    assert decode_site(PublishedSite.objects.get(site=site).payload).name == "Mairie"
    assert Act.objects.first().author == "Camille Durand"


def test_a_page_refused_says_so_in_plain_french(town, client):
    User.objects.create_user("agent2", password="x", is_staff=True)
    client.force_login(
        User.objects.get(username="agent2"), backend="django.contrib.auth.backends.ModelBackend"
    )
    assert "Vous n’avez pas accès" in client.get("/coordination/").content.decode()


@pytest.mark.parametrize(
    ("suite", "after"),
    [
        ("/coordination/a-completer/?manque=sans-horaires", None),
        ("https://ailleurs.exemple/", "/coordination/admin/places/site/"),
        ("//ailleurs.exemple/", "/coordination/admin/places/site/"),
    ],
)
def test_a_saved_form_comes_back_to_the_list_it_was_opened_from(
    town, signed_in, form_data, suite, after
):
    site = Site.objects.get(slug="mairie-lille")
    url = f"/coordination/admin/places/site/{site.pk}/change/"
    data = form_data(signed_in.get(url, {"suite": suite}))
    response = signed_in.post(f"{url}?{urlencode({'suite': suite})}", {**data, "name": "Mairie 2"})
    assert response["Location"].startswith(after or suite)


def test_the_lists_of_the_day_ask_to_come_back(town, signed_in):
    page = signed_in.get("/coordination/a-completer/?manque=sans-besoin").content.decode()
    assert "change/?suite=%2Fcoordination%2Fa-completer%2F%3Fmanque%3Dsans-besoin" in page
