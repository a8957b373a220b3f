"""Wishes for workshops: kept, decided once, closed when somebody has found."""

import re

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from ..models import Wish
from ..vocabulary import WishState
from .answers import send_on_commit
from .labels import add_months, paris_today
from .recording import Author
from .report import forget_addresses

_PERSONAL = re.compile(
    r"\S+@\S+|\d(?:[ .\-/\u00a0\u202f]?\d){7}"
)  # an e-mail, eight digits or more


def names_somebody(text: str) -> bool:
    """Whether a text seems to hold an e-mail address or a telephone number."""
    return bool(_PERSONAL.search(text))


def make_wish(**values) -> Wish:
    """Keep what somebody wishes for, to be moderated. Raises ValidationError."""
    forget_addresses()
    wish = Wish(**values)
    wish.full_clean()
    wish.save()
    return wish


def accept(author: Author, wish: Wish, text: str, answer: str = "") -> Wish:
    """Show this text for WISH_MONTHS. Raises ValidationError, in French, by field."""
    if not text.strip():
        raise ValidationError({"text": "Écrivez le texte à publier."})
    if names_somebody(text):
        raise ValidationError({"text": "Enlevez le courriel ou le téléphone de ce texte."})
    expires = add_months(paris_today(), settings.WISH_MONTHS)
    told = {"shown_text": text.strip(), "expires_on": expires}
    return _decide(author, wish, WishState.SHOWN, answer, **told)


def refuse(author: Author, wish: Wish, reason: str, answer: str = "") -> Wish:
    """Never show it. Raises ValidationError, in French, by field."""
    if not reason.strip():
        raise ValidationError({"reason": "Dites pourquoi."})
    return _decide(author, wish, WishState.REFUSED, answer, reason=reason.strip())


def close(author: Author, wish: Wish) -> Wish:
    """« Trouvé » : no longer shown. Raises ValidationError when it is not shown."""
    with transaction.atomic():
        kept = Wish.objects.select_for_update().get(pk=wish.pk)
        if kept.state != WishState.SHOWN:
            raise ValidationError("Cette envie n’est pas publiée.")
        kept.state, kept.decided_by = WishState.FOUND, author.name[:200]
        kept.save()
    return kept


def _decide(author: Author, wish: Wish, state: WishState, answer: str, **told) -> Wish:
    forget_addresses()
    with transaction.atomic():
        kept = Wish.objects.select_for_update().get(pk=wish.pk)
        if kept.state != WishState.WAITING:
            raise ValidationError(f"Cette envie est déjà décidée par {kept.decided_by}.")
        for name, value in told.items():
            setattr(kept, name, value)
        kept.state, kept.answer = state, answer.strip()
        kept.decided_at, kept.decided_by = timezone.now(), author.name[:200]
        if not kept.answer:
            kept.email = ""  # nobody will write to it
        kept.full_clean()
        kept.save()
        send_on_commit(kept)
    return kept
