"""Pages for what went wrong, in plain French, that need no database and no directory."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "404.html", status=404)


def refused(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "403.html", status=403)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "400.html", status=400)


def not_ours(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form sent without its cookie (CSRF): often cookies are refused, or the page is old."""
    return render(request, "403_form.html", status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    return render(request, "500.html", status=500)


def unavailable(request: HttpRequest) -> HttpResponse:
    """The database is away and this process has no copy of the directory yet."""
    response = render(request, "503.html", status=503)
    response["Retry-After"] = "30"
    return response
