"""Workshops seen by the coordination: all of them, what waits, one workshop and its sessions."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ...actions.recording import Author
from ...actions.repeating import set_state
from ...actions.workshops import publish_workshop
from ...models import Site, Workshop
from ...vocabulary import Publication
from ..session_acts import Line, act_on_session, session_lines
from ..workshop_acts import save
from ..workshop_form import WorkshopForm
from .access import needs
from .back import back
from .listings import PAGE_SIZE
from .site_choice import SiteChoice

STATES = {
    "publier": Publication.PUBLISHED,
    "cacher": Publication.DRAFT,
    "archiver": Publication.ARCHIVED,
}


@require_safe
@needs("places.view_workshop")
def workshops(request: HttpRequest) -> HttpResponse:
    """Those of one place (`lieu`) or all, what waits to be published first."""
    site = None
    found = Workshop.objects.kept().with_parts()
    asked = request.GET.get("lieu", "")
    if asked.isdecimal() and len(asked) < 19:
        site = get_object_or_404(Site, pk=int(asked))
        found = found.filter(site=site)
    page = Paginator(found.order_by("publication", "site__name", "title", "pk"), PAGE_SIZE)
    rows = page.get_page(request.GET.get("page"))
    context = {
        "site": site,
        "rows": rows,
        "lines": [Line(workshop) for workshop in rows],
        "waiting": found.drafts().count(),
    }
    return render(request, "places/coordination/workshops.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("places.add_workshop")
def workshop_new(request: HttpRequest) -> HttpResponse:
    """A search for the place keeps what is typed; only « Enregistrer » writes."""
    posted = request.POST if request.method == "POST" else None
    choice = SiteChoice(posted or request.GET)
    if posted is None:
        told = {name: request.GET.get(name, "") for name in ("title", "description")}
        return _new(request, WorkshopForm(workshop=Workshop(), told=told), choice)
    form = WorkshopForm(posted, workshop=Workshop(site=choice.chosen))
    if "chercher" in posted:
        form.full_clean()
        form.errors.clear()
        return _new(request, form, choice)
    if choice.chosen is None:
        form.add_error(None, "Choisissez le lieu de l’atelier.")
    saved = save(Author.of_user(request.user), form, at_once=True)
    if saved is None:
        return _new(request, form, choice, status=400)
    messages.success(request, "L’atelier est publié.")
    return redirect("workshop", saved.pk)


def _new(request, form: WorkshopForm, choice: SiteChoice, status: int = 200) -> HttpResponse:
    context = {"form": form, "choice": choice}
    return render(request, "places/coordination/workshop_new.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("places.view_workshop")
def workshop(request: HttpRequest, pk: int) -> HttpResponse:
    found = _found(pk)
    may_change = request.user.has_perm("places.change_workshop")
    if request.method != "POST":
        return _page(request, found, WorkshopForm(workshop=found) if may_change else None)
    if not may_change:
        raise PermissionDenied
    at_once = found.publication == Publication.PUBLISHED
    form = WorkshopForm(request.POST, workshop=found)
    if save(Author.of_user(request.user), form, at_once=at_once) is None:
        return _page(request, _found(pk), form, status=400)
    messages.success(request, "L’atelier est corrigé." if at_once else "Le brouillon est gardé.")
    return redirect("workshop", pk)


@require_POST
@needs("places.change_workshop")
def workshop_session(request: HttpRequest, pk: int) -> HttpResponse:
    """One session: cancelled, held after all, or its places counted."""
    found = _found(pk)
    done, refused = act_on_session(Author.of_user(request.user), found, request.POST)
    if refused:
        form = WorkshopForm(workshop=found)
        return _page(request, found, form, refused=refused, status=400)
    messages.success(request, done)
    return back(request, reverse("workshop", args=[pk]))


@require_POST
@needs("places.change_workshop")
def workshop_state(request: HttpRequest, pk: int) -> HttpResponse:
    """Publish, hide or archive; a correction that waited takes its place."""
    found, author = _found(pk), Author.of_user(request.user)
    state = STATES.get(request.POST.get("geste", ""))
    if state is None:
        return _page(request, found, WorkshopForm(workshop=found), refused="Choix inconnu.",
                     status=400)  # fmt: skip
    shown = (
        publish_workshop(author, found)
        if state == STATES["publier"]
        else set_state(author, found, state)
    )
    messages.success(request, f"Atelier « {shown} » : {state.label.lower()}.")
    return back(request, "coordination-workshops")


def _found(pk: int) -> Workshop:
    return get_object_or_404(Workshop.objects.with_parts(), pk=pk)


def _page(
    request: HttpRequest,
    found: Workshop,
    form: WorkshopForm | None,
    *,
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    kept = found if status == 200 else _found(found.pk)  # what was refused is on the form only
    context = {
        "workshop": kept,
        "line": Line(kept),
        "sessions": session_lines(kept),
        "form": form,
        "refused": refused,
        "may_change": form is not None,
        "corrections": kept.corrections.drafts(),
    }
    return render(request, "places/coordination/workshop.html", context, status=status)


routes = [
    path("ateliers/", workshops, name="coordination-workshops"),
    path("ateliers/nouveau/", workshop_new, name="workshop-new"),
    path("ateliers/<int:pk>/", workshop, name="workshop"),
    path("ateliers/<int:pk>/seance/", workshop_session, name="workshop-session"),
    path("ateliers/<int:pk>/etat/", workshop_state, name="workshop-state"),
]
