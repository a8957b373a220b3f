"""Who runs an imported place."""

import pytest

from places.actions.batch import create_actors
from places.actions.edit import create_site
from places.actions.recording import act
from places.interop.reconcile_run import Request, import_file
from places.models import Actor, Site

from .files import PLACE, write_csv

pytestmark = pytest.mark.django_db

SIRET = PLACE["pivot"]


@pytest.fixture
def load(tmp_path):
    def run(*rows, name="f.csv"):
        return import_file(Request(write_csv(tmp_path / name, [*rows])))

    return run


def actors() -> set[tuple[str, str, str]]:
    """(name, pivot, network) of each actor."""
    return {(a.name, a.pivot, a.parent.name if a.parent else "") for a in Actor.objects.all()}


def row(rank: int, **changes) -> dict:
    return {**PLACE, "id": str(rank), "nom": f"Lieu {rank}", **changes}


def test_one_actor_for_each_pivot_named_like_the_first_place(load):
    load(row(1), row(2))
    assert actors() == {("Lieu 1", SIRET, "")}


def test_place_without_pivot_has_an_actor_when_it_names_a_network(load):
    load(row(1, pivot="", structure_parente="Réseau"), row(2, pivot=""))
    assert actors() == {("Lieu 1", "", "Réseau"), ("Réseau", "", "")}
    assert Site.objects.get(external_id="2").actor is None


def test_two_networks_for_one_pivot_keep_the_first_and_report_the_cell(load):
    rows = row(1), row(2, structure_parente="A"), row(3, structure_parente="B")
    report = load(*rows)
    assert actors() == {("Lieu 1", SIRET, "A"), ("A", "", "")}
    assert [(i.line, i.column, i.value) for i in report.issues] == [(4, "structure_parente", "B")]
    assert Site.objects.get(external_id="3").unread == {"structure_parente": "B"}
    assert load(*rows).unchanged == 3


def test_place_may_be_named_like_its_network(load):
    rows = row(1, nom="Ville", structure_parente="Ville"), row(2, pivot="", nom="Ville")
    load(*rows)
    assert actors() == {("Ville", SIRET, "Ville"), ("Ville", "", "")}
    assert load(*rows).unchanged == 2


def test_network_that_changes_moves_the_actor_and_all_its_places(load):
    load(row(1, structure_parente="A"), row(2, structure_parente="A"))
    report = load(row(1, structure_parente="B"), row(2, structure_parente="B"))
    assert report.updated == 2
    assert ("Lieu 1", SIRET, "B") in actors()
    assert report.conflicts == []


def test_network_no_longer_named_is_taken_away_by_its_only_source(load):
    load(row(1, structure_parente="A"))
    load(row(1))
    assert ("Lieu 1", SIRET, "") in actors()


def test_another_source_that_names_no_network_takes_none_away(load):
    load(row(1, structure_parente="A"))
    other = row(7, source="Autre")
    load(other)
    assert ("Lieu 1", SIRET, "A") in actors()
    assert load(other).unchanged == 1


def test_actor_known_here_is_joined_not_repeated(load, author):
    town = Actor(name="Ville de Roubaix", pivot=SIRET)
    with act(author):
        create_actors([town])
    create_site(author, name="Mairie", commune="Roubaix", actor=town)
    load(row(1), row(2, pivot="", structure_parente="Ville de Roubaix"))
    assert actors() == {("Ville de Roubaix", SIRET, ""), ("Lieu 2", "", "Ville de Roubaix")}
