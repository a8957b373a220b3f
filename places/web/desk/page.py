"""« Orienter une personne » : one screen, one form, three places. It reads the directory in
memory; the address of the page holds all that was typed."""

from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import timezone
from django.views.decorators.http import require_safe

from ...directory import load
from ...directory.load import Snapshot
from ...directory.search import search
from ...vocabulary import NothingSuitable
from .. import query, wording
from ..coordination.access import needs
from ..filters import Filters
from ..public import page as framed
from . import session
from .asked import OTHERWISE, DeskForm, is_blank
from .offers import offers

RIGHT = "places.add_orientation"
REASONS = dict(NothingSuitable.choices)


@require_safe
@needs(RIGHT)
def desk_page(request: HttpRequest) -> HttpResponse:
    return shown(request, request.GET, load.current(), timezone.now())


def shown(
    request: HttpRequest, params: QueryDict, snapshot: Snapshot, now: datetime, problem: str = ""
) -> HttpResponse:
    """The page for what was asked; `problem`: why what was sent could not be noted."""
    asked = query.read(params, snapshot.directory, now)
    context = {
        "asked": asked,
        "desk_form": DeskForm(asked),
        "state": params.urlencode(),
        "desk_name": session.desk_name(request),
        "can_undo": session.last(request) is not None,
        "reasons": NothingSuitable.choices,
        "noted": REASONS.get(params.get(OTHERWISE, ""), ""),
        "problem": problem,
        "help_phone_text": wording.phone(settings.HELP_PHONE) if settings.HELP_PHONE else "",
    }
    if not is_blank(params):
        answer = search(snapshot.directory, asked.query, now)
        context["answer"] = answer
        context["filters"] = Filters(asked, answer)
        context["offers"] = offers(request, asked.params, answer, now)
    status = 400 if problem or asked.errors else 200
    return framed(request, "places/desk/page.html", snapshot, context, status)
