"""How fresh and how whole the listings are."""

from datetime import date

import numpy as np

from ...directory.columns import DAYS_A_MONTH, NEVER
from ...vocabulary import Problem
from ..quality import quality
from .figures import Column, Figure, Listing, Row, Section, Table
from .reading import Places, in_table

_EPOCH = date(1970, 1, 1).toordinal()
MONTHS = (6, 12)
CONFIRMED = (
    "Une fiche est confirmée le jour où le lieu, ou la coordination, dit qu’elle est juste. Un "
    "mois compte 30,44 jours."
)
TO_COMPLETE = (
    "Ce qui manque à une fiche, ou ne peut pas être vrai, relevé chaque jour par le site. Une "
    "fiche peut avoir plusieurs défauts."
)


def state(places: Places, today: date) -> Section:
    six, twelve, older, never = _ages(places, today)
    said = (
        f"Fiches confirmées depuis moins de 6 mois : {six} sur {len(places)}. "
        f"Jamais confirmées : {never}."
    )
    tables = (_freshness(places, (six, twelve, older, never)), _completeness(places, today))
    return Section("fiches", "Peut-on se fier aux fiches ?", tables, said)


def state_figures(places: Places, today: date) -> tuple[Figure, ...]:
    found = quality(places.directory, today)
    return (
        Figure.share(
            "confirmees",
            "Fiches confirmées depuis moins de 6 mois",
            _ages(places, today)[0],
            len(places),
            f"{CONFIRMED} Sur tous les lieux.",
            in_table("fraicheur"),
        ),
        Figure.share(
            "completes",
            "Fiches sans défaut",
            len(places) - len(found.rows()),
            len(places),
            f"Fiches sans aucun défaut. {TO_COMPLETE} Sur tous les lieux.",
            Listing(route="to-complete", is_public=False),
        ),
    )


def _ages(places: Places, today: date) -> tuple[int, int, int, int]:
    """Listings confirmed less than 6 months ago, 6 to 12, more than 12, never."""
    confirmed = places.directory.confirmed[list(places.rows)]
    now = today.toordinal() - _EPOCH
    six, twelve = (confirmed >= now - months * DAYS_A_MONTH for months in MONTHS)
    never = confirmed == NEVER
    counts = (six, twelve & ~six, ~twelve & ~never, never)
    return tuple(int(np.count_nonzero(one)) for one in counts)


def _freshness(places: Places, ages: tuple[int, ...]) -> Table:
    names = ("Moins de 6 mois", "De 6 à 12 mois", "Plus de 12 mois", "Jamais confirmée")
    total = len(places)
    rows = [
        Row(name, (number, round(100 * number / total, 1) if total else None))
        for name, number in zip(names, ages, strict=True)
    ]
    return Table(
        "fraicheur",
        "Fiches par âge de la dernière confirmation",
        "Dernière confirmation",
        (Column("Fiches"), Column("Part", "Sur tous les lieux.", "%")),
        tuple(rows),
        CONFIRMED,
        places.out_of,
        Listing(route="to-confirm", is_public=False),
        chart=0,
    )


def _completeness(places: Places, today: date) -> Table:
    found = quality(places.directory, today)
    rows = [
        Row(
            problem.label,
            (found.count(problem),),
            Listing((("manque", problem.value),), "to-complete", is_public=False),
        )
        for problem in Problem
    ]
    whole = len(places) - len(found.rows())
    return Table(
        "completude",
        "Défauts des fiches",
        "Défaut",
        (Column("Fiches"),),
        (*rows, Row("Aucun défaut", (whole,))),
        TO_COMPLETE,
        places.out_of,
        Listing(route="to-complete", is_public=False),
        chart=0,
    )
