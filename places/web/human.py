"""Public forms filled in by people: a trap for robots, and the time it takes to write."""

from django import forms
from django.core import signing

SALT = "places.report"
FASTEST_SECONDS = 3  # nobody fills the form in faster
SLOWEST_SECONDS = 24 * 3600


class HumanForm(forms.Form):
    """`opened` carries, signed, when the page was shown: see `now_signed`."""

    # A trap for robots: people do not see this field.
    website = forms.CharField(required=False, label="Ne remplissez pas ce champ")
    opened = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self) -> dict:
        data = super().clean()
        if data.get("website") or not _took_a_human_time(data.get("opened", "")):
            self.add_error(
                None,
                "Votre message n’est pas parti. Attendez quelques secondes et envoyez à nouveau.",
            )
        return data


def now_signed() -> str:
    return signing.TimestampSigner(salt=SALT).sign("1")


def _took_a_human_time(opened: str) -> bool:
    signer = signing.TimestampSigner(salt=SALT)
    try:
        signer.unsign(opened, max_age=SLOWEST_SECONDS)
    except signing.BadSignature:
        return False
    try:
        signer.unsign(opened, max_age=FASTEST_SECONDS)
    except signing.SignatureExpired:
        return True
    return False
