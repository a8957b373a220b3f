"""When places are open in an ordinary week, by quartier."""

from functools import lru_cache
from typing import NamedTuple

import numpy as np

from ...press.document import SiteDocument
from ..ordinary import DAY_MIN, KEPT, WEEK_MIN, WEEKS, spans
from .figures import Column, Figure, Row, Section, Table
from .reading import Places, in_table, is_paused

EVENING = 18 * 60
SATURDAY = 5
METHOD = (
    "Horaires d’une semaine ordinaire : moyenne de quatre semaines sans jour férié ni fermeture "
    "exceptionnelle. Un lieu fermé pour un temps, ou dont les horaires sont absents ou "
    "illisibles, ne compte pas. Ouvrir sur rendez-vous seulement ne compte pas."
)


class Opened(NamedTuple):
    """Minutes a week, on average of the four weeks."""

    whole: float
    evening: float
    saturday: float


def opened(document: SiteDocument) -> Opened | None:
    """Of a place in an ordinary week; None when nobody can tell."""
    return None if is_paused(document) else _opened(document.hours)


@lru_cache(maxsize=KEPT)
def _opened(hours: str) -> Opened | None:
    found = spans(hours)
    if found is None:
        return None
    days = [
        (max(start, midnight), min(end, midnight + DAY_MIN), midnight)
        for start, end in found
        for midnight in range(start - start % DAY_MIN, end, DAY_MIN)
    ]
    whole = sum(end - start for start, end, _ in days)
    evening = sum(max(0, end - max(start, day + EVENING)) for start, end, day in days)
    saturday = sum(end - start for start, end, day in days if day % WEEK_MIN == SATURDAY * DAY_MIN)
    return Opened(whole / WEEKS, evening / WEEKS, saturday / WEEKS)


def hours(places: Places) -> Section:
    known = [one for document in places.documents if (one := opened(document))]
    evening = sum(one.evening > 0 for one in known)
    saturday = sum(one.saturday > 0 for one in known)
    said = (
        f"Lieux aux horaires connus : {len(known)} sur {len(places)}. "
        f"Ouverts après 18 h : {evening}. Ouverts le samedi : {saturday}."
    )
    return Section("horaires", "Quand est-ce ouvert ?", (_by_quartier(places),), said)


def hour_figures(places: Places) -> tuple[Figure, ...]:
    known = [one for document in places.documents if (one := opened(document))]
    listing = in_table("horaires-quartiers")
    of = f"{METHOD} Sur les lieux aux horaires lisibles."
    return (
        Figure.share(
            "horaires-connus",
            "Lieux aux horaires connus",
            len(known),
            len(places),
            "Lieux ouverts dont les horaires sont lisibles, sur tous les lieux.",
            listing,
        ),
        Figure.share(
            "soir",
            "Ouverts le soir",
            sum(one.evening > 0 for one in known),
            len(known),
            f"Ouverts après 18 h, un jour au moins. {of}",
            listing,
        ),
        Figure.share(
            "samedi",
            "Ouverts le samedi",
            sum(one.saturday > 0 for one in known),
            len(known),
            f"Ouverts à un moment du samedi. {of}",
            listing,
        ),
    )


def _by_quartier(places: Places) -> Table:
    rows = [Row(name, _cells(held), listing) for name, held, listing in places.quartier_rows]
    total = Row("Ensemble", _cells(places.documents), is_total=True)
    return Table(
        "horaires-quartiers",
        "Heures d’ouverture par semaine, par quartier",
        "Quartier",
        (
            Column("Lieux", "Tous les lieux du quartier."),
            Column("Horaires connus", "Lieux dont les horaires comptent ici."),
            Column("Heures, en tout", "Somme des heures de tous ces lieux.", "h"),
            Column("Heures avec un lieu ouvert", "Un lieu au moins est ouvert.", "h"),
            Column("Heures après 18 h", "Somme des heures de tous ces lieux.", "h"),
            Column("Lieux ouverts après 18 h", "Un jour au moins."),
            Column("Heures le samedi", "Somme des heures de tous ces lieux.", "h"),
            Column("Lieux ouverts le samedi"),
        ),
        (*rows, total),
        METHOD,
        places.out_of,
        chart=3,
    )


def _cells(documents: list[SiteDocument]) -> tuple:
    known = [(document.hours, one) for document in documents if (one := opened(document))]
    sums = [sum(part) / 60 for part in zip(*(one for _, one in known), strict=True)] or [0, 0, 0]
    whole, evening, saturday = (round(hours, 1) for hours in sums)
    return (
        len(documents),
        len(known),
        whole,
        round(_with_one_open({hours for hours, _ in known}), 1),
        evening,
        sum(one.evening > 0 for _, one in known),
        saturday,
        sum(one.saturday > 0 for _, one in known),
    )


def _with_one_open(texts: set[str]) -> float:
    """Hours a week when one of these hours at least is open."""
    open_minutes = np.zeros(WEEKS * WEEK_MIN, dtype=bool)
    for hours in texts:
        for start, end in spans(hours) or ():
            open_minutes[start:end] = True
    return float(open_minutes.sum()) / 60 / WEEKS
