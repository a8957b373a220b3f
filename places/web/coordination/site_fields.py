"""Form fields for the values of a listing, with the mark of what the page showed of each.

The mark goes with the form: it tells what its user did not touch, and what somebody else changed
meanwhile.
"""

from collections.abc import Iterable, Mapping

import phonenumbers
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator, URLValidator
from django.db.models import URLField

from ...diagnosis.changes import field_label, value
from ...diagnosis.proposals import seen
from ...hours.entry import NotUnderstood, read_entry, write_entry
from ...models import Site
from ...models.fields import Codes
from ...text import phone
from ..afar_form import AREAS, choices

MARK = "vu_"
COUNTRY = "FR"
HELP = {
    "hours": "En français, par exemple : du lundi au vendredi de 9 h à 12 h ; "
    "ou en texte OpenStreetMap.",
    "emails": "Un par ligne.",
    "websites": "Un par ligne.",
}
CHECKS = {
    "emails": EmailValidator("« %(value)s » n’est pas une adresse de courriel."),
    "websites": URLValidator(message="« %(value)s » n’est pas une adresse web."),
}


class PhoneField(forms.CharField):
    """A number as people write it; « 03 20 66 45 00 » becomes « +33320664500 ».

    Whole numbers, and the short ones of services (« 3949 »).
    """

    def prepare_value(self, value):
        return phone(value) if value and str(value).startswith("+") else value

    def to_python(self, value) -> str:
        text = super().to_python(value)
        if not text:
            return ""
        try:
            number = phonenumbers.parse(text, COUNTRY)
        except phonenumbers.NumberParseException as error:
            raise ValidationError("Ce n’est pas un numéro de téléphone.") from error
        if not (
            phonenumbers.is_possible_number(number) or phonenumbers.is_valid_short_number(number)
        ):
            raise ValidationError("Ce numéro n’a pas le bon nombre de chiffres.")
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


class HoursField(forms.CharField):
    """Hours in French or as OSM text; what is there already stays, readable or not."""

    widget = forms.Textarea(attrs={"rows": 3})

    def prepare_value(self, value):
        return write_entry(value) if isinstance(value, str) else value

    def to_python(self, value) -> str:
        text = super().to_python(value)
        if text == self.initial:
            return text
        try:
            return read_entry(text)
        except NotUnderstood as error:
            raise ValidationError(str(error)) from error


class LinesField(forms.CharField):
    """A list of free values, one a line, each validated."""

    def __init__(self, *, check=None, **kwargs):
        super().__init__(widget=forms.Textarea(attrs={"rows": 3}), **kwargs)
        self.check = check

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value) -> list[str]:
        lines = super().to_python(value).splitlines()
        return [line.strip() for line in lines if line.strip()]

    def run_validators(self, value) -> None:
        for line in value if self.check else ():
            self.check(line)


def site_field(name: str) -> forms.Field:
    """The form field of one field of a listing."""
    model_field = Site._meta.get_field(name)
    options = {
        "label": field_label(model_field),
        "required": not model_field.blank,
        "help_text": HELP.get(name, ""),
    }
    if name == "phone":
        return PhoneField(**options)
    if name == "hours":
        return HoursField(**options)
    if name in AREAS:
        box = forms.CheckboxSelectMultiple
        return forms.MultipleChoiceField(choices=choices(AREAS[name]()), widget=box, **options)
    if isinstance(model_field, Codes):
        codes = model_field.code_choices()
        if codes:
            box = forms.CheckboxSelectMultiple
            return forms.MultipleChoiceField(choices=codes, widget=box, **options)
        return LinesField(check=CHECKS.get(name), **options)
    if isinstance(model_field, URLField):
        options["assume_scheme"] = "https"
    if model_field.get_internal_type() == "DateField":
        options["widget"] = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    if model_field.get_internal_type() == "TextField":
        options["widget"] = forms.Textarea(attrs={"rows": 4})
    return model_field.formfield(**options)


class SiteValuesForm(forms.Form):
    """Some fields of a listing. `site` is the listing today."""

    names: tuple[str, ...] = ()

    def __init__(self, *args, site: Site, names: Iterable[str] = (), **kwargs):
        super().__init__(*args, **kwargs)
        self.site = site
        self.names = tuple(names)
        for name in self.names:
            self.fields[name] = site_field(name)
            self.fields[name].initial = getattr(site, name)

    def touched(self) -> dict[str, object]:
        """What its user changed, compared with what the page had shown."""
        return {
            name: self.cleaned_data[name]
            for name in self.names
            if seen(self.cleaned_data[name]) != self.data.get(f"{MARK}{name}", self._now(name))
        }

    def overtaken(self) -> dict[str, str]:
        """Those that somebody else changed since the page was shown: name → said today."""
        return {
            name: value(Site._meta.get_field(name), getattr(self.site, name))
            for name in self.touched()
            if self.data.get(f"{MARK}{name}", self._now(name)) != self._now(name)
        }

    def marks(self) -> list[tuple[str, str]]:
        """(name, value) of the hidden fields that say what this page shows."""
        return [(f"{MARK}{name}", self._now(name)) for name in self.names]

    def _now(self, name: str) -> str:
        return seen(getattr(self.site, name))


def marks_of(data: Mapping[str, str]) -> dict[str, str]:
    """The marks a form sent, by name."""
    return {key.removeprefix(MARK): held for key, held in data.items() if key.startswith(MARK)}


def attach(form: forms.Form, error: ValidationError) -> None:
    """Say each error beside its field, or above the form when the form has not that field."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error.messages)
        return
    for name, messages in error.message_dict.items():
        form.add_error(name if name in form.fields else None, messages)
