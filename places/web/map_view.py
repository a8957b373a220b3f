"""The map's points: the same answer as the list, grouped on the server by zoom."""

from datetime import datetime

import numpy as np

from ..directory.columns import Directory
from ..directory.rounds import found_at
from ..directory.search import Answer
from ..geo import Box, Cluster, clusters, zoom_to_fit
from ..press.document import SiteDocument
from .cards import is_approximate

MOST_POINTS = 150
CELLS_PX = (56, 96, 160, 256)  # larger squares until the view is light enough
NEAREST = 15  # places the first view holds around a point
CLOSEST_ZOOM = 19
MOST_NAMED = 10  # places of one spot named before the closest zoom
SAME_SPOT_DEGREES = 1e-5  # about a metre
WIDEST_PX = (4096, 4096)  # no screen is wider: a closer zoom on that view is refused
VIEW_PX = (640, 480)  # of a map whose size is not known yet


def points(answer: Answer, view: Box | None, zoom: int | None) -> dict:
    """The places of an answer inside a view, as JSON-ready data.

    {"total", "shown", "unlocated", "view": [s, w, n, e], "zoom", "here": [lat, lon],
     "points": [{"lat", "lon", "n", "places"?} or {"lat", "lon", "name", "slug", "approx"?}]}
    `places` names those of one spot, which no zoom would part.
    `view` None: the view that shows the answer best.
    """
    located = answer.matched[~np.isnan(answer.latitudes[answer.matched])]
    view = view or _first_view(answer, located)
    if view is None:
        return {"total": answer.total, "shown": 0, "unlocated": answer.unlocated, "points": []}
    if zoom is None:
        zoom = zoom_to_fit(view, *VIEW_PX)
    zoom = min(zoom, zoom_to_fit(view, *WIDEST_PX, closest=CLOSEST_ZOOM))
    rows = _inside(answer, located, view)
    found = _light_enough(answer, rows, zoom)
    return {
        "total": answer.total,
        "shown": len(rows),
        "unlocated": answer.unlocated,
        "view": [round(side, 5) for side in view],
        "zoom": zoom,
        "here": list(answer.query.position) if answer.query.position else None,
        "points": [_point(answer, cluster, zoom) for cluster in found],
    }


def one_point(directory: Directory, slug: str, moment: datetime) -> dict:
    """{"points": [the place]}, or no point when it is unknown or has no position. `moment`:
    aware, when one that roves is looked for."""
    document = directory.find(slug)
    if document is not None:
        document, _ = found_at(document, moment)
    if document is None or document.latitude is None:
        return {"points": []}
    return {"points": [_place(document, document.latitude, document.longitude)]}


def _first_view(answer: Answer, located: np.ndarray) -> Box | None:
    """Every place found; from a point, the point and the places nearest to it."""
    origin = answer.query.position
    if origin is None or not len(located):
        return _box_of(answer.latitudes[located], answer.longitudes[located])
    near = located[np.argsort(answer.distances[located], kind="stable")[:NEAREST]]
    return _box_of(
        np.append(answer.latitudes[near], origin.latitude),
        np.append(answer.longitudes[near], origin.longitude),
    )


def _box_of(latitudes: np.ndarray, longitudes: np.ndarray) -> Box | None:
    if not len(latitudes):
        return None
    sides = latitudes.min(), longitudes.min(), latitudes.max(), longitudes.max()
    return Box(*(float(side) for side in sides))


def _inside(answer: Answer, rows: np.ndarray, view: Box) -> np.ndarray:
    lat, lon = answer.latitudes[rows], answer.longitudes[rows]
    inside = (lat >= view.south) & (lat <= view.north) & (lon >= view.west) & (lon <= view.east)
    return rows[inside]


def _light_enough(answer: Answer, rows: np.ndarray, zoom: int) -> list:
    """Clusters of the rows; at the closest zoom, only places at the very same spot."""
    cells = (1,) if zoom >= CLOSEST_ZOOM else CELLS_PX
    for cell in cells:
        found = clusters(answer.latitudes, answer.longitudes, rows, zoom, cell)
        if len(found) <= MOST_POINTS:
            break
    return found


def _point(answer: Answer, cluster: Cluster, zoom: int) -> dict:
    rows = cluster.rows
    if len(rows) == 1:
        document = answer.document(int(rows[0]))
        return _place(document, cluster.latitude, cluster.longitude)
    lat, lon = round(cluster.latitude, 5), round(cluster.longitude, 5)
    point = {"lat": lat, "lon": lon, "n": len(rows)}
    if zoom >= CLOSEST_ZOOM or (len(rows) <= MOST_NAMED and _same_spot(answer, rows)):
        documents = (answer.document(int(row)) for row in rows)
        point["places"] = [_place(document, lat, lon) for document in documents]
    return point


def _same_spot(answer: Answer, rows: np.ndarray) -> bool:
    lat, lon = answer.latitudes[rows], answer.longitudes[rows]
    return bool(np.ptp(lat) < SAME_SPOT_DEGREES and np.ptp(lon) < SAME_SPOT_DEGREES)


def _place(document: SiteDocument, latitude: float, longitude: float) -> dict:
    point = {
        "lat": round(latitude, 5),
        "lon": round(longitude, 5),
        "name": document.name,
        "slug": document.slug,
    }
    if is_approximate(document):
        point["approx"] = True
    return point
