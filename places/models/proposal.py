from django.db import models

from ..vocabulary import ReportTopic
from .fields import Codes
from .site import Site


class ErrorReport(models.Model):
    """« Une erreur ? Dites-le » : what a visitor says of a listing, without an account."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="error_reports")
    topics = Codes("ce qui est faux", choices_of=ReportTopic)
    message = models.TextField("message", blank=True)
    email = models.EmailField("courriel pour la réponse", blank=True)
    created_at = models.DateTimeField("reçu le", auto_now_add=True)
    handled_at = models.DateTimeField("traité le", null=True, blank=True)
    handled_by = models.CharField("traité par", max_length=200, blank=True)

    class Meta:
        verbose_name = "erreur signalée"
        verbose_name_plural = "erreurs signalées"
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.site} : {', '.join(self.topics) or 'message'}"
