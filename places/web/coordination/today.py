"""« Aujourd’hui » : what there is to do, each line leading to the act."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from ...models import ErrorReport
from .access import needs


@require_safe
@needs("places.view_site")
def today(request: HttpRequest) -> HttpResponse:
    reports = ErrorReport.objects.filter(handled_at=None).select_related("site")
    return render(request, "places/coordination/today.html", {"reports": reports[:20]})


routes = [path("", today, name="coordination")]
