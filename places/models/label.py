from datetime import date

from django.db import models
from django.db.models import F, Q

from ..vocabulary import AwardState, Met
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
    """What a place must show. One that reviews answered stays: it is set aside, not deleted."""

    label = models.ForeignKey(Label, models.CASCADE, related_name="criteria")
    position = models.PositiveSmallIntegerField("ordre")
    text = models.CharField("critère", max_length=300)
    help_text = models.CharField("aide", max_length=500, blank=True)
    required = models.BooleanField("obligatoire", default=True)
    active = models.BooleanField("demandé aux examens", default=True)
    history = records()

    class Meta:
        verbose_name = "critère"
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["label", "position"], name="criterion_once_a_rank")
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.text}"


class LabelAwardQuerySet(models.QuerySet):
    def to_decide(self) -> "LabelAwardQuerySet":
        return self.filter(state__in=AwardState.to_decide())

    def running(self) -> "LabelAwardQuerySet":
        """Awarded or renewed, whatever their end."""
        return self.filter(state__in=AwardState.in_force())

    def ending(self, today: date, limit: date) -> "LabelAwardQuerySet":
        """In force, with an end between two Paris days, both included."""
        return self.running().filter(ends_on__range=(today, limit))

    def over(self, today: date) -> "LabelAwardQuerySet":
        """Expired, or past their end without anybody having noted it yet."""
        past = Q(state__in=AwardState.in_force(), ends_on__lt=today)
        return self.filter(Q(state=AwardState.EXPIRED) | past)


class LabelAward(models.Model):
    """Where a site stands with a label today; days are Paris dates.

    Its way there is told by its steps, and only `places.actions.labels` moves it.
    """

    label = models.ForeignKey(Label, models.PROTECT, related_name="awards", verbose_name="label")
    site = models.ForeignKey(Site, models.CASCADE, related_name="awards", verbose_name="lieu")
    state = models.CharField(
        "état", max_length=10, choices=AwardState.choices, default=AwardState.APPLIED
    )
    starts_on = models.DateField("depuis le", null=True, blank=True)
    ends_on = models.DateField("jusqu’au (compris)", null=True, blank=True)
    objects = LabelAwardQuerySet.as_manager()
    history = records()

    class Meta:
        verbose_name = "attribution"
        ordering = ["label", "-starts_on"]
        permissions = [("decide_award", "Peut décider d’une attribution de label")]
        constraints = [
            models.UniqueConstraint(
                fields=["label", "site"],
                name="award_once_a_site",
                violation_error_message="Ce lieu a déjà un dossier pour ce label.",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True)
                | Q(starts_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
                name="award_end_after_start",
                violation_error_message="La fin ne peut pas être avant le début.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=AwardState.values), name="award_known_state"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} : {self.get_state_display()}"


class LabelStep(models.Model):
    """One step of an award, dated (Paris) and signed; its history row names the act.

    The first has no `from_state`.
    """

    award = models.ForeignKey(LabelAward, models.CASCADE, related_name="steps")
    from_state = models.CharField("de", max_length=10, choices=AwardState.choices, blank=True)
    to_state = models.CharField("à", max_length=10, choices=AwardState.choices)
    on = models.DateField("le")
    signed_by = models.CharField("signé par", max_length=200)
    reason = models.CharField("raison", max_length=500, blank=True)
    history = records()

    class Meta:
        verbose_name = "étape"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(signed_by=""),
                name="step_is_signed",
                violation_error_message="Une étape est signée.",
            ),
            models.CheckConstraint(
                condition=Q(to_state__in=AwardState.values)
                & Q(from_state__in=["", *AwardState.values]),
                name="step_known_states",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_to_state_display()} le {self.on:%d/%m/%Y}"


class CriterionAnswer(models.Model):
    """What one review (`round`, from 1) of an award found of a criterion."""

    award = models.ForeignKey(LabelAward, models.CASCADE, related_name="answers")
    criterion = models.ForeignKey(LabelCriterion, models.PROTECT, related_name="answers")
    round = models.PositiveSmallIntegerField("examen")
    met = models.CharField("réponse", max_length=10, choices=Met.choices, default=Met.UNSEEN)
    comment = models.CharField("remarque", max_length=500, blank=True)
    history = records()

    class Meta:
        verbose_name = "réponse à un critère"
        verbose_name_plural = "réponses aux critères"
        ordering = ["round", "criterion__position"]
        constraints = [
            models.UniqueConstraint(
                fields=["award", "criterion", "round"], name="answer_once_a_review"
            ),
            models.CheckConstraint(condition=Q(round__gte=1), name="answer_round_from_one"),
            models.CheckConstraint(condition=Q(met__in=Met.values), name="answer_known"),
        ]

    def __str__(self) -> str:
        return f"{self.criterion} : {self.get_met_display()}"
