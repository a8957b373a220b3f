from datetime import date

from django.db import models
from django.db.models import F, Q

from .actor import Actor
from .history import records
from .site import Site


class EquipmentLoanQuerySet(models.QuerySet):
    def out(self) -> "EquipmentLoanQuerySet":
        return self.filter(returned_on=None)

    def overdue(self, today: date) -> "EquipmentLoanQuerySet":
        """Not back although due before a Paris day."""
        return self.out().filter(due_on__lt=today)

    def with_parties(self) -> "EquipmentLoanQuerySet":
        return self.select_related("to_site", "to_actor", "lender_actor")


class EquipmentLoan(models.Model):
    """« Convention de prêt »: equipment lent to a place or an actor; days are Paris dates."""

    what = models.CharField("matériel prêté", max_length=300)
    count = models.PositiveSmallIntegerField("nombre", default=1)
    lender = models.CharField("prêté par", max_length=200)
    lender_actor = models.ForeignKey(
        Actor, models.PROTECT, null=True, blank=True, related_name="loans_given"
    )
    to_site = models.ForeignKey(
        Site,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="loans",
        verbose_name="prêté au lieu",
    )
    to_actor = models.ForeignKey(
        Actor,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="loans_received",
        verbose_name="prêté à l’acteur",
    )
    starts_on = models.DateField("prêté le")
    due_on = models.DateField("à rendre le", null=True, blank=True)
    returned_on = models.DateField("rendu le", null=True, blank=True)
    signed_on = models.DateField("convention signée le", null=True, blank=True)
    condition = models.CharField("état au départ", max_length=300, blank=True)
    return_condition = models.CharField("état au retour", max_length=300, blank=True)
    comment = models.TextField("remarque", blank=True)
    objects = EquipmentLoanQuerySet.as_manager()
    history = records()

    class Meta:
        verbose_name = "prêt de matériel"
        verbose_name_plural = "prêts de matériel"
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(count__gte=1),
                name="loan_of_something",
                violation_error_message="Prêtez au moins un objet.",
            ),
            models.CheckConstraint(
                condition=~Q(what="") & ~Q(lender=""),
                name="loan_says_what_and_from_whom",
                violation_error_message="Un prêt dit quoi et de qui.",
            ),
            models.CheckConstraint(
                condition=Q(to_site__isnull=False, to_actor__isnull=True)
                | Q(to_site__isnull=True, to_actor__isnull=False),
                name="loan_to_one_borrower",
                violation_error_message="Un prêt va à un lieu ou à un acteur, pas aux deux.",
            ),
            models.CheckConstraint(
                condition=Q(due_on__isnull=True) | Q(due_on__gte=F("starts_on")),
                name="loan_due_after_start",
                violation_error_message="Le retour prévu ne peut pas être avant le prêt.",
            ),
            models.CheckConstraint(
                condition=Q(returned_on__isnull=True) | Q(returned_on__gte=F("starts_on")),
                name="loan_returned_after_start",
                violation_error_message="Le retour ne peut pas être avant le prêt.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.count} × {self.what}" if self.count > 1 else self.what

    @property
    def borrower(self) -> Site | Actor:
        return self.to_site or self.to_actor

    def is_overdue(self, today: date) -> bool:
        return self.returned_on is None and self.due_on is not None and self.due_on < today
