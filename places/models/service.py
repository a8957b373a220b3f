from django.db import models

from ..vocabulary import (
    Appointment,
    Audience,
    Category,
    EquipmentKind,
    Fee,
    SupportMode,
)
from .fields import Codes
from .history import records
from .site import Site


class Service(models.Model):
    """An aid offered at a site, in one of the nine national categories.

    An empty list means « as the site says ». `needs` holds codes of `Need`; empty means that
    nobody said which needs of the category are served.
    """

    site = models.ForeignKey(Site, models.CASCADE, related_name="services")
    category = models.CharField("service", max_length=20, choices=Category.choices)
    needs = Codes("besoins")
    support_modes = Codes("formes d’aide", choices_of=SupportMode)
    audiences = Codes("publics", choices_of=Audience)
    fees = Codes("prix", choices_of=Fee)
    appointment = models.CharField(
        "rendez-vous", max_length=10, choices=Appointment.choices, blank=True
    )
    hours = models.TextField("horaires propres (texte OSM)", blank=True)
    details = models.CharField("précisions", max_length=300, blank=True)
    position = models.PositiveSmallIntegerField("ordre", default=0)
    history = records()

    class Meta:
        verbose_name = "aide proposée"
        verbose_name_plural = "aides proposées"
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["site", "category"],
                name="service_once_a_site",
                violation_error_message="Ce service est déjà proposé par ce lieu.",
            ),
            models.CheckConstraint(
                condition=models.Q(category__in=Category.values), name="service_known_category"
            ),
        ]

    def __str__(self) -> str:
        return self.get_category_display()


class Equipment(models.Model):
    """What residents may use on the spot."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="equipment")
    kind = models.CharField("matériel", max_length=20, choices=EquipmentKind.choices)
    count = models.PositiveSmallIntegerField("nombre", null=True, blank=True)
    price_cents = models.PositiveIntegerField("prix en centimes", null=True, blank=True)
    price_unit = models.CharField("prix pour", max_length=50, blank=True, default="la page")
    details = models.CharField("précisions", max_length=200, blank=True)
    history = records()

    class Meta:
        verbose_name = "matériel"
        verbose_name_plural = "matériel"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["site", "kind"],
                name="equipment_once_a_site",
                violation_error_message="Ce matériel est déjà noté pour ce lieu.",
            )
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
