"""Listings to confirm, « Toujours exact » for one or many, and the call sheet."""

import numpy as np
from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from ...actions.confirm import confirm_sites
from ...actions.recording import Author
from ...diagnosis.freshness import not_confirmed
from ...diagnosis.reminders import to_call
from ...directory import load
from ...directory.columns import Directory
from ...models import Site
from ...vocabulary import Confirmation
from ..wording import count
from .access import needs
from .acts import last_act_id, with_undo
from .back import back
from .listings import in_district, page_of, paris_day

SAID_BY_THE_COORDINATOR = (Confirmation.CALL, Confirmation.VISIT, Confirmation.MAIL)


class StaleForm(forms.Form):
    """Which listings to show."""

    mois = forms.TypedChoiceField(label="Non confirmés depuis", coerce=int, required=False)
    quartier = forms.ChoiceField(label="Quartier", required=False)
    silence = forms.BooleanField(label="Sans réponse aux courriels", required=False)

    def __init__(self, *args, directory: Directory, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["mois"].choices = [
            (months, f"{months} mois") for months in (settings.STALE_MONTHS, settings.FRESH_MONTHS)
        ]
        districts = [(one.slug, one.name) for one in directory.lists.districts]
        self.fields["quartier"].choices = [("", "Tous"), *districts]

    @property
    def months(self) -> int:
        return (self.is_valid() and self.cleaned_data["mois"]) or settings.STALE_MONTHS

    @property
    def district(self) -> str:
        return self.cleaned_data["quartier"] if self.is_valid() else ""

    @property
    def only_silent(self) -> bool:
        return self.is_valid() and self.cleaned_data["silence"]


class ConfirmForm(forms.Form):
    lieux = forms.ModelMultipleChoiceField(
        Site.objects.all(),
        error_messages={
            "required": "Cochez au moins un lieu.",
            "invalid_choice": "Un de ces lieux n’existe plus. Rechargez la page.",
            "invalid_pk_value": "Un de ces lieux n’existe plus. Rechargez la page.",
        },
    )
    comment = forms.ChoiceField(
        label="Comment le savez-vous ?",
        choices=[(one.value, one.label) for one in SAID_BY_THE_COORDINATOR],
        error_messages={
            "required": "Dites comment vous le savez.",
            "invalid_choice": "Dites comment vous le savez.",
        },
    )


@require_safe
@needs("places.change_site")
def to_confirm(request: HttpRequest) -> HttpResponse:
    return _list(request)


@require_safe
@needs("places.change_site")
def call_sheet(request: HttpRequest) -> HttpResponse:
    """The same listings, to be printed: whom to call, what to ask, boxes to tick."""
    return _list(request, template="places/coordination/call_sheet.html", contacts=True)


@require_POST
@needs("places.change_site")
def confirm(request: HttpRequest) -> HttpResponse:
    form = ConfirmForm(request.POST)
    if not form.is_valid():
        return _list(request, form=form, status=400)
    author = Author.of_user(request.user)
    sites = form.cleaned_data["lieux"]
    done = confirm_sites(author, sites, form.cleaned_data["comment"])
    said = f"{count(done, 'lieu confirmé', 'lieux confirmés')}."
    messages.success(request, with_undo(request, said, last_act_id(request)))
    return back(request, "to-confirm")


def stale_rows(directory: Directory, months: int) -> np.ndarray:
    """Rows not confirmed for so many months today."""
    return not_confirmed(directory, months, paris_day(timezone.now()))


def _asked_rows(directory: Directory, asked: StaleForm) -> np.ndarray:
    """Those whom e-mails left without an answer are called whatever the months chosen."""
    if not asked.only_silent:
        return stale_rows(directory, asked.months)
    rows = [directory.row_of_site.get(site_id) for site_id in to_call()]
    kept = np.array([row for row in rows if row is not None], dtype=int)
    return kept[np.lexsort((directory.name_ranks[kept], directory.confirmed[kept]))]


def _list(
    request: HttpRequest,
    *,
    template: str = "places/coordination/to_confirm.html",
    form: ConfirmForm | None = None,
    contacts: bool = False,
    status: int = 200,
) -> HttpResponse:
    directory = load.current().directory
    asked = StaleForm(request.GET, directory=directory)
    rows = in_district(directory, _asked_rows(directory, asked), asked.district)
    today = paris_day(timezone.now())
    context = {
        "asked": asked,
        "months": asked.months,
        "only_silent": asked.only_silent,
        "district": asked.district,
        "rows": page_of(directory, rows, request.GET.get("page"), today, contacts=contacts),
        "form": form or ConfirmForm(),
        "chosen": request.POST.getlist("lieux"),
        "today": today,
    }
    return render(request, template, context, status=status)


routes = [
    path("a-confirmer/", to_confirm, name="to-confirm"),
    path("a-confirmer/feuille/", call_sheet, name="call-sheet"),
    path("a-confirmer/confirmer/", confirm, name="confirm"),
]
