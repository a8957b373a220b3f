"""The action plan: a board of what the town does about the gaps."""

import csv
from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ...actions.labels import paris_today
from ...actions.plan import ChangedSince, save_action, set_state
from ...actions.recording import Author
from ...diagnosis.gaps import filled_by
from ...diagnosis.landscape.needs import Matrix
from ...diagnosis.landscape.reading import Places
from ...directory import load
from ...directory.columns import Directory
from ...interop.cells import harmless
from ...models import District, PlanAction
from ...press.document import PublicDistrict, PublicNeed
from ...vocabulary import PlanState
from .access import needs
from .back import back
from .fields import take_errors
from .plan_form import FIELDS, PlanForm, form_of, seen_in

SOON = timedelta(days=30)  # a funding that closes within
NEXT = {
    PlanState.TO_START: ((PlanState.UNDER_WAY, "Commencer"),),
    PlanState.UNDER_WAY: ((PlanState.DONE, "Terminer"), (PlanState.TO_START, "Remettre à lancer")),
    PlanState.DONE: ((PlanState.UNDER_WAY, "Reprendre"),),
    PlanState.GIVEN_UP: ((PlanState.TO_START, "Reprendre"),),
}
CSV_HEAD = (
    "Action;Description;Manque;Qui s’en occupe;Avec qui;Financement;Page du financement;"
    "À déposer avant le;État;Pourquoi abandonnée;À finir pour le;Priorité"
).split(";")


@dataclass(frozen=True)
class Card:
    action: PlanAction
    is_late: bool
    is_closing: bool
    filled: int  # places that fill the gap since
    moves: tuple[tuple[PlanState, str], ...]


@dataclass(frozen=True)
class Gap:
    need: PublicNeed
    quartier: PublicDistrict
    actions: list[PlanAction]


@require_safe
@needs("places.view_planaction")
def board(request: HttpRequest) -> HttpResponse:
    """A column a state, the most pressing first."""
    cards = _cards(_asked(request), paris_today())
    everyone = PlanAction.objects.exclude(lead="").order_by("lead")
    context = {
        "columns": [
            (state, [card for card in cards if card.action.state == state]) for state in PlanState
        ],
        "total": len(cards),
        "leads": everyone.values_list("lead", flat=True).distinct(),
        "districts": District.objects.order_by("name"),
        "lead": request.GET.get("qui", ""),
        "quartier": request.GET.get("quartier", ""),
        "query": request.GET.urlencode(),
        "may_change": request.user.has_perm("places.change_planaction"),
    }
    return render(request, "places/coordination/plan.html", context)


@require_safe
@needs("places.view_planaction")
def board_csv(request: HttpRequest) -> HttpResponse:
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="plan-d-action-{paris_today()}.csv"'
    writer = csv.writer(response, delimiter=";", lineterminator="\r\n")
    writer.writerow(CSV_HEAD)
    for one in _asked(request):
        cells = (
            *(one.title, one.description, one.gap_told, one.lead, one.partners, one.funding),
            *(one.funding_url, one.funding_closes_on or "", one.get_state_display()),
            *(one.given_up_because, one.due_on or "", one.get_priority_display()),
        )
        writer.writerow([harmless(cell) for cell in cells])
    return response


