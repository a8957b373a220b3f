"""Fields that several task pages ask for, and the errors of actions shown beside them."""

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

from ...actions.documents import ACCEPTED, check_upload


class DayField(forms.DateField):
    """A Paris day, typed or picked."""

    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    default_error_messages = {
        "invalid": "Écrivez une date, par exemple 24/11/2026.",
        "required": "Écrivez la date.",
    }


class DocumentField(forms.FileField):
    """A file of an accepted type, told by its content."""

    widget = forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png,.odt,.ods,.docx"})
    default_error_messages = {
        "required": "Choisissez un fichier.",
        "empty": "Ce fichier est vide.",
        "missing": "Choisissez un fichier.",
        "invalid": "Ce fichier n’est pas arrivé en entier. Choisissez-le à nouveau.",
    }

    def __init__(self, **options):
        super().__init__(
            **{"label": "Document", "help_text": ACCEPTED, "max_length": 250} | options
        )

    def to_python(self, data):
        upload = super().to_python(data)
        if upload is not None:
            try:
                check_upload(upload)
            except ValidationError as error:
                raise ValidationError(error.messages) from None
        return upload


class DocumentForm(forms.Form):
    file = DocumentField()


def take_errors(form: forms.Form, error: ValidationError) -> None:
    """Show an action's refusal beside the fields it names, above the form for the others."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, messages in error.message_dict.items():
        field = name if name in form.fields and name != NON_FIELD_ERRORS else None
        form.add_error(field, messages)
