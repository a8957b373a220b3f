"""What every installation starts with: needs, their words, their drawings."""

import csv
import json
from collections import Counter
from importlib import import_module
from types import SimpleNamespace
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from places.actions.recording import Author, act
from places.models import DirectoryVersion, Label, Need, PublishedList, PublishedSite, Source
from places.press.document import decode_districts, decode_needs
from places.text import normalise
from places.vocabulary import Category, Origin

FIXTURES = settings.BASE_DIR / "fixtures"
DRAWINGS = settings.BASE_DIR / "static" / "places"
UI_DRAWINGS = {
    *("lieu", "horloge", "telephone", "fauteuil", "carte", "liste", "imprimante-ui"),
    *("erreur", "itineraire", "euro"),
}
MOST_ASKED = {
    *("imprimer", "caf", "sante", "impots", "identite", "titre-sejour", "permis"),
    *("france-travail", "boite-mail", "mot-de-passe", "apprendre", "ordinateur"),
}


@pytest.fixture(scope="module")
def needs() -> list[dict]:
    return json.loads((FIXTURES / "needs.json").read_text(encoding="utf-8"))


def lexicon() -> list[tuple[str, str]]:
    with (FIXTURES / "lexique-demandes.csv").open(encoding="utf-8", newline="") as file:
        return [(row["terme"], row["service_standard"]) for row in csv.DictReader(file)]


def test_lexicon_is_whole():
    assert len(lexicon()) == 142


@pytest.mark.parametrize(("term", "service"), lexicon())
def test_every_lexicon_term_belongs_to_a_need_of_its_service(needs, term, service):
    owners = [need for need in needs if term in [known["text"] for known in need["terms"]]]
    assert 1 <= len(owners) <= 3
    assert any(Category[_name_of(service)].value in owner["categories"] for owner in owners)


def _name_of(service: str) -> str:
    return next(category.name for category in Category if category.label == service)


def test_no_term_belongs_to_many_needs_nor_twice_to_one(needs):
    for need in needs:
        assert max(Counter(normalise(term["text"]) for term in need["terms"]).values()) == 1
    terms = Counter(normalise(term["text"]) for need in needs for term in need["terms"])
    assert [term for term, count in terms.items() if count > 3 or not term] == []


def test_every_term_says_where_it_came_from(needs):
    assert len(needs) >= 60
    assert all(term["source"] for need in needs for term in need["terms"])


def test_needs_are_short_known_and_in_order(needs):
    assert len({need["code"] for need in needs}) == len({need["name"] for need in needs})
    for rank, need in enumerate(needs, start=1):
        assert need["rank"] == rank
        assert 0 < len(need["name"]) <= 24
        assert need["categories"], need["code"]
        assert set(need["categories"]) <= set(Category.values)


def test_most_asked_needs_come_first(needs):
    assert {need["code"] for need in needs[:12]} == MOST_ASKED


def test_every_service_of_the_standard_has_a_need(needs):
    assert {need["categories"][0] for need in needs} == set(Category.values)


def test_every_need_and_control_has_its_drawing(needs):
    sprite = ElementTree.parse(DRAWINGS / "pictograms.svg").getroot()
    symbols = [symbol for symbol in sprite if symbol.tag.endswith("symbol")]
    ids = [symbol.get("id") for symbol in symbols]
    assert len(ids) == len(set(ids))
    assert set(ids) == {*(need["pictogram"] for need in needs), *UI_DRAWINGS}
    assert {symbol.get("viewBox") for symbol in symbols} == {"0 0 32 32"}
    assert {symbol.get("stroke") for symbol in symbols} == {"currentColor"}


def test_drawings_are_light_and_need_nothing_else():
    for name in ("pictograms.svg", "favicon.svg"):
        source = (DRAWINGS / name).read_text(encoding="utf-8")
        assert len(source) < 20_000
        assert "<script" not in source
        assert "href" not in source
        ElementTree.fromstring(source)


