"""How the people of an association come in without an account."""

from django.db import models
from django.db.models import Q

from .actor import Actor, Contact
from .history import records


class AccessLink(models.Model):
    """A personal link sent to a contact. What is in the e-mail is a signature of this row's key:
    whoever reads the database cannot make a link from it. Times are UTC."""

    contact = models.ForeignKey(
        Contact, models.CASCADE, related_name="links", verbose_name="contact"
    )
    created_at = models.DateTimeField("créé le", auto_now_add=True)
    created_by = models.CharField("envoyé par", max_length=200)
    email = models.EmailField("envoyé à")  # a contact whose address changed loses older links
    opened_at = models.DateTimeField("ouvert le", null=True, blank=True)
    session = models.CharField(max_length=64, blank=True)  # hash of the only session it opened
    revoked_at = models.DateTimeField("révoqué le", null=True, blank=True)

    class Meta:
        verbose_name = "lien personnel"
        verbose_name_plural = "liens personnels"
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(opened_at__isnull=True, session="")
                | Q(opened_at__isnull=False) & ~Q(session=""),
                name="link_opened_in_a_session",
            )
        ]

    def __str__(self) -> str:
        return f"{self.contact} ({self.created_at:%d/%m/%Y})"


class Succession(models.Model):
    """« Ce n’est plus moi, écrivez plutôt à… »: the coordinator decides."""

    contact = models.ForeignKey(
        Contact, models.SET_NULL, null=True, related_name="successions", verbose_name="contact"
    )
    asked_by = models.CharField("proposé par", max_length=200)  # the contact may be gone since
    actor = models.ForeignKey(Actor, models.CASCADE, related_name="successions")
    name = models.CharField("nom", max_length=200)
    role = models.CharField("rôle", max_length=200, blank=True)
    email = models.EmailField("courriel")
    phone = models.CharField("téléphone", max_length=30, blank=True)
    leaves = models.BooleanField("le contact s’en va", default=True)
    created_at = models.DateTimeField("proposé le", auto_now_add=True)
    decided_at = models.DateTimeField("décidé le", null=True, blank=True)
    decided_by = models.CharField("décidé par", max_length=200, blank=True)
    accepted = models.BooleanField("acceptée", null=True, blank=True)
    history = records()

    class Meta:
        verbose_name = "succession"
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, accepted__isnull=True)
                | Q(decided_at__isnull=False, accepted__isnull=False),
                name="succession_decided_whole",
            )
        ]

    def __str__(self) -> str:
        return f"{self.asked_by} → {self.name}"
