from django.db import models
from django.db.models import F, Q

from ..vocabulary import AwardState
from .history import records
from .site import Site


class Label(models.Model):
    """A label a network awards: ECN, PAPI… Its charter is data, never code."""

    code = models.SlugField("code", max_length=50, unique=True)
    name = models.CharField("nom", max_length=200)
    guarantee = models.CharField("ce que le label garantit", max_length=300, blank=True)
    charter = models.TextField("charte", blank=True)
    duration_months = models.PositiveSmallIntegerField("durée en mois", null=True, blank=True)
    url = models.URLField("page de la charte", max_length=500, blank=True)
    history = records()

    class Meta:
        verbose_name = "label"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class LabelCriterion(models.Model):
    label = models.ForeignKey(Label, models.CASCADE, related_name="criteria")
    position = models.PositiveSmallIntegerField("ordre")
    text = models.CharField("critère", max_length=300)
    help_text = models.CharField("aide", max_length=500, blank=True)
    required = models.BooleanField("obligatoire", default=True)
    history = records()

    class Meta:
        verbose_name = "critère"
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["label", "position"], name="criterion_once_a_rank")
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.text}"


class LabelAward(models.Model):
    """A site's way with a label, from application to withdrawal; days are Paris dates."""

    label = models.ForeignKey(Label, models.PROTECT, related_name="awards")
    site = models.ForeignKey(Site, models.CASCADE, related_name="awards")
    state = models.CharField(
        "état", max_length=10, choices=AwardState.choices, default=AwardState.APPLIED
    )
    starts_on = models.DateField("depuis le", null=True, blank=True)
    ends_on = models.DateField("jusqu’au (compris)", null=True, blank=True)
    reason = models.CharField("raison", max_length=300, blank=True)
    signed_by = models.CharField("signé par", max_length=200, blank=True)
    history = records()

    class Meta:
        verbose_name = "attribution"
        ordering = ["label", "-starts_on"]
        constraints = [
            models.UniqueConstraint(fields=["label", "site"], name="award_once_a_site"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True)
                | Q(starts_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
                name="award_end_after_start",
                violation_error_message="La fin ne peut pas être avant le début.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} : {self.get_state_display()}"
