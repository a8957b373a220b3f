"""What a desk answers, kept in codes: nothing of the person, no author, no listing changed."""

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from ..models import Desk, Orientation, Site
from ..vocabulary import NothingSuitable, OrientationOutcome


def orient(
    at: datetime,
    *,
    desk: Desk | None = None,
    needs: Iterable[str] = (),
    district: str = "",
    constraints: Iterable[str] = (),
    given: Iterable[int] = (),
    chosen: int | None = None,
    reason: NothingSuitable | str = "",
) -> Orientation:
    """Keep one orientation, at an aware moment: the place `chosen` among `given` (keys of sites),
    or the `reason` why none suits.

    Raises django.core.exceptions.ValidationError when it has both or neither, when the place was
    not among those given, when a place does not exist or a code is not of its list.
    """
    given = list(given)
    if chosen is not None and chosen not in given:
        raise ValidationError({"chosen": "Ce lieu n’était pas parmi ceux proposés."})
    outcome = OrientationOutcome.NOTHING if chosen is None else OrientationOutcome.GIVEN
    made = Orientation(
        at=at.replace(second=0, microsecond=0),
        desk=desk,
        needs=list(needs),
        district=district,
        constraints=list(constraints),
        given=given,
        chosen_id=chosen,
        outcome=outcome,
        reason=reason,
    )
    with transaction.atomic():
        if Site.objects.filter(pk__in=given).count() < len(given):
            raise ValidationError({"given": "Un de ces lieux n’existe plus."})
        made.full_clean(validate_unique=False)
        made.save()
    return made


def take_back(pk: int) -> bool:
    """Forget an orientation noted by mistake; False when there is none."""
    return bool(Orientation.objects.filter(pk=pk).delete()[0])
