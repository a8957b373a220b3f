"""The places of Roubaix: facts with their source, examples that say they are examples."""

import json
import re
from collections import Counter

import msgspec
import pytest
from django.conf import settings
from django.core.exceptions import ValidationError

from places.actions.edit import edit_site
from places.actions.recording import Author
from places.actions.thesaurus import save_districts
from places.hours.osm import UnreadableHours, parse
from places.interop.town import TownFile, load_town, read_town
from places.models import Act, Actor, District, Label, LabelAward, PublishedSite, Site, Source
from places.press.document import decode_site
from places.vocabulary import (
    KIND_LABELS,
    Category,
    Origin,
    Precision,
    Publication,
    SiteStatus,
)

PATH = settings.BASE_DIR / "fixtures" / "roubaix.json"
AUTHOR = Author("Chargement", Origin.IMPORT)

# What the census (roubaix-places.csv, November 2026) attests, by the number of its row.
ADDRESSES = {
    1: "14 place de la Fosse-aux-Chênes",
    2: "187 rue de l’Épeule",
    3: "Boulevard de Fourmies",
    4: "Rue de Tournai",
    5: "Grand-Place, côté rue du Maréchal-Foch",
    6: "Grand-Place",
    7: "2 rue Pierre Motte",
    16: "64 boulevard de Strasbourg",
    17: "6 rue Nicolas Poussin",
    22: "Place Carnot",
    32: "231 rue Decrême",
    33: "Maison des services des quartiers Est",
    34: "74 Grande Rue",
    35: "30 boulevard de Mulhouse",
    36: "92 avenue Jean-Baptiste-Lebas",
    38: "22 rue de la Halle",
    40: "24 place de la Liberté",
}
PHONES = {7: "+33320664500", 16: "+33320731917", 17: "+33320808909"}
POINTS = {34: (50.692675, 3.180082), 35: (50.684972, 3.193441), 38: (50.690266, 3.176684)}
ATTESTED_HOURS = {6, 29, 30, 31, 32}
HOURS_IN_WORDS = {29, 30, 31}  # « 1,5 jour par semaine… »: nobody published more


def number(external_id: str) -> int:
    return int(external_id.removeprefix("roubaix-"))


@pytest.fixture(scope="module")
def town() -> TownFile:
    return read_town(PATH)


@pytest.fixture
def loaded(db):
    return load_town(PATH, AUTHOR)


def changed_file(tmp_path, change):
    content = json.loads(PATH.read_text(encoding="utf-8"))
    change(content)
    path = tmp_path / "town.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def test_file_holds_the_44_places_once(town):
    assert [number(entry.external_id) for entry in town.sites] == list(range(1, 45))
    assert len({entry.name for entry in town.sites}) == 44
    assert all(entry.source_details.startswith("http") for entry in town.sites)
    assert all(set(entry.kinds) <= set(KIND_LABELS) and entry.kinds for entry in town.sites)


def test_addresses_phones_and_points_are_the_attested_ones_only(town):
    for entry in town.sites:
        row = number(entry.external_id)
        assert entry.address == ADDRESSES.get(row, "")
        assert entry.phone == PHONES.get(row, "")
        assert (entry.latitude, entry.longitude) == POINTS.get(row, (None, None))


def test_hours_outside_the_examples_are_the_attested_ones(town):
    said = {number(entry.external_id) for entry in town.sites if entry.hours}
    assert said == ATTESTED_HOURS


def test_no_label_is_given_that_no_source_attests(town):
    assert not any("ecn" in entry.kinds for entry in town.sites)


def test_hours_are_readable_or_known_to_be_words(town):
    for entry in town.sites:
        for hours in filter(None, (entry.hours, entry.example.hours)):
            if number(entry.external_id) in HOURS_IN_WORDS:
                with pytest.raises(UnreadableHours):
                    parse(hours)
            else:
                parse(hours)


def test_services_name_needs_of_their_category(town):
    needs = json.loads((settings.BASE_DIR / "fixtures" / "needs.json").read_text("utf-8"))
    categories = {need["code"]: need["categories"] for need in needs}
    for entry in town.sites:
        offers = [offer for offer in (entry.services, entry.example.services) if offer]
        for service in (service for offer in offers for service in offer):
            assert service.category in Category.values
            for need in service.needs:
                assert service.category in categories[need], (entry.name, need)


def test_an_attested_value_is_never_overwritten_by_an_example(town):
    for entry in town.sites:
        assert not set(entry.values()) & set(entry.example.values()), entry.name


@pytest.mark.parametrize("field", ["phone", "name", "address", "kinds", "programmes", "horaires"])
def test_a_phone_a_name_or_an_unknown_field_cannot_be_an_example(tmp_path, field):
    def add(content):
        content["sites"][0]["example"][field] = "x"

    with pytest.raises(msgspec.ValidationError, match=field):
        read_town(changed_file(tmp_path, add))


