import pytest

from places.actions.edit import create_site, edit_site
from places.actions.thesaurus import save_districts

SQUARE = {"type": "Polygon", "coordinates": [[[3, 50], [4, 50], [4, 51], [3, 51], [3, 50]]]}


@pytest.fixture
def drawn(db, author):
    return save_districts(
        author, [{"slug": "carre", "name": "Carré", "commune": "Roubaix", "polygon": SQUARE}]
    )[0]


def test_a_place_at_a_known_door_gets_its_quartier(drawn, make_site):
    assert make_site(latitude=50.5, longitude=3.5).district == drawn
    assert make_site(latitude=48, longitude=2).district is None


def test_a_position_known_to_the_commune_tells_no_quartier(drawn, make_site):
    assert make_site(latitude=50.5, longitude=3.5, precision="commune").district is None


def test_a_place_that_moves_into_a_quartier_gets_it(drawn, make_site, author):
    site = make_site()
    edit_site(author, site, latitude=50.5, longitude=3.5, precision="exacte")
    assert site.district == drawn


def test_a_quartier_chosen_by_somebody_stays(drawn, author, districts):
    alma = districts[2]
    site = create_site(
        author,
        name="Lieu",
        commune="Roubaix",
        district=alma,
        latitude=50.5,
        longitude=3.5,
        precision="exacte",
    )
    assert site.district == alma
