"""Who changed what: the history of a listing, the last acts, one act and its undoing."""

import django_filters
from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.decorators.http import require_http_methods, require_safe

from ...actions.recording import Author
from ...actions.undo import UndoConflict, plan_undo, undo_act
from ...diagnosis.history import act_told, places_named, rows_told, site_history
from ...diagnosis.trail import changed_since, on_sites, sizes_of_act
from ...models import Act, Site
from ...vocabulary import Origin
from ..wording import count
from .access import needs
from .back import FIELD, back
from .searched import page_searched

PAGE_SIZE = 50
MOST_SHOWN = 50  # rows of an act about to be undone, in words
MOST_UNDONE_HERE = (
    10_000  # rows of history, about five seconds: more would keep the browser waiting
)
MOST_FORESEEN = 100  # rows of history looked at one by one before undoing
MOST_SUMMED = 20  # places of a longer act
MOST_NAMED = 200  # what stands in the way of an undoing
RIGHT = "places.undo_act"


class ActFilter(django_filters.FilterSet):
    auteur = django_filters.CharFilter("author", lookup_expr="icontains", label="Auteur")
    origine = django_filters.ChoiceFilter(
        "origin", choices=Origin.choices, label="D’où", empty_label="Peu importe"
    )
    lieu = django_filters.CharFilter(label="Nom du lieu", method="about")

    class Meta:
        model = Act
        fields: list[str] = []
        form = forms.Form

    def about(self, queryset: QuerySet, name: str, text: str) -> QuerySet:
        accented = (text, text.lower(), text.upper(), text.capitalize())
        named = Q()
        for one in {text} if text.isascii() else set(accented):  # SQLite knows no case but ASCII's
            named |= Q(name__icontains=one)
        return queryset.filter(on_sites(Site.objects.filter(named)))


@require_safe
@needs("places.view_site")
def history(request: HttpRequest, pk: int) -> HttpResponse:
    site = get_object_or_404(Site.objects.select_related("redirect__site"), pk=pk)
    redirect = getattr(site, "redirect", None)
    context = {
        "site": site,
        "rows": site_history(site, request.GET.get("page")),
        "former": site.former_addresses.select_related("merged"),
        "moved_to": redirect.site if redirect else None,
    }
    return render(request, "places/coordination/site_history.html", context)


@require_safe
@needs("places.view_act")
def acts(request: HttpRequest) -> HttpResponse:
    found = ActFilter(request.GET, queryset=Act.objects.all())
    rows = _page(found, request.GET.get("page"))
    acts = list(rows.object_list)
    places = places_named(acts)
    context = {
        "filter": found,
        "rows": rows,
        "lines": [(one, places.get(one.pk, "")) for one in acts],
    }
    return render(request, "places/coordination/acts.html", context)


def _page(found: ActFilter, number: str | None) -> Page:
    if found.data.get("lieu"):
        return page_searched(found.qs, Act.objects.all(), number, PAGE_SIZE)
    return Paginator(found.qs, PAGE_SIZE).get_page(number)


@require_safe
@needs("places.view_act")
def act(request: HttpRequest, pk: int) -> HttpResponse:
    record = get_object_or_404(Act, pk=pk)
    rows = act_told(record, request.GET.get("page"))
    context = {"act": record, "rows": rows, "sizes": rows_told(rows.sizes)}
    return render(request, "places/coordination/act.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(RIGHT)
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """GET says what will happen and shows the button, POST does it."""
    record = get_object_or_404(Act, pk=pk)
    sizes = sizes_of_act(pk)
    if sum(sizes.values()) > MOST_UNDONE_HERE:
        return _too_large(request, record, sizes)
    if request.method != "POST":
        return _confirm(request, record, sizes)
    only_possible = request.POST.get("ce_qui_peut") == "1"
    try:
        done = undo_act(Author.of_user(request.user), record, only_possible=only_possible)
    except UndoConflict:
        return _confirm(request, record, sizes, status=409)
    except ValidationError as error:
        return _confirm(request, record, sizes, errors=error.messages, status=409)
    if done.act is None:
        messages.info(request, "Il n’y a plus rien à annuler.")
    else:
        said = f"Annulé : {count(done.rows, 'changement', 'changements')}."
        if done.conflicts:
            kept = count(len(done.conflicts), "changement plus récent", "changements plus récents")
            said += f" Gardé : {kept}."
        messages.success(request, with_undo(request, said, done.act.pk, "Rétablir"))
    return back(request, "coordination")


def with_undo(
    request: HttpRequest, said: str, act_id: int | None, word: str = "Annuler"
) -> str | SafeString:
    """A message followed by the link that undoes what it tells, for who may."""
    if act_id is None or not request.user.has_perm(RIGHT):
        return said
    address = reverse("undo-act", args=[act_id])
    return format_html('{} <a href="{}">{}</a>', said, address, word)


def last_act_id(request: HttpRequest) -> int | None:
    """The act that this account wrote last."""
    return Act.objects.filter(user=request.user).values_list("pk", flat=True).first()


def _confirm(
    request: HttpRequest,
    record: Act,
    sizes: dict,
    *,
    errors: list[str] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "act": record,
        "errors": errors or (),
        "suite": request.POST.get(FIELD) or request.GET.get(FIELD) or "",
    }
    is_long = sum(sizes.values()) > MOST_FORESEEN
    context |= _summary(record, sizes) if is_long else _in_full(record)
    return render(request, "places/coordination/undo_act.html", context, status=status)


def _in_full(record: Act) -> dict:
    """What will be written, row by row, and what stands in the way."""
    plan = plan_undo(record)
    return {
        "count": plan.count,
        "foreseen": plan.told(MOST_SHOWN),
        "more": max(plan.count - MOST_SHOWN, 0),
        "conflicts": plan.conflicts[:MOST_NAMED],
        "more_conflicts": max(len(plan.conflicts) - MOST_NAMED, 0),
    }


def _summary(record: Act, sizes: dict) -> dict:
    """Of an act of many rows: how many, what it did to the first places, how many rows changed
    since. Nothing else is read: undoing looks at each row anyway."""
    told = act_told(record, size=MOST_SUMMED, sizes=sizes)
    return {
        "count": sum(sizes.values()),
        "sizes": rows_told(sizes),
        "told": told,
        "more": told.paginator.count - len(told),
        "changed": changed_since(record.pk),
    }


def _too_large(request: HttpRequest, record: Act, sizes: dict) -> HttpResponse:
    context = {"act": record, "sizes": rows_told(sizes), "rows": sum(sizes.values())}
    status = 200 if request.method != "POST" else 409
    return render(request, "places/coordination/undo_large.html", context, status=status)


routes = [
    path("lieux/<int:pk>/historique/", history, name="site-history"),
    path("actes/", acts, name="acts"),
    path("actes/<int:pk>/", act, name="act"),
    path("actes/<int:pk>/annuler/", undo, name="undo-act"),
]
