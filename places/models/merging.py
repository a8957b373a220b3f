"""What was decided of listings that looked like one place."""

from django.db import models
from django.db.models import F, Q

from .history import records
from .site import Site


class SiteRedirect(models.Model):
    """The address of a listing merged into another: it leads there for ever."""

    merged = models.OneToOneField(
        Site, models.PROTECT, related_name="redirect", verbose_name="fiche fusionnée"
    )
    slug = models.SlugField("ancienne adresse", max_length=120, unique=True)
    site = models.ForeignKey(
        Site, models.PROTECT, related_name="former_addresses", verbose_name="fiche gardée"
    )
    history = records()

    class Meta:
        verbose_name = "ancienne adresse"
        verbose_name_plural = "anciennes adresses"
        constraints = [
            models.CheckConstraint(
                condition=~Q(merged=F("site")), name="redirect_leads_to_another_site"
            )
        ]

    def __str__(self) -> str:
        return self.slug


class NotDuplicate(models.Model):
    """Two listings that look alike and are two places: the pair is not shown again."""

    first = models.ForeignKey(Site, models.CASCADE, related_name="+", verbose_name="lieu")
    second = models.ForeignKey(Site, models.CASCADE, related_name="+", verbose_name="autre lieu")
    history = records()

    class Meta:
        verbose_name = "paire distincte"
        verbose_name_plural = "paires distinctes"
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="not_duplicate_once"),
            models.CheckConstraint(
                condition=Q(first__lt=F("second")), name="not_duplicate_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first} ≠ {self.second}"
