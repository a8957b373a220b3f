from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models

from ..vocabulary import Category
from .fields import Codes
from .history import records

MISSPELT = "écrit SMS"  # source of the terms that are mistakes people make


def is_misspelt(term: dict) -> bool:
    """A term kept for how it is often written, not for how it should be."""
    return term["source"] == MISSPELT


def validate_terms(terms) -> None:
    """Each term is a text and where it came from."""
    for term in terms if isinstance(terms, list) else [None]:
        if not isinstance(term, dict) or set(term) != {"text", "source"} or not term["text"]:
            raise ValidationError("Un terme a un texte et une source.")


class Need(models.Model):
    """What a resident says they need, in plain words: « Imprimer », « CAF »."""

    code = models.SlugField("code", max_length=50, unique=True)
    name = models.CharField("nom", max_length=80, unique=True)
    categories = Codes("services du standard", choices_of=Category)
    pictogram = models.CharField(
        "pictogramme", max_length=50, blank=True, validators=[RegexValidator(r"^[a-z0-9-]*$")]
    )
    # [{"text": "pôle emploi", "source": "ancien nom"}, …]
    terms = models.JSONField(
        "mots et phrases des habitants", default=list, blank=True, validators=[validate_terms]
    )
    rank = models.PositiveSmallIntegerField("rang d’affichage", default=100)
    active = models.BooleanField("proposé", default=True)
    history = records()

    class Meta:
        verbose_name = "besoin"
        ordering = ["rank", "name"]

    def __str__(self) -> str:
        return self.name
