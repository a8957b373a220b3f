"""One question to the database for all the check constraints of a row."""

from django.db import models, router
from django.db.models import CheckConstraint, Q


class CheckedTogether(models.Model):
    """Django asks the database once for each check constraint of a row: a dozen for a site. Here
    all are asked in one query; they are asked in turn, for the message of the wrong one, only when
    they do not hold together or when a field is left out."""

    _checks_hold = False

    class Meta:
        abstract = True

    def validate_constraints(self, exclude=None):
        self._checks_hold = not exclude and self._hold_together()
        super().validate_constraints(exclude)

    def get_constraints(self):
        return [
            (model, [one for one in constraints if not self._is_known_to_hold(one)])
            for model, constraints in super().get_constraints()
        ]

    def _is_known_to_hold(self, constraint) -> bool:
        return self._checks_hold and isinstance(constraint, CheckConstraint)

    def _hold_together(self) -> bool:
        """A check whose condition is unknown (NULL) holds, as in the database."""
        found = self._meta.constraints
        conditions = [one.condition for one in found if isinstance(one, CheckConstraint)]
        against = self._get_field_expression_map(meta=self._meta)
        return Q(*conditions).check(against, using=router.db_for_write(type(self), instance=self))
