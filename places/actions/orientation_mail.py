"""Tell places, once a month, how many people desks sent to them. Safe to run each day."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string

from ..diagnosis.orientation_mail import LetterPlan, Sent, plan_letters
from ..hours.periods import month_words, of_month
from ..models import Contact, OrientationLetter
from ..vocabulary import MailKind
from .access import make_link
from .mail import Letter, write
from .recording import Author, act


@dataclass
class Tally:
    """Letters of a run; `places` are those the letters speak of."""

    letters: int = 0
    places: int = 0
    waiting: int = 0
    silent: int = 0
    overtaken: int = 0  # another run wrote them meanwhile


def tell_orientations(month: date, today: date, link_base: str) -> Tally:
    """Write about a month, known by its first day; `link_base` ends with /maj/lien/.

    A letter and the note that it was written are kept together or not at all: a place is told
    once, however many runs there are.
    """
    plan = plan_month(month, today)
    tally = Tally(waiting=plan.waiting, silent=plan.silent)
    for contact, places in plan.letters.items():
        try:
            _write(contact, places, month, link_base)
        except IntegrityError:
            tally.overtaken += 1
        else:
            tally.letters += 1
            tally.places += len(places)
    return tally


def plan_month(month: date, today: date) -> LetterPlan:
    return plan_letters(month, today, settings.ORIENTATION_MAIL_FROM)


def choose_told(author: Author, contact: Contact, wants: bool) -> None:
    """Whether a contact takes the monthly letter; nothing when it is so already."""
    if contact.told_orientations == wants:
        return
    with act(author, "Message du mois : " + ("oui" if wants else "non")):
        contact.told_orientations = wants
        contact.save(update_fields=["told_orientations"])


def _write(contact: Contact, places: list[Sent], month: date, link_base: str) -> None:
    with transaction.atomic():
        _, token = make_link("Personnes orientées", contact)
        letter = _letter(contact, places, month, f"{link_base}{token}/")
        mail = write(MailKind.ORIENTATIONS, contact.email, letter, contact)
        OrientationLetter.objects.bulk_create(
            OrientationLetter(site=one.site, month=month, number=one.number, mail=mail)
            for one in places
        )


def _letter(contact: Contact, places: list[Sent], month: date, address: str) -> Letter:
    context = {
        "contact": contact,
        "places": places,
        "month": month_words(month),
        "address": address,
        "days": settings.LINK_DAYS,
        "site_name": settings.SITE_NAME,
        "help_phone": settings.HELP_PHONE,
    }
    return Letter(
        f"Les personnes envoyées chez vous : mois {of_month(month)} ({contact.actor.name})",
        render_to_string("places/mail/orientations.txt", context),
        render_to_string("places/mail/orientations.html", context),
    )
