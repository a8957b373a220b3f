"""What was searched and found nowhere, from the counts of searches.

Nothing that happened on fewer than LEAST_DAYS different days is said.
"""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import OuterRef, QuerySet, Subquery

from ..models import Need, SearchCount
from ..vocabulary import KIND_LABELS

LEAST_DAYS = 3
NO_NEED = "Sans besoin précis"


@dataclass(frozen=True)
class Share:
    label: str
    total: int  # searches


@dataclass(frozen=True)
class Gap:
    """A need, or a type of place, that was asked without enough places."""

    label: str
    total: int  # searches
    days: int  # different days
    districts: list[Share] = field(default_factory=list)
    causes: list[Share] = field(default_factory=list)


def searched_in_vain(since: date) -> list[Gap]:
    """What was asked and found nowhere from a Paris day on, without its details; one query."""
    name = Need.objects.filter(code=OuterRef("need")).values("name")[:1]
    rows = without_place(SearchCount.objects.since(since)).summed("need", "kind")
    return [
        Gap(row["need_name"] or row["need"] or kind_name(row["kind"]), row["total"], row["days"])
        for row in rows.annotate(need_name=Subquery(name))
        if row["days"] >= LEAST_DAYS
    ]


def without_place(counts: QuerySet) -> QuerySet:
    """The searches understood that found no place."""
    return counts.filter(results=0, nothing_understood=False)


def kind_name(kind: str) -> str:
    """How a type of place is called, when no need was asked."""
    return KIND_LABELS.get(kind, kind) or NO_NEED
