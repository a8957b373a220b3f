"""Equipment loans: written down, corrected, returned. Days are Paris dates."""

from datetime import date

from django.core.exceptions import ValidationError

from ..models import Actor, EquipmentLoan, Site
from .labels import paris_today
from .recording import Author, act


def save_loan(
    author: Author, loan: EquipmentLoan, *, to_site: Site | None = None, to_name: str = "", **values
) -> EquipmentLoan:
    """Create or correct a loan, to a site or to the actor named `to_name`.

    The lender is told in words; an actor of that very name is tied to it. Raises
    ValidationError, in French, by field (`to_name` for the borrower).
    """
    for name, value in values.items():
        setattr(loan, name, value)
    loan.lender_actor = Actor.objects.filter(name__iexact=loan.lender).order_by("pk").first()
    loan.to_site = to_site
    loan.to_actor = None if to_site else _actor(to_name)
    if loan.starts_on and loan.starts_on > paris_today():
        raise ValidationError({"starts_on": "Cette date n’est pas encore passée."})
    if loan.signed_on and loan.signed_on > paris_today():
        raise ValidationError({"signed_on": "Cette date n’est pas encore passée."})
    if loan.due_on and loan.starts_on and loan.due_on < loan.starts_on:
        raise ValidationError({"due_on": "Le retour prévu ne peut pas être avant le prêt."})
    loan.full_clean()
    with act(author, f"Prêt : {loan}"[:300]):
        loan.save()
    return loan


def return_loan(
    author: Author, loan: EquipmentLoan, *, on: date, condition: str = ""
) -> EquipmentLoan:
    """Note that the equipment is back, and how."""
    if loan.returned_on:
        raise ValidationError(f"Déjà rendu le {loan.returned_on:%d/%m/%Y}.")
    if on > paris_today():
        raise ValidationError({"returned_on": "Cette date n’est pas encore passée."})
    if on < loan.starts_on:
        raise ValidationError({"returned_on": "Le retour ne peut pas être avant le prêt."})
    loan.returned_on, loan.return_condition = on, condition
    loan.full_clean()
    with act(author, f"Retour de prêt : {loan}"[:300]):
        loan.save()
    return loan


def _actor(name: str) -> Actor:
    if not name.strip():
        raise ValidationError({"to_name": "Choisissez un lieu, ou écrivez le nom d’un acteur."})
    actor = Actor.objects.filter(name__iexact=name.strip()).order_by("pk").first()
    if actor is None:
        near = Actor.objects.filter(name__icontains=name.strip())[:5]
        said = " ; ".join(f"« {one.name} »" for one in near)
        hint = f"Voulez-vous dire : {said} ?" if said else "Ajoutez-le dans l’administration."
        raise ValidationError({"to_name": f"Aucun acteur ne porte ce nom. {hint}"})
    return actor
