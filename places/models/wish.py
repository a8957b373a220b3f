from datetime import date

from django.db import models
from django.db.models import Q

from ..vocabulary import Moment, WishAuthor, WishKind, WishState
from .district import District
from .fields import Codes
from .need import Need


class WishQuerySet(models.QuerySet):
    def waiting(self) -> "WishQuerySet":
        return self.filter(state=WishState.WAITING)

    def shown(self, today: date) -> "WishQuerySet":
        """What residents read on a Paris day."""
        return self.filter(state=WishState.SHOWN, expires_on__gte=today)


class Wish(models.Model):
    """« Appel à envies »: a workshop that somebody offers or asks for, without an account.

    `text` is what was sent, read by the coordination alone; `shown_text` is what residents read.
    The e-mail is never shown, and is erased once answered or after 90 days.
    """

    kind = models.CharField("offre ou demande", max_length=10, choices=WishKind.choices)
    author = models.CharField("qui écrit", max_length=12, choices=WishAuthor.choices)
    association = models.CharField("nom de l’association", max_length=200, blank=True)
    need = models.ForeignKey(
        Need, models.SET_NULL, null=True, blank=True, verbose_name="besoin", related_name="+"
    )
    text = models.TextField("texte reçu", max_length=600)
    district = models.ForeignKey(
        District, models.SET_NULL, null=True, blank=True, verbose_name="quartier", related_name="+"
    )
    moments = Codes("quand", choices_of=Moment)
    email = models.EmailField("courriel pour la réponse", blank=True)
    created_at = models.DateTimeField("reçue le", auto_now_add=True)
    state = models.CharField(
        "état", max_length=10, choices=WishState.choices, default=WishState.WAITING
    )
    shown_text = models.TextField("texte publié", max_length=600, blank=True)
    expires_on = models.DateField("montrée jusqu’au", null=True, blank=True)
    reason = models.CharField("pourquoi refusée", max_length=300, blank=True)
    decided_at = models.DateTimeField("décidée le", null=True, blank=True)
    decided_by = models.CharField("décidée par", max_length=200, blank=True)
    answer = models.TextField("réponse", blank=True)
    answered_at = models.DateTimeField("réponse envoyée le", null=True, blank=True)
    objects = WishQuerySet.as_manager()

    class Meta:
        verbose_name = "envie d’atelier"
        verbose_name_plural = "envies d’ateliers"
        ordering = ["created_at", "pk"]
        permissions = [("decide_wish", "Peut décider d’une envie")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=WishState.WAITING, decided_at__isnull=True)
                | Q(state=WishState.REFUSED, decided_at__isnull=False)
                | Q(
                    state__in=(WishState.SHOWN, WishState.FOUND),
                    decided_at__isnull=False,
                    expires_on__isnull=False,
                )
                & ~Q(shown_text=""),
                name="wish_decided_is_whole",
                violation_error_message="Une envie publiée a un texte et une date.",
            )
        ]
        indexes = [models.Index(fields=["state", "created_at"], name="wish_by_state")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} : {(self.shown_text or self.text)[:80]}"

    @property
    def has_unsent_answer(self) -> bool:
        return bool(self.answer and self.email and not self.answered_at)
