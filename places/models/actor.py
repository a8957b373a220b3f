from django.db import models

from ..vocabulary import DIRECT_AT_FIRST, Direct
from .fields import Codes, validate_pivot
from .history import records


def direct_at_first() -> list[str]:
    return [one.value for one in DIRECT_AT_FIRST]


class Actor(models.Model):
    """An association, a service of the town, a public body: whoever runs one or more sites."""

    name = models.CharField("nom", max_length=300)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="members",
        verbose_name="réseau ou structure parente",
    )
    pivot = models.CharField(
        "SIRET ou RNA", max_length=14, blank=True, validators=[validate_pivot], db_index=True
    )
    website = models.URLField("site web", max_length=500, blank=True)
    direct = Codes(
        "ce que l’acteur publie lui-même, sans attendre", choices_of=Direct, default=direct_at_first
    )
    history = records()

    class Meta:
        verbose_name = "acteur"
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(parent=models.F("id")),
                name="actor_not_its_own_parent",
                violation_error_message="Un acteur ne peut pas être son propre réseau.",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Contact(models.Model):
    """A person who answers for an actor. Private: no public document has a field for it."""

    actor = models.ForeignKey(Actor, models.CASCADE, related_name="contacts")
    name = models.CharField("nom", max_length=200)
    role = models.CharField("rôle", max_length=200, blank=True)
    email = models.EmailField("courriel", blank=True)
    # The address that a mail server said does not exist: another one may be written since.
    refused_email = models.EmailField("courriel refusé", blank=True, editable=False)
    phone = models.CharField("téléphone", max_length=30, blank=True)
    notes = models.TextField("notes", blank=True)
    told_orientations = models.BooleanField(
        "reçoit chaque mois le nombre de personnes orientées", default=True
    )
    history = records()

    class Meta:
        verbose_name = "contact"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def can_be_written(self) -> bool:
        return bool(self.email) and self.email != self.refused_email
