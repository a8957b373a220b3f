"""« Fréquentation »: what places counted of their own work, over the last whole months.

A place that did not count is unknown, not zero: how many counted stands beside every number.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Count, Q, QuerySet, Sum

from ...hours.clocks import capitalise
from ...hours.periods import month_words, months_back
from ...models import Site, VisitCount
from ...models.visit import VISITS
from ...text import normalise
from .figures import Column, Figure, Listing, Row, Section, Table
from .reading import Places, in_table, some
from .suppression import FEWEST, suppressed

MONTHS = 12
COUNTED = (
    f"Chaque lieu compte lui-même, par mois ou par jour. Les {MONTHS} derniers mois entiers. Un "
    "lieu qui n’a pas compté n’est pas à zéro : on ne sait pas, et il n’est pas ajouté."
)
SMALL = f"De 1 à {FEWEST - 1}, le nombre n’est pas donné."
VISIT = "Une visite est une personne venue. Qui vient deux fois compte deux fois."
HELP = "Une aide est une personne accompagnée pour un besoin. Deux besoins comptent deux fois."
_WHO = "Lieux qui ont donné ce nombre."
_COLUMNS = (
    *(Column("Visites", VISIT), Column("Lieux qui ont compté les visites", _WHO)),
    *(Column("Aides", HELP), Column("Lieux qui ont compté les aides", _WHO)),
)


@dataclass(frozen=True)
class Counted:
    """Sums of some counts, None when nobody counted, and how many places counted each."""

    visits: int | None = None
    visits_by: int = 0
    helps: int | None = None
    helps_by: int = 0

    @property
    def cells(self) -> tuple[int | str | None, ...]:
        return (suppressed(self.visits), self.visits_by, suppressed(self.helps), self.helps_by)


class Visits:
    """Three queries, for the places shown on the site, on a Paris day."""

    def __init__(self, places: Places, today: date):
        self.places = places
        self.months = list(months_back(today, MONTHS + 1))[:0:-1]  # this one is not over

    def _rows(self) -> QuerySet[VisitCount]:
        rows = VisitCount.objects.between(self.months[0], self.months[-1])
        return rows.filter(site__in=Site.objects.shown()).order_by()

    @cached_property
    def by_site(self) -> dict[int, Counted]:
        rows = (
            self._rows()
            .values("site")
            .annotate(
                visits=Sum("count", filter=Q(need=VISITS)),
                helps=Sum("count", filter=~Q(need=VISITS)),
            )
        )
        return {
            row["site"]: Counted(
                row["visits"],
                int(row["visits"] is not None),
                row["helps"],
                int(row["helps"] is not None),
            )
            for row in rows
        }

    @cached_property
    def by_month(self) -> dict[date, Counted]:
        is_visit = Q(need=VISITS)
        rows = (
            self._rows()
            .values("month")
            .annotate(
                visits=Sum("count", filter=is_visit),
                visits_by=Count("site", distinct=True, filter=is_visit),
                helps=Sum("count", filter=~is_visit),
                helps_by=Count("site", distinct=True, filter=~is_visit),
            )
        )
        return {row.pop("month"): Counted(**row) for row in rows}

    @cached_property
    def by_need(self) -> dict[str, Counted]:
        rows = self._rows().helps().values("need")
        rows = rows.annotate(helps=Sum("count"), helps_by=Count("site", distinct=True))
        return {row.pop("need"): Counted(**row) for row in rows}

    def of(self, ids: Iterable[int]) -> Counted:
        """All the counts of some places together."""
        held = [self.by_site[one] for one in ids if one in self.by_site]
        visits = [one.visits for one in held if one.visits is not None]
        helps = [one.helps for one in held if one.helps is not None]
        return Counted(
            sum(visits) if visits else None,
            len(visits),
            sum(helps) if helps else None,
            len(helps),
        )

    @property
    def counting(self) -> int:
        """How many places counted something."""
        return len(self.by_site)

    @property
    def denominator(self) -> str:
        """« 3 lieux sur 44 ont compté. »"""
        verb = "a" if self.counting < 2 else "ont"
        return f"{some(self.counting, 'lieu', 'lieux')} sur {len(self.places)} {verb} compté."


def visits(counted: Visits) -> Section:
    whole = counted.of(counted.by_site)
    told = [
        f"{number:,} {name}".replace(",", "\u00a0")
        for number, name in ((whole.visits, "visites"), (whole.helps, "aides"))
        if number is not None and suppressed(number) == number
    ]
    said = f"{', '.join(told)} en {MONTHS} mois. {counted.denominator}" if told else ""
    tables = (_by_month(counted), _by_need(counted), _by_quartier(counted))
    said = said or f"{counted.denominator} On ne sait pas encore combien de personnes viennent."
    return Section("frequentation", "Combien de personnes viennent ?", tables, said)


def visit_figures(counted: Visits) -> tuple[Figure, ...]:
    whole = counted.of(counted.by_site)
    total = suppressed(whole.visits)
    value = total if isinstance(total, int) else None
    by = some(whole.visits_by, "lieu", "lieux")
    told = f"Selon {by} sur {len(counted.places)}."
    return (
        Figure(
            "visites",
            f"Visites en {MONTHS} mois",
            value,
            value or 0,
            value or 0,
            f"{VISIT} {COUNTED} {told} {SMALL}",
            in_table("visites-par-mois"),
        ),
        Figure.share(
            "comptent",
            "Lieux qui comptent leurs visites ou leurs aides",
            counted.counting,
            len(counted.places),
            f"Lieux qui ont compté au moins un mois. {COUNTED} Sur tous les lieux.",
            Listing(route="counts", is_public=False),
        ),
    )


def _by_month(counted: Visits) -> Table:
    rows = [
        Row(capitalise(month_words(month)), counted.by_month.get(month, Counted()).cells)
        for month in counted.months
    ]
    return Table(
        "visites-par-mois",
        "Visites et aides par mois",
        "Mois",
        _COLUMNS,
        tuple(rows),
        f"{VISIT} {HELP} {COUNTED} {SMALL}",
        counted.denominator,
        chart=0,
    )


def _by_need(counted: Visits) -> Table:
    names = {need.code: need.name for need in counted.places.directory.lists.needs}
    held = sorted(
        counted.by_need.items(),
        key=lambda item: (-item[1].helps, normalise(names.get(item[0], item[0]))),
    )
    rows = [Row(names.get(code, code), (suppressed(one.helps), one.helps_by)) for code, one in held]
    return Table(
        "aides-par-besoin",
        "Aides par besoin",
        "Besoin",
        _COLUMNS[2:],
        tuple(rows),
        f"{HELP} {COUNTED} {SMALL}",
        counted.denominator,
        chart=0,
    )


def _by_quartier(counted: Visits) -> Table:
    rows = []
    for name, documents, listing in counted.places.quartier_rows:
        cells = counted.of(document.id for document in documents).cells
        rows.append(Row(name, (*cells, len(documents)), listing if documents else None))
    return Table(
        "visites-par-quartier",
        "Visites et aides par quartier du lieu",
        "Quartier",
        (*_COLUMNS, Column("Lieux", "Lieux montrés sur le site.")),
        tuple(rows),
        f"Le quartier est celui du lieu, pas des personnes. {VISIT} {HELP} {COUNTED} {SMALL}",
        counted.denominator,
    )
