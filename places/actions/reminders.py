"""Write to the people who answer for the listings, and note whom to call. Safe to run each day."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string

from ..diagnosis.reminders import Due, Plan, plan_reminders
from ..hours.clocks import monday_of
from ..hours.wording import hours_sentence
from ..models import Contact, Reminder
from ..vocabulary import MailKind
from .access import make_link
from .mail import Letter, write


@dataclass
class Tally:
    """Letters and calls of a run; `listings` are those the letters speak of."""

    letters: int = 0
    listings: int = 0
    calls: int = 0
    waiting: int = 0
    overtaken: int = 0  # another run did them meanwhile


def remind(today: date, link_base: str) -> Tally:
    """Do what is planned for a Paris day; `link_base` ends with /maj/lien/.

    Each e-mail and its steps are kept together or not at all; a second run on the same day does
    nothing.
    """
    plan = plan_today(today)
    tally = Tally(waiting=plan.waiting)
    for contact, dues in plan.letters().items():
        try:
            _write(contact, dues, today, link_base)
        except IntegrityError:
            tally.overtaken += 1
        else:
            tally.letters += 1
            tally.listings += len(dues)
    for due in plan.calls:
        _, created = Reminder.objects.get_or_create(
            site=due.site, since=due.since, step=due.step, defaults={"on": today}
        )
        tally.calls += created
    return tally


def plan_today(today: date) -> Plan:
    return plan_reminders(today, settings.STALE_MONTHS, settings.REMIND_DAYS_BEFORE)


def _write(contact: Contact, dues: list[Due], today: date, link_base: str) -> None:
    with transaction.atomic():
        _, token = make_link("Rappel", contact)
        letter = _letter(contact, dues, today, f"{link_base}{token}/")
        mail = write(MailKind.REMINDER, contact.email, letter, contact)
        Reminder.objects.bulk_create(
            Reminder(
                site=due.site,
                since=due.since,
                step=due.step,
                on=today,
                contact=contact,
                mail=mail,
            )
            for due in dues
        )


def _letter(contact: Contact, dues: list[Due], today: date, address: str) -> Letter:
    """With the hours in the mail itself: « oui » needs no reading elsewhere."""
    monday = monday_of(today)
    places = [
        (due.site.name, hours_sentence(due.site.hours, monday) if due.site.hours else "")
        for due in dues
    ]
    context = {
        "contact": contact,
        "places": places,
        "address": address,
        "days": settings.LINK_DAYS,
        "site_name": settings.SITE_NAME,
        "help_phone": settings.HELP_PHONE,
    }
    subject = f"Vos horaires sont-ils justes ? ({contact.actor.name})"
    return Letter(
        subject,
        render_to_string("places/mail/reminder.txt", context),
        render_to_string("places/mail/reminder.html", context),
    )
