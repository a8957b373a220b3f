import pytest
from django.db import IntegrityError, transaction

from places.actions import batch
from places.actions.recording import act
from places.models import Actor, Closure, Equipment, Service, Site, Source
from places.press import feed

pytestmark = pytest.mark.django_db


def new(rank: int, **parts) -> batch.NewPlace:
    site = Site(name=f"Lieu {rank}", commune="Roubaix", slug=f"lieu-{rank}", publication="publie")
    return batch.NewPlace(site, **parts)


@pytest.fixture
def sites(author) -> list[Site]:
    places = [
        new(rank, services=[Service(category="acces"), Service(category="emploi", position=1)])
        for rank in range(3)
    ]
    with act(author) as writing:
        batch.create_places(writing, places)
    return [place.site for place in places]


def test_bulk_rows_have_the_history_of_the_act_under_way(author):
    with act(author, "Essai") as writing:
        place = new(
            1,
            services=[Service(category="acces")],
            equipment=[Equipment(kind="wifi")],
            closures=[Closure(start="2026-01-01")],
        )
        batch.create_places(writing, [place])
    for row in (place.site, *place.services, *place.equipment, *place.closures):
        assert [past.act for past in row.history.all()] == [writing.record]


def test_bulk_writing_outside_an_act_is_refused_by_the_database():
    with pytest.raises(IntegrityError), transaction.atomic():
        batch.create_actors([Actor(name="Personne")])


def test_update_writes_the_fields_given_and_publishes_only_these_sites(author, sites):
    version = feed.version()
    sites[0].phone, sites[0].hours = "+33320000000", "non écrit"
    with act(author) as writing:
        batch.update_sites(writing, sites[:1], {"phone"})
    sites[0].refresh_from_db()
    assert (sites[0].phone, sites[0].hours) == ("+33320000000", "")
    assert [past.phone for past in sites[0].history.all()] == ["+33320000000", ""]
    assert [row.site_id for row in feed.rows_since(version)] == [sites[0].pk]


def test_categories_are_added_moved_and_removed_with_history(author, sites):
    sites[0].services.filter(category="acces").update(details="3 postes")
    with act(author) as writing:
        batch.set_categories(writing, [(sites[0], ["loisirs", "acces"])])
    assert [(s.category, s.details) for s in sites[0].services.all()] == [
        ("loisirs", ""),
        ("acces", "3 postes"),
    ]
    types = Service.history.filter(act=writing.record).values_list("category", "history_type")
    assert set(types) == {("loisirs", "+"), ("acces", "~"), ("emploi", "-")}


def test_actor_that_changes_has_the_documents_of_its_sites_published(author, sites):
    actor, network = Actor(name="Asso"), Actor(name="Réseau")
    with act(author) as writing:
        batch.create_actors([actor, network])
        sites[1].actor = actor
        batch.update_sites(writing, sites[1:2], {"actor"})
    version = feed.version()
    actor.parent = network
    with act(author) as writing:
        batch.update_actors(writing, [actor], ["parent"])
    (row,) = feed.rows_since(version)
    assert row.site_id == sites[1].pk
    assert "Réseau" in row.payload.decode()


def test_source_keeps_the_licence_it_has_when_none_is_given(author):
    with act(author) as writing:
        batch.save_source(writing, "Liste", licence="ODbL")
        batch.save_source(writing, "Liste")
    assert Source.objects.get(name="Liste").licence == "ODbL"
