"""Listings with missing or contradictory data, a problem at a time."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_safe

from ...diagnosis.quality import Quality, quality
from ...directory import load
from ...vocabulary import Problem
from .access import needs
from .listings import page_of, paris_day


@require_safe
@needs("places.change_site")
def to_complete(request: HttpRequest) -> HttpResponse:
    today = paris_day(timezone.now())
    found = quality(load.current().directory, today)
    asked = request.GET.get("manque", "")
    problem = Problem(asked) if asked in Problem.values else None
    rows = found.rows(problem)
    page = page_of(found.directory, rows, request.GET.get("page"), today)
    slugs = {listing.pk: found.directory.row_of_site[listing.pk] for listing in page}
    context = {
        "problems": counts(found),
        "problem": problem,
        "unknown": asked if asked and problem is None else "",
        "rows": page,
        "lines": [(listing, found.problems(slugs[listing.pk])) for listing in page],
    }
    status = 400 if context["unknown"] else 200
    return render(request, "places/coordination/to_complete.html", context, status=status)


def counts(found: Quality) -> list[tuple[Problem, int]]:
    """(problem, how many listings) for each problem that some listing has."""
    numbers = ((problem, found.count(problem)) for problem in Problem)
    return [(problem, number) for problem, number in numbers if number]


routes = [path("a-completer/", to_complete, name="to-complete")]
