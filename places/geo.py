"""Distances on the sphere, walking time, clusters, the district of a position.

Positions are WGS 84 degrees; distances are metres. Arrays are numpy float64 of shape (n,)
unless said otherwise; an unknown position is NaN.
"""

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from shapely import Point, Polygon
from shapely.geometry import shape
from shapely.prepared import prep

EARTH_RADIUS_M = 6_371_008.8  # IUGG mean radius R1
WALKING_M_PER_MIN = 75.0  # 4.5 km/h: the pace the site announces as an estimate
STREETS_DETOUR = 1.3  # streets are about a third longer than the straight line
CLOSEST_SHARE = 0.8  # of a square: the least distance between two clusters drawn
TILE_PX = 256  # Web Mercator tile, as every map provider serves it


class Position(NamedTuple):
    latitude: float
    longitude: float


class Box(NamedTuple):
    south: float
    west: float
    north: float
    east: float


class Cluster(NamedTuple):
    """Points drawn as one: their mean position and the rows they stand for."""

    latitude: float
    longitude: float
    rows: np.ndarray


def distance_m(a: Position, b: Position) -> float:
    """Great-circle distance in metres (haversine formula)."""
    lat1, lat2 = math.radians(a.latitude), math.radians(b.latitude)
    half_lat = (lat2 - lat1) / 2
    half_lon = math.radians(b.longitude - a.longitude) / 2
    chord = math.sin(half_lat) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin(half_lon) ** 2
    return 2 * EARTH_RADIUS_M * math.asin(math.sqrt(min(1.0, chord)))


def bearing_deg(a: Position, b: Position) -> float:
    """The way to leave `a` for `b`, in degrees clockwise from the north, from 0 to 360."""
    lat1, lat2 = math.radians(a.latitude), math.radians(b.latitude)
    lon = math.radians(b.longitude - a.longitude)
    east = math.sin(lon) * math.cos(lat2)
    north = math.cos(lat1) * math.sin(lat2) - math.sin(lat1) * math.cos(lat2) * math.cos(lon)
    return math.degrees(math.atan2(east, north)) % 360


def unit_vectors(latitudes: np.ndarray, longitudes: np.ndarray) -> np.ndarray:
    """Points of the unit sphere, shape (3, n): what `distances_m` compares."""
    lat, lon = np.radians(latitudes), np.radians(longitudes)
    return np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])


def distances_m(vectors: np.ndarray, origin: Position) -> np.ndarray:
    """Metres from `origin` to each column of `vectors`, shape (n,); NaN where unknown.

    The chord between two points of the sphere gives the angle: 2·asin(chord / 2).
    """
    here = unit_vectors(np.array(origin.latitude), np.array(origin.longitude))
    gap = vectors - here[:, None]
    chord = np.sqrt(np.einsum("ij,ij->j", gap, gap))
    return 2 * EARTH_RADIUS_M * np.arcsin(np.minimum(chord / 2, 1.0))


def walking_minutes(metres: float) -> int:
    """Estimated minutes on foot for a straight-line distance, at least 1."""
    return max(1, round(metres * STREETS_DETOUR / WALKING_M_PER_MIN))


def within_walk(metres: np.ndarray, minutes: int) -> np.ndarray:
    """Where `walking_minutes` would say that many minutes or fewer, bool; False where unknown."""
    return np.maximum(1, np.round(metres * STREETS_DETOUR / WALKING_M_PER_MIN)) <= minutes


def mercator_px(latitudes: np.ndarray, longitudes: np.ndarray, zoom: int):
    """Web Mercator pixels (x, y) at a zoom level (EPSG:3857, tiles of 256 px)."""
    size = TILE_PX * 2**zoom
    sin = np.sin(np.radians(np.clip(latitudes, -85.0511, 85.0511)))
    x = (longitudes + 180.0) / 360.0 * size
    y = (0.5 - np.log((1 + sin) / (1 - sin)) / (4 * math.pi)) * size
    return x, y


def clusters(
    latitudes: np.ndarray, longitudes: np.ndarray, rows: np.ndarray, zoom: int, cell_px: int = 64
) -> list[Cluster]:
    """Group the `rows` that fall in the same square of `cell_px` pixels at `zoom`.

    Rows must have a position. Order: by size, largest first, then by first row (so that the
    answer is the same for the same view).
    """
    if not len(rows):
        return []
    lats, lons = latitudes[rows], longitudes[rows]
    x, y = mercator_px(lats, lons, zoom)
    cells = (x // cell_px).astype(np.int64) * (1 << 32) + (y // cell_px).astype(np.int64)
    _, group, sizes = np.unique(cells, return_inverse=True, return_counts=True)
    order = np.argsort(group, kind="stable")
    parts = np.split(order, np.cumsum(sizes)[:-1])
    found = [(x[part].mean(), y[part].mean(), part) for part in parts]
    found.sort(key=lambda spot: (-len(spot[2]), int(rows[spot[2][0]])))
    return [
        Cluster(float(lats[part].mean()), float(lons[part].mean()), rows[part])
        for part in _apart(found, cell_px * CLOSEST_SHARE)
    ]


def _apart(spots: list, least_px: float) -> list[np.ndarray]:
    """The parts of (x, y, part) spots, each spot joined to the first one closer than that many
    pixels: what is drawn does not overlap."""
    xs, ys = np.array([spot[0] for spot in spots]), np.array([spot[1] for spot in spots])
    free = np.ones(len(spots), dtype=bool)
    parts = []
    for index in range(len(spots)):
        if not free[index]:
            continue
        near = free & (np.hypot(xs - xs[index], ys - ys[index]) < least_px)
        near[index] = True
        free[near] = False
        parts.append(np.sort(np.concatenate([spots[at][2] for at in np.flatnonzero(near)])))
    return parts


def zoom_to_fit(box: Box, width_px: int, height_px: int, closest: int = 17) -> int:
    """The largest zoom at which `box` fits in a map of that many pixels."""
    for zoom in range(closest, 0, -1):
        x, y = mercator_px(np.array([box.south, box.north]), np.array([box.west, box.east]), zoom)
        if abs(x[1] - x[0]) <= width_px and abs(y[1] - y[0]) <= height_px:
            return zoom
    return 1


def read_polygon(geometry: dict) -> Polygon:
    """A GeoJSON Polygon or MultiPolygon as a shapely geometry; ValueError when it is not one."""
    try:
        polygon = shape(geometry)
    except (KeyError, TypeError, AttributeError, IndexError, ValueError) as error:
        raise ValueError("Ce contour n’est pas un polygone GeoJSON.") from error
    if polygon.geom_type not in ("Polygon", "MultiPolygon") or polygon.is_empty:
        raise ValueError("Ce contour n’est pas un polygone GeoJSON.")
    if not polygon.is_valid:
        raise ValueError("Ce contour se croise lui-même.")
    return polygon


def containing(position: Position, areas: Sequence[tuple[object, dict]]) -> object | None:
    """The key of the smallest (key, GeoJSON geometry) area that holds `position`, or None."""
    point = Point(position.longitude, position.latitude)
    holding = [
        (polygon.area, index)
        for index, (_, geometry) in enumerate(areas)
        if prep(polygon := read_polygon(geometry)).covers(point)
    ]
    return areas[min(holding)[1]][0] if holding else None
