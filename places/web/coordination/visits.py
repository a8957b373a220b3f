"""« Comptages »: month by month, which places counted and which did not; noting for them."""

from collections.abc import Iterator
from datetime import date

from django import forms
from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods, require_safe

from ...actions.labels import paris_today
from ...actions.recording import Author
from ...diagnosis.visits import Month, by_month, months_of
from ...hours.periods import Period, months_back
from ...interop.cells import harmless
from ...interop.visit_rows import COLUMNS
from ...models import Need, Site, VisitCount
from ...models.visit import VISITS
from ...vocabulary import Publication
from .. import wording
from ..visit_form import (
    MONTHS_OFFERED,
    ChooseForm,
    CountPage,
    amounts,
    month_lines,
    period_or_404,
)
from .access import needs
from .listings import PAGE_SIZE
from .spreadsheet import csv_response

MONTHS_IN_FILE = 12
COUNTED, NOT_COUNTED = "oui", "non"


class MonthForm(forms.Form):
    """The month shown: the last whole one unless another is asked."""

    mois = forms.ChoiceField(
        label="Mois",
        required=False,
        error_messages={"invalid_choice": "Choisissez un mois de la liste."},
    )
    montrer = forms.ChoiceField(
        label="Montrer",
        required=False,
        choices=[
            ("", "Tous les lieux"),
            (NOT_COUNTED, "Ceux qui n’ont pas compté"),
            (COUNTED, "Ceux qui ont compté"),
        ],
        error_messages={"invalid_choice": "Choisissez dans la liste."},
    )

    def __init__(self, data, today: date):
        months = list(months_back(today, MONTHS_OFFERED))
        self._last = months[1]
        super().__init__({"mois": Period(months[1]).code, **data.dict()})
        self.fields["mois"].choices = [(Period(one).code, Period(one).words) for one in months]

    @property
    def month(self) -> date:
        asked = self.cleaned_data.get("mois") if self.is_valid() else ""
        return Period.of_code(asked).month if asked else self._last

    @property
    def shown(self) -> str:
        return self.cleaned_data.get("montrer", "") if self.is_valid() else ""


@require_safe
@needs("places.view_visitcount")
def counts(request: HttpRequest) -> HttpResponse:
    form = MonthForm(request.GET, _today())
    month, sites = form.month, Site.objects.shown()
    noted = VisitCount.objects.filter(month=month, site__in=sites)
    has_noted = Exists(VisitCount.objects.filter(month=month, site=OuterRef("pk")))
    shown = sites
    if form.shown:
        shown = sites.filter(has_noted if form.shown == COUNTED else ~has_noted)
    page = Paginator(shown.order_by("name", "pk"), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "month": Period(month),
        "rows": page,
        "lines": list(_lines(page, month)),
        "places": sites.count(),
        **_totals(noted),
    }
    status = 200 if form.is_valid() else 400
    return render(request, "places/coordination/counts.html", context, status=status)


@require_safe
@needs("places.view_visitcount")
def counts_csv(request: HttpRequest) -> HttpResponse:
    """A year of numbers up to the month shown, in the columns that are read back."""
    form = MonthForm(request.GET, _today())
    if not form.is_valid():
        return counts(request)  # says why
    last = form.month
    first = list(months_back(last, MONTHS_IN_FILE))[-1]
    shown = VisitCount.objects.between(first, last).filter(site__in=Site.objects.shown())
    name = f"comptages-{Period(last).code}.csv"
    return csv_response(name, [*COLUMNS, "nom du lieu"], _table(shown))


@require_safe
@needs("places.add_visitcount", "places.change_visitcount")
def counts_of_site(request: HttpRequest, pk: int) -> HttpResponse:
    """Which month or day of a place to note, on its behalf."""
    site, today = _site(pk), _today()
    form = ChooseForm(request.GET, today)
    if form.period:
        return redirect("count", pk, form.period.code)
    lines = month_lines(months_of(site, today), lambda code: reverse("count", args=[pk, code]))
    context = {"site": site, "form": form, "lines": lines}
    status = 400 if form.errors else 200
    return render(request, "places/coordination/counts_of_site.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("places.add_visitcount", "places.change_visitcount")
def count(request: HttpRequest, pk: int, period: str) -> HttpResponse:
    """The numbers of a month or a day, told by telephone."""
    data = request.POST if request.method == "POST" else None
    page = CountPage(_site(pk), period_or_404(period, _today()), data)
    if request.method == "POST" and page.answer(Author.of_user(request.user)):
        messages.success(request, f"C’est noté pour {page.site.name}, {page.period.moment}.")
        month = Period(page.period.month).code
        return redirect(f"{reverse('counts')}?mois={month}")
    context = {
        "site": page.site,
        "page": page,
        "days": [(one.words, reverse("count", args=[pk, one.code])) for one in page.month.days],
        "month_url": reverse("count", args=[pk, Period(page.period.month).code]),
    }
    return render(request, "places/coordination/count.html", context, status=page.status)


def _site(pk: int) -> Site:
    kept = Site.objects.exclude(publication=Publication.ARCHIVED).prefetch_related("services")
    return get_object_or_404(kept, pk=pk)


def _lines(page: Page, month: date) -> Iterator[tuple[Site, str, str]]:
    """(place, what it noted in words, its telephone) of a page. One query more."""
    held = by_month(VisitCount.objects.filter(month=month, site__in=list(page)))
    for site in page:
        told = ", ".join(amounts(held.get((site.pk, month)) or Month(month)))
        yield site, told, wording.phone(site.phone) if site.phone else ""


def _totals(noted: QuerySet[VisitCount]) -> dict[str, object]:
    """`counted`, how many places; `visits` and `helps` in words."""
    found = noted.aggregate(
        counted=Count("site", distinct=True),
        visits=Sum("count", filter=Q(need=VISITS)),
        helps=Sum("count", filter=~Q(need=VISITS)),
    )
    for name in ("visits", "helps"):
        found[name] = "non connu" if found[name] is None else wording.number(found[name])
    return found


def _table(rows: QuerySet[VisitCount]) -> Iterator[list]:
    """A line a number: of a month, or of each of its days."""
    names = dict(Need.objects.values_list("code", "name"))
    ordered = rows.select_related("site").order_by("site__name", "site", "month", "need")
    for row in ordered.iterator():
        need = names.get(row.need, row.need)
        for day, number in row.days.items() or [("", row.count)]:
            on = f"{Period(row.month, int(day)).start:%d/%m/%Y}" if day else ""
            when = ["", on] if day else [f"{row.month:%m/%Y}", ""]
            numbers = [need, "", number] if row.need else ["", number, ""]
            yield [harmless(cell) for cell in (row.site.slug, *when, *numbers, row.site.name)]


def _today() -> date:
    return paris_today()


routes = [
    path("comptages/", counts, name="counts"),
    path("comptages/nombres.csv", counts_csv, name="counts-csv"),
    path("comptages/<int:pk>/", counts_of_site, name="counts-of-site"),
    path("comptages/<int:pk>/<str:period>/", count, name="count"),
]
