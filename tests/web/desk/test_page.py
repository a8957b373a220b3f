"""« Orienter une personne » : the public search and its order, and what is noted of it."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from places.models import Orientation

NAME = re.compile(r'<h[23]><a href="/lieux/([^"/]+)/"')
# Whoever is signed in, the memory's version, and the words of the address table.
TABLES = ("django_session", "auth_", "otp_", "places_directoryversion")


def names(page: str) -> list[str]:
    return NAME.findall(page)


def page_of(client, query: str, status: int = 200) -> str:
    response = client.get(f"/orienter/{query}")
    assert response.status_code == status
    return response.content.decode()


def note(client, **sent):
    return client.post("/orienter/noter/", sent)


@pytest.mark.parametrize(
    "query",
    [
        "?q=imprimer&ou=Épeule",
        "?q=wifi&ou=Alma",
        "?q=wifi",
        "?besoin=imprimer&gratuit=1",
        "?q=wifi&langue=ar",
        "?q=wifi&ouvert=samedi",
        "?q=wifi+gratuit",
        "?q=wifi&enfants=1",
        "?q=wifi&chezsoi=1",
        "?q=wifi&ouvert=aujourd-hui&ou=Épeule",
    ],
)
def test_the_three_places_are_the_first_of_the_public_results(quarter, agent, query):
    public = names(agent.get(f"/lieux/{query}").content.decode())
    assert names(page_of(agent, query)) == public[:3]


def test_nothing_is_answered_before_something_is_asked(quarter, agent):
    page = page_of(agent, "")
    assert names(page) == []
    assert "Rien d’adapté" not in page
    assert "autofocus" in page


def test_each_place_says_why_when_how_far_what_to_bring_and_what_to_say(quarter, agent):
    page = page_of(agent, "?q=imprimer&ou=Épeule")
    first = page.split('<li class="card offer">')[1]
    for said in (
        "Comité de l’Épeule",
        "Aide\u00a0: Imprimer",
        "min à pied",
        "m vers le nord",
        "À apporter : Vos papiers",
        "Ce que vous pouvez dire",
        "Ce lieu peut vous aider",
        'href="tel:+33320664500"',
        'href="sms:?body=',
        'href="mailto:?subject=',
        "/orienter/feuille/comite-de-l-epeule-roubaix/?q=imprimer",
    ):
        assert said in first


def test_several_needs_are_all_to_be_served(quarter, agent):
    for text in ("imprimer et wifi", "imprimer + wifi", "imprimer, wifi"):
        page = agent.get("/orienter/", {"q": text}).content.decode()
        assert len(names(page)) == 3
        assert "atelier-velo-roubaix" not in names(page)


def test_a_person_who_cannot_move_is_helped_at_home_or_from_afar(quarter, agent):
    page = page_of(agent, "?q=wifi&chezsoi=1")
    assert set(names(page)) == {"maison-des-deux-roubaix", "atelier-velo-roubaix"}
    assert "Quelqu’un peut venir chez vous" in page
    assert "On peut vous aider par téléphone ou en vidéo" in page


def test_what_was_typed_is_still_in_the_form(quarter, agent):
    query = "?q=imprimer&ou=Épeule&gratuit=1&ouvert=soir&ouvert=mardi&langue=ar&type=association"
    page = page_of(agent, query)
    for held in (
        'value="imprimer"',
        'value="Épeule"',
        'name="gratuit" value="1" checked',
        'value="soir" checked',
        '<option value="mardi" selected>',
        '<option value="ar" selected>',
        '<input type="hidden" name="type" value="association">',
    ):
        assert held in page


def test_constraints_said_in_words_check_their_boxes(quarter, agent):
    assert 'name="gratuit" value="1" checked' in page_of(agent, "?q=imprimer+gratuit")


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("?q=" + "x" * 300, "Écrivez moins de 200 caractères."),
        ("?langue=klingon", "Choix inconnu"),
        ("?ouvert=hier", "Choix inconnu"),
        ("?lat=abc&lon=3", "Cette position n’est pas lisible."),
    ],
)
def test_wrong_input_is_said_and_the_page_stays(quarter, agent, query, said):
    assert said in page_of(agent, query, 400)


def test_a_place_that_nobody_knows_is_said(quarter, agent):
    page = page_of(agent, "?q=imprimer&ou=Tombouctou")
    assert "Nous ne trouvons pas « Tombouctou »" in page
    assert 'aria-describedby="e-ou"' in page


def test_choosing_is_one_press_and_leaves_an_empty_form(quarter, agent):
    sites = list(quarter.values())
    response = note(
        agent,
        etat="q=imprimer&ou=Épeule&gratuit=1&langue=ar&ouvert=mardi",
        donnes=f"{sites[0].pk},{sites[1].pk}",
        choisi=sites[1].pk,
    )
    assert (response.status_code, response["Location"]) == (302, "/orienter/")
    made = Orientation.objects.get()
    assert (made.needs, made.district) == (["imprimer"], "epeule")
    assert made.constraints == ["jour", "gratuit", "langue"]
    assert (made.given, made.chosen) == ([sites[0].pk, sites[1].pk], sites[1])
    page = page_of(agent, "")
    assert "Noté : Centre des Arts." in page
    assert names(page) == []


def test_the_page_offers_exactly_what_the_note_takes(quarter, agent):
    page = page_of(agent, "?q=imprimer&ou=Épeule")
    sent = dict(re.findall(r'<input type="hidden" name="(etat|donnes)" value="([^"]*)"', page))
    sent["etat"] = sent["etat"].replace("&amp;", "&")
    sent["choisi"] = re.search(r'name="choisi" value="(\d+)" data-key="2"', page)[1]
    assert note(agent, **sent).status_code == 302
    made = Orientation.objects.get()
    assert made.given == [int(key) for key in sent["donnes"].split(",")]
    assert made.chosen_id == made.given[1]


def test_nothing_suitable_is_noted_with_its_reason_and_offers_what_is_left(quarter, agent):
    response = note(agent, etat="q=imprimer&ou=Épeule&fauteuil=1", donnes="", raison="trop-loin")
    made = Orientation.objects.get()
    assert (made.outcome, made.reason, made.chosen) == ("rien", "trop-loin", None)
    assert made.constraints == ["fauteuil"]
    page = agent.get(response["Location"]).content.decode()
    assert "Noté : rien d’adapté (trop loin)." in page
    assert names(page) == ["maison-des-deux-roubaix"]
    assert 'name="choisi"' not in page  # noted once already
    assert 'value="imprimer"' in page


def test_the_help_phone_is_offered_when_nothing_suits(quarter, agent, settings):
    settings.HELP_PHONE = "+33320664600"
    response = note(agent, etat="q=imprimer", raison="complet")
    page = agent.get(response["Location"]).content.decode()
    assert "03\u00a020\u00a066\u00a046\u00a000" in page.split("Noté :")[1]


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"raison": "il pleut"},
        {"choisi": "x"},
        {"choisi": "999999", "donnes": "999999"},
        {"choisi": "1", "donnes": "2"},
        {"choisi": "٣", "donnes": "٣"},
        {"raison": "autre", "donnes": "1,2,3,4"},
    ],
)
def test_a_wrong_note_says_so_keeps_what_was_asked_and_notes_nothing(quarter, agent, sent):
    response = note(agent, etat="q=imprimer&ou=Épeule", **sent)
    page = response.content.decode()
    assert response.status_code == 400
    assert '<p class="error" role="alert">' in page
    assert 'value="Épeule"' in page
    assert len(names(page)) == 3
    assert not Orientation.objects.exists()


def test_the_last_one_can_be_taken_back_by_its_own_session_only(
    quarter, agent, client, sign_in, account
):
    note(agent, etat="q=imprimer", raison="autre")
    other = type(client)()
    other.cookies = client.cookies.__class__()
    assert other.post("/orienter/annuler/").status_code == 302
    assert Orientation.objects.count() == 1
    assert "Annuler le dernier" in page_of(agent, "")
    page = agent.post("/orienter/annuler/", follow=True).content.decode()
    assert "La dernière orientation est annulée." in page
    assert "Annuler le dernier" not in page
    assert not Orientation.objects.exists()


def test_a_desk_is_chosen_once_and_noted(quarter, agent, library):
    assert "Sans guichet" in page_of(agent, "")
    agent.post("/orienter/guichet/", {"guichet": library.pk})
    assert "Médiathèque, accueil" in page_of(agent, "?q=imprimer")
    note(agent, etat="q=imprimer", raison="autre")
    assert Orientation.objects.get().desk == library
    agent.post("/orienter/guichet/", {"guichet": ""})
    note(agent, etat="q=imprimer", raison="autre")
    assert Orientation.objects.first().desk is None


def test_a_desk_that_does_not_exist_is_none(agent, library):
    page = agent.post("/orienter/guichet/", {"guichet": "77"}, follow=True).content.decode()
    assert "Guichet : Sans guichet." in page


def test_the_page_reads_the_memory_the_session_and_the_account_only(quarter, agent):
    page_of(agent, "?q=imprimer&ou=Épeule")
    for query in ("", "?q=imprimer&ou=Épeule", "?q=imprimer+wifi&gratuit=1&chezsoi=1"):
        with CaptureQueriesContext(connection) as captured:
            page_of(agent, query)
        asked = [one["sql"] for one in captured]
        assert len(asked) <= 6
        for sql in asked:
            assert re.search(r'FROM "(\w+)"', sql)[1].startswith(TABLES), sql


def test_noting_costs_few_queries(quarter, agent, django_assert_max_num_queries):
    sites = list(quarter.values())
    page_of(agent, "?q=imprimer")
    with django_assert_max_num_queries(18):
        note(agent, etat="q=imprimer&ou=Épeule", donnes=sites[0].pk, choisi=sites[0].pk)


def test_the_address_typed_is_kept_nowhere(quarter, agent):
    sites = list(quarter.values())
    street = "12 rue Introuvable"
    note(agent, etat=f"q=imprimer&ou={street}", donnes=sites[0].pk, choisi=sites[0].pk)
    made = Orientation.objects.values().get()
    assert "Introuvable" not in str(made)
    assert "Introuvable" not in str(dict(agent.session))


def test_residents_are_led_to_the_desk_page_through_the_login(town, client):
    assert 'href="/orienter/">Orienter une personne</a>' in client.get("/").content.decode()
    response = client.get("/orienter/")
    assert response["Location"].startswith("/coordination/connexion/?")
