"""Send e-mails: written with the change that wants them, sent once it is committed.

A message is claimed before it is sent, so that two processes never send it twice; when the server
cannot be reached it waits for the next run. One that was claimed and never answered for (the
machine stopped) is not sent again by itself: nobody knows whether it left.
"""

import logging
from dataclasses import dataclass
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException

from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from ..models import Contact, Mail
from ..vocabulary import MailKind, MailState, Origin
from .recording import Author, act

log = logging.getLogger(__name__)
FOR_GOOD = range(500, 600)  # SMTP replies that another try would not change (RFC 5321, 4.2.1)


@dataclass(frozen=True)
class Letter:
    """What a message says; `html` may be empty."""

    subject: str
    text: str
    html: str = ""


@dataclass
class Tally:
    sent: int = 0
    refused: int = 0
    waiting: int = 0


def write(kind: MailKind, address: str, letter: Letter, contact: Contact | None = None) -> Mail:
    """Keep a message with the transaction under way; it leaves when that is committed."""
    mail = Mail(
        kind=kind,
        address=address,
        contact=contact,
        subject=" ".join(letter.subject.split())[:200],
        text=letter.text,
        html=letter.html,
    )
    mail.full_clean()
    mail.save()
    transaction.on_commit(lambda: send(mail.pk))
    return mail


def send_waiting() -> Tally:
    """Try again what could not leave."""
    tally = Tally()
    waiting = Mail.objects.filter(state=MailState.WAITING).order_by("created_at", "pk")
    for pk in list(waiting.values_list("pk", flat=True)):
        state = send(pk)
        tally.sent += state == MailState.SENT
        tally.refused += state == MailState.REFUSED
        tally.waiting += state == MailState.WAITING
    return tally


def send(pk: int) -> MailState | None:
    """Send one waiting message; None when another process has it."""
    claim = Mail.objects.filter(pk=pk, state=MailState.WAITING)
    if not claim.update(
        state=MailState.SENDING, tried_at=timezone.now(), tries=F("tries") + 1, problem=""
    ):
        return None
    mail = Mail.objects.get(pk=pk)
    mail.state, mail.problem = _deliver(mail)
    if mail.state in (MailState.SENT, MailState.REFUSED):
        mail.text = mail.html = ""  # a link that works does not stay in the database
    mail.save(update_fields=["state", "problem", "text", "html"])
    if mail.state == MailState.REFUSED:
        note_refused(mail.address, mail.problem)
    return mail.state


def note_refused(address: str, problem: str) -> int:
    """Remember that an address does not exist; returns how many contacts have it."""
    concerned = [
        contact
        for contact in Contact.objects.filter(email__iexact=address)
        if contact.can_be_written
    ]
    if concerned:
        with act(Author("Serveur de courriel", Origin.COMMAND), f"Courriel refusé : {problem}"):
            for contact in concerned:
                contact.refused_email = contact.email
                contact.save(update_fields=["refused_email"])
    return len(concerned)


def _deliver(mail: Mail) -> tuple[MailState, str]:
    """(the state it comes to, what went wrong)."""
    message = EmailMultiAlternatives(mail.subject, mail.text, to=[mail.address])
    message.extra_headers["Auto-Submitted"] = "auto-generated"  # RFC 3834: no holiday replies
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    try:
        message.send()
    except SMTPRecipientsRefused as error:
        code, said = next(iter(error.recipients.values()), (0, b""))
        return _after(code), _text(said)
    except SMTPResponseException as error:
        return MailState.WAITING, _text(error.smtp_error)
    except (SMTPException, OSError) as error:
        log.warning("Un courriel n’a pas pu partir : %s", type(error).__name__)
        return MailState.WAITING, str(error)[:300]
    return MailState.SENT, ""


def _after(code: int) -> MailState:
    return MailState.REFUSED if code in FOR_GOOD else MailState.WAITING


def _text(said: bytes | str) -> str:
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
    return text[:300]
