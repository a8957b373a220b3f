"""The one door of the back office: who is there, and what they must do first."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import get_user_model, logout
from django.contrib.auth.models import Group
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django_otp.plugins.otp_totp.models import TOTPDevice

from ...models.roles import COORDINATION
from . import sessions


def door(request: HttpRequest, *, staff: bool = True, code: bool = True) -> HttpResponse | None:
    """None when this account may go on; else the page it must see first.

    `staff`: the page is for those who enter the back office (else PermissionDenied is raised);
    `code`: it is behind the second factor.
    """
    if not request.user.is_authenticated:
        return _first(request, "login")
    if sessions.is_over(request):
        logout(request)
        messages.info(request, "Vous êtes parti un moment. Connectez-vous à nouveau.")
        return _first(request, "login")
    if staff and not request.user.is_staff:
        raise PermissionDenied
    step = step_before(request.user) if code else ""
    return _first(request, step) if step else None


def step_before(user) -> str:
    """The route of what the second factor still asks: « code », « add-device » or "" (nothing).

    One query, unless this session gave its code already.
    """
    if user.is_verified():
        return ""
    coordinates = Group.objects.filter(name=COORDINATION, user=OuterRef("pk"))
    device = TOTPDevice.objects.filter(user=OuterRef("pk"), confirmed=True)
    found = get_user_model().objects.filter(pk=user.pk)
    has_device, is_bound = found.values_list(
        Exists(device), Q(is_superuser=True) | Exists(coordinates)
    ).get()
    if has_device:
        return "code"
    return "add-device" if settings.REQUIRE_SECOND_FACTOR and is_bound else ""


def account_page(*, staff: bool = False, code: bool = True) -> Callable:
    """A view for whoever is signed in, never kept by a cache."""

    def guarded(view: Callable) -> Callable:
        @never_cache
        @wraps(view)
        def behind(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            return door(request, staff=staff, code=code) or view(request, *args, **kwargs)

        return behind

    return guarded


def _first(request: HttpRequest, route: str) -> HttpResponse:
    """To a page that comes back here afterwards; a form that was sent is not sent again."""
    here = request.get_full_path() if request.method in ("GET", "HEAD") else None
    return redirect_to_login(here or resolve_url("coordination"), reverse(route))
