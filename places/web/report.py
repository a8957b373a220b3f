"""« Une erreur ? Dites-le » : anybody reports an error, without an account."""

import logging

from django import forms
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from ..actions.report import report_error
from ..directory import load
from ..vocabulary import ReportTopic
from .human import HumanForm, now_signed
from .moved import new_slug
from .public import page
from .quota import is_spent

log = logging.getLogger(__name__)
SALT = "places.report"
MOST_AN_HOUR = 10  # reports from one address


class ReportForm(HumanForm):
    topics = forms.MultipleChoiceField(
        label="Qu’est-ce qui est faux ?",
        choices=ReportTopic.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    message = forms.CharField(
        label="Dites-nous ce qui est juste (si vous le savez)",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        required=False,
    )
    email = forms.EmailField(
        label="Votre courriel, si vous voulez une réponse",
        required=False,
        help_text="Il est effacé après 90 jours.",
    )

    def clean(self) -> dict:
        data = super().clean()
        if not data.get("topics") and not data.get("message"):
            self.add_error("topics", "Cochez une case ou écrivez un message.")
        return data


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, slug: str) -> HttpResponse:
    snapshot = load.current()
    document = snapshot.directory.find(slug)
    if document is None:
        moved = new_slug(slug)
        if moved:
            return redirect("report", moved, permanent=True)
        raise Http404
    form = ReportForm(request.POST or None, initial={"opened": now_signed()})
    status = 200
    if request.method == "POST":
        if not form.is_valid():
            status = 400
        elif is_spent(request, SALT, MOST_AN_HOUR):
            form.add_error(None, "Vous avez envoyé beaucoup de messages. Réessayez dans une heure.")
            status = 429
        elif _keep(form, document.id):
            return redirect(f"{reverse('place', args=[slug])}?merci=1")
        else:
            form.add_error(None, "Le site est occupé. Envoyez à nouveau dans une minute.")
            status = 503
    context = {"form": form, "document": document, "opened": now_signed()}
    return page(request, "places/report.html", snapshot, context, status=status)


def _keep(form: ReportForm, site_id: int) -> bool:
    """Whether the report could be written: the database may be busy or away."""
    data = form.cleaned_data
    try:
        report_error(site_id, data["topics"], data["message"], data["email"])
    except DatabaseError:
        log.exception("Un signalement n’a pas pu être gardé.")
        return False
    return True
