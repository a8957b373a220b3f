"""« Ce que les gens cherchent et ne trouvent pas », for the coordinator."""

from datetime import timedelta

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ...actions import searches as actions
from ...actions.recording import Author
from ...diagnosis.searched import LEAST_DAYS
from ...models import Need, UnknownText
from ...text import words
from .access import needs
from .searches_report import COLUMNS, SearchesReport
from .spreadsheet import csv_response

PERIODS = [("30", "30 jours"), ("90", "90 jours"), ("365", "365 jours")]


class PeriodForm(forms.Form):
    jours = forms.ChoiceField(
        label="Pendant les derniers",
        choices=PERIODS,
        required=False,
        error_messages={"invalid_choice": "Choisissez une durée de la liste."},
    )

    @property
    def days(self) -> int:
        """The period asked; the shortest when none is, or when it cannot be read."""
        asked = self.cleaned_data.get("jours") if self.is_valid() else ""
        return int(asked or PERIODS[0][0])


class TermForm(forms.Form):
    term = forms.CharField(
        label="Mots à ajouter",
        max_length=100,
        help_text="Remettez les accents et corrigez les fautes si besoin.",
    )
    need = forms.ModelChoiceField(
        Need.objects.filter(active=True),
        label="Pour quel besoin ?",
        to_field_name="code",
        empty_label="Choisissez un besoin",
    )

    def clean_term(self) -> str:
        if not words(self.cleaned_data["term"]):
            raise forms.ValidationError("Écrivez au moins un mot.")
        return self.cleaned_data["term"]


@require_safe
@needs("places.view_searchcount")
def searches(request: HttpRequest) -> HttpResponse:
    form = PeriodForm(request.GET)
    context = {
        "form": form,
        "days": form.days,
        "periods": PERIODS,
        "report": _report(form),
        "least_days": LEAST_DAYS,
        "unknown_days": actions.UNKNOWN_DAYS,
    }
    status = 200 if form.is_valid() else 400
    return render(request, "places/coordination/searches.html", context, status=status)


@require_safe
@needs("places.view_searchcount")
def searches_csv(request: HttpRequest) -> HttpResponse:
    """The counts of the period, for a spreadsheet."""
    form = PeriodForm(request.GET)
    if not form.is_valid():
        return searches(request)  # says why
    name = f"recherches-{timezone.localdate().isoformat()}-{form.days}-jours.csv"
    return csv_response(name, COLUMNS, _report(form).rows())


@require_http_methods(["GET", "HEAD", "POST"])
@needs("places.change_need")
def add_to_vocabulary(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose the need that an unknown text asks for."""
    unknown = get_object_or_404(UnknownText.objects.shown(), pk=pk)
    form = TermForm(request.POST or None, initial={"term": unknown.text})
    if request.method == "POST" and form.is_valid() and _add(request, unknown, form):
        return _back(request)
    context = {"form": form, "unknown": unknown, "back": _back(request).url}
    status = 400 if form.is_bound else 200
    return render(request, "places/coordination/search_add.html", context, status=status)


@require_POST
@needs("places.change_unknowntext")
def hide(request: HttpRequest, pk: int) -> HttpResponse:
    unknown = get_object_or_404(UnknownText.objects.shown(), pk=pk)
    actions.hide_text(Author.of_user(request.user), unknown)
    messages.success(request, f"« {unknown.text} » n’est plus montré.")
    return _back(request)


@require_POST
@needs("places.change_unknowntext")
def show(request: HttpRequest, pk: int) -> HttpResponse:
    unknown = get_object_or_404(UnknownText.objects.hidden(), pk=pk)
    actions.show_text(unknown)
    messages.success(request, f"« {unknown.text} » est montré à nouveau.")
    return _back(request)


def _add(request: HttpRequest, unknown: UnknownText, form: TermForm) -> bool:
    """Whether the vocabulary took the term."""
    term, need = form.cleaned_data["term"], form.cleaned_data["need"]
    try:
        actions.add_term(Author.of_user(request.user), unknown, need, term)
    except ValidationError as error:
        form.add_error(None, error.messages)
        return False
    messages.success(request, f"« {term} » mène maintenant à « {need} ».")
    return True


def _report(form: PeriodForm) -> SearchesReport:
    return SearchesReport(timezone.localdate() - timedelta(days=form.days - 1))


def _back(request: HttpRequest) -> HttpResponseRedirect:
    """The list, over the same period."""
    return redirect(f"{reverse('searches')}?jours={PeriodForm(request.GET).days}")


routes = [
    path("recherches/", searches, name="searches"),
    path("recherches/nombres.csv", searches_csv, name="searches-csv"),
    path("recherches/<int:pk>/ajouter/", add_to_vocabulary, name="search-add"),
    path("recherches/<int:pk>/cacher/", hide, name="search-hide"),
    path("recherches/<int:pk>/montrer/", show, name="search-show"),
]
