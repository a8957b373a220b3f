"""What a desk answered, and when it had no answer. Nothing here is about the person."""

from datetime import date, datetime, time, timedelta

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.functions import Cast

from ..hours.osm import ZONE
from ..vocabulary import NothingSuitable, OrientationConstraint, OrientationOutcome
from .fields import Codes
from .history import records
from .site import Site

MOST_GIVEN = 3


def validate_given(value) -> None:
    """A list of at most MOST_GIVEN different keys of sites."""
    is_list = isinstance(value, list) and all(type(item) is int and item > 0 for item in value)
    if not is_list or len(value) > MOST_GIVEN or len(set(value)) < len(value):
        raise ValidationError("Une orientation donne trois lieux différents au plus.")


class Desk(models.Model):
    """« Guichet »: where agents orient people: the médiathèque’s desk, a town hall’s phone."""

    name = models.CharField("nom", max_length=200, unique=True)
    # A desk is at a place and does not belong to it: its history is not the place's.
    at_site = models.ForeignKey(
        Site,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="desks",
        verbose_name="dans le lieu",
    )
    history = records()

    class Meta:
        verbose_name = "guichet"
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(name=""),
                name="desk_has_name",
                violation_error_message="Un guichet a un nom.",
            )
        ]

    def __str__(self) -> str:
        return self.name


class OrientationQuerySet(models.QuerySet):
    def on_days(self, first: date, last: date):
        """Noted from a Paris day to another, both included."""
        start, end = (
            datetime.combine(day, time(), tzinfo=ZONE) for day in (first, last + timedelta(days=1))
        )
        return self.filter(at__gte=start, at__lt=end)

    def asking(self, need: str):
        """For a need, by its code, among others or alone."""
        asked = self.annotate(asked=Cast("needs", models.TextField()))
        return asked.filter(asked__contains=f'"{need}"')


class Orientation(models.Model):
    """One question answered at a desk, in codes of closed lists; `at` is UTC, to the minute.

    `given` holds the keys of the places shown, best first; `chosen` is the one told.
    """

    at = models.DateTimeField("quand", db_index=True)
    desk = models.ForeignKey(
        Desk,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="orientations",
        verbose_name="guichet",
    )
    needs = Codes("besoins")  # Need.code
    district = models.CharField("quartier", max_length=100, blank=True)  # District.slug
    constraints = Codes("contraintes", choices_of=OrientationConstraint)
    given = models.JSONField("lieux montrés", default=list, blank=True, validators=[validate_given])
    chosen = models.ForeignKey(
        Site,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="orientations",
        verbose_name="lieu donné",
    )
    outcome = models.CharField("résultat", max_length=4, choices=OrientationOutcome.choices)
    reason = models.CharField(
        "pourquoi rien", max_length=12, choices=NothingSuitable.choices, blank=True
    )

    objects = OrientationQuerySet.as_manager()

    class Meta:
        verbose_name = "orientation"
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome=OrientationOutcome.GIVEN, chosen__isnull=False, reason="")
                | Q(
                    outcome=OrientationOutcome.NOTHING,
                    chosen__isnull=True,
                    reason__in=NothingSuitable.values,
                ),
                name="orientation_place_or_reason",
                violation_error_message="Une orientation donne un lieu, ou dit pourquoi aucun.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.at:%d/%m/%Y} : {self.chosen or self.get_reason_display()}"
