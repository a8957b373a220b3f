"""The coordinator's day: what to do, what to confirm, whom to call, what to complete."""

from datetime import timedelta

import pytest
from django.utils import timezone

from places.actions.confirm import confirm_sites
from places.actions.edit import edit_site
from places.actions.recording import act
from places.models import Act, Actor, Contact, ErrorReport, Site
from places.vocabulary import Confirmation

DAY = "/coordination/"
STALE = "/coordination/a-confirmer/"
SHEET = f"{STALE}feuille/"
CONFIRM = f"{STALE}confirmer/"
COMPLETE = "/coordination/a-completer/"


def read(client, address, status=200):
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


def test_the_day_shows_what_there_is_to_do(town, signed_in):
    site = Site.objects.first()
    ErrorReport.objects.create(site=site, topics=["horaires"], message="Fermé le lundi")
    page = read(signed_in, DAY)
    assert "Erreurs signalées" in page
    assert "Fermé le lundi" in page
    assert "Lieux non confirmés depuis 12 mois" in page
    assert "Fiches à compléter" in page


def test_closures_of_the_week_are_told(town, signed_in, author):
    today = timezone.localdate()
    far = today + timedelta(days=30)
    site = Site.objects.get(name="Mairie")
    edit_site(
        author,
        site,
        parts={
            "closures": [
                {"start": today + timedelta(days=1), "end": far, "reason": "Travaux"},
                {"start": far, "end": far + timedelta(days=5), "reason": "Vacances"},
            ]
        },
    )
    page = read(signed_in, DAY)
    assert "Travaux" in page
    assert "Vacances" not in page


def test_listings_to_confirm_are_told_with_their_hours_in_words(town, signed_in):
    page = read(signed_in, STALE)
    assert "Mairie" in page
    assert "Mo-" not in page


def test_several_listings_are_confirmed_at_once_and_the_origin_is_kept(town, signed_in):
    sites = list(Site.objects.all()[:2])
    data = {"lieux": [site.pk for site in sites], "comment": "appel", "suite": STALE + "?mois=12"}
    response = signed_in.post(CONFIRM, data)
    assert response["Location"] == STALE + "?mois=12"
    for site in sites:
        site.refresh_from_db()
        assert site.confirmed_how == Confirmation.CALL
        assert site.confirmed_by == "Camille Durand"
    assert Act.objects.first().reason == "Toujours exact (au téléphone)"
    assert "2\xa0lieux confirmés" in read(signed_in, STALE)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"comment": "appel"}, "Cochez au moins un lieu."),
        ({"lieux": ["SITE"]}, "Dites comment vous le savez."),
        ({"lieux": ["SITE"], "comment": "import"}, "Dites comment vous le savez."),
        ({"lieux": ["999999"], "comment": "appel"}, "n’existe plus"),
        ({"lieux": ["x"], "comment": "appel"}, "n’existe plus"),
    ],
)
def test_what_is_wrong_is_said_and_the_boxes_stay_ticked(town, signed_in, data, said):
    site = Site.objects.get(name="Mairie")
    data = {**data, "lieux": [str(site.pk) if v == "SITE" else v for v in data.get("lieux", [])]}
    response = signed_in.post(CONFIRM, data)
    assert response.status_code == 400
    page = response.content.decode()
    assert said in page
    if str(site.pk) in data["lieux"]:
        assert f'value="{site.pk}" id="l{site.pk}" aria-label="Mairie" checked' in page


def test_an_act_never_leads_to_another_site(town, signed_in):
    site = Site.objects.first()
    data = {"lieux": [site.pk], "comment": "appel", "suite": "https://example.org/"}
    assert signed_in.post(CONFIRM, data)["Location"] == STALE


def test_the_call_sheet_names_the_contacts_to_the_coordinator_only(town, signed_in, author, html):
    with act(author):
        actor = Actor.objects.create(name="Association")
        Contact.objects.create(actor=actor, name="Nadia B.", role="accueil", phone="06 01 02 03 04")
        site = Site.objects.get(name="Mairie")
        site.actor = actor
        site.save()
    sheet = read(signed_in, SHEET)
    assert "Nadia B. (accueil)" in sheet
    assert "Toujours exact" in sheet
    assert "Nadia" not in html("/lieux/mairie-lille/")


def test_only_the_district_asked_is_called(town, signed_in):
    page = read(signed_in, SHEET + "?quartier=epeule")
    assert "Comité de l’Épeule" in page
    assert "Mairie" not in page


def test_what_is_missing_is_listed_by_problem(town, signed_in):
    page = read(signed_in, COMPLETE)
    assert "Pas d’horaires" in page
    page = read(signed_in, COMPLETE + "?manque=sans-horaires")
    assert "Mairie" in page
    assert "Ce choix n’existe pas" in read(signed_in, COMPLETE + "?manque=rien", 400)


def test_a_listing_confirmed_leaves_the_list(town, signed_in, author):
    confirm_sites(author, Site.objects.filter(name="Mairie"), Confirmation.VISIT)
    assert "Mairie" not in read(signed_in, STALE)


@pytest.mark.parametrize("address", [DAY, STALE, SHEET, COMPLETE])
def test_task_pages_cost_the_same_for_few_listings_and_many(
    town, signed_in, make_site, address, django_assert_max_num_queries
):
    read(signed_in, address)
    with django_assert_max_num_queries(12) as few:
        read(signed_in, address)
    for number in range(45):
        make_site(f"Salle {number:02}")
    read(signed_in, address)
    with django_assert_max_num_queries(12) as many:
        read(signed_in, address)
    assert len(many) == len(few)
