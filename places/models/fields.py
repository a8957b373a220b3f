"""Shared fields and validators of the models."""

import re

from django.core.exceptions import ValidationError
from django.db import models

_PIVOT = re.compile(r"[0-9]{9}|[0-9]{14}|W[0-9]{9}|[0-9A-Z]{7,10}", re.ASCII)


class Codes(models.JSONField):
    """A list of codes of a closed list, kept in the order given.

    `choices_of` (a TextChoices or a dict of labels) bounds the values; empty means free values.
    """

    def __init__(self, *args, choices_of=None, **kwargs):
        self.choices_of = choices_of
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def code_choices(self) -> list[tuple[str, str]]:
        """(code, label) pairs for a form; empty for free values."""
        if self.choices_of is None:
            return []
        if isinstance(self.choices_of, dict):
            return list(self.choices_of.items())
        return list(self.choices_of.choices)

    def validate(self, value, model_instance):
        super().validate(value, model_instance)
        if not isinstance(value, list) or any(not isinstance(item, str) for item in value):
            raise ValidationError("Une liste de valeurs est attendue.")
        allowed = {code for code, _ in self.code_choices()}
        unknown = [item for item in value if allowed and item not in allowed]
        if unknown:
            raise ValidationError(f"Valeurs inconnues : {', '.join(unknown)}.")


def validate_pivot(value: str) -> None:
    """A SIRET (14 digits), SIREN (9), RNA (W + 9 digits) or RIDET number."""
    if not _PIVOT.fullmatch(value):
        raise ValidationError(
            "Un SIRET compte 14 chiffres, un numéro RNA commence par W suivi de 9 chiffres."
        )


def in_range(
    field: str, low: float, high: float, name: str, message: str
) -> models.CheckConstraint:
    """A check that a nullable number lies between two bounds, both included."""
    bounds = models.Q(**{f"{field}__gte": low, f"{field}__lte": high})
    return models.CheckConstraint(
        condition=models.Q(**{f"{field}__isnull": True}) | bounds,
        name=name,
        violation_error_message=message,
    )


def position_constraints(prefix: str) -> list[models.CheckConstraint]:
    """WGS 84 bounds, both coordinates or none, and never the null island 0,0."""
    both = models.Q(latitude__isnull=False, longitude__isnull=False)
    none = models.Q(latitude__isnull=True, longitude__isnull=True)
    return [
        in_range("latitude", -90, 90, f"{prefix}_latitude", "La latitude va de −90 à 90."),
        in_range("longitude", -180, 180, f"{prefix}_longitude", "La longitude va de −180 à 180."),
        models.CheckConstraint(
            condition=(both & ~models.Q(latitude=0, longitude=0)) | none,
            name=f"{prefix}_position_whole",
            violation_error_message="Une position a une latitude et une longitude, jamais 0,0.",
        ),
    ]
