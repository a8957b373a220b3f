"""Signing in and out. Nothing here says whether an account exists."""

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import views
from django.contrib.auth.forms import AuthenticationForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.urls import path

from . import sessions

REFUSED = (
    "Cet identifiant et ce mot de passe ne vont pas ensemble. "
    "Vérifiez les majuscules, puis essayez à nouveau."
)


class SignInForm(AuthenticationForm):
    # One sentence for a wrong password, an unknown account and an inactive one.
    error_messages = {"invalid_login": REFUSED, "inactive": REFUSED}
    username = forms.CharField(
        label="Identifiant",
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )


class SignIn(views.LoginView):
    form_class = SignInForm
    template_name = "places/accounts/login.html"

    def form_valid(self, form) -> HttpResponse:
        response = super().form_valid(form)
        sessions.begin(self.request)
        return response

    def form_invalid(self, form) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=400)

    def get_context_data(self, **kwargs) -> dict:
        """Django's own `site_name` is the host: the town's is meant."""
        return super().get_context_data(**kwargs) | {"site_name": settings.SITE_NAME}

    def get_default_redirect_url(self) -> str:
        return resolve_url("coordination" if self.request.user.is_staff else "account")


sign_in = SignIn.as_view()


class SignOut(views.LogoutView):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        super().post(request, *args, **kwargs)
        messages.success(request, "Vous avez quitté la coordination.")
        return redirect("login")


sign_out = SignOut.as_view(next_page="login")

routes = [
    path("connexion/", sign_in, name="login"),
    path("quitter/", sign_out, name="logout"),
]
