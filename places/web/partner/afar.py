"""What a place does for those who cannot come, said by its association."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.views.decorators.http import require_http_methods

from ...actions.edit import edit_site
from ...actions.propose import propose
from ...models import Site
from ...vocabulary import Direct
from ..afar_form import AfarForm
from ..coordination.fields import take_errors
from .session import Partner, partners_only
from .workshops import AT_ONCE, LATER


@require_http_methods(["GET", "HEAD", "POST"])
@partners_only
def afar(request: HttpRequest, partner: Partner, pk: int) -> HttpResponse:
    site, status = get_object_or_404(partner.sites, pk=pk), 200
    at_once = Direct.SERVICES in partner.actor.direct
    form = AfarForm(request.POST if request.method == "POST" else None, site=site)
    if request.method == "POST":
        if form.is_valid() and _sent(partner, site, form, at_once=at_once):
            messages.success(request, AT_ONCE if at_once else LATER)
            return redirect("partner-place", pk)
        status = 400
    context = {"partner": partner, "site": site, "form": form, "at_once": at_once}
    return render(request, "places/partner/afar.html", context, status=status)


def _sent(partner: Partner, site: Site, form: AfarForm, *, at_once: bool) -> bool:
    """Written or proposed; a refusal is said on the form."""
    try:
        if at_once:
            edit_site(partner.author, site, reason="Aide sans se déplacer", **form.told())
        else:
            propose(partner.author, site, form.told(), email=partner.contact.email)
    except ValidationError as error:
        take_errors(form, error)
        return False
    return True


routes = [path("<int:pk>/sans-se-deplacer/", afar, name="partner-afar")]
