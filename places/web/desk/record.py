"""What the agent notes: the place told, or why none suits; which desk this is."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from ...actions.orient import orient, take_back
from ...directory import load
from ...directory.demand import district_of
from ...directory.search import search
from ...models import Desk
from ...models.orientation import MOST_GIVEN
from .. import query
from ..coordination.access import needs
from . import session
from .asked import constraints_of, otherwise
from .page import RIGHT, shown

LONGEST_STATE = 4000
LONGEST_KEYS = 60


@require_POST
@needs(RIGHT)
def note(request: HttpRequest) -> HttpResponse:
    """`choisi`: the place told, among `donnes`; or `raison`: why none suits. `etat`: the address
    of the search."""
    snapshot, now = load.current(), timezone.now()
    params = QueryDict(request.POST.get("etat", "")[:LONGEST_STATE])
    asked = query.read(params, snapshot.directory, now)
    answer = search(snapshot.directory, asked.query, now)
    try:
        chosen = _keys(request.POST.get("choisi", ""))
        made = orient(
            now,
            desk=session.desk(request),
            needs=_needs_of(answer),
            district=district_of(answer, asked.located),
            constraints=constraints_of(asked),
            given=_keys(request.POST.get("donnes", "")),
            chosen=chosen[0] if chosen else None,
            reason=request.POST.get("raison", ""),
        )
    except ValidationError as error:
        return shown(request, params, snapshot, now, problem=" ".join(error.messages))
    session.remember(request, made.pk)
    if made.chosen_id is None:
        return redirect(f"{reverse('desk')}?{otherwise(asked, made.reason).urlencode()}")
    messages.success(request, f"Noté : {made.chosen}.")
    return redirect("desk")


@require_POST
@needs(RIGHT)
def undo(request: HttpRequest) -> HttpResponse:
    """« Annuler le dernier » : forgets what this session noted last."""
    key = session.last(request)
    if key is not None and take_back(key):
        messages.success(request, "La dernière orientation est annulée.")
    session.remember(request, None)
    return redirect("desk")


@require_http_methods(["GET", "HEAD", "POST"])
@needs(RIGHT)
def choose_desk(request: HttpRequest) -> HttpResponse:
    """Which desk this session is; `guichet` holds its key, nothing for none."""
    desks = list(Desk.objects.all())
    if request.method == "POST":
        key = request.POST.get("guichet", "")
        chosen = next((one for one in desks if str(one.pk) == key), None)
        session.choose_desk(request, chosen)
        messages.success(request, f"Guichet : {session.desk_name(request)}.")
        return redirect("desk")
    context = {"desks": desks, "desk_name": session.desk_name(request)}
    return render(request, "places/desk/desks.html", context)


def _needs_of(answer) -> list[str]:
    """The codes asked, in words or by a link, each once."""
    asked = [*answer.understood.needs, *sorted(answer.query.chosen.get("besoin", ()))]
    return list(dict.fromkeys(asked))


def _keys(text: str) -> list[int]:
    """« 12,45 » as keys of sites; ValidationError when it is not a list of numbers."""
    parts = [part for part in text[:LONGEST_KEYS].split(",") if part]
    if len(parts) > MOST_GIVEN or not all(part.isascii() and part.isdigit() for part in parts):
        raise ValidationError("Ce choix n’est pas lisible. Choisissez un lieu de la liste.")
    return [int(part) for part in parts]
