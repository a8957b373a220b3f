"""Labels in force and searches in vain: what the tables of the database add."""

from datetime import date, timedelta

from ...directory.columns import Directory
from .. import network as labelled
from ..searched import LEAST_DAYS, searched_in_vain
from .figures import Column, Figure, Listing, Row, Section, Table
from .reading import asking

SEARCHED_DAYS = 365
LEAST_SEARCHES = 5
SEARCHES = (
    f"Recherches comprises qui n’ont trouvé aucun lieu, sur {SEARCHED_DAYS} jours. Ce qui a été "
    f"cherché moins de {LEAST_SEARCHES} fois, ou moins de {LEAST_DAYS} jours différents, n’est "
    "pas montré. Personne n’est suivi : seuls des nombres par jour sont gardés."
)
_NETWORK = Listing(route="network", is_public=False)  # each labelled place, and what it lacks
IN_FORCE = "Un label est en vigueur quand il a été attribué, et qu’il n’est ni fini ni retiré."


def labels(directory: Directory, today: date) -> tuple[Section, tuple[Figure, ...]]:
    """Four queries. Labels that nobody holds are told too: nobody is « 0 », not silence."""
    networks = labelled.networks(directory, today)
    rows = []
    for one in networks:
        welcoming = len(one.welcoming)
        share = round(100 * welcoming / one.total, 1) if one.total else None
        listing = asking("label", one.label.code) if one.total else None
        cells = (one.total, welcoming, share)
        rows.append(Row(one.label.name, cells, listing, (None, _NETWORK, None)))
    held, welcoming = (sum(row.cells[at] for row in rows) for at in (0, 1))
    table = Table(
        "labels",
        "Labels en vigueur",
        "Label",
        (
            Column("Lieux", IN_FORCE),
            Column("Accueillent vraiment", labelled.RULE),
            Column("Part", "Sur les lieux qui ont le label.", "%"),
        ),
        tuple(rows),
        f"{IN_FORCE} {labelled.RULE}",
        "Un lieu qui a deux labels compte dans chacun.",
        chart=0,
    )
    figure = Figure.share(
        "accueillent",
        "Lieux labellisés qui accueillent vraiment",
        welcoming,
        held,
        f"{labelled.RULE} Sur les labels en vigueur.",
        _NETWORK,
    )
    said = f"Labels en vigueur : {held}. Dans un lieu qui accueille vraiment : {welcoming}."
    return Section("labels", "Quels labels, et que valent-ils ?", (table,), said), (figure,)


def searches(today: date) -> Section:
    """One query."""
    found = searched_in_vain(today - timedelta(days=SEARCHED_DAYS - 1))
    shown = [gap for gap in found if gap.total >= LEAST_SEARCHES]
    table = Table(
        "recherches",
        "Cherché, et aucun lieu",
        "Besoin ou type de lieu",
        (Column("Recherches"), Column("Jours", "Jours différents où cela a été cherché.")),
        tuple(Row(gap.label, (gap.total, gap.days)) for gap in shown),
        SEARCHES,
        f"{SEARCHED_DAYS} derniers jours. Demandes montrées : {len(shown)}, sur {len(found)} "
        f"cherchées {LEAST_DAYS} jours ou plus.",
        Listing((("jours", str(SEARCHED_DAYS)),), "searches", is_public=False),
        chart=0,
    )
    said = (
        f"Demandes qui reviennent sans réponse : {len(shown)}."
        if shown
        else "Aucune demande sans réponse ne revient assez souvent pour être montrée."
    )
    return Section("recherches", "Que cherche-t-on sans trouver ?", (table,), said)
