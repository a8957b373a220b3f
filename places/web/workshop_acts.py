"""What the forms of the coordination and of the associations write of workshops."""

from django.core.exceptions import ValidationError

from ..actions.recording import Author
from ..actions.workshops import correct_later, save_workshop
from ..models import Workshop
from ..vocabulary import Publication
from .coordination.fields import take_errors
from .workshop_form import WorkshopForm


def save(author: Author, form: WorkshopForm, *, at_once: bool) -> Workshop | None:
    """Write a valid form; None when it is refused, and the form says why.

    Not `at_once`: what is shown stays, and a draft waits for the coordination.
    """
    if not form.is_valid():
        return None
    workshop, told = form.workshop, form.told()
    try:
        if at_once:
            return save_workshop(author, workshop, **told | {"publication": Publication.PUBLISHED})
        if workshop.pk and workshop.publication == Publication.PUBLISHED:
            return correct_later(author, workshop, **told)
        return save_workshop(author, workshop, **told | {"publication": Publication.DRAFT})
    except ValidationError as error:
        take_errors(form, error)
        return None
