"""The sheet the person leaves with: one page in large print."""

from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from ...directory import load
from ...directory.load import Snapshot
from ...directory.rounds import Halt
from ...directory.search import search
from ...geo import Position, distance_m
from .. import cards, errors, query, wording
from ..accounts.door import account_page
from ..place_page import PlacePage
from ..public import page as framed
from ..qr import qr_svg
from .asked import starting
from .offers import way
from .sketch import sketch

MOST_NEEDS = 8
LONGEST_TEXT = 160  # of what the place wrote: longer, its beginning


@require_safe
@account_page(staff=True)
def sheet(request: HttpRequest, slug: str) -> HttpResponse:
    """The place on paper; the address holds where the person starts from, as the public search
    reads it."""
    snapshot, now = load.current(), timezone.now()
    document = snapshot.directory.find(slug)
    if document is None:
        return errors.not_found(request)
    asked = query.read(starting(request.GET), snapshot.directory, now)
    place = PlacePage(document, snapshot.directory, now, _halt(request, snapshot, slug, now))
    document = place.document
    start, end = asked.query.position, _position(document)
    metres = distance_m(start, end) if start and end else None
    url = request.build_absolute_uri(reverse("place", args=[slug]))
    is_known = start and end and not cards.is_approximate(document)
    context = {
        "place": place,
        "document": document,
        "today": next((day for day in place.week if day.is_today), None),
        "hours": short(place.hours_sentence),
        "needs": place.needs[:MOST_NEEDS],
        "access": [_sentence(short(line)) for line in place.access][:3],
        "bring": short(document.to_bring),
        "way": way(document, start, metres),
        "distance": wording.distance(metres) if metres is not None and is_known else "",
        "from_where": asked.where,
        "sketch": sketch(start, end) if is_known else None,
        "qr": qr_svg(url),
        "back": f"{reverse('desk')}?{request.GET.urlencode()}" if request.GET else reverse("desk"),
        "help_phone_text": wording.phone(settings.HELP_PHONE) if settings.HELP_PHONE else "",
        "now_paris": timezone.localtime(now),
    }
    return framed(request, "places/desk/sheet.html", snapshot, context)


def _halt(request: HttpRequest, snapshot: Snapshot, slug: str, now: datetime) -> Halt | None:
    """The stop that the search shown to the agent found: of the day, of the quartier asked."""
    directory = snapshot.directory
    if not directory.rounds:
        return None
    answer = search(directory, query.read(request.GET, directory, now).query, now)
    return answer.halts.get(directory.row_of_slug[slug])


def short(text: str) -> str:
    """As much as leaves the sheet on one page."""
    text = " ".join(text.split())
    return text if len(text) <= LONGEST_TEXT else f"{text[: LONGEST_TEXT - 1].rstrip()}…"


def _sentence(text: str) -> str:
    return text if text.endswith((".", "…", "!", "?")) else f"{text}."


def _position(document) -> Position | None:
    if document.latitude is None:
        return None
    return Position(document.latitude, document.longitude)
