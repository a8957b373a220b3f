"""One award: its steps, its review, its documents; and the application that begins it."""

from datetime import date

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods

from ...actions.documents import add_document
from ...actions.labels import (
    apply_for,
    is_reviewed,
    next_states,
    paris_today,
    review_round,
    save_answers,
    take_step,
)
from ...actions.recording import Author
from ...models import CriterionAnswer, Label, LabelAward
from ...vocabulary import AwardState
from .access import needs
from .award_form import RESUME, VERBS, AwardForm
from .back import back
from .fields import DayField, take_errors
from .site_choice import SiteChoice

DECIDE = "places.decide_award"


class ApplicationForm(forms.Form):
    label = forms.ModelChoiceField(
        Label.objects.all(),
        label="Label",
        to_field_name="code",
        empty_label="Choisissez un label",
        error_messages={
            "required": "Choisissez un label.",
            "invalid_choice": "Ce label n’existe pas.",
        },
    )
    on = DayField(label="Date de la demande")
    signed_by = forms.CharField(
        label="Qui demande ?", max_length=200, error_messages={"required": "Écrivez qui demande."}
    )
    reason = forms.CharField(label="Remarque", max_length=500, required=False)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("places.view_labelaward")
def award(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(LabelAward.objects.select_related("label", "site"), pk=pk)
    steps = list(found.steps.all())
    form = _form(request, found, review_round(steps))
    if request.method == "POST":
        if not request.user.has_perm(DECIDE):
            raise PermissionDenied
        if form.is_valid() and _save(request, found, form):
            return back(request, reverse("award", args=[pk]))
    today = paris_today()
    context = {
        "award": found,
        "today": today,
        "steps": steps,
        "form": form,
        "buttons": _buttons(found, today),
        "documents": found.documents.kept(),
        "may_decide": request.user.has_perm(DECIDE),
        "shown": found.state in AwardState.in_force() and not _is_over(found, today),
        "over": found.state in AwardState.in_force() and _is_over(found, today),
    }
    status = 400 if form.is_bound else 200
    return render(request, "places/coordination/award.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(DECIDE)
def award_new(request: HttpRequest) -> HttpResponse:
    """A place is searched, then chosen with the label it asks for."""
    sent = request.method == "POST" and "chercher" not in request.POST
    data = request.POST if request.method == "POST" else request.GET
    choice = SiteChoice(data)
    form = ApplicationForm(data) if sent else ApplicationForm(initial=_typed(data))
    if sent:
        made = _apply(request, form, choice)
        if made:
            messages.success(request, f"Demande notée : {made.label}, {made.site}.")
            return redirect("award", made.pk)
    context = {"form": form, "choice": choice, "no_site": sent and choice.chosen is None}
    return render(
        request, "places/coordination/award_new.html", context, status=400 if sent else 200
    )


def _typed(data) -> dict:
    """What was typed before another search for the place."""
    typed = {name: data[name] for name in ApplicationForm.base_fields if data.get(name)}
    return {"on": paris_today()} | typed


def _apply(request: HttpRequest, form: ApplicationForm, choice: SiteChoice) -> LabelAward | None:
    if not form.is_valid() or choice.chosen is None:
        return None
    values = dict(form.cleaned_data)
    try:
        return apply_for(Author.of_user(request.user), values.pop("label"), choice.chosen, **values)
    except ValidationError as error:
        take_errors(form, error)
        return None


def _form(request: HttpRequest, found: LabelAward, number: int) -> AwardForm:
    criteria = found.label.criteria.filter(active=True) if is_reviewed(found) else ()
    return AwardForm(
        *((request.POST, request.FILES) if request.method == "POST" else ()),
        criteria=criteria,
        answers=list(found.answers.all()),
        number=number,
        signed_by=Author.of_user(request.user).name,
        stamp=_stamp(found, number),
    )


def _stamp(found: LabelAward, number: int) -> str:
    """Changes with every answer saved and with every review that ends; "" before any answer."""
    last = CriterionAnswer.history.filter(award=found).aggregate(last=Max("history_id"))["last"]
    return f"{number}-{last}" if last else ""


def _save(request: HttpRequest, found: LabelAward, form: AwardForm) -> bool:
    """Whether all that was sent is done: a refusal of any part leaves everything as it was."""
    author, values = Author.of_user(request.user), form.cleaned_data
    try:
        with transaction.atomic():
            if form.state:
                told = {name: values[name] for name in ("on", "signed_by", "reason")}
                take_step(author, found, form.state, answers=form.answers, **told)
            else:
                save_answers(author, found, form.answers)
            if values["file"]:
                add_document(author, found, values["file"])
    except ValidationError as error:
        take_errors(form, error)
        return False
    done = AwardState(form.state).label if form.state else ""
    messages.success(request, f"C’est noté : {done.lower()}." if done else "C’est enregistré.")
    return True


def _buttons(found: LabelAward, today: date) -> list[tuple[str, str]]:
    resumes = found.state == AwardState.SUSPENDED
    return [
        (state.value, RESUME if resumes and state == AwardState.AWARDED else VERBS[state])
        for state in next_states(found, today)
    ]


def _is_over(found: LabelAward, today: date) -> bool:
    return found.ends_on is not None and found.ends_on < today


routes = [
    path("labels/demande/", award_new, name="award-new"),
    path("labels/attributions/<int:pk>/", award, name="award"),
]
