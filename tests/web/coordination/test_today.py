"""« Aujourd’hui » : doubles, people to accept, whom to call; the menu by subject."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from places.actions.confirm import confirm_sites
from places.actions.edit import set_publication
from places.actions.merge import tell_apart
from places.actions.succession import name_successor
from places.diagnosis.duplicates import pairs
from places.models import Reminder, Site
from places.vocabulary import Publication, ReminderStep

HOME = "/coordination/"
SHEET = "/coordination/a-confirmer/feuille/"
CALLS = "À appeler : sans réponse aux courriels"


def task(client, title: str) -> str:
    """The section of a task, "" when there is nothing to do."""
    page = client.get(HOME).content.decode()
    parts = [part.partition("</section>")[0] for part in page.split("<section")[1:]]
    return next((part for part in parts if title in part), "")


@pytest.fixture
def two(make_site):
    shared = {"address": "2 rue de l’Épeule", "phone": "+33320000001"}
    return make_site("Comité de l’Épeule", **shared), make_site("Comité Épeule", **shared)


@pytest.fixture
def silent(make_site):
    """A place whose round of e-mails came to a call."""
    site = make_site("Halle muette", phone="+33320000002")
    begun = timezone.now() - timedelta(days=200)
    Site.objects.filter(pk=site.pk).update(created_at=begun)
    since = timezone.localtime(begun).date()
    Reminder.objects.create(
        site=site, since=since, step=ReminderStep.CALL, on=since + timedelta(days=50)
    )
    return site


def test_likely_doubles_lead_to_their_comparison(two, signed_in, author):
    said = task(signed_in, "Doublons possibles")
    assert f"/coordination/doublons/{two[0].pk}/{two[1].pk}/" in said
    assert "(1)" in said
    tell_apart(author, *two)
    assert not task(signed_in, "Doublons possibles")


def test_a_worker_that_has_compared_nothing_of_many_places_does_not_keep_waiting(
    two, signed_in, monkeypatch
):
    monkeypatch.setattr(pairs, "FEW_PLACES", 1)
    monkeypatch.setattr(pairs, "_table", pairs._Table())
    assert not task(signed_in, "Doublons possibles")
    assert "Comité" in signed_in.get("/coordination/doublons/").content.decode()
    assert task(signed_in, "Doublons possibles")


def test_a_successor_to_accept_leads_to_the_contacts(make_actor, signed_in, author):
    contact = make_actor().contacts.get()
    name_successor(author, contact, name="Ali Ben", email="ali@exemple.fr")
    said = task(signed_in, "Nouveaux contacts à accepter")
    assert "Ali Ben, pour Les Amis de l’Épeule" in said
    assert "/coordination/contacts/" in said


def test_those_who_never_answered_are_on_the_call_sheet(silent, two, signed_in, author):
    said = task(signed_in, CALLS)
    assert "Halle muette" in said
    assert f"{SHEET}?silence=1" in said
    sheet = signed_in.get(f"{SHEET}?silence=1").content.decode()
    assert "Lieux sans réponse aux courriels" in sheet
    assert "Halle muette" in sheet
    assert "Comité" not in sheet.split('class="sheet"')[1]
    confirm_sites(author, [silent])
    assert not task(signed_in, CALLS)


def test_a_place_that_left_the_directory_is_not_called(silent, signed_in, author):
    set_publication(author, Site.objects.filter(pk=silent.pk), Publication.ARCHIVED)
    assert not task(signed_in, CALLS)
    assert "Halle muette" not in signed_in.get(f"{SHEET}?silence=1").content.decode()


@pytest.mark.parametrize(
    ("role", "may"), [("Mairie", False), ("Coordination", True), ("Accueil", False)]
)
def test_who_may_not_merge_nor_accept_sees_neither(two, account, sign_in, role, may):
    assert bool(task(sign_in(account(role)), "Doublons possibles")) == may


@pytest.mark.parametrize(
    "address", [HOME, "/coordination/doublons/", "/coordination/actes/", "/coordination/reseau/"]
)
def test_the_menu_marks_the_page_shown(two, signed_in, address):
    page = signed_in.get(address).content.decode()
    menu = page.split('aria-label="Coordination"')[1].split("</nav>")[0]
    assert re.findall(r'href="([^"]+)" aria-current="page"', menu) == [address]
    assert menu.count("<summary>") == 5, "subjects, not a wall of links"
