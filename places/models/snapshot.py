"""The état des lieux as it was, a month at a time: written once, never changed."""

from django.db import models


class LandscapeSnapshot(models.Model):
    """Everything that the page showed on a Paris day, in JSON: what was hidden then is not in it.

    See `diagnosis.landscape.kept`, which reads and writes `payload`.
    """

    month = models.DateField("mois", unique=True)  # its first day
    day = models.DateField("jour")  # that the figures are of
    taken_at = models.DateTimeField("prise le", auto_now_add=True)
    payload = models.TextField("contenu")

    class Meta:
        verbose_name = "état des lieux gardé"
        verbose_name_plural = "états des lieux gardés"
        ordering = ["-month"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(month__day=1, month__lte=models.F("day")),
                name="snapshot_month_begins",
                violation_error_message="Un mois est dit par son premier jour.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"
