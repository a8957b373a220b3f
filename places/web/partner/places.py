"""What residents see of an association's places, « C’est toujours exact », and thanks."""

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from ...actions.confirm import confirm_sites
from ...directory import load
from ...directory.columns import DAYS_A_MONTH
from ...hours.clocks import monday_of
from ...hours.osm import ZONE
from ...hours.wording import hours_sentence
from ...models import Site
from ...press.document import SiteDocument
from ...press.publish import document_of
from ...vocabulary import Confirmation, Direct, Mobility, SiteStatus
from ..place_page import PlacePage
from .session import Partner, partners_only


@dataclass(frozen=True)
class Shown:
    """A listing as residents see it."""

    site: Site
    now: datetime

    @property
    def page(self) -> PlacePage:
        document: SiteDocument = document_of(self.site)
        return PlacePage(document, load.current().directory, self.now)

    @property
    def hours(self) -> str:
        """« Ouvert du mardi au vendredi de 9 h à 12 h. », or the stops of what roves; "" when
        nothing is known."""
        if Mobility.ITINERANT in self.site.mobility and self.page.document.roves:
            return self.page.hours_sentence
        if not self.site.hours:
            return ""
        return hours_sentence(self.site.hours, monday_of(self.now.astimezone(ZONE).date()))

    @property
    def is_closed(self) -> bool:
        return self.site.status == SiteStatus.CLOSED


@require_safe
@partners_only
def my_places(request: HttpRequest, partner: Partner) -> HttpResponse:
    places = shown_places(partner)
    if len(places) == 1:
        return redirect("partner-place", places[0].site.pk)
    return render(request, "places/partner/places.html", {"partner": partner, "places": places})


@require_safe
@partners_only
def my_place(request: HttpRequest, partner: Partner, pk: int) -> HttpResponse:
    """First what residents see today, then two big buttons."""
    site = get_object_or_404(partner.sites.with_public_parts(), pk=pk)
    direct = partner.actor.direct
    context = {
        "partner": partner,
        "place": Shown(site, timezone.now()),
        "at_once": [one.label for one in Direct if one in direct],
        "waiting": [one.label for one in Direct if one not in direct],
        "others": partner.sites.count() - 1,
    }
    return render(request, "places/partner/place.html", context)


@require_POST
@partners_only
def confirm(request: HttpRequest, partner: Partner, pk: int) -> HttpResponse:
    site = get_object_or_404(partner.sites, pk=pk)
    confirm_sites(partner.author, [site], Confirmation.LINK)
    return redirect("partner-thanks")


@require_safe
@partners_only
def thanks(request: HttpRequest, partner: Partner) -> HttpResponse:
    context = {"partner": partner, "next_day": next_day(timezone.now())}
    return render(request, "places/partner/thanks.html", context)


def confirm_all(partner: Partner) -> int:
    """« Tout est toujours exact »: every listing of the actor; returns how many."""
    return confirm_sites(partner.author, partner.sites, Confirmation.LINK)


def shown_places(partner: Partner) -> list[Shown]:
    now = timezone.now()
    return [Shown(site, now) for site in partner.sites]


def next_day(confirmed_at: datetime) -> date:
    """The Paris day on which we will ask again."""
    days = round(settings.STALE_MONTHS * DAYS_A_MONTH)
    return date.fromordinal(confirmed_at.astimezone(ZONE).toordinal() + days)


routes = [
    path("", my_places, name="partner"),
    path("merci/", thanks, name="partner-thanks"),
    path("<int:pk>/", my_place, name="partner-place"),
    path("<int:pk>/confirmer/", confirm, name="partner-confirm"),
]
