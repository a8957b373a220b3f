import pytest

from places.directory import load
from places.directory.where import locate


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


def test_a_commune_keeps_to_its_places(directory):
    found = locate("aix les bains", directory)
    assert (found.label, found.commune) == ("Aix-les-Bains", "aix les bains")


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
