"""What the counts of searches say over a period, for the coordinator.

Nothing that happened on fewer than LEAST_DAYS different days is said.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cached_property

from django.db.models import (
    CharField,
    Count,
    F,
    IntegerField,
    Q,
    QuerySet,
    Sum,
    Value,
)
from django.db.models.functions import Cast

from ...diagnosis.searched import LEAST_DAYS, Gap, Share, kind_name, without_place
from ...directory import facets
from ...directory.demand import MOST_RESULTS
from ...directory.search import COMMUNE, MOMENT, RADIUS, TEXT, ZONE_BOX
from ...models import District, Label, Need, SearchCount, UnknownText
from ...vocabulary import KIND_LABELS, LANGUAGE_LABELS, PLAIN_CATEGORY
from ..filters import OPENING_LABELS, YES_LABELS

MOST_TEXTS = 200
WITHOUT, FEW = "without", "few"  # places
SUBJECT, DISTRICT, CAUSE = "subject", "district", "cause"
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

    @property
    def without_place(self) -> list[Gap]:
        """What was asked and found nowhere, by quartier and by what left no place."""
        return self._gaps[WITHOUT]

    @property
    def with_few_places(self) -> list[Gap]:
        """Needs found in one or two places only, by quartier. A place looked for by its name, or
        by its type, is found as it should."""
        return self._gaps[FEW]

    @cached_property
    def _gaps(self) -> dict[str, list[Gap]]:
        """Both lists, in one query."""
        few = self._counts.filter(results__range=(1, MOST_RESULTS - 1)).exclude(need="")
        asked = {
            (WITHOUT, SUBJECT): (without_place(self._counts), Value("")),
            (WITHOUT, DISTRICT): (without_place(self._counts), F("district")),
            (WITHOUT, CAUSE): (without_place(self._counts), F("emptied_by")),
            (FEW, SUBJECT): (few, Value("")),
            (FEW, DISTRICT): (few, F("district")),
        }
        found: defaultdict[tuple, list[tuple]] = defaultdict(list)
        for number, need, kind, share, total, days in _union(asked.values()):
            if days >= LEAST_DAYS:
                found[list(asked)[number]].append((need, kind, share, total, days))
        return {name: list(self._told(name, found)) for name in (WITHOUT, FEW)}

    def _told(self, name: str, found: dict[tuple, list[tuple]]) -> Iterator[Gap]:
        districts = self._shares(found[name, DISTRICT], self._district, skip_empty=True)
        causes = self._shares(found[name, CAUSE], self.cause)
        for need, kind, _, total, days in sorted(found[name, SUBJECT], key=_most_first):
            label = self._names[facets.NEED].get(need, need) if need else kind_name(kind)
            yield Gap(label, total, days, districts[need, kind], causes[need, kind])

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
        """Of all that a count names by its code; one query."""
        named = {facets.NEED: (Need, "code"), facets.DISTRICT: (District, "slug")}
        named[facets.LABEL] = (Label, "code")
        queries = [
            model.objects.order_by()
            .annotate(
                number=Value(number, output_field=IntegerField()),
                said_code=Cast(code, CharField(max_length=100)),
                said_name=Cast("name", CharField(max_length=300)),
            )
            .values_list("number", "said_code", "said_name")
            for number, (model, code) in enumerate(named.values())
        ]
        read: dict[str, dict[str, str]] = {group: {} for group in named}
        for number, code, name in queries[0].union(*queries[1:], all=True):
            read[list(named)[number]][code] = name
        return read | {
            facets.KIND: KIND_LABELS,
            facets.LANGUAGE: LANGUAGE_LABELS,
            facets.OPENING: OPENING_LABELS,
            facets.CATEGORY: {category.value: name for category, name in PLAIN_CATEGORY.items()},
        }

    def _district(self, slug: str) -> str:
        return self._names[facets.DISTRICT].get(slug, slug)

    @staticmethod
    def _shares(
        rows: list[tuple], label: Callable[[str], str], *, skip_empty: bool = False
    ) -> defaultdict[tuple, list[Share]]:
        """(need, kind) → its searches by what else was asked."""
        shares = defaultdict(list)
        for need, kind, share, total, _ in sorted(rows, key=_most_first):
            if share or not skip_empty:
                shares[need, kind].append(Share(label(share), total))
        return shares


def _union(asked: Iterable[tuple[QuerySet, Value | F]]) -> QuerySet:
    """Rows of (number of the query, need, kind, share, total, days)."""
    queries = [
        counts.annotate(
            number=Value(number, output_field=IntegerField()),
            share=Cast(share, CharField(max_length=300)),
        )
        .summed("number", "need", "kind", "share")
        .order_by()
        .values_list("number", "need", "kind", "share", "total", "days")
        for number, (counts, share) in enumerate(asked)
    ]
    return queries[0].union(*queries[1:], all=True)


def _most_first(row: tuple) -> tuple:
    need, kind, share, total, _ = row
    return -total, need, kind, share
