"""What the local table answers; the national service is off in tests."""

import json

import pytest
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext

from places import addresses
from places.models import Street, StreetWord
from places.models.address import UNITS_A_DEGREE

pytestmark = pytest.mark.usefixtures("streets")


def label(text):
    found = addresses.locate(text)
    return found.label if found else None


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("12 rue de Lannoy", "12 Rue de Lannoy, 59100 Roubaix"),
        ("12 RUE LANNOY ROUBAIX", "12 Rue de Lannoy, 59100 Roubaix"),
        ("roubaix, rue de lannoy 12", "12 Rue de Lannoy, 59100 Roubaix"),
        ("12bis r de lannoy", "12 bis Rue de Lannoy, 59100 Roubaix"),
        ("12 bis rue de lannoy 59100", "12 bis Rue de Lannoy, 59100 Roubaix"),
        ("12 B rue de Lannoy", "12 bis Rue de Lannoy, 59100 Roubaix"),
        ("40B rue de Lannoy", "40 B Rue de Lannoy, 59100 Roubaix"),
        ("3 rue de l’épeule", "3 Rue de l'Épeule, 59100 Roubaix"),
        ("17 av jean lebas", "17 Avenue Jean Lebas, 59100 Roubaix"),
        ("5 bd de paris", "5 Boulevard de Paris, 59100 Roubaix"),
        ("6 rue St Vincent de Paul", "6 Rue Saint-Vincent-de-Paul, 59100 Roubaix"),
        ("14 r ste thérèse", "14 Rue Sainte-Thérèse, 59100 Roubaix"),
        ("36 rue du mal foch", "36 Rue du Maréchal Foch, 59100 Roubaix"),
        ("8 rue du 8 mai 1945", "8 Rue du 8 Mai 1945, 59100 Roubaix"),
        ("200 rue nationale lille", "200 Rue Nationale, 59800 Lille"),
        ("7 rue de l'eglise lomme", "7 Rue de l'Église, 59160 Lille (Lomme)"),
        ("12 rue de la gare croix", "12 Rue de la Gare, 59170 Croix"),
    ],
)
def test_a_known_number_is_its_door(typed, expected):
    found = addresses.locate(typed)
    assert (found.label, found.is_exact) == (expected, True)


def test_an_address_says_all_that_is_known():
    found = addresses.locate("12 rue de lannoy")
    assert found.position == pytest.approx((50.69014, 3.18390))
    assert (found.commune, found.commune_code, found.postal_code) == ("Roubaix", "59512", "59100")


@pytest.mark.parametrize("typed", ["999 rue de Lannoy", "rue de Lannoy", "r lannoy roubaix"])
def test_without_a_known_number_it_is_the_middle_and_says_so(typed):
    found = addresses.locate(typed)
    assert (found.label, found.is_exact) == ("Rue de Lannoy, 59100 Roubaix", False)
    doors = json.loads(Street.objects.get(name="Rue de Lannoy").numbers).values()
    assert [round(degrees * UNITS_A_DEGREE) for degrees in found.position] in list(doors)


def test_a_letter_nobody_knows_leaves_the_number():
    assert label("12 ter rue de lannoy") == "12 Rue de Lannoy, 59100 Roubaix"


def test_a_street_without_numbers_is_found():
    found = addresses.locate("residence fosse aux chenes")
    assert (found.position, found.is_exact) == ((50.698, 3.17), False)


@pytest.mark.parametrize(
    "typed", ["12 rue de lanoy", "12 rue de lannnoy", "12 rue de lnanoy", "12 rue de lannot"]
)
def test_a_typing_error_is_mended(typed):
    assert label(typed) == "12 Rue de Lannoy, 59100 Roubaix"


def test_two_errors_are_mended_in_a_long_word_only():
    assert label("14 rue sainte teresse") is None
    assert label("12 rue du marecahll foch") == "12 Rue du Maréchal Foch, 59100 Roubaix"


def test_another_sort_of_street_of_the_town_is_taken():
    assert label("10 rue jean lebas") == "10 Avenue Jean Lebas, 59100 Roubaix"


def test_the_town_wins_over_other_communes():
    assert label("rue de tourcoing") == "Rue de Tourcoing, 59100 Roubaix"
    Street.objects.filter(name="Rue Jean Jaurès", commune="Croix").update(
        commune="Roubaix", commune_code="59512"
    )
    assert label("rue jean jaures") == "Rue Jean Jaurès, 59170 Roubaix"


def test_a_commune_typed_wins_over_the_town():
    assert label("rue de roubaix tourcoing") == "Rue de Roubaix, 59200 Tourcoing"
    assert label("rue de tourcoing roubaix") == "Rue de Tourcoing, 59100 Roubaix"
    assert label("1 rue jean jaures 59200") == "1 Rue Jean Jaurès, 59200 Tourcoing"


