"""« Ce n’est plus moi »: a contact names who comes after; the coordinator decides."""

from django.core.exceptions import ValidationError
from django.utils import timezone

from ..models import Contact, Succession
from .access import revoke_links, send_link
from .recording import Author, act


def name_successor(author: Author, contact: Contact, **fields) -> Succession:
    """Keep what a contact proposes: `name`, `email`, `role`, `phone`, `leaves`.

    Raises ValidationError, by field.
    """
    waiting = contact.successions.filter(decided_at=None, email__iexact=fields.get("email", ""))
    if waiting.exists():
        raise ValidationError({"email": "Cette personne est déjà proposée : nous la vérifions."})
    with act(author, f"Contact proposé : {fields.get('name', '')}"):
        succession = Succession(
            contact=contact, asked_by=contact.name, actor=contact.actor, **fields
        )
        succession.full_clean()
        succession.save()
    return succession


def accept_successor(author: Author, succession: Succession, link_base: str) -> Contact:
    """Make the person a contact, who gets a link; the former one leaves if it was said so.

    Raises ValidationError when it is decided already.
    """
    _check(succession)
    with act(author, f"Contact accepté : {succession.name}"):
        contact = Contact(
            actor=succession.actor,
            name=succession.name,
            role=succession.role,
            email=succession.email,
            phone=succession.phone,
        )
        contact.full_clean()
        contact.save()
        _decide(author, succession, accepted=True)
        former = succession.contact
        if former and succession.leaves:
            revoke_links(former)
            former.delete()
        send_link(author.name, contact, link_base)
    return contact


def refuse_successor(author: Author, succession: Succession) -> None:
    """Raises ValidationError when it is decided already."""
    _check(succession)
    with act(author, f"Contact refusé : {succession.name}"):
        _decide(author, succession, accepted=False)


def _check(succession: Succession) -> None:
    if succession.decided_at:
        raise ValidationError(f"C’est déjà décidé, par {succession.decided_by}.")


def _decide(author: Author, succession: Succession, *, accepted: bool) -> None:
    succession.accepted = accepted
    succession.decided_at, succession.decided_by = timezone.now(), author.name[:200]
    succession.save(update_fields=["accepted", "decided_at", "decided_by"])
