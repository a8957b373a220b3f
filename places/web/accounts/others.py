"""Another's account: a link for its password, its lost device forgotten."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods

from ...actions import accounts
from ...actions.recording import Author
from ..coordination.access import needs


def account_of(view: Callable) -> Callable:
    """The view gets the account itself, when who asks may manage it."""

    @require_http_methods(["GET", "HEAD", "POST"])
    @needs("auth.change_user")
    @wraps(view)
    def behind(request: HttpRequest, pk: int) -> HttpResponse:
        account = get_object_or_404(get_user_model(), pk=pk)
        if account == request.user:
            return redirect("account")  # where one's password is asked first
        if not accounts.may_manage(request.user, account):
            raise PermissionDenied
        return view(request, account)

    return behind


@account_of
def password_link(request: HttpRequest, account: AbstractUser) -> HttpResponse:
    """A button, then the link, shown this once."""
    link = ""
    if request.method == "POST":
        ticket = accounts.password_ticket(Author.of_user(request.user), account)
        link = request.build_absolute_uri(reverse("choose-password", args=ticket))
    context = {"account": account, "link": link}
    return render(request, "places/accounts/password_link.html", context)


@account_of
def forget_device(request: HttpRequest, account: AbstractUser) -> HttpResponse:
    if request.method == "POST":
        accounts.reset_device(Author.of_user(request.user), account)
        messages.success(request, f"L’appareil de {account.get_username()} est retiré.")
        return redirect("admin:auth_user_change", account.pk)
    return render(request, "places/accounts/forget_device.html", {"account": account})


routes = [
    path("comptes/<int:pk>/lien/", password_link, name="password-link"),
    path("comptes/<int:pk>/appareil/", forget_device, name="forget-device"),
]
