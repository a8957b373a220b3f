from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q

from ..vocabulary import Origin, ProposalState, ReportOutcome, ReportTopic
from .fields import Codes
from .history import Act
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
    outcome = models.CharField(
        "ce qui a été fait", max_length=10, choices=ReportOutcome.choices, blank=True
    )
    answer = models.TextField("réponse", blank=True)
    answered_at = models.DateTimeField("réponse envoyée le", null=True, blank=True)

    class Meta:
        verbose_name = "erreur signalée"
        verbose_name_plural = "erreurs signalées"
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.site} : {', '.join(self.topics) or 'message'}"

    @property
    def has_unsent_answer(self) -> bool:
        return bool(self.answer and self.email and not self.answered_at)


class ProposalQuerySet(models.QuerySet):
    def waiting(self) -> "ProposalQuerySet":
        return self.filter(state=ProposalState.WAITING)


class Proposal(models.Model):
    """A correction somebody proposes; the listing changes when the coordinator decides.

    `changes` holds field → new value, `parts` the whole new content of services, equipment or
    closures, as `actions.edit` takes them, in JSON (dates in ISO form). `base` holds what the
    listing said then: {"changes": …, "parts": …}.
    """

    site = models.ForeignKey(Site, models.CASCADE, related_name="proposals", verbose_name="lieu")
    author = models.CharField("auteur", max_length=200)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="proposals"
    )
    origin = models.CharField("origine", max_length=20, choices=Origin.choices)
    email = models.EmailField("courriel pour la réponse", blank=True)
    comment = models.TextField("pourquoi", blank=True)
    changes = models.JSONField("champs", default=dict, blank=True, encoder=DjangoJSONEncoder)
    parts = models.JSONField(
        "aides, matériel…", default=dict, blank=True, encoder=DjangoJSONEncoder
    )
    base = models.JSONField("état d’avant", default=dict, blank=True, encoder=DjangoJSONEncoder)
    created_at = models.DateTimeField("reçue le", auto_now_add=True)
    state = models.CharField(
        "état", max_length=10, choices=ProposalState.choices, default=ProposalState.WAITING
    )
    decided_at = models.DateTimeField("décidée le", null=True, blank=True)
    decided_by = models.CharField("décidée par", max_length=200, blank=True)
    answer = models.TextField("réponse", blank=True)
    answered_at = models.DateTimeField("réponse envoyée le", null=True, blank=True)
    act = models.ForeignKey(Act, models.SET_NULL, null=True, blank=True, related_name="proposals")

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = "proposition"
        ordering = ["-created_at", "-pk"]
        permissions = [("decide_proposal", "Peut décider d’une proposition")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(author=""),
                name="proposal_has_author",
                violation_error_message="Une proposition a toujours un auteur.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=ProposalState.values)
                & (
                    Q(state=ProposalState.WAITING, decided_at__isnull=True)
                    | (~Q(state=ProposalState.WAITING) & Q(decided_at__isnull=False))
                ),
                name="proposal_decided_has_date",
                violation_error_message="Une décision est datée.",
            ),
        ]
        indexes = [models.Index(fields=["state", "created_at"], name="proposal_by_state")]

    def __str__(self) -> str:
        return f"Proposition n° {self.pk} : {self.site}"

    @property
    def is_waiting(self) -> bool:
        return self.state == ProposalState.WAITING

    @property
    def has_unsent_answer(self) -> bool:
        return bool(self.answer and self.email and not self.answered_at)
