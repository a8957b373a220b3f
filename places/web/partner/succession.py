"""« Ce n’est plus moi qui m’en occupe »: the page where a contact names another person."""

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_http_methods

from ...actions.succession import name_successor
from ...models import Succession
from .session import Partner, partners_only


class SuccessorForm(forms.ModelForm):
    leaves = forms.TypedChoiceField(
        label="Et vous ?",
        choices=[("1", "Je ne m’en occupe plus"), ("0", "Nous nous en occupons à deux")],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
        initial="1",
    )

    class Meta:
        model = Succession
        fields = ("name", "email", "phone", "role", "leaves")
        labels = {
            "name": "Nom de la personne",
            "email": "Son courriel",
            "phone": "Son téléphone, si vous voulez",
            "role": "Ce qu’elle fait (présidente, accueil…), si vous voulez",
        }


@require_http_methods(["GET", "HEAD", "POST"])
@partners_only
def successor(request: HttpRequest, partner: Partner) -> HttpResponse:
    form = SuccessorForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                name_successor(partner.author, partner.contact, **form.cleaned_data)
            except ValidationError as error:
                form.add_error(None, error)
            else:
                return redirect("partner-successor-thanks")
    context = {"partner": partner, "form": form}
    return render(request, "places/partner/successor.html", context, status=status)


@require_http_methods(["GET", "HEAD"])
@partners_only
def thanks(request: HttpRequest, partner: Partner) -> HttpResponse:
    return render(request, "places/partner/successor_thanks.html", {"partner": partner})


routes = [
    path("relais/", successor, name="partner-successor"),
    path("relais/merci/", thanks, name="partner-successor-thanks"),
]
