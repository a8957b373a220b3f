from datetime import date, time
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from ..hours.sessions import WrongRule, check_rule
from ..vocabulary import Publication, Registration, WorkshopLevel
from .fields import Codes
from .history import records
from .site import Site, phone

SHORTEST, LONGEST = 5, 24 * 60  # minutes


class StoredRule(NamedTuple):
    """A `places.hours.sessions.Rule`; the exceptions are rows of WorkshopSession."""

    rrule: str
    start: date
    at: time
    minutes: int
    ends_on: date | None
    sessions: tuple["WorkshopSession", ...]


class WorkshopQuerySet(models.QuerySet):
    def kept(self) -> "WorkshopQuerySet":
        """All but the archived ones."""
        return self.exclude(publication=Publication.ARCHIVED)

    def drafts(self) -> "WorkshopQuerySet":
        """What waits to be published."""
        return self.filter(publication=Publication.DRAFT)

    def with_parts(self) -> "WorkshopQuerySet":
        return self.select_related("site", "site__actor", "replaces").prefetch_related("sessions")


class Workshop(models.Model):
    """« Atelier »: what is taught to a group at a place, once or again and again.

    Days and times are Paris wall-clock. `rrule` is RFC 5545 text without its end, which is
    `ends_on` (included); "" when the days are all added one by one. `needs` holds codes of Need.
    """

    site = models.ForeignKey(Site, models.CASCADE, related_name="workshops", verbose_name="lieu")
    title = models.CharField("titre", max_length=200)
    needs = Codes("besoins")
    level = models.CharField("niveau", max_length=20, choices=WorkshopLevel.choices, blank=True)
    description = models.TextField("présentation", blank=True)
    audience = models.CharField("pour qui", max_length=200, blank=True)
    is_free = models.BooleanField("gratuit", null=True, blank=True)
    price = models.CharField("prix", max_length=100, blank=True)
    places = models.PositiveSmallIntegerField("places par séance", null=True, blank=True)
    register = models.CharField(
        "comment s’inscrire", max_length=20, choices=Registration.choices, blank=True
    )
    register_phone = models.CharField(
        "téléphone pour s’inscrire", max_length=20, blank=True, validators=[phone]
    )
    register_url = models.URLField("page pour s’inscrire", max_length=500, blank=True)
    register_details = models.CharField("précision sur l’inscription", max_length=300, blank=True)
    rrule = models.CharField("règle de répétition", max_length=200, blank=True)
    start = models.DateField("première date")
    at = models.TimeField("heure de début")
    minutes = models.PositiveSmallIntegerField(
        "durée en minutes",
        validators=[
            MinValueValidator(SHORTEST, "Un atelier dure au moins 5 minutes."),
            MaxValueValidator(LONGEST, "Un atelier dure moins d’un jour."),
        ],
    )
    ends_on = models.DateField("dernière date (comprise)", null=True, blank=True)
    publication = models.CharField(
        "publication", max_length=10, choices=Publication.choices, default=Publication.DRAFT
    )
    replaces = models.ForeignKey(
        "self",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="corrections",
        verbose_name="corrige l’atelier",
    )
    updated_at = models.DateTimeField(auto_now=True)
    history = records()
    objects = WorkshopQuerySet.as_manager()

    class Meta:
        verbose_name = "atelier"
        ordering = ["title", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("start")),
                name="workshop_end_after_start",
                violation_error_message="La dernière date ne peut pas être avant la première.",
            ),
            models.CheckConstraint(
                condition=Q(minutes__gte=SHORTEST, minutes__lte=LONGEST),
                name="workshop_minutes",
                violation_error_message="Un atelier dure entre 5 minutes et un jour.",
            ),
            models.CheckConstraint(
                condition=Q(price="") | Q(is_free__isnull=True) | Q(is_free=False),
                name="workshop_free_has_no_price",
                violation_error_message="Un atelier gratuit n’a pas de prix.",
            ),
            models.CheckConstraint(
                condition=~Q(title="") & Q(publication__in=Publication.values),
                name="workshop_has_title_and_known_state",
            ),
            models.CheckConstraint(
                condition=Q(replaces__isnull=True) | ~Q(replaces=F("id")),
                name="workshop_replaces_another",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def rule(self) -> "StoredRule":
        """Its days as `places.hours.sessions` reads them."""
        rows = tuple(self.sessions.all()) if self.pk else ()
        return StoredRule(self.rrule, self.start, self.at, self.minutes, self.ends_on, rows)

    def clean(self) -> None:
        if self.rrule and self.start:
            try:
                check_rule(self.rrule, self.start)
            except WrongRule as error:
                raise ValidationError({"rrule": str(error)}) from error


class WorkshopSession(models.Model):
    """One dated session: a day added to a workshop, or an exception to its rule.

    `day` is the Paris day it was planned for. An exception on a day that the rule no longer
    gives says nothing. `site` is the workshop's, so that the history of the place tells it.
    """

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="sessions")
    site = models.ForeignKey(Site, models.CASCADE, related_name="+", verbose_name="lieu")
    day = models.DateField("jour")
    at = models.TimeField("heure, si elle change", null=True, blank=True)
    added = models.BooleanField("date ajoutée", default=False)
    cancelled = models.BooleanField("annulée", default=False)
    reason = models.CharField("raison", max_length=200, blank=True)
    places_left = models.PositiveSmallIntegerField("places libres", null=True, blank=True)
    history = records()

    class Meta:
        verbose_name = "séance d’atelier"
        verbose_name_plural = "séances d’atelier"
        ordering = ["day", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["workshop", "day"],
                name="workshop_session_once_a_day",
                violation_error_message="Une seule séance par jour.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.workshop} : {self.day}"
