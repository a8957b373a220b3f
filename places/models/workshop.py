from django.db import models
from django.db.models import F, Q

from ..vocabulary import Publication, Registration, WorkshopLevel
from .fields import Codes
from .history import records
from .repeating import DatedException, Repeating, RepeatingQuerySet, rule_constraints
from .site import Site, phone


class WorkshopQuerySet(RepeatingQuerySet):
    def with_parts(self) -> "WorkshopQuerySet":
        return self.select_related("site", "site__actor", "replaces").prefetch_related("sessions")


class Workshop(Repeating):
    """« Atelier »: what is taught to a group at a place, once or again and again.

    `needs` holds codes of Need.
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
    replaces = models.ForeignKey(
        "self",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="corrections",
        verbose_name="corrige l’atelier",
    )
    history = records()
    objects = WorkshopQuerySet.as_manager()

    class Meta:
        verbose_name = "atelier"
        ordering = ["title", "pk"]
        constraints = [
            *rule_constraints("workshop"),
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


class WorkshopSession(DatedException):
    """One session of a workshop, which may count its places."""

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="sessions")
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
