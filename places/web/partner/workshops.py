"""An association's workshops: the list, add, correct, cancel a session, note the places left."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ...actions.repeating import set_state
from ...models import Site, Workshop
from ...vocabulary import Direct, Publication
from ..session_acts import Line, act_on_session, session_lines
from ..workshop_acts import save
from ..workshop_form import WorkshopForm
from .session import Partner, partners_only

AT_ONCE = "C’est publié : les habitants le voient."
LATER = "C’est noté. La coordination relit, puis publie."
CALL = "La coordination publie vos ateliers : appelez-la pour cette séance."


@require_safe
@partners_only
def workshops(request: HttpRequest, partner: Partner, pk: int) -> HttpResponse:
    """The workshops of one place, with their next sessions."""
    return _list(request, partner, _site(partner, pk))


@require_http_methods(["GET", "HEAD", "POST"])
@partners_only
def workshop_new(request: HttpRequest, partner: Partner, pk: int) -> HttpResponse:
    return _edit(request, partner, Workshop(site=_site(partner, pk)))


@require_http_methods(["GET", "HEAD", "POST"])
@partners_only
def workshop(request: HttpRequest, partner: Partner, pk: int, number: int) -> HttpResponse:
    return _edit(request, partner, _workshop(partner, pk, number))


@require_POST
@partners_only
def session(request: HttpRequest, partner: Partner, pk: int, number: int) -> HttpResponse:
    """One session: cancelled, held after all, or its places counted."""
    found = _workshop(partner, pk, number)
    if not _publishes(partner):
        return _list(request, partner, found.site, refused=CALL, status=403)
    done, refused = act_on_session(partner.author, found, request.POST)
    if refused:
        return _list(request, partner, found.site, refused=refused, status=400)
    messages.success(request, done)
    return redirect("partner-workshops", pk)


@require_POST
@partners_only
def stop(request: HttpRequest, partner: Partner, pk: int, number: int) -> HttpResponse:
    """« Cet atelier n’existe plus »: archived; the coordination can bring it back."""
    found = _workshop(partner, pk, number)
    if not _publishes(partner) and found.publication == Publication.PUBLISHED:
        return _list(request, partner, found.site, refused=CALL, status=403)
    set_state(partner.author, found, Publication.ARCHIVED)
    messages.success(request, f"« {found} » n’est plus annoncé.")
    return redirect("partner-workshops", pk)


def _site(partner: Partner, pk: int) -> Site:
    return get_object_or_404(partner.sites.prefetch_related("closures"), pk=pk)


def _workshop(partner: Partner, pk: int, number: int) -> Workshop:
    """Of a place of this partner; anybody else's does not exist."""
    mine = Workshop.objects.kept().with_parts().filter(site__in=partner.sites, site_id=pk)
    return get_object_or_404(mine, pk=number)


def _publishes(partner: Partner) -> bool:
    return Direct.WORKSHOPS in partner.actor.direct


def _edit(request: HttpRequest, partner: Partner, found: Workshop) -> HttpResponse:
    at_once, status = _publishes(partner), 200
    form = WorkshopForm(request.POST if request.method == "POST" else None, workshop=found)
    if request.method == "POST":
        if save(partner.author, form, at_once=at_once):
            messages.success(request, AT_ONCE if at_once else LATER)
            return redirect("partner-workshops", found.site_id)
        status = 400
    context = {
        "partner": partner,
        "site": found.site,
        "is_new": found.pk is None,
        "workshop": found,
        "form": form,
        "at_once": at_once,
    }
    return render(request, "places/partner/workshop.html", context, status=status)


def _list(
    request: HttpRequest, partner: Partner, site: Site, *, refused: str = "", status: int = 200
) -> HttpResponse:
    found = list(site.workshops.kept().prefetch_related("sessions"))
    for one in found:
        one.site = site  # its closures are read once
    context = {
        "partner": partner,
        "site": site,
        "lines": [(Line(one), session_lines(one)) for one in found],
        "refused": refused,
        "at_once": _publishes(partner),
    }
    return render(request, "places/partner/workshops.html", context, status=status)


routes = [
    path("<int:pk>/ateliers/", workshops, name="partner-workshops"),
    path("<int:pk>/ateliers/nouveau/", workshop_new, name="partner-workshop-new"),
    path("<int:pk>/ateliers/<int:number>/", workshop, name="partner-workshop"),
    path("<int:pk>/ateliers/<int:number>/seance/", session, name="partner-workshop-session"),
    path("<int:pk>/ateliers/<int:number>/fini/", stop, name="partner-workshop-stop"),
]
