"""Listings that may be one place: the list, the preview field by field, the merge."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ...actions.merge import merge_sites, tell_apart
from ...actions.recording import Author
from ...diagnosis.duplicates import Pair, Reason, likely_duplicates
from ...diagnosis.merging import Choice, Line, Preview, preview
from ...directory import load
from ...directory.columns import Directory
from ...models import NotDuplicate, Site
from ...vocabulary import Publication
from .access import needs
from .acts import last_act_id, with_undo
from .back import back
from .listings import Listing, listings, paris_day

PAGE_SIZE = 25
MOST_FOUND = 20


@dataclass(frozen=True)
class PairLine:
    first: Listing
    second: Listing
    score: int
    reasons: tuple[Reason, ...]

    @property
    def both(self) -> tuple[Listing, Listing]:
        return self.first, self.second


class MergeForm(forms.Form):
    """A choice an aspect that differs. `seen`: when the two listings shown were last changed."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, lines: tuple[Line, ...], **kwargs):
        super().__init__(*args, **kwargs)
        self.lines = lines
        for line in lines:
            self.fields[line.aspect.key] = forms.ChoiceField(
                label=line.aspect.label,
                choices=line.choices,
                initial=line.proposed,
                widget=forms.RadioSelect,
                error_messages={
                    "required": "Choisissez ce qu’il faut garder.",
                    "invalid_choice": "Choisissez ce qu’il faut garder.",
                },
            )

    @property
    def choices(self) -> dict[str, Choice]:
        return {line.aspect.key: Choice(self.cleaned_data[line.aspect.key]) for line in self.lines}

    @property
    def rows(self) -> list[forms.BoundField]:
        return [self[line.aspect.key] for line in self.lines]


@require_safe
@needs("places.merge_site")
def duplicates(request: HttpRequest) -> HttpResponse:
    directory = load.current().directory
    told_apart = set(NotDuplicate.objects.values_list("first_id", "second_id"))
    page = Paginator(waiting(directory, told_apart), PAGE_SIZE).get_page(request.GET.get("page"))
    page.object_list = list(_lines(directory, page))
    return render(request, "places/coordination/duplicates.html", {"rows": page})


@require_safe
@needs("places.merge_site")
def choose(request: HttpRequest) -> HttpResponse:
    """Two listings that the list does not hold: each is looked for by its name."""
    text = " ".join(request.GET.get("q", "").replace("\0", "").split())[:100]
    number = request.GET.get("lieu", "")
    chosen = get_object_or_404(_open_sites(), pk=number) if number.isdecimal() else None
    found = []
    if text:
        sites = _open_sites().filter(name__icontains=text).select_related("district")
        found = list(sites.exclude(pk=chosen.pk if chosen else None)[: MOST_FOUND + 1])
    context = {
        "text": text,
        "chosen": chosen,
        "found": found[:MOST_FOUND],
        "is_cut": len(found) > MOST_FOUND,
        "most": MOST_FOUND,
    }
    return render(request, "places/coordination/duplicates_choose.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("places.merge_site")
def merge(request: HttpRequest, kept: int, merged: int) -> HttpResponse:
    """What each listing says, a choice for each difference; then one listing."""
    one, other = _two(kept, merged)
    seen = f"{one.updated_at.timestamp()} {other.updated_at.timestamp()}"
    shown = preview(one, other)
    if request.method != "POST":
        return _preview(request, one, other, shown, MergeForm(lines=shown.lines), seen)
    form = MergeForm(request.POST, lines=shown.lines)
    if request.POST.get("seen") != seen:
        form.add_error(None, "Un de ces lieux vient de changer. Relisez avant de fusionner.")
        return _preview(request, one, other, shown, form, seen, status=409)
    if form.is_valid():
        try:
            merge_sites(Author.of_user(request.user), one, other, form.choices)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            said = f"« {other.name} » est fusionné : son adresse mène à « {one.name} »."
            messages.success(request, with_undo(request, said, last_act_id(request)))
            return redirect("duplicates")
    return _preview(request, *_two(kept, merged), shown, form, seen, status=400)


@require_POST
@needs("places.merge_site")
def apart(request: HttpRequest, first: int, second: int) -> HttpResponse:
    """« Ce ne sont pas des doublons. »"""
    one, other = _two(first, second)
    tell_apart(Author.of_user(request.user), one, other)
    messages.success(request, f"« {one.name} » et « {other.name} » restent deux lieux.")
    return back(request, "duplicates")


def waiting(directory: Directory, told_apart: Collection[tuple[int, int]]) -> list[Pair]:
    """The likely pairs that nobody has told apart (pairs of site numbers, the lower first)."""
    site_of = {row: site for site, row in directory.row_of_site.items()} if told_apart else {}
    return [
        pair
        for pair in likely_duplicates(directory)
        if not told_apart or (site_of[pair.first], site_of[pair.second]) not in told_apart
    ]


def _lines(directory: Directory, pairs: Page) -> Iterator[PairLine]:
    today = paris_day(timezone.now())
    for pair in pairs:
        first, second = listings(directory, (pair.first, pair.second), today)
        yield PairLine(first, second, pair.score, pair.reasons)


def _open_sites():
    return Site.objects.exclude(publication=Publication.ARCHIVED)


def _two(first: int, second: int) -> tuple[Site, Site]:
    found = _open_sites().with_parts().in_bulk([first, second])
    if len(found) < 2:
        raise Http404
    return found[first], found[second]


def _preview(
    request: HttpRequest,
    kept: Site,
    merged: Site,
    shown: Preview,
    form: MergeForm,
    seen: str,
    status: int = 200,
) -> HttpResponse:
    context = {"kept": kept, "merged": merged, "preview": shown, "form": form, "seen": seen}
    return render(request, "places/coordination/merge.html", context, status=status)


routes = [
    path("doublons/", duplicates, name="duplicates"),
    path("doublons/chercher/", choose, name="duplicates-choose"),
    path("doublons/<int:kept>/<int:merged>/", merge, name="merge"),
    path("doublons/<int:first>/<int:second>/distincts/", apart, name="not-duplicates"),
]
