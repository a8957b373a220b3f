"""The stops of an association's round: the list, add, correct, cancel a day, end."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ...actions.repeating import set_state
from ...models import Site, Stop
from ...vocabulary import Direct, Publication
from ..session_acts import Line, act_on_session, session_lines
from ..stop_form import StopForm, save
from .session import Partner, partners_only
from .workshops import AT_ONCE, LATER

CALL = "La coordination publie vos arrêts : appelez-la pour changer celui-ci."


@require_safe
@partners_only
def stops(request: HttpRequest, partner: Partner, pk: int) -> HttpResponse:
    """The stops of one place, with their next days."""
    return _list(request, partner, _site(partner, pk))


@require_http_methods(["GET", "HEAD", "POST"])
@partners_only
def stop_new(request: HttpRequest, partner: Partner, pk: int) -> HttpResponse:
    return _edit(request, partner, Stop(site=_site(partner, pk)))


@require_http_methods(["GET", "HEAD", "POST"])
@partners_only
def stop(request: HttpRequest, partner: Partner, pk: int, number: int) -> HttpResponse:
    found = _stop(partner, pk, number)
    if not _may_change(partner, found):
        return _list(request, partner, found.site, refused=CALL, status=403)
    return _edit(request, partner, found)


@require_POST
@partners_only
def session(request: HttpRequest, partner: Partner, pk: int, number: int) -> HttpResponse:
    """One day: cancelled, or held after all."""
    found = _stop(partner, pk, number)
    if not _may_change(partner, found):
        return _list(request, partner, found.site, refused=CALL, status=403)
    done, refused = act_on_session(partner.author, found, request.POST)
    if refused:
        return _list(request, partner, found.site, refused=refused, status=400)
    messages.success(request, done)
    return redirect("partner-stops", pk)


@require_POST
@partners_only
def end(request: HttpRequest, partner: Partner, pk: int, number: int) -> HttpResponse:
    """« Cet arrêt n’existe plus » : archived; the coordination can bring it back."""
    found = _stop(partner, pk, number)
    if not _may_change(partner, found):
        return _list(request, partner, found.site, refused=CALL, status=403)
    set_state(partner.author, found, Publication.ARCHIVED)
    messages.success(request, f"« {found} » n’est plus annoncé.")
    return redirect("partner-stops", pk)


def _site(partner: Partner, pk: int) -> Site:
    return get_object_or_404(partner.sites.prefetch_related("closures"), pk=pk)


def _stop(partner: Partner, pk: int, number: int) -> Stop:
    """Of a place of this partner; anybody else's does not exist."""
    mine = Stop.objects.kept().with_parts().filter(site__in=partner.sites, site_id=pk)
    return get_object_or_404(mine, pk=number)


def _publishes(partner: Partner) -> bool:
    """Where and when a round stops are the hours of an itinerant place."""
    return Direct.HOURS in partner.actor.direct


def _may_change(partner: Partner, found: Stop) -> bool:
    """What residents see is changed by who publishes; a draft by whoever wrote it."""
    return _publishes(partner) or found.publication == Publication.DRAFT


def _edit(request: HttpRequest, partner: Partner, found: Stop) -> HttpResponse:
    at_once, status = _publishes(partner), 200
    form = StopForm(request.POST if request.method == "POST" else None, stop=found)
    if request.method == "POST":
        if save(partner.author, form, at_once=at_once):
            messages.success(request, AT_ONCE if at_once else LATER)
            return redirect("partner-stops", found.site_id)
        status = 400
    context = {
        "partner": partner,
        "site": found.site,
        "is_new": found.pk is None,
        "form": form,
        "at_once": at_once,
    }
    return render(request, "places/partner/stop.html", context, status=status)


def _list(
    request: HttpRequest, partner: Partner, site: Site, *, refused: str = "", status: int = 200
) -> HttpResponse:
    found = list(site.stops.kept().prefetch_related("sessions"))
    for one in found:
        one.site = site  # its closures are read once
    context = {
        "partner": partner,
        "site": site,
        "lines": [(Line(one), session_lines(one), _may_change(partner, one)) for one in found],
        "refused": refused,
        "at_once": _publishes(partner),
    }
    return render(request, "places/partner/stops.html", context, status=status)


routes = [
    path("<int:pk>/arrets/", stops, name="partner-stops"),
    path("<int:pk>/arrets/nouveau/", stop_new, name="partner-stop-new"),
    path("<int:pk>/arrets/<int:number>/", stop, name="partner-stop"),
    path("<int:pk>/arrets/<int:number>/passage/", session, name="partner-stop-session"),
    path("<int:pk>/arrets/<int:number>/fini/", end, name="partner-stop-end"),
]
