"""What every template may say of the town."""

from django.conf import settings
from django.http import HttpRequest


def town(request: HttpRequest) -> dict:
    return {
        "site_name": settings.SITE_NAME,
        "town_name": settings.TOWN_NAME,
        "help_phone": settings.HELP_PHONE,
        "demo": settings.DEMO,
    }
