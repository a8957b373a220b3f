"""What the counts of searches say over a period, for the coordinator.

Nothing that happened on fewer than LEAST_DAYS different days is said.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.db.models import Count, Q, QuerySet, Sum

from ...directory import facets
from ...directory.demand import MOST_RESULTS
from ...directory.search import COMMUNE, MOMENT, RADIUS, TEXT, ZONE_BOX
from ...models import District, Label, Need, SearchCount, UnknownText
from ...vocabulary import KIND_LABELS, LANGUAGE_LABELS, PLAIN_CATEGORY
from ..filters import OPENING_LABELS, YES_LABELS

LEAST_DAYS = 3
MOST_TEXTS = 200
NO_NEED = "Sans besoin précis"
NOBODY = "personne ne le propose"
WHERE_AND_WHEN = {
    TEXT: "un mot cherché dans les fiches",
    COMMUNE: "la commune",
    RADIUS: "la distance",
    ZONE_BOX: "la zone de la carte",
    MOMENT: "l’heure",
}
COLUMNS = (
    *("besoin", "type de lieu", "quartier", "lieux trouvés", "pourquoi aucun lieu"),
    *("rien de compris", "compte dans le total", "recherches", "jours"),
)


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


class SearchesReport:
    """The searches made from a Paris day on. A fixed number of queries, whatever was searched."""

    def __init__(self, since: date):
        self._since = since
        self._counts = SearchCount.objects.since(since)

    @cached_property
    def totals(self) -> list[Share]:
        """How many searches, how many without a place, how many not understood."""
        kinds = {
            "Recherches": Q(),
            "Sans aucun lieu": Q(results=0),
            "Pas comprises": Q(nothing_understood=True),
        }
        asked = {}
        for at, kind in enumerate(kinds.values()):
            asked[f"total{at}"] = Sum("count", filter=kind)
            asked[f"days{at}"] = Count("day", distinct=True, filter=kind)
        found = self._counts.filter(is_extra=False).aggregate(**asked)
        shown = [at for at in range(len(kinds)) if found[f"days{at}"] >= LEAST_DAYS]
        return [Share(list(kinds)[at], found[f"total{at}"]) for at in shown]

    @cached_property
    def without_place(self) -> list[Gap]:
        """What was asked and found nowhere, by quartier and by what left no place."""
        empty = self._counts.filter(results=0, nothing_understood=False)
        districts = self._shares(empty, "district", self._district)
        causes = self._shares(empty, "emptied_by", self.cause)
        return [
            Gap(self._label(row), row["total"], row["days"], districts[key], causes[key])
            for key, row in _by_subject(empty)
        ]

    @cached_property
    def with_few_places(self) -> list[Gap]:
        """Needs found in one or two places only, by quartier. A place looked for by its name, or
        by its type, is found as it should."""
        few = self._counts.filter(results__range=(1, MOST_RESULTS - 1)).exclude(need="")
        districts = self._shares(few, "district", self._district)
        return [
            Gap(self._label(row), row["total"], row["days"], districts[key])
            for key, row in _by_subject(few)
        ]

    @cached_property
    def texts(self) -> list[UnknownText]:
        """Unknown texts, with `typed_days` and `typed_times` in the period."""
        typed = UnknownText.objects.shown().with_days(self._since)
        often = typed.filter(typed_days__gte=LEAST_DAYS)
        return list(often.order_by("-typed_days", "-typed_times", "text")[:MOST_TEXTS])

    @cached_property
    def hidden_texts(self) -> list[UnknownText]:
        return list(UnknownText.objects.hidden().order_by("text"))

    def rows(self) -> Iterator[list]:
        """The counts as a table, in the order of COLUMNS, without its header."""
        fields = [name for name in SearchCount.KEY if name != "day"]
        for row in self._counts.summed(*fields).filter(days__gte=LEAST_DAYS):
            yield [
                self._names[facets.NEED].get(row["need"], row["need"]),
                KIND_LABELS.get(row["kind"], row["kind"]),
                self._district(row["district"]),
                "3 ou plus" if row["results"] == MOST_RESULTS else row["results"],
                "" if row["results"] else self.cause(row["emptied_by"]),
                "oui" if row["nothing_understood"] else "non",
                "non" if row["is_extra"] else "oui",
                row["total"],
                row["days"],
            ]

    def cause(self, emptied_by: str) -> str:
        """« gratuit:1 ouvert:soir » → « Gratuit » + « Le soir, après 18 h »."""
        return " + ".join(self._choice(code) for code in emptied_by.split()) or NOBODY

    def _choice(self, code: str) -> str:
        group, _, value = code.partition(":")
        if group in WHERE_AND_WHEN:
            return WHERE_AND_WHEN[group]
        name = YES_LABELS.get(group) or self._names.get(group, {}).get(value, value)
        return f"« {name} »"

    @cached_property
    def _names(self) -> dict[str, dict[str, str]]:
        return {
            facets.NEED: dict(Need.objects.values_list("code", "name")),
            facets.DISTRICT: dict(District.objects.values_list("slug", "name")),
            facets.LABEL: dict(Label.objects.values_list("code", "name")),
            facets.KIND: KIND_LABELS,
            facets.LANGUAGE: LANGUAGE_LABELS,
            facets.OPENING: OPENING_LABELS,
            facets.CATEGORY: {category.value: name for category, name in PLAIN_CATEGORY.items()},
        }

    def _label(self, row: dict) -> str:
        need, kind = row["need"], row["kind"]
        if need:
            return self._names[facets.NEED].get(need, need)
        return KIND_LABELS.get(kind, kind) or NO_NEED

    def _district(self, slug: str) -> str:
        return self._names[facets.DISTRICT].get(slug, slug)

    @staticmethod
    def _shares(counts: QuerySet, name: str, label) -> defaultdict[tuple, list[Share]]:
        """(need, kind) → its searches by value of `name`."""
        shares = defaultdict(list)
        for row in counts.summed("need", "kind", name).filter(days__gte=LEAST_DAYS):
            if row[name] or name != "district":
                key = row["need"], row["kind"]
                shares[key].append(Share(label(row[name]), row["total"]))
        return shares


def _by_subject(counts: QuerySet) -> Iterator[tuple[tuple, dict]]:
    for row in counts.summed("need", "kind").filter(days__gte=LEAST_DAYS):
        yield (row["need"], row["kind"]), row
