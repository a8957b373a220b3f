"""« Les messages que je reçois » : a contact takes, or not, the monthly mail of orientations."""

from django.contrib import messages as told
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_http_methods

from ...actions.orientation_mail import choose_told
from .session import Partner, partners_only


@require_http_methods(["GET", "HEAD", "POST"])
@partners_only
def my_messages(request: HttpRequest, partner: Partner) -> HttpResponse:
    """POST with `recevoir`, « oui » or « non »."""
    if request.method != "POST":
        return render(request, "places/partner/messages.html", {"partner": partner})
    wants = request.POST.get("recevoir") == "oui"
    choose_told(partner.author, partner.contact, wants)
    said = "Vous recevrez" if wants else "Vous ne recevrez plus"
    told.success(request, f"C’est noté. {said} le message du mois.")
    return redirect("partner-messages")


routes = [path("messages/", my_messages, name="partner-messages")]
