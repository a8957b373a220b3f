"""The personal link: what it opens, a button to open it, and what to do when it is too old.

GET changes nothing: mail scanners and previews follow links, they do not press buttons.
"""

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from ...actions.access import LinkState, read_token, send_again
from ..quota import is_spent
from .places import confirm_all, shown_places
from .session import Partner, come_in, go_out

PURPOSE = "partner-ask"
MOST_AN_HOUR = 5  # new links asked from one address of the network
STATUS = {LinkState.FORGED: 404, LinkState.AGED: 410, LinkState.USED: 410, LinkState.REVOKED: 410}


class AskForm(forms.Form):
    email = forms.EmailField(
        label="Votre adresse de courriel",
        help_text="Celle où vous recevez nos messages.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def door(request: HttpRequest, token: str) -> HttpResponse:
    """POST opens the link; `geste` « confirmer » also says that every listing is still true."""
    opening = read_token(token, request.session.session_key)
    if opening.state != LinkState.GOOD:
        return _closed(request, opening.state, token)
    partner = Partner(opening.link.contact)
    if request.method != "POST":
        context = {"partner": partner, "places": shown_places(partner)}
        return _private(render(request, "places/partner/door.html", context))
    if not come_in(request, opening.link):
        return _closed(request, LinkState.USED, token)
    if request.POST.get("geste") == "confirmer":
        confirm_all(partner)
        return redirect("partner-thanks")
    return redirect("partner")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """« Recevoir un nouveau lien »: the same answer whether the address is known or not."""
    form = AskForm(request.POST or None)
    status = 200
    if request.method == "POST":
        if not form.is_valid():
            status = 400
        elif is_spent(request, PURPOSE, MOST_AN_HOUR):
            form.add_error(None, "Vous avez demandé plusieurs liens. Réessayez dans une heure.")
            status = 429
        else:
            send_again(form.cleaned_data["email"], link_base(request))
            return redirect("partner-asked")
    return _private(render(request, "places/partner/ask.html", {"form": form}, status=status))


@require_POST
def again(request: HttpRequest, token: str) -> HttpResponse:
    """A new link to the address that an old one was sent to."""
    opening = read_token(token, request.session.session_key)
    if opening.link is None:
        return redirect("partner-ask")
    if is_spent(request, PURPOSE, MOST_AN_HOUR):
        return _private(render(request, "places/partner/too_many.html", status=429))
    if opening.state != LinkState.REVOKED:
        send_again(opening.link.email, link_base(request))
    return redirect("partner-asked")


@never_cache
@require_http_methods(["GET", "HEAD"])
def asked(request: HttpRequest) -> HttpResponse:
    return _private(render(request, "places/partner/asked.html", {"days": settings.LINK_DAYS}))


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    go_out(request)
    return redirect("home")


def link_base(request: HttpRequest) -> str:
    """What the address of a link begins with."""
    if settings.SITE_URL:
        return f"{settings.SITE_URL}{reverse('partner-door', args=['x'])[:-2]}"
    return request.build_absolute_uri(reverse("partner-door", args=["x"]))[:-2]


def _closed(request: HttpRequest, state: LinkState, token: str) -> HttpResponse:
    """A calm page: what happened, and how to go on."""
    context = {"state": state.value, "token": token, "days": settings.LINK_DAYS}
    return _private(render(request, "places/partner/closed.html", context, status=STATUS[state]))


def _private(response: HttpResponse) -> HttpResponse:
    """The address of the page is a key: it is told to no other site.

    « no-referrer » would have browsers send « Origin: null », and our own forms refused.
    """
    response["Referrer-Policy"] = "same-origin"
    return response


routes = [
    path("lien/<str:token>/", door, name="partner-door"),
    path("lien/<str:token>/nouveau/", again, name="partner-again"),
    path("nouveau-lien/", ask, name="partner-ask"),
    path("nouveau-lien/envoye/", asked, name="partner-asked"),
    path("quitter/", leave, name="partner-leave"),
]
