"""« Qui fait quoi » : for those who may see contacts, and for nobody else."""

import pytest

from places.actions.recording import act
from places.models import Actor, Contact


@pytest.fixture
def network(make_site, make_actor, districts):
    friends = make_actor("Les Amis de l’Épeule")
    make_site(
        "Comité de l’Épeule",
        actor=friends,
        district=districts[1],
        services=[{"category": "acces", "needs": ["imprimer"]}],
    )
    make_actor("Le Relais", email="ali@exemple.fr", contact="Ali Ben")
    make_site("Mairie", commune="Lille")


def page_of(client, query="") -> str:
    response = client.get(f"/orienter/annuaire/{query}")
    assert response.status_code == 200
    return response.content.decode()


def test_actors_with_their_places_needs_and_contacts(network, agent):
    page = page_of(agent)
    for said in (
        "Les Amis de l’Épeule",
        "/lieux/comite-de-l-epeule-roubaix/",
        "Imprimer",
        "Yvette Martin",
        "mailto:yvette@exemple.fr",
        "Le Relais",
        "aucun lieu publié",
    ):
        assert said in page


def test_it_is_searched_by_lay_words_and_by_quartier(network, agent):
    for query in (
        "?q=imprimer",
        "?q=imprimer+un+papier",
        "?quartier=epeule",
        "?q=comité+de+l’épeule",
    ):
        page = page_of(agent, query)
        assert "Yvette Martin" in page
        assert "Ali Ben" not in page
    assert "Aucun acteur ne répond." in page_of(agent, "?quartier=alma")


def test_a_choice_that_does_not_exist_is_said(network, agent):
    response = agent.get("/orienter/annuaire/?quartier=nulle-part")
    assert response.status_code == 400
    assert "Choix inconnu" in response.content.decode()


@pytest.mark.parametrize("role", ["", "Partenaires"])
def test_contacts_are_shown_to_desks_only(network, account, sign_in, client, role):
    assert client.get("/orienter/annuaire/").status_code == 302
    response = sign_in(account(role)).get("/orienter/annuaire/")
    assert response.status_code == 403
    assert "Yvette" not in response.content.decode()


def test_it_costs_the_same_for_one_actor_and_for_a_page_of_them(
    network, agent, author, make_site, django_assert_max_num_queries
):
    with act(author, "réseau"):
        for number in range(30):
            actor = Actor.objects.create(name=f"Acteur {number:02}")
            Contact.objects.create(actor=actor, name=f"Contact {number}")
    page_of(agent)
    for query in ("", "?q=imprimer", "?page=2"):
        with django_assert_max_num_queries(12):
            page = page_of(agent, query)
    assert "Page 2 sur 2" in page
