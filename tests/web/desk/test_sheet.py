"""The sheet: large print, the way in words and in a sketch that says it is one."""

import re

import pytest

from places.geo import Position, bearing_deg
from places.web.desk.sketch import HEIGHT, WIDTH, sketch

SHEET = "/orienter/feuille/comite-de-l-epeule-roubaix/"
HERE = Position(50.69, 3.17)


def test_the_sheet_says_all_one_needs_to_go_there(quarter, agent):
    page = agent.get(f"{SHEET}?ou=Alma").content.decode().replace("\u00a0", " ")
    for said in (
        "<h1>Comité de l’Épeule</h1>",
        "1 rue de l’Épeule, 59100 Roubaix",
        "☎ 03 20 66 45 00",
        "Aujourd’hui, ",
        "Ouvert du lundi au vendredi",
        "On vous aide pour :",
        "Vos papiers",
        "min à pied, vers le sud",
        "Départ : Alma.",
        '<svg class="sketch"',
        "<title",
        "Croquis approximatif",
        'class="qr"',
    ):
        assert said in page


def test_without_a_start_there_is_no_sketch(quarter, agent):
    page = agent.get(SHEET).content.decode()
    assert "sketch" not in page
    assert "à pied" not in page
    assert 'class="qr"' in page


def test_a_position_is_enough(quarter, agent):
    page = agent.get(f"{SHEET}?lat=50.695&lon=3.165").content.decode()
    assert "vers le sud" in page
    assert '<svg class="sketch"' in page


def test_a_place_known_only_to_its_quartier_has_no_sketch(make_site, districts, agent):
    make_site(
        "Comité de l’Épeule",
        latitude=50.6885,
        longitude=3.1640,
        precision="quartier",
        district=districts[1],
    )
    page = agent.get(f"{SHEET}?ou=Alma").content.decode()
    assert "sketch" not in page


def test_it_goes_back_to_the_same_search(quarter, agent):
    page = agent.get(f"{SHEET}?q=imprimer&ou=Alma&gratuit=1").content.decode()
    assert 'href="/orienter/?q=imprimer&amp;ou=Alma&amp;gratuit=1"' in page


def test_it_costs_few_queries(quarter, agent, django_assert_max_num_queries):
    agent.get(f"{SHEET}?ou=Alma")
    with django_assert_max_num_queries(6):
        agent.get(f"{SHEET}?ou=Alma")


def test_an_unknown_place_is_a_404(quarter, agent):
    assert agent.get("/orienter/feuille/nulle-part/").status_code == 404


@pytest.mark.parametrize(
    ("to", "bearing"),
    [
        (Position(50.70, 3.17), 0),
        (Position(50.69, 3.18), 90),
        (Position(50.68, 3.17), 180),
        (Position(50.69, 3.16), 270),
    ],
)
def test_bearings(to, bearing):
    assert bearing_deg(HERE, to) == pytest.approx(bearing, abs=0.02)


@pytest.mark.parametrize("north", [-0.03, -0.001, 0, 0.001, 0.03])
@pytest.mark.parametrize("east", [-0.05, -0.001, 0, 0.001, 0.05])
def test_everything_drawn_stays_inside_with_the_north_up(north, east):
    drawn = sketch(HERE, Position(HERE.latitude + north, HERE.longitude + east))
    if not north and not east:
        assert drawn is None
        return
    for point in (drawn.start, drawn.place):
        assert 40 <= point.x <= WIDTH - 40
        assert 40 <= point.y <= HEIGHT - 40
        assert 20 <= point.text_y <= HEIGHT - 10
    if abs(north) > 0.0005:
        assert (drawn.place.y < drawn.start.y) == (north > 0)
    assert 20 <= drawn.bar <= 150
    assert re.fullmatch(r"[125]0* k?m", drawn.bar_label)


def test_the_scale_bar_is_true():
    """0.01° of latitude is 1,112 m: drawn on the height of the sketch."""
    drawn = sketch(HERE, Position(50.70, 3.17))
    pixels = drawn.start.y - drawn.place.y
    assert drawn.bar_label == "500 m"
    assert drawn.bar == pytest.approx(500 * pixels / 1112, abs=1)
