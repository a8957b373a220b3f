"""The residents' pages. They read the directory in memory and nothing else."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from .. import addresses
from ..directory import load
from ..directory.conditions import NOW
from ..directory.facets import NEED, OPENING
from ..directory.load import Snapshot
from ..directory.search import Query, search
from ..hours.osm import ZONE
from . import counting, errors, query, structured
from .cards import CardMaker
from .filters import Filters
from .map_view import CLOSEST_ZOOM, one_point, points
from .moved import new_slug
from .place_page import PlacePage
from .qr import qr_svg
from .workshop_week import number_this_week

HOME_NEEDS = 12


def page(
    request: HttpRequest, template: str, snapshot: Snapshot, context: dict, status: int = 200
) -> HttpResponse:
    """A public page; `context` is completed with what the frame of every page says."""
    frame = {
        "lists": snapshot.directory.lists,
        "examples": snapshot.directory.has_examples,
        "last_copy": None if snapshot.is_live else snapshot.checked_at,
        "sources": snapshot.directory.sources,
        "canonical": request.build_absolute_uri(request.path),
    }
    return render(request, template, {**frame, **context}, status=status)


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    snapshot, now = load.current(), timezone.now()
    answer = search(snapshot.directory, Query(), now)
    needs = snapshot.directory.lists.needs
    url = request.build_absolute_uri("/")
    context = {
        "needs": needs[:HOME_NEEDS],
        "districts": snapshot.directory.lists.districts,
        "open_now": answer.counts[OPENING, NOW],
        "total": answer.total,
        "workshops": number_this_week(snapshot.directory, now),
        "has_workshops": len(snapshot.directory.workshops) > 0,
        "json_ld": structured.site(
            settings.SITE_NAME, url, request.build_absolute_uri(reverse("results"))
        ),
    }
    return page(request, "places/home.html", snapshot, context)


@require_safe
def needs(request: HttpRequest) -> HttpResponse:
    """Every need, by the number of places that serve it."""
    snapshot = load.current()
    answer = search(snapshot.directory, Query(), timezone.now())
    rows = [
        (need, answer.counts.get((NEED, need.code), 0)) for need in snapshot.directory.lists.needs
    ]
    return page(request, "places/needs.html", snapshot, {"rows": rows})


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    snapshot, now = load.current(), timezone.now()
    asked = query.read(request.GET, snapshot.directory, now)
    answer = search(snapshot.directory, asked.query, now)
    last = max(1, -(-answer.total // query.PAGE_SIZE))
    if asked.page > last:
        asked.errors["page"] = f"Il n’y a que {last} page{'s' if last > 1 else ''} de résultats."
        asked.page = last
    start = (asked.page - 1) * query.PAGE_SIZE
    context = {
        "asked": asked,
        "answer": answer,
        "cards": CardMaker(answer, now).cards(start, start + query.PAGE_SIZE),
        "filters": Filters(asked, answer),
        "pages": _pages(request, asked.page, last),
        "literal_url": query.address(request.GET, **{query.LITERAL: "1"}),
        "map_url": f"{reverse('map-points')}{query.address(request.GET)}",
        "tiles_url": settings.TILES_URL,
        "tiles_attribution": settings.TILES_ATTRIBUTION,
        "town": f"{settings.TOWN_LATITUDE},{settings.TOWN_LONGITUDE}",
    }
    context["is_part"] = is_part = _asks_a_part(request)
    template = "places/_results.html" if is_part else "places/results.html"
    response = page(request, template, snapshot, context, 400 if asked.errors else 200)
    patch_vary_headers(response, ["HX-Request"])
    counting.count(request, response, asked, answer, now)
    return response


@require_safe
def map_points(request: HttpRequest) -> JsonResponse:
    """The same answer as the list, clustered for a view `cadre` (s,w,n,e) at a `zoom`; or the
    position of one place, `lieu`."""
    snapshot, now = load.current(), timezone.now()
    asked = query.read(request.GET, snapshot.directory, now)
    view = None
    if request.GET.get("cadre"):
        view = query.read_box(request.GET["cadre"], asked.errors)
    zoom = request.GET.get("zoom", "")
    level = int(zoom) if zoom.isascii() and zoom.isdigit() and len(zoom) < 3 else None
    if asked.errors:
        return JsonResponse({"errors": asked.errors}, status=400)
    if request.GET.get("lieu"):
        return JsonResponse(one_point(snapshot.directory, request.GET["lieu"], now))
    answer = search(snapshot.directory, asked.query, now)
    return JsonResponse(points(answer, view, None if level is None else min(level, CLOSEST_ZOOM)))


@require_safe
def place(request: HttpRequest, slug: str) -> HttpResponse:
    snapshot, now = load.current(), timezone.now()
    document = snapshot.directory.find(slug)
    if document is None:
        return _absent(request, snapshot, slug)
    url = request.build_absolute_uri(reverse("place", args=[slug]))
    shown = PlacePage(document, snapshot.directory, now)
    context = {
        "place": shown,
        "document": shown.document,
        "json_ld": structured.place(document, url, now.astimezone(ZONE).date()),
        "qr": qr_svg(url),
        "thanks": "merci" in request.GET,
    }
    return page(request, "places/place.html", snapshot, context)


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    snapshot = load.current()
    context = {
        "total": snapshot.directory.count,
        "has_addresses": addresses.has_table(),
        "asks_geocoder": bool(settings.GEOCODER_URL),
    }
    return page(request, "places/about.html", snapshot, context)


def _asks_a_part(request: HttpRequest) -> bool:
    """htmx renews the results in place; coming back in its history asks the whole page."""
    headers = request.headers
    return "HX-Request" in headers and "HX-History-Restore-Request" not in headers


def _absent(request: HttpRequest, snapshot: Snapshot, slug: str) -> HttpResponse:
    """Where it was merged, for ever; 410 for a place that was there once, 404 for one that never
    was."""
    moved = new_slug(slug)
    if moved:
        return redirect("place", moved, permanent=True)
    if slug in snapshot.directory.gone:
        return page(request, "places/gone.html", snapshot, {}, status=410)
    return errors.not_found(request)


def _pages(request: HttpRequest, current: int, last: int) -> dict:
    """Addresses of the pages before and after this one."""

    def link(number: int) -> str:
        base = query.address(request.GET)
        return f"{base}{'' if base == '?' else '&'}page={number}" if number > 1 else base

    return {
        "current": current,
        "last": last,
        "previous": link(current - 1) if current > 1 else "",
        "next": link(current + 1) if current < last else "",
    }