def test_load_creates_everything_once(loaded):
    assert loaded.created == Site.objects.count() == 44
    assert loaded.kept == 0
    assert District.objects.filter(parent=None).count() == 5
    assert {row.is_qpv for row in District.objects.all()} == {None}
    assert all(row.is_example and row.polygon is None for row in District.objects.all())
    assert set(Label.objects.values_list("code", flat=True)) == {"ecn", "papi"}
    criteria = Label.objects.get(code="ecn").criteria
    assert list(criteria.values_list("position", flat=True)) == list(range(1, 13))
    assert "" not in criteria.values_list("help_text", flat=True)
    assert not LabelAward.objects.exists()
    assert Act.objects.exclude(author="Chargement").count() == 0


def test_every_place_has_name_commune_source_and_publication(loaded):
    for site in Site.objects.select_related("source"):
        assert site.name
        assert (site.commune, site.postal_code, site.insee_code) == ("Roubaix", "59100", "59512")
        assert site.source.name == "Recensement Roubaix 2026"
        assert site.source_details
        assert re.fullmatch(r"roubaix-\d\d", site.external_id)
        assert site.publication == Publication.PUBLISHED
        assert site.local_edits == {}
        site.full_clean()


def test_no_example_value_is_hidden(loaded):
    for site in Site.objects.all():
        marked, row = set(site.example_fields), number(site.external_id)
        assert "phone" not in marked
        assert not site.hours or row in ATTESTED_HOURS or "hours" in marked
        assert not site.confirmed_at or ("confirmed_at" in marked)
        assert site.confirmed_by == ("Exemple" if site.confirmed_at else "")
        assert not site.languages or "languages" in marked
        assert not site.wheelchair or "wheelchair" in marked
        assert not site.to_bring or "to_bring" in marked
        assert not site.closures.exists() or "closures" in marked
        assert not site.services.exists() or row in {38, 41} or "services" in marked
        assert not site.equipment.exists() or row in {16, 39} or "equipment" in marked
    some = Site.objects.exclude(example_fields=[]).count()
    assert 25 <= some <= 36


def test_positions_of_a_quartier_are_not_said_exact(loaded):
    for site in Site.objects.select_related("district"):
        if number(site.external_id) in POINTS:
            assert site.precision == Precision.EXACT
        elif site.latitude is not None:
            assert site.precision == Precision.DISTRICT
            assert site.latitude == site.district.latitude
    known = Counter(Site.objects.values_list("precision", flat=True))
    assert known[Precision.EXACT] == 3
    assert known[""] > 0


def test_changes_of_the_town_are_expressed(loaded):
    burnt = Site.objects.get(external_id="roubaix-22")
    assert (burnt.status, burnt.paused_until) == (SiteStatus.PAUSED, None)
    assert "29 au 30 juin 2023" in burnt.status_reason
    assert burnt.relocated_to.name == "Centre social Assia Djebar"
    antenne = Site.objects.get(external_id="roubaix-29")
    assert antenne.access_modes == ["telephoner"]
    assert Site.objects.get(external_id="roubaix-08").mobility == ["itinerant"]


def test_documents_of_all_places_are_published(loaded):
    documents = [decode_site(row.payload) for row in PublishedSite.objects.all()]
    assert len(documents) == 44
    by_id = {document.external_id: document for document in documents}
    library = by_id["roubaix-07"]
    assert library.phone == "+33320664500"
    assert library.actor == "Ville de Roubaix"
    assert "hours" in library.example_fields
    assert by_id["roubaix-01"].sector == "nord"
    assert by_id["roubaix-22"].relocated_to == by_id["roubaix-23"].slug
    assert not any(document.labels for document in documents)


def test_a_second_load_keeps_what_was_corrected(loaded):
    site = Site.objects.get(external_id="roubaix-12")
    edit_site(Author("Coordination", Origin.ADMIN), site, name="Autre nom")
    alma = {"slug": "alma", "name": "L’Alma", "latitude": 50.7, "longitude": 3.17}
    save_districts(AUTHOR, [alma])
    tally = load_town(PATH, AUTHOR)
    assert (tally.created, tally.kept) == (0, 44)
    assert (tally.districts, tally.labels, tally.actors) == (0, 0, 0)
    site.refresh_from_db()
    assert site.name == "Autre nom"
    assert District.objects.get(slug="alma").name == "L’Alma"


def test_a_place_of_another_source_is_not_mistaken_for_ours(loaded):
    elsewhere = Source.objects.get(name="Hinaura")
    Site.objects.filter(external_id="roubaix-12").update(source=elsewhere)
    assert load_town(PATH, AUTHOR).created == 1


def test_a_wrong_value_undoes_the_whole_load(tmp_path, db):
    def spoil(content):
        content["sites"][-1]["kinds"] = ["chateau"]

    with pytest.raises(ValidationError):
        load_town(changed_file(tmp_path, spoil), AUTHOR)
    assert not Site.objects.exists()
    assert not Actor.objects.exists()
    assert not Act.objects.exists()
