import pytest

from places.addresses import Address
from places.directory import load
from places.directory.where import locate
from places.geo import Position


@pytest.fixture
def directory(make_site, districts):
    make_site(
        "A", address="12 rue de Lannoy", postal_code="59100", latitude=50.690, longitude=3.185
    )
    make_site(
        "B", address="40 rue de Lannoy", postal_code="59100", latitude=50.688, longitude=3.189
    )
    make_site("C", commune="Aix-les-Bains", postal_code="73100", latitude=45.69, longitude=5.91)
    return load.current().directory


@pytest.mark.parametrize("typed", ["Épeule", "epeule", "l'épeule", "L’EPEULE", "epeulle"])
def test_a_quartier_is_its_middle(directory, typed):
    found = locate(typed, directory)
    assert (found.label, found.position) == ("Épeule", (50.6885, 3.1640))
    assert found.is_estimate


def test_a_quartier_without_position_keeps_to_its_places(directory):
    found = locate("ouest", directory)
    assert (found.position, found.district) == (None, "ouest")


def test_a_commune_is_the_middle_of_its_places(directory):
    found = locate("aix les bains", directory)
    assert (found.label, found.position) == ("Aix-les-Bains", (45.69, 5.91))


def test_a_commune_without_any_position_keeps_to_its_places(directory, make_site):
    make_site("D", commune="Croix")
    found = locate("croix", load.current().directory)
    assert (found.position, found.commune) == (None, "croix")


def test_a_street_that_several_towns_have_is_not_guessed(directory, make_site):
    make_site("E", commune="Aix-les-Bains", address="3 rue de Lannoy", latitude=45.7, longitude=5.9)
    both = load.current().directory
    assert locate("rue de lannoy", both) is None
    found = locate("rue de Lannoy Roubaix", both)
    assert found.position == pytest.approx((50.689, 3.187))
    assert locate("5 rue de lannoy aix les bains", both).position == pytest.approx((45.7, 5.9))


def test_a_postal_code_is_the_middle_of_its_places(directory):
    found = locate("59100", directory)
    assert found.label == "59100 Roubaix"
    assert found.position == pytest.approx((50.689, 3.187))


@pytest.mark.parametrize("typed", ["rue de lannoy", "25 rue de Lannoy"])
def test_a_street_is_the_middle_of_its_known_places(directory, typed):
    assert locate(typed, directory).position == pytest.approx((50.689, 3.187))


@pytest.mark.parametrize("typed", ["", "   ", "rue inconnue", "75001", "lannoy", "xyz", "rue"])
def test_what_is_not_known_is_not_guessed(directory, typed):
    assert locate(typed, directory) is None


def door(label, exact=True):
    return Address(label, Position(50.68, 3.18), exact, "Roubaix", "59512", "59100")


@pytest.mark.parametrize(
    ("typed", "label"),
    [("epeule", "Épeule"), ("59100", "59100 Roubaix"), ("aix les bains", "Aix-les-Bains")],
)
def test_a_name_known_here_comes_before_addresses(directory, typed, label):
    assert locate(typed, directory, lambda text: [door("ailleurs")]).label == label


def test_an_address_comes_before_the_street_of_known_places(directory):
    typed = "12 rue de Lannoy"
    found = locate(typed, directory, lambda text: [door(f"{text}, 59100 Roubaix")])
    assert (found.label, found.position) == ("12 rue de Lannoy, 59100 Roubaix", (50.68, 3.18))
    assert (found.is_estimate, found.text, found.commune) == (False, typed, "")
    assert locate(typed, directory, lambda text: [door("Rue", exact=False)]).is_estimate


def test_an_address_nobody_knows_leaves_the_street_of_known_places(directory):
    found = locate("12 rue de lannoy", directory, lambda text: [])
    assert found.position == pytest.approx((50.689, 3.187))


def test_addresses_that_are_not_told_apart_are_not_guessed(directory):
    assert locate("rue de lannoy", directory, lambda text: [door("A"), door("B")]) is None
