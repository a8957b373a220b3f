import math

import numpy as np
import pytest

from places import geo
from places.geo import Box, Position

ROUBAIX, LILLE = Position(50.6915, 3.1745), Position(50.6292, 3.0573)
SQUARE = {"type": "Polygon", "coordinates": [[[3, 50], [4, 50], [4, 51], [3, 51], [3, 50]]]}
SMALL = {"type": "Polygon", "coordinates": [[[3.1, 50.6], [3.2, 50.6], [3.2, 50.7], [3.1, 50.6]]]}


def test_distance_between_two_towns():
    assert geo.distance_m(ROUBAIX, LILLE) == pytest.approx(10_790, rel=0.01)


def test_distances_of_arrays_agree_with_the_formula_and_keep_the_unknown():
    lats, lons = np.array([50.6292, 50.69151, np.nan]), np.array([3.0573, 3.1745, np.nan])
    found = geo.distances_m(geo.unit_vectors(lats, lons), ROUBAIX)
    assert found[0] == pytest.approx(geo.distance_m(ROUBAIX, LILLE), abs=0.01)
    assert found[1] == pytest.approx(1.11, abs=0.01)
    assert math.isnan(found[2])


@pytest.mark.parametrize(("metres", "minutes"), [(0, 1), (600, 10), (3000, 52)])
def test_walking_minutes_count_the_streets_detour(metres, minutes):
    assert geo.walking_minutes(metres) == minutes


def test_clusters_join_near_points_and_lose_none():
    lats = np.array([50.69, 50.6901, 48.85])
    lons = np.array([3.17, 3.1701, 2.35])
    rows = np.arange(3)
    far = geo.clusters(lats, lons, rows, zoom=6)
    assert sorted(len(c.rows) for c in far) == [1, 2]
    near = geo.clusters(lats, lons, rows, zoom=19)
    assert [len(c.rows) for c in near] == [1, 1, 1]


def test_zoom_to_fit_shows_the_whole_box():
    assert geo.zoom_to_fit(Box(42, -5, 51, 8), 640, 480) == 5
    assert geo.zoom_to_fit(Box(50.69, 3.17, 50.69, 3.17), 640, 480) == 17


def test_containing_gives_the_smallest_area():
    areas = [("secteur", SQUARE), ("quartier", SMALL)]
    assert geo.containing(Position(50.61, 3.15), areas) == "quartier"
    assert geo.containing(Position(50.9, 3.9), areas) == "secteur"
    assert geo.containing(Position(48, 2), areas) is None


@pytest.mark.parametrize(
    "geometry",
    [
        {},
        {"type": "Point", "coordinates": [3, 50]},
        {"type": "Polygon", "coordinates": "x"},
        {"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [0, 1], [1, 0], [0, 0]]]},
    ],
)
def test_a_geometry_that_is_no_polygon_is_refused(geometry):
    with pytest.raises(ValueError, match="contour"):
        geo.read_polygon(geometry)


def test_clusters_drawn_do_not_overlap():
    rng = np.random.default_rng(1)
    lats, lons = 45 + rng.random(600), 5 + rng.random(600)
    found = geo.clusters(lats, lons, np.arange(600), zoom=9, cell_px=56)
    assert sorted(np.concatenate([c.rows for c in found]).tolist()) == list(range(600))
    x, y = geo.mercator_px(
        np.array([c.latitude for c in found]), np.array([c.longitude for c in found]), 9
    )
    gaps = np.hypot(x[:, None] - x, y[:, None] - y) + np.eye(len(found)) * 1e6
    assert gaps.min() > 25
