"""What is held on dated days by a rule and its exceptions: a workshop, a stop of a round."""

from datetime import date, time
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from ..hours.sessions import WrongRule, check_rule
from ..vocabulary import Publication
from .site import Site

SHORTEST, LONGEST = 5, 24 * 60  # minutes


class StoredRule(NamedTuple):
    """A `places.hours.sessions.Rule`; the exceptions are the rows of `sessions`."""

    rrule: str
    start: date
    at: time
    minutes: int
    ends_on: date | None
    sessions: tuple["DatedException", ...]


class RepeatingQuerySet(models.QuerySet):
    def kept(self) -> "RepeatingQuerySet":
        """All but the archived ones."""
        return self.exclude(publication=Publication.ARCHIVED)

    def drafts(self) -> "RepeatingQuerySet":
        """What waits to be published."""
        return self.filter(publication=Publication.DRAFT)


class Repeating(models.Model):
    """Days and times are Paris wall-clock. `rrule` is RFC 5545 text without its end, which is
    `ends_on` (included); "" when the days are all added one by one, as rows of `sessions`."""

    rrule = models.CharField("règle de répétition", max_length=200, blank=True)
    start = models.DateField("première date")
    at = models.TimeField("heure de début")
    minutes = models.PositiveSmallIntegerField(
        "durée en minutes",
        validators=[
            MinValueValidator(SHORTEST, "La durée est d’au moins 5 minutes."),
            MaxValueValidator(LONGEST, "La durée est de moins d’un jour."),
        ],
    )
    ends_on = models.DateField("dernière date (comprise)", null=True, blank=True)
    publication = models.CharField(
        "publication", max_length=10, choices=Publication.choices, default=Publication.DRAFT
    )
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True

    @property
    def rule(self) -> StoredRule:
        """Its days as `places.hours.sessions` reads them."""
        rows = tuple(self.sessions.all()) if self.pk else ()
        return StoredRule(self.rrule, self.start, self.at, self.minutes, self.ends_on, rows)

    def clean(self) -> None:
        if self.rrule and self.start:
            try:
                check_rule(self.rrule, self.start)
            except WrongRule as error:
                raise ValidationError({"rrule": str(error)}) from error


class DatedException(models.Model):
    """One dated session: a day added, or an exception to the rule.

    `day` is the Paris day it was planned for. An exception on a day that the rule no longer
    gives says nothing. `site` is that of the whole, so that the history of the place tells it.
    """

    places_left = None  # nobody counts

    site = models.ForeignKey(Site, models.CASCADE, related_name="+", verbose_name="lieu")
    day = models.DateField("jour")
    at = models.TimeField("heure, si elle change", null=True, blank=True)
    added = models.BooleanField("date ajoutée", default=False)
    cancelled = models.BooleanField("annulée", default=False)
    reason = models.CharField("raison", max_length=200, blank=True)

    class Meta:
        abstract = True


def rule_constraints(prefix: str) -> list[models.CheckConstraint]:
    """The end is not before the beginning; the length is that of a session."""
    return [
        models.CheckConstraint(
            condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("start")),
            name=f"{prefix}_end_after_start",
            violation_error_message="La dernière date ne peut pas être avant la première.",
        ),
        models.CheckConstraint(
            condition=Q(minutes__gte=SHORTEST, minutes__lte=LONGEST),
            name=f"{prefix}_minutes",
            violation_error_message="La durée est entre 5 minutes et un jour.",
        ),
    ]
