"""« Trop d’essais » : the page that django-axes shows instead of the one that was asked."""

from axes.helpers import get_cool_off
from axes.models import AccessAttempt
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone


def locked(
    request: HttpRequest, response: HttpResponse | None = None, credentials: dict | None = None
) -> HttpResponse:
    """Says until when. An account that does not exist is locked just the same."""
    username = (credentials or {}).get("username") or request.POST.get("username", "")
    attempts = AccessAttempt.objects.filter(username=username).order_by("-attempt_time")
    last = attempts.values_list("attempt_time", flat=True).first() or timezone.now()
    context = {"until": last + get_cool_off(request)}
    answer = render(request, "places/accounts/locked.html", context, status=429)
    wait_s = (context["until"] - timezone.now()).total_seconds()
    answer["Retry-After"] = str(max(int(wait_s), 1))
    return answer
