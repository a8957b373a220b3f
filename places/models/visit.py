"""What places count of their own work: people who came, and helps given. Nothing about anybody."""

from calendar import monthrange
from datetime import date

from django.core.exceptions import ValidationError
from django.db import models

from ..hours.periods import Period
from .fields import in_range
from .history import records
from .site import Site

VISITS = ""  # as a need: the people who came, whatever for
MOST_A_DAY, MOST_A_MONTH = 5_000, 100_000  # beyond, a digit too many was typed


def too_many(most: int) -> str:
    """« C’est trop pour un jour : 5 000 au plus. Vérifiez le nombre. »"""
    span = "un jour" if most == MOST_A_DAY else "un mois"
    told = f"{most:,}".replace(",", "\u00a0")
    return f"C’est trop pour {span} : {told} au plus. Vérifiez le nombre."


class VisitCountQuerySet(models.QuerySet):
    def between(self, first: date, last: date) -> "VisitCountQuerySet":
        """Of the months from one to another, both included, each known by its first day."""
        return self.filter(month__gte=first, month__lte=last)

    def visits(self) -> "VisitCountQuerySet":
        return self.filter(need=VISITS)

    def helps(self) -> "VisitCountQuerySet":
        return self.exclude(need=VISITS)


class VisitCount(models.Model):
    """What a place counted in a Paris month: visits, or accompaniments for one need.

    `count` is the whole month, or the sum of `days`, {"3": 12}, when they were counted one by
    one: a month and its days are one row, and are never added twice. A row that is not there is
    unknown, not zero.
    """

    site = models.ForeignKey(Site, models.CASCADE, related_name="visit_counts", verbose_name="lieu")
    month = models.DateField("mois")  # its first day
    need = models.CharField("besoin", max_length=50, blank=True)  # Need.code, or VISITS
    count = models.PositiveIntegerField("nombre")
    days = models.JSONField("jours", default=dict, blank=True)
    history = records()
    objects = VisitCountQuerySet.as_manager()

    class Meta:
        verbose_name = "comptage"
        ordering = ["-month", "need", "pk"]
        indexes = [models.Index(fields=["month", "need"], name="visit_count_by_month")]
        constraints = [
            models.UniqueConstraint(
                fields=["site", "month", "need"],
                name="visit_count_once_a_month",
                violation_error_message="Ce mois est déjà compté pour ce lieu.",
            ),
            in_range("count", 0, MOST_A_MONTH, "visit_count_plausible", too_many(MOST_A_MONTH)),
        ]

    def __str__(self) -> str:
        return f"{self.site}, {Period(self.month).words} : {self.count}"

    def clean(self) -> None:
        if self.month and self.month.day != 1:
            raise ValidationError({"month": "Un mois est connu par son premier jour."})
        if self.days:
            self._clean_days()

    def _clean_days(self) -> None:
        keys = {str(day) for day in range(1, monthrange(self.month.year, self.month.month)[1] + 1)}
        if not isinstance(self.days, dict) or not set(self.days) <= keys:
            raise ValidationError({"days": "Ce mois n’a pas ces jours."})
        if any(type(held) is not int or held < 0 for held in self.days.values()):
            raise ValidationError({"days": "Chaque jour a un nombre."})
        if any(held > MOST_A_DAY for held in self.days.values()):
            raise ValidationError({"days": too_many(MOST_A_DAY)})
        if self.count != sum(self.days.values()):
            raise ValidationError({"count": "Le mois est la somme de ses jours."})
