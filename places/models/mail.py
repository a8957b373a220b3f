"""The e-mails that leave: written in the transaction that wants them, sent once it is over."""

from datetime import datetime

from django.db import models
from django.db.models import Q

from ..vocabulary import MailKind, MailState, ReminderStep
from .actor import Contact
from .site import Site


class MailQuerySet(models.QuerySet):
    def stuck(self, before: datetime) -> "MailQuerySet":
        """Not gone yet, though written before an aware moment."""
        waiting = self.filter(state__in=(MailState.WAITING, MailState.SENDING))
        return waiting.filter(created_at__lt=before)


class Mail(models.Model):
    """One message to one address. Its text is forgotten once sent; times are UTC."""

    kind = models.CharField("sorte", max_length=12, choices=MailKind.choices)
    contact = models.ForeignKey(
        Contact, models.SET_NULL, null=True, blank=True, related_name="mails"
    )
    address = models.EmailField("adresse", db_index=True)
    subject = models.CharField("objet", max_length=200)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    state = models.CharField(
        "état", max_length=10, choices=MailState.choices, default=MailState.WAITING
    )
    created_at = models.DateTimeField("écrit le", auto_now_add=True)
    tried_at = models.DateTimeField("essayé le", null=True, blank=True)
    tries = models.PositiveSmallIntegerField("essais", default=0)
    problem = models.CharField("ce que le serveur a répondu", max_length=300, blank=True)

    objects = MailQuerySet.as_manager()

    class Meta:
        verbose_name = "courriel"
        verbose_name_plural = "courriels"
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["state", "created_at"], name="mail_by_state")]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=MailState.values), name="mail_known_state")
        ]

    def __str__(self) -> str:
        return f"{self.subject} → {self.address}"

    @property
    def is_uncertain(self) -> bool:
        """Claimed to be sent, and nobody said how it ended."""
        return self.state == MailState.SENDING


class Reminder(models.Model):
    """One step taken to have a listing confirmed. `since` is the Paris day it was last confirmed
    (or made): a confirmation begins another round."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="reminders")
    since = models.DateField("depuis le")
    step = models.CharField("étape", max_length=10, choices=ReminderStep.choices)
    on = models.DateField("le")
    contact = models.ForeignKey(
        Contact, models.SET_NULL, null=True, blank=True, related_name="reminders"
    )
    mail = models.ForeignKey(Mail, models.SET_NULL, null=True, blank=True, related_name="reminders")

    class Meta:
        verbose_name = "rappel"
        ordering = ["-on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["site", "since", "step"], name="reminder_step_once"),
            models.CheckConstraint(
                condition=Q(step__in=ReminderStep.values), name="reminder_known_step"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.site} : {self.get_step_display()}"


class OrientationLetter(models.Model):
    """A place was told how many people were sent to it in a month: once, by one message."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="orientation_letters")
    month = models.DateField("mois")  # its first day, in Paris
    number = models.PositiveIntegerField("personnes orientées")
    mail = models.ForeignKey(
        Mail, models.SET_NULL, null=True, blank=True, related_name="orientation_letters"
    )

    class Meta:
        verbose_name = "lettre des orientations"
        verbose_name_plural = "lettres des orientations"
        ordering = ["-month", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["site", "month"], name="orientation_letter_once")
        ]

    def __str__(self) -> str:
        return f"{self.site} : {self.number}"
