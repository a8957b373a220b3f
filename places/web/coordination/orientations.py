"""The orientations that the état des lieux counts, one a line: nothing of the persons, by days."""

from collections.abc import Iterator
from datetime import date

import django_filters
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_safe

from ...diagnosis.landscape.orientations import NO_NEED, NO_QUARTIER, NONE
from ...diagnosis.oriented import (
    DESK_LABELS,
    NO_DESK,
    NOWHERE,
    Period,
    month_name,
    months_before,
)
from ...models import District, Need, Orientation
from ...vocabulary import NothingSuitable, OrientationConstraint, OrientationOutcome
from .access import needs
from .listings import PAGE_SIZE, paris_day
from .spreadsheet import csv_response

OLDEST_MONTHS = 24
COLUMNS = (
    *("jour", "guichet", "besoins", "quartier", "contraintes"),
    *("résultat", "lieu donné", "pourquoi rien"),
)
_CONSTRAINTS = dict(OrientationConstraint.choices)
_INVALID = {"invalid_choice": "Choisissez dans la liste."}


def _choice(label: str, choices, method: str = "", **options) -> django_filters.ChoiceFilter:
    told = {"choices": choices, "label": label, "error_messages": _INVALID} | options
    return django_filters.ChoiceFilter(empty_label="Peu importe", method=method or None, **told)


class OrientationFilter(django_filters.FilterSet):
    """`names`: how needs and quartiers are called, by code."""

    besoin = _choice("Besoin", (), "asking")
    quartier = _choice("Quartier", (), "in_district")
    resultat = _choice("Résultat", OrientationOutcome.choices, field_name="outcome")
    raison = _choice("Pourquoi rien", NothingSuitable.choices, field_name="reason")
    guichet = _choice("Guichet dans", list(DESK_LABELS.items()), "at_desk")
    mois = django_filters.ChoiceFilter(label="Mois", method="during", error_messages=_INVALID)

    class Meta:
        model = Orientation
        fields: list[str] = []

    def __init__(self, data, today: date, names: "Names"):
        super().__init__(data, queryset=Orientation.objects.all())
        self.today = today
        self.filters["besoin"].extra["choices"] = [*names.needs.items(), (NONE, NO_NEED)]
        self.filters["quartier"].extra["choices"] = [*names.districts.items(), (NONE, NO_QUARTIER)]
        months = [months_before(today.replace(day=1), ago) for ago in range(OLDEST_MONTHS)]
        self.filters["mois"].extra |= {
            "choices": [(f"{month:%Y-%m}", month_name(month)) for month in months],
            "empty_label": "Les 12 mois de l’état des lieux",
        }

    @property
    def period(self) -> Period:
        """The month asked, or those that the état des lieux counts."""
        asked = self.form.cleaned_data.get("mois") if self.form.is_valid() else ""
        if not asked:
            return Period.before(self.today)
        return Period.of_month(date.fromisoformat(f"{asked}-01"))

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        found = super().filter_queryset(queryset).on_days(*self.period)
        return found.select_related("desk", "chosen")

    def during(self, queryset: QuerySet, name: str, month: str) -> QuerySet:
        return queryset  # see `period`

    def asking(self, queryset: QuerySet, name: str, need: str) -> QuerySet:
        return queryset.filter(needs=[]) if need == NONE else queryset.asking(need)

    def in_district(self, queryset: QuerySet, name: str, slug: str) -> QuerySet:
        return queryset.filter(district="" if slug == NONE else slug)

    def at_desk(self, queryset: QuerySet, name: str, desk: str) -> QuerySet:
        if desk == NO_DESK:
            return queryset.filter(desk=None)
        if desk == NOWHERE:
            return queryset.filter(Q(desk__at_site=None) | Q(desk__at_site__kinds=[])).exclude(
                desk=None
            )
        return queryset.filter(desk__at_site__kinds__0=desk)


class Names:
    """How needs and quartiers are called, those no longer used included; two queries."""

    def __init__(self):
        self.needs = dict(Need.objects.order_by("name").values_list("code", "name"))
        self.districts = dict(District.objects.order_by("name").values_list("slug", "name"))

    def line(self, one: Orientation) -> tuple[str, ...]:
        """In the order of COLUMNS."""
        return (
            f"{paris_day(one.at):%d/%m/%Y}",
            one.desk.name if one.desk else "",
            ", ".join(self.needs.get(code, code) for code in one.needs),
            self.districts.get(one.district, one.district),
            ", ".join(_CONSTRAINTS.get(code, code) for code in one.constraints),
            one.get_outcome_display(),
            one.chosen.name if one.chosen else "",
            one.get_reason_display(),
        )


@require_safe
@needs("places.view_orientation")
def orientations(request: HttpRequest) -> HttpResponse:
    found, names = _asked(request)
    rows = Paginator(found.qs, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "filter": found,
        "rows": rows,
        "lines": [names.line(one) for one in rows],
        "period": found.period,
        "asked": request.GET.urlencode(),
    }
    status = 200 if found.is_valid() else 400
    return render(request, "places/coordination/orientations.html", context, status=status)


@require_safe
@needs("places.view_orientation")
def orientations_csv(request: HttpRequest) -> HttpResponse:
    found, names = _asked(request)
    if not found.is_valid():
        return orientations(request)  # says why
    return csv_response(f"orientations-{found.period.last}.csv", COLUMNS, _lines(found, names))


def _asked(request: HttpRequest) -> tuple[OrientationFilter, Names]:
    names = Names()
    return OrientationFilter(request.GET, paris_day(timezone.now()), names), names


def _lines(found: OrientationFilter, names: Names) -> Iterator[tuple[str, ...]]:
    return (names.line(one) for one in found.qs.iterator(chunk_size=1000))


routes = [
    path("orientations/", orientations, name="orientations"),
    path("orientations/liste.csv", orientations_csv, name="orientations-csv"),
]
