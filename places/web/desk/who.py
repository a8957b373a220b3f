"""« Qui fait quoi » : the actors, their places, the needs they serve and whom to call. For
professionals who hand a person over; contacts are private."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ...directory import load
from ...directory.columns import Directory
from ...directory.facets import sure_needs
from ...directory.search import Answer, search
from ...models import Actor, Site
from ...press.document import PublicNeed, SiteDocument
from ...text import normalise
from .. import query
from ..coordination.access import needs

PAGE_SIZE = 20
MOST_PLACES = 12  # of one actor


@dataclass(frozen=True)
class Entry:
    """An actor of the directory."""

    actor: Actor
    places: list[SiteDocument]
    more: int  # places not shown
    needs: list[PublicNeed]


@require_safe
@needs("places.view_contact")
def who(request: HttpRequest) -> HttpResponse:
    directory, now = load.current().directory, timezone.now()
    asked = query.read(request.GET, directory, now)
    is_asked = bool(asked.query.text or asked.located or asked.query.chosen)
    answer = search(directory, asked.query, now) if is_asked else None
    keys = _found(answer) if answer else list(Actor.objects.values_list("pk", flat=True))
    rows = Paginator(keys, PAGE_SIZE).get_page(request.GET.get("page"))
    rows.object_list = _entries(rows.object_list, directory)
    context = {"asked": asked, "rows": rows, "districts": directory.lists.districts}
    status = 400 if asked.errors else 200
    return render(request, "places/desk/who.html", context, status=status)


def _found(answer: Answer) -> list[int]:
    """Keys of the actors whose places answer, the best place first."""
    actor_of = dict(Site.objects.exclude(actor=None).values_list("pk", "actor_id"))
    directory = answer.directory
    best = (directory.document(row).id for row in answer.best(0, answer.total))
    return list(dict.fromkeys(actor_of[key] for key in best if key in actor_of))


def _entries(keys: Iterable[int], directory: Directory) -> list[Entry]:
    """In the order of `keys`, in three queries."""
    actors = Actor.objects.filter(pk__in=keys).prefetch_related("contacts", "sites")
    found = {actor.pk: actor for actor in actors}
    return [_entry(found[key], directory) for key in keys if key in found]


def _entry(actor: Actor, directory: Directory) -> Entry:
    shown = [directory.find(site.slug) for site in actor.sites.all()]
    places = sorted((one for one in shown if one is not None), key=lambda one: normalise(one.name))
    known = directory.lists.need_by_code
    codes = set().union(*(sure_needs(one) for one in places))
    served = sorted((known[code] for code in codes if code in known), key=lambda need: need.rank)
    more = max(len(places) - MOST_PLACES, 0)
    return Entry(actor, places[:MOST_PLACES], more, served)
