"""What the public reports: beside what the listing says today, decided and answered."""

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path
from django.views.decorators.http import require_http_methods, require_safe

from ...actions import report as actions
from ...actions.recording import Author
from ...diagnosis.changes import field_label, value
from ...diagnosis.proposals import part_today, part_words
from ...models import ErrorReport, Need, Site
from ...vocabulary import ReportOutcome, ReportTopic, labels
from .access import needs
from .back import back
from .site_fields import attach

PAGE_SIZE = 50
ALWAYS = ("status", "hours", "phone", "address")
# what a topic is about: fields, then parts
ABOUT = {
    ReportTopic.HOURS: ("hours", "status", "paused_until", "closures"),
    ReportTopic.PHONE: ("phone", "emails", "websites"),
    ReportTopic.ADDRESS: ("address", "address_complement", "postal_code", "commune", "district"),
    ReportTopic.SERVICES: ("services", "equipment", "fees", "access_modes"),
    ReportTopic.GONE: ("status", "status_reason", "publication"),
}
PARTS = {"services": "Aides", "equipment": "Matériel", "closures": "Fermetures"}


@dataclass(frozen=True)
class Said:
    """What the listing says today about something."""

    label: str
    text: str


class AnswerForm(forms.Form):
    outcome = forms.ChoiceField(
        label="Qu’avez-vous fait ?",
        choices=ReportOutcome.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Dites ce que vous avez fait.",
            "invalid_choice": "Dites ce que vous avez fait.",
        },
    )
    answer = forms.CharField(
        label="Réponse à la personne",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Elle part par courriel. L’adresse est ensuite effacée.",
    )


@require_safe
@needs("places.view_errorreport")
def reports(request: HttpRequest) -> HttpResponse:
    found = ErrorReport.objects.select_related("site")
    waiting = found.filter(handled_at=None)
    asked = request.GET.get("traites") == "1"
    shown = found.exclude(handled_at=None).order_by("-handled_at", "-pk") if asked else waiting
    rows = Paginator(shown if asked else shown.order_by("created_at", "pk"), PAGE_SIZE)
    page = rows.get_page(request.GET.get("page"))
    context = {
        "rows": page,
        "lines": [(one, ", ".join(labels(ReportTopic, one.topics))) for one in page],
        "handled": asked,
    }
    return render(request, "places/coordination/reports.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("places.view_errorreport", "places.change_errorreport")
def report(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(ErrorReport, pk=pk)
    if request.method != "POST":
        return _page(request, found, AnswerForm())
    if request.POST.get("envoyer") == "encore":
        actions.resend(found)
        return _done(request, found, "Signalement gardé.")
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form, status=400)
    try:
        data = form.cleaned_data
        author = Author.of_user(request.user)
        found = actions.answer_report(author, found, data["outcome"], data["answer"])
    except ValidationError as error:
        found.refresh_from_db()
        attach(form, error)
        return _page(request, found, form, status=409)
    return _done(request, found, "Signalement traité.")


def today_says(site: Site, topics: list[str]) -> list[Said]:
    """What the listing says today of the topics, or of its main facts for another one."""
    names = dict.fromkeys(name for topic in topics for name in ABOUT.get(topic, ()))
    return [_said(site, name) for name in (names or ALWAYS)]


def _said(site: Site, name: str) -> Said:
    if name in PARTS:
        rows = part_today(site, name)
        codes = {code for row in rows for code in row.get("needs") or ()}
        known = dict(Need.objects.filter(code__in=codes).values_list("code", "name"))
        return Said(PARTS[name], part_words(name, rows, known))
    field = Site._meta.get_field(name)
    if field.is_relation:
        return Said(field_label(field), str(getattr(site, name) or "rien"))
    return Said(field_label(field), value(field, getattr(site, name)))


def _done(request: HttpRequest, found: ErrorReport, said: str) -> HttpResponse:
    found.refresh_from_db()
    if found.has_unsent_answer:
        messages.error(
            request,
            f"{said} La réponse n’est pas partie : le courriel ne marche pas. Elle est gardée.",
        )
    elif found.answered_at:
        messages.success(request, f"{said} La réponse est partie.")
    else:
        messages.success(request, said)
    return back(request, "reports")


def _page(
    request: HttpRequest, found: ErrorReport, form: AnswerForm, *, status: int = 200
) -> HttpResponse:
    site = Site.objects.select_related("district").get(pk=found.site_id)
    context = {
        "report": found,
        "site": site,
        "topics": labels(ReportTopic, found.topics),
        "today": today_says(site, found.topics),
        "email": found.email if actions.keeps_address(found) else "",
        "form": form,
    }
    return render(request, "places/coordination/report.html", context, status=status)


routes = [
    path("signalements/", reports, name="reports"),
    path("signalements/<int:pk>/", report, name="error-report"),
]
