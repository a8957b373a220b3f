"""What people look for, counted by day. Nothing here tells who asked, nor at what time."""

from datetime import date

from django.db import models
from django.db.models import Count, Q, Sum


class SearchCountQuerySet(models.QuerySet):
    def since(self, day: date):
        return self.filter(day__gte=day)

    def summed(self, *fields: str):
        """One row for each set of values of `fields`, with `total`, the number of searches, and
        `days`, on how many different days; the most searched first."""
        rows = self.order_by().values(*fields)
        rows = rows.annotate(total=Sum("count"), days=Count("day", distinct=True))
        return rows.order_by("-total", *fields)


class SearchCount(models.Model):
    """How many times one thing was asked on a Paris day (see `directory.demand.Demand`)."""

    # what tells one count from another
    KEY = (
        *("day", "need", "kind", "district", "results"),
        *("emptied_by", "nothing_understood", "is_extra"),
    )

    day = models.DateField("jour")
    need = models.CharField("besoin", max_length=50, blank=True)  # Need.code
    kind = models.CharField("type de lieu", max_length=50, blank=True)  # when no need was asked
    district = models.CharField("quartier", max_length=100, blank=True)  # District.slug
    results = models.PositiveSmallIntegerField("lieux trouvés")  # 3: three or more
    # « gratuit:1 ouvert:soir »: the choices that left no place
    emptied_by = models.CharField("vidée par", max_length=300, blank=True)
    nothing_understood = models.BooleanField("rien de compris", default=False)
    # one search for two needs is two rows; totals add up the first alone
    is_extra = models.BooleanField("autre besoin d’une recherche déjà comptée", default=False)
    count = models.PositiveIntegerField("nombre", default=0)

    objects = SearchCountQuerySet.as_manager()

    class Meta:
        verbose_name = "recherches d’un jour"
        verbose_name_plural = "recherches par jour"
        ordering = ["-day", "need", "district"]
        constraints = [
            models.UniqueConstraint(
                fields=[
                    *("day", "need", "kind", "district", "results"),
                    *("emptied_by", "nothing_understood", "is_extra"),
                ],
                name="search_counted_once_a_day",
            ),
            models.CheckConstraint(
                condition=Q(results__lte=3), name="search_results_three_at_most"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.need or self.kind or 'sans besoin'} : {self.count}"


class UnknownTextQuerySet(models.QuerySet):
    def shown(self):
        """Texts typed on enough days to be kept, that nobody put aside."""
        return self.exclude(text="").filter(hidden_at=None)

    def hidden(self):
        return self.exclude(hidden_at=None)

    def with_days(self, since: date | None = None):
        """Adds `typed_days`, the number of different days, and `typed_times`; from `since` on."""
        recent = Q(days__day__gte=since) if since else Q()
        return self.annotate(
            typed_days=Count("days", filter=recent), typed_times=Sum("days__count", filter=recent)
        )


class UnknownText(models.Model):
    """Words that were looked for and that nobody's vocabulary holds.

    Until it is typed on a third different day, a text is known by its digest alone.
    """

    digest = models.CharField("empreinte", max_length=64, unique=True)  # keyed: see `digest_of`
    text = models.CharField("mots", max_length=100, blank=True)  # normalised
    hidden_at = models.DateTimeField("mis de côté le", null=True, blank=True)
    hidden_by = models.CharField("mis de côté par", max_length=200, blank=True)

    objects = UnknownTextQuerySet.as_manager()

    class Meta:
        verbose_name = "mots inconnus"
        verbose_name_plural = "mots inconnus"

    def __str__(self) -> str:
        return self.text or "mots pas encore gardés"


class UnknownTextDay(models.Model):
    """How many times an unknown text was typed on a Paris day."""

    unknown = models.ForeignKey(UnknownText, models.CASCADE, related_name="days")
    day = models.DateField("jour", db_index=True)
    count = models.PositiveIntegerField("nombre", default=0)

    KEY = ("day", "unknown_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unknown", "day"], name="unknown_text_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.day} : {self.count}"
