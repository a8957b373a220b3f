from django.db import models

from .history import records


class Source(models.Model):
    """Where listings come from, and under which licence they may be shown."""

    name = models.CharField("nom", max_length=200, unique=True)
    licence = models.CharField("licence", max_length=200, blank=True)
    url = models.URLField("adresse web", max_length=500, blank=True)
    history = records()

    class Meta:
        verbose_name = "source"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
