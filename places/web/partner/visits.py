"""« Compter » : a partner notes, by link, how many people came and for what, in a minute.

/maj/<pk>/comptage/ asks which month or day; /maj/<pk>/comptage/2026-11/ has the boxes.
"""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods, require_safe

from ...actions.labels import paris_today
from ...diagnosis.visits import months_of
from ...hours.periods import Period
from ...models import Site
from ..visit_form import ChooseForm, CountPage, month_lines, period_or_404
from .session import Partner, partners_only


@require_safe
@partners_only
def choose(request: HttpRequest, partner: Partner, pk: int) -> HttpResponse:
    """Which month, or which day; and what the last months hold."""
    site, today = _site(partner, pk), _today()
    form = ChooseForm(request.GET, today)
    if form.period:
        return redirect("partner-count", pk, form.period.code)
    lines = month_lines(months_of(site, today), lambda code: _url(pk, code))
    context = {"partner": partner, "site": site, "form": form, "lines": lines}
    status = 400 if form.errors else 200
    return render(request, "places/partner/count_choose.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@partners_only
def count(request: HttpRequest, partner: Partner, pk: int, period: str) -> HttpResponse:
    page = _page(request, partner, pk, period)
    if request.method == "POST" and page.answer(partner.author):
        return redirect("partner-count-thanks", pk, period)
    days = [(one.words, _url(pk, one.code)) for one in page.month.days]
    context = {
        "partner": partner,
        "site": page.site,
        "page": page,
        "days": days,
        "month_url": _url(pk, Period(page.period.month).code),
    }
    return render(request, "places/partner/count.html", context, status=page.status)


@require_safe
@partners_only
def thanks(request: HttpRequest, partner: Partner, pk: int, period: str) -> HttpResponse:
    page = _page(request, partner, pk, period)
    context = {"partner": partner, "site": page.site, "page": page}
    return render(request, "places/partner/count_thanks.html", context)


def _site(partner: Partner, pk: int) -> Site:
    return get_object_or_404(partner.sites.prefetch_related("services"), pk=pk)


def _page(request: HttpRequest, partner: Partner, pk: int, code: str) -> CountPage:
    data = request.POST if request.method == "POST" else None
    return CountPage(_site(partner, pk), period_or_404(code, _today()), data)


def _url(pk: int, code: str) -> str:
    return reverse("partner-count", args=[pk, code])


def _today() -> date:
    return paris_today()


routes = [
    path("<int:pk>/comptage/", choose, name="partner-counts"),
    path("<int:pk>/comptage/<str:period>/", count, name="partner-count"),
    path("<int:pk>/comptage/<str:period>/merci/", thanks, name="partner-count-thanks"),
]