@pytest.mark.parametrize(
    ("typed", "choices"),
    [
        ("rue de la gare", {"Rue de la Gare, 59170 Croix", "Rue de la Gare, 59200 Tourcoing"}),
        ("rue motte", {"Rue Pierre Motte, 59100 Roubaix", "Rue Alfred Motte, 59100 Roubaix"}),
        (
            "7 rue de l'eglise lille",
            {
                "7 Rue de l'Église, 59160 Lille (Lomme)",
                "7 Rue de l'Église, 59260 Lille (Hellemmes-Lille)",
            },
        ),
    ],
)
def test_streets_that_are_not_told_apart_are_not_guessed(typed, choices):
    assert addresses.locate(typed) is None
    assert {address.label for address in addresses.find(typed)} == choices


def test_a_street_written_in_two_ways_is_one_street():
    street = Street.objects.get(name="Rue Saint-Vincent-de-Paul")
    words = list(StreetWord.objects.filter(street=street).values("word_id", "in_name"))
    twin = Street.objects.get(pk=street.pk)
    twin.pk, twin.name, twin.numbers = None, "RUE ST VINCENT DE PAUL", "{}"
    twin.save()
    StreetWord.objects.bulk_create([StreetWord(street=twin, **word) for word in words])
    assert label("6 rue saint vincent de paul") == "6 Rue Saint-Vincent-de-Paul, 59100 Roubaix"
    assert len(addresses.find("rue saint vincent de paul")) == 1


def test_two_postal_codes_of_one_street_are_one_street():
    assert label("rue nationale lille") == "Rue Nationale, 59000 Lille"


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "",
            " ",
            "?!",
            "rue",
            "12",
            "12 rue",
            "59100",
            "roubaix",
            "tourcoing",
            "tourcoin",
            "59200 tourcoing",
        ),
        *("rue xyzzy", "12 rue de lannoy lyon", "rue de lannoy épeule", "a" * 5000),
    ],
)
def test_what_is_not_a_known_street_is_not_found(typed):
    assert addresses.find(typed) == []


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("12 rue de lan", "12 Rue de Lannoy, 59100 Roubaix"),
        ("12 lan", "12 Rue de Lannoy, 59100 Roubaix"),
        ("2 av je", "2 Avenue Jean Lebas, 59100 Roubaix"),
        ("grande r", "Grande Rue, 59100 Roubaix"),
        ("grande ru", "Grande Rue, 59100 Roubaix"),
        ("rue de l'ép", "Rue de l'Épeule, 59100 Roubaix"),
        ("rue ste", "Rue Sainte-Thérèse, 59100 Roubaix"),
        ("rue de maréhcal", "Rue du Maréchal Foch, 59100 Roubaix"),
        ("rue de la gare cr", "Rue de la Gare, 59170 Croix"),
        ("rue de lannoy 591", "Rue de Lannoy, 59100 Roubaix"),
        ("8 rue du 8 mai 1945", "8 Rue du 8 Mai 1945, 59100 Roubaix"),
    ],
)
def test_an_address_is_completed_as_it_is_typed(typed, first):
    assert addresses.complete(typed)[0].label == first


def test_completion_offers_the_town_first_then_the_nearest():
    def offered():
        return [address.commune for address in addresses.complete("rue de la ga")]

    assert offered() == ["Croix", "Tourcoing"]
    Street.objects.filter(commune="Tourcoing").update(commune="Roubaix", commune_code="59512")
    assert offered() == ["Roubaix", "Croix"]


def test_completion_keeps_to_its_limit():
    assert len(addresses.complete("rue le")) <= 5
    assert len(addresses.complete("rue mo", limit=1)) == 1


@pytest.mark.parametrize(
    "typed",
    ["", "l", "rue l", "12", "12 ", "12 av", "rue de", "%", "_", "'", "\\", "\x00", "é" * 300],
)
def test_nothing_to_complete_is_no_error(typed):
    assert addresses.complete(typed) == []


def test_every_label_leads_back_to_its_address():
    for street in Street.objects.all():
        for number in [*json.loads(street.numbers)][:3]:
            found = addresses.complete(f"{number} {street}", limit=1)[0]
            again = addresses.locate(found.label)
            assert again == found, found.label


@pytest.mark.parametrize(
    ("typed", "queries"),
    [
        ("12 rue de lannoy", 2),
        ("12 rue de lanoy", 3),
        ("rue de la gare", 2),
        ("rue xyzzy", 2),
        ("rue lanoy xyzzy azerty qwerty", 1),
        ("tourcoing", 3),
        ("", 0),
    ],
)
def test_an_answer_costs_few_queries(typed, queries, django_assert_num_queries):
    with django_assert_num_queries(queries):
        addresses.find(typed)


def test_beginnings_are_ranges_which_every_engine_finds_by_its_index():
    with CaptureQueriesContext(connection) as queries:
        addresses.complete("12 rue de lan")
    assert len(queries) == 2
    for query in queries:
        assert " LIKE " not in query["sql"].upper()
        assert ">= 'lan'" in query["sql"]
        assert "< 'lao'" in query["sql"]


def test_a_database_away_does_not_stop_the_page(monkeypatch):
    def away(*_):
        raise OperationalError("away")

    monkeypatch.setattr("places.addresses.matching.find", away)
    monkeypatch.setattr("places.addresses.matching.complete", away)
    assert addresses.find("12 rue de lannoy") == []
    assert addresses.complete("12 rue de lan") == []