@pytest.mark.django_db
def test_migration_seeds_needs_version_and_source(needs):
    assert DirectoryVersion.objects.get(pk=1).version >= 1
    hinaura = Source.objects.get(name="Hinaura")
    assert (hinaura.licence, hinaura.url) == ("Licence Ouverte 2.0", "https://www.hinaura.fr/")
    for need in needs:
        row = Need.objects.get(code=need["code"])
        assert {name: getattr(row, name) for name in need} == need
        assert row.active
        row.full_clean()
    assert not PublishedSite.objects.exists()


@pytest.mark.django_db
def test_seeded_lists_are_readable_by_the_window(needs):
    published = decode_needs(PublishedList.objects.get(key="needs").payload)
    assert [need.code for need in published] == [need["code"] for need in needs]
    assert list(published[0].terms) == [term["text"] for term in needs[0]["terms"]]
    assert decode_districts(PublishedList.objects.get(key="districts").payload) == ()


CORRECTED = [{"text": "CAF de Roubaix", "source": "coordination"}]


@pytest.mark.django_db
def test_seeding_again_keeps_what_the_town_corrected(needs):
    past = MigrationLoader(connection).project_state(("places", "0002_seed")).apps
    past.get_model("places", "Need").objects.filter(code="loisirs").delete()
    Need.objects.filter(code="caf").update(terms=CORRECTED)
    DirectoryVersion.objects.filter(pk=1).update(version=7)
    import_module("places.migrations.0002_seed").seed(past, SimpleNamespace(connection=connection))
    assert Need.objects.get(code="caf").terms == CORRECTED
    assert DirectoryVersion.objects.get().version == 7
    assert Need.objects.filter(code="loisirs").exists()
    assert Need.objects.count() == len(needs)


@pytest.mark.django_db
def test_new_terms_reach_the_needs_that_the_town_did_not_edit(needs):
    past = MigrationLoader(connection).project_state(("places", "0026_more_terms")).apps
    add_terms = import_module("places.migrations.0026_more_terms").add_terms
    schema_editor = SimpleNamespace(connection=connection)
    before = DirectoryVersion.objects.get().version
    add_terms(past, schema_editor)
    assert DirectoryVersion.objects.get().version == before  # nothing is new here

    Need.objects.filter(code__in=("caf", "wifi")).update(terms=CORRECTED)
    with act(Author("essai", Origin.COMMAND), "essai"):
        Need.objects.get(code="caf").save()
    add_terms(past, schema_editor)
    assert Need.objects.get(code="caf").terms == CORRECTED
    texts = [term["text"] for term in Need.objects.get(code="wifi").terms]
    assert texts[0] == CORRECTED[0]["text"]
    assert "code wifi" in texts
    published = PublishedList.objects.get(key="needs")
    assert published.version == DirectoryVersion.objects.get().version == before + 1
    assert texts == list({one.code: one for one in decode_needs(published.payload)}["wifi"].terms)


@pytest.mark.django_db
def test_the_charters_are_seeded_to_be_edited():
    ecn = Label.objects.get(code="ecn")
    criteria = list(ecn.criteria.all())
    assert [criterion.position for criterion in criteria] == list(range(1, 13))
    assert all(criterion.help_text and criterion.required for criterion in criteria)
    assert "point de départ, à modifier" in ecn.charter
    assert ecn.duration_months is None  # nobody published it
    assert Label.objects.get(code="papi").criteria.count() == 2


@pytest.mark.django_db
def test_seeding_charters_again_keeps_what_the_town_corrected(author):
    with act(author, "essai"):
        ecn = Label.objects.get(code="ecn")
        ecn.name = "ECN de la ville"
        ecn.save()
        ecn.criteria.exclude(position=1).delete()
        Label.objects.get(code="papi").criteria.all().delete()
    past = MigrationLoader(connection).project_state(("places", "0008_labels")).apps
    seeds = import_module("places.migrations.0009_labels_seed")
    seeds.seed(past, SimpleNamespace(connection=connection))
    ecn.refresh_from_db()
    assert (ecn.name, ecn.criteria.count()) == ("ECN de la ville", 1)
    assert Label.objects.get(code="papi").criteria.count() == 2
