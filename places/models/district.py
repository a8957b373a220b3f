from django.core.exceptions import ValidationError
from django.db import models

from ..geo import read_polygon
from .fields import position_constraints
from .history import records


def validate_geometry(value) -> None:
    if value:
        try:
            read_polygon(value)
        except ValueError as error:
            raise ValidationError(str(error)) from error


class District(models.Model):
    """A quartier, or the secteur that holds several (a secteur has no parent)."""

    name = models.CharField("nom", max_length=200)
    slug = models.SlugField("adresse", max_length=100, unique=True)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name="secteur",
    )
    commune = models.CharField("commune", max_length=200)
    insee_code = models.CharField("code INSEE", max_length=5, blank=True)
    latitude = models.FloatField("latitude du centre", null=True, blank=True)
    longitude = models.FloatField("longitude du centre", null=True, blank=True)
    polygon = models.JSONField(
        "contour (GeoJSON)", null=True, blank=True, validators=[validate_geometry]
    )
    is_qpv = models.BooleanField("quartier prioritaire (QPV)", null=True, blank=True)
    is_example = models.BooleanField("position d’exemple", default=False)
    history = records()

    class Meta:
        verbose_name = "quartier"
        ordering = ["name"]
        constraints = [
            *position_constraints("district"),
            models.UniqueConstraint(fields=["commune", "name"], name="district_once_a_commune"),
            models.CheckConstraint(
                condition=~models.Q(parent=models.F("id")),
                name="district_not_its_own_parent",
                violation_error_message="Un quartier ne peut pas être son propre secteur.",
            ),
        ]

    def __str__(self) -> str:
        return self.name
