"""The second factor of an account: one device that shows six digits, ten codes for emergencies.

An account has at most one confirmed device. Times and throttling are django-otp's: after each
wrong code the wait doubles.
"""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AbstractUser
from django.db import transaction
from django.utils import timezone
from django_otp.models import Device
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from .recording import Author, act

RECOVERY_CODES = 10
PHONE_NAME, CODES_NAME = "Téléphone", "Codes de secours"


@dataclass(frozen=True)
class Verdict:
    """The device that took the code; else None, and until when (aware) nothing is tried."""

    device: Device | None
    locked_until: datetime | None = None


def verify(user: AbstractUser, typed: str) -> Verdict:
    """Check six digits of the account's device, or one of its recovery codes (used up then)."""
    code = "".join(typed.split()).lower()
    model = TOTPDevice if code.isdecimal() and len(code) == 6 else StaticDevice
    with transaction.atomic():
        device = model.objects.select_for_update().filter(user=user, confirmed=True).first()
        return _tried(device, code) if device else Verdict(None)


def start_device(user: AbstractUser) -> TOTPDevice:
    """A new device with a new secret, worth nothing until it is confirmed."""
    TOTPDevice.objects.filter(user=user, confirmed=False).delete()
    return TOTPDevice.objects.create(user=user, name=PHONE_NAME, confirmed=False)


def confirm_device(user: AbstractUser, pk: int, typed: str) -> Verdict:
    """A right code makes the device started the only one of the account, with new recovery codes.

    Raises TOTPDevice.DoesNotExist when this account started no such device.
    """
    code = "".join(typed.split())
    with transaction.atomic():
        waiting = TOTPDevice.objects.select_for_update().filter(user=user, confirmed=False)
        verdict = _tried(waiting.get(pk=pk), code)
        if verdict.device:
            TOTPDevice.objects.filter(user=user, confirmed=True).delete()
            verdict.device.confirmed = True
            verdict.device.save(update_fields=["confirmed"])
            renew_codes(user)
        return verdict


def renew_codes(user: AbstractUser) -> list[str]:
    """Ten new recovery codes; those before are worth nothing any more."""
    with transaction.atomic():
        device, _ = StaticDevice.objects.get_or_create(user=user, defaults={"name": CODES_NAME})
        device.token_set.all().delete()
        codes = [StaticToken.random_token() for _ in range(RECOVERY_CODES)]
        StaticToken.objects.bulk_create(StaticToken(device=device, token=code) for code in codes)
    return codes


def codes_left(user: AbstractUser) -> list[str]:
    """The recovery codes not used yet, in the order they were made."""
    rows = StaticToken.objects.filter(device__user=user, device__confirmed=True)
    return list(rows.order_by("pk").values_list("token", flat=True))


def remove_device(author: Author, user: AbstractUser) -> None:
    """Forget the account's device and its recovery codes: sessions are asked again."""
    with act(author, f"Compte {user.get_username()} : appareil retiré"):
        TOTPDevice.objects.filter(user=user).delete()
        StaticDevice.objects.filter(user=user).delete()


def _tried(device: Device, code: str) -> Verdict:
    allowed, why = device.verify_is_allowed()
    if not allowed:
        return Verdict(None, why.get("locked_until") or timezone.now())
    return Verdict(device if device.verify_token(code) else None)
