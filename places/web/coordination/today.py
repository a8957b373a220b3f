"""« Aujourd’hui » : what there is to do, each line leading to the act."""

from datetime import date, timedelta

import numpy as np
from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from ...diagnosis.freshness import share_confirmed
from ...diagnosis.quality import quality
from ...diagnosis.searched import searched_in_vain
from ...directory import load
from ...directory.columns import Directory
from ...models import Closure, ErrorReport, Proposal
from ...vocabulary import Publication, ReportTopic, labels
from ..wording import count
from .access import needs
from .freshness import stale_rows
from .labels_today import label_tasks
from .listings import listings, paris_day
from .proposals import subjects
from .tasks import MOST_LINES, Line, Task, task_of
from .to_complete import counts
from .waiting_today import waiting_tasks

SEARCHED_DAYS = 30


@require_safe
@needs("places.view_site")
def today(request: HttpRequest) -> HttpResponse:
    day = paris_day(timezone.now())
    directory = load.current().directory
    tasks = [
        *([_proposals()] if request.user.has_perm("places.decide_proposal") else ()),
        *([_reports()] if request.user.has_perm("places.change_errorreport") else ()),
        *(_upkeep(directory, day) if request.user.has_perm("places.change_site") else ()),
        *waiting_tasks(request.user, directory, day),
        *label_tasks(request.user, day),
        _closures(day),
        *([_searches(day)] if request.user.has_perm("places.view_searchcount") else ()),
    ]
    context = {
        "tasks": [task for task in tasks if task.number],
        "done": [task.title for task in tasks if not task.number],
        "total": directory.count,
        "confirmed": share_confirmed(directory, settings.FRESH_MONTHS, day),
        "months": settings.FRESH_MONTHS,
    }
    return render(request, "places/coordination/today.html", context)


def _upkeep(directory: Directory, day: date) -> list[Task]:
    old = stale_rows(directory, settings.FRESH_MONTHS)
    aging = stale_rows(directory, settings.STALE_MONTHS)
    span = f"{settings.STALE_MONTHS} à {settings.FRESH_MONTHS} mois"
    return [
        _stale(directory, old, f"{settings.FRESH_MONTHS} mois", settings.FRESH_MONTHS, day),
        _stale(directory, aging[~np.isin(aging, old)], span, settings.STALE_MONTHS, day),
        _to_complete(directory, day),
    ]


def _proposals() -> Task:
    waiting = Proposal.objects.waiting().select_related("site").order_by("created_at", "pk")
    return task_of("Propositions à décider", waiting, _proposal, reverse("proposals"))


def _proposal(one: Proposal) -> Line:
    address = reverse("proposal", args=[one.pk])
    return Line(one.site.name, address, f"{subjects(one)}, par {one.author}")


def _reports() -> Task:
    waiting = ErrorReport.objects.filter(handled_at=None).select_related("site")
    ordered = waiting.order_by("created_at", "pk")
    return task_of("Erreurs signalées", ordered, _report, reverse("reports"))


def _report(one: ErrorReport) -> Line:
    said = one.message[:120] or ", ".join(labels(ReportTopic, one.topics))
    return Line(one.site.name, reverse("error-report", args=[one.pk]), said)


def _stale(directory: Directory, rows: np.ndarray, since: str, months: int, day: date) -> Task:
    """`since`: for how long, as told; `months`: of the list behind."""
    lines = [
        Line(listing.name, listing.edit_url, listing.phone)
        for listing in listings(directory, rows[:MOST_LINES], day)
    ]
    url = f"{reverse('to-confirm')}?mois={months}"
    title = f"Lieux non confirmés depuis {since}"
    return Task(title, len(rows), lines, url, "Confirmer ou appeler")


def _to_complete(directory: Directory, day: date) -> Task:
    found = quality(directory, day)
    url = reverse("to-complete")
    lines = [
        Line(problem.label, f"{url}?manque={problem}", count(number, "lieu", "lieux"))
        for problem, number in counts(found)
    ]
    return Task("Fiches à compléter", len(found.rows()), lines, url)


def _closures(day: date) -> Task:
    """Closures that start or end within the seven days that begin today."""
    week = (day, day + timedelta(days=6))
    soon = Closure.objects.filter(
        Q(start__range=week) | Q(end__range=week), site__publication=Publication.PUBLISHED
    )
    ordered = soon.select_related("site").order_by("start", "pk")
    return task_of("Fermetures qui commencent ou finissent cette semaine", ordered, _closure)


def _closure(one: Closure) -> Line:
    address = reverse("admin:places_site_change", args=[one.site_id])
    return Line(one.site.name, address, _dates(one))


def _dates(closure: Closure) -> str:
    start, end = closure.start.strftime("%d/%m"), closure.end
    said = f"du {start} au {end:%d/%m}" if end else f"depuis le {start}, jusqu’à nouvel ordre"
    return f"{said} : {closure.reason}" if closure.reason else said


def _searches(day: date) -> Task:
    gaps = searched_in_vain(day - timedelta(days=SEARCHED_DAYS - 1))
    lines = [
        Line(gap.label, reverse("searches"), f"{gap.total} fois en {SEARCHED_DAYS} jours")
        for gap in gaps[:MOST_LINES]
    ]
    return Task("Recherches sans réponse", len(gaps), lines, reverse("searches"))


routes = [path("", today, name="coordination")]
