"""The action plan: an action written, corrected, moved from one state to the next."""

from datetime import datetime

from django.core.exceptions import ValidationError

from ..diagnosis.gaps import places_for
from ..directory import load
from ..models import Actor, PlanAction
from ..vocabulary import PlanState
from .recording import Author, act


class ChangedSince(ValidationError):
    """Somebody else saved the action after it was shown."""

    def __init__(self):
        super().__init__(
            "Une autre personne vient de changer cette action. Relisez ce qu’elle dit maintenant, "
            "puis enregistrez à nouveau."
        )


def save_action(
    author: Author, action: PlanAction, *, seen: datetime | None = None, **values
) -> PlanAction:
    """Create an action, or correct it as it was when last changed at `seen` (aware).

    A lead who bears the very name of an actor is tied to it. Raises ChangedSince, or
    ValidationError, in French, by field.
    """
    with act(author, f"Plan d’action : {values.get('title') or action}"):
        kept = action if action.pk is None else _locked(action, seen)
        was = (kept.need_id, kept.district_id)
        for name, value in values.items():
            setattr(kept, name, value)
        kept.lead_actor = (
            Actor.objects.filter(name__iexact=kept.lead).order_by("pk").first()
            if kept.lead
            else None
        )
        if kept.state != PlanState.GIVEN_UP:
            kept.given_up_because = ""
        if kept.pk is None or was != (kept.need_id, kept.district_id):
            kept.places_before = _places(kept)
        kept.full_clean()
        kept.save()
    return kept


def set_state(
    author: Author,
    action: PlanAction,
    state: PlanState,
    *,
    seen: datetime | None,
    because: str = "",
) -> PlanAction:
    """Move an action to a state; giving up says why. Raises as `save_action` does."""
    return save_action(author, action, seen=seen, state=state, given_up_because=because.strip())


def _locked(action: PlanAction, seen: datetime | None) -> PlanAction:
    kept = PlanAction.objects.select_for_update().get(pk=action.pk)
    if kept.updated_at != seen:
        raise ChangedSince
    return kept


def _places(action: PlanAction) -> int | None:
    if action.need is None:
        return None
    slug = action.district.slug if action.district else ""
    return places_for(load.current().directory, action.need.code, slug)
