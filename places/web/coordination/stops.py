"""Stops of rounds seen by the coordination: those of a place or all, one stop and its days."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ...actions.edit import edit_site
from ...actions.recording import Author
from ...actions.repeating import set_state
from ...models import Site, Stop
from ...vocabulary import Mobility, Publication
from ..session_acts import Line, act_on_session, session_lines
from ..stop_form import StopForm, save
from .access import needs
from .back import back
from .listings import PAGE_SIZE
from .site_choice import SiteChoice
from .workshops import STATES


@require_safe
@needs("places.view_stop")
def stops(request: HttpRequest) -> HttpResponse:
    """Those of one place (`lieu`) or all, what waits to be published first."""
    site = None
    found = Stop.objects.kept().with_parts()
    asked = request.GET.get("lieu", "")
    if asked.isdecimal() and len(asked) < 19:
        site = get_object_or_404(Site, pk=int(asked))
        found = found.filter(site=site)
    page = Paginator(found.order_by("publication", "site__name", "spot", "pk"), PAGE_SIZE)
    rows = page.get_page(request.GET.get("page"))
    context = {
        "site": site,
        "rows": rows,
        "lines": [Line(stop) for stop in rows],
        "waiting": found.drafts().count(),
        "has_door": site is not None and has_door(site),
    }
    return render(request, "places/coordination/stops.html", context)


def has_door(site: Site) -> bool:
    """It is not known to be itinerant only: the search keeps its address."""
    return site.mobility != [Mobility.ITINERANT]


@require_http_methods(["GET", "HEAD", "POST"])
@needs("places.add_stop")
def stop_new(request: HttpRequest) -> HttpResponse:
    """A search for the place keeps what is typed; only « Enregistrer » writes."""
    posted = request.POST if request.method == "POST" else None
    choice = SiteChoice(posted or request.GET)
    if posted is None:
        return _new(request, StopForm(stop=Stop()), choice)
    if "chercher" in posted or choice.chosen is None:
        form = StopForm(posted, stop=Stop(site=choice.chosen or Site()))
        form.full_clean()
        form.errors.clear()
        if "chercher" in posted:
            return _new(request, form, choice)
        form.add_error(None, "Choisissez le lieu qui s’arrête là.")
        return _new(request, form, choice, status=400)
    form = StopForm(posted, stop=Stop(site=choice.chosen))
    saved = save(Author.of_user(request.user), form, at_once=True)
    if saved is None:
        return _new(request, form, choice, status=400)
    messages.success(request, "L’arrêt est publié.")
    return redirect("stop", saved.pk)


def _new(request, form: StopForm, choice: SiteChoice, status: int = 200) -> HttpResponse:
    context = {"form": form, "choice": choice}
    return render(request, "places/coordination/stop_new.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("places.view_stop")
def stop(request: HttpRequest, pk: int) -> HttpResponse:
    found = _found(pk)
    may_change = request.user.has_perm("places.change_stop")
    if request.method != "POST":
        return _page(request, found, StopForm(stop=found) if may_change else None)
    if not may_change:
        raise PermissionDenied
    at_once = found.publication == Publication.PUBLISHED
    form = StopForm(request.POST, stop=found)
    if save(Author.of_user(request.user), form, at_once=at_once) is None:
        return _page(request, _found(pk), form, status=400)
    messages.success(request, "L’arrêt est corrigé." if at_once else "Le brouillon est gardé.")
    return redirect("stop", pk)


@require_POST
@needs("places.change_stop")
def stop_session(request: HttpRequest, pk: int) -> HttpResponse:
    """One day: cancelled, or held after all."""
    found = _found(pk)
    done, refused = act_on_session(Author.of_user(request.user), found, request.POST)
    if refused:
        return _page(request, found, StopForm(stop=found), refused=refused, status=400)
    messages.success(request, done)
    return back(request, reverse("stop", args=[pk]))


@require_POST
@needs("places.change_stop")
def stop_state(request: HttpRequest, pk: int) -> HttpResponse:
    """Publish, hide or archive."""
    found = _found(pk)
    state = STATES.get(request.POST.get("geste", ""))
    if state is None:
        form = StopForm(stop=found)
        return _page(request, found, form, refused="Choix inconnu.", status=400)
    set_state(Author.of_user(request.user), found, state)
    messages.success(request, f"Arrêt « {found} » : {state.label.lower()}.")
    return back(request, "coordination-stops")


@require_POST
@needs("places.change_stop")
def no_door(request: HttpRequest, pk: int) -> HttpResponse:
    """« Il n’est qu’à ses arrêts » : the search no longer shows the address of the listing."""
    site = get_object_or_404(Site, pk=pk)
    edit_site(
        Author.of_user(request.user),
        site,
        reason="Lieu itinérant, sans adresse fixe",
        mobility=[Mobility.ITINERANT.value],
    )
    messages.success(request, f"{site.name} : la recherche ne montre plus que ses arrêts.")
    return redirect(f"{reverse('coordination-stops')}?lieu={site.pk}")


def _found(pk: int) -> Stop:
    return get_object_or_404(Stop.objects.with_parts(), pk=pk)


def _page(
    request: HttpRequest,
    found: Stop,
    form: StopForm | None,
    *,
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    kept = found if status == 200 else _found(found.pk)  # what was refused is on the form only
    context = {
        "stop": kept,
        "line": Line(kept),
        "sessions": session_lines(kept),
        "form": form,
        "refused": refused,
        "may_change": form is not None,
        "has_door": has_door(kept.site),
    }
    return render(request, "places/coordination/stop.html", context, status=status)


routes = [
    path("arrets/", stops, name="coordination-stops"),
    path("arrets/nouveau/", stop_new, name="stop-new"),
    path("arrets/<int:pk>/", stop, name="stop"),
    path("arrets/<int:pk>/passage/", stop_session, name="stop-session"),
    path("arrets/<int:pk>/etat/", stop_state, name="stop-state"),
    path("lieux/<int:pk>/sans-adresse-fixe/", no_door, name="site-no-door"),
]
