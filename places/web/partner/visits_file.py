"""« Envoyer un tableau » : counts from a spreadsheet, looked at line by line before being noted."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.views.decorators.http import require_http_methods

from ...actions.labels import paris_today
from ...interop.reading import UnreadableFile
from ...interop.visit_rows import MOST_BYTES, decoded, read_sheet
from ...interop.visits import VisitPlan, apply_plan, plan_visits
from ...models import Site
from ..wording import count
from .session import Partner, partners_only

MOST_SHOWN = 500  # lines of the preview


class FileForm(forms.Form):
    fichier = forms.FileField(
        label="Votre tableau (fichier CSV)",
        required=False,
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,text/csv"}),
        error_messages={
            "empty": "Ce fichier est vide.",
            "invalid": "Ce fichier n’est pas arrivé en entier. Choisissez-le à nouveau.",
        },
    )
    texte = forms.CharField(
        label="Ou collez les lignes ici",
        required=False,
        max_length=MOST_BYTES,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"max_length": "Ce tableau est trop long : 1 Mo au plus."},
    )

    def clean_fichier(self):
        upload = self.cleaned_data["fichier"]
        if upload is None:
            return ""
        try:
            return decoded(upload.read(MOST_BYTES + 1))
        except UnreadableFile as error:
            raise ValidationError(str(error)) from error

    def clean(self) -> dict:
        cleaned = super().clean()
        if not self.errors and not self.table:
            raise ValidationError("Choisissez un fichier, ou collez les lignes.")
        return cleaned

    @property
    def table(self) -> str:
        return self.cleaned_data.get("fichier") or self.cleaned_data.get("texte", "")


@require_http_methods(["GET", "HEAD", "POST"])
@partners_only
def count_file(request: HttpRequest, partner: Partner, pk: int) -> HttpResponse:
    """`geste` « envoyer » writes what was shown; anything else shows it."""
    site = get_object_or_404(partner.sites, pk=pk)
    if request.method != "POST":
        return _form(request, partner, site, FileForm())
    form = FileForm(request.POST, request.FILES)
    plan = _plan(partner, site, form)
    if plan is None:
        return _form(request, partner, site, form, status=400)
    if request.POST.get("geste") == "envoyer" and _written(request, partner, form, plan):
        return redirect("partner-counts", pk)
    if form.errors:
        return _form(request, partner, site, form, status=409)
    context = {
        "partner": partner,
        "site": site,
        "plan": plan,
        "lines": plan.lines[:MOST_SHOWN],
        "hidden": max(0, len(plan.lines) - MOST_SHOWN),
        "table": form.table,
    }
    return render(request, "places/partner/count_preview.html", context)


def _plan(partner: Partner, site: Site, form: FileForm) -> VisitPlan | None:
    """What the table would do for the places of this partner, None when it cannot be read."""
    if not form.is_valid():
        return None
    try:
        sheet = read_sheet(form.table, needs_place=False)
    except UnreadableFile as error:
        form.add_error("fichier" if form.cleaned_data.get("fichier") else "texte", str(error))
        return None
    return plan_visits(sheet, partner.sites, paris_today(), place=site)


def _written(request: HttpRequest, partner: Partner, form: FileForm, plan: VisitPlan) -> bool:
    try:
        apply_plan(partner.author, plan, "Comptages : tableau envoyé")
    except ValidationError as error:
        form.add_error(None, error.messages)
        return False
    done = f"C’est noté : {count(plan.to_write, 'ligne')}."
    lost = f" {count(plan.refused, 'ligne refusée', 'lignes refusées')} : rien n’en est gardé."
    messages.success(request, done + (lost if plan.refused else ""))
    return True


def _form(
    request: HttpRequest, partner: Partner, site: Site, form: FileForm, status: int = 200
) -> HttpResponse:
    context = {"partner": partner, "site": site, "form": form}
    return render(request, "places/partner/count_file.html", context, status=status)


routes = [path("<int:pk>/comptage/fichier/", count_file, name="partner-count-file")]
