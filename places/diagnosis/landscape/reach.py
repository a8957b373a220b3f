"""Which quartiers have each need within a quarter of an hour on foot, at an hour when it is open.

A quartier stands for the residents around its centre: where people live is not known.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from ... import geo
from ...press.document import SiteDocument
from ...vocabulary import Precision
from ..ordinary import DAY_MIN, KEPT, WEEKS, open_together, weeks_open_at
from .figures import Column, Figure, Row, Section, Table
from .reading import Places, asking, in_table, is_paused, some

WALK_MIN = 15
MOMENTS = {  # minutes of the week, from Monday at midnight
    "Mardi 10 h": 1 * DAY_MIN + 10 * 60,
    "Mercredi 15 h": 2 * DAY_MIN + 15 * 60,
    "Jeudi 18 h 30": 3 * DAY_MIN + 18 * 60 + 30,
    "Samedi 10 h": 5 * DAY_MIN + 10 * 60,
}
LOCATED = (Precision.EXACT, Precision.STREET)
METHOD = (
    f"Un besoin est à {WALK_MIN} minutes à pied d’un quartier quand un lieu dont la fiche dit "
    f"qu’il y répond est à {WALK_MIN} minutes au plus du centre du quartier, à 4,5 km/h, la "
    "distance à vol d’oiseau étant augmentée de 30 % pour les détours des rues. Le lieu doit "
    "être ouvert à ce moment au moins deux des quatre semaines ordinaires, à ses horaires ou à "
    "ceux du service. Les lieux fermés pour un temps, et ceux que l’on ne sait situer ni à "
    "l’adresse ni à la rue, ne comptent pas. Les habitants loin du centre de leur quartier "
    "marchent plus ou moins longtemps."
)


class _Reach(NamedTuple):
    """bool arrays: the quartiers that reach the need, at any time and at each moment."""

    near: np.ndarray  # (places, quartiers) of the places that serve it
    moments: np.ndarray  # (places, 1 + moments): open at some time, open at each

    def quartiers(self, moment: int) -> int:
        return int(self.near[self.moments[:, moment]].any(axis=0).sum())

    @property
    def places(self) -> int:
        return int((self.near.any(axis=1) & self.moments[:, 0]).sum())


def reach(places: Places) -> tuple[Section, tuple[Figure, ...]]:
    quartiers = [one for one in places.quartiers if one.latitude is not None]
    found = dict(_reaches(places, quartiers))
    covered = sum(one.quartiers(0) for one in found.values())
    pairs = len(found) * len(quartiers)
    figure = Figure.share(
        "a-pied",
        f"Besoins à {WALK_MIN} minutes à pied",
        covered,
        pairs,
        f"Un lieu ouvert à un moment de la semaine, à {WALK_MIN} minutes à pied au plus du centre "
        "du quartier. Sur toutes les paires d’un besoin et d’un quartier au centre connu.",
        in_table("a-pied"),
    )
    said = (
        f"{covered} fois sur {pairs}, un besoin trouve sa réponse à {WALK_MIN} minutes à pied du "
        "centre d’un quartier, à un moment de la semaine."
    )
    table = _table(places, len(quartiers), found)
    return Section("a-pied", f"Que trouve-t-on à {WALK_MIN} minutes à pied ?", (table,), said), (
        figure,
    )


def _table(places: Places, quartiers: int, found: dict[str, _Reach]) -> Table:
    rows = []
    for need in places.directory.lists.needs:
        one = found[need.code]
        counts = [one.quartiers(moment) for moment in range(1 + len(MOMENTS))]
        share = round(100 * counts[0] / quartiers, 1) if quartiers else None
        cells = (share, *counts, one.places)
        rows.append(Row(need.name, cells, asking("besoin", need.code)))
    unknown = len(places.quartiers) - quartiers
    return Table(
        "a-pied",
        f"Quartiers à {WALK_MIN} minutes à pied d’une réponse, par besoin",
        "Besoin",
        (
            Column("Part des quartiers", "Un lieu ouvert à un moment de la semaine.", "%"),
            Column("Quartiers", "Un lieu ouvert à un moment de la semaine."),
            *(Column(moment, "Quartiers qui ont un lieu ouvert alors.") for moment in MOMENTS),
            Column("Lieux", f"Lieux à {WALK_MIN} minutes du centre d’un quartier au moins."),
        ),
        tuple(rows),
        METHOD,
        f"Sur {some(quartiers, 'quartier')} au centre connu. Centre inconnu : {unknown}. Lieux "
        f"assez bien situés pour compter : {sum(_counts(one) for one in places.documents)}, "
        f"sur {len(places)}.",
        chart=0,
    )


def _reaches(places: Places, quartiers: list) -> Iterator[tuple[str, _Reach]]:
    counted = [
        (row, document)
        for row, document in zip(places.rows, places.documents, strict=True)
        if _counts(document)
    ]
    near = _near(places, [row for row, _ in counted], quartiers)
    serving: dict[str, list[tuple[int, tuple]]] = {}
    for at in np.flatnonzero(near.any(axis=1)).tolist():
        for need, moments in _moments_by_need(counted[at][1]).items():
            serving.setdefault(need, []).append((at, moments))
    for need in places.directory.lists.needs:
        found = serving.get(need.code, [])
        moments = np.array([when for _, when in found], dtype=bool)
        rows = np.array([at for at, _ in found], dtype=int)
        yield need.code, _Reach(near[rows], moments.reshape(len(found), 1 + len(MOMENTS)))


def _counts(document: SiteDocument) -> bool:
    """Open, and known at its address or its street."""
    located = document.latitude is not None and document.precision in LOCATED
    return located and not is_paused(document)


def _near(places: Places, rows: list[int], quartiers: list) -> np.ndarray:
    """bool (places, quartiers): a walk of WALK_MIN at most."""
    vectors = places.directory.vectors[:, rows]
    centres = [geo.Position(one.latitude, one.longitude) for one in quartiers]
    columns = [geo.within_walk(geo.distances_m(vectors, here), WALK_MIN) for here in centres]
    return np.stack(columns, axis=1) if columns else np.zeros((len(rows), 0), dtype=bool)


def _moments_by_need(document: SiteDocument) -> dict[str, tuple]:
    """When each need that the place says it serves is served: at some time, at each moment."""
    found: dict[str, tuple] = {}
    for service in document.services:
        moments = _moments(document.hours, service.hours)
        for need in service.needs:
            before = found.get(need, (False,) * len(moments))
            found[need] = tuple(a or b for a, b in zip(before, moments, strict=True))
    return found


@lru_cache(maxsize=KEPT)
def _moments(place: str, service: str) -> tuple[bool, ...]:
    """Of a service that has its own hours, within those of its place when they are known."""
    texts = tuple(text for text in (place, service) if text)
    if not texts or not open_together(texts):
        return (False,) * (1 + len(MOMENTS))
    often = WEEKS // 2
    return True, *(weeks_open_at(texts, minute) >= often for minute in MOMENTS.values())
