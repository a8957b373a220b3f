from datetime import date

from django.db import models
from django.db.models import F, Q

from ..vocabulary import Moment, PlanState, Priority
from .actor import Actor
from .district import District
from .history import records
from .need import Need


class PlanActionQuerySet(models.QuerySet):
    def open(self) -> "PlanActionQuerySet":
        return self.filter(state__in=PlanState.open())

    def pressing(self, today: date, funding_by: date) -> "PlanActionQuerySet":
        """Still to do, and late on a Paris day, or with a funding that closes by `funding_by`."""
        closing = Q(funding_closes_on__range=(today, funding_by))
        return self.open().filter(Q(due_on__lt=today) | closing)

    def with_gap(self) -> "PlanActionQuerySet":
        return self.select_related("need", "district", "lead_actor")


class PlanAction(models.Model):
    """One line of the town's action plan, and the gap it answers; days are Paris dates.

    `places_before`: how many places met the need in the quartier when the gap was written; None
    when the gap is not told by a need. It lets the page say that a gap is filled since.
    """

    title = models.CharField("titre", max_length=200)
    description = models.TextField("description", blank=True)
    lead = models.CharField("qui s’en occupe", max_length=200, blank=True)
    lead_actor = models.ForeignKey(
        Actor, models.PROTECT, null=True, blank=True, related_name="plan_actions"
    )
    partners = models.CharField("partenaires", max_length=500, blank=True)
    funding = models.CharField("piste de financement", max_length=200, blank=True)
    funding_url = models.URLField("page du financement", max_length=500, blank=True)
    funding_closes_on = models.DateField("demande à déposer avant le", null=True, blank=True)
    state = models.CharField(
        "état", max_length=12, choices=PlanState.choices, default=PlanState.TO_START
    )
    given_up_because = models.CharField("pourquoi abandonnée", max_length=300, blank=True)
    due_on = models.DateField("à finir pour le", null=True, blank=True)
    priority = models.CharField(
        "priorité", max_length=1, choices=Priority.choices, default=Priority.NORMAL
    )
    need = models.ForeignKey(
        Need, models.PROTECT, null=True, blank=True, verbose_name="besoin", related_name="+"
    )
    district = models.ForeignKey(
        District, models.PROTECT, null=True, blank=True, verbose_name="quartier", related_name="+"
    )
    moment = models.CharField("à quel moment", max_length=12, choices=Moment.choices, blank=True)
    figure = models.SlugField("tableau de l’état des lieux", max_length=60, blank=True)
    gap = models.CharField("le manque, avec vos mots", max_length=300, blank=True)
    places_before = models.PositiveIntegerField("lieux au départ", null=True, blank=True)
    is_public = models.BooleanField("visible dans l’état des lieux", default=False)
    updated_at = models.DateTimeField("modifiée le", auto_now=True)
    objects = PlanActionQuerySet.as_manager()
    history = records()

    class Meta:
        verbose_name = "action"
        ordering = ["priority", F("due_on").asc(nulls_last=True), "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(title=""),
                name="plan_action_has_title",
                violation_error_message="Une action a un titre.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=PlanState.values)
                & (~Q(state=PlanState.GIVEN_UP) | ~Q(given_up_because="")),
                name="plan_action_given_up_says_why",
                violation_error_message="Dites pourquoi l’action est abandonnée.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        return self.state in PlanState.open()

    @property
    def gap_told(self) -> str:
        """« Imprimer, Épeule, le soir » ; what was written when no list says it; else ""."""
        told = [self.need.name] if self.need else []
        told += [self.district.name] if self.district else []
        told += [self.get_moment_display().lower()] if self.moment else []
        said = ", ".join(told)
        return " : ".join(part for part in (said, self.gap) if part)

    def is_overdue(self, today: date) -> bool:
        return self.is_open and self.due_on is not None and self.due_on < today

    def is_funding_closing(self, today: date, by: date) -> bool:
        closes = self.funding_closes_on
        return self.is_open and closes is not None and today <= closes <= by
