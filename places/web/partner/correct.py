"""« Corriger » : one page to write, one to look at before sending, and thanks.

/maj/<pk>/corriger/ : every button posts to the same address; `geste` says which. What is typed
travels with the page, so that nothing is lost between the steps.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ...actions.correct import Wanted, correct
from ...hours.editor import row_sentence
from ...hours.osm import ZONE
from ...models import Site
from ...vocabulary import Direct
from .correct_page import HOLIDAYS_OFF, Correction
from .correct_show import page_context, preview_context
from .correct_values import ROWS
from .places import next_day
from .session import Partner, partners_only

SENT = "partner_sent"
FORM, PREVIEW = "places/partner/correct.html", "places/partner/preview.html"


@require_http_methods(["GET", "HEAD", "POST"])
@partners_only
def correct_place(request: HttpRequest, partner: Partner, pk: int) -> HttpResponse:
    if request.method != "POST":
        site = get_object_or_404(partner.sites.with_public_parts(), pk=pk)
        return _form(request, partner, Correction(site, None, _today()))
    gesture, _, detail = request.POST.get("geste", "").partition(":")
    with transaction.atomic():
        # What is read here is what is written: nobody changes the listing in between.
        get_object_or_404(partner.sites.select_for_update(), pk=pk)
        site = partner.sites.with_public_parts().get(pk=pk)
        page = Correction(site, request.POST, _today())
        if gesture in ("voir", "envoyer"):
            return _step(request, partner, page, gesture)
    _gesture(page, gesture, detail)
    if gesture != "corriger":
        page.read()
    return _form(request, partner, page)


@require_POST
@partners_only
def read_row(request: HttpRequest, partner: Partner) -> HttpResponse:
    """The sentence under a row, while it is typed; the page's own fields say which row."""
    name = request.headers.get("HX-Trigger-Name", "")
    rows = [request.POST.get(row, "")[:300] for row in ROWS]
    number = ROWS.index(name) if name in ROWS else 0
    said, problem = row_sentence(number, rows[number], rows)
    return render(request, "places/partner/_read.html", {"said": said, "problem": problem})


@require_safe
@partners_only
def sent(request: HttpRequest, partner: Partner, pk: int) -> HttpResponse:
    site = get_object_or_404(partner.sites, pk=pk)
    told = request.session.get(SENT, {})
    told = told if told.get("site") == pk else {}
    context = {
        "partner": partner,
        "site": site,
        "at_once": _labels(told.get("at_once", [])),
        "waiting": _labels(told.get("waiting", [])),
        "next_day": next_day(timezone.now()),
    }
    return render(request, "places/partner/sent.html", context)


def _step(request: HttpRequest, partner: Partner, page: Correction, gesture: str) -> HttpResponse:
    """Look before sending, or send; the page again when something is wrong or has changed."""
    if page.everything:
        page.fill()
    wanted = page.read()
    overtaken = page.overtaken
    if overtaken or page.errors:
        page.catch_up()
        return _form(request, partner, page, overtaken, status=400 if page.errors else 409)
    if gesture == "voir":
        return render(request, PREVIEW, preview_context(partner, page, wanted, request.POST))
    try:
        at_once, waiting = correct(partner.author, partner.contact, page.site, wanted)
    except ValidationError as error:
        page.attach(error)
        return _form(request, partner, page, status=400)
    _remember(request, page.site, at_once, waiting)
    return redirect("partner-sent", page.site.pk)


def _gesture(page: Correction, gesture: str, detail: str) -> None:
    """What a button that only fills the page does; an unknown one redraws it."""
    day = int(detail) if detail.isdecimal() and int(detail) < len(ROWS) else None
    match gesture:
        case "copier" if not detail:
            page.copy_day(0, range(1, 7))
        case "comme" if day:
            page.copy_day(0, [day])
        case "remplir" if page.everything:
            page.fill()
        case "feries":
            page.add_line(HOLIDAYS_OFF)
        case "fermeture":
            page.add_closure()
        case "fermer":
            start, _, rest = detail.partition(":")
            end, _, reason = rest.partition(":")
            page.add_closure(start, end, reason)
        case "oter":
            page.new = [one for one in page.new if str(one.number) != detail]


def _form(
    request: HttpRequest,
    partner: Partner,
    page: Correction,
    overtaken: list[str] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = page_context(partner, page, overtaken or [], is_fresh=request.method != "POST")
    return render(request, FORM, context, status=status)


def _remember(request: HttpRequest, site: Site, at_once: Wanted, waiting: Wanted) -> None:
    request.session[SENT] = {
        "site": site.pk,
        "at_once": [one.value for one in at_once.subjects],
        "waiting": [one.value for one in waiting.subjects],
    }


def _labels(codes: list[str]) -> list[str]:
    return [Direct(code).label for code in codes]


def _today():
    return timezone.now().astimezone(ZONE).date()


routes = [
    path("<int:pk>/corriger/", correct_place, name="partner-correct"),
    path("<int:pk>/corriger/merci/", sent, name="partner-sent"),
    path("lire-horaires/", read_row, name="partner-read"),
]
