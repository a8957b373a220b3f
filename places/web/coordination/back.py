"""Each act comes back to the list it was done from."""

from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

FIELD = "suite"


def back(request: HttpRequest, otherwise: str) -> HttpResponseRedirect:
    """To the page named in the form (`suite`), on this site only; else to `otherwise`, a route."""
    asked = request.POST.get(FIELD) or request.GET.get(FIELD) or ""
    is_ours = url_has_allowed_host_and_scheme(
        asked, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return redirect(asked if is_ours and asked.startswith("/") else otherwise)
