"""Who changed what, when and why.

An `Act` is one decision by one author. Every row of history (django-simple-history) belongs to
the act under way; the column is NOT NULL, so the database itself refuses a change of a recorded
model made outside `places.actions.recording.act`.
"""

from collections.abc import Iterator
from contextvars import ContextVar
from functools import cache

from django.apps import apps
from django.conf import settings
from django.db import models
from simple_history.models import HistoricalRecords

from ..vocabulary import Origin

current_act: ContextVar["Act | None"] = ContextVar("current_act", default=None)


def current_act_id() -> int | None:
    """Primary key of the act under way in this context, None outside any act."""
    act = current_act.get()
    return act.pk if act else None


class Act(models.Model):
    """One change, as its author would tell it. Times are UTC."""

    at = models.DateTimeField("quand", auto_now_add=True)
    author = models.CharField("auteur", max_length=200)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="acts"
    )
    origin = models.CharField("origine", max_length=20, choices=Origin.choices)
    reason = models.CharField("raison", max_length=300, blank=True)

    class Meta:
        verbose_name = "acte"
        ordering = ["-at", "-pk"]
        permissions = [("undo_act", "Peut annuler un acte")]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(author=""),
                name="act_has_author",
                violation_error_message="Un changement a toujours un auteur.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.author} ({self.get_origin_display()})"


class RecordedRow(models.Model):
    """Base of every history table: the act a past state was written by."""

    act = models.ForeignKey(Act, models.PROTECT, default=current_act_id, related_name="+")

    class Meta:
        abstract = True


def records() -> HistoricalRecords:
    """The history of a model, each row tied to its act."""
    return HistoricalRecords(bases=[RecordedRow])


def recorded_models() -> Iterator[type[models.Model]]:
    """Every model whose changes are kept (`history = records()`)."""
    for model in apps.get_models():
        if hasattr(model._meta, "simple_history_manager_attribute"):
            yield model


@cache
def history_of(model: type[models.Model]) -> type[models.Model]:
    """The history table of a recorded model."""
    return getattr(model, model._meta.simple_history_manager_attribute).model
