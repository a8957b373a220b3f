"""Wishes for workshops, moderated: shown with a text read again, refused, or closed."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_safe

from ...actions import wishes as actions
from ...actions.recording import Author
from ...actions.report import keeps_address
from ...models import Wish
from ...vocabulary import Moment, WishState, labels
from .access import needs
from .fields import take_errors

PAGE_SIZE = 50


class DecisionForm(forms.Form):
    text = forms.CharField(
        label="Texte publié",
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Enlevez ce qui permet de reconnaître une personne.",
    )
    reason = forms.CharField(label="Si vous refusez, pourquoi", max_length=300, required=False)
    answer = forms.CharField(
        label="Réponse à la personne",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Elle part par courriel. L’adresse est ensuite effacée.",
    )


@require_safe
@needs("places.view_wish")
def wishes(request: HttpRequest) -> HttpResponse:
    asked = request.GET.get("decidees") == "1"
    found = Wish.objects.select_related("need", "district")
    decided = found.exclude(state=WishState.WAITING).order_by("-decided_at", "-pk")
    rows = Paginator(decided if asked else found.waiting(), PAGE_SIZE)
    context = {"rows": rows.get_page(request.GET.get("page")), "decided": asked}
    return render(request, "places/coordination/wishes.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("places.view_wish")
def wish(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Wish.objects.select_related("need", "district"), pk=pk)
    if request.method == "POST":
        return _decide(request, found)
    return _page(request, found, DecisionForm(initial={"text": found.text}))


@needs("places.decide_wish")
def _decide(request: HttpRequest, found: Wish) -> HttpResponse:
    form, author = DecisionForm(request.POST), Author.of_user(request.user)
    status = 400
    if form.is_valid():
        told, what = form.cleaned_data, request.POST.get("decision")
        try:
            if what == "publier":
                kept = actions.accept(author, found, told["text"], told["answer"])
            elif what == "refuser":
                kept = actions.refuse(author, found, told["reason"], told["answer"])
            elif what == "trouve":
                kept = actions.close(author, found)
            else:
                raise ValidationError("Choisissez : publier ou refuser.")
        except ValidationError as error:
            take_errors(form, error)
            status = 400 if found.state == WishState.WAITING and _still_waits(found) else 409
        else:
            messages.success(request, f"C’est noté : {kept.get_state_display().lower()}.")
            return redirect("wishes")
    found.refresh_from_db()
    return _page(request, found, form, status=status)


def _still_waits(found: Wish) -> bool:
    return Wish.objects.waiting().filter(pk=found.pk).exists()


def _page(
    request: HttpRequest, found: Wish, form: DecisionForm, *, status: int = 200
) -> HttpResponse:
    gap = {
        "title": f"Un atelier : {found.need}" if found.need else "Un atelier",
        "need": found.need.code if found.need else "",
        "district": found.district.slug if found.district else "",
        "moment": found.moments[0] if len(found.moments) == 1 else "",
        "gap": "" if actions.names_somebody(found.text) else found.text[:300],
    }
    may_decide = request.user.has_perm("places.decide_wish")
    context = {
        "wish": found,
        "moments": labels(Moment, found.moments),
        "flagged": actions.names_somebody(found.text),
        "email": found.email if may_decide and keeps_address(found) else "",
        "form": form,
        "may_decide": may_decide,
        "workshop_url": f"{reverse('workshop-new')}?{urlencode(_draft(found))}",
        "plan_url": f"{reverse('plan-new')}?{urlencode(gap)}",
    }
    return render(request, "places/coordination/wish.html", context, status=status)


def _draft(found: Wish) -> dict[str, str]:
    """What a workshop made of an offer starts from."""
    title = found.need.name if found.need else ""
    return {"title": title, "description": found.shown_text}


routes = [
    path("envies/", wishes, name="wishes"),
    path("envies/<int:pk>/", wish, name="wish"),
]
