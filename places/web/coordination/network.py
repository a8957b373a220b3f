"""« Réseau » : how many places are labelled, and how many really welcome and accompany."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from ...actions.labels import paris_today
from ...diagnosis.network import RULE, Condition, LabelNetwork, networks
from ...directory import load
from .access import needs
from .listings import PAGE_SIZE

FIRST = "ecn"  # the town's own network, when it has one
MOST_SHOWN = 50  # of the places that lack nothing


@require_safe
@needs("places.view_labelaward")
def network(request: HttpRequest) -> HttpResponse:
    all_networks = networks(load.current().directory, paris_today())
    shown = _shown(all_networks, request.GET.get("label", FIRST))
    context = {
        "networks": all_networks,
        "shown": shown,
        "rule": RULE,
        "welcoming": shown.welcoming[:MOST_SHOWN] if shown else (),
        "more": max(len(shown.welcoming) - MOST_SHOWN, 0) if shown else 0,
        "lacking": [(one.value, shown.lacking(one)) for one in Condition] if shown else (),
        "conditions": [one.value for one in Condition],
        "rows": Paginator(shown.others if shown else (), PAGE_SIZE).get_page(
            request.GET.get("page")
        ),
    }
    return render(request, "places/coordination/network.html", context)


def _shown(all_networks: list[LabelNetwork], code: str) -> LabelNetwork | None:
    by_code = {one.label.code: one for one in all_networks}
    return by_code.get(code) or next(iter(all_networks), None)


routes = [path("reseau/", network, name="network")]
