"""« Des idées d’ateliers » : what people offer and ask for, and the form to say it."""

import logging

from django import forms
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods, require_safe

from ..actions.labels import paris_today
from ..actions.wishes import make_wish, names_somebody
from ..directory import load
from ..models import District, Need, Wish
from ..vocabulary import Moment, WishAuthor, WishKind, labels
from . import errors
from .human import HumanForm, now_signed
from .public import page
from .quota import is_spent

log = logging.getLogger(__name__)
PURPOSE = "places.wish"
MOST_AN_HOUR = 10  # wishes from one address
MOST_SHOWN = 200
FIELDS = "kind author association need text district moments email".split()
CHOOSE = {"required": "Choisissez une réponse.", "invalid_choice": "Choisissez une réponse."}


class WishForm(HumanForm):
    kind = forms.ChoiceField(
        label="Que voulez-vous ?",
        choices=WishKind.choices,
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
    need = forms.ModelChoiceField(
        Need.objects.order_by("name"),
        to_field_name="code",
        label="Pour apprendre ou faire quoi",
        required=False,
        empty_label="Autre chose",
        error_messages=CHOOSE,
    )
    text = forms.CharField(
        label="Décrivez l’atelier, avec vos mots",
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="N’écrivez ni nom, ni téléphone, ni adresse : tout le monde lira ce texte.",
        error_messages={"required": "Écrivez quelques mots sur l’atelier."},
    )
    district = forms.ModelChoiceField(
        District.objects.order_by("name"),
        to_field_name="slug",
        label="Dans quel quartier",
        required=False,
        empty_label="Peu importe",
        error_messages=CHOOSE,
    )
    moments = forms.MultipleChoiceField(
        label="Quand cela vous va",
        choices=Moment.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages={"invalid_choice": "Choisissez dans la liste."},
    )
    author = forms.ChoiceField(
        label="Qui écrit ?",
        choices=WishAuthor.choices,
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
    association = forms.CharField(label="Nom de l’association", max_length=200, required=False)
    email = forms.EmailField(
        label="Votre courriel, si vous voulez une réponse",
        required=False,
        help_text="Personne d’autre ne le voit. Il est effacé après 90 jours.",
    )

    def clean(self) -> dict:
        data = super().clean()
        if data.get("author") == WishAuthor.ASSOCIATION and not data.get("association"):
            self.add_error("association", "Écrivez le nom de l’association.")
        if data.get("author") == WishAuthor.RESIDENT:
            data["association"] = ""
        if names_somebody(data.get("association", "")):
            self.add_error("association", "Écrivez le nom seul, sans téléphone ni courriel.")
        return data


@require_safe
def wishes(request: HttpRequest) -> HttpResponse:
    """The wishes shown, newest first; two queries at most."""
    snapshot = load.current()
    need, quartier = request.GET.get("besoin", ""), request.GET.get("quartier", "")
    found = Wish.objects.shown(paris_today()).select_related("need", "district").defer("email")
    if need:
        found = found.filter(need__code=need)
    if quartier:
        found = found.filter(district__slug=quartier)
    try:
        rows = list(found.order_by("-decided_at", "-pk")[:MOST_SHOWN])
    except DatabaseError:
        return errors.unavailable(request)
    context = {
        "kinds": [
            (title, [(one, _when(one)) for one in rows if one.kind == kind])
            for kind, title in ((WishKind.OFFER, "On propose"), (WishKind.REQUEST, "On cherche"))
        ],
        "total": len(rows),
        "need": need,
        "quartier": quartier,
        "thanks": request.GET.get("merci") == "1",
    }
    return page(request, "places/wishes.html", snapshot, context)


@require_http_methods(["GET", "HEAD", "POST"])
def wish_new(request: HttpRequest) -> HttpResponse:
    form = WishForm(request.POST if request.method == "POST" else None)
    status = 200
    try:
        if request.method == "POST":
            status = _send(request, form)
            if status == 302:
                return redirect(f"{reverse('public-wishes')}?merci=1")
        context = {"form": form, "opened": now_signed()}
        return page(request, "places/wish_new.html", load.current(), context, status=status)
    except DatabaseError:  # the lists of needs and quartiers cannot be read
        return errors.unavailable(request)


def _send(request: HttpRequest, form: WishForm) -> int:
    """The status of the answer: 302 when the wish is kept."""
    if not form.is_valid():
        return 400
    if is_spent(request, PURPOSE, MOST_AN_HOUR):
        form.add_error(None, "Vous avez envoyé beaucoup de messages. Réessayez dans une heure.")
        return 429
    try:
        make_wish(**{name: form.cleaned_data[name] for name in FIELDS})
    except DatabaseError:
        log.exception("Une envie d’atelier n’a pas pu être gardée.")
        form.add_error(None, "Le site est occupé. Envoyez à nouveau dans une minute.")
        return 503
    return 302


def _when(wish: Wish) -> str:
    return ", ".join(labels(Moment, wish.moments)).lower()


routes = [
    path("envies/", wishes, name="public-wishes"),
    path("envies/nouvelle/", wish_new, name="wish-new"),
]
