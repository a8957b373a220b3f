"""One's own account: what it is, changing its password, choosing the first one by a link."""

from django import forms
from django.contrib import messages
from django.contrib.auth import authenticate, views
from django.contrib.auth.forms import PasswordChangeForm, SetPasswordForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse_lazy
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_safe
from django_otp.plugins.otp_totp.models import TOTPDevice

from ...models.roles import ROLES
from .door import account_page

WRONG_PASSWORD = "Ce n’est pas votre mot de passe actuel."


def is_password_of(request: HttpRequest, password: str) -> bool:
    """Whether it is the password of who asks; failures count towards the lock-out."""
    username = request.user.get_username()
    return authenticate(request, username=username, password=password) == request.user


class ChangeForm(PasswordChangeForm):
    def __init__(self, user, *args, request: HttpRequest, **kwargs):
        super().__init__(user, *args, **kwargs)
        self.request = request
        self.fields["old_password"].label = "Votre mot de passe actuel"

    def clean_old_password(self) -> str:
        password = self.cleaned_data["old_password"]
        if not is_password_of(self.request, password):
            raise forms.ValidationError(WRONG_PASSWORD, code="password_incorrect")
        return password


@method_decorator(account_page(), name="dispatch")
class ChangePassword(views.PasswordChangeView):
    """The other sessions of the account end: their key was made of the old password."""

    form_class = ChangeForm
    template_name = "places/accounts/password.html"
    success_url = reverse_lazy("account")

    def get_form_kwargs(self) -> dict:
        return {**super().get_form_kwargs(), "request": self.request}

    def form_valid(self, form) -> HttpResponse:
        messages.success(
            self.request, "Mot de passe changé. Vos autres appareils doivent se reconnecter."
        )
        return super().form_valid(form)

    def form_invalid(self, form) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=400)


class ChoosePassword(views.PasswordResetConfirmView):
    """A link given by the coordination: it serves once, and proves nothing but itself."""

    form_class = SetPasswordForm
    template_name = "places/accounts/choose_password.html"
    success_url = reverse_lazy("login")

    def form_valid(self, form) -> HttpResponse:
        messages.success(self.request, "Mot de passe choisi. Connectez-vous.")
        return super().form_valid(form)

    def form_invalid(self, form) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=400)

    def render_to_response(self, context, **kwargs) -> HttpResponse:
        if not self.validlink:
            kwargs["status"] = 410
        return super().render_to_response(context, **kwargs)


@require_safe
@account_page()
def account(request: HttpRequest) -> HttpResponse:
    mine = set(request.user.groups.values_list("name", flat=True))
    context = {
        "roles": [role for role in ROLES if role.name in mine],
        "has_device": TOTPDevice.objects.filter(user=request.user, confirmed=True).exists(),
    }
    return render(request, "places/accounts/account.html", context)


routes = [
    path("mon-compte/", account, name="account"),
    path("mon-compte/mot-de-passe/", ChangePassword.as_view(), name="password"),
    path(
        "choisir-mot-de-passe/<uidb64>/<token>/", ChoosePassword.as_view(), name="choose-password"
    ),
]
