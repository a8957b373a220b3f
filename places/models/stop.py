from django.db import models
from django.db.models import Q

from ..vocabulary import Precision, Publication
from .district import District
from .fields import position_constraints
from .history import records
from .repeating import DatedException, Repeating, RepeatingQuerySet, rule_constraints
from .site import Site, digits, insee


class StopQuerySet(RepeatingQuerySet):
    def with_parts(self) -> "StopQuerySet":
        return self.select_related("site", "district").prefetch_related("sessions")


class Stop(Repeating):
    """« Arrêt » of a round: where an itinerant place is, and on which days.

    `minutes` is how long it stays. The position is that of the spot, WGS 84 degrees.
    """

    site = models.ForeignKey(Site, models.CASCADE, related_name="stops", verbose_name="lieu")
    spot = models.CharField("endroit", max_length=200)
    address = models.CharField("adresse", max_length=300, blank=True)
    postal_code = models.CharField("code postal", max_length=5, blank=True, validators=[digits[5]])
    insee_code = models.CharField("code INSEE", max_length=5, blank=True, validators=[insee])
    commune = models.CharField("commune", max_length=200)
    district = models.ForeignKey(
        District,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="stops",
        verbose_name="quartier",
    )
    latitude = models.FloatField("latitude", null=True, blank=True)
    longitude = models.FloatField("longitude", null=True, blank=True)
    precision = models.CharField(
        "précision de la position", max_length=10, choices=Precision.choices, blank=True
    )
    note = models.CharField("précision sur l’arrêt", max_length=300, blank=True)
    history = records()
    objects = StopQuerySet.as_manager()

    class Meta:
        verbose_name = "arrêt"
        verbose_name_plural = "arrêts"
        ordering = ["spot", "pk"]
        constraints = [
            *rule_constraints("stop"),
            *position_constraints("stop"),
            models.CheckConstraint(
                condition=(Q(latitude__isnull=True) & Q(precision=""))
                | (Q(latitude__isnull=False) & ~Q(precision="")),
                name="stop_position_has_precision",
                violation_error_message="Une position dit sa précision.",
            ),
            models.CheckConstraint(
                condition=~Q(spot="") & ~Q(commune="") & Q(publication__in=Publication.values),
                name="stop_has_spot_and_known_state",
                violation_error_message="Un arrêt a un endroit et une commune.",
            ),
        ]

    def __str__(self) -> str:
        return self.spot


class StopSession(DatedException):
    """One day of a stop: added, cancelled, or at another time."""

    stop = models.ForeignKey(Stop, models.CASCADE, related_name="sessions", verbose_name="arrêt")
    history = records()

    class Meta:
        verbose_name = "jour d’arrêt"
        verbose_name_plural = "jours d’arrêt"
        ordering = ["day", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["stop", "day"],
                name="stop_session_once_a_day",
                violation_error_message="Un seul passage par jour à cet arrêt.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.stop} : {self.day}"
