"""Django's admin behind the door of the back office, with its pages for accounts."""

from collections.abc import Callable
from functools import update_wrapper

from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache

from .door import door
from .login import sign_in, sign_out


class HouseAdminSite(AdminSite):
    site_header = site_title = "Administration"
    index_title = "Toutes les fiches"
    site_url = "/coordination/"

    def admin_view(self, view: Callable, cacheable: bool = False) -> Callable:
        inner = super().admin_view(view, cacheable)

        def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            return door(request) or inner(request, *args, **kwargs)

        update_wrapper(guarded, inner)
        return guarded

    @property
    def login(self) -> Callable:
        return never_cache(sign_in)

    def logout(self, request: HttpRequest, extra_context=None) -> HttpResponse:
        return sign_out(request)

    def password_change(self, request: HttpRequest, extra_context=None) -> HttpResponse:
        return redirect("password")

    def password_change_done(self, request: HttpRequest, extra_context=None) -> HttpResponse:
        return redirect("account")