@require_safe
@needs("places.view_planaction")
def gaps(request: HttpRequest) -> HttpResponse:
    """Needs that no place meets in a quartier, and the actions that answer each."""
    matrix = Matrix(Places.of(load.current().directory))
    answers: dict[tuple[str, str], list[PlanAction]] = {}
    for one in PlanAction.objects.with_gap().exclude(need=None).exclude(state=PlanState.GIVEN_UP):
        slug = one.district.slug if one.district else ""
        answers.setdefault((one.need.code, slug), []).append(one)
    asked = request.GET.get("quartier", "")
    shown = [one for one in matrix.quartiers if one.slug == asked]
    rows = [
        (quartier, [_gap(need, quartier, answers) for need in matrix.gaps_of(quartier.slug)])
        for quartier in shown
    ]
    context = {
        "rows": rows,
        "quartiers": [(one, len(matrix.gaps_of(one.slug))) for one in matrix.quartiers],
        "asked": asked,
        "may_change": request.user.has_perm("places.add_planaction"),
    }
    return render(request, "places/coordination/plan_gaps.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("places.add_planaction")
def action_new(request: HttpRequest) -> HttpResponse:
    return _action(request, PlanAction())


@require_http_methods(["GET", "HEAD", "POST"])
@needs("places.change_planaction")
def action(request: HttpRequest, pk: int) -> HttpResponse:
    return _action(request, get_object_or_404(PlanAction.objects.with_gap(), pk=pk))


@require_POST
@needs("places.change_planaction")
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """« Commencer », « Terminer »… from the board."""
    found = get_object_or_404(PlanAction.objects.with_gap(), pk=pk)
    state = request.POST.get("state", "")
    if state not in dict(NEXT[found.state]):
        messages.error(request, "Cette action a déjà changé. Relisez-la.")
        return back(request, "plan")
    try:
        set_state(Author.of_user(request.user), found, PlanState(state), seen=seen_in(request.POST))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, f"{found} : {PlanState(state).label.lower()}.")
    return back(request, "plan")


def _action(request: HttpRequest, found: PlanAction) -> HttpResponse:
    if request.method != "POST":
        return _page(request, found, form_of(found, request.GET))
    form = PlanForm(request.POST)
    status = 400
    if form.is_valid():
        told = {name: form.cleaned_data[name] for name in FIELDS}
        try:
            save_action(Author.of_user(request.user), found, seen=seen_in(request.POST), **told)
        except ChangedSince as error:
            form.add_error(None, error)
            found = PlanAction.objects.with_gap().get(pk=found.pk)
            status = 409
        except ValidationError as error:
            take_errors(form, error)
        else:
            messages.success(request, "L’action est enregistrée.")
            return redirect("plan")
    return _page(request, found, form, status=status)


def _page(
    request: HttpRequest, found: PlanAction, form: PlanForm, *, status: int = 200
) -> HttpResponse:
    is_new = found.pk is None
    context = {
        "action": None if is_new else found,
        "form": form,
        "seen": "" if is_new else found.updated_at.isoformat(),
        "changed": status == 409,
        "card": None if is_new else _card(found, load.current().directory, paris_today()),
    }
    return render(request, "places/coordination/plan_action.html", context, status=status)


def _asked(request: HttpRequest) -> QuerySet:
    found = PlanAction.objects.with_gap()
    if lead := request.GET.get("qui"):
        found = found.filter(lead=lead)
    if quartier := request.GET.get("quartier"):
        found = found.filter(district__slug=quartier)
    return found


def _cards(found: QuerySet, today: date) -> list[Card]:
    directory = load.current().directory  # asks for its version: once for the page
    return [_card(one, directory, today) for one in found]


def _card(one: PlanAction, directory: Directory, today: date) -> Card:
    return Card(
        one,
        one.is_overdue(today),
        one.is_funding_closing(today, today + SOON),
        filled_by(directory, one) if one.is_open else 0,
        NEXT[one.state],
    )


def _gap(need: PublicNeed, quartier: PublicDistrict, answers: dict) -> Gap:
    return Gap(
        need,
        quartier,
        answers.get((need.code, quartier.slug), []) + answers.get((need.code, ""), []),
    )


routes = [
    path("plan/", board, name="plan"),
    path("plan/plan-d-action.csv", board_csv, name="plan-csv"),
    path("plan/manques/", gaps, name="plan-gaps"),
    path("plan/nouvelle/", action_new, name="plan-new"),
    path("plan/<int:pk>/", action, name="plan-action"),
    path("plan/<int:pk>/etat/", move, name="plan-move"),
]
