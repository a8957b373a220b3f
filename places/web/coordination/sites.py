"""The coordinator's list of all listings, drafts and archives included."""

from datetime import timedelta

import django_filters
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_safe

from ...models import District, ErrorReport, Site
from ...vocabulary import Publication, SiteStatus
from .access import needs
from .searched import page_searched

PAGE_SIZE = 50
AGES = [("6", "6 mois"), ("12", "12 mois"), ("24", "2 ans")]
DAYS_A_MONTH = 30.44


class SiteFilter(django_filters.FilterSet):
    name = django_filters.CharFilter(lookup_expr="icontains", label="Nom")
    commune = django_filters.CharFilter(lookup_expr="icontains", label="Commune")
    district = django_filters.ModelChoiceFilter(
        queryset=District.objects.all(), label="Quartier", empty_label="Tous"
    )
    publication = django_filters.ChoiceFilter(
        choices=Publication.choices, label="Publication", empty_label="Toutes"
    )
    status = django_filters.ChoiceFilter(
        choices=SiteStatus.choices, label="État", empty_label="Tous"
    )
    stale = django_filters.ChoiceFilter(
        choices=AGES, label="Non confirmé depuis", empty_label="Peu importe", method="not_since"
    )

    class Meta:
        model = Site
        fields: list[str] = []

    def not_since(self, queryset, name: str, months: str):
        limit = timezone.now() - timedelta(days=int(months) * DAYS_A_MONTH)
        return queryset.exclude(confirmed_at__gte=limit)


@require_safe
@needs("places.view_site")
def sites(request: HttpRequest) -> HttpResponse:
    listing = Site.objects.select_related("district", "source").order_by("name")
    found = SiteFilter(request.GET, queryset=listing)
    number = request.GET.get("page")
    if request.GET.get("name") or request.GET.get("commune"):
        rows = page_searched(found.qs, listing, number, PAGE_SIZE)
    else:
        rows = Paginator(found.qs, PAGE_SIZE).get_page(number)
    context = {
        "filter": found,
        "rows": rows,
        "reports": ErrorReport.objects.filter(handled_at=None).select_related("site")[:20],
    }
    return render(request, "places/coordination/sites.html", context)


routes = [path("lieux/", sites, name="coordination-sites")]
