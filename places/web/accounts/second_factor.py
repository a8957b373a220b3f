"""The second factor: giving the code, adding a device, replacing it, codes for emergencies."""

from base64 import b32encode
from urllib.parse import quote, urlencode

import django_otp
from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render, resolve_url
from django.urls import path
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods
from django_otp.plugins.otp_totp.models import TOTPDevice

from ...actions import second_factor as actions
from ...actions.recording import Author
from ..qr import drawn
from ..wording import count
from .door import account_page, step_before
from .password import WRONG_PASSWORD, is_password_of

REPLACING, STARTED, SHOWN_ONCE = "replacing", "started_device", "codes_shown_once"
REPLACING_S = 600  # the time to add another device after giving one's password
WRONG_CODE = "Ce code n’est pas le bon, ou il a déjà servi. Attendez le suivant."
form_page = require_http_methods(["GET", "HEAD", "POST"])


class CodeForm(forms.Form):
    code = forms.CharField(
        label="Code à six chiffres",
        max_length=20,
        error_messages={"required": "Écrivez le code."},
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )

    def refuse(self, verdict: actions.Verdict) -> int:
        """Say why the code was not taken; returns the status of the answer."""
        if verdict.locked_until is None:
            self.add_error("code", WRONG_CODE)
            return 400
        wait_s = (verdict.locked_until - timezone.now()).total_seconds()
        said = count(max(round(wait_s), 1), "seconde", "secondes")
        if wait_s > 120:
            said = f"{round(wait_s / 60)} minutes"
        self.add_error("code", f"Trop d’essais. Attendez {said}, puis essayez à nouveau.")
        return 429


class AnyCodeForm(CodeForm):
    code = forms.CharField(
        label="Code",
        max_length=20,
        help_text="Six chiffres, ou un de vos codes de secours.",
        error_messages={"required": "Écrivez le code."},
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autocapitalize": "none"}),
    )


class DeviceForm(forms.Form):
    password = forms.CharField(
        label="Votre mot de passe",
        strip=False,
        error_messages={"required": "Écrivez votre mot de passe."},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


@form_page
@account_page(code=False)
def code(request: HttpRequest) -> HttpResponse:
    """After the password: the code that the device shows."""
    if step_before(request.user) != "code":
        return _onwards(request)
    form, status = AnyCodeForm(_sent(request)), 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            verdict = actions.verify(request.user, form.cleaned_data["code"])
            if verdict.device:
                _let_in(request, verdict.device)
                return _onwards(request)
            status = form.refuse(verdict)
    context = {"form": form, "next": _next(request)}
    return render(request, "places/accounts/code.html", context, status=status)


@form_page
@account_page(code=False)
def add_device(request: HttpRequest) -> HttpResponse:
    """The secret as a drawing and in letters, then a first code that proves it was read."""
    step = step_before(request.user)
    if step == "code":
        return redirect("code")
    if step == "" and _has_device(request) and not _is_replacing(request):
        return redirect("device")
    started, form, status = _started(request), CodeForm(_sent(request)), 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            verdict = actions.confirm_device(request.user, started.pk, form.cleaned_data["code"])
            if verdict.device:
                return _device_added(request, verdict.device)
            status = form.refuse(verdict)
    context = {
        "form": form,
        "qr": drawn(_secret_address(started)),
        "secret": _secret(started),
        "next": _next(request),
        "is_asked": step == "add-device",
    }
    return render(request, "places/accounts/add_device.html", context, status=status)


@form_page
@account_page()
def device(request: HttpRequest) -> HttpResponse:
    """Replace one's device or remove it, after giving the password again."""
    if not _has_device(request):
        return redirect("add-device")
    form = DeviceForm(_sent(request))
    if request.method == "POST" and form.is_valid():
        if is_password_of(request, form.cleaned_data["password"]):
            return _replace(request) if "replace" in request.POST else _remove(request)
        form.add_error("password", WRONG_PASSWORD)
    status = 400 if form.is_bound else 200
    return render(request, "places/accounts/device.html", {"form": form}, status=status)


@form_page
@account_page()
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """The codes, shown once when they are made; afterwards only how many are left."""
    if not _has_device(request):
        return redirect("add-device")
    if request.method == "POST":
        actions.renew_codes(request.user)
        request.session[SHOWN_ONCE] = True
        return redirect("recovery-codes")
    codes = actions.codes_left(request.user)
    context = {"number": len(codes), "codes": codes if request.session.pop(SHOWN_ONCE, 0) else []}
    return render(request, "places/accounts/recovery_codes.html", context)


def _sent(request: HttpRequest) -> QueryDict | None:
    """A form sent empty is a form sent."""
    return request.POST if request.method == "POST" else None


def _let_in(request: HttpRequest, found) -> None:
    django_otp.login(request, found)
    request.session.cycle_key()


def _device_added(request: HttpRequest, found: TOTPDevice) -> HttpResponse:
    _let_in(request, found)
    for key in (STARTED, REPLACING):
        request.session.pop(key, None)
    request.session[SHOWN_ONCE] = True
    messages.success(request, "Votre appareil est ajouté.")
    return redirect("recovery-codes")


def _replace(request: HttpRequest) -> HttpResponse:
    request.session[REPLACING] = int(timezone.now().timestamp())
    return redirect("add-device")


def _remove(request: HttpRequest) -> HttpResponse:
    actions.remove_device(Author.of_user(request.user), request.user)
    messages.success(request, "Votre appareil est retiré.")
    return redirect("account")


def _is_replacing(request: HttpRequest) -> bool:
    since = request.session.get(REPLACING, 0)
    return timezone.now().timestamp() - since < REPLACING_S


def _has_device(request: HttpRequest) -> bool:
    return TOTPDevice.objects.filter(user=request.user, confirmed=True).exists()


def _started(request: HttpRequest) -> TOTPDevice:
    """The device this session started; another session's secret is never taken up."""
    mine = TOTPDevice.objects.filter(user=request.user, confirmed=False)
    found = mine.filter(pk=request.session.get(STARTED)).first()
    if found is None:
        found = actions.start_device(request.user)
        request.session[STARTED] = found.pk
    return found


def _secret(started: TOTPDevice) -> str:
    """In groups of four letters, to be copied by hand."""
    letters = b32encode(started.bin_key).decode().rstrip("=")
    return " ".join(letters[at : at + 4] for at in range(0, len(letters), 4))


def _secret_address(started: TOTPDevice) -> str:
    """What authenticator applications read in the drawing (Key URI Format)."""
    issuer = f"{settings.TOWN_NAME} {settings.SITE_NAME}".replace(":", "")
    label = quote(f"{issuer}:{started.user.get_username()}")
    asked = {"secret": _secret(started).replace(" ", ""), "issuer": issuer}
    return f"otpauth://totp/{label}?{urlencode(asked, quote_via=quote)}"


def _next(request: HttpRequest) -> str:
    """The page asked before, on this site only; "" otherwise."""
    asked = request.POST.get("next") or request.GET.get("next") or ""
    secure = request.is_secure()
    fits = url_has_allowed_host_and_scheme(asked, {request.get_host()}, require_https=secure)
    return asked if fits else ""


def _onwards(request: HttpRequest) -> HttpResponse:
    home = resolve_url("coordination" if request.user.is_staff else "account")
    return redirect(_next(request) or home)


routes = [
    path("connexion/code/", code, name="code"),
    path("mon-compte/appareil/", device, name="device"),
    path("mon-compte/appareil/ajouter/", add_device, name="add-device"),
    path("mon-compte/appareil/secours/", recovery_codes, name="recovery-codes"),
]
