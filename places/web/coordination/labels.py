"""Labels: their charters, the files to decide, those about to end."""

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.views.decorators.http import require_POST, require_safe

from ...actions.documents import add_document
from ...actions.labels import add_months, paris_today
from ...actions.recording import Author
from ...models import Label, LabelAward
from ...vocabulary import AwardState
from .access import needs
from .back import back
from .fields import DocumentForm
from .listings import PAGE_SIZE

MOST_SHOWN = 50


@require_safe
@needs("places.view_labelaward")
def labels(request: HttpRequest) -> HttpResponse:
    today = paris_today()
    limit = add_months(today, settings.LABEL_WARNING_MONTHS)
    awards = LabelAward.objects.select_related("label", "site")
    context = {
        "labels": _counted(),
        "months": settings.LABEL_WARNING_MONTHS,
        "sections": [
            _section("À décider", awards.to_decide().order_by("pk")),
            _section(
                f"Expirent avant le {limit:%d/%m/%Y}",
                awards.ending(today, limit).order_by("ends_on", "pk"),
            ),
            _section("Expirés", awards.over(today).order_by("-ends_on", "pk")),
        ],
    }
    return render(request, "places/coordination/labels.html", context)


@require_safe
@needs("places.view_labelaward")
def label(request: HttpRequest, code: str) -> HttpResponse:
    return _label(request, get_object_or_404(Label, code=code))


@require_POST
@needs("places.change_label")
def add_label_document(request: HttpRequest, code: str) -> HttpResponse:
    found = get_object_or_404(Label, code=code)
    form = DocumentForm(request.POST, request.FILES)
    if not form.is_valid():
        return _label(request, found, form=form, status=400)
    add_document(Author.of_user(request.user), found, form.cleaned_data["file"])
    messages.success(request, "Document ajouté.")
    return back(request, reverse("label", args=[code]))


def _label(
    request: HttpRequest, found: Label, *, form: DocumentForm | None = None, status: int = 200
) -> HttpResponse:
    state = request.GET.get("etat", "")
    awards = found.awards.select_related("site", "label").order_by("site__name", "pk")
    if state in AwardState.values:
        awards = awards.filter(state=state)
    context = {
        "label": found,
        "criteria": found.criteria.all(),
        "documents": found.documents.kept(),
        "form": form or DocumentForm(),
        "state": state,
        "states": AwardState.choices,
        "rows": Paginator(awards, PAGE_SIZE).get_page(request.GET.get("page")),
    }
    return render(request, "places/coordination/label.html", context, status=status)


def _counted() -> list[tuple[Label, list[tuple[AwardState, int]]]]:
    """Each label with the number of its awards in each state that has some."""
    rows = LabelAward.objects.order_by().values_list("label", "state").annotate(Count("pk"))
    numbers = {(label, state): number for label, state, number in rows}
    return [
        (found, [(one, numbers[found.pk, one]) for one in AwardState if (found.pk, one) in numbers])
        for found in Label.objects.all()
    ]


def _section(title: str, awards) -> dict:
    shown = list(awards[: MOST_SHOWN + 1])
    return {"title": title, "rows": shown[:MOST_SHOWN], "more": len(shown) > MOST_SHOWN}


routes = [
    path("labels/", labels, name="labels"),
    path("labels/charte/<slug:code>/", label, name="label"),
    path("labels/charte/<slug:code>/document/", add_label_document, name="label-document"),
]
